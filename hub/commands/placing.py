"""What orders come to that are placed together, one or several, and why one of them cannot be.

Everything that a transaction locks of one kind it locks at once, whoever sells it; so orders of
several sellers are found out about side by side, and `writing_orders` writes them after that.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from db.enums.orders import OrderKind, OrderStatus
from db.enums.sharing import SharingTopic
from db.enums.units import Unit
from db.queries import catalogue, parties, promotions, sharing, stock
from db.queries import orders as queries
from db.session import lookup_in
from db.tables.catalogue import Sku
from db.tables.orders import Order, OrderLine
from db.tables.parties import Partnership, Party
from db.tables.stock import StockItem
from db.types import new_id
from hub.commands.destinations import Destination, find_destination
from hub.commands.order_limits import check_order_limit
from hub.context import Request
from hub.domain.addresses import PostalAddress
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
    check_credit,
    check_partnership,
    check_requested,
    check_takes_orders,
    order_kind,
)
from hub.domain.pricing import PricedOrder, PricedPiece, price
from hub.domain.promotions import read_coupon, refuse_coupon
from hub.domain.requisitions import totals_of
from hub.domain.stock import allocate
from hub.policy.catalogue import skus_seen_by
from hub.policy.orders import orders_sold_by
from hub.policy.parties import parties_seen_by
from hub.policy.viewer import Viewer
from hub.terms import (
    Trade,
    complete_promotions,
    find_branches,
    find_promotions,
    find_quotes,
    is_limited,
    piece_of,
)


@dataclass(frozen=True)
class WantedLine:
    """One SKU that a buyer wants.

    `unit_price_minor` for `per` units is the price that the buyer was shown, if it was.
    """

    sku_id: UUID
    quantity: int
    unit_price_minor: int | None = None
    per: int = 1
    note: str | None = None


@dataclass(frozen=True)
class WantedOrder:
    """What a buyer wants of a seller; `expected_total_minor` is what it was shown, if it was."""

    seller_id: UUID
    lines: Sequence[WantedLine]
    note: str | None = None
    requested_for: date | None = None
    buyer_reference: str | None = None
    caused_by_id: UUID | None = None
    coupon: str | None = None
    expected_total_minor: int | None = None


@dataclass
class Placing:
    """An order on its way: what is wanted, what has been found out of it, and what is wrong.

    Where more than lines of it `is_refused`, nothing further is found out.
    """

    wanted: WantedOrder
    faults: Faults = field(default_factory=Faults)
    is_refused: bool = False
    lines: list[OrderLine] = field(default_factory=list)
    gifts: list[OrderLine] = field(default_factory=list)
    picks: dict[UUID, list[tuple[StockItem, int]]] = field(default_factory=dict)
    # Of the rows of promotions that may count, those of which there may be too little for all.
    limited: frozenset[UUID] = frozenset()
    partnership: Partnership | None = None
    seller: Party = field(init=False)
    kind: OrderKind = field(init=False)
    trade: Trade = field(init=False)
    skus: Mapping[UUID, Sku] = field(init=False)
    order: Order = field(init=False)
    sent_to: PostalAddress | None = field(init=False)
    priced: PricedOrder = field(init=False)

    @property
    def is_sound(self) -> bool:
        return not self.faults.found

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Take down why the order is refused in the block, if it is."""
        try:
            yield
        except Refused as refusal:
            self.faults.found += refusal.faults
            self.is_refused = True


async def prepare_orders(
    request: Request,
    viewer: Viewer,
    wanted: Sequence[WantedOrder],
    destination: Destination,
    *,
    all_or_nothing: bool = True,
    needs_approval: bool = False,
) -> list[Placing]:
    """Find out what orders of different sellers come to, and lock what they take; write nothing.

    Those that would be placed together, all of them or all that are sound, are within the limit of
    the viewer's role, unless somebody else is to approve them.

    Raises:
        NotFound: the location or the address is not to be seen.
        Refused: INVALID_INPUT or NO_LOCATION, the goods have no one place to go to. Why an order
            cannot be placed its `faults` say.
    """
    session = request.session
    placings = [Placing(one) for one in wanted]
    for one in placings:
        with one.refusing():
            await _check_parties(request, viewer, one)
    going = _going(placings)
    if not going:
        return placings
    deliver_to, sent_to = await find_destination(request, viewer, destination)
    upstream = [one.seller.id for one in going]
    partnerships = await parties.lock_partnerships(session, upstream, viewer.party_id)
    for one in going:
        with one.refusing():
            one.partnership = partnerships.get(one.seller.id)
            standing = None if one.partnership is None else one.partnership.status
            check_partnership(one.kind, one.seller.name, standing)
            one.sent_to = sent_to
            await _find_lines(request, viewer, one, deliver_to)
    await _promote(request, [one for one in placings if one.is_sound])
    priced = [one for one in placings if one.is_sound]
    for one in priced:
        with one.refusing():
            _check_total(one.order, one.wanted.expected_total_minor)
            await _within_credit(request, one.partnership, one.order.total_minor)
    # Of lines that have a price what is short is told as well, whatever is wrong with others.
    await _find_picks(request, viewer, _going(placings))
    if not needs_approval:
        together = priced if all_or_nothing else [one for one in priced if one.is_sound]
        await _check_limit(request, viewer, together)
    return placings


def refuse_placings(placings: Sequence[Placing], of: str = "orders") -> None:
    """Refuse orders that cannot all be placed; `of` is the field of the input that they are from.

    Raises:
        Refused: with all that is wrong with all orders.
    """
    faults = Faults()
    for position, placing in enumerate(placings):
        faults.found += [
            Refused(one.code, one.message, (of, str(position), *one.field))
            for one in placing.faults.found
        ]
    faults.raise_all()


def _going(placings: Sequence[Placing]) -> list[Placing]:
    """Those that there is more to find out about."""
    return [one for one in placings if not one.is_refused]


async def _check_parties(request: Request, viewer: Viewer, placing: Placing) -> None:
    """See who would buy from whom, as what, and because of what."""
    wanted = placing.wanted
    check_lines([line.sku_id for line in wanted.lines], placing.faults)
    scope = parties_seen_by(viewer)
    seller = await parties.party(request.session, wanted.seller_id, scope=scope)
    if seller is None:
        raise NotFound("seller", ("sellerId",))
    placing.seller = seller
    placing.kind = order_kind(viewer.party_kind, seller.kind)
    check_takes_orders(seller.name, seller.status)
    if wanted.caused_by_id is not None:
        await _see_cause(request, viewer, wanted.caused_by_id)
    check_requested(wanted.requested_for, request.now)


async def _find_lines(
    request: Request, viewer: Viewer, placing: Placing, deliver_to: UUID | None
) -> None:
    """The order and its lines, at the prices of offers; what is wrong with a line is its fault."""
    wanted, seller, session = placing.wanted, placing.seller, request.session
    ids = [line.sku_id for line in wanted.lines]
    placing.skus = await catalogue.skus(session, ids, scope=skus_seen_by(viewer))
    find = partial(lookup_in, session)
    placing.trade = Trade(find, viewer, seller.id, audience_of(placing.kind))
    quotes = await find_quotes(placing.trade, list(placing.skus), request.now)
    order_id = new_id()
    for position, line in enumerate(wanted.lines):
        with placing.faults.collect():
            if line.sku_id not in placing.skus:
                raise NotFound("SKU", line_field(position, "skuId"))
            sku = placing.skus[line.sku_id]
            placing.lines.append(_priced(order_id, position, line, sku, quotes[sku.id]))
    if not placing.is_sound:
        return
    chosen = {quote.offer_id: quote for found in quotes.values() for quote in found}
    of_lines = [chosen[line.offer_id] for line in placing.lines if line.offer_id]
    currency = _one_currency(of_lines, placing.partnership)
    if sum(line.total_minor for line in placing.lines) > AMOUNT_MAX:
        raise Refused(ErrorCode.AMOUNT_TOO_LARGE, "The order's total is too large.", ("lines",))
    placing.order = Order(
        id=order_id,
        number="",
        kind=placing.kind,
        status=OrderStatus.PLACED,
        version=0,
        buyer_id=viewer.party_id,
        seller_id=seller.id,
        caused_by_id=wanted.caused_by_id,
        deliver_to_id=deliver_to,
        currency=currency,
        note=wanted.note,
        requested_for=wanted.requested_for,
        buyer_reference=wanted.buyer_reference,
        created_at=request.now,
    )


async def _promote(request: Request, placings: Sequence[Placing]) -> None:
    """What orders cost with the promotions that count now; those that are limited are locked.

    An order whose coupon takes off and gives nothing is refused: COUPON_NOT_GOOD.
    """
    found: list[tuple[Placing, list[Any], list[PricedPiece]]] = []
    for one in placings:
        with one.refusing():
            found.append((one, *await _find_promotions(request, one)))
    limited = sorted({id for one in placings for id in one.limited})
    locked: Mapping[UUID, Any] = {}
    if limited:
        locked = {one.id: one for one in await promotions.lock_promotions(request.session, limited)}
        # Whoever asked earlier may have waited for the lock.
        request.now = request.hub.clock()
    for one, rows, pieces in found:
        coupon = read_coupon(one.wanted.coupon)
        held = [locked.get(row.id, row) for row in rows]
        counting = await complete_promotions(one.trade, held)
        one.priced = price(pieces, counting, request.now, coupon=coupon)
        spent = one.priced.spent
        with one.refusing():
            if coupon is not None and not any(of.coupon and of.id in spent for of in counting):
                raise refuse_coupon(coupon)
        one.order.discount_minor = sum(line.discount_minor for line in one.priced.lines)
        one.order.total_minor = one.priced.total_minor
        one.gifts = _gift_lines(one.order, one.lines, one.priced)


async def _find_promotions(
    request: Request, placing: Placing
) -> tuple[list[Any], list[PricedPiece]]:
    """The rows of the promotions that cover an order, of which `limited` are to be locked, and what
    it is priced by."""
    coupon = read_coupon(placing.wanted.coupon)
    currency, skus, trade = placing.order.currency, placing.skus, placing.trade
    rows = await find_promotions(trade, request.now, currency=currency, coupon=coupon)
    counting = await complete_promotions(trade, rows)
    of_skus = {skus[line.sku_id].product_id for line in placing.lines}
    branches = await find_branches(trade, of_skus, counting)
    pieces = [
        piece_of(skus[line.sku_id], branches, line.quantity, line.unit_price_minor, line.per)
        for line in placing.lines
    ]
    covering = {one.id for one in counting if any(one.covers(piece) for piece in pieces)}
    placing.limited = frozenset(row.id for row in rows if is_limited(row) and row.id in covering)
    return [row for row in rows if row.id in covering], pieces


async def _find_picks(request: Request, viewer: Viewer, placings: Sequence[Placing]) -> None:
    """Lock the sellers' stock, and say which items give how many pieces to each line.

    Who is not shown a seller's stock is told that there is too little, not how much. Gifts that
    there are too few of are not given.
    """
    session = request.session
    usable: dict[UUID, list[UUID]] = {}
    for one in placings:
        in_stock = {line.sku_id for line in (*one.lines, *one.gifts) if not line.made_to_order}
        usable[one.seller.id] = await stock.item_ids_of(session, one.seller.id, in_stock)
    items = await stock.lock_items(session, [id for ids in usable.values() for id in ids])
    for one in placings:
        is_shown = await sharing.is_shown_exactly(
            session, one.seller.id, viewer.party_id, SharingTopic.STOCK
        )
        _pick(one, [items[id] for id in usable[one.seller.id]], is_shown=is_shown)
        one.gifts = [line for line in one.gifts if line.id in one.picks]


def _pick(placing: Placing, items: Sequence[StockItem], *, is_shown: bool) -> None:
    was_sound = placing.is_sound
    taken: Counter[UUID] = Counter()
    for line in (*placing.lines, *placing.gifts):
        if line.made_to_order:
            continue
        available = [
            (item, item.on_hand - item.reserved - taken[item.id])
            for item in items
            if item.sku_id == line.sku_id
        ]
        # Gifts are given while there are some.
        of_line = Faults() if line.gift_of_id is not None else placing.faults
        with of_line.collect():
            place = line_field(line.position - 1, "quantity")
            sku = placing.skus.get(line.sku_id)
            code, unit = ("", Unit.C62) if sku is None else (sku.code, sku.unit)
            picked = allocate(line.quantity, available, code, place, unit=unit, is_shown=is_shown)
            placing.picks[line.id] = picked
            taken.update({item.id: pieces for item, pieces in picked})
    if not was_sound:
        placing.faults.found.sort(key=lambda fault: int(fault.field[1]))


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


async def _check_limit(request: Request, viewer: Viewer, placings: Sequence[Placing]) -> None:
    """See that the viewer's role may order as much at a time; else none of the orders is placed."""
    totals = totals_of((one.order.currency, one.order.total_minor) for one in placings)
    try:
        await check_order_limit(request, viewer, totals)
    except Refused as refusal:
        for one in placings:
            one.faults.found += refusal.faults


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


def _priced(
    order_id: UUID, position: int, line: WantedLine, sku: Sku, quotes: Sequence[Quote]
) -> OrderLine:
    quote = quote_line(position, line.quantity, sku.code, sku.unit, quotes)
    price = quote.price(line.quantity)
    shown, per = line.unit_price_minor, line.per
    check_price_shown(position, sku.code, sku.unit, quote, price=price, shown=shown, per=per)
    return OrderLine(
        id=new_id(),
        order_id=order_id,
        position=position + 1,
        sku_id=sku.id,
        offer_id=quote.offer_id,
        made_to_order=quote.made_to_order,
        quantity=line.quantity,
        unit_price_minor=price,
        per=quote.per,
        total_minor=quote.cost(line.quantity),
        note=line.note,
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


async def _within_credit(request: Request, partnership: Partnership | None, total: int) -> None:
    if partnership is None or partnership.credit_limit_minor is None:
        return
    owed = await queries.owed_minor(request.session, partnership, OVER)
    check_credit(partnership.credit_limit_minor, owed, total, partnership.currency)
