"""Changes of stock: every one of them is a movement, and nothing else touches a stock item."""

from dataclasses import dataclass
from uuid import UUID

from db.enums.stock import MovementKind
from db.queries import catalogue, parties
from db.queries import stock as queries
from db.session import AsyncSession
from db.tables.stock import StockItem
from hub.commands.events import record_step
from hub.context import Request
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.domain.stock import QUANTITY_MAX, Counters
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
    if before.available != after.available:
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


async def adjust_stock(
    request: Request, location_id: UUID, sku_id: UUID, delta: int, reason: str
) -> UUID:
    """Correct what is on hand at one of the viewer's locations, after a count or a loss.

    What is lost is lost, also where it was held for orders: alerts tell which of them cannot be
    kept any more.

    Returns:
        The id of the stock item, which is made where there was none.

    Raises:
        NotFound: the location is not the viewer's, or there is no such SKU to be seen.
        Refused: INVALID_QUANTITY for a delta of nothing, OUT_OF_STOCK where more is to be taken
            away than is there, AMOUNT_TOO_LARGE.
    """
    require_permission(request.viewer, Permission.MOVE_GOODS)
    if delta == 0:
        raise Refused(
            ErrorCode.INVALID_QUANTITY, "An adjustment by nothing changes nothing.", ("delta",)
        )
    item = await _lock_own_item(request, location_id, sku_id)
    try:
        await move(request, item, MovementKind.ADJUSTED, delta, reason=reason)
    except Refused as refusal:
        raise Refused(refusal.code, refusal.message, ("delta",)) from None
    return item.id


async def count_stock(
    request: Request, location_id: UUID, sku_id: UUID, on_hand: int, reason: str | None = None
) -> UUID:
    """Say how many pieces were counted at one of the viewer's locations; that is what is there.

    A count that finds just what was thought to be there is written down, too.

    Returns:
        The id of the stock item, which is made where there was none.

    Raises:
        NotFound: the location is not the viewer's, or there is no such SKU to be seen.
        Refused: INVALID_QUANTITY, there cannot be so many.
    """
    require_permission(request.viewer, Permission.MOVE_GOODS)
    if not 0 <= on_hand <= QUANTITY_MAX:
        raise Refused(
            ErrorCode.INVALID_QUANTITY,
            f"From 0 to {QUANTITY_MAX} pieces are counted; {on_hand} were given.",
            ("onHand",),
        )
    item = await _lock_own_item(request, location_id, sku_id)
    await move(request, item, MovementKind.COUNTED, on_hand - item.on_hand, reason=reason)
    return item.id


@dataclass(frozen=True)
class Transferred:
    """The stock items from which, and to which, pieces were brought."""

    from_item_id: UUID
    to_item_id: UUID


async def transfer_stock(
    request: Request,
    from_id: UUID,
    to_id: UUID,
    sku_id: UUID,
    quantity: int,
    *,
    reason: str | None = None,
) -> Transferred:
    """Bring free pieces from one of the viewer's locations to another; held ones stay.

    Raises:
        NotFound: a location is not the viewer's, or there is no such SKU to be seen.
        Refused: INVALID_INPUT, it is twice the same location; INVALID_QUANTITY; OUT_OF_STOCK,
            fewer are free; AMOUNT_TOO_LARGE.
    """
    viewer = require_permission(request.viewer, Permission.MOVE_GOODS)
    session: AsyncSession = request.session
    places = []
    for id, field in ((from_id, "fromId"), (to_id, "toId")):
        location = await parties.own_location(session, id, viewer.party_id)
        if location is None:
            raise NotFound("location", (field,))
        places.append(location)
    if from_id == to_id:
        raise Refused(ErrorCode.INVALID_INPUT, "Goods are brought to another location.", ("toId",))
    if quantity < 1:
        raise Refused(
            ErrorCode.INVALID_QUANTITY,
            f"At least one piece is brought elsewhere; {quantity} were given.",
            ("quantity",),
        )
    if not await catalogue.skus(session, [sku_id], scope=skus_seen_by(viewer)):
        raise NotFound("SKU", ("skuId",))
    await queries.make_items(session, [(place, sku_id) for place in places], request.now)
    from_item_id, to_item_id = [
        (await queries.item_ids_at(session, place.id, [sku_id]))[sku_id] for place in places
    ]
    items = await queries.lock_items(session, [from_item_id, to_item_id])
    source = items[from_item_id]
    free = Counters(source.on_hand, source.reserved).available
    if quantity > free:
        raise Refused(
            ErrorCode.OUT_OF_STOCK,
            f"{free} pieces at {places[0].code} are free; {quantity} were to be brought elsewhere.",
            ("quantity",),
        )
    for item, pieces in ((source, -quantity), (items[to_item_id], quantity)):
        await move(request, item, MovementKind.TRANSFERRED, pieces, reason=reason)
    return Transferred(from_item_id, to_item_id)


async def _lock_own_item(request: Request, location_id: UUID, sku_id: UUID) -> StockItem:
    """A stock item of the viewer's, made where there was none, and held.

    Raises:
        NotFound: the location is not the viewer's, or there is no such SKU to be seen.
        Refused: UNAUTHENTICATED or FORBIDDEN.
    """
    viewer = require_permission(request.viewer, Permission.MOVE_GOODS)
    session: AsyncSession = request.session
    location = await parties.own_location(session, location_id, viewer.party_id)
    if location is None:
        raise NotFound("location", ("locationId",))
    if not await catalogue.skus(session, [sku_id], scope=skus_seen_by(viewer)):
        raise NotFound("SKU", ("skuId",))
    await queries.make_items(session, [(location, sku_id)], request.now)
    return (await queries.lock_items_at(session, location_id, [sku_id]))[sku_id]
