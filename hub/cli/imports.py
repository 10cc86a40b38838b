"""`hub import`: files of other systems, with a bar for the wait and an account of every row."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from collections.abc import Mapping as Mapping_
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from db.outages import OUTAGES, is_unfit_value
from db.queries.imports import Run, newest_runs, run_by_id
from db.session import Connection
from hub.cli.failure import Failure, failing_on
from hub.cli.servers import database, servers, settings
from hub.commands.imports import (
    ImportFailed,
    ImportReport,
    UndoRefused,
    run_import,
    undo_import,
)
from hub.domain.imports import Mapping, MappingError, read_mapping
from hub.domain.money import major

T = TypeVar("T")

_RUNS_SHOWN_MAX: Final = 50


def import_files(
    mapping_path: Path, files: Sequence[Path], rejects: Path, *, dry_run: bool
) -> None:
    mapping = _mapping(mapping_path)
    report = asyncio.run(_imported(mapping, mapping_path, files, rejects, dry_run))
    _tell(report, rejects)


def undo_run(run: str) -> None:
    async def undo(connection: Connection) -> ImportReport:
        return await undo_import(connection, _run_id(run), now=datetime.now(UTC))

    with failing_on(UndoRefused):
        report = asyncio.run(_connected(undo))
    console = Console(highlight=False)
    console.print(f"Taken back: {_counts(report.removed)}.")
    if any(report.kept.values()):
        console.print(f"Still there, since more was built on it: {_counts(report.kept)}.")
    if any(report.changed.values()):
        console.print(f"Changed by the import, and left so: {_counts(report.changed)}.")


def list_runs() -> None:
    async def runs(connection: Connection) -> list[Run]:
        return await newest_runs(connection, _RUNS_SHOWN_MAX)

    for run in asyncio.run(_connected(runs)):
        report = ImportReport.model_validate(run.outcome) if run.outcome else None
        counts = f", {report.imported:,} of {report.rows:,} rows imported" if report else ""
        begun = run.started_at.strftime("%Y-%m-%dT%H:%MZ")
        typer.echo(f"{run.id} {begun} {run.source} {run.stage}{counts}")


def show_run(run: str) -> None:
    async def found(connection: Connection) -> Run | None:
        return await run_by_id(connection, _run_id(run))

    shown = asyncio.run(_connected(found))
    if shown is None:
        raise Failure(f"There is no import {run}; hub import --runs lists them.")
    console = Console(highlight=False)
    console.print(f"Import {shown.id} of {shown.source}, begun {shown.started_at}: {shown.stage}.")
    if shown.outcome:
        report = ImportReport.model_validate(shown.outcome)
        console.print(f"Files: {', '.join(report.files)}.")
        for note in report.notes:
            console.print(note)
        _tell(report, None)


def _run_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Failure(
            f"'{text}' is not the id of an import; hub import --runs lists them."
        ) from None


async def _connected(use: Callable[[Connection], Awaitable[T]]) -> T:
    configured = settings()
    with servers(configured, share=True) as used:
        async with database(configured, used) as connection:
            with _failing_on_outages():
                return await use(connection)


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
    mapping: Mapping, mapping_path: Path, files: Sequence[Path], rejects: Path, dry_run: bool
) -> ImportReport:
    async def run(connection: Connection) -> ImportReport:
        with failing_on(ImportFailed), _Bar() as bar:
            return await run_import(
                connection,
                mapping,
                files,
                rejects=rejects,
                mapping_path=mapping_path,
                dry_run=dry_run,
                now=datetime.now(UTC),
                progress=bar.show,
                tell=bar.console.print,
            )

    return await _connected(run)


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


def _counts(counted: Mapping_[str, int]) -> str:
    return ", ".join(f"{what} {count:,}" for what, count in counted.items() if count) or "nothing"


def _tell(report: ImportReport, rejects: Path | None) -> None:
    console = Console(highlight=False)
    if report.is_dry_run:
        console.print("A dry run: this is what an import would do, and nothing of it is done.")
    console.print(
        f"{report.rows:,} rows: {report.imported:,} imported, {report.rejected:,} rejected."
    )
    console.print(f"New in the hub: {_counts(report.created)}.")
    if any(report.changed.values()):
        console.print(f"Changed in the hub: {_counts(report.changed)}.")
    if report.removed:
        console.print(f"Taken back since: {_counts(report.removed)}.")
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
        if rejects is not None:
            console.print(f"Every rejected row, with its reason: {rejects}")
