"""Following a feed: what is there and what comes, each entry once and in order, through outages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from uuid import UUID

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from db.types import new_id
from hub.context import Hub
from hub.subscriptions.cursors import CursorExpired
from hub.subscriptions.feed_heads import FeedHead, FeedHeads
from hub.subscriptions.follow import follow
from tests.partners import NOBODY, Member, Partners, sequencing, until
from tests.patience import PATIENCE_SECONDS


class Follower:
    """Somebody who writes down what a feed tells."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, UUID]] = []
        self.ended: BaseException | None = None

    async def has_heard(self, entries: int) -> bool:
        return len(self.heard) >= entries


@asynccontextmanager
async def following(hub: Hub, member: Member, after: int = 0) -> AsyncIterator[Follower]:
    follower = Follower()

    async def write_down() -> None:
        try:
            async with aclosing(follow(hub, (member.party_id,), (after,))) as known:
                async for entries in known:
                    follower.heard += [(entry.position, entry.fact_id) for entry in entries]
        except CursorExpired as expired:
            follower.ended = expired

    task = asyncio.create_task(write_down())
    try:
        yield follower
    finally:
        task.cancel()
        await asyncio.wait([task])


@pytest.fixture
async def member(partners: Partners) -> Member:
    return await partners.member()


@pytest.fixture
async def order(partners: Partners, member: Member) -> UUID:
    return await partners.order(member, await partners.member())


async def test_what_was_there_comes_first_and_what_happens_follows(
    hub: Hub, partners: Partners, database_url: str, member: Member, order: UUID
) -> None:
    steps = [await partners.step(order, member) for _ in range(3)]
    await partners.sequence()

    async with sequencing(database_url, hub.redis), following(hub, member, 1) as follower:
        await until(lambda: follower.has_heard(2))
        steps += [await partners.step(order, member) for _ in range(2)]
        await until(lambda: follower.has_heard(4))

    assert follower.heard == list(enumerate(steps, start=1))[1:]


async def test_followers_who_come_while_much_happens_miss_and_repeat_nothing(
    partners: Partners, member: Member, order: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.subscriptions.follow._ENTRIES_AT_ONCE_MAX", 3)

    async def write() -> list[UUID]:
        return [await partners.step(order, member) for _ in range(60)]

    async def come(seconds: float) -> list[tuple[int, UUID]]:
        await asyncio.sleep(seconds)
        async with following(partners.hub, member) as follower:
            await until(lambda: follower.has_heard(60))
            return follower.heard

    async with sequencing(partners.url, partners.hub.redis):
        writing = asyncio.create_task(write())
        heard = await asyncio.gather(*(come(n / 10) for n in range(6)))
        steps = await writing

    assert heard == [list(enumerate(steps, start=1))] * 6


async def test_a_lost_wake_up_costs_a_second_and_no_event(
    partners: Partners, hub: Hub, member: Member, order: UUID
) -> None:
    async with following(hub, member) as follower:
        await until(lambda: _is_followed(hub, member))
        step = await partners.step(order, member)
        await partners.sequence()  # and nobody is told
        await until(lambda: follower.has_heard(1))

    assert follower.heard == [(1, step)]


async def test_without_redis_events_come_all_the_same(
    hub: Hub, partners: Partners, database_url: str, member: Member, order: UUID
) -> None:
    async with Redis.from_url(NOBODY) as nobody:
        with capture_logs() as logs:
            # A database of its own, as another process would have.
            database = type(hub.database)(database_url, hub.database.pool, None)  # type: ignore[arg-type]
            heads = FeedHeads(database, nobody)
            other = replace(hub, redis=nobody, database=database, feed_heads=heads)
            async with (
                sequencing(database_url, nobody),
                following(other, member) as follower,
            ):
                step = await partners.step(order, member)
                await until(lambda: follower.has_heard(1))

    assert follower.heard == [(1, step)]
    assert {entry["event"] for entry in logs} == {"server_away", "sequencer_leads"}


async def test_a_database_that_restarts_is_outlasted(
    hub: Hub, partners: Partners, database_url: str, member: Member, order: UUID
) -> None:
    with capture_logs():
        async with sequencing(database_url, hub.redis), following(hub, member) as follower:
            steps = [await partners.step(order, member)]
            await until(lambda: follower.has_heard(1))
            for application in ("hub reads", "hub sequencer"):
                await partners.cut_connections(application)
            steps.append(await partners.step(order, member))
            await until(lambda: follower.has_heard(2))

    assert follower.heard == list(enumerate(steps, start=1))


async def test_a_gap_is_told_and_not_skipped(
    hub: Hub, partners: Partners, member: Member, order: UUID
) -> None:
    for _ in range(3):
        await partners.step(order, member)
    await partners.sequence()
    await partners.execute(
        "DELETE FROM feed_entries WHERE feed_id = $1 AND position = 2", member.party_id
    )

    async with following(hub, member) as follower:
        await until(lambda: _has_ended(follower))

    assert [position for position, _ in follower.heard] == [1]
    assert isinstance(follower.ended, CursorExpired)


async def test_a_feed_cut_off_to_its_end_is_told_too(
    hub: Hub, partners: Partners, member: Member, order: UUID
) -> None:
    await partners.step(order, member)
    await partners.sequence()
    await partners.execute("DELETE FROM feed_entries WHERE feed_id = $1", member.party_id)

    async with following(hub, member) as follower:
        await until(lambda: _has_ended(follower))

    assert follower.heard == []


async def test_a_position_that_the_table_does_not_know_expires_no_cursor(
    hub: Hub, partners: Partners, member: Member, order: UUID
) -> None:
    steps = [await partners.step(order, member)]
    await partners.sequence()

    async with following(hub, member) as follower:
        await until(lambda: follower.has_heard(1))
        await until(lambda: _is_followed(hub, member))
        # As a hub with another database would tell it.
        await hub.redis.publish(f"hub:feed:{member.party_id}", 1000)
        await asyncio.sleep(0.1)
        steps.append(await partners.step(order, member))
        await partners.sequence()
        await until(lambda: follower.has_heard(2))

        assert follower.ended is None

    assert follower.heard == list(enumerate(steps, start=1))


async def test_a_process_listens_for_the_parties_that_are_followed_and_no_others(
    hub: Hub, member: Member, partners: Partners
) -> None:
    other = await partners.member()
    before = asyncio.all_tasks()

    async with following(hub, member), following(hub, member):
        async with following(hub, other):
            await until(lambda: _is_followed(hub, member))
            await until(lambda: _is_followed(hub, other))
        await until(lambda: _is_not_followed(hub, other))
        assert await _is_followed(hub, member)

    await until(lambda: _is_not_followed(hub, member))
    assert asyncio.all_tasks() == before
    assert hub.feed_heads._heads == {}


async def _is_followed(hub: Hub, member: Member) -> bool:
    [(_, listeners)] = await hub.redis.pubsub_numsub(f"hub:feed:{member.party_id}")
    return bool(listeners)


async def _is_not_followed(hub: Hub, member: Member) -> bool:
    return not await _is_followed(hub, member)


async def _has_ended(follower: Follower) -> bool:
    return follower.ended is not None


async def test_who_waits_is_woken_also_where_another_looked_it_up() -> None:
    head = FeedHead((new_id(),))
    head.was_read((10,))
    waiting = asyncio.create_task(head.beyond(10))
    await asyncio.sleep(0)

    head.is_at((11,))

    async with asyncio.timeout(PATIENCE_SECONDS):
        await waiting
