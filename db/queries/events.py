"""The outbox and the feeds: sequencing what was recorded, and reading feeds, several as one."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Uuid, any_, bindparam, select

from db.enums.events import EventKind
from db.feeds import ALL_FEEDS, Entry, Feeds, Places
from db.outages import OUTAGES
from db.session import Connection, Database, Reads, keep_alive
from db.sql.declarations import compiled, row_class, table_of
from db.tables.events import Feed

_feeds = table_of(Feed).c

# Whoever holds this lock is the cluster's one sequencer.
_SEQUENCER: Final = 0x68_75_62_01

# It asks many times a second. One that says nothing for so long has vanished with its machine, or
# stands still, and must not hold the lock for the hours that TCP might wait.
_SILENCE_SECONDS_MAX: Final = 3
_SERVER_SETTINGS: Final = {
    "application_name": "hub sequencer",
    "timezone": "UTC",
    "idle_session_timeout": f"{_SILENCE_SECONDS_MAX}s",
    # What plans are made from is often a table that was empty just then.
    "enable_seqscan": "off",
}
_CONNECT_SECONDS_MAX: Final = 10
_STATEMENT_SECONDS_MAX: Final = 10
_GOODBYE_SECONDS_MAX: Final = 1

# The snapshot in which nothing has happened yet.
NOTHING_SEEN: Final = "1:1:"

# One statement, so that feeds, entries and events move together or not at all. Only the holder of
# the lock runs it, on the connection that holds it: a sequencer that lost the lock cannot write.
#
# $2 is a snapshot whose events have all been sequenced. What it does not show was written by the
# transactions that were under way in it, or began later; to look for their events alone passes by
# the dead index entries of all that was sequenced since the oldest snapshot that anybody holds.
_SEQUENCE: Final = f"""
WITH recorded AS MATERIALIZED (
    SELECT * FROM events
    WHERE transaction_id >= CAST(CAST(pg_snapshot_xmax($2::text::pg_snapshot) AS text) AS bigint)
        OR transaction_id = ANY(ARRAY(
            SELECT CAST(CAST(under_way AS text) AS bigint)
            FROM pg_snapshot_xip($2::text::pg_snapshot) AS under_way
        ))
    ORDER BY id + 0  -- not off the primary key, whose dead entries it would read
    LIMIT $1
), told AS MATERIALIZED (
    SELECT feed_id, recorded.*,
        row_number() OVER (PARTITION BY feed_id ORDER BY recorded.id) AS place,
        dense_rank() OVER (ORDER BY recorded.id) AS nth
    FROM recorded CROSS JOIN LATERAL unnest(recorded.audience) AS feed_id
), advanced AS (
    INSERT INTO feeds AS feed (id, position)
    SELECT feed_id, max(place) FROM told GROUP BY feed_id
    UNION ALL
    SELECT '{ALL_FEEDS}'::uuid, max(nth) FROM told HAVING count(*) > 0
    ON CONFLICT (id) DO UPDATE SET position = feed.position + excluded.position
    RETURNING id, position
), entered AS (
    INSERT INTO feed_entries (
        feed_id, position, sequenced_at, sequence,
        event_id, kind, fact_id, aggregate_id, version, recorded_at
    )
    SELECT told.feed_id,
        advanced.position - max(told.place) OVER (PARTITION BY told.feed_id) + told.place,
        now(), counted.position - max(told.nth) OVER () + told.nth,
        told.id, told.kind, told.fact_id, told.aggregate_id, told.version, told.recorded_at
    FROM told
    JOIN advanced ON advanced.id = told.feed_id
    JOIN advanced AS counted ON counted.id = '{ALL_FEEDS}'::uuid
), done AS (
    DELETE FROM events WHERE id = ANY(ARRAY(SELECT id FROM recorded))
)
SELECT
    (SELECT count(*) FROM recorded) AS events,
    CAST(pg_current_snapshot() AS text) AS snapshot,
    id AS feed_id,
    position
FROM (SELECT 1) AS always LEFT JOIN advanced ON id <> '{ALL_FEEDS}'
"""  # noqa: S608  nothing of it comes from outside


class Sequenced(NamedTuple):
    """What one round of sequencing did: how many events, where it left the feeds it moved, and the
    snapshot that is sequenced by now."""

    events: int
    positions: Mapping[UUID, int]
    seen: str


@asynccontextmanager
async def sequencing(url: str) -> AsyncIterator[Connection]:
    """A connection to hold the sequencer's lock and do its work; the lock goes with it."""
    connection = await asyncpg.connect(
        url,
        timeout=_CONNECT_SECONDS_MAX,
        command_timeout=_STATEMENT_SECONDS_MAX,
        server_settings=_SERVER_SETTINGS,
    )
    await keep_alive(connection)
    try:
        yield connection
    finally:
        with suppress(*OUTAGES):
            await connection.close(timeout=_GOODBYE_SECONDS_MAX)


async def take_the_lead(connection: Connection) -> bool:
    """Become the cluster's one sequencer until the connection ends, if nobody is."""
    leads: bool = await connection.fetchval("SELECT pg_try_advisory_lock($1)", _SEQUENCER)
    return leads


async def sequence(connection: Connection, events_max: int, seen: str = NOTHING_SEEN) -> Sequenced:
    """Give the oldest recorded events their places in the feeds of their audiences.

    `seen` is what the last round on this connection handed back. Events that do not fit into this
    round are left to the next, which then has seen no more than this one had.
    """
    rows = await connection.fetch(_SEQUENCE, events_max, seen)
    events, snapshot = rows[0]["events"], rows[0]["snapshot"]
    moved = {row["feed_id"]: row["position"] for row in rows if row["feed_id"] is not None}
    return Sequenced(events, moved, snapshot if events < events_max else seen)


_WAITING: Final = "SELECT count(*) AS events, min(recorded_at) AS oldest FROM events"

_LEADER: Final = """
SELECT
    leader.pid AS backend_pid,
    host(leader.client_addr) AS address,
    leader.backend_start AS connected_since,
    (
        SELECT count(*) FROM pg_stat_activity AS candidate
        WHERE candidate.datid = leader.datid
            AND candidate.application_name = leader.application_name
            AND candidate.pid <> leader.pid
    ) AS candidates
FROM pg_locks JOIN pg_stat_activity AS leader USING (pid)
WHERE pg_locks.locktype = 'advisory' AND pg_locks.granted
    AND pg_locks.database = leader.datid AND leader.datname = current_database()
    AND pg_locks.classid::bigint = 0 AND pg_locks.objid::bigint = $1
"""

_BUSIEST: Final = """
SELECT id AS party_id, parties.kind AS party_kind, parties.name AS party_name, position
FROM feeds JOIN parties USING (id)
ORDER BY position DESC, id
LIMIT $1
"""

_FEEDS: Final = bindparam("feed_ids", type_=ARRAY(Uuid()))
_POSITIONS: Final = compiled(select(_feeds.id, _feeds.position).where(_feeds.id == any_(_FEEDS)))

_KEPT: Final = """
SELECT
    coalesce(feeds.position, 0) AS newest,
    coalesce(
        (SELECT min(position) - 1 FROM feed_entries WHERE feed_id = asked.id), feeds.position, 0
    ) AS oldest
FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, place) LEFT JOIN feeds USING (id)
ORDER BY asked.place
"""

# The first so many of several feeds together are among the first so many of each.
_AFTER: Final = """
SELECT entry.*
FROM unnest($1::uuid[], $2::bigint[]) AS feed (id, place) CROSS JOIN LATERAL (
    SELECT feed_id, position, sequence, kind, fact_id, aggregate_id, version, recorded_at,
        sequenced_at
    FROM feed_entries
    WHERE feed_id = feed.id AND position > feed.place
    ORDER BY position
    LIMIT $3
) AS entry
ORDER BY sequence, position
LIMIT $3
"""


class Kept(NamedTuple):
    """Which places can be resumed after: in each feed from `oldest` to `newest`."""

    oldest: Places
    newest: Places


@dataclass(frozen=True)
class Waiting:
    """What stands in the outbox: how many events, and when the oldest of them was recorded."""

    events: int
    oldest: datetime | None


@dataclass(frozen=True)
class Leader:
    """The connection that holds the sequencer's lock, and how many others would take it.

    `address` is None where the process is on PostgreSQL's own machine and uses its socket.
    """

    backend_pid: int
    address: str | None
    connected_since: datetime
    candidates: int


@dataclass(frozen=True)
class FeedHead:
    """A party, and how far its feed has come."""

    party_id: UUID
    party_kind: str
    party_name: str
    position: int


async def waiting(database: Database) -> Waiting:
    """What is committed and not in the feeds yet."""
    [row] = await database.pool.fetch(_WAITING)
    return Waiting(*row)


async def leader(database: Database) -> Leader | None:
    """Who sequences now, if anybody does."""
    row = await database.pool.fetchrow(_LEADER, _SEQUENCER)
    return None if row is None else Leader(*row)


async def busiest(database: Database, feeds_max: int) -> list[FeedHead]:
    """The feeds that have told most so far."""
    return [FeedHead(*row) for row in await database.pool.fetch(_BUSIEST, feeds_max)]


async def newest_places(reads: Reads, feeds: Feeds) -> Places:
    """How far the feeds had come in the snapshot; 0 before the first event."""
    rows = await reads.fetch(_POSITIONS, {"feed_ids": list(feeds)}, row_class("feeds"))
    found = {row.id: row.position for row in rows}
    return tuple(found.get(feed, 0) for feed in feeds)


async def kept(database: Database, feeds: Feeds) -> Kept:
    """What there is of the feeds now."""
    rows = await database.pool.fetch(_KEPT, list(feeds))
    return Kept(tuple(row["oldest"] for row in rows), tuple(row["newest"] for row in rows))


async def positions(database: Database, feeds: Collection[UUID]) -> dict[UUID, int]:
    """How far the feeds have come that have any entries."""
    rows = await database.pool.fetch(_POSITIONS.text, list(feeds))
    return {row["id"]: row["position"] for row in rows}


async def entries_after(
    database: Database, feeds: Feeds, places: Places, *, entries_max: int
) -> list[Entry]:
    """The next entries of the feeds, in their one order.

    There may be places of more feeds than are read; those stay as they are.
    """
    read = places[: len(feeds)]
    rows = await database.pool.fetch(_AFTER, list(feeds), list(read), entries_max)
    index = {feed: place for place, feed in enumerate(feeds)}
    entries, at = [], list(places)
    for row in rows:
        at[index[row["feed_id"]]] = row["position"]
        entries.append(
            Entry(
                sum(at),
                tuple(at),
                EventKind(row["kind"]),
                row["fact_id"],
                row["aggregate_id"],
                row["version"],
                row["recorded_at"],
                row["sequenced_at"],
            )
        )
    return entries
