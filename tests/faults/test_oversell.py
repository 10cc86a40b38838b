"""Many buyers at once: stock is never oversold, nobody waits for ever, and the books balance."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from db.enums.accounts import Role
from db.enums.offers import Audience
from db.enums.parties import PartyKind
from db.enums.sharing import Exactness
from db.tables.accounts import Account
from db.tables.catalogue import Sku
from db.types import new_id
from hub.context import Hub
from hub.policy.viewer import Viewer
from tests.mutations import codes, execute
from tests.patience import PATIENCE_SECONDS
from tests.world import Trader, World

BUYERS: Final = 100
PARTNERS: Final = 10
LAST_PIECES: Final = 30


def ticking(hub: Hub) -> Hub:
    """The same hub while time goes on."""
    start, begun = hub.clock(), time.monotonic()
    return replace(hub, clock=lambda: start + timedelta(seconds=time.monotonic() - begun))


async def buyers(world: World) -> list[Viewer]:
    """Many people, each with an account, who buy for some retailers."""
    partners = [await world.trader(PartyKind.RETAILER) for _ in range(PARTNERS)]
    viewers = []
    for number in range(BUYERS):
        partner = partners[number % PARTNERS]
        if number < PARTNERS:
            await world.partnership(world.brand, partner)
        id = new_id()
        email = f"{id}@example.org"
        viewers.append(replace(partner.viewer, account_id=id, email=email, role=Role.BUYER))
    now = world.hub.clock()
    await world.add(
        *(
            Account(
                id=one.account_id, email=one.email, name="Bob", password_hash="", created_at=now
            )
            for one in viewers
        )
    )
    return viewers


async def last_pieces(world: World, pieces: int) -> Sku:
    sku = await world.goods(world.brand)
    await world.offer(world.brand, sku)
    await world.stocked(world.brand, sku, pieces)
    return sku


def order(world: World, *wanted: tuple[Sku, int]) -> dict[str, Any]:
    lines = [{"skuId": f"Sku:{sku.id}", "quantity": quantity} for sku, quantity in wanted]
    return {"sellerId": f"Party:{world.brand.id}", "lines": lines}


async def place_all(
    world: World, viewers: Sequence[Viewer], inputs: Sequence[dict[str, Any]]
) -> list[list[str]]:
    """The codes of what each order was refused for, all of them placed at once."""
    hub = ticking(world.hub)
    results = await asyncio.gather(
        *(
            execute(hub, viewer, "placeOrder", **input)
            for viewer, input in zip(viewers, inputs, strict=True)
        )
    )
    # Neither a deadlock nor a wait for too long, which would be errors of the hub.
    assert [result.errors for result in results if result.errors] == []
    return [codes(result.data["answer"]) for result in results]


async def test_the_last_pieces_are_sold_once(world: World) -> None:
    sku = await last_pieces(world, LAST_PIECES)

    refused = await place_all(world, await buyers(world), [order(world, (sku, 1))] * BUYERS)

    assert Counter(map(tuple, refused)) == {
        (): LAST_PIECES,
        ("OUT_OF_STOCK",): BUYERS - LAST_PIECES,
    }
    assert await world.stock(world.brand, sku) == (LAST_PIECES, LAST_PIECES, 0)
    assert await world.hub.database.pool.fetchval("SELECT count(*) FROM orders") == LAST_PIECES
    assert await world.inconsistencies() == []


async def test_whoever_is_refused_wanted_more_than_is_left(world: World) -> None:
    sku = await last_pieces(world, LAST_PIECES)
    chance = Random(20)
    some = (await buyers(world))[:50]
    wanted = [chance.randint(1, 7) for _ in some]

    refused = await place_all(world, some, [order(world, (sku, pieces)) for pieces in wanted])

    sold = sum(pieces for pieces, why in zip(wanted, refused, strict=True) if not why)
    left = LAST_PIECES - sold
    assert await world.stock(world.brand, sku) == (LAST_PIECES, sold, 0)
    assert left >= 0
    assert all(pieces > left for pieces, why in zip(wanted, refused, strict=True) if why)
    assert await world.inconsistencies() == []


async def test_two_skus_in_opposite_orders_do_not_lock_each_other_out(world: World) -> None:
    first, second = await last_pieces(world, LAST_PIECES), await last_pieces(world, 20)
    there = order(world, (first, 1), (second, 1))
    back = order(world, (second, 1), (first, 1))

    refused = await place_all(world, await buyers(world), [there, back] * (BUYERS // 2))

    assert Counter(map(tuple, refused)) == {(): 20, ("OUT_OF_STOCK",): BUYERS - 20}
    assert await world.stock(world.brand, first) == (LAST_PIECES, 20, 0)
    assert await world.stock(world.brand, second) == (20, 20, 0)
    assert await world.inconsistencies() == []


class Storm:
    """Traders up and down the chain who all do something at once, as a seed says.

    Retailers buy from the brand and sell the same goods to consumers, so that one stock item is
    shipped to, sold from and corrected at the same time.
    """

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.hub = ticking(world.hub)
        self.chance = Random(seed)
        self.done: Counter[str] = Counter()
        self.skus: list[Sku] = []
        self.by_party: dict[UUID, Trader] = {}
        self.sales: list[tuple[Trader, Trader]] = []

    async def begin(self) -> None:
        world = self.world
        retailers = [world.retailer, await world.trader(PartyKind.RETAILER)]
        await world.partnership(world.brand, retailers[1], shares_stock=Exactness.EXACT)
        consumers = [world.consumer, await world.trader(PartyKind.CONSUMER)]
        self.skus = [world.sku, *[await last_pieces(world, 60) for _ in range(2)]]
        made = await world.goods(world.brand)
        await world.offer(world.brand, made, made_to_order=True)
        for retailer in retailers:
            for sku in self.skus:
                await world.offer(retailer, sku, audience=Audience.CONSUMERS)
                await world.stocked(retailer, sku, 10)
            await world.offer(retailer, made, audience=Audience.CONSUMERS, made_to_order=True)
        self.skus.append(made)
        self.by_party = {one.id: one for one in (world.brand, *retailers, *consumers)}
        self.sales = [(one, world.brand) for one in retailers]
        self.sales += [(consumer, retailer) for consumer in consumers for retailer in retailers]

    async def rage(self, steps: int) -> None:
        for _ in range(steps):
            drawn = self.chance.random()
            if drawn < 0.3:
                await self._place()
            elif drawn < 0.4:
                await self._adjust()
            else:
                await self._advance()

    async def _do(self, who: Trader, mutation: str, **input: Any) -> None:
        result = await execute(self.hub, who, mutation, **input)
        assert result.errors is None, result.errors
        refused = codes(result.data["answer"])
        self.done[mutation if not refused else " ".join(refused)] += 1

    async def _place(self) -> None:
        buyer, seller = self.chance.choice(self.sales)
        wanted = self.chance.sample(self.skus, self.chance.randint(1, len(self.skus)))
        lines = [
            {"skuId": f"Sku:{sku.id}", "quantity": self.chance.randint(1, 6)} for sku in wanted
        ]
        await self._do(buyer, "placeOrder", sellerId=f"Party:{seller.id}", lines=lines)

    async def _adjust(self) -> None:
        _, owner = self.chance.choice(self.sales)
        assert owner.location is not None
        await self._do(
            owner,
            "adjustStock",
            locationId=f"Location:{owner.location.id}",
            skuId=f"Sku:{self.chance.choice(self.skus).id}",
            delta=self.chance.choice([-5, -1, 8]),
            reason="counted",
        )

    async def _advance(self) -> None:
        """A step of any order, often one that somebody else is just taking, too."""
        rows = await self.hub.database.pool.fetch(
            """
            SELECT orders.id, buyer_id, seller_id, orders.status,
                (array_agg(order_lines.id ORDER BY position))[1] AS line_id,
                (array_agg(order_lines.quantity - shipped ORDER BY position))[1] AS unshipped,
                bool_or(allocated < quantity) AS needs_making,
                (SELECT min(shipments.id::text) FROM shipments
                    WHERE order_id = orders.id AND shipments.status = 'IN_TRANSIT') AS travelling
            FROM orders
            JOIN order_lines ON order_lines.order_id = orders.id
            WHERE orders.status NOT IN ('COMPLETED', 'CANCELLED', 'REJECTED')
            GROUP BY orders.id
            ORDER BY orders.id
            LIMIT 6
            """
        )
        if not rows:
            return None
        row = self.chance.choice(rows)
        buyer, seller = self.by_party[row["buyer_id"]], self.by_party[row["seller_id"]]
        order = {"orderId": f"Order:{row['id']}"}
        if row["travelling"] and self.chance.random() < 0.5:
            shipment = f"Shipment:{row['travelling']}"
            return await self._do(buyer, "receiveShipment", shipmentId=shipment)
        if self.chance.random() < 0.1:
            return await self._do(self.chance.choice([buyer, seller]), "cancelOrder", **order)
        match row["status"]:
            case "PLACED":
                step = "rejectOrder" if self.chance.random() < 0.1 else "confirmOrder"
                return await self._do(seller, step, **order)
            case "CONFIRMED" if row["needs_making"]:
                return await self._do(seller, "startProduction", **order)
            case "IN_PRODUCTION":
                return await self._do(seller, "finishProduction", **order)
            case "CONFIRMED" | "READY" | "PARTIALLY_SHIPPED":
                if row["unshipped"] and self.chance.random() < 0.5:
                    pieces = self.chance.randint(1, row["unshipped"])
                    part = [{"lineId": f"OrderLine:{row['line_id']}", "quantity": pieces}]
                    return await self._do(seller, "shipOrder", **order, lines=part)
                return await self._do(seller, "shipOrder", **order)
            case "DELIVERED":
                return await self._do(buyer, "completeOrder", **order)


async def test_the_books_balance_after_a_storm(world: World) -> None:
    storm = Storm(world, seed=1)
    await storm.begin()

    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*(storm.rage(30) for _ in range(10)))

    assert await world.inconsistencies() == []
    # The storm has touched all that it is about.
    assert {
        "placeOrder", "confirmOrder", "startProduction", "finishProduction", "shipOrder",
        "receiveShipment", "completeOrder", "cancelOrder", "adjustStock", "WRONG_STATUS",
    } <= set(storm.done)  # fmt: skip
