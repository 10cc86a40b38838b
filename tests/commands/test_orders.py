"""What happens in an order's life, and what is refused."""

from db.enums import OrderStatus
from hub.commands import orders
from tests.world import World


async def test_a_placed_order_reserves_stock_and_is_told_to_both_sides(world: World) -> None:
    order_id = await world.order(5)

    assert await world.status(order_id) is OrderStatus.PLACED
    assert ("ORDER", 1) in await world.feed(world.brand)
    assert ("ORDER", 1) in await world.feed(world.retailer)
    assert ("ORDER", 1) not in await world.feed(world.supplier)


async def test_confirm(world: World) -> None:
    order_id = await world.order(5)

    await world.done(world.brand, lambda request: orders.confirm_order(request, order_id))

    assert await world.status(order_id) is OrderStatus.CONFIRMED
