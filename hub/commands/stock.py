"""Changes of stock: every one of them is a movement, and nothing else touches a stock item."""

from collections.abc import Iterable
from uuid import UUID

from db.enums.stock import MovementKind
from db.queries import catalogue, parties
from db.queries import stock as queries
from db.session import AsyncSession
from db.tables.stock import StockItem
from hub.commands.events import record_step
from hub.context import Request
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.domain.stock import Counters, allocate
from hub.ledgers.stock import STOCK
from hub.policy.catalogue import skus_seen_by
from hub.policy.permissions import Permission, require_permission


async def move(
    request: Request,
    item: StockItem,
    kind: MovementKind,
    pieces: int,
    *,
    order_id: UUID | None = None,
    reason: str | None = None,
) -> None:
    """Move pieces of a locked stock item, write the movement, and tell who may know.

    Raises:
        Refused: OUT_OF_STOCK or AMOUNT_TOO_LARGE, the item cannot count what would be left.
    """
    # Whoever asked earlier may have waited longer for the lock; the ledger goes forward in time.
    now = max(request.now, item.updated_at)
    before = Counters(item.on_hand, item.reserved, item.incoming)
    change = before.moved(kind, pieces)
    after = before.plus(change)
    item.on_hand, item.reserved, item.incoming = after.on_hand, after.reserved, after.incoming
    item.updated_at = now
    if change.on_hand != change.reserved:
        item.available_at = now
    await record_step(
        request,
        STOCK,
        item,
        at=now,
        party_id=item.party_id,
        location_id=item.location_id,
        sku_id=item.sku_id,
        kind=kind,
        on_hand_delta=change.on_hand,
        reserved_delta=change.reserved,
        incoming_delta=change.incoming,
        on_hand=after.on_hand,
        reserved=after.reserved,
        incoming=after.incoming,
        order_id=order_id,
        reason=reason,
    )


def allocate_items(
    items: Iterable[StockItem], sku_id: UUID, wanted: int, code: str, field: tuple[str, ...]
) -> list[tuple[StockItem, int]]:
    """Which of the locked stock items give so many pieces of a SKU, the first ones first.

    Raises:
        Refused: OUT_OF_STOCK, fewer are available.
    """
    available = [(item, item.on_hand - item.reserved) for item in items if item.sku_id == sku_id]
    return allocate(wanted, available, code, field)


async def adjust_stock(
    request: Request, location_id: UUID, sku_id: UUID, delta: int, reason: str
) -> UUID:
    """Correct what is on hand at one of the viewer's locations, after a count or a loss.

    Returns:
        The id of the stock item, which is made where there was none.

    Raises:
        NotFound: the location is not the viewer's, or there is no such SKU to be seen.
        Refused: INVALID_QUANTITY for a delta of nothing, OUT_OF_STOCK where less would be left than
            is reserved, AMOUNT_TOO_LARGE.
    """
    viewer = require_permission(request.viewer, Permission.MOVE_GOODS)
    if delta == 0:
        raise Refused(
            ErrorCode.INVALID_QUANTITY, "An adjustment by nothing changes nothing.", ("delta",)
        )
    session: AsyncSession = request.session
    location = await parties.own_location(session, location_id, viewer.party_id)
    if location is None:
        raise NotFound("location", ("locationId",))
    if not await catalogue.skus(session, [sku_id], scope=skus_seen_by(viewer)):
        raise NotFound("SKU", ("skuId",))

    await queries.make_items(session, [(location, sku_id)], request.now)
    item = (await queries.lock_items_at(session, location_id, [sku_id]))[sku_id]
    try:
        await move(request, item, MovementKind.ADJUSTED, delta, reason=reason)
    except Refused as refusal:
        raise Refused(refusal.code, refusal.message, ("delta",)) from None
    return item.id
