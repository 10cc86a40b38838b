"""Imports files of other systems: read and stage in batches, then merge into the hub at once.

Reading commits a checkpoint with every batch, so an import that was cut off goes on where it
stopped. Nothing shows in the hub before the merge, which is one transaction. Orders come with their
state, not with their past: no feed tells of them, and history holds one IMPORTED event.
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
from db.tables.imports import (
    ImportRun,
    ImportStage,
    RejectedRow,
    StagedLine,
    StagedOrder,
    StagedParty,
    StagedProduct,
    StagedRow,
    StagedSku,
    StagedStock,
)
from db.types import new_id
from hub.commands.imports.csv_records import CsvRecord, CsvRecords
from hub.commands.imports.rejects import write_rejects
from hub.commands.imports.report import ImportReport, RejectCount
from hub.commands.imports.sources import (
    ImportFailed,
    SourceFile,
    fingerprint,
    is_unchanged,
    open_sources,
)
from hub.domain.imports import Mapping, RowRecords, RowRejected, fixed_seller_id, source_namespace
from hub.domain.orders import KINDS

__all__ = ["ImportFailed", "ImportReport", "Progress", "RejectCount", "run_import"]

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
    now: datetime,
    progress: Progress,
    tell: Callable[[str], None],
    batch_rows: int = BATCH_ROWS,
) -> ImportReport:
    """Imports the files, and writes those of their rows that cannot be imported to `rejects`.

    It commits by itself, so the connection must not be in a transaction. `tell` hears sentences
    about what a person would want to know meanwhile: that an import is taken up, or begun anew.
    `batch_rows` are kept in memory at a time, and are lost at most when it is cut off.

    Raises:
        ImportFailed: a file cannot be used, or the same source is just being imported elsewhere.
    """
    with TemporaryDirectory(prefix="hub-import-") as folder:
        not_over = [rejects] if mapping_path is None else [rejects, mapping_path]
        sources = open_sources(mapping, files, not_over=not_over, folder=Path(folder))
        for source in sources:
            for note in source.notes:
                tell(f"{source.name} {note}.")
        if not await queries.try_lock_source(connection, mapping.source):
            raise ImportFailed(
                f"Another import of {mapping.source} is running; wait until it is done."
            )
        try:
            run = _Run(
                connection, mapping, sources, now=now, progress=progress, batch_rows=batch_rows
            )
            await run.take_up_or_begin(tell)
            if run.stage is ImportStage.READING:
                await run.read()
                await run.refuse_changed_files()
                await run.merge()
            return await run.finish(rejects)
        finally:
            await queries.unlock_source(connection, mapping.source)


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
        self._report = ImportReport(files=[source.name for source in sources])
        self.stage = ImportStage.READING

    async def take_up_or_begin(self, tell: Callable[[str], None]) -> None:
        """Takes up the unfinished run of these very files and this mapping, or begins a new one."""
        connection, source = self._connection, self._mapping.source
        print_of_input = fingerprint(self._mapping, self._sources)
        async with connection.transaction():
            found = await queries.unfinished_run(connection, source)
            if found is not None and found.fingerprint == print_of_input:
                self._id, self._checkpoint, self.stage = found.id, found.checkpoint, found.stage
                if found.outcome is not None:
                    self._report = ImportReport.model_validate(found.outcome)
                self._report.rows_read_before = found.checkpoint.rows_read
                tell(f"Taking up the import that was cut off after {self._rows_read:,} rows.")
                return
            if found is not None:
                await queries.forget_run(connection, found.id)
                tell(
                    "The files or the mapping differ from those of the import that was cut off:"
                    " beginning anew."
                )
            first = self._sources[0]
            self._id = new_id()
            self._checkpoint = Checkpoint(0, first.first_byte_offset, first.first_line_no, 0)
            await queries.begin_run(
                connection,
                ImportRun(
                    id=self._id,
                    source=source,
                    fingerprint=print_of_input,
                    started_at=self._now,
                    **self._checkpoint._asdict(),
                ),
            )

    @property
    def _rows_read(self) -> int:
        return self._checkpoint.rows_read

    async def read(self) -> None:
        """Stages every row of every file that its mapping accepts, and notes the others."""
        while self._checkpoint.file_no < len(self._sources):
            file_no, byte_offset, line_no, _ = self._checkpoint
            source = self._sources[file_no]
            with source.opened() as file:
                records = CsvRecords(file, source.layout, byte_offset=byte_offset, line_no=line_no)
                batch = _Batch(self._id, file_no, source)
                for record in records:
                    batch.add(record)
                    if batch.rows == self._batch_rows:
                        place = (file_no, record.next_byte_offset, record.next_line_no)
                        await self._keep(batch, place)
                        batch = _Batch(self._id, file_no, source)
                await self._keep(batch, self._start_of(file_no + 1))

    async def refuse_changed_files(self) -> None:
        """What is staged may be half of a file that was cut short, or half of two.

        Raises:
            ImportFailed: a file is not what it was when it was opened.
        """
        for source in self._sources:
            if not is_unchanged(source):
                async with self._connection.transaction():
                    await queries.forget_run(self._connection, self._id)
                raise ImportFailed(
                    f"{source.name} was changed while it was read, so nothing of it is imported;"
                    " import it again once it stays as it is."
                )

    def _start_of(self, file_no: int) -> tuple[int, int, int]:
        if file_no == len(self._sources):
            return file_no, 0, 1
        source = self._sources[file_no]
        return file_no, source.first_byte_offset, source.first_line_no

    async def _keep(self, batch: _Batch, place: tuple[int, int, int]) -> None:
        """Commits a batch together with the place at which reading then goes on."""
        checkpoint = Checkpoint(*place, self._rows_read + batch.rows)
        async with self._connection.transaction():
            for model, rows in batch.staged.items():
                if rows:
                    await queries.stage(self._connection, model, rows)
            await queries.save_checkpoint(self._connection, self._id, checkpoint)
        self._checkpoint = checkpoint
        done = sum(source.size for source in self._sources[: checkpoint.file_no])
        self._progress("Reading", done + checkpoint.byte_offset, self._bytes_total)

    async def merge(self) -> None:
        """Brings all that fits into the hub, in one transaction."""
        connection, run_id = self._connection, self._id
        self._progress("Checking", self._bytes_total, self._bytes_total)
        async with connection.transaction():
            sellers = await self._keep_fixed_seller()
            await queries.begin_merge(connection, run_id, KINDS)
            while await queries.reject_misfits(connection, run_id):
                pass
            self._progress("Merging", self._bytes_total, self._bytes_total)
            report = self._report
            report.created = await queries.insert_staged(connection, run_id, now=self._now)
            report.created["parties"] += sellers
            report.totals = await queries.totals_by_currency(connection)
            report.rows = self._rows_read
            report.imported, report.rejected = await queries.count_rows(connection, run_id)
            if report.imported + report.rejected != report.rows:
                raise AssertionError(
                    f"{report.rows} rows were read, but {report.imported} imported"
                    f" and {report.rejected} rejected."
                )
            report.rejects = [
                RejectCount(*row) for row in await queries.rejects_by_code(connection, run_id)
            ]
            await queries.mark_merged(connection, run_id, report.model_dump(mode="json"))

    async def _keep_fixed_seller(self) -> bool:
        seller = self._mapping.seller
        return seller is not None and await queries.keep_party(
            self._connection,
            fixed_seller_id(source_namespace(self._mapping.source)),
            kind=seller.kind,
            name=seller.name,
            name_zh=seller.name_zh,
            country=seller.country,
            now=self._now,
        )

    async def finish(self, rejects: Path) -> ImportReport:
        """Writes the rejects file, and leaves nothing else behind."""
        async with self._connection.transaction():
            rejected = queries.rejected_rows(self._connection, self._id)
            try:
                await write_rejects(rejected, self._sources, rejects)
            except OSError as error:
                raise ImportFailed(
                    f"All is imported, but {rejects} cannot be written: {error.strerror}."
                    " Import the same files again with another --rejects to get it."
                ) from None
            await queries.forget_run(self._connection, self._id)
        return self._report


class _Batch:
    """Rows of one file, ready to be staged."""

    def __init__(self, run_id: UUID, file_no: int, source: SourceFile) -> None:
        self.rows = 0
        self.staged: dict[queries.Staging, list[tuple[object, ...]]] = {
            model: [] for model in queries.STAGING
        }
        self._run_id = run_id
        self._file_no = file_no
        self._source = source

    def add(self, record: CsvRecord) -> None:
        self.rows += 1
        place = (self._run_id, self._file_no, record.line_no)
        try:
            told = self._told(record)
        except RowRejected as rejection:
            self.staged[RejectedRow].append(
                (*place, record.byte_offset, rejection.code, rejection.reason)
            )
            return
        staged = self.staged
        staged[StagedRow].append((*place, record.byte_offset))
        for party in told.parties:
            staged[StagedParty].append((*place, *party))
        if told.product is not None:
            staged[StagedProduct].append((*place, *told.product))
        if told.sku is not None:
            staged[StagedSku].append((*place, *told.sku))
        if told.order is not None:
            staged[StagedOrder].append((*place, *told.order))
        if told.line is not None:
            staged[StagedLine].append((*place, *told.line))
        if told.stock is not None:
            staged[StagedStock].append((*place, *told.stock))

    def _told(self, record: CsvRecord) -> RowRecords:
        if record.fault is not None:
            raise RowRejected(*record.fault)
        return self._source.read(self._source.fields_of(record.fields))
