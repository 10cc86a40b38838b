"""Every committed event gets one place in the feed of each party concerned, in order."""

import asyncio
import random
from collections import defaultdict
from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from db.enums.events import EventKind
from db.enums.orders import OrderEventKind
from db.queries import events as queries
from db.tables.orders import Order
from embedded import Servers
from hub.commands.events import record_step
from hub.context import Hub
from hub.ledgers import LEDGERS
from hub.process import open_hub
from hub.settings import Settings
from hub.subscriptions.sequencer import Sequencer
from hub.wake_ups import WakeUps
from tests.partners import NOBODY, Member, Partners, sequencing, to, until
from tests.patience import PATIENCE_SECONDS


async def test_each_party_of_an_audience_gets_the_event_at_its_own_next_position(
    partners: Partners,
) -> None:
    buyer, seller, other = [await partners.member() for _ in range(3)]
    sold = await partners.order(buyer, seller)
    sold_too = await partners.order(other, seller)

    first = await partners.step(sold, buyer, seller)
    second = await partners.step(sold_too, other, seller)
    await partners.sequence()
    third = await partners.step(sold, buyer, seller)
    await partners.sequence()

    assert await partners.feed(buyer) == [(1, first), (2, third)]
    assert await partners.feed(seller) == [(1, first), (2, second), (3, third)]
    assert await partners.feed(other) == [(1, second)]


async def test_a_party_named_twice_is_told_once(partners: Partners) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())

    event = await partners.step(order, party, party)
    await partners.sequence()

    assert await partners.feed(party) == [(1, event)]


async def test_an_event_for_nobody_is_done_with(partners: Partners) -> None:
    order = await partners.order(await partners.member(), await partners.member())

    await partners.step(order)

    assert await partners.sequence() == 1
    assert await partners.sequence() == 0


async def test_events_of_a_change_that_is_rolled_back_are_told_to_nobody(
    partners: Partners,
) -> None:
    party = await partners.member()

    order = await partners.order(party, await partners.member())

    async with partners.writing() as (request, session):
        told = to(LEDGERS[EventKind.ORDER], [party])
        row = await session.get_one(Order, order)
        await record_step(request, told, row, kind=OrderEventKind.CONFIRMED, to_status=row.status)
        await session.flush()

    assert await partners.sequence() == 0
    assert await partners.feed(party) == []


async def test_many_writers_at_once_lose_repeat_and_reorder_nothing(
    hub: Hub, partners: Partners, database_url: str
) -> None:
    chance = random.Random(4)
    members = [await partners.member() for _ in range(3)]
    orders = [await partners.order(members[n % 3], members[(n + 1) % 3]) for n in range(4)]
    told: dict[UUID, list[UUID]] = defaultdict(list)

    async def write(writer: int) -> None:
        for _ in range(25):
            n = chance.randrange(4)
            told[orders[n]].append(
                await partners.step(orders[n], members[n % 3], members[(n + 1) % 3])
            )

    async with sequencing(database_url, hub.redis):
        await asyncio.gather(*(write(writer) for writer in range(6)))
        await until(lambda: _all_sequenced(partners, members, 6 * 25 * 2))

    for member in members:
        feed = await partners.feed(member)
        assert [position for position, _ in feed] == list(range(1, len(feed) + 1))
        entries = await queries.entries_after(
            hub.database, (member.party_id,), (0,), entries_max=1_000
        )
        versions = defaultdict(list)
        for entry in entries:
            versions[entry.aggregate_id].append(entry.version)
        for order, found in versions.items():
            assert found == list(range(1, len(told[order]) + 1))


async def _all_sequenced(partners: Partners, members: list[Member], entries: int) -> bool:
    return sum([len(await partners.feed(member)) for member in members]) == entries


async def test_one_sequencer_leads_and_another_takes_over(
    hub: Hub, partners: Partners, database_url: str
) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())

    async with sequencing(database_url, hub.redis) as second:
        async with sequencing(database_url, hub.redis) as first:
            await until(lambda: _either(first, second))
            leader, waiting = (first, second) if first.leads else (second, first)
            assert not waiting.leads
            if leader is second:
                await partners.cut_connections("hub sequencer")
                await until(lambda: _either(first, second))
        await partners.step(order, party)
        await until(lambda: _has_fed(partners, party, 1))
        assert second.leads


async def _either(*sequencers: Sequencer) -> bool:
    return any(sequencer.leads for sequencer in sequencers)


async def _has_fed(partners: Partners, member: Member, entries: int) -> bool:
    return len(await partners.feed(member)) == entries


async def test_it_goes_on_when_the_database_has_cut_it_off(
    hub: Hub, partners: Partners, database_url: str
) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())

    with capture_logs() as logs:
        async with sequencing(database_url, hub.redis) as sequencer:
            await until(lambda: _either(sequencer))
            await until(lambda: _is_cut_off(partners, logs))
            await partners.step(order, party)
            await until(lambda: _has_fed(partners, party, 1))


async def _is_cut_off(partners: Partners, logs: list[MutableMapping[str, Any]]) -> bool:
    # Again and again: a connection that is only being made cannot be cut yet.
    await partners.cut_connections("hub sequencer")
    return await _is_told(logs, "sequencing")


async def _is_told(logs: list[MutableMapping[str, Any]], work: str) -> bool:
    return any(entry["event"] == "server_away" and entry["work"] == work for entry in logs)


async def test_it_goes_on_after_a_defect(
    hub: Hub, partners: Partners, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())
    sequence, broken = queries.sequence, [1, 2]

    async def breaking(*values: object) -> queries.Sequenced:
        if broken:
            raise ZeroDivisionError(broken.pop())
        return await sequence(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(queries, "sequence", breaking)

    with capture_logs() as logs:
        async with sequencing(database_url, hub.redis):
            await partners.step(order, party)
            await until(lambda: _has_fed(partners, party, 1))

    assert [entry["event"] for entry in logs].count("work_broke_off") == 2


async def test_without_redis_feeds_advance_and_changes_are_made(
    hub: Hub, partners: Partners, database_url: str
) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())

    async with Redis.from_url(NOBODY) as nobody:
        cut_off = replace(hub, wake_ups=WakeUps(nobody))
        with capture_logs() as logs:
            async with sequencing(database_url, nobody):
                await partners.step(order, party)
                cut_off.wake_ups.send()
                await until(lambda: _has_fed(partners, party, 1))

    assert "wake_up_failed" in [entry["event"] for entry in logs]


async def test_the_newest_position_is_told_on_the_partys_channel(
    hub: Hub, partners: Partners, database_url: str
) -> None:
    party, other = await partners.member(), await partners.member()
    order = await partners.order(party, other)

    async with hub.redis.pubsub(ignore_subscribe_messages=True) as pubsub:
        await pubsub.subscribe(f"hub:feed:{party.party_id}")
        await pubsub.get_message(timeout=PATIENCE_SECONDS)
        async with sequencing(database_url, hub.redis):
            await partners.step(order, party, other)
            heard = await pubsub.get_message(timeout=PATIENCE_SECONDS)

    assert heard is not None
    assert heard["data"] == b"1"


async def test_a_wake_up_ends_an_idle_pause(
    hub: Hub, partners: Partners, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.subscriptions.sequencer._IDLE_SECONDS_MIN", 30)
    monkeypatch.setattr("hub.subscriptions.sequencer._IDLE_SECONDS_MAX", 30)
    # A channel of its own: tests that run meanwhile send wake-ups too.
    for module in ("hub.subscriptions.sequencer", "hub.wake_ups"):
        monkeypatch.setattr(f"{module}.WAKE_UPS", database_url)
    party = await partners.member()
    order = await partners.order(party, await partners.member())

    async with sequencing(database_url, hub.redis) as sequencer:
        await until(lambda: _either(sequencer))
        await until(lambda: _is_heard(hub, database_url))
        await asyncio.sleep(0.1)
        await partners.step(order, party)
        await asyncio.sleep(0.1)
        assert await partners.feed(party) == []
        hub.wake_ups.send()
        await until(lambda: _has_fed(partners, party, 1))


async def test_a_wake_up_that_is_on_its_way_when_the_hub_closes_is_sent(
    hub: Hub, database_url: str, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.wake_ups.WAKE_UPS", database_url)
    monkeypatch.setattr("hub.wake_ups._SECONDS_MAX", 10)

    async with hub.redis.pubsub(ignore_subscribe_messages=True) as pubsub:
        await pubsub.subscribe(database_url)
        await pubsub.get_message(timeout=PATIENCE_SECONDS)
        async with open_hub(Settings(), database_url, servers.redis_url) as closing:
            closing.wake_ups.send()
        heard = await pubsub.get_message(timeout=PATIENCE_SECONDS)

    assert heard is not None


async def _is_heard(hub: Hub, channel: str) -> bool:
    [(_, listeners)] = await hub.redis.pubsub_numsub(channel)
    return bool(listeners)
