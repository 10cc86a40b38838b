"""`hub import`: files of other systems, with a bar for the wait and an account of every row."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from hub.cli.failure import Failure, failing_on
from hub.cli.servers import database, servers, settings
from hub.commands.imports import ImportFailed, ImportReport, run_import
from hub.domain.mapping import Mapping, MappingError, read_mapping
from hub.domain.money import major


def import_files(mapping_path: Path, files: Sequence[Path], rejects: Path) -> None:
    mapping = _mapping(mapping_path)
    report = asyncio.run(_imported(mapping, files, rejects))
    _tell(report, rejects)


def _mapping(path: Path) -> Mapping:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Failure(f"The mapping {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Failure(f"The mapping {path} is not UTF-8 text.") from error
    with failing_on(MappingError):
        return read_mapping(text)


async def _imported(mapping: Mapping, files: Sequence[Path], rejects: Path) -> ImportReport:
    configured = settings()
    with servers(configured, share=True) as used:
        async with database(configured, used) as connection:
            console = Console(stderr=True)
            with (
                failing_on(ImportFailed),
                Progress(
                    TextColumn("{task.description}"),
                    BarColumn(),
                    DownloadColumn(),
                    TimeElapsedColumn(),
                    console=console,
                ) as bar,
            ):
                task = bar.add_task("Reading", visible=False)

                def progress(doing: str, bytes_read: int, bytes_total: int) -> None:
                    bar.update(
                        task,
                        description=doing,
                        completed=bytes_read,
                        total=bytes_total,
                        visible=True,
                    )

                return await run_import(
                    connection,
                    mapping,
                    files,
                    rejects=rejects,
                    now=datetime.now(UTC),
                    progress=progress,
                    tell=bar.console.print,
                )


def _tell(report: ImportReport, rejects: Path) -> None:
    console = Console(highlight=False)
    console.print(
        f"{report.rows:,} rows: {report.imported:,} imported, {report.rejected:,} rejected."
    )
    new = ", ".join(f"{count:,} {things}" for things, count in report.created.items() if count)
    console.print(f"New in the hub: {new or 'nothing'}.")
    for total in report.totals:
        amount = major(total.total_minor, total.currency)
        cancelled = major(total.cancelled_minor, total.currency)
        console.print(
            f"Orders in {total.currency}: {total.orders:,}, together {amount:,}; "
            f"besides, {total.cancelled:,} cancelled, together {cancelled:,}."
        )
    if report.rejects:
        table = Table("Why rejected", "Rows", "The first one", box=None, pad_edge=False)
        for reject in report.rejects:
            table.add_row(reject.code, f"{reject.rows:,}", reject.reason)
        console.print(table)
        console.print(f"Every rejected row, with its reason: {rejects}")
