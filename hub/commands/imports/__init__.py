"""Imports files of other systems: read and stage in batches, then merge into the hub at once.

Reading commits a checkpoint with every batch, so an import that was cut off goes on where it
stopped. Nothing shows in the hub before the merge, which is one transaction. Orders come with their
state, not with their past: no feed tells of new ones, and their history holds one IMPORTED event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol
from uuid import UUID

from db.queries import imports as queries
from db.queries.imports import Checkpoint
from db.session import Connection
from db.tables.imports import ImportStage
from db.types import new_id
from hub.commands.files.csv_records import CsvRecords
from hub.commands.imports.batches import Batch
from hub.commands.imports.rejects import write_rejects
from hub.commands.imports.report import ImportReport, RejectCount
from hub.commands.imports.sources import (
    ImportFailed,
    SourceFile,
    fingerprint,
    is_unchanged,
    open_sources,
)
from hub.commands.imports.undo import UndoRefused, undo_import
from hub.domain.imports import Mapping, fixed_seller_id, source_namespace
from hub.domain.orders import KINDS

__all__ = [
    "ImportFailed",
    "ImportReport",
    "Progress",
    "RejectCount",
    "UndoRefused",
    "run_import",
    "undo_import",
]

BATCH_ROWS: Final = 4_000


class Progress(Protocol):
    """Hears how far an import is: what it does, and how many of the files' bytes it has read."""

    def __call__(self, doing: str, bytes_read: int, bytes_total: int) -> None: ...


async def run_import(
    connection: Connection,
    mapping: Mapping,
    files: Sequence[Path],
    *,
    rejects: Path,
    mapping_path: Path | None = None,
    dry_run: bool = False,
    now: datetime,
    progress: Progress,
    tell: Callable[[str], None],
    batch_rows: int = BATCH_ROWS,
) -> ImportReport:
    """Imports the files, and writes those of their rows that cannot be imported to `rejects`.

    It commits by itself, so the connection must not be in a transaction. `tell` hears sentences
    about what a person would want to know meanwhile: that an import is taken up, or begun anew.
    `batch_rows` are kept in memory at a time, and are lost at most when it is cut off. A `dry_run`
    does all of it and takes it back, but for the rejects.

    Raises:
        ImportFailed: a file cannot be used, or the same source is just being imported elsewhere.
    """
    with TemporaryDirectory(prefix="hub-import-") as folder:
        not_over = [rejects] if mapping_path is None else [rejects, mapping_path]
        sources = open_sources(mapping, files, not_over=not_over, folder=Path(folder))
        if not await queries.try_lock_source(connection, mapping.source):
            raise ImportFailed(
                f"Another import of {mapping.source} is running; wait until it is done."
            )
        try:
            run = _Run(
                connection, mapping, sources, now=now, progress=progress, batch_rows=batch_rows
            )
            for note in run.report.notes:
                tell(note)
            await run.take_up_or_begin(tell)
            if run.stage is ImportStage.READING:
                await run.read()
                await run.refuse_changed_files()
                await run.merge(dry_run=dry_run, rejects=rejects)
            return await run.finish(rejects)
        finally:
            # With the connection both are gone.
            if not connection.is_closed():
                await queries.leave_staging(connection)
                await queries.unlock_source(connection, mapping.source)


class _TakeBack(Exception):
    """Ends the transaction of a dry run without a trace."""


class _Run:
    """One import, from its beginning or its last checkpoint to its end."""

    def __init__(
        self,
        connection: Connection,
        mapping: Mapping,
        sources: Sequence[SourceFile],
        *,
        now: datetime,
        progress: Progress,
        batch_rows: int,
    ) -> None:
        self._batch_rows = batch_rows
        self._connection = connection
        self._mapping = mapping
        self._sources = sources
        self._now = now
        self._progress = progress
        self._bytes_total = sum(source.size for source in sources)
        self._id: UUID
        self._checkpoint: Checkpoint
        self.report = ImportReport(
            files=[source.name for source in sources],
            notes=[f"{source.name} {note}." for source in sources for note in source.notes],
        )
        self.stage = ImportStage.READING

    async def take_up_or_begin(self, tell: Callable[[str], None]) -> None:
        """Takes up the unfinished run of these very files and this mapping, or begins a new one."""
        connection, source = self._connection, self._mapping.source
        print_of_input = fingerprint(self._mapping, self._sources)
        async with connection.transaction():
            found = await queries.unfinished_run(connection, source)
            checkpoint = found and await queries.checkpoint_of(connection, found.id)
            if found and checkpoint and found.fingerprint == print_of_input:
                self._id, self._checkpoint, self.stage = found.id, checkpoint, found.stage
                if found.outcome is not None:
                    self.report = ImportReport.model_validate(found.outcome)
                self.report.rows_read_before = checkpoint.rows_read
                tell(f"Taking up the import that was cut off after {self._rows_read:,} rows.")
            else:
                if found is not None:
                    await self._forget(found.id, found.stage, found.outcome)
                    tell(
                        "The files or the mapping differ from those of the import that was cut off:"
                        " beginning anew."
                    )
                first = self._sources[0]
                self._id = new_id()
                await queries.begin_run(connection, self._id, source, print_of_input, now=self._now)
                await queries.create_staging(connection, self._id)
                self._checkpoint = Checkpoint(
                    0, first.first_byte_offset, first.first_line_no, 0, []
                )
        await queries.use_staging(connection, self._id)
        if self._rows_read == 0:
            await queries.save_checkpoint(connection, self._checkpoint)

    async def _forget(
        self, run_id: UUID, stage: ImportStage, outcome: dict[str, object] | None
    ) -> None:
        """Ends a run that will not be taken up; one that has merged stays known."""
        await queries.drop_staging(self._connection, run_id)
        if stage is ImportStage.MERGED:
            await queries.mark_run(
                self._connection, run_id, ImportStage.DONE, outcome or {}, finished_at=self._now
            )
        else:
            await queries.forget_run(self._connection, run_id)

    @property
    def _rows_read(self) -> int:
        return self._checkpoint.rows_read

    async def read(self) -> None:
        """Stages every row of every file that its mapping accepts, and notes the others."""
        while self._checkpoint.file_no < len(self._sources):
            file_no, byte_offset, line_no, _, above = self._checkpoint
            source = self._sources[file_no]
            with source.opened() as file:
                records = CsvRecords(file, source.layout, byte_offset=byte_offset, line_no=line_no)
                batch = Batch(file_no, source, above)
                for record in records:
                    batch.add(record)
                    if batch.rows == self._batch_rows:
                        place = (file_no, record.next_byte_offset, record.next_line_no)
                        await self._keep(batch, place, batch.above)
                        batch = Batch(file_no, source, batch.above)
                await self._keep(batch, self._start_of(file_no + 1), [])

    async def refuse_changed_files(self) -> None:
        """What is staged may be half of a file that was cut short, or half of two.

        Raises:
            ImportFailed: a file is not what it was when it was opened.
        """
        for source in self._sources:
            if not is_unchanged(source):
                async with self._connection.transaction():
                    await self._forget(self._id, self.stage, None)
                raise ImportFailed(
                    f"{source.name} was changed while it was read, so nothing of it is imported;"
                    " import it again once it stays as it is."
                )

    def _start_of(self, file_no: int) -> tuple[int, int, int]:
        if file_no == len(self._sources):
            return file_no, 0, 1
        source = self._sources[file_no]
        return file_no, source.first_byte_offset, source.first_line_no

    async def _keep(self, batch: Batch, place: tuple[int, int, int], above: list[str]) -> None:
        """Commits a batch together with the place at which reading then goes on."""
        checkpoint = Checkpoint(*place, self._rows_read + batch.rows, above)
        async with self._connection.transaction():
            for kind, rows in batch.told.items():
                await queries.stage_records(self._connection, kind, rows)
            await queries.stage_rows(self._connection, batch.accepted, batch.rejected)
            await queries.save_checkpoint(self._connection, checkpoint)
        self._checkpoint = checkpoint
        done = sum(source.size for source in self._sources[: checkpoint.file_no])
        self._progress("Reading", done + checkpoint.byte_offset, self._bytes_total)

    async def merge(self, *, dry_run: bool, rejects: Path) -> None:
        """Brings all that fits into the hub, in one transaction.

        Raises:
            ImportFailed: the rejects of a dry run cannot be written.
        """
        self._progress("Checking", self._bytes_total, self._bytes_total)
        try:
            async with self._connection.transaction():
                await self._merge()
                if dry_run:
                    self.report.is_dry_run = True
                    await self._write_rejects(rejects, "Nothing is imported")
                    raise _TakeBack
                outcome = self.report.model_dump(mode="json")
                await queries.mark_run(self._connection, self._id, ImportStage.MERGED, outcome)
        except _TakeBack:
            pass

    async def _merge(self) -> None:
        connection, report = self._connection, self.report
        sellers = await self._keep_fixed_seller()
        await queries.begin_merge(connection, KINDS)
        await queries.reject_misfits(connection, self._mapping.varies)
        self._progress("Merging", self._bytes_total, self._bytes_total)
        report.created, report.changed = await queries.merge(connection, self._id, now=self._now)
        report.created["parties"] += sellers
        report.totals = await queries.totals_by_currency(connection)
        report.rows = self._rows_read
        report.imported, report.rejected = await queries.count_rows(connection)
        if report.imported + report.rejected != report.rows:
            raise AssertionError(
                f"{report.rows} rows were read, but {report.imported} imported"
                f" and {report.rejected} rejected."
            )
        report.rejects = [RejectCount(*row) for row in await queries.rejects_by_code(connection)]

    async def _keep_fixed_seller(self) -> bool:
        seller = self._mapping.seller
        return seller is not None and await queries.keep_party(
            self._connection,
            self._id,
            fixed_seller_id(source_namespace(self._mapping.source)),
            kind=seller.kind,
            name=seller.name,
            name_translations=seller.name_in,
            country=seller.country,
            now=self._now,
        )

    async def _write_rejects(self, rejects: Path, done: str) -> None:
        try:
            rejected = queries.rejected_rows(self._connection)
            await write_rejects(rejected, self._sources, rejects)
        except OSError as error:
            raise ImportFailed(
                f"{done}, but {rejects} cannot be written: {error.strerror}."
                " Import the same files again with another --rejects to get it."
            ) from None

    async def finish(self, rejects: Path) -> ImportReport:
        """Writes the rejects file, and leaves nothing staged behind."""
        async with self._connection.transaction():
            if self.report.is_dry_run:
                await self._forget(self._id, ImportStage.READING, None)
            else:
                await self._write_rejects(rejects, "All is imported")
                outcome = self.report.model_dump(mode="json")
                await self._forget(self._id, ImportStage.MERGED, outcome)
        return self.report
