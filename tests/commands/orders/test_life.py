"""What happens in an order's life, and to the goods that it moves."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import event

from db.enums.accounts import Role
from db.enums.orders import OrderStatus
from db.enums.parties import LocationKind, PartnershipStatus, PartyKind
from db.enums.sharing import Exactness
from db.enums.stock import MovementKind
from db.tables.catalogue import Sku
from db.tables.orders import Order, OrderEvent
from db.tables.parties import Location, Party
from db.tables.shipments import Shipment
from hub.commands import orders, shipments
from hub.commands.shipments import ShippedLine
from hub.domain.errors import ErrorCode
from tests.commands.orders.steps import (
    BUYERS_STEPS,
    SELLERS_STEPS,
    Command,
    Step,
    lines,
    made_to_order,
    placing,
    retailer_with,
    step,
)
from tests.conftest import Clock
from tests.world import Trader, World


async def history(world: World, order_id: UUID) -> list[tuple[int, str, str, UUID]]:
    rows = await world.hub.database.pool.fetch(
        "SELECT version, kind, to_status, actor_id FROM order_events WHERE order_id = $1"
        " ORDER BY version",
        order_id,
    )
    return [tuple(row) for row in rows]


async def test_the_whole_life_of_an_order_moves_goods_from_one_stock_to_the_other(
    world: World,
) -> None:
    order_id = await world.order(5)
    [line] = await lines(world, order_id)
    brand, retailer = world.brand, world.retailer

    await world.done(brand, step(orders.confirm_order, order_id))
    assert await world.status(order_id) is OrderStatus.CONFIRMED
    part = [ShippedLine(line.id, 2)]
    first = await world.done(brand, lambda r: shipments.ship_order(r, order_id, part))
    assert await world.status(order_id) is OrderStatus.PARTIALLY_SHIPPED
    rest = await world.done(brand, step(shipments.ship_order, order_id))
    assert await world.status(order_id) is OrderStatus.SHIPPED
    await world.done(retailer, lambda r: shipments.receive_shipment(r, first))
    assert await world.status(order_id) is OrderStatus.SHIPPED
    await world.done(retailer, lambda r: shipments.receive_shipment(r, rest))
    assert await world.status(order_id) is OrderStatus.DELIVERED
    await world.done(retailer, step(orders.complete_order, order_id))

    assert await history(world, order_id) == [
        (1, "PLACED", "PLACED", retailer.id),
        (2, "CONFIRMED", "CONFIRMED", brand.id),
        (3, "PARTIALLY_SHIPPED", "PARTIALLY_SHIPPED", brand.id),
        (4, "SHIPPED", "SHIPPED", brand.id),
        (5, "PARTIALLY_RECEIVED", "SHIPPED", retailer.id),
        (6, "DELIVERED", "DELIVERED", retailer.id),
        (7, "COMPLETED", "COMPLETED", retailer.id),
    ]
    assert (await world.fresh(Order, order_id)).version == 7
    assert await world.movements(await world.item_id(brand)) == [
        (MovementKind.ADJUSTED, 100, 0, 0),
        (MovementKind.RESERVED, 100, 5, 0),
        (MovementKind.SHIPPED, 98, 3, 0),
        (MovementKind.SHIPPED, 95, 0, 0),
    ]
    assert await world.movements(await world.item_id(retailer)) == [
        (MovementKind.EXPECTED, 0, 0, 2),
        (MovementKind.EXPECTED, 0, 0, 5),
        (MovementKind.RECEIVED, 2, 0, 3),
        (MovementKind.RECEIVED, 5, 0, 0),
    ]
    [line] = await lines(world, order_id)
    assert (line.allocated, line.shipped, line.received) == (5, 5, 5)
    # Each side hears every step once, in order, and of no stock but its own.
    for trader in (brand, retailer):
        told = await world.feed(trader)
        assert [version for kind, version in told if kind == "ORDER"] == [1, 2, 3, 4, 5, 6, 7]
        assert [version for kind, version in told if kind == "STOCK"] == [1, 2, 3, 4]
    assert await world.feed(world.supplier) == []
    assert await world.feed(world.consumer) == []


async def ready(world: World) -> UUID:
    """An order that was made and waits to be shipped."""
    order_id = await world.order(2, sku=await made_to_order(world))
    for command in (orders.confirm_order, orders.start_production, orders.finish_production):
        await world.done(world.brand, step(command, order_id))
    return order_id


@pytest.mark.parametrize(
    ("caller", "command"),
    [("retailer", orders.cancel_order), ("brand", orders.cancel_order),
     ("brand", orders.reject_order)],
)  # fmt: skip
async def test_an_order_called_off_gives_its_stock_back(
    world: World, caller: str, command: Step
) -> None:
    order_id = await world.order(5)
    assert await world.stock(world.brand) == (100, 5, 0)

    await world.done(getattr(world, caller), step(command, order_id))

    assert await world.status(order_id) in {OrderStatus.CANCELLED, OrderStatus.REJECTED}
    assert await world.stock(world.brand) == (100, 0, 0)
    assert (await world.movements(await world.item_id(world.brand)))[-1] == (
        (MovementKind.RELEASED, 100, 0, 0)
    )
    [line] = await lines(world, order_id)
    assert line.allocated == 0
    assert (await world.feed(world.retailer))[-1] == ("ORDER", 2)
    # It is over: what was released is not released again.
    refusal = await world.refusal(world.retailer, step(orders.cancel_order, order_id))
    assert refusal.code is ErrorCode.WRONG_STATUS


async def test_goods_made_for_an_order_that_is_called_off_stay_in_stock(world: World) -> None:
    order_id = await ready(world)
    [line] = await lines(world, order_id)
    made = await world.fresh(Sku, line.sku_id)
    assert await world.stock(world.brand, made) == (2, 2, 0)

    await world.done(world.brand, step(orders.cancel_order, order_id))

    assert await world.stock(world.brand, made) == (2, 0, 0)


async def test_what_is_in_stock_is_shipped_while_the_rest_is_made(world: World) -> None:
    sku = await made_to_order(world)
    order_id = await world.done(world.retailer, placing(world.brand, (sku, 3), (world.sku, 2)))
    await world.done(world.brand, step(orders.confirm_order, order_id))
    [made, stocked] = await lines(world, order_id)
    assert (made.made_to_order, made.allocated) == (True, 0)
    assert (stocked.made_to_order, stocked.allocated) == (False, 2)

    # What is yet to be made is not shipped, alone or with the rest.
    for shipped in (None, [ShippedLine(stocked.id, 2), ShippedLine(made.id, 1)]):
        refusal = await world.refusal(
            world.brand, partial(shipments.ship_order, order_id=order_id, lines=shipped)
        )
        assert refusal.code is ErrorCode.NOT_READY
        assert "Line 1 of order" in refusal.message

    await world.done(world.brand, step(orders.start_production, order_id))
    parcel = [ShippedLine(stocked.id, 2)]
    await world.done(world.brand, partial(shipments.ship_order, order_id=order_id, lines=parcel))
    assert await world.status(order_id) is OrderStatus.PARTIALLY_SHIPPED
    await world.done(world.brand, step(orders.finish_production, order_id))
    assert await world.status(order_id) is OrderStatus.PARTIALLY_SHIPPED
    await world.done(world.brand, step(shipments.ship_order, order_id))

    assert await world.status(order_id) is OrderStatus.SHIPPED
    assert [kind for _, kind, _, _ in await history(world, order_id)] == [
        "PLACED", "CONFIRMED", "PRODUCTION_STARTED", "PARTIALLY_SHIPPED", "PRODUCTION_FINISHED",
        "SHIPPED",
    ]  # fmt: skip
    assert await world.movements(await world.item_id(world.brand, sku)) == [
        (MovementKind.PRODUCED, 3, 0, 0),
        (MovementKind.RESERVED, 3, 3, 0),
        (MovementKind.SHIPPED, 0, 0, 0),
    ]
    assert await world.stock(world.brand) == (98, 0, 0)
    assert await world.stock(world.retailer, sku) == (0, 0, 3)


async def test_production_of_what_is_in_stock_makes_nothing(world: World) -> None:
    order_id = await world.order(5)
    for command in (orders.confirm_order, orders.start_production, orders.finish_production):
        await world.done(world.brand, step(command, order_id))

    assert await world.status(order_id) is OrderStatus.READY
    assert await world.stock(world.brand) == (100, 5, 0)


async def test_goods_cannot_be_made_where_there_is_no_place_for_them(world: World) -> None:
    brand = Party(kind=PartyKind.BRAND, name="Homeless", created_at=world.hub.clock())
    await world.add(brand)
    homeless = Trader(brand, await world.member(brand, Role.OWNER), None)
    await world.partnership(homeless, world.retailer)
    sku = await world.goods(homeless)
    await world.offer(homeless, sku, made_to_order=True)
    order_id = await world.done(world.retailer, placing(homeless, (sku, 1)))
    for command in (orders.confirm_order, orders.start_production):
        await world.done(homeless, step(command, order_id))

    refusal = await world.refusal(homeless, step(orders.finish_production, order_id))

    assert refusal.code is ErrorCode.NO_LOCATION
    assert await world.status(order_id) is OrderStatus.IN_PRODUCTION


async def test_stock_is_held_in_order_of_codes_and_leaves_where_the_seller_says(
    world: World,
) -> None:
    late, early = (
        Location(party_id=world.brand.id, kind=LocationKind.SHOP, code=code, name=code)
        for code in ("B", "0")
    )
    await world.add(late, early)
    for place, pieces in ((late, 7), (early, 3)):
        await world.stocked(Trader(world.brand.party, world.brand.viewer, place), world.sku, pieces)

    order_id = await world.order(105)

    reserved = await world.hub.database.pool.fetch(
        "SELECT code, reserved FROM stock_items JOIN locations ON locations.id = location_id"
        " WHERE stock_items.party_id = $1 ORDER BY code",
        world.brand.id,
    )
    assert [tuple(row) for row in reserved] == [("0", 3), ("A", 100), ("B", 2)]
    await world.done(world.brand, step(orders.confirm_order, order_id))
    [line] = await lines(world, order_id)

    def shipping(pieces: int | None = None, origin: Location | None = None) -> Command:
        parcel = None if pieces is None else [ShippedLine(line.id, pieces)]
        origin_id = None if origin is None else origin.id
        return partial(shipments.ship_order, order_id=order_id, lines=parcel, origin_id=origin_id)

    # A shipment leaves one location: the seller says which where that is not plain.
    apart = await world.refusal(world.brand, shipping())
    assert (apart.code, apart.field) == (ErrorCode.SEVERAL_LOCATIONS, ("originId",))
    assert "3 at 0, 100 at A, 7 at B" in apart.message
    short = await world.refusal(world.brand, shipping(8, late))
    assert (short.code, short.field) == (ErrorCode.OUT_OF_STOCK, ("lines", "0", "quantity"))
    foreign = await world.refusal(world.brand, shipping(1, world.retailer.location))
    assert (foreign.code, foreign.field) == (ErrorCode.NOT_FOUND, ("originId",))

    # Of what is there, free pieces go too; what is held elsewhere for them is let go.
    first = await world.done(world.brand, shipping(4, late))
    assert (await world.fresh(Shipment, first)).origin_id == late.id
    assert await world.movements(await _item_at(world, late)) == [
        (MovementKind.ADJUSTED, 7, 0, 0),
        (MovementKind.RESERVED, 7, 2, 0),
        (MovementKind.RESERVED, 7, 4, 0),
        (MovementKind.SHIPPED, 3, 0, 0),
    ]
    assert await world.movements(await _item_at(world, early)) == [
        (MovementKind.ADJUSTED, 3, 0, 0),
        (MovementKind.RESERVED, 3, 3, 0),
        (MovementKind.RELEASED, 3, 1, 0),
    ]
    # Without lines, all that lies there.
    second = await world.done(world.brand, shipping(None, early))
    sent = await world.hub.database.pool.fetchval(
        "SELECT quantity FROM shipment_lines WHERE shipment_id = $1", second
    )
    assert sent == 3
    await world.done(world.brand, shipping())
    assert await world.status(order_id) is OrderStatus.SHIPPED


async def _item_at(world: World, place: Location) -> UUID:
    found: UUID = await world.hub.database.pool.fetchval(
        "SELECT id FROM stock_items WHERE location_id = $1", place.id
    )
    return found


async def test_shared_stock_is_told_to_the_partners_it_is_shared_with(world: World) -> None:
    sharing = await retailer_with(world, shares_stock=Exactness.EXACT)
    proposed = await retailer_with(
        world, shares_stock=Exactness.EXACT, status=PartnershipStatus.PROPOSED
    )

    order_id = await world.order(5)
    await world.done(world.retailer, step(orders.cancel_order, order_id))

    # The other partner hears of the pieces, and of nobody's order.
    assert await world.feed(sharing) == [("STOCK", 2), ("STOCK", 3)]
    assert await world.feed(proposed) == []
    assert ("STOCK", 2) not in await world.feed(world.retailer)


async def test_a_step_that_does_not_apply_leaves_the_order_as_it_is(world: World) -> None:
    order_id = await world.order(5)
    number = (await world.fresh(Order, order_id)).number
    sellers = set(SELLERS_STEPS) - {orders.confirm_order, orders.reject_order}

    for caller, commands in ((world.brand, sellers), (world.retailer, BUYERS_STEPS)):
        for command in commands:
            refusal = await world.refusal(caller, step(command, order_id))
            assert refusal.code is ErrorCode.WRONG_STATUS
            assert f"Order {number} is PLACED" in refusal.message


async def test_a_step_is_of_the_instant_at_which_it_is_taken(world: World, clock: Clock) -> None:
    order_id = await world.order(5)
    asked_early = world.asked_by(world.retailer)
    clock.now += timedelta(seconds=5)
    await world.done(world.brand, step(orders.confirm_order, order_id))
    clock.now += timedelta(seconds=5)

    async with asked_early.writing() as session:
        await orders.cancel_order(asked_early, order_id)
        await session.commit()

    rows = await world.hub.database.pool.fetch(
        "SELECT id FROM order_events WHERE order_id = $1 ORDER BY version", order_id
    )
    times = [(await world.fresh(OrderEvent, row["id"])).occurred_at for row in rows]
    assert times == sorted(times)
    assert times[-1] == clock.now


async def test_a_large_order_asks_the_database_no_more_often_than_a_small_one(
    world: World,
) -> None:
    skus = [await world.goods(world.brand) for _ in range(30)]
    for sku in skus:
        await world.offer(world.brand, sku)
        await world.stocked(world.brand, sku, 10)

    async def life(*wanted: tuple[Sku, int]) -> list[int]:
        """How many statements each step of an order takes."""
        counts = []

        async def counted(who: Trader, command: Command) -> UUID:
            asked = 0

            def count(*_: object) -> None:
                nonlocal asked
                asked += 1

            engine = world.hub.database.engine.sync_engine
            event.listen(engine, "before_cursor_execute", count)
            try:
                result = await world.done(who, command)
            finally:
                event.remove(engine, "before_cursor_execute", count)
            counts.append(asked)
            return result

        order_id = await counted(world.retailer, placing(world.brand, *wanted))
        await counted(world.brand, step(orders.confirm_order, order_id))
        shipment = await counted(world.brand, step(shipments.ship_order, order_id))
        await counted(world.retailer, lambda r: shipments.receive_shipment(r, shipment))
        another = await counted(world.retailer, placing(world.brand, *wanted))
        await counted(world.retailer, step(orders.cancel_order, another))
        return counts

    small = await life(*((sku, 1) for sku in skus[:2]))
    large = await life(*((sku, 1) for sku in skus))

    assert large == small
