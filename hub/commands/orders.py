"""The life of an order: place, confirm, reject, produce, call off, complete."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from db.enums.orders import OrderChangeKind
from db.enums.stock import MovementKind
from db.queries import orders as queries
from db.queries import parties, stock
from db.tables.stock import Reservation
from hub.commands.destinations import Destination
from hub.commands.order_changes import begin_change
from hub.commands.order_steps import take_step
from hub.commands.placing import (
    WantedLine,
    WantedOrder,
    prepare_orders,
)
from hub.commands.stock import move
from hub.commands.writing_orders import write_orders
from hub.context import Request
from hub.domain.addresses import PostalAddress
from hub.domain.orders import (
    OrderAction,
    Side,
)
from hub.policy.permissions import Permission, require_permission


async def place_order(
    request: Request,
    seller_id: UUID,
    lines: Sequence[WantedLine],
    *,
    note: str | None = None,
    deliver_to_id: UUID | None = None,
    address_id: UUID | None = None,
    address: PostalAddress | None = None,
    requested_for: date | None = None,
    buyer_reference: str | None = None,
    caused_by_id: UUID | None = None,
    coupon: str | None = None,
    expected_total_minor: int | None = None,
) -> UUID:
    """The viewer orders from a seller; stock is reserved for every line that is not made to order.

    The goods go to a location of the viewer's or to an address, which the order keeps as it is.
    Promotions are applied as they are now; `expected_total_minor` is what the buyer was shown.

    Raises:
        NotFound: the seller, a SKU, the location, the address or the causing order is not to be
            seen.
        Refused: NO_TRADE, NOT_ADMITTED, NO_PARTNERSHIP, INVALID_QUANTITY, NOT_OFFERED,
            BELOW_MINIMUM, NOT_A_MULTIPLE, COUPON_NOT_GOOD, PRICE_CHANGED,
            MIXED_CURRENCIES, AMOUNT_TOO_LARGE, CREDIT_EXCEEDED, NO_LOCATION,
            OUT_OF_STOCK, NEEDS_APPROVAL; nothing is left of the order then.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    wanted = WantedOrder(
        seller_id,
        lines,
        note=note,
        requested_for=requested_for,
        buyer_reference=buyer_reference,
        caused_by_id=caused_by_id,
        coupon=coupon,
        expected_total_minor=expected_total_minor,
    )
    destination = Destination(deliver_to_id, address_id, address)
    [placing] = await prepare_orders(request, viewer, [wanted], destination)
    placing.faults.raise_all()
    await write_orders(request, [placing])
    return placing.order.id


async def confirm_order(request: Request, order_id: UUID, note: str | None = None) -> UUID:
    """The seller accepts a placed order.

    Raises:
        NotFound: the viewer does not sell this order, or there is none.
        Refused: WRONG_STATUS, the order is not waiting to be confirmed.
    """
    order = await take_step(request, order_id, OrderAction.CONFIRM, Side.SELLER, note)
    return order.id


async def reject_order(request: Request, order_id: UUID, note: str | None = None) -> UUID:
    """The seller declines a placed order; what was reserved for it is released.

    Raises:
        NotFound: the viewer does not sell this order, or there is none.
        Refused: WRONG_STATUS, the order is not waiting to be confirmed.
    """
    return (await take_step(request, order_id, OrderAction.REJECT, Side.SELLER, note)).id


async def start_production(request: Request, order_id: UUID, note: str | None = None) -> UUID:
    """The seller begins to make what was ordered.

    Raises:
        NotFound: the viewer does not sell this order, or there is none.
        Refused: WRONG_STATUS, the order is not confirmed.
    """
    action = OrderAction.START_PRODUCTION
    return (await take_step(request, order_id, action, Side.SELLER, note)).id


async def finish_production(request: Request, order_id: UUID, note: str | None = None) -> UUID:
    """The goods are made: they enter the seller's first location and are held for the order.

    Raises:
        NotFound: the viewer does not sell this order, or there is none.
        Refused: WRONG_STATUS, the order is not in production; NO_LOCATION, the seller has no
            location where goods could be.
    """
    action = OrderAction.FINISH_PRODUCTION
    order = await take_step(request, order_id, action, Side.SELLER, note)
    session = request.session
    made = [
        line for line in await queries.lines_of(session, order.id) if line.allocated < line.quantity
    ]
    if not made:
        return order.id
    place = await parties.first_location(session, order.seller_id)
    assert place is not None, "goods that are made have a place to be kept"
    await stock.make_items(session, [(place, line.sku_id) for line in made], request.now)
    items = await stock.lock_items_at(session, place.id, {line.sku_id for line in made})
    for line in made:
        item, pieces = items[line.sku_id], line.quantity - line.allocated
        await move(request, item, MovementKind.PRODUCED, pieces, order_id=order.id)
        await move(request, item, MovementKind.RESERVED, pieces, order_id=order.id)
        session.add(Reservation(order_line_id=line.id, stock_item_id=item.id, quantity=pieces))
        line.allocated = line.quantity
    return order.id


async def cancel_order(request: Request, order_id: UUID, note: str | None = None) -> UUID:
    """Either side calls the order off before any of it is shipped; reserved stock is released.

    From production on, the buyer asks, and the seller's word decides.

    Raises:
        NotFound: the viewer has no such order.
        Refused: WRONG_STATUS, something was shipped already, or it is over; CHANGE_ASKED.
    """
    return await begin_change(request, order_id, OrderChangeKind.CANCEL, None, note)


async def complete_order(request: Request, order_id: UUID, note: str | None = None) -> UUID:
    """The buyer accepts what was delivered.

    Raises:
        NotFound: the viewer does not buy this order, or there is none.
        Refused: WRONG_STATUS, not everything is delivered.
    """
    action = OrderAction.COMPLETE
    return (await take_step(request, order_id, action, Side.BUYER, note)).id
