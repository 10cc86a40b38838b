"""Members submit what they may not order by themselves; who may approves it, which orders it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from db.enums.requisitions import RequisitionEventKind, RequisitionStatus
from db.queries import requisitions as queries
from db.tables.requisitions import (
    Requisition,
    RequisitionAddress,
    RequisitionLine,
    RequisitionPart,
)
from db.types import new_id
from hub.commands.carts import (
    AddedLine,
    CartOrder,
    add_lines,
    prepare_cart,
    take_out,
)
from hub.commands.destinations import Destination, postal_address
from hub.commands.events import record_step
from hub.commands.order_limits import check_order_limit
from hub.commands.placing import (
    Placing,
    WantedLine,
    WantedOrder,
    prepare_orders,
    refuse_placings,
)
from hub.commands.writing_orders import write_orders
from hub.context import Request
from hub.domain.addresses import PostalAddress
from hub.domain.errors import NotFound
from hub.domain.requisitions import (
    RequisitionAction,
    next_requisition_status,
    totals_of,
)
from hub.ledgers.requisitions import REQUISITIONS
from hub.policy.permissions import Permission, require_permission
from hub.policy.requisitions import requisitions_of
from hub.policy.viewer import Viewer


@dataclass(frozen=True)
class ApprovedPart:
    """What an approver was shown that the order of a requisition with one seller comes to now."""

    seller_id: UUID
    expected_total_minor: int


async def submit_requisition(
    request: Request,
    orders: Sequence[CartOrder],
    *,
    note: str | None = None,
    deliver_to_id: UUID | None = None,
    address_id: UUID | None = None,
    address: PostalAddress | None = None,
) -> UUID:
    """Ask for approval of what the cart holds of some sellers, which leaves the cart.

    It must be such as could be ordered now, but for the limit of the viewer's role. Nothing is held
    or ordered before it is approved.

    Returns:
        The id of the requisition.

    Raises:
        NotFound, Refused: as `place_cart`, apart from NEEDS_APPROVAL.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    destination = Destination(deliver_to_id, address_id, address)
    held = await prepare_cart(request, viewer, orders, destination, needs_approval=True)
    refuse_placings(held.placings)
    session, first = request.session, held.placings[0]
    requisition = Requisition(
        id=new_id(),
        party_id=viewer.party_id,
        status=RequisitionStatus.WAITING,
        version=0,
        submitted_by_id=viewer.account_id,
        note=note,
        deliver_to_id=first.order.deliver_to_id,
        submitted_at=request.now,
    )
    session.add(requisition)
    await session.flush()
    if first.sent_to is not None:
        address_row = RequisitionAddress(requisition_id=requisition.id, **first.sent_to.columns)
        session.add(address_row)
    for position, placing in enumerate(held.placings, start=1):
        await _keep_part(request, requisition, position, placing)
    await take_out(request, held, held.placings)
    await _record(request, requisition, RequisitionEventKind.SUBMITTED, note)
    return requisition.id


async def approve_requisition(
    request: Request,
    requisition_id: UUID,
    message: str | None = None,
    parts: Sequence[ApprovedPart] = (),
) -> UUID:
    """Approve a requisition: its orders are placed now, all of them, by the usual rules.

    Each must come to what it came to when it was submitted, or to what the approver says to have
    been shown of it.

    Raises:
        NotFound: the viewer's party has no such requisition, or a part is of none of its sellers.
        Refused: UNAUTHENTICATED or FORBIDDEN; NEEDS_APPROVAL, it is above the limit of the viewer's
            role, too; WRONG_STATUS; as `place_order`, a field of an order beginning with `parts`
            and its place in the requisition. It goes on waiting then.
    """
    requisition, of_sellers, viewer = await _take_step(
        request, requisition_id, RequisitionAction.APPROVE
    )
    shown = {one.seller_id: one.expected_total_minor for one in parts}
    wanted = await _wanted(request, of_sellers, shown)
    destination = await _destination(request, requisition)
    placings = await prepare_orders(request, viewer, wanted, destination)
    refuse_placings(placings, "parts")
    await write_orders(request, placings)
    for part, placing in zip(of_sellers, placings, strict=True):
        part.order_id = placing.order.id
    await _record(request, requisition, RequisitionEventKind.APPROVED, message)
    return requisition.id


async def decline_requisition(request: Request, requisition_id: UUID, message: str) -> UUID:
    """Decline a requisition, and say why.

    Raises:
        NotFound: the viewer's party has no such requisition.
        Refused: UNAUTHENTICATED or FORBIDDEN; NEEDS_APPROVAL, it is above the limit of the viewer's
            role, too; WRONG_STATUS.
    """
    requisition, _, _ = await _take_step(request, requisition_id, RequisitionAction.DECLINE)
    await _record(request, requisition, RequisitionEventKind.DECLINED, message)
    return requisition.id


async def withdraw_requisition(
    request: Request, requisition_id: UUID, message: str | None = None
) -> UUID:
    """Take a requisition back; any buyer of the party's may, as they share what they order.

    Raises:
        NotFound: the viewer's party has no such requisition.
        Refused: UNAUTHENTICATED, FORBIDDEN or WRONG_STATUS.
    """
    requisition, _, _ = await _take_step(request, requisition_id, RequisitionAction.WITHDRAW)
    await _record(request, requisition, RequisitionEventKind.WITHDRAWN, message)
    return requisition.id


async def add_requisition_to_cart(request: Request, requisition_id: UUID) -> UUID:
    """Put into the cart what a requisition was about, to change it or to order it again.

    Returns:
        The id of the party whose cart it is.

    Raises:
        NotFound: the viewer's party has no such requisition.
        Refused: UNAUTHENTICATED or FORBIDDEN; INVALID_QUANTITY or INVALID_INPUT, the cart would
            hold too much.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    session = request.session
    requisition = await queries.requisition(session, requisition_id, scope=requisitions_of(viewer))
    if requisition is None:
        raise NotFound("requisition", ("requisitionId",))
    parts = await queries.parts_of(session, requisition.id)
    sellers = {part.id: part.seller_id for part in parts}
    lines = await queries.lines_of(session, list(sellers))
    added = [
        AddedLine(sellers[line.part_id], line.sku_id, line.quantity, line.note) for line in lines
    ]
    await add_lines(request, viewer, added)
    return viewer.party_id


async def _take_step(
    request: Request, requisition_id: UUID, action: RequisitionAction
) -> tuple[Requisition, list[RequisitionPart], Viewer]:
    """The requisition, held, where the action leads it, and its parts.

    Raises:
        NotFound: the viewer's party has no such requisition.
        Refused: UNAUTHENTICATED or FORBIDDEN; WRONG_STATUS; NEEDS_APPROVAL, the viewer's role
            decides on less.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    session = request.session
    requisition = await queries.lock_requisition(
        session, requisition_id, scope=requisitions_of(viewer)
    )
    if requisition is None:
        raise NotFound("requisition", ("requisitionId",))
    # The step is of now: whoever asked earlier may have waited longer for the lock.
    request.now = request.hub.clock()
    status = next_requisition_status(requisition.status, action)
    parts = await queries.parts_of(session, requisition.id)
    if action is not RequisitionAction.WITHDRAW:
        totals = totals_of((part.currency, part.total_minor) for part in parts)
        await check_order_limit(request, viewer, totals)
    requisition.status = status
    return requisition, parts, viewer


async def _keep_part(
    request: Request, requisition: Requisition, position: int, placing: Placing
) -> None:
    """Store what the requisition would order from one seller."""
    wanted, session = placing.wanted, request.session
    part = RequisitionPart(
        id=new_id(),
        requisition_id=requisition.id,
        position=position,
        seller_id=wanted.seller_id,
        currency=placing.order.currency,
        total_minor=placing.order.total_minor,
        coupon=wanted.coupon,
        note=wanted.note,
        requested_for=wanted.requested_for,
        buyer_reference=wanted.buyer_reference,
    )
    session.add(part)
    await session.flush()
    session.add_all(
        RequisitionLine(
            part_id=part.id,
            position=place,
            sku_id=line.sku_id,
            quantity=line.quantity,
            note=line.note,
        )
        for place, line in enumerate(wanted.lines, start=1)
    )


async def _wanted(
    request: Request, parts: Sequence[RequisitionPart], shown: dict[UUID, int]
) -> list[WantedOrder]:
    """The orders of a requisition, each at the total that its approver knows.

    Raises:
        NotFound: a total is said of who is none of its sellers.
    """
    for seller_id in shown:
        if seller_id not in {part.seller_id for part in parts}:
            raise NotFound("seller in the requisition", ("parts",))
    lines: defaultdict[UUID, list[WantedLine]] = defaultdict(list)
    for line in await queries.lines_of(request.session, [part.id for part in parts]):
        lines[line.part_id].append(WantedLine(line.sku_id, line.quantity, note=line.note))
    return [
        WantedOrder(
            part.seller_id,
            lines[part.id],
            note=part.note,
            requested_for=part.requested_for,
            buyer_reference=part.buyer_reference,
            coupon=part.coupon,
            expected_total_minor=shown.get(part.seller_id, part.total_minor),
        )
        for part in parts
    ]


async def _destination(request: Request, requisition: Requisition) -> Destination:
    """Where the goods go, as it was said when the requisition was submitted."""
    kept = await queries.address_of(request.session, requisition.id)
    if kept is None:
        return Destination(requisition.deliver_to_id)
    return Destination(address=postal_address(kept))


async def _record(
    request: Request, requisition: Requisition, kind: RequisitionEventKind, message: str | None
) -> None:
    """Write down the viewer's step of a requisition, and tell its party."""
    assert request.viewer is not None, "whoever takes a step is signed in"
    await record_step(
        request,
        REQUISITIONS,
        requisition,
        kind=kind,
        status=requisition.status,
        actor_id=request.viewer.account_id,
        message=message,
    )
