"""Orders are called off, closed or made smaller, with the other side's word where that is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from db.enums.orders import OrderChangeKind, OrderChangeStatus, OrderEventKind
from db.queries import orders as queries
from db.queries import promotions
from db.tables.orders import Order, OrderChange, OrderChangeLine, OrderLine
from db.tables.promotions import LineDiscount
from db.types import new_id
from hub.commands.order_steps import (
    advance,
    lock_own_order,
    read_progress,
    release_lines,
    release_order,
    tell_of_order,
)
from hub.context import Request
from hub.domain.errors import ErrorCode, Faults, NotFound, Refused
from hub.domain.orders import (
    STEP_OF,
    OrderAction,
    Side,
    check_possible,
    check_reduction,
    needs_consent,
)
from hub.domain.pricing import part_of, split
from hub.domain.units import check_multiple
from hub.policy.orders import side_of


@dataclass(frozen=True)
class ReducedLine:
    """How many pieces of a line are to be ordered, in all."""

    line_id: UUID
    quantity: int


async def close_order(request: Request, order_id: UUID, note: str | None = None) -> UUID:
    """Either side says that what is not shipped yet will not come; what is held for it is let go.

    Raises:
        NotFound: the viewer has no such order.
        Refused: WRONG_STATUS, nothing or all of it is shipped, or it is over; CHANGE_ASKED.
    """
    return await begin_change(request, order_id, OrderChangeKind.CLOSE, None, note)


async def change_order(
    request: Request, order_id: UUID, lines: Sequence[ReducedLine], note: str | None = None
) -> UUID:
    """Either side asks for fewer pieces of some lines; what is held for the others is let go.

    Raises:
        NotFound: the viewer has no such order, or it has no such line.
        Refused: WRONG_STATUS, there is nothing to reduce; CHANGE_ASKED; INVALID_QUANTITY where a
            line has no more pieces than that, or more are shipped; NOT_A_MULTIPLE where the buyer
            would have part of a pack; INVALID_INPUT where no line is
            named, one is named twice, or nothing would be left to ship.
    """
    return await begin_change(request, order_id, OrderChangeKind.REDUCE, lines, note)


async def begin_change(
    request: Request,
    order_id: UUID,
    kind: OrderChangeKind,
    reduced: Sequence[ReducedLine] | None,
    note: str | None,
) -> UUID:
    """Change an order of the viewer's, or ask for the other side's word where that is due."""
    order, viewer, side = await lock_own_order(request, order_id)
    progress, action = await read_progress(request, order), STEP_OF[kind]
    check_possible(order.number, action, progress)
    wanted, lines = None, await queries.lines_of(request.session, order.id)
    if reduced is not None:
        # A seller may come to have less than a pack of what it promised.
        bound = await queries.multiples_of(request.session, order.id) if side is Side.BUYER else {}
        wanted = _wanted(lines, reduced, bound)
    change = OrderChange(
        id=new_id(),
        order_id=order.id,
        kind=kind,
        status=OrderChangeStatus.ASKED,
        asked_by_id=viewer.party_id,
        note=note,
        asked_at=request.now,
    )
    if not needs_consent(action, side, progress):
        await _make(request, order, change, wanted, actor_id=viewer.party_id, note=note)
        return order.id
    request.session.add(change)
    await request.session.flush()
    if wanted is not None:
        request.session.add_all(_lines_of(change, lines, wanted))
    order.change_asked_by_id = viewer.party_id
    await _tell(
        request, order, OrderEventKind.CHANGE_ASKED, change, actor_id=viewer.party_id, note=note
    )
    return order.id


async def accept_order_change(request: Request, order_id: UUID, note: str | None = None) -> UUID:
    """A side agrees to the change that the other has asked for, and it is made.

    Raises:
        NotFound: the viewer has no such order.
        Refused: WRONG_STATUS, the other side has asked for none.
    """
    order, change, actor_id = await _asked(request, order_id, of_own=False)
    said = await queries.lines_of_change(request.session, change.id)
    wanted = {line.order_line_id: line.quantity for line in said}
    is_reduced = change.kind is OrderChangeKind.REDUCE
    await _make(
        request, order, change, wanted if is_reduced else None, actor_id=actor_id, note=note
    )
    return order.id


async def decline_order_change(request: Request, order_id: UUID, note: str | None = None) -> UUID:
    """A side says no to the change that the other has asked for; the order stays as it is.

    Raises:
        NotFound: the viewer has no such order.
        Refused: WRONG_STATUS, the other side has asked for none.
    """
    order, change, actor_id = await _asked(request, order_id, of_own=False)
    _settle(request, order, change, OrderChangeStatus.DECLINED)
    await _tell(
        request, order, OrderEventKind.CHANGE_DECLINED, change, actor_id=actor_id, note=note
    )
    return order.id


async def withdraw_order_change(request: Request, order_id: UUID, note: str | None = None) -> UUID:
    """A side takes back the change that it has asked for; the order stays as it is.

    Raises:
        NotFound: the viewer has no such order.
        Refused: WRONG_STATUS, the viewer has asked for none.
    """
    order, change, actor_id = await _asked(request, order_id, of_own=True)
    _settle(request, order, change, OrderChangeStatus.WITHDRAWN)
    await _tell(
        request, order, OrderEventKind.CHANGE_WITHDRAWN, change, actor_id=actor_id, note=note
    )
    return order.id


async def _asked(
    request: Request, order_id: UUID, *, of_own: bool
) -> tuple[Order, OrderChange, UUID]:
    """The change of an order, held, that the viewer or the other side has asked for."""
    order, viewer, side = await lock_own_order(request, order_id)
    change = None
    if order.change_asked_by_id is not None:
        asked_by = side_of(order, order.change_asked_by_id)
        if (asked_by is side) is of_own:
            change = await queries.change_asked(request.session, order.id)
    if change is None:
        asking = side if of_own else Side.SELLER if side is Side.BUYER else Side.BUYER
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The {asking.lower()} of order {order.number} has asked for no change that waits for"
            " a word.",
            ("orderId",),
        )
    return order, change, viewer.party_id


async def _make(
    request: Request,
    order: Order,
    change: OrderChange,
    wanted: Mapping[UUID, int] | None,
    *,
    actor_id: UUID,
    note: str | None,
) -> None:
    """Make a change of a locked order; `wanted` are new quantities, where it reduces some."""
    session = request.session
    _settle(request, order, change, OrderChangeStatus.MADE)
    session.add(change)
    await session.flush()
    action = STEP_OF[change.kind]
    await advance(request, order, action, actor_id, note, change=change)
    if change.kind is OrderChangeKind.CANCEL:
        await release_order(request, order)
        return
    lines = await queries.lines_of(session, order.id)
    if wanted is None:
        wanted = {line.id: line.shipped for line in lines if line.shipped < line.quantity}
        session.add_all(_lines_of(change, lines, wanted))
    elif not await queries.lines_of_change(session, change.id):
        session.add_all(_lines_of(change, lines, wanted))
    reduced = [line for line in lines if line.id in wanted]
    excess = [max(0, line.allocated - wanted[line.id]) for line in reduced]
    await release_lines(request, order, reduced, excess)
    await _reduce_discounts(request, order, reduced, wanted)
    for line in reduced:
        total = _reduced_total(line, wanted[line.id])
        order.total_minor = max(0, order.total_minor - line.total_minor + total)
        line.total_minor, line.quantity = total, wanted[line.id]
    if action is OrderAction.CLOSE:
        await _deliver_if_all_arrived(request, order, actor_id)


async def _reduce_discounts(
    request: Request, order: Order, lines: Sequence[OrderLine], wanted: Mapping[UUID, int]
) -> None:
    """Take as much off the pieces that are left as was taken off them before."""
    before = {line.id: line.discount_minor for line in lines if line.discount_minor}
    taken_off: dict[UUID, list[LineDiscount]] = {line_id: [] for line_id in before}
    for one in await promotions.discounts_of(request.session, before):
        taken_off[one.order_line_id].append(one)
    for line in lines:
        if line.id not in before:
            continue
        part = part_of(line.discount_minor, wanted[line.id], line.quantity)
        line.discount_minor = min(part, _reduced_total(line, wanted[line.id]))
        shares = split(
            line.discount_minor,
            {one.promotion_id: one.discount_minor for one in taken_off[line.id]},
        )
        for one in taken_off[line.id]:
            one.discount_minor = shares[one.promotion_id]
        less = before[line.id] - line.discount_minor
        order.discount_minor -= less
        order.total_minor += less


async def _deliver_if_all_arrived(request: Request, order: Order, actor_id: UUID) -> None:
    """What was closed is delivered if nothing of it is on its way any more."""
    if (await read_progress(request, order)).shipments_travelling == 0:
        await advance(request, order, OrderAction.RECEIVE, actor_id, None)


def _reduced_total(line: OrderLine, quantity: int) -> int:
    """What so many units of the line cost: at its price, unless another system told the total."""
    if line.total_minor == part_of(line.unit_price_minor, line.quantity, line.per):
        return part_of(line.unit_price_minor, quantity, line.per)
    return part_of(line.total_minor, quantity, line.quantity)


def _settle(request: Request, order: Order, change: OrderChange, status: OrderChangeStatus) -> None:
    change.status, change.settled_at = status, request.now
    order.change_asked_by_id = None


async def _tell(
    request: Request,
    order: Order,
    kind: OrderEventKind,
    change: OrderChange,
    *,
    actor_id: UUID,
    note: str | None,
) -> None:
    """Tell of what was said about a change, by which the order stays where it is."""
    await tell_of_order(
        request, order, kind, before=order.status, actor_id=actor_id, note=note, change=change
    )


def _wanted(
    lines: Sequence[OrderLine], reduced: Sequence[ReducedLine], multiples: Mapping[UUID, int]
) -> dict[UUID, int]:
    """The new quantity of each line that is named; all that is wrong is told at once.

    `multiples` says of lines of which quantity theirs has to be a multiple.
    """
    known = {line.id: line for line in lines}
    faults = Faults()
    wanted: dict[UUID, int] = {}
    for position, one in enumerate(reduced):
        field = ("lines", str(position))
        with faults.collect():
            line = known.get(one.line_id)
            if line is None:
                raise NotFound("line of this order", (*field, "lineId"))
            if one.line_id in wanted:
                raise Refused(
                    ErrorCode.INVALID_INPUT, "Each line is named once.", (*field, "lineId")
                )
            check_reduction(
                line.position, line.quantity, line.shipped, one.quantity, (*field, "quantity")
            )
            check_multiple(
                line.position, one.quantity, multiples.get(line.id, 1), (*field, "quantity")
            )
            wanted[line.id] = one.quantity
    faults.raise_all()
    if not wanted:
        raise Refused(ErrorCode.INVALID_INPUT, "A change names at least one line.", ("lines",))
    if sum(wanted.get(line.id, line.quantity) - line.shipped for line in lines) == 0:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            "Nothing would be left to ship; close the order, or call it off if nothing is shipped.",
            ("lines",),
        )
    return wanted


def _lines_of(
    change: OrderChange, lines: Sequence[OrderLine], wanted: Mapping[UUID, int]
) -> list[OrderChangeLine]:
    return [
        OrderChangeLine(
            id=new_id(),
            change_id=change.id,
            order_line_id=line.id,
            quantity_before=line.quantity,
            quantity=wanted[line.id],
        )
        for line in lines
        if line.id in wanted
    ]
