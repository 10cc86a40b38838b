"""What an order would cost now: priced as it would be if it was placed, and nothing is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from db.enums.orders import OrderKind
from db.enums.parties import PartnershipStatus, PartyKind, PartyStatus
from db.enums.units import Unit
from db.queries import catalogue, parties, stock
from hub.context import Request
from hub.domain.errors import ErrorCode, Faults, NotFound, Refused
from hub.domain.offers import Quote, audience_of, check_lines, line_field, quote_line
from hub.domain.orders import check_partnership, check_takes_orders, order_kind
from hub.domain.pricing import PricedLine, PricedOrder, PricedPiece, price
from hub.domain.promotions import read_coupon, refuse_coupon
from hub.domain.requisitions import check_within
from hub.domain.stock import allocate
from hub.execution.dataloaders import Loader
from hub.loaders.order_limits import limit_of_viewer
from hub.policy.catalogue import skus_seen_by
from hub.policy.parties import parties_seen_by, partnerships_seen_by
from hub.policy.permissions import Permission, require_permission
from hub.policy.stock import stock_that_counts
from hub.policy.viewer import Viewer
from hub.terms import (
    Trade,
    complete_promotions,
    find_branches,
    find_promotions,
    find_quotes,
    piece_of,
)


@dataclass(frozen=True)
class Wanted:
    """What somebody would order of a seller: SKUs with quantities, and a coupon."""

    seller_id: UUID
    lines: tuple[tuple[UUID, int], ...]
    coupon: str | None


@dataclass
class Problem:
    """Why an order, or a line of it, would be refused."""

    code: ErrorCode
    message: str
    field: list[str] | None


@dataclass
class QuotedDiscount:
    promotion_id: UUID
    discount_minor: int
    currency: str


@dataclass
class QuotedLine:
    """A line with its price, as far as there is one, and what is wrong with it."""

    position: int
    sku_id: UUID
    quantity: int
    currency: str | None = None
    unit_price_minor: int | None = None
    per: int | None = None
    order_multiple: int | None = None
    list_minor: int | None = None
    total_minor: int | None = None
    made_to_order: bool | None = None
    discounts: list[QuotedDiscount] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class QuotedGift:
    promotion_id: UUID
    sku_id: UUID
    quantity: int


@dataclass
class Quoted:
    """What an order would cost; its totals are of the lines that have a price."""

    lines: list[QuotedLine]
    gifts: list[QuotedGift] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    currency: str | None = None
    list_minor: int | None = None
    discount_minor: int | None = None
    total_minor: int | None = None


async def quote_order(request: Request, wanted: Wanted) -> Quoted:
    """What the viewer's order would cost, and all that is wrong with it."""
    lines = [QuotedLine(n, *line) for n, line in enumerate(wanted.lines, start=1)]
    quoted, faults = Quoted(lines), Faults()
    with faults.collect():
        viewer = require_permission(request.viewer, Permission.BUY)
        check_lines([line.sku_id for line in lines], faults)
        kind = await _check_seller(request, viewer, wanted.seller_id, faults)
        if kind is not None:
            await _price(request, viewer, kind, wanted, quoted, faults=faults)
        if quoted.currency is not None and quoted.total_minor is not None:
            limit = await request.load(limit_of_viewer, viewer.party_id)
            check_within(viewer.role, limit, {quoted.currency: quoted.total_minor})
    for fault in faults.found:
        of_line = fault.field[:1] == ("lines",) and len(fault.field) > 1
        told = lines[int(fault.field[1])].problems if of_line else quoted.problems
        told.append(Problem(fault.code, fault.message, list(fault.field) or None))
    return quoted


async def _quote(request: Request, keys: Sequence[Any], wanted: Wanted) -> Mapping[Any, Quoted]:
    return dict.fromkeys(keys, await quote_order(request, wanted))


async def _quotes(request: Request, keys: Sequence[Wanted], _: None) -> Mapping[Wanted, Quoted]:
    return {wanted: await quote_order(request, wanted) for wanted in keys}


# What the order would cost that the arguments describe; and what each of some would.
quote = Loader(_quote)
quote_by_wanted = Loader(_quotes)


async def _check_seller(
    request: Request, viewer: Viewer, seller_id: UUID, faults: Faults
) -> OrderKind | None:
    """What an order from the seller would be; None where there can be none."""
    find = request.reads.lookup
    found = await find(parties.PARTY_BY_ID, [seller_id], scope=parties_seen_by(viewer))
    if seller_id not in found:
        faults.found.append(NotFound("seller", ("sellerId",)))
        return None
    [seller] = found[seller_id]
    kind = order_kind(viewer.party_kind, PartyKind(seller.kind))
    check_takes_orders(seller.name, PartyStatus(seller.status))
    ties = await find(
        parties.PARTNERSHIPS_BY_UPSTREAM,
        [seller_id],
        scope=partnerships_seen_by(viewer),
        filters={"downstream_ids": [viewer.party_id]},
    )
    standing = next((PartnershipStatus(one.status) for one in ties.get(seller_id, ())), None)
    check_partnership(kind, seller.name, standing)
    return kind


async def _price(
    request: Request,
    viewer: Viewer,
    kind: OrderKind,
    wanted: Wanted,
    quoted: Quoted,
    *,
    faults: Faults,
) -> None:
    find, now = request.reads.lookup, request.now
    trade = Trade(find, viewer, wanted.seller_id, audience_of(kind))
    ids = list(dict.fromkeys(line.sku_id for line in quoted.lines))
    rows = await find(catalogue.SKU_BY_ID, ids, scope=skus_seen_by(viewer))
    skus = {id: row for id, [row] in rows.items()}
    quotes = await find_quotes(trade, list(skus), now)
    chosen: dict[int, Quote] = {}
    for line in quoted.lines:
        with faults.collect():
            if line.sku_id not in skus:
                raise NotFound("SKU", line_field(line.position - 1, "skuId"))
            sku = skus[line.sku_id]
            chosen[line.position] = quote_line(
                line.position - 1, line.quantity, sku.code, Unit(sku.unit), quotes[sku.id]
            )
    await _check_stock(trade, quoted, chosen, skus, faults)
    currencies = {one.currency for one in chosen.values()}
    if len(currencies) > 1:
        raise Refused(
            ErrorCode.MIXED_CURRENCIES,
            f"An order is in one currency; here are {', '.join(sorted(currencies))}.",
            ("lines",),
        )
    once = {line.sku_id: line for line in reversed(quoted.lines) if line.position in chosen}
    if not once:
        return
    [currency] = currencies
    coupon = read_coupon(wanted.coupon)
    found = await find_promotions(trade, now, currency=currency, coupon=coupon)
    counting = await complete_promotions(trade, found)
    of_skus = {skus[id].product_id for id in once}
    branches = await find_branches(trade, of_skus, counting)
    pieces = [
        _piece(skus[line.sku_id], branches, line, chosen[line.position]) for line in once.values()
    ]
    priced = price(pieces, counting, now, coupon=coupon)
    if coupon is not None and not any(one.coupon and one.id in priced.spent for one in counting):
        faults.found.append(refuse_coupon(coupon))
    _tell(quoted, once, chosen, priced, currency)


def _piece(
    sku: Any, branches: Mapping[UUID, frozenset[UUID]], line: QuotedLine, quote: Quote
) -> PricedPiece:
    return piece_of(sku, branches, line.quantity, quote.price(line.quantity), quote.per)


async def _check_stock(
    trade: Trade,
    quoted: Quoted,
    chosen: Mapping[int, Quote],
    skus: Mapping[UUID, Any],
    faults: Faults,
) -> None:
    from_stock = [
        line
        for line in quoted.lines
        if line.position in chosen and not chosen[line.position].made_to_order
    ]
    items = await trade.find(
        stock.ITEMS_BY_SKU,
        [line.sku_id for line in from_stock],
        scope=stock_that_counts(trade.viewer),
        filters={"party_ids": [trade.seller_id]},
    )
    for line in from_stock:
        available = [(one.id, one.on_hand - one.reserved) for one in items.get(line.sku_id, ())]
        with faults.collect():
            sku, where = skus[line.sku_id], line_field(line.position - 1, "quantity")
            unit = Unit(sku.unit)
            allocate(line.quantity, available, sku.code, where, unit=unit, is_shown=False)


def _tell(
    quoted: Quoted,
    lines: Mapping[UUID, QuotedLine],
    chosen: Mapping[int, Quote],
    priced: PricedOrder,
    currency: str,
) -> None:
    """Say what every line costs, and all of them."""
    for one in priced.lines:
        line = lines[one.piece.sku_id]
        quote = chosen[line.position]
        line.made_to_order, line.order_multiple = quote.made_to_order, quote.order_multiple
        _tell_line(line, one, currency)
    quoted.gifts = [QuotedGift(one.promotion_id, one.sku_id, one.quantity) for one in priced.gifts]
    quoted.currency = currency
    quoted.list_minor = sum(one.piece.list_minor for one in priced.lines)
    quoted.total_minor = priced.total_minor
    quoted.discount_minor = quoted.list_minor - priced.total_minor


def _tell_line(line: QuotedLine, priced: PricedLine, currency: str) -> None:
    line.currency = currency
    line.unit_price_minor, line.per = priced.piece.unit_price_minor, priced.piece.per
    line.list_minor, line.total_minor = priced.piece.list_minor, priced.net_minor
    line.discounts = [
        QuotedDiscount(one.promotion_id, one.minor, currency) for one in priced.discounts
    ]
