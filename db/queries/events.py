"""The outbox and the feeds: sequencing what was recorded, and reading a party's feed."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Final, NamedTuple
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, BigInteger, Integer, Uuid, any_, bindparam, func, select

from db.outages import OUTAGES
from db.reading import Row, Statement, compiled, row_class, table_of
from db.session import Connection, Database, Reads, keep_alive
from db.tables import Event, Feed, FeedEntry

_events, _feeds, _entries = (table_of(model).c for model in (Event, Feed, FeedEntry))
_PARTY: Final = bindparam("party_id", type_=Uuid())

# Whoever holds this lock is the cluster's one sequencer.
_SEQUENCER: Final = 0x68_75_62_01

# A sequencer whose machine vanished must not hold the lock for the hours that TCP would wait.
_SERVER_SETTINGS: Final = {
    "application_name": "hub sequencer",
    "timezone": "UTC",
    "tcp_keepalives_idle": "2",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
}
_CONNECT_SECONDS_MAX: Final = 10
_STATEMENT_SECONDS_MAX: Final = 30
_GOODBYE_SECONDS_MAX: Final = 1

# One statement, so that feeds, entries and events move together or not at all. Only the holder of
# the lock runs it, on the connection that holds it: a sequencer that lost the lock cannot write.
_SEQUENCE: Final = """
WITH recorded AS MATERIALIZED (
    SELECT id, audience FROM events WHERE NOT sequenced ORDER BY id LIMIT $1
), told AS MATERIALIZED (
    SELECT party_id, recorded.id AS event_id,
        row_number() OVER (PARTITION BY party_id ORDER BY recorded.id) AS place
    FROM recorded CROSS JOIN LATERAL unnest(recorded.audience) AS party_id
), advanced AS (
    INSERT INTO feeds AS feed (party_id, position)
    SELECT party_id, max(place) FROM told GROUP BY party_id
    ON CONFLICT (party_id) DO UPDATE SET position = feed.position + excluded.position
    RETURNING party_id, position
), entered AS (
    INSERT INTO feed_entries (party_id, position, event_id)
    SELECT told.party_id,
        advanced.position - max(told.place) OVER (PARTITION BY told.party_id) + told.place,
        told.event_id
    FROM told JOIN advanced USING (party_id)
), marked AS (
    UPDATE events SET sequenced = true FROM recorded WHERE events.id = recorded.id
)
SELECT (SELECT count(*) FROM recorded) AS events, party_id, position
FROM (SELECT 1) AS always LEFT JOIN advanced ON true
"""


class Sequenced(NamedTuple):
    """What one round of sequencing did: how many events, and where it left the feeds it moved."""

    events: int
    positions: Mapping[UUID, int]


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


async def sequence(connection: Connection, events_max: int) -> Sequenced:
    """Give the oldest recorded events their places in the feeds of their audiences."""
    rows = await connection.fetch(_SEQUENCE, events_max)
    moved = {row["party_id"]: row["position"] for row in rows if row["party_id"] is not None}
    return Sequenced(rows[0]["events"], moved)


_NEWEST: Final = compiled(select(_feeds.position).where(_feeds.party_id == _PARTY))

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
        _events.kind,
        _events.fact_id,
        _events.aggregate_id,
        _events.version,
    )
    .join_from(table_of(FeedEntry), table_of(Event), _entries.event_id == _events.id)
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
