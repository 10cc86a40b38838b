"""Orders are called off, closed or made smaller, with the other side's word where that is due."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from db.enums.orders import OrderChangeKind, OrderChangeStatus, OrderEventKind, OrderStatus
from db.tables.orders import Order, OrderChange
from hub.commands import order_changes, orders, shipments
from hub.commands.order_changes import ReducedLine
from hub.commands.shipments import ShippedLine
from hub.domain.errors import ErrorCode
from tests.commands.orders.steps import (
    Command,
    Step,
    lines,
    made_to_order,
    placing,
    retailer_with,
    step,
)
from tests.world import World


async def part_shipped(world: World, pieces: int, shipped: int) -> UUID:
    """An order of which a part is on its way, and the rest is held."""
    order_id = await world.order(pieces)
    await world.done(world.brand, step(orders.confirm_order, order_id))
    [line] = await lines(world, order_id)
    parcel = [ShippedLine(line.id, shipped)]
    await world.done(world.brand, partial(shipments.ship_order, order_id=order_id, lines=parcel))
    return order_id


async def ready(world: World) -> UUID:
    """An order of two pieces that were made for it, and wait to be shipped."""
    sku = await made_to_order(world)
    order_id = await world.order(2, sku=sku)
    for command in (orders.confirm_order, orders.start_production, orders.finish_production):
        await world.done(world.brand, step(command, order_id))
    return order_id


async def reducing(world: World, order_id: UUID, *quantities: int) -> Command:
    """A change of the first lines of an order to these quantities."""
    known = await lines(world, order_id)
    reduced = [ReducedLine(line.id, n) for line, n in zip(known, quantities, strict=False)]
    return partial(order_changes.change_order, order_id=order_id, lines=reduced)


async def changes(world: World, order_id: UUID) -> list[OrderChange]:
    rows = await world.hub.database.pool.fetch(
        "SELECT id FROM order_changes WHERE order_id = $1 ORDER BY asked_at, id", order_id
    )
    return [await world.fresh(OrderChange, row["id"]) for row in rows]


async def events(world: World, order_id: UUID) -> list[OrderEventKind]:
    rows = await world.hub.database.pool.fetch(
        "SELECT kind FROM order_events WHERE order_id = $1 ORDER BY version", order_id
    )
    return [OrderEventKind(row["kind"]) for row in rows]


async def receive_all(world: World, order_id: UUID) -> None:
    for row in await world.hub.database.pool.fetch(
        "SELECT id FROM shipments WHERE order_id = $1 AND status = 'IN_TRANSIT'", order_id
    ):
        shipment_id = row["id"]
        await world.done(
            world.retailer, partial(shipments.receive_shipment, shipment_id=shipment_id)
        )


@pytest.mark.parametrize("side", ["brand", "retailer"])
async def test_either_side_ends_an_order_whose_rest_will_not_come(world: World, side: str) -> None:
    order_id = await part_shipped(world, 35, 10)
    assert await world.stock(world.brand) == (90, 25, 0)

    await world.done(getattr(world, side), step(order_changes.close_order, order_id))

    assert await world.status(order_id) is OrderStatus.SHIPPED
    assert await world.stock(world.brand) == (90, 0, 0)
    [line] = await lines(world, order_id)
    assert (line.quantity, line.allocated, line.shipped) == (10, 10, 10)
    order = await world.fresh(Order, order_id)
    assert (line.total_minor, order.total_minor) == (10_000, 10_000)
    [change] = await changes(world, order_id)
    assert (change.kind, change.status) == (OrderChangeKind.CLOSE, OrderChangeStatus.MADE)
    said = await world.hub.database.pool.fetchrow("SELECT * FROM order_change_lines")
    assert said is not None
    assert (said["quantity_before"], said["quantity"]) == (35, 10)
    # Both are told, and it goes on as any order that is shipped.
    for told in (world.brand, world.retailer):
        assert ("ORDER", 4) in await world.feed(told)
    await receive_all(world, order_id)
    assert await world.status(order_id) is OrderStatus.DELIVERED


async def test_what_is_closed_after_all_of_it_arrived_is_delivered(world: World) -> None:
    order_id = await part_shipped(world, 12, 5)
    await receive_all(world, order_id)

    await world.done(world.brand, step(order_changes.close_order, order_id))

    assert await world.status(order_id) is OrderStatus.DELIVERED
    assert (await events(world, order_id))[-2:] == [
        OrderEventKind.CLOSED,
        OrderEventKind.DELIVERED,
    ]
    await world.done(world.retailer, step(orders.complete_order, order_id))


async def test_a_buyer_orders_fewer_pieces_and_what_was_held_for_the_others_is_free(
    world: World,
) -> None:
    other = await world.goods(world.brand)
    await world.offer(world.brand, other, price_minor=300)
    await world.stocked(world.brand, other, 10)
    order_id = await world.done(world.retailer, placing(world.brand, (world.sku, 8), (other, 4)))
    await world.done(world.brand, step(orders.confirm_order, order_id))

    await world.done(world.retailer, await reducing(world, order_id, 3, 0))

    assert await world.status(order_id) is OrderStatus.CONFIRMED
    assert await world.stock(world.brand) == (100, 3, 0)
    assert await world.stock(world.brand, other) == (10, 0, 0)
    assert (await world.fresh(Order, order_id)).total_minor == 3_000
    assert [(line.quantity, line.total_minor) for line in await lines(world, order_id)] == [
        (3, 3_000),
        (0, 0),
    ]
    # What is left is all that is shipped and received.
    await world.done(world.brand, step(shipments.ship_order, order_id))
    assert await world.status(order_id) is OrderStatus.SHIPPED


async def test_what_is_ordered_less_is_owed_less(world: World) -> None:
    buyer = await retailer_with(world, credit_limit_minor=10_000)
    order_id = await world.order(10, buyer=buyer)
    assert (await world.refusal(buyer, placing(world.brand, (world.sku, 4)))).code is (
        ErrorCode.CREDIT_EXCEEDED
    )

    await world.done(buyer, await reducing(world, order_id, 6))

    await world.order(4, buyer=buyer)


@pytest.mark.parametrize(
    ("asked_for", "answer"),
    [("cancel", "accept"), ("cancel", "decline"), ("cancel", "withdraw"),
     ("reduce", "accept"), ("reduce", "decline")],
)  # fmt: skip
async def test_from_production_on_a_buyer_goes_back_on_nothing_alone(
    world: World, asked_for: str, answer: str
) -> None:
    order_id = await ready(world)
    asking: Any = step(orders.cancel_order, order_id)
    if asked_for == "reduce":
        asking = await reducing(world, order_id, 1)

    await world.done(world.retailer, asking)

    assert await world.status(order_id) is OrderStatus.READY
    order = await world.fresh(Order, order_id)
    assert order.change_asked_by_id == world.retailer.id
    assert (await events(world, order_id))[-1] is OrderEventKind.CHANGE_ASKED
    assert ("ORDER", order.version) in await world.feed(world.brand)
    # One word is waited for at a time, and nobody answers for the other side.
    again = await world.refusal(world.retailer, step(orders.cancel_order, order_id))
    assert (again.code, again.field) == (ErrorCode.CHANGE_ASKED, ("orderId",))
    for who, command in (
        (world.retailer, order_changes.accept_order_change),
        (world.retailer, order_changes.decline_order_change),
        (world.brand, order_changes.withdraw_order_change),
    ):
        assert (await world.refusal(who, step(command, order_id))).code is ErrorCode.WRONG_STATUS

    who, command, settled = {
        "accept": (world.brand, order_changes.accept_order_change, OrderChangeStatus.MADE),
        "decline": (world.brand, order_changes.decline_order_change, OrderChangeStatus.DECLINED),
        "withdraw": (
            world.retailer,
            order_changes.withdraw_order_change,
            OrderChangeStatus.WITHDRAWN,
        ),
    }[answer]
    await world.done(who, step(command, order_id))

    [change] = await changes(world, order_id)
    assert (change.status, change.settled_at) == (settled, world.hub.clock())
    assert (await world.fresh(Order, order_id)).change_asked_by_id is None
    [line] = await lines(world, order_id)
    called_off = (asked_for, answer) == ("cancel", "accept")
    assert await world.status(order_id) is (
        OrderStatus.CANCELLED if called_off else OrderStatus.READY
    )
    reduced = (asked_for, answer) == ("reduce", "accept")
    assert line.allocated == (0 if called_off else 1 if reduced else 2)


@pytest.mark.parametrize("change", [order_changes.accept_order_change, orders.cancel_order])
async def test_a_seller_does_not_decide_how_much_is_wanted(world: World, change: Step) -> None:
    order_id = await world.order(5)
    await world.done(world.brand, step(orders.confirm_order, order_id))

    await world.done(world.brand, await reducing(world, order_id, 3))

    assert [line.quantity for line in await lines(world, order_id)] == [5]
    if change is orders.cancel_order:
        # A change that waits is settled before another one begins.
        refusal = await world.refusal(world.retailer, step(change, order_id))
        assert refusal.code is ErrorCode.CHANGE_ASKED
        return
    await world.done(world.retailer, step(change, order_id))
    assert [line.quantity for line in await lines(world, order_id)] == [3]
    assert await world.stock(world.brand) == (100, 3, 0)


async def test_a_change_that_cannot_be_made_any_more_lapses(world: World) -> None:
    order_id = await world.order(5)
    await world.done(world.brand, step(orders.confirm_order, order_id))
    [line] = await lines(world, order_id)
    await world.done(world.brand, await reducing(world, order_id, 3))
    shipping = partial(shipments.ship_order, order_id=order_id)
    await world.done(world.brand, partial(shipping, lines=[ShippedLine(line.id, 2)]))
    [change] = await changes(world, order_id)
    assert change.status is OrderChangeStatus.ASKED

    await world.done(world.brand, partial(shipping, lines=[ShippedLine(line.id, 1)]))

    [change] = await changes(world, order_id)
    assert (change.status, change.settled_at) == (OrderChangeStatus.LAPSED, world.hub.clock())
    assert (await world.fresh(Order, order_id)).change_asked_by_id is None


async def test_a_change_that_is_none_is_refused_and_all_of_it_told_at_once(world: World) -> None:
    order_id = await part_shipped(world, 5, 2)
    [line] = await lines(world, order_id)
    stranger = (await lines(world, await world.order(1)))[0]

    async def faults(*wanted: tuple[UUID, int]) -> list[tuple[str, ...]]:
        reduced = [ReducedLine(*one) for one in wanted]
        command = partial(order_changes.change_order, order_id=order_id, lines=reduced)
        refusal = await world.refusal(world.retailer, command)
        return [(fault.code, *fault.field) for fault in refusal.faults]

    for quantity in (-1, 1, 5, 6):
        assert await faults((line.id, quantity)) == [("INVALID_QUANTITY", "lines", "0", "quantity")]
    assert await faults((stranger.id, 1), (line.id, 3), (line.id, 4)) == [
        ("NOT_FOUND", "lines", "0", "lineId"),
        ("INVALID_INPUT", "lines", "2", "lineId"),
    ]
    assert await faults() == [("INVALID_INPUT", "lines")]
    assert await faults((line.id, 2)) == [("INVALID_INPUT", "lines")]


async def test_orders_of_others_are_not_changed(world: World) -> None:
    order_id = await part_shipped(world, 5, 2)
    reduce = await reducing(world, order_id, 3)

    for command in (
        reduce,
        *(
            step(one, order_id)
            for one in (
                order_changes.close_order,
                order_changes.accept_order_change,
                order_changes.decline_order_change,
                order_changes.withdraw_order_change,
            )
        ),
    ):
        for other in (world.supplier, world.consumer):
            assert (await world.refusal(other, command)).code is ErrorCode.NOT_FOUND
        assert (await world.refusal(None, command)).code is ErrorCode.UNAUTHENTICATED
