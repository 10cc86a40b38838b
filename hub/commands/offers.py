"""Prices: a seller sets an offer, which takes the place of what it offered before, or ends one.

What an offer says never changes, and an order keeps the prices that it was placed at.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from db.enums.offers import Audience, OfferEventKind
from db.enums.parties import PartnershipStatus
from db.queries import catalogue, parties
from db.queries import offers as queries
from db.tables.offers import Offer, PriceTier
from db.types import new_id
from hub.commands.events import record_step
from hub.context import Request
from hub.domain.errors import ErrorCode, Faults, NotFound, Refused
from hub.domain.offers import (
    Prices,
    Tier,
    check_audience,
    check_prices,
    check_validity,
    end_before,
)
from hub.ledgers.offers import OFFERS
from hub.policy.catalogue import skus_seen_by
from hub.policy.offers import offers_of
from hub.policy.permissions import Permission, require_permission


async def set_offer(
    request: Request,
    sku_id: UUID,
    audience: Audience,
    currency: str,
    price_minor: int,
    *,
    per: int = 1,
    minimum_quantity: int = 1,
    order_multiple: int = 1,
    tiers: Sequence[Tier] = (),
    made_to_order: bool = False,
    partner_id: UUID | None = None,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
) -> UUID:
    """Offer a SKU at a price from now or later on, in place of what is offered to the same then.

    What is good when it begins ends with that; before what is planned for later, it ends itself.

    Raises:
        NotFound: there is no such SKU to be seen.
        Refused: all that is wrong at once. FORBIDDEN; NO_TRADE, such a party does not sell to that
            audience; NO_PARTNERSHIP, the partner is none; INVALID_INPUT, INVALID_QUANTITY or
            AMOUNT_TOO_LARGE, the prices or the time are not fit.
    """
    viewer = require_permission(request.viewer, Permission.SELL)
    session, faults = request.session, Faults()
    start = request.now if valid_from is None else valid_from
    await queries.lock_prices(session, viewer.party_id)
    with faults.collect():
        check_audience(viewer.party_kind, audience)
    prices = Prices(currency, price_minor, minimum_quantity, tiers, per, order_multiple)
    check_prices(prices, faults)
    with faults.collect():
        check_validity(request.now, start, valid_until)
    with faults.collect():
        if not await catalogue.skus(session, [sku_id], scope=skus_seen_by(viewer)):
            raise NotFound("SKU", ("skuId",))
    with faults.collect():
        if partner_id is not None:
            await _check_partner(request, viewer.party_id, partner_id)
    faults.raise_all()

    offer = Offer(
        id=new_id(),
        seller_id=viewer.party_id,
        sku_id=sku_id,
        partner_id=partner_id,
        audience=audience,
        currency=currency,
        price_minor=price_minor,
        per=per,
        minimum_quantity=minimum_quantity,
        order_multiple=order_multiple,
        made_to_order=made_to_order,
        valid_from=start,
    )
    await put_offer(request, offer, valid_until, tiers)
    return offer.id


async def put_offer(
    request: Request, offer: Offer, valid_until: datetime | None, tiers: Sequence[Tier] = ()
) -> None:
    """Make an offer of a seller whose prices are locked, in place of what it offers to the same.

    Raises:
        Refused: INVALID_INPUT, it would still be good when one begins that is planned.
    """
    others = await queries.lock_offers_like(request.session, offer)
    planned = [other.valid_from for other in others if other.valid_from > offer.valid_from]
    offer.valid_until = end_before(planned, valid_until)
    for other in others:
        if other.valid_from <= offer.valid_from:
            await _end(request, other, offer.valid_from)
    request.session.add(offer)
    await request.session.flush()
    request.session.add_all(
        PriceTier(
            offer_id=offer.id,
            minimum_quantity=tier.minimum_quantity,
            price_minor=tier.price_minor,
        )
        for tier in tiers
    )
    await _record(request, offer, OfferEventKind.SET)


async def end_offer(request: Request, offer_id: UUID, valid_until: datetime | None = None) -> UUID:
    """Let an offer of the viewer's party end now or later; one that has not begun never will.

    Raises:
        NotFound: the viewer's party makes no such offer.
        Refused: FORBIDDEN; WRONG_STATUS, it has ended; INVALID_INPUT, the time has passed, or is
            not before the offer's own end.
    """
    viewer = require_permission(request.viewer, Permission.SELL)
    await queries.lock_prices(request.session, viewer.party_id)
    offer = await queries.lock_offer(request.session, offer_id, scope=offers_of(viewer))
    if offer is None:
        raise NotFound("offer", ("offerId",))
    end = request.now if valid_until is None else valid_until
    if offer.valid_until is not None and offer.valid_until <= max(request.now, offer.valid_from):
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The offer has ended {offer.valid_until:%Y-%m-%d %H:%M:%S} UTC; set another one.",
            ("offerId",),
        )
    if end < request.now:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            "Nothing ends in the past; leave `validUntil` out to end it now.",
            ("validUntil",),
        )
    if offer.valid_until is not None and offer.valid_until <= end:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"The offer ends {offer.valid_until:%Y-%m-%d %H:%M:%S} UTC anyway; set another one for"
            " what comes then.",
            ("validUntil",),
        )
    await _end(request, offer, end)
    return offer.id


async def _check_partner(request: Request, seller_id: UUID, partner_id: UUID) -> None:
    partnership = await parties.lock_partnership(request.session, seller_id, partner_id)
    if partnership is None or partnership.status is not PartnershipStatus.ACTIVE:
        raise Refused(
            ErrorCode.NO_PARTNERSHIP,
            "You sell at a price of its own to those alone whose partnership with you is active.",
            ("partnerId",),
        )


async def _end(request: Request, offer: Offer, end: datetime) -> None:
    offer.valid_until = max(end, offer.valid_from)
    await _record(request, offer, OfferEventKind.ENDED)


async def _record(request: Request, offer: Offer, kind: OfferEventKind) -> None:
    await record_step(request, OFFERS, offer, kind=kind, valid_until=offer.valid_until)
