"""How far an import has come, and the rows it has read: written batch by batch, gone at its end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson

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

STAGING: Final = (
    StagedRow,
    RejectedRow,
    StagedParty,
    StagedProduct,
    StagedSku,
    StagedOrder,
    StagedLine,
    StagedStock,
)
Staging = type[
    StagedRow
    | RejectedRow
    | StagedParty
    | StagedProduct
    | StagedSku
    | StagedOrder
    | StagedLine
    | StagedStock
]
_FORGET: Final = "DELETE FROM {table} WHERE run_id = $1"


class Checkpoint(NamedTuple):
    """Where reading goes on, and how many rows were read before."""

    file_no: int
    byte_offset: int
    line_no: int
    rows_read: int


class Rejected(NamedTuple):
    """A row that is not imported."""

    file_no: int
    row_no: int
    byte_offset: int
    code: str
    reason: str


class UnfinishedRun(NamedTuple):
    id: UUID
    fingerprint: str
    stage: ImportStage
    checkpoint: Checkpoint
    outcome: dict[str, Any] | None


async def try_lock_source(connection: Connection, source: str) -> bool:
    """Takes the right to import this source until the connection ends; False if another has it."""
    return bool(
        await connection.fetchval(
            "SELECT pg_try_advisory_lock(hashtextextended('import ' || $1, 0))", source
        )
    )


async def unlock_source(connection: Connection, source: str) -> None:
    await connection.execute(
        "SELECT pg_advisory_unlock(hashtextextended('import ' || $1, 0))", source
    )


async def unfinished_run(connection: Connection, source: str) -> UnfinishedRun | None:
    row = await connection.fetchrow("SELECT * FROM import_runs WHERE source = $1", source)
    if row is None:
        return None
    return UnfinishedRun(
        row["id"],
        row["fingerprint"],
        ImportStage(row["stage"]),
        Checkpoint(row["file_no"], row["byte_offset"], row["line_no"], row["rows_read"]),
        None if row["outcome"] is None else orjson.loads(row["outcome"]),
    )


async def begin_run(connection: Connection, run: ImportRun) -> None:
    await connection.execute(
        "INSERT INTO import_runs"
        " (id, source, fingerprint, stage, file_no, byte_offset, line_no, rows_read, started_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        run.id,
        run.source,
        run.fingerprint,
        run.stage,
        run.file_no,
        run.byte_offset,
        run.line_no,
        run.rows_read,
        run.started_at,
    )


async def save_checkpoint(connection: Connection, run_id: UUID, checkpoint: Checkpoint) -> None:
    await connection.execute(
        "UPDATE import_runs SET file_no = $2, byte_offset = $3, line_no = $4, rows_read = $5"
        " WHERE id = $1",
        run_id,
        *checkpoint,
    )


async def stage(connection: Connection, model: Staging, rows: Iterable[tuple[object, ...]]) -> None:
    """Copies rows into a staging table; their values are in the order of its columns."""
    await connection.copy_records_to_table(
        model.__tablename__, records=rows, columns=list(model.model_fields)
    )


async def mark_merged(connection: Connection, run_id: UUID, outcome: dict[str, Any]) -> None:
    """Keeps the counts of a merge in its own transaction: what is left is to write the rejects."""
    await connection.execute(
        "UPDATE import_runs SET stage = $2, outcome = $3 WHERE id = $1",
        run_id,
        ImportStage.MERGED,
        orjson.dumps(outcome).decode(),
    )


async def forget_run(connection: Connection, run_id: UUID) -> None:
    """Leaves nothing of the run behind."""
    for model in STAGING:
        await connection.execute(_FORGET.format(table=model.__tablename__), run_id)
    await connection.execute("DELETE FROM import_runs WHERE id = $1", run_id)


async def count_rows(connection: Connection, run_id: UUID) -> tuple[int, int]:
    """How many rows are staged to be imported, and how many are rejected."""
    row = await connection.fetchrow(
        "SELECT (SELECT count(*) FROM staged_rows WHERE run_id = $1),"
        " (SELECT count(*) FROM rejected_rows WHERE run_id = $1)",
        run_id,
    )
    assert row is not None
    return row[0], row[1]


async def rejects_by_code(connection: Connection, run_id: UUID) -> list[tuple[str, int, str]]:
    """How many rows are rejected with each code, most first, and the first one's reason."""
    rows = await connection.fetch(
        "SELECT code, count(*), (array_agg(reason ORDER BY file_no, row_no))[1]"
        " FROM rejected_rows WHERE run_id = $1 GROUP BY code ORDER BY 2 DESC, 1",
        run_id,
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def rejected_rows(connection: Connection, run_id: UUID) -> AsyncIterator[Rejected]:
    """The rejected rows in the order of the files, a few at a time. Needs a transaction."""
    async for row in connection.cursor(
        "SELECT file_no, row_no, byte_offset, code, reason FROM rejected_rows"
        " WHERE run_id = $1 ORDER BY file_no, row_no",
        run_id,
        prefetch=200,
    ):
        yield Rejected(*row)
