"""A party's buyers fill its cart together, and place what is in it: one order for each seller."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from db.enums.parties import PartyStatus
from db.queries import carts as queries
from db.queries import catalogue, parties
from db.queries import orders as order_queries
from db.session import lookup_in
from db.tables.carts import Cart, CartLine, Wish
from db.types import new_id
from hub.commands.destinations import Destination
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
from hub.domain.carts import check_quantity, check_size, choose_seller, read_pasted
from hub.domain.errors import ErrorCode, Faults, NotFound, Refused
from hub.domain.offers import audience_of
from hub.domain.orders import KINDS, order_kind
from hub.policy.carts import wishes_of
from hub.policy.catalogue import products_seen_by, skus_seen_by
from hub.policy.orders import orders_bought_by
from hub.policy.parties import parties_seen_by
from hub.policy.permissions import Permission, require_permission
from hub.policy.viewer import Viewer
from hub.terms import find_offered


@dataclass(frozen=True)
class AddedLine:
    """So many more pieces of a SKU of a seller's."""

    seller_id: UUID
    sku_id: UUID
    quantity: int
    note: str | None = None


@dataclass(frozen=True)
class CartOrder:
    """What is to be placed of a cart with one seller, and what its buyer was shown for it."""

    seller_id: UUID
    expected_total_minor: int | None = None
    coupon: str | None = None
    note: str | None = None
    requested_for: date | None = None
    buyer_reference: str | None = None


@dataclass(frozen=True)
class HeldCart:
    """A cart that is held, its lines by seller, and what orders of it come to."""

    cart: Cart
    of_sellers: Mapping[UUID, Sequence[CartLine]]
    placings: Sequence[Placing]


async def add_to_cart(request: Request, lines: Sequence[AddedLine]) -> UUID:
    """Put pieces into the cart, beside those of the same SKU and seller that it holds.

    Returns:
        The id of the party whose cart it is.

    Raises:
        NotFound: a seller or a SKU is not to be seen.
        Refused: UNAUTHENTICATED or FORBIDDEN; NO_TRADE, INVALID_QUANTITY, or INVALID_INPUT: the
            cart would hold too much. All faults of all lines are told, and nothing is put into it.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    faults = Faults()
    await _check_goods(request, viewer, lines, faults)
    faults.raise_all()
    await add_lines(request, viewer, lines)
    return viewer.party_id


async def set_cart_line(
    request: Request, seller_id: UUID, sku_id: UUID, quantity: int, note: str | None = None
) -> UUID:
    """Have so many pieces of a SKU of a seller's in the cart, however many there were.

    Raises:
        NotFound: the seller or the SKU is not to be seen.
        Refused: UNAUTHENTICATED or FORBIDDEN; NO_TRADE, INVALID_QUANTITY or INVALID_INPUT.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    wanted = AddedLine(seller_id, sku_id, quantity, note)
    faults = Faults()
    await _check_goods(request, viewer, [wanted], faults)
    for fault in faults.found:
        fault.field = fault.field[2:]
    faults.raise_all()
    cart, lines = await _hold(request, viewer)
    line = lines.get((seller_id, sku_id))
    if line is None:
        line = _new_line(request, viewer, wanted)
        _check_size([*lines, (seller_id, sku_id)])
        request.session.add(line)
    line.quantity, line.note = quantity, note
    _count_change(request, cart)
    return viewer.party_id


async def remove_cart_lines(request: Request, line_ids: Sequence[UUID]) -> UUID:
    """Take lines out of the cart; those that are gone already are no fault.

    Raises:
        Refused: UNAUTHENTICATED or FORBIDDEN.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    cart, lines = await _hold(request, viewer)
    taken = set(line_ids)
    for line in lines.values():
        if line.id in taken:
            await request.session.delete(line)
    _count_change(request, cart)
    return viewer.party_id


async def empty_cart(request: Request) -> UUID:
    """Take everything out of the cart.

    Raises:
        Refused: UNAUTHENTICATED or FORBIDDEN.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    cart, lines = await _hold(request, viewer)
    for line in lines.values():
        await request.session.delete(line)
    _count_change(request, cart)
    return viewer.party_id


async def paste_into_cart(
    request: Request, text: str, seller_id: UUID | None = None
) -> Mapping[str, Any]:
    """Put into the cart what a list says, a code and a quantity each line, each from who offers it
    at the best price; what cannot be is told by its line, and the others are put into it.

    Returns:
        `party_id`, and `problems`: of each line that was left out its `line` from 1, `text`, `code`
        and `message`.

    Raises:
        NotFound: the seller is not to be seen.
        Refused: UNAUTHENTICATED or FORBIDDEN; NO_TRADE, the party buys from nobody, or not from
            this seller; INVALID_INPUT, the cart would hold too much.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    session = request.session
    kinds = {seller: kind for (buyer, seller), kind in KINDS.items() if buyer is viewer.party_kind}
    if not kinds:
        raise Refused(ErrorCode.NO_TRADE, f"A {viewer.party_kind.lower()} buys from nobody here.")
    if seller_id is not None:
        await _check_seller(request, viewer, seller_id, ("sellerId",))
    lines, unread = read_pasted(text)
    problems = [
        {"line": number, "text": said, "code": fault.code, "message": fault.message}
        for number, said, fault in unread
    ]
    skus = await catalogue.skus_with_codes(
        session, [line.code for line in lines], scope=skus_seen_by(viewer)
    )
    offered = await find_offered(
        partial(lookup_in, session),
        viewer,
        audience_of(next(iter(kinds.values()))),
        [sku.id for sku in skus],
        request.now,
        seller_ids=None if seller_id is None else [seller_id],
    )
    sellers = {
        id: one
        for id in {seller for _, seller in offered}
        if (one := await parties.party(session, id, scope=parties_seen_by(viewer)))
        and one.kind in kinds
        and one.status is PartyStatus.ADMITTED
    }
    added = []
    for line in lines:
        of_code = {sku.id for sku in skus if line.code in (sku.code, sku.gtin)}
        try:
            if not of_code:
                raise NotFound("article")
            sku_id, chosen_id = choose_seller(
                line.code,
                line.quantity,
                {sku.id: sku.unit for sku in skus},
                {
                    (sku, seller): quotes
                    for (sku, seller), quotes in offered.items()
                    if sku in of_code and seller in sellers
                },
            )
        except Refused as fault:
            told = {"line": line.number, "text": line.text}
            problems.append({**told, "code": fault.code, "message": fault.message})
        else:
            added.append(AddedLine(chosen_id, sku_id, line.quantity))
    await add_lines(request, viewer, added)
    return {
        "party_id": viewer.party_id,
        "problems": sorted(problems, key=lambda one: int(str(one["line"]))),
    }


async def add_order_to_cart(request: Request, order_id: UUID) -> UUID:
    """Put into the cart what an earlier order of the party's was about, without its gifts.

    Raises:
        NotFound: the party has not bought by this order, or there is none.
        Refused: UNAUTHENTICATED or FORBIDDEN; INVALID_INPUT, the cart would hold too much.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    session = request.session
    order = await order_queries.order(session, order_id, scope=orders_bought_by(viewer))
    if order is None:
        raise NotFound("order", ("orderId",))
    pieces: defaultdict[UUID, int] = defaultdict(int)
    for line in await order_queries.lines_of(session, order.id):
        if line.gift_of_id is None and line.quantity:
            pieces[line.sku_id] += line.quantity
    added = [AddedLine(order.seller_id, sku_id, quantity) for sku_id, quantity in pieces.items()]
    await add_lines(request, viewer, added)
    return viewer.party_id


async def place_cart(
    request: Request,
    orders: Sequence[CartOrder],
    *,
    all_or_nothing: bool = True,
    deliver_to_id: UUID | None = None,
    address_id: UUID | None = None,
    address: PostalAddress | None = None,
) -> Mapping[str, Any]:
    """Place what the cart holds of some sellers: an order each, all in one transaction.

    What is placed leaves the cart. Where not `all_or_nothing`, what is refused of one seller stays
    in it, and holds up no other's.

    Returns:
        `party_id`; `order_ids`, in the order of the sellers; and `refusals`: of each order that was
        not placed its `position` from 0, and `code`, `message` and `field` of all that is wrong.

    Raises:
        NotFound: the cart holds nothing of a seller; the location or the address is not to be seen.
        Refused: as `place_order`, a field of an order beginning with `orders` and its position, and
            lines counted as they are in the cart; nothing is placed then.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    destination = Destination(deliver_to_id, address_id, address)
    held = await prepare_cart(request, viewer, orders, destination, all_or_nothing=all_or_nothing)
    sound = [one for one in held.placings if one.is_sound]
    if not sound or (all_or_nothing and len(sound) < len(held.placings)):
        refuse_placings(held.placings)
    await write_orders(request, sound)
    await take_out(request, held, sound)
    return {
        "party_id": viewer.party_id,
        "order_ids": [one.order.id for one in sound],
        "refusals": [
            {"position": position, "code": one.code, "message": one.message, "field": one.field}
            for position, placing in enumerate(held.placings)
            for one in placing.faults.found
        ],
    }


async def prepare_cart(
    request: Request,
    viewer: Viewer,
    orders: Sequence[CartOrder],
    destination: Destination,
    **bounds: bool,
) -> HeldCart:
    """Hold the viewer's cart, and find out what orders of it come to; `bounds` as `prepare_orders`
    takes them.

    Raises:
        NotFound: the cart holds nothing of a seller; the location or the address is not to be seen.
        Refused: INVALID_INPUT, there are no orders, or two of one seller; as `prepare_orders`.
    """
    _check_sellers(orders)
    cart, held = await _hold(request, viewer)
    of_sellers: defaultdict[UUID, list[CartLine]] = defaultdict(list)
    for line in held.values():
        of_sellers[line.seller_id].append(line)
    missing = Faults()
    for position, one in enumerate(orders):
        with missing.collect():
            if one.seller_id not in of_sellers:
                field = ("orders", str(position), "sellerId")
                raise NotFound("seller in the cart", field)
    missing.raise_all()
    wanted = [_wanted(one, of_sellers[one.seller_id]) for one in orders]
    placings = await prepare_orders(request, viewer, wanted, destination, **bounds)
    return HeldCart(cart, of_sellers, placings)


async def take_out(request: Request, held: HeldCart, placings: Sequence[Placing]) -> None:
    """Take out of a cart what is ordered, or will be."""
    for placed in placings:
        for line in held.of_sellers[placed.wanted.seller_id]:
            await request.session.delete(line)
    _count_change(request, held.cart)


async def add_wish(request: Request, product_id: UUID) -> UUID:
    """Put a product on the party's list of wishes; one that is on it stays.

    Raises:
        NotFound: there is no such product to be seen.
        Refused: UNAUTHENTICATED or FORBIDDEN.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    scope = products_seen_by(viewer)
    if await catalogue.product(request.session, product_id, scope=scope) is None:
        raise NotFound("product", ("productId",))
    wish = Wish(id=new_id(), party_id=viewer.party_id, product_id=product_id, wished_at=request.now)
    return await queries.keep_wish(request.session, wish)


async def remove_wish(request: Request, wish_id: UUID) -> bool:
    """Take a product off the party's list of wishes.

    Returns:
        True.

    Raises:
        NotFound: it is not the party's, or there is none.
        Refused: UNAUTHENTICATED or FORBIDDEN.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    wish = await queries.wish(request.session, wish_id, scope=wishes_of(viewer))
    if wish is None:
        raise NotFound("wish", ("wishId",))
    await request.session.delete(wish)
    return True


async def _check_goods(
    request: Request, viewer: Viewer, lines: Sequence[AddedLine], faults: Faults
) -> None:
    """See that lines are of SKUs and sellers that the viewer sees, and buys from."""
    ids = [line.sku_id for line in lines]
    skus = await catalogue.skus(request.session, ids, scope=skus_seen_by(viewer))
    sellers: dict[UUID, Refused | None] = {}
    for line in lines:
        if line.seller_id not in sellers:
            sellers[line.seller_id] = None
            try:
                await _check_seller(request, viewer, line.seller_id, ())
            except Refused as refusal:
                sellers[line.seller_id] = refusal
    for position, line in enumerate(lines):
        where = ("lines", str(position))
        refused = sellers[line.seller_id]
        if refused is not None:
            faults.found.append(Refused(refused.code, refused.message, (*where, "sellerId")))
        if line.sku_id not in skus:
            faults.found.append(NotFound("SKU", (*where, "skuId")))
        with faults.collect():
            check_quantity(line.quantity, *where, "quantity")


async def _check_seller(
    request: Request, viewer: Viewer, seller_id: UUID, field: tuple[str, ...]
) -> None:
    seller = await parties.party(request.session, seller_id, scope=parties_seen_by(viewer))
    if seller is None:
        raise NotFound("seller", field)
    order_kind(viewer.party_kind, seller.kind)


async def _hold(request: Request, viewer: Viewer) -> tuple[Cart, dict[tuple[UUID, UUID], CartLine]]:
    """The party's cart, held, and its lines by seller and SKU."""
    cart = await queries.lock_cart(request.session, viewer.party_id, request.now)
    lines = await queries.lines_of(request.session, viewer.party_id)
    return cart, {(line.seller_id, line.sku_id): line for line in lines}


async def add_lines(request: Request, viewer: Viewer, added: Sequence[AddedLine]) -> None:
    """Put lines into the viewer's cart that were found to be such as it may hold.

    Raises:
        Refused: INVALID_QUANTITY or INVALID_INPUT, the cart would hold too much.
    """
    cart, lines = await _hold(request, viewer)
    faults = Faults()
    for position, one in enumerate(added):
        key = (one.seller_id, one.sku_id)
        if key not in lines:
            lines[key] = _new_line(request, viewer, one)
            request.session.add(lines[key])
        line = lines[key]
        line.quantity += one.quantity
        line.note = one.note or line.note
        with faults.collect():
            check_quantity(line.quantity, "lines", str(position), "quantity")
    faults.raise_all()
    _check_size(list(lines))
    _count_change(request, cart)


def _new_line(request: Request, viewer: Viewer, of: AddedLine) -> CartLine:
    return CartLine(
        id=new_id(),
        party_id=viewer.party_id,
        seller_id=of.seller_id,
        sku_id=of.sku_id,
        quantity=0,
        note=None,
        added_at=request.now,
    )


def _check_size(keys: Sequence[tuple[UUID, UUID]]) -> None:
    check_size(len(keys), len({seller_id for seller_id, _ in keys}))


def _count_change(request: Request, cart: Cart) -> None:
    cart.version += 1
    cart.changed_at = request.now


def _check_sellers(orders: Sequence[CartOrder]) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, there are none, or one is named twice.
    """
    if not orders:
        raise Refused(ErrorCode.INVALID_INPUT, "Name the sellers to order from.", ("orders",))
    faults = Faults()
    known: set[UUID] = set()
    for position, one in enumerate(orders):
        if one.seller_id in known:
            reason = "There is one order for each seller; this one is named twice."
            field = ("orders", str(position), "sellerId")
            faults.found.append(Refused(ErrorCode.INVALID_INPUT, reason, field))
        known.add(one.seller_id)
    faults.raise_all()


def _wanted(one: CartOrder, lines: Sequence[CartLine]) -> WantedOrder:
    return WantedOrder(
        one.seller_id,
        [WantedLine(line.sku_id, line.quantity, note=line.note) for line in lines],
        note=one.note,
        requested_for=one.requested_for,
        buyer_reference=one.buyer_reference,
        coupon=one.coupon,
        expected_total_minor=one.expected_total_minor,
    )
