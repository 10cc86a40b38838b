"""The outbox and the feeds: sequencing what was recorded, and reading a party's feed."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, BigInteger, Integer, Uuid, any_, bindparam, func, select

from db.outages import OUTAGES
from db.session import Connection, Database, Reads, keep_alive
from db.sql.declarations import Row, Statement, compiled, row_class, table_of
from db.tables.events import Feed, FeedEntry

_feeds, _entries = (table_of(model).c for model in (Feed, FeedEntry))
_PARTY: Final = bindparam("party_id", type_=Uuid())

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
_SEQUENCE: Final = """
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
    SELECT party_id, recorded.*,
        row_number() OVER (PARTITION BY party_id ORDER BY recorded.id) AS place
    FROM recorded CROSS JOIN LATERAL unnest(recorded.audience) AS party_id
), advanced AS (
    INSERT INTO feeds AS feed (party_id, position)
    SELECT party_id, max(place) FROM told GROUP BY party_id
    ON CONFLICT (party_id) DO UPDATE SET position = feed.position + excluded.position
    RETURNING party_id, position
), entered AS (
    INSERT INTO feed_entries (
        party_id, position, sequenced_at,
        event_id, kind, fact_id, aggregate_id, version, recorded_at
    )
    SELECT told.party_id,
        advanced.position - max(told.place) OVER (PARTITION BY told.party_id) + told.place,
        now(), told.id, told.kind, told.fact_id, told.aggregate_id, told.version, told.recorded_at
    FROM told JOIN advanced USING (party_id)
), done AS (
    DELETE FROM events WHERE id = ANY(ARRAY(SELECT id FROM recorded))
)
SELECT
    (SELECT count(*) FROM recorded) AS events,
    CAST(pg_current_snapshot() AS text) AS snapshot,
    party_id,
    position
FROM (SELECT 1) AS always LEFT JOIN advanced ON true
"""


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
    moved = {row["party_id"]: row["position"] for row in rows if row["party_id"] is not None}
    return Sequenced(events, moved, snapshot if events < events_max else seen)


_NEWEST: Final = compiled(select(_feeds.position).where(_feeds.party_id == _PARTY))

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
SELECT party_id, parties.kind AS party_kind, parties.name AS party_name, position
FROM feeds JOIN parties ON parties.id = party_id
ORDER BY position DESC, party_id
LIMIT $1
"""

_KEPT: Final = compiled(
    select(
        func.coalesce(
            select(_feeds.position).where(_feeds.party_id == _PARTY).scalar_subquery(), 0
        ).label("newest"),
        select(func.min(_entries.position))
        .where(_entries.party_id == _PARTY)
        .scalar_subquery()
        .label("oldest"),
    )
)

_POSITIONS: Final = compiled(
    select(_feeds.party_id, _feeds.position).where(
        _feeds.party_id == any_(bindparam("party_ids", type_=ARRAY(Uuid())))
    )
)

_AFTER: Final = compiled(
    select(
        _entries.position,
        _entries.kind,
        _entries.fact_id,
        _entries.aggregate_id,
        _entries.version,
        _entries.recorded_at,
        _entries.sequenced_at,
    )
    .where(
        _entries.party_id == _PARTY,
        _entries.position > bindparam("after", type_=BigInteger()),
    )
    .order_by(_entries.position)
    .limit(bindparam("size", type_=Integer()))
)


class Kept(NamedTuple):
    """Which positions of a feed can be resumed after: from `oldest` to `newest`."""

    oldest: int
    newest: int


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


async def newest_position(reads: Reads, party_id: UUID) -> int:
    """How far the party's feed had come in the snapshot; 0 before its first event."""
    rows = await reads.fetch(_NEWEST, {"party_id": party_id}, row_class("feeds"))
    position: int = rows[0].position if rows else 0
    return position


async def kept(database: Database, party_id: UUID) -> Kept:
    """What there is of the party's feed now."""
    [row] = await _fetch(database, _KEPT, party_id=party_id)
    oldest = row.newest if row.oldest is None else row.oldest - 1
    return Kept(oldest, row.newest)


async def positions(database: Database, party_ids: Collection[UUID]) -> dict[UUID, int]:
    """How far the feeds have come that have any entries."""
    rows = await _fetch(database, _POSITIONS, party_ids=list(party_ids))
    return {row.party_id: row.position for row in rows}


async def entries_after(
    database: Database, party_id: UUID, after: int, *, entries_max: int
) -> list[Row]:
    """The next entries of the party's feed with what they tell, in order of position."""
    return await _fetch(database, _AFTER, party_id=party_id, after=after, size=entries_max)


async def _fetch(database: Database, statement: Statement, **values: object) -> list[Row]:
    """Read what is committed now, outside of any request's snapshot."""
    arguments = statement.arguments(values)
    rows: list[Row] = await database.pool.fetch(
        statement.text, *arguments, record_class=row_class("feed_entries")
    )
    return rows
