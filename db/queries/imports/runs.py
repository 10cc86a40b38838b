"""Runs of imports: the unfinished one of a source, what each came to, and what it rejected."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from db.session import Connection
from db.tables.imports import ImportStage


class Rejected(NamedTuple):
    """A row that is not imported. `filled` are texts that its record has from the row above."""

    file_no: int
    row_no: int
    byte_offset: int
    filled: dict[str, str]
    code: str
    reason: str


class Run(NamedTuple):
    """One import, as it is kept."""

    id: UUID
    source: str
    fingerprint: str
    stage: ImportStage
    started_at: datetime
    finished_at: datetime | None
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


async def unfinished_run(connection: Connection, source: str) -> Run | None:
    found = await _runs(connection, "WHERE source = $1 AND stage IN ('READING', 'MERGED')", source)
    return found[0] if found else None


async def newest_runs(connection: Connection, limit: int) -> list[Run]:
    """The newest runs first."""
    return await _runs(connection, "ORDER BY started_at DESC, id DESC LIMIT $1", limit)


async def run_by_id(connection: Connection, run_id: UUID) -> Run | None:
    found = await _runs(connection, "WHERE id = $1", run_id)
    return found[0] if found else None


async def _runs(connection: Connection, clause: str, *arguments: object) -> list[Run]:
    rows = await connection.fetch(
        "SELECT id, source, fingerprint, stage, started_at, finished_at, outcome"
        f" FROM import_runs {clause}",
        *arguments,
    )
    return [
        Run(
            row["id"],
            row["source"],
            row["fingerprint"],
            ImportStage(row["stage"]),
            row["started_at"],
            row["finished_at"],
            None if row["outcome"] is None else orjson.loads(row["outcome"]),
        )
        for row in rows
    ]


async def begin_run(
    connection: Connection, run_id: UUID, source: str, fingerprint: str, *, now: datetime
) -> None:
    await connection.execute(
        "INSERT INTO import_runs (id, source, fingerprint, stage, started_at)"
        " VALUES ($1, $2, $3, 'READING', $4)",
        run_id,
        source,
        fingerprint,
        now,
    )


async def mark_run(
    connection: Connection,
    run_id: UUID,
    stage: ImportStage,
    outcome: dict[str, Any],
    *,
    finished_at: datetime | None = None,
) -> None:
    await connection.execute(
        "UPDATE import_runs SET stage = $2, outcome = $3, finished_at = $4 WHERE id = $1",
        run_id,
        stage,
        orjson.dumps(outcome).decode(),
        finished_at,
    )


async def forget_run(connection: Connection, run_id: UUID) -> None:
    """Leaves nothing of a run that brought nothing in; its staging is dropped apart."""
    await connection.execute("DELETE FROM import_runs WHERE id = $1", run_id)


async def count_rows(connection: Connection) -> tuple[int, int]:
    """How many rows are staged to be imported, and how many are rejected."""
    row = await connection.fetchrow(
        "SELECT (SELECT count(*) FROM staged_rows), (SELECT count(*) FROM rejected_rows)"
    )
    assert row is not None
    return row[0], row[1]


async def rejects_by_code(connection: Connection) -> list[tuple[str, int, str]]:
    """How many rows are rejected with each code, most first, and the first one's reason."""
    rows = await connection.fetch(
        "SELECT code, count(*), (array_agg(reason ORDER BY file_no, row_no))[1]"
        " FROM rejected_rows GROUP BY code ORDER BY 2 DESC, 1"
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def rejected_rows(connection: Connection) -> AsyncIterator[Rejected]:
    """The rejected rows in the order of the files, a few at a time. Needs a transaction."""
    async for row in connection.cursor(
        "SELECT file_no, row_no, byte_offset, filled, code, reason FROM rejected_rows"
        " ORDER BY file_no, row_no",
        prefetch=200,
    ):
        filled = orjson.loads(row["filled"]) if row["filled"] else {}
        yield Rejected(
            row["file_no"], row["row_no"], row["byte_offset"], filled, row["code"], row["reason"]
        )
