"""Whom stock is shown to learns what is available, and nothing that tells of its rivals' orders."""

from typing import Any, Final

import orjson

from db.queries.events import entries_after
from hub.context import Hub
from hub.schema import schema
from hub.work.webhooks.messages import message_of
from tests.graph import ask
from tests.partners import Partners
from tests.subscriptions.trade import Trade
from tests.world import Trader, World

_STOCK: Final = """
query ($orderBy: StockOrder) { stock(first: 100, orderBy: $orderBy) { edges { cursor node {
  id party { id } onHand reserved incoming available version updatedAt availableChangedAt
} } } }
"""
ORDERINGS: Final = ("NEWEST", "LEAST_AVAILABLE", "MOST_AVAILABLE")


async def _brands_stock(hub: Hub, world: World, viewer: Trader, ordering: str) -> Any:
    told = await ask(hub, viewer.viewer, _STOCK, orderBy=ordering)
    assert told.errors == []
    brand = f"Party:{world.brand.id}"
    return [one for one in told.data["stock"]["edges"] if one["node"]["party"]["id"] == brand]


async def test_what_does_not_change_what_is_available_cannot_be_noticed(
    world: World, hub: Hub, partners: Partners
) -> None:
    trade = Trade(world)
    await trade.begin()
    steps = trade.run()
    # Up to where two have ordered, and both orders are confirmed.
    for _ in range(4):
        await anext(steps)
    await partners.sequence()
    # What is shipped goes to the retailer; the other one is to notice nothing.
    follower, brand = trade.rival, world.brand

    async def shown(viewer: Trader) -> Any:
        return [await _brands_stock(hub, world, viewer, ordering) for ordering in ORDERINGS]

    async def told() -> list[Any]:
        entries = await entries_after(hub.database, (follower.id,), (0,), entries_max=1000)
        return [entry for entry in entries if entry.kind == "STOCK"]

    before, entries, own = await shown(follower), await told(), await shown(brand)
    for listed in before:
        for one in listed:
            node = one["node"]
            hidden = ("onHand", "reserved", "incoming", "version", "updatedAt")
            assert {node[name] for name in hidden} == {None}
            assert node["available"] is not None
    assert entries

    # What was reserved is shipped: there is less on hand, and as much available.
    await anext(steps)
    await anext(steps)
    await partners.sequence()

    assert await shown(brand) != own
    assert await shown(follower) == before
    assert await told() == entries


async def test_a_partner_is_told_what_is_available_and_not_why(
    world: World, hub: Hub, partners: Partners
) -> None:
    trade = Trade(world)
    await trade.begin()
    steps = trade.run()
    for _ in range(2):
        await anext(steps)
    await partners.sequence()
    follower = world.retailer
    entries = await entries_after(hub.database, (follower.id,), (0,), entries_max=1000)

    messages = [
        orjson.loads(message)
        for entry in entries
        if (message := await message_of(hub, schema, follower.viewer, entry)) is not None
    ]

    of_stock = [one for one in messages if one["type"].startswith("stock.")]
    assert {one["type"] for one in of_stock} == {"stock.changed"}
    for one in of_stock:
        event = one["data"]["event"]
        assert event["available"] is not None
        hidden = ("kind", "version", "onHand", "delta")
        assert {event[name] for name in hidden} == {None}
