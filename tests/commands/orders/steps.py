"""The steps of an order, and the stages that tests set for them."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from uuid import UUID

from db.enums.offers import Audience
from db.enums.parties import PartyKind
from db.tables.catalogue import Sku
from db.tables.orders import OrderLine
from hub.commands import orders, shipments
from hub.commands.placing import WantedLine
from hub.context import Request
from tests.world import Trader, World

Command = Callable[[Request], Awaitable[UUID]]
Step = Callable[[Request, UUID], Awaitable[UUID]]

SELLERS_STEPS: list[Step] = [
    orders.confirm_order,
    orders.reject_order,
    orders.start_production,
    orders.finish_production,
    shipments.ship_order,
]
BUYERS_STEPS: list[Step] = [orders.complete_order]


def placing(seller: Trader, *wanted: tuple[Sku, int], **options: Any) -> Command:
    lines = [WantedLine(sku.id, quantity) for sku, quantity in wanted]
    return partial(orders.place_order, seller_id=seller.id, lines=lines, **options)


def step(command: Step, order_id: UUID) -> Command:
    return lambda request: command(request, order_id)


async def lines(world: World, order_id: UUID) -> list[OrderLine]:
    rows = await world.hub.database.pool.fetch(
        "SELECT id FROM order_lines WHERE order_id = $1 ORDER BY position", order_id
    )
    return [await world.fresh(OrderLine, row["id"]) for row in rows]


async def shop(world: World, *, pieces: int = 10) -> None:
    """The retailer sells the brand's SKU to consumers, too."""
    await world.offer(world.retailer, world.sku, price_minor=2500, audience=Audience.CONSUMERS)
    await world.stocked(world.retailer, world.sku, pieces)


async def made_to_order(world: World) -> Sku:
    sku = await world.goods(world.brand)
    await world.offer(world.brand, sku, made_to_order=True)
    return sku


async def retailer_with(world: World, **terms: Any) -> Trader:
    """Another retailer, in a partnership with the brand on terms of its own."""
    retailer = await world.trader(PartyKind.RETAILER)
    await world.partnership(world.brand, retailer, **terms)
    return retailer
