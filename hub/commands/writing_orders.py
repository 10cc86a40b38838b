"""Writing orders that were prepared: lines, what promotions take off, and what is reserved."""

from collections.abc import Sequence

from db.enums.orders import OrderEventKind
from db.enums.stock import MovementKind
from db.queries import parties, promotions
from db.tables.addresses import OrderAddress
from db.tables.orders import Order, OrderLine
from db.tables.promotions import LineDiscount, PromotionUse
from db.tables.stock import Reservation, StockItem
from hub.commands.order_steps import tell_of_order
from hub.commands.placing import Placing
from hub.commands.stock import move
from hub.context import Request
from hub.domain.orders import order_number


async def write_orders(request: Request, placings: Sequence[Placing]) -> None:
    """Place orders that were prepared and have no faults.

    Whatever order they are in, they are written in that of their sellers: so the partnerships that
    open with them are stored in one order by all.
    """
    session = request.session
    for one in sorted(placings, key=lambda one: one.order.seller_id):
        order = one.order
        if one.partnership is None:
            await parties.open_partnership(
                session, order.seller_id, order.buyer_id, order.currency, request.now
            )
        order.number, order.placed_at = order_number(order.id, request.now), request.now
        session.add(order)
        await session.flush()
        if one.sent_to is not None:
            session.add(OrderAddress(order_id=order.id, **one.sent_to.columns))
        session.add_all((*one.lines, *one.gifts))
        await session.flush()
        await _use_promotions(request, one)
        for line in (*one.lines, *one.gifts):
            if line.id in one.picks:
                await _reserve(request, order, line, one.picks[line.id])
        await tell_of_order(
            request,
            order,
            OrderEventKind.PLACED,
            before=None,
            actor_id=order.buyer_id,
            note=order.note,
        )


async def _use_promotions(request: Request, placing: Placing) -> None:
    """Write what promotions take off each line, and count each that is used for the order."""
    session, order, priced = request.session, placing.order, placing.priced
    for line, of_line in zip(placing.lines, priced.lines, strict=True):
        line.discount_minor = of_line.discount_minor
        session.add_all(
            LineDiscount(
                order_line_id=line.id, promotion_id=one.promotion_id, discount_minor=one.minor
            )
            for one in of_line.discounts
        )
    given = {line.gift_of_id for line in placing.gifts}
    for promotion_id, minor in sorted(priced.spent.items()):
        if minor == 0 and promotion_id not in given:
            continue
        session.add(
            PromotionUse(
                promotion_id=promotion_id,
                order_id=order.id,
                party_id=order.buyer_id,
                discount_minor=minor,
                used_at=request.now,
            )
        )
        if promotion_id in placing.limited:
            is_within = await promotions.count_use(session, promotion_id, 1, minor)
            assert is_within, "what a promotion gives was worked out while it was locked"


async def _reserve(
    request: Request, order: Order, line: OrderLine, picks: Sequence[tuple[StockItem, int]]
) -> None:
    for item, pieces in picks:
        await move(request, item, MovementKind.RESERVED, pieces, order_id=order.id)
        request.session.add(
            Reservation(order_line_id=line.id, stock_item_id=item.id, quantity=pieces)
        )
    line.allocated = line.quantity
