"""The rows that a run has read and not yet merged: tables of its own, in a schema of its own.

They are unlogged: a crash of PostgreSQL empties them together with the checkpoint that vouches for
them, and the import then begins anew. Dropping the schema gives all of the disk back. There are no
foreign keys: staged rows are what a file says, right or wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from uuid import UUID

import orjson

from db.record_kinds import RECORD_KINDS, RecordKind
from db.session import Connection

# Which record of which file a row came from: files are numbered from 0 in the order in which they
# are read, `row_no` is the line on which the record begins.
_PLACE: Final = "file_no integer NOT NULL, row_no bigint NOT NULL"
# `filled` has the columns that were blank and meant what stood above.
ROWS: Final = "staged_rows"
_ROWS_COLUMNS: Final = ("file_no", "row_no", "byte_offset", "filled")
# `waits`: the order that a row belongs to is not imported without it.
REJECTED: Final = "rejected_rows"
_REJECTED_COLUMNS: Final = (*_ROWS_COLUMNS, "code", "reason", "order_id", "waits")
_PROGRESS: Final = "progress"
# md5 gives names here and protects nothing.
HUB_ORDER: Final = "coalesce(md5(order_id::text || seller_id::text)::uuid, order_id)"


class Checkpoint(NamedTuple):
    """Where reading goes on, how many rows were read before, and what a blank cell then means."""

    file_no: int
    byte_offset: int
    line_no: int
    rows_read: int
    above: list[str]


def staging_table(kind: RecordKind) -> str:
    return f"staged_{kind.name}"


def _tables() -> Iterable[str]:
    yield (
        f"{ROWS} ({_PLACE}, byte_offset bigint NOT NULL, filled text,"
        " PRIMARY KEY (file_no, row_no))"
    )
    yield (
        f"{REJECTED} ({_PLACE}, byte_offset bigint NOT NULL, filled text, code text NOT NULL,"
        " reason text NOT NULL, order_id uuid, waits boolean NOT NULL,"
        " PRIMARY KEY (file_no, row_no))"
    )
    yield (
        f"{_PROGRESS} (file_no integer, byte_offset bigint, line_no bigint, rows_read bigint,"
        " above text)"
    )
    for kind in RECORD_KINDS:
        ids = ["id uuid"] * kind.is_keyed + ["key_id uuid"] * kind.identity
        fields = [f"{field.column} {field.sql_type}" for field in kind.fields]
        # One order of a file is one for each seller of its lines.
        of_order = ["order_hub_id uuid GENERATED ALWAYS AS (" + HUB_ORDER + ") STORED"]
        columns = [_PLACE, "nth smallint", *ids, *fields, *of_order * kind.is_of_order]
        yield f"{staging_table(kind)} ({', '.join(columns)})"


def _schema(run_id: UUID) -> str:
    return f"import_{run_id.hex}"


async def use_staging(connection: Connection, run_id: UUID) -> None:
    """Let names of staging tables mean those of the run, until `leave_staging`."""
    await connection.execute(f"SET search_path TO {_schema(run_id)}, public")


async def leave_staging(connection: Connection) -> None:
    await connection.execute("RESET search_path")


async def create_staging(connection: Connection, run_id: UUID) -> None:
    schema = _schema(run_id)
    await connection.execute(f"CREATE SCHEMA {schema}")
    for table in _tables():
        await connection.execute(f"CREATE UNLOGGED TABLE {schema}.{table}")


async def drop_staging(connection: Connection, run_id: UUID) -> None:
    await connection.execute(f"DROP SCHEMA IF EXISTS {_schema(run_id)} CASCADE")


async def checkpoint_of(connection: Connection, run_id: UUID) -> Checkpoint | None:
    """How far a run has come; None where a crash has taken what it had staged."""
    if not await connection.fetchval(
        "SELECT to_regclass($1) IS NOT NULL", f"{_schema(run_id)}.{_PROGRESS}"
    ):
        return None
    row = await connection.fetchrow(f"SELECT * FROM {_schema(run_id)}.{_PROGRESS}")
    if row is None:
        return None
    above = orjson.loads(row["above"])
    return Checkpoint(row["file_no"], row["byte_offset"], row["line_no"], row["rows_read"], above)


async def save_checkpoint(connection: Connection, checkpoint: Checkpoint) -> None:
    await connection.execute(f"DELETE FROM {_PROGRESS}")
    *place, above = checkpoint
    await connection.execute(
        f"INSERT INTO {_PROGRESS} VALUES ($1, $2, $3, $4, $5)",
        *place,
        orjson.dumps(above).decode(),
    )


async def stage_records(
    connection: Connection, kind: RecordKind, rows: Sequence[tuple[object, ...]]
) -> None:
    """Rows of a kind: file_no, row_no, nth, then the kind's columns."""
    await _copy(connection, staging_table(kind), ("file_no", "row_no", "nth", *kind.columns), rows)


async def stage_rows(
    connection: Connection,
    accepted: Sequence[tuple[object, ...]],
    rejected: Sequence[tuple[object, ...]],
) -> None:
    await _copy(connection, ROWS, _ROWS_COLUMNS, accepted)
    await _copy(connection, REJECTED, _REJECTED_COLUMNS, rejected)


async def _copy(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> None:
    if rows:
        await connection.copy_records_to_table(table, records=rows, columns=columns)
