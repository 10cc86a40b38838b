"""Goods on their way: they leave the seller's stock and, once received, join the buyer's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.enums.shipments import ShipmentEventKind, ShipmentStatus, TrackingStatus
from db.enums.stock import MovementKind
from db.queries import orders, parties, stock
from db.queries import shipments as queries
from db.scope import Scope
from db.tables.orders import Order, OrderLine
from db.tables.shipments import Shipment, ShipmentLine, TrackingEvent
from db.types import new_id
from hub.commands.events import record_step
from hub.commands.order_steps import advance, lapse_change, lock_order
from hub.commands.stock import move
from hub.context import Request
from hub.domain.errors import ErrorCode, Faults, NotFound, Refused
from hub.domain.orders import (
    OrderAction,
    check_receipt,
    next_status,
    receive_action,
    ship_action,
)
from hub.domain.stock import Place, choose_place
from hub.ledgers.shipments import SHIPMENTS
from hub.policy.orders import orders_bought_by, orders_sold_by
from hub.policy.permissions import Permission
from hub.policy.shipments import shipments_seen_by
from hub.policy.viewer import Viewer


@dataclass(frozen=True)
class ShippedLine:
    line_id: UUID
    quantity: int


@dataclass(frozen=True)
class ReceivedLine:
    """How the pieces of an order line that are in a shipment arrived: in good order, or not."""

    line_id: UUID
    received: int
    damaged: int = 0
    missing: int = 0


async def ship_order(
    request: Request,
    order_id: UUID,
    lines: Sequence[ShippedLine] | None = None,
    *,
    origin_id: UUID | None = None,
    carrier: str | None = None,
    tracking_number: str | None = None,
    estimated_arrival: datetime | None = None,
    note: str | None = None,
) -> UUID:
    """The seller hands over some lines of an order, or all that is left of it, at one location.

    The pieces leave the stock of the location: those that were held there for the order, and free
    ones, for which what is held elsewhere is let go. They are expected at the buyer's. Of an
    imported order none were held.

    Args:
        origin_id: the location; without `lines` all that is left and lies there is shipped. Unless
            said, it is the one where all pieces lie.

    Returns:
        The id of the shipment.

    Raises:
        NotFound: the viewer does not sell this order, a line is not one of its, or the location is
            not the viewer's.
        Refused: WRONG_STATUS; INVALID_INPUT where the parcel cannot be as it is said to be;
            INVALID_QUANTITY where a line has fewer pieces left to ship; NOT_READY where some of
            the pieces are yet to be made, SEVERAL_LOCATIONS where they lie
            apart and no location is said, OUT_OF_STOCK where they are not there.
    """
    order, viewer = await lock_order(request, order_id, orders_sold_by, Permission.MOVE_GOODS)
    session = request.session
    # A wrong status is the first thing to say, before what may be wrong with the lines.
    next_status(order.number, order.status, OrderAction.SHIP)
    await _check_parcel(request, viewer, carrier, tracking_number, estimated_arrival)
    known = {line.id: line for line in await orders.lines_of(session, order.id)}
    pieces = _to_ship(known, lines)
    _check_ready(order, known, pieces)
    origin, pieces = await _origin(request, order, known, pieces, origin_id, is_all=lines is None)
    rest = sum(line.quantity - line.shipped for line in known.values()) - sum(pieces.values())
    await advance(request, order, ship_action(rest), viewer.party_id, note)

    shipment = Shipment(
        id=new_id(),
        order_id=order.id,
        origin_id=origin,
        status=ShipmentStatus.IN_TRANSIT,
        carrier=carrier,
        tracking_number=tracking_number,
        shipped_at=request.now,
        estimated_arrival=estimated_arrival,
    )
    session.add(shipment)
    await session.flush()
    session.add_all(
        ShipmentLine(id=new_id(), shipment_id=shipment.id, order_line_id=id, quantity=quantity)
        for id, quantity in pieces.items()
    )
    await _tell(request, order, shipment, ShipmentEventKind.SHIPPED, viewer.party_id)
    await _hand_over(request, order, known, pieces, origin)
    await lapse_change(request, order)
    return shipment.id


async def _check_parcel(
    request: Request,
    viewer: Viewer,
    carrier: str | None,
    tracking_number: str | None,
    estimated_arrival: datetime | None,
) -> None:
    """See that what is said of a parcel can be; all that is wrong is told at once.

    Raises:
        Refused: INVALID_INPUT, the carrier or the number is blank, it should have arrived already,
            or another parcel that the seller sent with the carrier has the number.
    """
    faults = Faults()
    for text, field in ((carrier, "carrier"), (tracking_number, "trackingNumber")):
        if text is not None and not text.strip():
            faults.found.append(
                Refused(ErrorCode.INVALID_INPUT, "Say something here, or leave it out.", (field,))
            )
    _check_arrival(request, estimated_arrival, faults)
    if tracking_number is not None and await queries.is_tracked(
        request.session, viewer.party_id, carrier, tracking_number
    ):
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                f"You sent another parcel with the number {tracking_number}; each has its own.",
                ("trackingNumber",),
            )
        )
    faults.raise_all()


def _check_arrival(request: Request, at: datetime | None, faults: Faults) -> None:
    if at is not None and at < request.now:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                f"{at:%Y-%m-%d %H:%M} UTC is over; say when it should arrive from now on.",
                ("estimatedArrival",),
            )
        )


async def report_tracking(
    request: Request,
    shipment_id: UUID,
    status: TrackingStatus,
    *,
    place: str | None = None,
    note: str | None = None,
    occurred_at: datetime | None = None,
    estimated_arrival: datetime | None = None,
) -> UUID:
    """The seller passes on where a shipment is, and when it should arrive if that has changed.

    What a carrier calls delivered has arrived once the buyer takes it in, and not before.

    Returns:
        The id of the shipment.

    Raises:
        NotFound: the viewer does not sell the shipment's order, or there is none.
        Refused: WRONG_STATUS, it was received; INVALID_INPUT, the report is of the future.
    """
    order, shipment, viewer = await _lock_shipment(
        request, shipment_id, orders_sold_by, "shipment of yours to report on"
    )
    faults = Faults()
    if occurred_at is not None and occurred_at > request.now:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                "A report tells where the shipment was; give a time that has come.",
                ("occurredAt",),
            )
        )
    _check_arrival(request, estimated_arrival, faults)
    faults.raise_all()
    report = TrackingEvent(
        id=new_id(),
        shipment_id=shipment.id,
        status=status,
        place=place,
        note=note,
        occurred_at=occurred_at or request.now,
    )
    request.session.add(report)
    await request.session.flush()
    if estimated_arrival is not None:
        shipment.estimated_arrival = estimated_arrival
    await _tell(
        request, order, shipment, ShipmentEventKind.REPORTED, viewer.party_id, report_id=report.id
    )
    return shipment.id


async def receive_shipment(
    request: Request,
    shipment_id: UUID,
    lines: Sequence[ReceivedLine] | None = None,
    note: str | None = None,
) -> UUID:
    """The buyer takes a shipment in; its pieces become stock where they were to be delivered.

    What arrived broken, or not at all, becomes none; the seller is alerted, until the buyer accepts
    the delivery.

    Args:
        lines: how pieces arrived; all that are not named did in good order.

    Raises:
        NotFound: the viewer does not buy the shipment's order, or there is none, or it does not
            carry such a line.
        Refused: WRONG_STATUS, it was received before; INVALID_QUANTITY, not just the pieces that
            are in it are accounted for; INVALID_INPUT, a line is named twice.
    """
    session = request.session
    order, shipment, viewer = await _lock_shipment(
        request, shipment_id, orders_bought_by, "shipment of yours to receive"
    )
    known = {line.id: line for line in await orders.lines_of(session, order.id)}
    carried = await queries.lines_of(session, shipment.id)
    _take_in(known, carried, lines or ())
    shipment.status, shipment.received_at = ShipmentStatus.DELIVERED, request.now
    rest = sum(
        line.quantity - line.received - line.damaged - line.missing for line in known.values()
    )
    await advance(request, order, receive_action(rest), viewer.party_id, note)
    await _tell(request, order, shipment, ShipmentEventKind.DELIVERED, viewer.party_id)
    if order.deliver_to_id is not None:
        skus = {known[one.order_line_id].sku_id for one in carried}
        items = await stock.lock_items_at(session, order.deliver_to_id, skus)
        for one in carried:
            item = items[known[one.order_line_id].sku_id]
            for kind, pieces, reason in (
                (MovementKind.RECEIVED, one.received, None),
                (MovementKind.LOST, one.damaged, "Arrived broken"),
                (MovementKind.LOST, one.missing, "Did not arrive"),
            ):
                if pieces:
                    await move(request, item, kind, pieces, order_id=order.id, reason=reason)
    return shipment.id


def _take_in(
    lines: Mapping[UUID, OrderLine],
    carried: Sequence[ShipmentLine],
    said: Sequence[ReceivedLine],
) -> None:
    """Write down how the pieces of a shipment arrived.

    Raises:
        NotFound, Refused: as `receive_shipment` does; all that is wrong is told at once.
    """
    in_it = {one.order_line_id: one for one in carried}
    named: dict[UUID, ReceivedLine] = {}
    faults = Faults()
    for position, one in enumerate(said):
        field = ("lines", str(position))
        with faults.collect():
            found = in_it.get(one.line_id)
            if found is None:
                raise NotFound("line in this shipment", (*field, "lineId"))
            if one.line_id in named:
                raise Refused(
                    ErrorCode.INVALID_INPUT, "Each line is named once.", (*field, "lineId")
                )
            named[one.line_id] = one
            check_receipt(
                lines[one.line_id].position,
                found.quantity,
                (one.received, one.damaged, one.missing),
                field,
            )
    faults.raise_all()
    for part in carried:
        arrived, line = named.get(part.order_line_id), lines[part.order_line_id]
        damaged = 0 if arrived is None else arrived.damaged
        missing = 0 if arrived is None else arrived.missing
        received = part.quantity - damaged - missing
        part.received, part.damaged, part.missing = received, damaged, missing
        line.received += received
        line.damaged += damaged
        line.missing += missing


async def _lock_shipment(
    request: Request,
    shipment_id: UUID,
    bounded_by: Callable[[Viewer | None], Scope[Order]],
    what: str,
) -> tuple[Order, Shipment, Viewer]:
    """A shipment that has not arrived, held for a change by its order's lock.

    Raises:
        NotFound: its order is not one of the scope's; there is no such `what`.
        Refused: UNAUTHENTICATED or FORBIDDEN, the viewer may not; WRONG_STATUS, it was received.
    """
    session = request.session
    found = await queries.shipment(session, shipment_id, scope=shipments_seen_by(request.viewer))
    if found is None:
        raise NotFound("shipment", ("shipmentId",))
    try:
        order, viewer = await lock_order(request, found.order_id, bounded_by, Permission.MOVE_GOODS)
    except NotFound:
        raise NotFound(what, ("shipmentId",)) from None
    # Read again under the order's lock: it may have been received meanwhile.
    shipment = await queries.shipment(session, shipment_id, scope=shipments_seen_by(viewer))
    if shipment is None or shipment.status is ShipmentStatus.DELIVERED:
        raise Refused(ErrorCode.WRONG_STATUS, "The shipment was received before.", ("shipmentId",))
    return order, shipment, viewer


async def _tell(
    request: Request,
    order: Order,
    shipment: Shipment,
    kind: ShipmentEventKind,
    actor_id: UUID,
    *,
    report_id: UUID | None = None,
) -> None:
    """Write what happened into the shipment's history, and tell both sides of its order."""
    await record_step(
        request,
        SHIPMENTS,
        shipment,
        order_id=order.id,
        kind=kind,
        status=shipment.status,
        estimated_arrival=shipment.estimated_arrival,
        report_id=report_id,
        actor_id=actor_id,
    )


def _to_ship(
    lines: Mapping[UUID, OrderLine], shipped: Sequence[ShippedLine] | None
) -> dict[UUID, int]:
    """Pieces by order line, all of what is left where nothing is said."""
    if shipped is None:
        left_of = {id: line.quantity - line.shipped for id, line in lines.items()}
        return {id: left for id, left in left_of.items() if left}
    faults = Faults()
    pieces: dict[UUID, int] = {}
    for position, one in enumerate(shipped):
        field = ("lines", str(position))
        with faults.collect():
            line = lines.get(one.line_id)
            if line is None:
                raise NotFound("line of this order", (*field, "lineId"))
            if one.line_id in pieces:
                raise Refused(
                    ErrorCode.INVALID_INPUT, "Each line is named once.", (*field, "lineId")
                )
            left = line.quantity - line.shipped
            if not 0 < one.quantity <= left:
                raise Refused(
                    ErrorCode.INVALID_QUANTITY,
                    f"Line {line.position} has {left} pieces left to ship; {one.quantity} were"
                    " given.",
                    (*field, "quantity"),
                )
            pieces[one.line_id] = one.quantity
    faults.raise_all()
    if not pieces:
        raise Refused(ErrorCode.INVALID_INPUT, "A shipment has at least one line.", ("lines",))
    return pieces


def _check_ready(order: Order, lines: Mapping[UUID, OrderLine], pieces: Mapping[UUID, int]) -> None:
    """What is made to order is shipped once it is made; the rest need not wait for it.

    Raises:
        Refused: NOT_READY.
    """
    waiting = [
        str(lines[id].position)
        for id, quantity in pieces.items()
        if lines[id].made_to_order and lines[id].shipped + quantity > lines[id].allocated
    ]
    if waiting:
        raise Refused(
            ErrorCode.NOT_READY,
            f"Line {', '.join(waiting)} of order {order.number} is yet to be made; start and finish"
            " its production first, or ship other lines.",
            ("orderId",),
        )


async def _origin(
    request: Request,
    order: Order,
    lines: Mapping[UUID, OrderLine],
    pieces: Mapping[UUID, int],
    asked: UUID | None,
    *,
    is_all: bool,
) -> tuple[UUID, dict[UUID, int]]:
    """The location that pieces of order lines leave from, and which of them do.

    Raises:
        NotFound: the location that is asked for is not the seller's.
        Refused: SEVERAL_LOCATIONS, OUT_OF_STOCK.
    """
    session = request.session
    skus = {lines[id].sku_id for id in pieces}
    found = await stock.places_of(session, order, skus)
    places: dict[UUID, Place] = {}
    for row in found:
        place = places.setdefault(row.location_id, Place(row.code))
        place.add(row.sku_id, on_hand=row.on_hand, reserved=row.reserved, held=row.held)
    wanted = [(lines[id].sku_id, quantity) for id, quantity in pieces.items()]
    if asked is None:
        chosen = choose_place(order.number, wanted, places)
        return chosen, dict(pieces)
    location = await parties.own_location(session, asked, order.seller_id)
    if location is None:
        raise NotFound("location", ("originId",))
    place = places.get(asked, Place(location.code))
    there = place.share(wanted)
    if is_all:
        leaving = {id: part for id, part in zip(pieces, there, strict=True) if part}
        if leaving:
            return asked, leaving
        raise Refused(
            ErrorCode.OUT_OF_STOCK,
            f"Nothing that is left of order {order.number} is at {location.code}.",
            ("originId",),
        )
    faults = Faults()
    for position, ((id, quantity), part) in enumerate(zip(pieces.items(), there, strict=True)):
        with faults.collect():
            if part < quantity:
                raise Refused(
                    ErrorCode.OUT_OF_STOCK,
                    f"{part} pieces for line {lines[id].position} are at {location.code};"
                    f" {quantity} were given.",
                    ("lines", str(position), "quantity"),
                )
    faults.raise_all()
    return asked, dict(pieces)


async def _hand_over(
    request: Request,
    order: Order,
    lines: Mapping[UUID, OrderLine],
    pieces: Mapping[UUID, int],
    origin_id: UUID,
) -> None:
    """Take pieces of order lines out of the stock of a location, and have the buyer expect them."""
    session = request.session
    skus = {lines[id].sku_id for id in pieces}
    expected = await _expected_at(request, order, skus)
    leaving = await stock.item_ids_at(session, origin_id, skus)
    held = [
        one for one in await stock.reservations_of(session, order.id) if one.order_line_id in pieces
    ]
    items = await stock.lock_items(
        session,
        {*leaving.values(), *(one.stock_item_id for one in held), *expected.values()},
    )
    for id, quantity in pieces.items():
        line = lines[id]
        item = items[leaving[line.sku_id]]
        of_line = sorted(
            (one for one in held if one.order_line_id == id),
            key=lambda one: one.stock_item_id != item.id,
        )
        here = sum(one.quantity for one in of_line if one.stock_item_id == item.id)
        fetched = max(0, quantity - here)
        if fetched:
            await move(request, item, MovementKind.RESERVED, fetched, order_id=order.id)
        await move(request, item, MovementKind.SHIPPED, quantity, order_id=order.id)
        left = quantity
        for one in of_line:
            used = min(one.quantity, left)
            if used and one.stock_item_id != item.id:
                other = items[one.stock_item_id]
                await move(request, other, MovementKind.RELEASED, used, order_id=order.id)
            left -= used
            if used == one.quantity:
                await session.delete(one)
            else:
                one.quantity -= used
        # For an imported order nothing was put aside.
        line.allocated += left
        line.shipped += quantity
        if expected:
            there = items[expected[line.sku_id]]
            await move(request, there, MovementKind.EXPECTED, quantity, order_id=order.id)


async def _expected_at(request: Request, order: Order, skus: set[UUID]) -> dict[UUID, UUID]:
    """The buyer's stock items, by SKU, at which the goods are expected; none for consumers."""
    if order.deliver_to_id is None:
        return {}
    session = request.session
    place = await parties.own_location(session, order.deliver_to_id, order.buyer_id)
    assert place is not None, "an order goes to a location of its buyer"
    await stock.make_items(session, [(place, sku_id) for sku_id in skus], request.now)
    return await stock.item_ids_at(session, place.id, skus)
