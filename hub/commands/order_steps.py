"""Taking an order a step on: its lock, its history, who is told, and what is held for it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

from db.enums.orders import OrderChangeStatus, OrderEventKind, OrderStatus
from db.enums.stock import MovementKind
from db.queries import orders as queries
from db.queries import promotions, stock
from db.scope import Scope
from db.tables.orders import Order, OrderChange, OrderLine
from hub.commands.events import record_step
from hub.commands.stock import move
from hub.context import Request
from hub.domain.errors import NotFound
from hub.domain.orders import (
    HAPPENED,
    POSSIBLE,
    RELEASING,
    STEP_OF,
    TRANSITIONS,
    OrderAction,
    Progress,
    Side,
    check_possible,
    next_status,
)
from hub.ledgers.orders import ORDERS
from hub.policy.orders import orders_bought_by, orders_sold_by, progress_in
from hub.policy.permissions import Permission, require_permission
from hub.policy.viewer import Viewer
from hub.terms import is_limited

# Which orders a viewer takes a step with on this side, and what its role must allow.
_BOUNDS: Final[Mapping[Side, tuple[Callable[[Viewer | None], Scope[Order]], Permission]]] = {
    Side.BUYER: (orders_bought_by, Permission.BUY),
    Side.SELLER: (orders_sold_by, Permission.SELL),
}


async def lock_order(
    request: Request,
    order_id: UUID,
    bounded_by: Callable[[Viewer | None], Scope[Order]],
    permission: Permission,
) -> tuple[Order, Viewer]:
    """The order, held for a change by a viewer who has the permission.

    Raises:
        NotFound: it is not one of the scope's.
        Refused: UNAUTHENTICATED or FORBIDDEN, the viewer may not.
    """
    viewer = require_permission(request.viewer, permission)
    order = await queries.lock_order(request.session, order_id, scope=bounded_by(viewer))
    if order is None:
        raise NotFound("order", ("orderId",))
    # The change is of now: whoever asked earlier may have waited longer for the lock.
    request.now = request.hub.clock()
    return order, viewer


async def lock_own_order(request: Request, order_id: UUID) -> tuple[Order, Viewer, Side]:
    """The order, held for a change by its side that the viewer is.

    Raises:
        NotFound: the viewer has no such order.
        Refused: UNAUTHENTICATED or FORBIDDEN, the viewer may not.
    """
    bought = orders_bought_by(request.viewer)
    buyer = await queries.order(request.session, order_id, scope=bought)
    side = Side.SELLER if buyer is None else Side.BUYER
    return *await lock_order(request, order_id, *_BOUNDS[side]), side


async def take_step(
    request: Request, order_id: UUID, action: OrderAction, side: Side, note: str | None
) -> Order:
    """Take an order of the viewer's, who is on this side of it, one step on.

    Raises:
        NotFound: the viewer is not on this side of the order, or there is none.
        Refused: UNAUTHENTICATED or FORBIDDEN; WRONG_STATUS, the step does not apply.
    """
    order, viewer = await lock_order(request, order_id, *_BOUNDS[side])
    if action in POSSIBLE:
        check_possible(order.number, action, await read_progress(request, order))
    await advance(request, order, action, viewer.party_id, note)
    if action in RELEASING:
        await release_order(request, order)
    await lapse_change(request, order)
    return order


async def read_progress(request: Request, order: Order) -> Progress:
    """How far a locked order is."""
    return progress_in(order, await queries.progress_of(request.session, order.id))


async def advance(
    request: Request,
    order: Order,
    action: OrderAction,
    actor_id: UUID,
    note: str | None,
    *,
    change: OrderChange | None = None,
) -> None:
    """Take a locked order one step on, write it into the history, and tell both sides.

    Raises:
        Refused: WRONG_STATUS, the step does not apply.
    """
    before = order.status
    order.status = next_status(order.number, before, action)
    await tell_of_order(
        request,
        order,
        HAPPENED[action],
        before=before,
        actor_id=actor_id,
        note=note,
        change=change,
    )


async def tell_of_order(
    request: Request,
    order: Order,
    kind: OrderEventKind,
    *,
    before: OrderStatus | None,
    actor_id: UUID,
    note: str | None,
    change: OrderChange | None = None,
) -> None:
    """Write what happened into the order's history, and tell both sides."""
    await record_step(
        request,
        ORDERS,
        order,
        kind=kind,
        from_status=before,
        to_status=order.status,
        actor_id=actor_id,
        note=note,
        change_id=None if change is None else change.id,
    )


async def release_order(request: Request, order: Order) -> None:
    """Let go of all that is held for a locked order, and of its part in promotions."""
    await _release_promotions(request, order)
    lines = await queries.lines_of(request.session, order.id)
    await release_lines(request, order, lines, [line.allocated - line.shipped for line in lines])


async def _release_promotions(request: Request, order: Order) -> None:
    session = request.session
    used = await promotions.uses_of(session, order.id)
    locked = await promotions.lock_promotions(session, [one.promotion_id for one in used])
    limited = {one.id for one in locked if is_limited(one)}
    for one in used:
        one.released_at = request.now
        if one.promotion_id in limited:
            await promotions.count_use(session, one.promotion_id, -1, -one.discount_minor)


async def release_lines(
    request: Request, order: Order, lines: Sequence[OrderLine], pieces: Sequence[int]
) -> None:
    """Let go of so many pieces that are held for each line of a locked order, the last first."""
    left = {line.id: quantity for line, quantity in zip(lines, pieces, strict=True) if quantity}
    if not left:
        return
    session = request.session
    held = [
        one
        for one in reversed(await stock.reservations_of(session, order.id))
        if one.order_line_id in left
    ]
    items = await stock.lock_items(session, {one.stock_item_id for one in held})
    for one in held:
        released = min(one.quantity, left[one.order_line_id])
        if released == 0:
            continue
        left[one.order_line_id] -= released
        item = items[one.stock_item_id]
        await move(request, item, MovementKind.RELEASED, released, order_id=order.id)
        if released == one.quantity:
            await session.delete(one)
        else:
            one.quantity -= released
    for line, quantity in zip(lines, pieces, strict=True):
        line.allocated -= quantity


async def lapse_change(request: Request, order: Order) -> None:
    """After a step, give up the change that waits for a word if it cannot be made any more."""
    if order.change_asked_by_id is None:
        return
    session = request.session
    change = await queries.change_asked(session, order.id)
    assert change is not None, "an order that says who asked for a change has one"
    if (order.status, STEP_OF[change.kind]) in TRANSITIONS:
        wanted = {
            line.order_line_id: line.quantity
            for line in await queries.lines_of_change(session, change.id)
        }
        if not wanted:
            return
        lines = await queries.lines_of(session, order.id)
        left = [wanted.get(line.id, line.quantity) - line.shipped for line in lines]
        if min(left) >= 0 and sum(left) > 0:
            return
    change.status, change.settled_at = OrderChangeStatus.LAPSED, request.now
    order.change_asked_by_id = None
