"""Feeds are kept by the day: made ahead, dropped whole, and who comes too late is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest
from structlog.testing import capture_logs

from db.consistency import inconsistencies
from db.queries import retention
from db.queries.retention import drop_days, keeping, make_days
from hub.context import Hub
from hub.subscriptions.cursors import CursorExpired, cursor_at, start_of
from hub.subscriptions.follow import follow
from hub.work.jobs.keep_feeds import keep_feeds
from tests.jobs import run_now
from tests.partners import Member, Partners, sequencing, until

OLD = 40


@pytest.fixture
async def days(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection to feeds whose days are as they were when the test is over."""
    connection = await asyncpg.connect(database_url)
    await make_days(connection)
    before = await _days(connection)
    yield connection
    for day in await _days(connection):
        if day not in before:
            await connection.execute(f"DROP TABLE feed_days.feed_entries_{day:%Y%m%d}")
    await connection.close()


async def _days(connection: asyncpg.Connection) -> list[date]:
    return [partition.day for partition in await retention.partitions(connection)]


def _today() -> date:
    return datetime.now(UTC).date()


async def _make_old(connection: asyncpg.Connection, days: int = OLD) -> date:
    """A day that long ago, into which everything sequenced by now is moved."""
    day = _today() - timedelta(days=days)
    await connection.execute(
        f"CREATE TABLE feed_days.feed_entries_{day:%Y%m%d} PARTITION OF feed_entries"
        f" FOR VALUES FROM ('{day} 00:00+00') TO ('{day + timedelta(days=1)} 00:00+00')"
    )
    await connection.execute(
        "UPDATE feed_entries SET sequenced_at = sequenced_at - $1::interval"
        " WHERE sequenced_at > now() - interval '1 day'",
        timedelta(days=days),
    )
    return day


async def _broken_feeds(connection: asyncpg.Connection) -> list[str]:
    return [rule for rule in await inconsistencies(connection) if rule.startswith("Feeds")]


async def test_a_day_is_dropped_once_all_of_it_is_older_than_what_is_kept(
    days: asyncpg.Connection, partners: Partners
) -> None:
    member = await partners.member()
    await partners.told(member, 2)
    old = await _make_old(days)
    await partners.told(member, 1)

    assert await drop_days(days, kept_days=OLD) == []
    assert [position for position, _ in await partners.feed(member)] == [1, 2, 3]
    assert await drop_days(days, kept_days=OLD - 1) == [old]
    assert [position for position, _ in await partners.feed(member)] == [3]
    assert await _broken_feeds(days) == []


async def test_who_comes_too_late_is_told_and_positions_go_on(
    hub: Hub, days: asyncpg.Connection, partners: Partners
) -> None:
    member = await partners.member()
    order = await partners.told(member, 3)
    await _make_old(days)
    await drop_days(days, kept_days=30)

    # Nothing is left of the feed, but how far it has come.
    assert await start_of(hub, (member.party_id,), None) == (3,)
    assert await start_of(hub, (member.party_id,), cursor_at(hub, (member.party_id,), (3,))) == (3,)
    for position in (0, 2):
        with pytest.raises(CursorExpired):
            await start_of(hub, (member.party_id,), cursor_at(hub, (member.party_id,), (position,)))

    step = await partners.step(order, member)
    await partners.sequence()
    assert await partners.feed(member) == [(4, step)]
    assert await _broken_feeds(days) == []


async def test_a_feed_cut_off_while_it_is_followed_goes_on_or_says_so(
    hub: Hub, days: asyncpg.Connection, partners: Partners, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.subscriptions.follow._ENTRIES_AT_ONCE_MAX", 2)
    member = await partners.member()
    order = await partners.told(member, 5)
    up_to_date, too_slow = (follow(hub, (member.party_id,), (after,)) for after in (4, 0))
    assert [entry.position for entry in await anext(up_to_date)] == [5]
    assert [entry.position for entry in await anext(too_slow)] == [1, 2]

    await _make_old(days)
    await drop_days(days, kept_days=30)
    step = await partners.step(order, member)
    await partners.sequence()

    [entry] = await anext(up_to_date)
    assert (entry.position, entry.fact_id) == (6, step)
    late = follow(hub, (member.party_id,), (1,))
    for entries in (too_slow, late):
        with pytest.raises(CursorExpired):
            await anext(entries)
    for entries in (up_to_date, too_slow, late):
        await entries.aclose()


async def test_events_that_are_not_in_the_feeds_yet_are_never_dropped(
    days: asyncpg.Connection, partners: Partners
) -> None:
    member = await partners.member()
    order = await partners.order(member, await partners.member())
    step = await partners.step(order, member)
    await days.execute("UPDATE events SET recorded_at = '2020-01-01'")

    await drop_days(days, kept_days=1)
    await partners.sequence()

    assert await partners.feed(member) == [(1, step)]


async def test_a_hub_that_was_off_for_weeks_makes_its_days_and_drops_the_old(
    hub: Hub, days: asyncpg.Connection, partners: Partners
) -> None:
    member = await partners.member()
    order = await partners.told(member, 1)
    await _make_old(days)
    for day in await _days(days):
        if day >= _today():
            await days.execute(f"DROP TABLE feed_days.feed_entries_{day:%Y%m%d}")
    step = await partners.step(order, member)

    with capture_logs() as logs:
        async with sequencing(partners.url, hub.redis):
            await until(lambda: _is_told(partners, member, (2, step)))
            await run_now(hub, keep_feeds)
            assert await partners.feed(member) == [(2, step)]
            assert await _are_made(days)

    assert [log["event"] for log in logs].count("feeds_dropped") == 1
    assert "work_broke_off" not in [log["event"] for log in logs]


async def _is_told(partners: Partners, member: Member, entry: tuple[int, UUID]) -> bool:
    return entry in await partners.feed(member)


async def _are_made(days: asyncpg.Connection) -> bool:
    made = await _days(days)
    return made[-1] - made[0] == timedelta(days=retention.DAYS_AHEAD)


async def test_a_day_that_somebody_reads_is_dropped_later_and_nobody_waits(
    hub: Hub, days: asyncpg.Connection, partners: Partners
) -> None:
    member = await partners.member()
    order = await partners.told(member, 1)
    old = await _make_old(days)

    async with _reading(partners.url) as reader:
        async with keeping(partners.url) as keeper:
            await keeper.execute("SET statement_timeout = '1s'")
            dropping = asyncio.create_task(drop_days(keeper, kept_days=30))
            await until(lambda: _is_detaching(days))
            async with asyncio.timeout(0.5):
                step = await partners.step(order, member)
                await partners.sequence()
                assert (await partners.feed(member))[-1] == (2, step)
            assert await dropping == []
        assert await reader.fetchval("SELECT count(*) FROM feed_entries") == 1

    assert await drop_days(days, kept_days=30) == [old]


@asynccontextmanager
async def _reading(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A transaction that has read the feeds and does not end."""
    connection = await asyncpg.connect(url)
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        await connection.fetch("SELECT FROM feed_entries")
        yield connection
    await connection.close()


async def _is_detaching(connection: asyncpg.Connection) -> bool:
    return any(partition.detaching for partition in await retention.partitions(connection))
