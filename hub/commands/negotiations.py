"""Buyers and sellers negotiate prices; what they agree on, the seller then offers to the buyer."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from db.enums.negotiations import NegotiationEventKind, NegotiationStatus
from db.enums.orders import OrderKind
from db.queries import catalogue, parties
from db.queries import negotiations as queries
from db.queries.offers import lock_prices
from db.session import lookup_in
from db.tables.negotiations import Negotiation, NegotiationLine
from db.tables.offers import Offer
from db.types import new_id
from hub.commands.events import record_step
from hub.commands.offers import put_offer
from hub.context import Request
from hub.domain.errors import ErrorCode, Faults, NotFound, Refused
from hub.domain.negotiations import (
    NegotiationAction,
    Term,
    check_good_until,
    check_still_good,
    check_terms,
    next_negotiation_status,
)
from hub.domain.offers import audience_of, line_field
from hub.domain.orders import Side, check_partnership, check_takes_orders, order_kind
from hub.ledgers.negotiations import NEGOTIATIONS
from hub.policy.catalogue import skus_seen_by
from hub.policy.negotiations import negotiations_of
from hub.policy.orders import PERMISSION_OF_SIDE, side_of
from hub.policy.parties import parties_seen_by
from hub.policy.permissions import Permission, require_permission
from hub.policy.viewer import Viewer
from hub.terms import Trade, find_quotes


async def ask_for_prices(
    request: Request,
    seller_id: UUID,
    currency: str,
    lines: Sequence[Term],
    message: str | None = None,
) -> UUID:
    """As a buyer, ask a seller at which prices it would sell some goods; the buyer may say its own.

    Returns:
        The id of the negotiation that begins with this.

    Raises:
        NotFound: there is no such seller, or no such SKU, to be seen.
        Refused: all that is wrong at once. UNAUTHENTICATED or FORBIDDEN; NO_TRADE, NOT_ADMITTED or
            NO_PARTNERSHIP, the viewer cannot buy from the seller; NOT_OFFERED, it does not sell
            such goods; INVALID_INPUT, INVALID_QUANTITY or AMOUNT_TOO_LARGE.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    session, faults = request.session, Faults()
    seller = await parties.party(session, seller_id, scope=parties_seen_by(viewer))
    if seller is None:
        raise NotFound("seller", ("sellerId",))
    kind = order_kind(viewer.party_kind, seller.kind)
    check_takes_orders(seller.name, seller.status)
    await _lock_partnership(request, kind, seller.id, viewer.party_id)
    check_terms(lines, currency, faults, is_priced=False)
    trade = _trade(request, viewer, seller.id, kind)
    await _check_goods(request, trade, lines, faults)
    faults.raise_all()
    negotiation = Negotiation(
        id=new_id(),
        buyer_id=viewer.party_id,
        seller_id=seller.id,
        status=NegotiationStatus.WAITING_FOR_SELLER,
        version=0,
        currency=currency,
        opened_at=request.now,
    )
    session.add(negotiation)
    await session.flush()
    await _record(request, negotiation, NegotiationEventKind.ASKED, message, terms=lines)
    return negotiation.id


async def propose_prices(
    request: Request,
    negotiation_id: UUID,
    lines: Sequence[Term],
    message: str | None = None,
    good_until: datetime | None = None,
) -> UUID:
    """Propose at which prices which goods are sold, in place of what is on the table.

    Raises:
        NotFound: the viewer's party is no side of the negotiation, or a SKU is not to be seen.
        Refused: all that is wrong at once. UNAUTHENTICATED or FORBIDDEN; WRONG_STATUS, it is not
            the viewer's turn; NO_PARTNERSHIP; NOT_OFFERED, the seller does not sell such goods;
            INVALID_INPUT, INVALID_QUANTITY or AMOUNT_TOO_LARGE.
    """
    negotiation, trade = await _take_turn(request, negotiation_id, NegotiationAction.PROPOSE)
    faults = Faults()
    with faults.collect():
        check_good_until(good_until, request.now)
    check_terms(lines, negotiation.currency, faults, is_priced=True)
    await _check_goods(request, trade, lines, faults)
    faults.raise_all()
    what = NegotiationEventKind.PROPOSED
    await _record(request, negotiation, what, message, terms=lines, good_until=good_until)
    return negotiation.id


async def agree_on_prices(
    request: Request, negotiation_id: UUID, message: str | None = None
) -> UUID:
    """Agree to what the other side has proposed: the seller offers it to the buyer from now on, to
    be ordered like all else.

    Raises:
        NotFound: the viewer's party is no side of the negotiation.
        Refused: UNAUTHENTICATED or FORBIDDEN; NO_PARTNERSHIP; WRONG_STATUS, it is not the viewer's
            turn, or the prices are not good any more; INVALID_INPUT, no prices were proposed, or
            the seller has planned others.
    """
    negotiation, trade = await _take_turn(request, negotiation_id, NegotiationAction.AGREE)
    assert negotiation.terms_id is not None, "it began with a request"
    terms = await queries.event(request.session, negotiation.terms_id)
    check_still_good(terms.good_until, request.now)
    for line in await queries.lines_of(request.session, terms.id):
        if line.price_minor is None:
            raise Refused(
                ErrorCode.INVALID_INPUT,
                "The buyer asks without saying all prices; propose some.",
                ("negotiationId",),
            )
        offer = Offer(
            id=new_id(),
            seller_id=negotiation.seller_id,
            sku_id=line.sku_id,
            partner_id=negotiation.buyer_id,
            audience=trade.audience,
            currency=negotiation.currency,
            price_minor=line.price_minor,
            per=line.per,
            minimum_quantity=line.quantity,
            order_multiple=line.order_multiple,
            made_to_order=line.made_to_order,
            valid_from=request.now,
        )
        await put_offer(request, offer, terms.good_until)
    await _record(request, negotiation, NegotiationEventKind.AGREED, message)
    return negotiation.id


async def end_negotiation(
    request: Request, negotiation_id: UUID, message: str | None = None
) -> UUID:
    """Go on no longer: as the seller decline, as the buyer withdraw.

    Raises:
        NotFound: the viewer's party is no side of the negotiation.
        Refused: UNAUTHENTICATED or FORBIDDEN; WRONG_STATUS, it is over.
    """
    negotiation, _ = await _take_turn(request, negotiation_id, NegotiationAction.END)
    await _record(request, negotiation, NegotiationEventKind.ENDED, message)
    return negotiation.id


async def _take_turn(
    request: Request, negotiation_id: UUID, action: NegotiationAction
) -> tuple[Negotiation, Trade]:
    """The negotiation, held, where the viewer's action leads it, and what the trade would be.

    What its sides need to go on is held before it, by rank.

    Raises:
        NotFound: the viewer's party is no side of it.
        Refused: UNAUTHENTICATED, FORBIDDEN, NO_PARTNERSHIP or WRONG_STATUS.
    """
    scope, session = negotiations_of(request.viewer), request.session
    found = await queries.negotiation(session, negotiation_id, scope=scope)
    party_id = None if request.viewer is None else request.viewer.party_id
    side = None if found is None else side_of(found, party_id)
    viewer = require_permission(request.viewer, PERMISSION_OF_SIDE[side or Side.BUYER])
    if found is None or side is None:
        raise NotFound("negotiation", ("negotiationId",))
    if action is NegotiationAction.AGREE:
        await lock_prices(session, found.seller_id)
    buyer = await parties.party_to_ask(session, found.buyer_id)
    seller = await parties.party_to_ask(session, found.seller_id)
    assert buyer is not None, "parties are not deleted"
    assert seller is not None, "parties are not deleted"
    kind = order_kind(buyer.kind, seller.kind)
    if action is not NegotiationAction.END:
        await _lock_partnership(request, kind, seller.id, buyer.id)
    negotiation = await queries.lock_negotiation(session, negotiation_id, scope=scope)
    assert negotiation is not None, "its sides stay what they are"
    request.now = request.hub.clock()
    negotiation.status = next_negotiation_status(negotiation.status, action, side)
    return negotiation, _trade(request, viewer, seller.id, kind)


def _trade(request: Request, viewer: Viewer, seller_id: UUID, kind: OrderKind) -> Trade:
    return Trade(partial(lookup_in, request.session), viewer, seller_id, audience_of(kind))


async def _lock_partnership(
    request: Request, kind: OrderKind, seller_id: UUID, buyer_id: UUID
) -> None:
    """
    Raises:
        Refused: NO_PARTNERSHIP, the two do not trade now.
    """
    found = await parties.lock_partnership(request.session, seller_id, buyer_id)
    check_partnership(kind, "the other side", None if found is None else found.status)


async def _check_goods(
    request: Request, trade: Trade, lines: Sequence[Term], faults: Faults
) -> None:
    """Collect what the viewer does not see, and what the seller neither makes nor offers."""
    session, ids = request.session, [line.sku_id for line in lines]
    skus = await catalogue.skus(session, ids, scope=skus_seen_by(trade.viewer))
    own = await queries.owned_skus(session, trade.seller_id, ids)
    quotes = await find_quotes(trade, list(skus), request.now)
    for position, line in enumerate(lines):
        field = line_field(position, "skuId")
        if line.sku_id not in skus:
            faults.found.append(NotFound("SKU", field))
        elif line.sku_id not in own and not quotes[line.sku_id]:
            code = skus[line.sku_id].code
            message = f"The seller neither makes nor offers {code}."
            faults.found.append(Refused(ErrorCode.NOT_OFFERED, message, field))


async def _record(
    request: Request,
    negotiation: Negotiation,
    kind: NegotiationEventKind,
    message: str | None,
    *,
    terms: Sequence[Term] = (),
    good_until: datetime | None = None,
) -> None:
    """Write down the viewer's step of a locked negotiation, and tell both sides."""
    assert request.viewer is not None, "whoever takes a step is signed in"
    event = await record_step(
        request,
        NEGOTIATIONS,
        negotiation,
        kind=kind,
        status=negotiation.status,
        actor_id=request.viewer.party_id,
        message=message,
        good_until=good_until,
    )
    if not terms:
        return
    negotiation.terms_id = event.id
    await request.session.flush()
    request.session.add_all(
        NegotiationLine(
            event_id=event.id,
            position=position,
            sku_id=line.sku_id,
            quantity=line.quantity,
            price_minor=line.price_minor,
            per=line.per,
            order_multiple=line.order_multiple,
            made_to_order=line.made_to_order,
        )
        for position, line in enumerate(terms, start=1)
    )
