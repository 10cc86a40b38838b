"""The life of an order: place, confirm, reject, produce, call off, complete."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from db.enums.orders import OrderChangeKind, OrderEventKind, OrderKind, OrderStatus
from db.enums.parties import PartyKind
from db.enums.sharing import SharingTopic
from db.enums.stock import MovementKind
from db.queries import addresses, catalogue, parties, promotions, sharing, stock
from db.queries import orders as queries
from db.session import lookup_in
from db.tables.addresses import Address, OrderAddress
from db.tables.catalogue import Sku
from db.tables.orders import Order, OrderLine
from db.tables.parties import Partnership, Party
from db.tables.promotions import LineDiscount, PromotionUse
from db.tables.stock import Reservation, StockItem
from db.types import new_id
from hub.commands.order_changes import begin_change
from hub.commands.order_steps import take_step, tell_of_order
from hub.commands.stock import move
from hub.context import Request
from hub.domain.addresses import PostalAddress, check_address
from hub.domain.errors import ErrorCode, Faults, NotFound, Refused
from hub.domain.money import AMOUNT_MAX, money_text
from hub.domain.offers import (
    Quote,
    audience_of,
    check_lines,
    check_price_shown,
    line_field,
    quote_line,
)
from hub.domain.orders import (
    CALLED_OFF,
    OVER,
    OrderAction,
    Side,
    check_credit,
    check_partnership,
    check_requested,
    check_takes_orders,
    order_kind,
    order_number,
)
from hub.domain.pricing import PricedLine, PricedOrder, price
from hub.domain.promotions import read_coupon, refuse_coupon
from hub.domain.stock import allocate
from hub.policy.addresses import addresses_of
from hub.policy.catalogue import skus_seen_by
from hub.policy.orders import orders_sold_by
from hub.policy.parties import parties_seen_by
from hub.policy.permissions import Permission, require_permission
from hub.policy.viewer import Viewer
from hub.terms import (
    Trade,
    categories_of,
    complete_promotions,
    find_promotions,
    find_quotes,
    is_limited,
    piece_of,
)


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
            BELOW_MINIMUM, COUPON_NOT_GOOD,
            PRICE_CHANGED, MIXED_CURRENCIES, AMOUNT_TOO_LARGE, CREDIT_EXCEEDED, NO_LOCATION,
            OUT_OF_STOCK; nothing is left of the order then.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    faults = Faults()
    check_lines([line.sku_id for line in lines], faults)
    session = request.session
    seller = await parties.party(session, seller_id, scope=parties_seen_by(viewer))
    if seller is None:
        raise NotFound("seller", ("sellerId",))
    kind = order_kind(viewer.party_kind, seller.kind)
    check_takes_orders(seller.name, seller.status)
    if caused_by_id is not None:
        await _see_cause(request, viewer, caused_by_id)
    check_requested(requested_for, request.now)
    deliver_to, sent_to = await _destination(request, viewer, deliver_to_id, address_id, address)

    partnership = await _trading(request, viewer, seller, kind)
    skus = await catalogue.skus(
        session, [line.sku_id for line in lines], scope=skus_seen_by(viewer)
    )
    trade = Trade(partial(lookup_in, session), viewer, seller.id, audience_of(kind))
    quotes = await find_quotes(trade, list(skus), request.now)
    order_id = new_id()
    order_lines = []
    for position, line in enumerate(lines):
        with faults.collect():
            if line.sku_id not in skus:
                raise NotFound("SKU", line_field(position, "skuId"))
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
    if sum(line.total_minor for line in order_lines) > AMOUNT_MAX:
        raise Refused(ErrorCode.AMOUNT_TOO_LARGE, "The order's total is too large.", ("lines",))
    if partnership is None:
        await parties.open_partnership(session, seller.id, viewer.party_id, currency, request.now)
    order = Order(
        id=order_id,
        number="",
        kind=kind,
        status=OrderStatus.PLACED,
        version=0,
        buyer_id=viewer.party_id,
        seller_id=seller.id,
        caused_by_id=caused_by_id,
        deliver_to_id=deliver_to,
        currency=currency,
        note=note,
        requested_for=requested_for,
        buyer_reference=buyer_reference,
        created_at=request.now,
    )
    priced, limited = await _promote(request, trade, order, order_lines, skus, coupon=coupon)
    order.discount_minor = sum(line.discount_minor for line in priced.lines)
    order.total_minor = priced.total_minor
    _check_total(order, expected_total_minor)
    if partnership is not None:
        await _within_credit(request, partnership, order.total_minor)
    gifts = _gift_lines(order, order_lines, priced)
    picks = await _picks(request, seller, [*in_stock, *gifts], skus, faults, is_shown=is_shown)
    faults.raise_all()

    given = [line for line in gifts if line.id in picks]
    order.number, order.placed_at = order_number(order_id, request.now), request.now
    session.add(order)
    await session.flush()
    if sent_to is not None:
        session.add(OrderAddress(order_id=order.id, **sent_to.columns))
    session.add_all((*order_lines, *given))
    await session.flush()
    await _use_promotions(request, order, order_lines, priced, given, limited=limited)
    for reserved in (*in_stock, *given):
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
    taken: Counter[UUID] = Counter()
    for line in lines:
        available = [
            (item, item.on_hand - item.reserved - taken[item.id])
            for item in items.values()
            if item.sku_id == line.sku_id
        ]
        # Gifts are given while there are some.
        of_line = Faults() if line.gift_of_id is not None else faults
        with of_line.collect():
            field = line_field(line.position - 1, "quantity")
            code = "" if line.sku_id not in skus else skus[line.sku_id].code
            picks[line.id] = allocate(line.quantity, available, code, field, is_shown=is_shown)
            taken.update({item.id: pieces for item, pieces in picks[line.id]})
    return picks


async def _promote(
    request: Request,
    trade: Trade,
    order: Order,
    lines: Sequence[OrderLine],
    skus: Mapping[UUID, Sku],
    *,
    coupon: str | None,
) -> tuple[PricedOrder, Collection[UUID]]:
    """What the lines cost with the promotions that count now, and those of them that are limited,
    which are locked from here on.

    Raises:
        Refused: COUPON_NOT_GOOD, the coupon takes off and gives nothing.
    """
    coupon = read_coupon(coupon)
    rows = await find_promotions(trade, request.now, currency=order.currency, coupon=coupon)
    categories: Mapping[UUID, UUID | None] = {}
    if rows:
        of_skus = {skus[line.sku_id].product_id for line in lines}
        categories = await categories_of(trade, of_skus)
    pieces = [
        piece_of(skus[line.sku_id], categories, line.quantity, line.unit_price_minor)
        for line in lines
    ]
    counting = await complete_promotions(trade, rows)
    covering = {one.id for one in counting if any(one.covers(piece) for piece in pieces)}
    limited = [row.id for row in rows if is_limited(row) and row.id in covering]
    if limited:
        locked = {one.id: one for one in await promotions.lock_promotions(request.session, limited)}
        # Whoever asked earlier may have waited for the lock.
        request.now = request.hub.clock()
        rows = [locked.get(row.id, row) for row in rows if row.id in covering]
        counting = await complete_promotions(trade, rows)
    priced = price(pieces, counting, request.now, coupon=coupon)
    if coupon is not None and not any(one.coupon and one.id in priced.spent for one in counting):
        raise refuse_coupon(coupon)
    return priced, limited


def _check_total(order: Order, expected_minor: int | None) -> None:
    """
    Raises:
        Refused: PRICE_CHANGED, the order comes to another total than its buyer was shown.
    """
    if expected_minor is not None and order.total_minor != expected_minor:
        raise Refused(
            ErrorCode.PRICE_CHANGED,
            f"The order now comes to {money_text(order.total_minor, order.currency)}, not"
            f" {money_text(expected_minor, order.currency)}; look at it again, and order at that.",
            ("expectedTotalMinor",),
        )


def _gift_lines(order: Order, lines: Sequence[OrderLine], priced: PricedOrder) -> list[OrderLine]:
    return [
        OrderLine(
            id=new_id(),
            order_id=order.id,
            position=position,
            sku_id=gift.sku_id,
            quantity=gift.quantity,
            unit_price_minor=0,
            total_minor=0,
            gift_of_id=gift.promotion_id,
        )
        for position, gift in enumerate(priced.gifts, start=len(lines) + 1)
    ]


async def _use_promotions(
    request: Request,
    order: Order,
    lines: Sequence[OrderLine],
    priced: PricedOrder,
    gifts: Sequence[OrderLine],
    *,
    limited: Collection[UUID],
) -> None:
    """Write what promotions take off each line, and count each that is used for the order."""
    session = request.session
    found: Sequence[tuple[OrderLine, PricedLine]] = list(zip(lines, priced.lines, strict=True))
    for line, of_line in found:
        line.discount_minor = of_line.discount_minor
        session.add_all(
            LineDiscount(
                order_line_id=line.id, promotion_id=one.promotion_id, discount_minor=one.minor
            )
            for one in of_line.discounts
        )
    given = {line.gift_of_id for line in gifts}
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
        if promotion_id in limited:
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
    check_partnership(kind, seller.name, None if found is None else found.status)
    return found


def _priced(
    order_id: UUID, position: int, line: WantedLine, sku: Sku, quotes: Sequence[Quote]
) -> OrderLine:
    quote = quote_line(position, line.quantity, sku.code, quotes)
    price = quote.price(line.quantity)
    check_price_shown(position, sku.code, quote, price, line.unit_price_minor)
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
