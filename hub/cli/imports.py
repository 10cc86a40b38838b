"""`hub import`: files of other systems, with a bar for the wait and an account of every row."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from db.outages import OUTAGES, is_unfit_value
from hub.cli.failure import Failure, failing_on
from hub.cli.servers import database, servers, settings
from hub.commands.imports import ImportFailed, ImportReport, run_import
from hub.domain.imports import Mapping, MappingError, read_mapping
from hub.domain.money import major


def import_files(mapping_path: Path, files: Sequence[Path], rejects: Path) -> None:
    mapping = _mapping(mapping_path)
    report = asyncio.run(_imported(mapping, mapping_path, files, rejects))
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


async def _imported(
    mapping: Mapping, mapping_path: Path, files: Sequence[Path], rejects: Path
) -> ImportReport:
    configured = settings()
    with servers(configured, share=True) as used, _failing_on_outages():
        async with database(configured, used) as connection:
            with failing_on(ImportFailed), _Bar() as bar:
                return await run_import(
                    connection,
                    mapping,
                    files,
                    rejects=rejects,
                    mapping_path=mapping_path,
                    now=datetime.now(UTC),
                    progress=bar.show,
                    tell=bar.console.print,
                )


@contextmanager
def _failing_on_outages() -> Iterator[None]:
    try:
        yield
    except OUTAGES as error:
        if is_unfit_value(error):
            raise
        raise Failure(
            "The database has gone away, and the import with it. Run it again once the database"
            " answers: it goes on where it stopped."
        ) from error


class _Bar(Progress):
    """A bar for the bytes read, then one without an end for each step of the merge."""

    def __init__(self) -> None:
        super().__init__(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )

    def show(self, doing: str, bytes_read: int, bytes_total: int) -> None:
        if not self.tasks or self.tasks[0].description != doing:
            for task_id in self.task_ids:
                self.remove_task(task_id)
            self.add_task(doing, total=bytes_total if bytes_read < bytes_total else None)
        self.update(self.task_ids[0], completed=bytes_read)


def _tell(report: ImportReport, rejects: Path) -> None:
    console = Console(highlight=False)
    console.print(
        f"{report.rows:,} rows: {report.imported:,} imported, {report.rejected:,} rejected."
    )
    new = ", ".join(f"{things} {count:,}" for things, count in report.created.items() if count)
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
