"""The life of an order: place, confirm, reject, produce, call off, complete."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from db.enums.orders import OrderChangeKind, OrderEventKind, OrderKind, OrderStatus
from db.enums.parties import PartnershipStatus, PartyKind, PartyStatus
from db.enums.sharing import SharingTopic
from db.enums.stock import MovementKind
from db.queries import addresses, catalogue, offers, parties, sharing, stock
from db.queries import orders as queries
from db.tables.addresses import Address, OrderAddress
from db.tables.catalogue import Sku
from db.tables.orders import Order, OrderLine
from db.tables.parties import Partnership, Party
from db.tables.stock import Reservation, StockItem
from db.types import new_id
from hub.commands.order_changes import begin_change
from hub.commands.order_steps import take_step, tell_of_order
from hub.commands.stock import move
from hub.context import Request
from hub.domain.addresses import PostalAddress, check_address
from hub.domain.errors import ErrorCode, Faults, NotFound, Refused
from hub.domain.money import AMOUNT_MAX, money_text
from hub.domain.offers import Quote, audience_of, best_quote
from hub.domain.orders import (
    CALLED_OFF,
    OVER,
    OrderAction,
    Side,
    check_credit,
    check_requested,
    order_kind,
    order_number,
)
from hub.domain.stock import QUANTITY_MAX, allocate
from hub.policy.addresses import addresses_of
from hub.policy.catalogue import skus_seen_by
from hub.policy.offers import offers_seen_by
from hub.policy.orders import orders_sold_by
from hub.policy.parties import parties_seen_by
from hub.policy.permissions import Permission, require_permission
from hub.policy.viewer import Viewer

LINES_MAX: Final = 500


@dataclass(frozen=True)
class WantedLine:
    """One SKU that a buyer wants; `unit_price_minor` is the price it was shown, if it was."""

    sku_id: UUID
    quantity: int
    unit_price_minor: int | None = None


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
) -> UUID:
    """The viewer orders from a seller; stock is reserved for every line that is not made to order.

    The goods go to a location of the viewer's or to an address, which the order keeps as it is.

    Raises:
        NotFound: the seller, a SKU, the location, the address or the causing order is not to be
            seen.
        Refused: NO_TRADE, NOT_ADMITTED, NO_PARTNERSHIP, INVALID_QUANTITY, NOT_OFFERED,
            BELOW_MINIMUM,
            PRICE_CHANGED, MIXED_CURRENCIES, AMOUNT_TOO_LARGE, CREDIT_EXCEEDED, NO_LOCATION,
            OUT_OF_STOCK; nothing is left of the order then.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    faults = _faults_of(lines)
    session = request.session
    seller = await parties.party(session, seller_id, scope=parties_seen_by(viewer))
    if seller is None:
        raise NotFound("seller", ("sellerId",))
    kind = order_kind(viewer.party_kind, seller.kind)
    if seller.status is not PartyStatus.ADMITTED:
        raise Refused(
            ErrorCode.NOT_ADMITTED,
            f"{seller.name} is {seller.status} and takes no orders now.",
            ("sellerId",),
        )
    if caused_by_id is not None:
        await _see_cause(request, viewer, caused_by_id)
    check_requested(requested_for, request.now)
    deliver_to, sent_to = await _destination(request, viewer, deliver_to_id, address_id, address)

    partnership = await _trading(request, viewer, seller, kind)
    skus = await catalogue.skus(
        session, [line.sku_id for line in lines], scope=skus_seen_by(viewer)
    )
    quotes = await _quotes(request, viewer, seller, kind, skus)
    order_id = new_id()
    order_lines = []
    for position, line in enumerate(lines):
        with faults.collect():
            if line.sku_id not in skus:
                raise NotFound("SKU", _line_field(position, "skuId"))
            sku = skus[line.sku_id]
            order_lines.append(_priced(order_id, position, line, sku, quotes[sku.id]))
    is_shown = await sharing.is_shown_exactly(
        session, seller.id, viewer.party_id, SharingTopic.STOCK
    )
    in_stock = [one for one in order_lines if not one.made_to_order]
    if faults.found:
        # What is short is told as well.
        await _picks(request, seller, in_stock, skus, faults, is_shown=is_shown)
        faults.found.sort(key=lambda fault: int(fault.field[1]))
        faults.raise_all()

    chosen = {quote.offer_id: quote for found in quotes.values() for quote in found}
    currency = _one_currency(
        [chosen[line.offer_id] for line in order_lines if line.offer_id], partnership
    )
    total = sum(line.total_minor for line in order_lines)
    if total > AMOUNT_MAX:
        raise Refused(ErrorCode.AMOUNT_TOO_LARGE, "The order's total is too large.", ("lines",))
    if partnership is None:
        await parties.open_partnership(session, seller.id, viewer.party_id, currency, request.now)
    else:
        await _within_credit(request, partnership, total)
    picks = await _picks(request, seller, in_stock, skus, faults, is_shown=is_shown)
    faults.raise_all()

    order = Order(
        id=order_id,
        number=order_number(order_id, request.now),
        kind=kind,
        status=OrderStatus.PLACED,
        version=0,
        buyer_id=viewer.party_id,
        seller_id=seller.id,
        caused_by_id=caused_by_id,
        deliver_to_id=deliver_to,
        currency=currency,
        total_minor=total,
        note=note,
        requested_for=requested_for,
        buyer_reference=buyer_reference,
        created_at=request.now,
        placed_at=request.now,
    )
    session.add(order)
    await session.flush()
    if sent_to is not None:
        session.add(OrderAddress(order_id=order.id, **sent_to.columns))
    session.add_all(order_lines)
    await session.flush()
    for reserved in in_stock:
        await _reserve(request, order, reserved, picks[reserved.id])
    await tell_of_order(
        request, order, OrderEventKind.PLACED, before=None, actor_id=viewer.party_id, note=note
    )
    return order.id


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


async def _picks(
    request: Request,
    seller: Party,
    lines: Sequence[OrderLine],
    skus: Mapping[UUID, Sku],
    faults: Faults,
    *,
    is_shown: bool,
) -> dict[UUID, list[tuple[StockItem, int]]]:
    """Which of the seller's stock items, locked from here on, give how many pieces to each line.

    Who is not shown (`is_shown`) the seller's stock is told that there is too little, not how much.
    """
    session = request.session
    usable = await stock.item_ids_of(session, seller.id, {line.sku_id for line in lines})
    items = await stock.lock_items(session, usable)
    picks: dict[UUID, list[tuple[StockItem, int]]] = {}
    for line in lines:
        with faults.collect():
            field = _line_field(line.position - 1, "quantity")
            code = skus[line.sku_id].code
            available = [
                (item, item.on_hand - item.reserved)
                for item in items.values()
                if item.sku_id == line.sku_id
            ]
            picks[line.id] = allocate(line.quantity, available, code, field, is_shown=is_shown)
    return picks


async def _reserve(
    request: Request, order: Order, line: OrderLine, picks: Sequence[tuple[StockItem, int]]
) -> None:
    for item, pieces in picks:
        await move(request, item, MovementKind.RESERVED, pieces, order_id=order.id)
        request.session.add(
            Reservation(order_line_id=line.id, stock_item_id=item.id, quantity=pieces)
        )
    line.allocated = line.quantity


def _faults_of(wanted: Sequence[WantedLine]) -> Faults:
    """What is wrong with the lines by themselves, whatever is offered.

    Raises:
        Refused: INVALID_INPUT, there are none, or too many.
    """
    if not 0 < len(wanted) <= LINES_MAX:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"An order has from 1 to {LINES_MAX} lines; {len(wanted)} were given.",
            ("lines",),
        )
    faults = Faults()
    known: set[UUID] = set()
    for position, line in enumerate(wanted):
        with faults.collect():
            if line.sku_id in known:
                raise Refused(
                    ErrorCode.INVALID_INPUT,
                    "Each SKU has one line; add up the quantities.",
                    _line_field(position, "skuId"),
                )
            known.add(line.sku_id)
    return faults


def _line_field(position: int, name: str) -> tuple[str, ...]:
    return ("lines", str(position), name)


async def _see_cause(request: Request, viewer: Viewer, order_id: UUID) -> None:
    """An order is caused by one that its buyer sells, and that was not called off."""
    cause = await queries.order(request.session, order_id, scope=orders_sold_by(viewer))
    if cause is None:
        raise NotFound("order", ("causedById",))
    if cause.status in CALLED_OFF:
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"Order {cause.number} is {cause.status}; nothing needs to be ordered for it.",
            ("causedById",),
        )


async def _destination(
    request: Request,
    viewer: Viewer,
    location_id: UUID | None,
    address_id: UUID | None,
    address: PostalAddress | None,
) -> tuple[UUID | None, PostalAddress | None]:
    """Where the goods go: a location of the buyer's or an address; a consumer's may be neither."""
    session = request.session
    said = {"deliverToId": location_id, "addressId": address_id, "address": address}
    given = [name for name, value in said.items() if value is not None]
    if len(given) > 1:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"The goods go to one place; {' and '.join(given)} were given.",
            (given[1],),
        )
    if address is not None:
        check_address(address, "address")
        return None, address
    if address_id is not None:
        kept = await addresses.address(session, address_id, scope=addresses_of(viewer))
        if kept is None:
            raise NotFound("address", ("addressId",))
        return None, _postal(kept)
    if location_id is not None:
        location = await parties.own_location(session, location_id, viewer.party_id)
        if location is None:
            raise NotFound("location", ("deliverToId",))
        return location.id, None
    if viewer.party_kind is PartyKind.CONSUMER:
        newest = await addresses.newest_address(session, viewer.party_id)
        return None, None if newest is None else _postal(newest)
    location = await parties.first_location(session, viewer.party_id)
    if location is None:
        raise Refused(
            ErrorCode.NO_LOCATION, "Add a location first, where the goods can be delivered."
        )
    return location.id, None


def _postal(kept: Address) -> PostalAddress:
    return PostalAddress(
        recipient=kept.recipient,
        lines=kept.lines,
        city=kept.city,
        country=kept.country,
        phone=kept.phone,
        region=kept.region,
        postcode=kept.postcode,
    )


async def _trading(
    request: Request, viewer: Viewer, seller: Party, kind: OrderKind
) -> Partnership | None:
    """The partnership an order is placed under; null where a consumer's first order will open one.

    Raises:
        Refused: NO_PARTNERSHIP, there is none that is active.
    """
    found = await parties.lock_partnership(request.session, seller.id, viewer.party_id)
    if found is not None and found.status is PartnershipStatus.ACTIVE:
        return found
    if found is None and kind is OrderKind.RETAIL:
        return None
    state = "no partnership" if found is None else f"a partnership that is {found.status}"
    raise Refused(
        ErrorCode.NO_PARTNERSHIP,
        f"You have {state} with {seller.name}; orders need an active one.",
        ("sellerId",),
    )


async def _quotes(
    request: Request, viewer: Viewer, seller: Party, kind: OrderKind, skus: dict[UUID, Sku]
) -> dict[UUID, list[Quote]]:
    found = await offers.offers_now(
        request.session,
        seller.id,
        list(skus),
        request.now,
        audience=audience_of(kind),
        scope=offers_seen_by(viewer),
    )
    tiers: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    for tier in await offers.tiers(request.session, [offer.id for offer in found]):
        tiers[tier.offer_id].append((tier.minimum_quantity, tier.price_minor))
    quotes: dict[UUID, list[Quote]] = {sku_id: [] for sku_id in skus}
    for offer in found:
        quote = Quote(
            offer.id,
            offer.currency,
            offer.price_minor,
            offer.minimum_quantity,
            offer.made_to_order,
            negotiated=offer.partner_id is not None,
            tiers=tuple(tiers[offer.id]),
        )
        quotes[offer.sku_id].append(quote)
    return quotes


def _priced(
    order_id: UUID, position: int, line: WantedLine, sku: Sku, quotes: Sequence[Quote]
) -> OrderLine:
    if not 0 < line.quantity <= QUANTITY_MAX:
        raise Refused(
            ErrorCode.INVALID_QUANTITY,
            f"A quantity is from 1 to {QUANTITY_MAX}; {line.quantity} was given.",
            _line_field(position, "quantity"),
        )
    quote = best_quote(quotes, line.quantity, sku.code, _line_field(position, "quantity"))
    price = quote.price(line.quantity)
    if line.unit_price_minor is not None and line.unit_price_minor != price:
        raise Refused(
            ErrorCode.PRICE_CHANGED,
            f"A piece of {sku.code} now costs {money_text(price, quote.currency)}, not"
            f" {money_text(line.unit_price_minor, quote.currency)}; order again at that price.",
            _line_field(position, "unitPriceMinor"),
        )
    if price * line.quantity > AMOUNT_MAX:
        raise Refused(
            ErrorCode.AMOUNT_TOO_LARGE,
            f"{line.quantity} pieces of {sku.code} cost more than can be counted.",
            _line_field(position, "quantity"),
        )
    return OrderLine(
        id=new_id(),
        order_id=order_id,
        position=position + 1,
        sku_id=sku.id,
        offer_id=quote.offer_id,
        made_to_order=quote.made_to_order,
        quantity=line.quantity,
        unit_price_minor=price,
        total_minor=price * line.quantity,
    )


def _one_currency(chosen: Sequence[Quote], partnership: Partnership | None) -> str:
    """The currency of all lines; a partnership's credit is counted in its own.

    Raises:
        Refused: MIXED_CURRENCIES, the offers or the partnership are in different ones.
    """
    currencies = {quote.currency for quote in chosen}
    if partnership is not None and partnership.credit_limit_minor is not None:
        currencies.add(partnership.currency)
    if len(currencies) > 1:
        raise Refused(
            ErrorCode.MIXED_CURRENCIES,
            "An order is in one currency, and so is the credit it is placed on; here are"
            f" {', '.join(sorted(currencies))}.",
            ("lines",),
        )
    return currencies.pop()


async def _within_credit(request: Request, partnership: Partnership, total: int) -> None:
    if partnership.credit_limit_minor is None:
        return
    owed = await queries.owed_minor(request.session, partnership, OVER)
    check_credit(partnership.credit_limit_minor, owed, total, partnership.currency)
