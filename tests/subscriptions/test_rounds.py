"""Rounds of sequencing find what has been committed since, whatever commits when."""

import random
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from uuid import UUID

import asyncpg
import pytest
from asyncpg.transaction import Transaction

from db.queries import events as queries
from db.queries.retention import make_days
from db.types import new_id
from tests.partners import Member, Partners

RECORD = """
    INSERT INTO events (kind, fact_id, aggregate_id, version, audience, recorded_at)
    VALUES ('ORDER', $1, $2, $3, $4, now())
"""


class Rounds:
    """A sequencer's connection, and the rounds it runs, each after what the last one saw."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self.seen = queries.NOTHING_SEEN

    async def run(self, events_max: int = 100) -> int:
        done = await queries.sequence(self.connection, events_max, self.seen)
        self.seen = done.seen
        return done.events


@pytest.fixture
async def rounds(database_url: str) -> AsyncIterator[Rounds]:
    async with queries.sequencing(database_url) as connection:
        await make_days(connection)
        # No test is quick enough for it on every machine.
        await connection.execute("SET idle_session_timeout = 0")
        yield Rounds(connection)


@pytest.fixture
async def writers(database_url: str) -> AsyncIterator[list[asyncpg.Connection]]:
    async with AsyncExitStack() as stack:
        connections = [await asyncpg.connect(database_url) for _ in range(6)]
        for connection in connections:
            stack.push_async_callback(connection.close)
        yield connections


@pytest.fixture
async def member(partners: Partners) -> Member:
    return await partners.member()


async def _record(writer: asyncpg.Connection, member: Member) -> UUID:
    fact_id = new_id()
    await writer.execute(RECORD, fact_id, new_id(), 1, [member.party_id])
    return fact_id


async def test_an_event_that_is_committed_late_comes_after_those_committed_before(
    rounds: Rounds, writers: list[asyncpg.Connection], partners: Partners, member: Member
) -> None:
    slow, quick, given_up, *_ = writers
    slow_one, lost_one = slow.transaction(), given_up.transaction()
    await slow_one.start()
    await lost_one.start()
    late = await _record(slow, member)
    await _record(given_up, member)
    early = [await _record(quick, member) for _ in range(2)]

    assert [await rounds.run() for _ in range(3)] == [2, 0, 0]
    early.append(await _record(quick, member))
    assert [await rounds.run() for _ in range(2)] == [1, 0]
    await slow_one.commit()
    await lost_one.rollback()
    assert [await rounds.run() for _ in range(2)] == [1, 0]

    assert await partners.feed(member) == list(enumerate([*early, late], start=1))


async def test_what_does_not_fit_into_a_round_is_left_to_the_next(
    rounds: Rounds, writers: list[asyncpg.Connection], partners: Partners, member: Member
) -> None:
    facts = [await _record(writers[0], member) for _ in range(5)]

    assert [await rounds.run(events_max=2) for _ in range(4)] == [2, 2, 1, 0]
    assert await partners.feed(member) == list(enumerate(facts, start=1))


async def test_whoever_takes_over_begins_with_all_that_waits(
    rounds: Rounds, writers: list[asyncpg.Connection], partners: Partners, member: Member
) -> None:
    first = await _record(writers[0], member)
    await rounds.run()
    second = await _record(writers[0], member)

    async with queries.sequencing(partners.url) as connection:
        assert await Rounds(connection).run() == 1
    assert await rounds.run() == 0
    assert await partners.feed(member) == [(1, first), (2, second)]


@pytest.mark.parametrize("seed", range(3))
async def test_transactions_that_end_in_any_order_lose_repeat_and_reorder_nothing(
    seed: int,
    rounds: Rounds,
    writers: list[asyncpg.Connection],
    partners: Partners,
    member: Member,
) -> None:
    chance = random.Random(seed)
    versions: dict[UUID, int] = {new_id(): 0 for _ in range(9)}
    # Who holds which aggregate, as by a lock on its row, and what it has recorded of it.
    open_ones: dict[asyncpg.Connection, tuple[Transaction, UUID, list[UUID]]] = {}
    committed: dict[UUID, list[UUID]] = defaultdict(list)

    async def end(writer: asyncpg.Connection, *, kept: bool) -> None:
        transaction, aggregate, facts = open_ones.pop(writer)
        if kept:
            await transaction.commit()
            committed[aggregate] += facts
            versions[aggregate] += len(facts)
        else:
            await transaction.rollback()

    for _ in range(300):
        writer = chance.choice(writers)
        match chance.randrange(4):
            case 0 if writer not in open_ones:
                held = {aggregate for _, aggregate, _ in open_ones.values()}
                transaction = writer.transaction()
                await transaction.start()
                open_ones[writer] = (transaction, chance.choice([*versions.keys() - held]), [])
            case 1 if writer in open_ones:
                _, aggregate, facts = open_ones[writer]
                facts.append(new_id())
                version = versions[aggregate] + len(facts)
                await writer.execute(RECORD, facts[-1], aggregate, version, [member.party_id])
            case 2 if writer in open_ones:
                await end(writer, kept=chance.random() < 0.8)
            case 3:
                await rounds.run(events_max=chance.choice((1, 2, 100)))
    for writer in [*open_ones]:
        await end(writer, kept=True)
    while await rounds.run():
        pass

    entries = await queries.entries_after(
        partners.hub.database, (member.party_id,), (0,), entries_max=1_000
    )
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    told = defaultdict(list)
    for entry in entries:
        told[entry.aggregate_id].append(entry.fact_id)
    assert told == {aggregate: facts for aggregate, facts in committed.items() if facts}
