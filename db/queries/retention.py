"""How long feeds are kept: a partition for each day of their entries, made ahead, dropped whole.

Days are of UTC, by the database's clock. A partition is attached and detached without a lock that
readers or the sequencer would wait for; what takes long is done on a connection of its own.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

import asyncpg

from db.outages import OUTAGES
from db.session import Connection

# A cluster that cannot make partitions goes on for so long.
DAYS_AHEAD: Final = 7

_CONNECT_SECONDS_MAX: Final = 10
_GOODBYE_SECONDS_MAX: Final = 1
# Making a partition waits for one that is being detached, which waits for whoever reads it.
_LOCK_SECONDS_MAX: Final = 5
_STATEMENT_SECONDS_MAX: Final = 60
_SERVER_SETTINGS: Final = {
    "application_name": "hub retention",
    "timezone": "UTC",
    "statement_timeout": f"{_STATEMENT_SECONDS_MAX}s",
}

_DAYS_MISSING: Final = """
WITH wanted AS (
    SELECT (now() AT TIME ZONE 'UTC')::date + ahead AS day FROM generate_series(0, $1::int) AS ahead
)
SELECT
    day,
    to_char(day, 'YYYYMMDD') AS name,
    day || ' 00:00+00' AS from_instant,
    day + 1 || ' 00:00+00' AS to_instant
FROM wanted
WHERE to_regclass('feed_days.feed_entries_' || to_char(day, 'YYYYMMDD')) IS NULL
ORDER BY day
"""

_PARTITIONS: Final = """
SELECT
    partition.relname AS name,
    to_date(right(partition.relname, 8), 'YYYYMMDD') AS day,
    coalesce(pg_inherits.inhdetachpending, false) AS detaching,
    pg_inherits.inhrelid IS NULL AS detached,
    pg_total_relation_size(partition.oid) AS bytes
FROM pg_class AS partition
LEFT JOIN pg_inherits ON pg_inherits.inhrelid = partition.oid
WHERE partition.relnamespace = 'feed_days'::regnamespace AND partition.relkind = 'r'
ORDER BY partition.relname
"""


@dataclass(frozen=True)
class Partition:
    """A day of all feeds: its table in `feed_days`, and its size with indexes.

    One is `detaching` where that was begun and is not finished, and `detached` until it is dropped.
    """

    name: str
    day: date
    detaching: bool
    detached: bool
    bytes: int


@asynccontextmanager
async def keeping(url: str) -> AsyncIterator[Connection]:
    """A connection for what may take long, so that the sequencer need not wait for it."""
    connection = await asyncpg.connect(
        url, timeout=_CONNECT_SECONDS_MAX, server_settings=_SERVER_SETTINGS
    )
    try:
        yield connection
    finally:
        with suppress(*OUTAGES):
            await connection.close(timeout=_GOODBYE_SECONDS_MAX)


async def partitions(database: "Connection | asyncpg.Pool") -> list[Partition]:
    """The days there are, oldest first; those made ahead too."""
    return [Partition(**row) for row in await database.fetch(_PARTITIONS)]


async def make_days(connection: Connection, ahead: int = 0) -> None:
    """Make the partitions of today and of so many days ahead, where they are missing.

    They are attached, not made in place, for that would stop all readers.

    Raises:
        asyncpg.LockNotAvailableError: one is being detached, and that takes long.
    """
    for missing in await connection.fetch(_DAYS_MISSING, ahead):
        table = f"feed_days.feed_entries_{missing['name']}"
        async with connection.transaction():
            await connection.execute(f"SET LOCAL lock_timeout = '{_LOCK_SECONDS_MAX}s'")
            await connection.execute(
                f"CREATE TABLE {table} (LIKE feed_entries INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
            )
            await connection.execute(
                f"ALTER TABLE feed_entries ATTACH PARTITION {table}"
                f" FOR VALUES FROM ('{missing['from_instant']}') TO ('{missing['to_instant']}')"
            )


async def drop_days(connection: Connection, kept_days: int) -> list[date]:
    """Drop the partitions in which every entry is older than that, and tell which.

    It waits for whoever still reads them, and nobody waits for it. A day that is read for longer
    than the connection lets it wait is taken up again the next time.
    """
    today: date = await connection.fetchval("SELECT (now() AT TIME ZONE 'UTC')::date")
    dropped = []
    with suppress(asyncpg.QueryCanceledError):
        for partition in await partitions(connection):
            if (today - partition.day).days <= kept_days:
                break
            table = f"feed_days.{partition.name}"
            if not partition.detached:
                how = "FINALIZE" if partition.detaching else "CONCURRENTLY"
                await connection.execute(f"ALTER TABLE feed_entries DETACH PARTITION {table} {how}")
            await connection.execute(f"DROP TABLE {table}")
            dropped.append(partition.day)
    return dropped
