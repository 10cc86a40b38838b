"""Subscriptions: each party hears of what concerns it, once, in order, from where it left off."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any, cast

import pytest
from asyncpg import DivisionByZeroError

from db.enums.events import EventKind
from db.enums.orders import OrderEventKind
from db.enums.parties import PartyKind
from db.sql.declarations import Statement, row_class
from hub.context import Hub, Request, open_request
from hub.ledgers import LEDGERS
from hub.schema import schema
from hub.subscriptions.cursors import cursor_at
from hub.subscriptions.feeds import Delivery, deliveries
from tests.graph import as_told
from tests.partners import Member, Partners, until_reading
from tests.patience import PATIENCE_SECONDS

ORDER_EVENTS = """
subscription ($after: Cursor, $orderId: ID, $kinds: [OrderEventKind!]) {
  orderEvents(after: $after, orderId: $orderId, kinds: $kinds) {
    cursor position event { id kind version order { id version } }
  }
}
"""
STOCK_EVENTS = """
subscription ($after: Cursor, $skuIds: [ID!]) {
  stockEvents(after: $after, skuIds: $skuIds) { cursor position event { id version available } }
}
"""

Payload = dict[str, Any]


class Subscription:
    """What a client gets out of one subscription."""

    def __init__(self, results: Any) -> None:
        self._results = results

    async def next(self) -> Any:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await anext(self._results)

    async def take(self, count: int) -> list[Payload]:
        """The next deliveries, of whichever feed."""
        taken = []
        for _ in range(count):
            result = await self.next()
            assert result.errors is None
            [delivery] = as_told(result.data).values()
            taken.append(cast(Payload, delivery))
        return taken

    async def error(self) -> str:
        [error] = (await self.next()).errors
        return str(error.extensions["code"])

    async def is_silent(self) -> bool:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await anext(self._results)
        return True


@asynccontextmanager
async def subscribed(
    hub: Hub, member: Member | None, document: str = ORDER_EVENTS, **variables: object
) -> AsyncIterator[Subscription]:
    async with open_request(hub, member.viewer if member else None) as request:
        results = await schema.subscribe(document, variables, context_value=request)
        async with aclosing(results):
            yield Subscription(results)


def start(hub: Hub, member: Member) -> str:
    return cursor_at(hub, (member.party_id,), (0,))


async def test_both_sides_of_an_order_hear_each_step_once_and_in_order(
    hub: Hub, partners: Partners
) -> None:
    buyer, seller = await partners.member(), await partners.member()
    order = await partners.order(buyer, seller)
    steps = [await partners.step(order, buyer, seller) for _ in range(4)]
    await partners.sequence()

    for side in (buyer, seller):
        async with subscribed(hub, side, after=start(hub, side)) as subscription:
            deliveries = await subscription.take(4)
        assert [delivery["position"] for delivery in deliveries] == [1, 2, 3, 4]
        assert [delivery["event"]["id"] for delivery in deliveries] == [
            f"OrderEvent:{step}" for step in steps
        ]
        assert [delivery["event"]["version"] for delivery in deliveries] == [1, 2, 3, 4]
        # The order is shown as it is by now, whichever step is told.
        assert {delivery["event"]["order"]["version"] for delivery in deliveries} == {4}


async def test_a_subscription_can_be_resumed_after_every_delivery(
    hub: Hub, partners: Partners
) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())
    for _ in range(5):
        await partners.step(order, party)
    await partners.sequence()

    async with subscribed(hub, party, after=start(hub, party)) as subscription:
        whole = await subscription.take(5)

    for n, delivery in enumerate(whole):
        async with subscribed(hub, party, after=delivery["cursor"]) as subscription:
            assert await subscription.take(4 - n) == whole[n + 1 :]


async def test_without_a_cursor_a_feed_starts_now(hub: Hub, partners: Partners) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())
    await partners.step(order, party)
    await partners.sequence()

    async with subscribed(hub, party) as subscription:
        next_ = asyncio.create_task(subscription.take(1))
        await asyncio.sleep(0.2)
        await partners.step(order, party)
        await partners.sequence()
        [delivery] = await next_

    assert delivery["position"] == 2


async def test_feeds_are_narrowed_by_order_kind_and_sku(hub: Hub, partners: Partners) -> None:
    party = await partners.member()
    orders = [await partners.order(party, await partners.member()) for _ in range(2)]
    items = [await partners.stock(party) for _ in range(2)]
    await partners.step(orders[0], party)
    await partners.movement(items[0], 1, party)
    await partners.step(orders[1], party, kind=OrderEventKind.SHIPPED)
    await partners.movement(items[1], 1, party)
    await partners.sequence()
    after = start(hub, party)

    async def positions(count: int, document: str = ORDER_EVENTS, **narrowed: Any) -> list[int]:
        async with subscribed(hub, party, document, after=after, **narrowed) as subscription:
            found = [delivery["position"] for delivery in await subscription.take(count)]
            assert await subscription.is_silent()
            return found

    assert await positions(2) == [1, 3]
    assert await positions(1, orderId=f"Order:{orders[1]}") == [3]
    assert await positions(1, kinds=["SHIPPED", "CANCELLED"]) == [3]
    assert await positions(0, kinds=[]) == []
    assert await positions(2, STOCK_EVENTS) == [2, 4]
    assert await positions(1, STOCK_EVENTS, skuIds=[f"Sku:{items[1].sku_id}"]) == [4]


async def test_strangers_and_those_who_lost_access_hear_nothing(
    hub: Hub, partners: Partners
) -> None:
    buyer, seller, stranger = [await partners.member() for _ in range(3)]
    order = await partners.order(buyer, seller)
    # Told by mistake, or seen no more since.
    await partners.step(order, buyer, seller, stranger)
    await partners.sequence()

    async with subscribed(hub, stranger, after=start(hub, stranger)) as subscription:
        assert await subscription.is_silent()


async def test_a_consumer_hears_of_its_orders_and_of_no_stock(hub: Hub, partners: Partners) -> None:
    consumer, shop = await partners.member(PartyKind.CONSUMER), await partners.member()
    order = await partners.order(consumer, shop)
    await partners.movement(await partners.stock(shop), 1, consumer, shop)
    await partners.step(order, consumer, shop)
    await partners.sequence()
    after = start(hub, consumer)

    async with subscribed(hub, consumer, after=after) as subscription:
        [delivery] = await subscription.take(1)
    async with subscribed(hub, consumer, STOCK_EVENTS, after=after) as subscription:
        assert await subscription.is_silent()

    assert delivery["position"] == 2


# How many snapshots there are, and how many statements are run in the last.
@pytest.mark.parametrize(("seconds", "read"), [(60, (1, 3)), (0, (7, 1))])
async def test_events_that_wait_share_a_snapshot_as_long_as_it_is_fresh(
    hub: Hub,
    partners: Partners,
    monkeypatch: pytest.MonkeyPatch,
    renewed: list[Request],
    *,
    seconds: float,
    read: tuple[int, int],
) -> None:
    monkeypatch.setattr("hub.subscriptions.feeds._FRESH_SECONDS_MAX", seconds)
    monkeypatch.setattr("hub.subscriptions.feeds._READ_AHEAD_MAX", 3)
    party = await partners.member()
    order = await partners.order(party, await partners.member())
    item = await partners.stock(party)
    for version in range(1, 8):
        await partners.step(order, party)
        await partners.movement(item, version, party)
    await partners.sequence()

    async with (
        open_request(hub, party.viewer) as request,
        aclosing(_order_events(request, start(hub, party))) as told,
    ):
        heard = [await anext(told) for _ in range(7)]
        statements = request.reads.statements

    assert [delivery.position for delivery in heard] == [1, 3, 5, 7, 9, 11, 13]
    assert [delivery.event["version"] for delivery in heard] == [1, 2, 3, 4, 5, 6, 7]
    assert (len(renewed), statements) == read


async def test_a_snapshot_in_which_something_went_wrong_is_not_shared(
    hub: Hub, partners: Partners, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.subscriptions.feeds._FRESH_SECONDS_MAX", 60)
    party = await partners.member()
    await partners.told(party, 3)
    row = row_class("answers")

    async with (
        open_request(hub, party.viewer) as request,
        aclosing(_order_events(request, start(hub, party))) as told,
    ):
        for position in (1, 2, 3):
            assert (await anext(told)).position == position
            assert await request.reads.fetch(Statement("SELECT 1 AS n", (), {}), {}, row)
            with pytest.raises(DivisionByZeroError):
                await request.reads.fetch(Statement("SELECT 1 / 0 AS n", (), {}), {}, row)


async def test_a_snapshot_whose_connection_was_cut_is_not_shared(
    hub: Hub, partners: Partners, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.subscriptions.feeds._FRESH_SECONDS_MAX", 60)
    party = await partners.member()
    await partners.told(party, 2)

    async with (
        open_request(hub, party.viewer) as request,
        aclosing(_order_events(request, start(hub, party))) as told,
    ):
        assert (await anext(told)).position == 1
        await partners.cut_connections("hub reads")
        await until_reading(hub, 0)
        assert (await anext(told)).position == 2


def _order_events(request: Request, after: str) -> AsyncGenerator[Delivery]:
    return deliveries(LEDGERS[EventKind.ORDER], request, after)


async def test_nothing_is_held_while_waiting(hub: Hub, partners: Partners) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())
    await partners.step(order, party)
    await partners.sequence()

    async with subscribed(hub, party, after=start(hub, party)) as subscription:
        await subscription.take(1)
        waiting = asyncio.create_task(subscription.next())
        await asyncio.sleep(0.3)
        assert hub.database.reading == 0
        waiting.cancel()
        await asyncio.wait([waiting])

    assert hub.database.reading == 0


@pytest.mark.parametrize("document", [ORDER_EVENTS, STOCK_EVENTS])
async def test_who_may_not_follow_is_told_why(hub: Hub, partners: Partners, document: str) -> None:
    party, other = await partners.member(), await partners.member()

    async with subscribed(hub, None, document) as subscription:
        assert await subscription.error() == "UNAUTHENTICATED"
    for after in ("", "x", start(hub, other), cursor_at(hub, (party.party_id,), (1,))):
        async with subscribed(hub, party, document, after=after) as subscription:
            assert await subscription.error() == "CURSOR_INVALID"
