"""Goods leave the seller's stock and join the buyer's, piece by piece."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from db.enums.accounts import Role
from db.enums.orders import OrderEventKind, OrderKind, OrderStatus
from db.enums.parties import PartyKind
from db.enums.shipments import ShipmentEventKind, ShipmentStatus, TrackingStatus
from db.enums.stock import MovementKind
from db.tables.catalogue import Sku
from db.tables.orders import Order, OrderEvent, OrderLine
from db.tables.shipments import Shipment, ShipmentLine, TrackingEvent
from db.types import new_id
from hub.commands import orders, shipments
from hub.commands.placing import WantedLine
from hub.commands.shipments import ReceivedLine, ShippedLine
from hub.domain.errors import ErrorCode, Refused
from hub.policy.permissions import PERMISSIONS, Permission
from tests.world import Trader, World


async def confirmed(world: World, *wanted: tuple[Sku, int]) -> tuple[UUID, list[UUID]]:
    """A confirmed order of the retailer with the brand, and its lines."""
    order_id = await world.done(
        world.retailer,
        lambda request: orders.place_order(
            request, world.brand.id, [WantedLine(sku.id, quantity) for sku, quantity in wanted]
        ),
    )
    await world.done(world.brand, lambda request: orders.confirm_order(request, order_id))
    rows = await world.hub.database.pool.fetch(
        "SELECT id FROM order_lines WHERE order_id = $1 ORDER BY position", order_id
    )
    return order_id, [row["id"] for row in rows]


async def ship(world: World, order_id: UUID, *pieces: tuple[UUID, int], **options: Any) -> UUID:
    """The brand ships these pieces of lines, or all that is left."""
    return await world.done(world.brand, shipping(order_id, *pieces, **options))


def shipping(order_id: UUID, *pieces: tuple[UUID, int], **options: Any) -> Any:
    shipped = [ShippedLine(*piece) for piece in pieces] or None
    return partial(shipments.ship_order, order_id=order_id, lines=shipped, **options)


def reporting(shipment_id: UUID, **said: Any) -> Any:
    said = {"status": TrackingStatus.IN_TRANSIT, **said}
    return partial(shipments.report_tracking, shipment_id=shipment_id, **said)


def receiving(shipment_id: UUID) -> Any:
    return partial(shipments.receive_shipment, shipment_id=shipment_id)


async def second_sku(world: World) -> Sku:
    sku = await world.goods(world.brand)
    await world.offer(world.brand, sku)
    await world.stocked(world.brand, sku, 10)
    return sku


async def test_a_shipment_says_what_is_in_it_and_how_it_goes(world: World) -> None:
    order_id, [line_id] = await confirmed(world, (world.sku, 5))
    arrival = world.hub.clock() + timedelta(days=2)

    shipment_id = await ship(
        world,
        order_id,
        (line_id, 3),
        carrier="Post",
        tracking_number="HB1",
        estimated_arrival=arrival,
        note="Fragile",
    )

    shipment = await world.fresh(Shipment, shipment_id)
    assert (shipment.carrier, shipment.tracking_number) == ("Post", "HB1")
    assert (shipment.status, shipment.estimated_arrival) == (ShipmentStatus.IN_TRANSIT, arrival)
    assert (shipment.shipped_at, shipment.received_at) == (world.hub.clock(), None)
    [line] = await world.hub.database.pool.fetch("SELECT * FROM shipment_lines")
    assert (line["order_line_id"], line["quantity"]) == (line_id, 3)
    notes = await world.hub.database.pool.fetch("SELECT note FROM order_events ORDER BY version")
    assert [row["note"] for row in notes] == [None, None, "Fragile"]


async def test_what_is_left_of_all_lines_is_shipped_where_nothing_is_said(world: World) -> None:
    other = await second_sku(world)
    order_id, [first, second] = await confirmed(world, (world.sku, 5), (other, 4))
    await ship(world, order_id, (second, 4))
    assert await world.status(order_id) is OrderStatus.PARTIALLY_SHIPPED

    rest = await ship(world, order_id)

    assert await world.status(order_id) is OrderStatus.SHIPPED
    carried = await world.hub.database.pool.fetch(
        "SELECT order_line_id, quantity FROM shipment_lines WHERE shipment_id = $1", rest
    )
    assert [tuple(row) for row in carried] == [(first, 5)]
    assert await world.stock(world.brand) == (95, 0, 0)
    assert await world.stock(world.brand, other) == (6, 0, 0)


async def test_shipments_are_received_in_any_order_also_before_the_last_is_sent(
    world: World,
) -> None:
    order_id, [line_id] = await confirmed(world, (world.sku, 6))
    first, second = [await ship(world, order_id, (line_id, 2)) for _ in range(2)]

    await world.done(world.retailer, receiving(second))
    assert await world.status(order_id) is OrderStatus.PARTIALLY_SHIPPED
    third = await ship(world, order_id)
    await world.done(world.retailer, receiving(third))
    assert await world.status(order_id) is OrderStatus.SHIPPED
    await world.done(world.retailer, receiving(first))

    assert await world.status(order_id) is OrderStatus.DELIVERED
    assert await world.stock(world.retailer) == (6, 0, 0)
    shipment = await world.fresh(Shipment, second)
    assert shipment.status is ShipmentStatus.DELIVERED
    assert shipment.received_at == world.hub.clock()


async def test_no_more_is_shipped_than_is_left(world: World) -> None:
    order_id, [line_id] = await confirmed(world, (world.sku, 5))

    for pieces in (0, -1, 6, 2**31, 10**30):
        refusal = await world.refusal(world.brand, shipping(order_id, (line_id, pieces)))
        assert refusal.code is ErrorCode.INVALID_QUANTITY
        assert refusal.field == ("lines", "0", "quantity")
        assert refusal.message == f"Line 1 has 5 pieces left to ship; {pieces} were given."


async def test_lines_of_a_shipment_are_lines_of_the_order_and_named_once(world: World) -> None:
    order_id, [line_id] = await confirmed(world, (world.sku, 5))
    _, [other_line] = await confirmed(world, (world.sku, 5))

    async def code(*pieces: tuple[UUID, int]) -> tuple[ErrorCode, tuple[str, ...]]:
        refusal = await world.refusal(world.brand, shipping(order_id, *pieces))
        return refusal.code, refusal.field

    for unknown in (other_line, new_id()):
        assert await code((line_id, 1), (unknown, 1)) == (
            (ErrorCode.NOT_FOUND, ("lines", "1", "lineId"))
        )
    assert await code((line_id, 1), (line_id, 1)) == (
        (ErrorCode.INVALID_INPUT, ("lines", "1", "lineId"))
    )
    nothing = await world.refusal(
        world.brand, partial(shipments.ship_order, order_id=order_id, lines=[])
    )
    assert (nothing.code, nothing.field) == (ErrorCode.INVALID_INPUT, ("lines",))


async def test_a_wrong_status_is_said_before_what_is_wrong_with_the_lines(world: World) -> None:
    order_id, [line_id] = await confirmed(world, (world.sku, 5))
    await ship(world, order_id)

    for pieces in ((), ((line_id, 1),), ((new_id(), 1),)):
        refusal = await world.refusal(world.brand, shipping(order_id, *pieces))
        assert refusal.code is ErrorCode.WRONG_STATUS
        assert "is SHIPPED and cannot be shipped" in refusal.message


async def test_a_shipment_is_received_once(world: World) -> None:
    order_id, _ = await confirmed(world, (world.sku, 5))
    shipment_id = await ship(world, order_id)
    await world.done(world.retailer, receiving(shipment_id))

    refusal = await world.refusal(world.retailer, receiving(shipment_id))

    assert (refusal.code, refusal.field) == (ErrorCode.WRONG_STATUS, ("shipmentId",))
    assert await world.stock(world.retailer) == (5, 0, 0)


async def test_a_shipment_received_twice_at_the_same_time_is_received_once(world: World) -> None:
    order_id, _ = await confirmed(world, (world.sku, 5))
    shipment_id = await ship(world, order_id)

    answers = await asyncio.gather(
        *(world.done(world.retailer, receiving(shipment_id)) for _ in range(3)),
        return_exceptions=True,
    )

    assert answers.count(shipment_id) == 1
    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    assert [refusal.code for refusal in refusals] == [ErrorCode.WRONG_STATUS] * 2
    assert await world.stock(world.retailer) == (5, 0, 0)


async def test_a_shipment_of_others_reads_as_none(world: World) -> None:
    order_id, _ = await confirmed(world, (world.sku, 5))
    shipment_id = await ship(world, order_id)
    missing = await world.refusal(world.retailer, receiving(new_id()))

    for stranger in (world.supplier, world.consumer, await world.trader(PartyKind.RETAILER)):
        refusal = await world.refusal(stranger, receiving(shipment_id))
        assert (refusal.code, refusal.message) == (ErrorCode.NOT_FOUND, missing.message)
    # Who sent it does not receive it.
    refusal = await world.refusal(world.brand, receiving(shipment_id))
    assert (refusal.code, refusal.field) == (ErrorCode.NOT_FOUND, ("shipmentId",))


async def history(world: World, shipment_id: UUID) -> list[tuple[Any, ...]]:
    """What happened to a shipment: kind, version, status and when it should arrive."""
    rows = await world.hub.database.pool.fetch(
        "SELECT kind, version, status, estimated_arrival FROM shipment_events"
        " WHERE shipment_id = $1 ORDER BY version",
        shipment_id,
    )
    return [tuple(row) for row in rows]


async def test_both_sides_are_told_of_what_happens_to_a_shipment(world: World) -> None:
    order_id, _ = await confirmed(world, (world.sku, 5))
    planned, later = [world.hub.clock() + timedelta(days=days) for days in (2, 3)]

    shipment_id = await ship(world, order_id, estimated_arrival=planned)
    await world.done(world.brand, reporting(shipment_id))
    await world.done(world.brand, reporting(shipment_id, estimated_arrival=later))
    await world.done(world.retailer, receiving(shipment_id))

    assert await history(world, shipment_id) == [
        (ShipmentEventKind.SHIPPED, 1, ShipmentStatus.IN_TRANSIT, planned),
        (ShipmentEventKind.REPORTED, 2, ShipmentStatus.IN_TRANSIT, planned),
        (ShipmentEventKind.REPORTED, 3, ShipmentStatus.IN_TRANSIT, later),
        (ShipmentEventKind.DELIVERED, 4, ShipmentStatus.DELIVERED, later),
    ]
    shipment = await world.fresh(Shipment, shipment_id)
    assert (shipment.version, shipment.estimated_arrival) == (4, later)
    for side in (world.brand, world.retailer):
        told = [version for kind, version in await world.feed(side) if kind == "SHIPMENT"]
        assert told == [1, 2, 3, 4]
    assert await world.feed(world.supplier) == []


async def test_a_report_says_where_a_shipment_was_and_when(world: World) -> None:
    order_id, _ = await confirmed(world, (world.sku, 5))
    shipment_id = await ship(world, order_id)
    earlier = world.hub.clock() - timedelta(hours=1)

    said = {"status": TrackingStatus.EXCEPTION, "place": "Lyon", "note": "Wet"}
    await world.done(world.brand, reporting(shipment_id, occurred_at=earlier, **said))

    [event] = await world.hub.database.pool.fetch(
        "SELECT report_id FROM shipment_events WHERE kind = 'REPORTED'"
    )
    report = await world.fresh(TrackingEvent, event["report_id"])
    assert (report.shipment_id, report.occurred_at) == (shipment_id, earlier)
    assert {"status": report.status, "place": report.place, "note": report.note} == said


async def test_what_a_carrier_calls_delivered_waits_for_its_buyer(world: World) -> None:
    order_id, _ = await confirmed(world, (world.sku, 5))
    shipment_id = await ship(world, order_id)

    await world.done(world.brand, reporting(shipment_id, status=TrackingStatus.DELIVERED))

    assert (await world.fresh(Shipment, shipment_id)).status is ShipmentStatus.IN_TRANSIT
    await world.done(world.retailer, receiving(shipment_id))
    assert await world.status(order_id) is OrderStatus.DELIVERED


async def test_a_report_is_of_what_has_happened_to_what_travels(world: World) -> None:
    order_id, _ = await confirmed(world, (world.sku, 5))
    shipment_id = await ship(world, order_id)
    future = world.hub.clock() + timedelta(seconds=1)

    early = await world.refusal(world.brand, reporting(shipment_id, occurred_at=future))
    await world.done(world.retailer, receiving(shipment_id))
    late = await world.refusal(world.brand, reporting(shipment_id))

    assert (early.code, early.field) == (ErrorCode.INVALID_INPUT, ("occurredAt",))
    assert (late.code, late.field) == (ErrorCode.WRONG_STATUS, ("shipmentId",))


async def test_the_seller_alone_reports_on_a_shipment(world: World) -> None:
    order_id, _ = await confirmed(world, (world.sku, 5))
    shipment_id = await ship(world, order_id)

    for other in (world.retailer, world.supplier, world.consumer):
        refusal = await world.refusal(other, reporting(shipment_id))
        assert (refusal.code, refusal.field) == (ErrorCode.NOT_FOUND, ("shipmentId",))
    for role, permissions in PERMISSIONS.items():
        if Permission.MOVE_GOODS not in permissions:
            member = await world.member(world.brand.party, role)
            assert (await world.refusal(member, reporting(shipment_id))).code is ErrorCode.FORBIDDEN


async def test_goods_are_moved_by_those_who_are_permitted_to(world: World) -> None:
    for role in Role:
        order_id, _ = await confirmed(world, (world.sku, 5))
        seller = await world.member(world.brand.party, role)
        buyer = await world.member(world.retailer.party, role)

        if Permission.MOVE_GOODS in PERMISSIONS[role]:
            shipment_id = await world.done(seller, shipping(order_id))
            await world.done(buyer, receiving(shipment_id))
            assert await world.status(order_id) is OrderStatus.DELIVERED
        else:
            refusal = await world.refusal(seller, shipping(order_id))
            assert refusal.code is ErrorCode.FORBIDDEN
            shipment_id = await ship(world, order_id)
            refusal = await world.refusal(buyer, receiving(shipment_id))
            assert refusal.code is ErrorCode.FORBIDDEN


async def test_goods_join_what_the_buyer_has_already(world: World) -> None:
    await world.stocked(world.retailer, world.sku, 7)
    order_id, _ = await confirmed(world, (world.sku, 5))

    await world.done(world.retailer, receiving(await ship(world, order_id)))

    assert await world.movements(await world.item_id(world.retailer)) == [
        (MovementKind.ADJUSTED, 7, 0, 0),
        (MovementKind.EXPECTED, 7, 0, 5),
        (MovementKind.RECEIVED, 12, 0, 0),
    ]


def receiving_lines(shipment_id: UUID, *arrived: tuple[UUID, int, int, int]) -> Any:
    said = [ReceivedLine(*one) for one in arrived]
    return partial(shipments.receive_shipment, shipment_id=shipment_id, lines=said)


async def test_what_arrives_broken_or_not_at_all_becomes_no_stock(world: World) -> None:
    other = await second_sku(world)
    order_id, [first, second] = await confirmed(world, (world.sku, 10), (other, 4))
    shipment_id = await ship(world, order_id)

    await world.done(world.retailer, receiving_lines(shipment_id, (first, 7, 1, 2)))

    # What is not named arrived in good order. All of it is accounted for, so it is delivered.
    assert await world.status(order_id) is OrderStatus.DELIVERED
    assert await world.movements(await world.item_id(world.retailer)) == [
        (MovementKind.EXPECTED, 0, 0, 10),
        (MovementKind.RECEIVED, 7, 0, 3),
        (MovementKind.LOST, 7, 0, 2),
        (MovementKind.LOST, 7, 0, 0),
    ]
    assert await world.stock(world.retailer, other) == (4, 0, 0)
    line = await world.fresh(OrderLine, first)
    assert (line.received, line.damaged, line.missing) == (7, 1, 2)
    line = await world.fresh(OrderLine, second)
    assert (line.received, line.damaged, line.missing) == (4, 0, 0)
    await world.done(world.retailer, partial(orders.complete_order, order_id=order_id))


async def test_each_piece_of_a_shipment_is_accounted_for_once(world: World) -> None:
    order_id, [line_id] = await confirmed(world, (world.sku, 10))
    _, [stranger] = await confirmed(world, (world.sku, 1))
    shipment_id = await ship(world, order_id, (line_id, 4))

    for arrived in ((5, 0, 0), (4, 1, 0), (3, 0, 0), (5, -1, 0), (0, 0, 0), (10**30, 0, 0)):
        refusal = await world.refusal(
            world.retailer, receiving_lines(shipment_id, (line_id, *arrived))
        )
        assert refusal.code is ErrorCode.INVALID_QUANTITY
        assert refusal.field == ("lines", "0", "received")
    refusal = await world.refusal(
        world.retailer,
        receiving_lines(shipment_id, (stranger, 1, 0, 0), (line_id, 4, 0, 0), (line_id, 4, 0, 0)),
    )
    assert [(fault.code, fault.field) for fault in refusal.faults] == [
        (ErrorCode.NOT_FOUND, ("lines", "0", "lineId")),
        (ErrorCode.INVALID_INPUT, ("lines", "2", "lineId")),
    ]


async def test_what_is_said_of_a_parcel_can_be_and_all_that_cannot_is_told(world: World) -> None:
    order_id, [line_id] = await confirmed(world, (world.sku, 5))
    parcel = {"carrier": "Post", "tracking_number": "HB1"}
    await ship(world, order_id, (line_id, 1), **parcel)
    past = world.hub.clock() - timedelta(seconds=1)

    again = shipping(order_id, (line_id, 1), **parcel, estimated_arrival=past)
    refusal = await world.refusal(world.brand, again)

    assert [(fault.code, fault.field) for fault in refusal.faults] == [
        (ErrorCode.INVALID_INPUT, ("estimatedArrival",)),
        (ErrorCode.INVALID_INPUT, ("trackingNumber",)),
    ]
    blank = shipping(order_id, (line_id, 1), carrier="", tracking_number=" ")
    assert [fault.field for fault in (await world.refusal(world.brand, blank)).faults] == [
        ("carrier",),
        ("trackingNumber",),
    ]
    # Another carrier has numbers of its own.
    await ship(world, order_id, (line_id, 1), carrier="Rail", tracking_number="HB1")


# Imported orders: their files cannot say which pieces were put aside for them.


async def imported(
    world: World, status: OrderStatus, *wanted: tuple[Sku, int], buyer: Trader | None = None
) -> tuple[UUID, list[UUID]]:
    """An order as imports leave it: nothing held, no place to go, one event."""
    now, buyer = world.hub.clock(), buyer or world.retailer
    shipped = status is OrderStatus.SHIPPED
    order = Order(
        number=str(new_id()),
        kind=OrderKind.WHOLESALE,
        status=status,
        version=1,
        buyer_id=buyer.id,
        seller_id=world.brand.id,
        currency="EUR",
        total_minor=sum(quantity * 100 for _, quantity in wanted),
        created_at=now,
        placed_at=now,
    )
    lines = [
        OrderLine(
            order_id=order.id,
            position=position,
            sku_id=sku.id,
            quantity=quantity,
            unit_price_minor=100,
            total_minor=quantity * 100,
            allocated=quantity if shipped else 0,
            shipped=quantity if shipped else 0,
        )
        for position, (sku, quantity) in enumerate(wanted, 1)
    ]
    event = OrderEvent(
        order_id=order.id,
        version=1,
        kind=OrderEventKind.IMPORTED,
        to_status=status,
        actor_id=world.brand.id,
        occurred_at=now,
    )
    await world.add(order, *lines, event)
    return order.id, [line.id for line in lines]


@pytest.mark.parametrize("status", [OrderStatus.CONFIRMED, OrderStatus.READY])
async def test_an_imported_order_is_shipped_from_what_is_available(
    world: World, status: OrderStatus
) -> None:
    other = await second_sku(world)
    order_id, [first, second] = await imported(world, status, (world.sku, 5), (other, 4))

    part = await ship(world, order_id, (first, 2))
    assert await world.status(order_id) is OrderStatus.PARTIALLY_SHIPPED
    rest = await ship(world, order_id)

    assert await world.movements(await world.item_id(world.brand)) == [
        (MovementKind.ADJUSTED, 100, 0, 0),
        (MovementKind.RESERVED, 100, 2, 0),
        (MovementKind.SHIPPED, 98, 0, 0),
        (MovementKind.RESERVED, 98, 3, 0),
        (MovementKind.SHIPPED, 95, 0, 0),
    ]
    assert await world.stock(world.brand, other) == (6, 0, 0)
    for shipment_id in (part, rest):
        await world.done(world.retailer, receiving(shipment_id))
    assert await world.status(order_id) is OrderStatus.DELIVERED
    for line_id in (first, second):
        line = await world.fresh(OrderLine, line_id)
        assert line.allocated == line.shipped == line.received == line.quantity


async def test_what_is_held_for_others_is_not_shipped_for_an_imported_order(world: World) -> None:
    held = await world.order(98)
    order_id, [line_id] = await imported(world, OrderStatus.CONFIRMED, (world.sku, 5))

    refusal = await world.refusal(world.brand, shipping(order_id))

    assert refusal.code is ErrorCode.OUT_OF_STOCK
    assert "2 at A can be shipped" in refusal.message
    # What there is can go, and the rest when there is more.
    await ship(world, order_id, (line_id, 2))
    assert await world.stock(world.brand) == (98, 98, 0)
    await world.done(world.retailer, lambda request: orders.cancel_order(request, held))
    await ship(world, order_id)
    assert await world.status(order_id) is OrderStatus.SHIPPED


async def test_an_imported_order_can_be_confirmed_made_and_called_off(world: World) -> None:
    placed, _ = await imported(world, OrderStatus.PLACED, (world.sku, 5))
    await world.done(world.brand, lambda request: orders.confirm_order(request, placed))
    await world.done(world.retailer, lambda request: orders.cancel_order(request, placed))
    assert await world.stock(world.brand) == (100, 0, 0)

    making, _ = await imported(world, OrderStatus.IN_PRODUCTION, (world.sku, 5))
    await world.done(world.brand, lambda request: orders.finish_production(request, making))
    assert await world.stock(world.brand) == (105, 5, 0)
    await ship(world, making)
    assert await world.stock(world.brand) == (100, 0, 0)


async def test_an_imported_shipment_is_received_without_becoming_stock(world: World) -> None:
    order_id, [line_id] = await imported(world, OrderStatus.SHIPPED, (world.sku, 5))
    shipment = Shipment(
        order_id=order_id, status=ShipmentStatus.IN_TRANSIT, shipped_at=world.hub.clock()
    )
    await world.add(
        shipment, ShipmentLine(shipment_id=shipment.id, order_line_id=line_id, quantity=5)
    )

    await world.done(world.retailer, receiving(shipment.id))

    assert await world.status(order_id) is OrderStatus.DELIVERED
    items = await world.hub.database.pool.fetchval(
        "SELECT count(*) FROM stock_items WHERE party_id = $1", world.retailer.id
    )
    assert items == 0
