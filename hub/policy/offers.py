"""Who may see which prices: a party's own, those made to it, and consumer prices of open shops."""

from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select

from db.enums import Audience, PartyKind
from db.reading import table_of
from db.scope import Scope
from db.tables import Offer, Party, PriceTier
from hub.policy.catalogue import sku_is_published, sku_is_seen
from hub.policy.parties import buys_from, is_active
from hub.policy.viewer import VIEWER, Rule, Viewer

_offers = table_of(Offer).c
_tiers = table_of(PriceTier).c
_sellers = table_of(Party).alias()


def _sold_by(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    seller = select(_sellers.c.id).where(_sellers.c.id == _offers.seller_id, *conditions)
    return seller.exists()


_to_consumers = _offers.audience == Audience.CONSUMERS
_to_partners = _offers.audience == Audience.PARTNERS

_OPEN = and_(_to_consumers, _sold_by(_sellers.c.listed))
_MADE_TO_VIEWER = and_(
    _to_partners,
    or_(_offers.partner_id.is_(None), _offers.partner_id == VIEWER),
    buys_from(_offers.seller_id, is_active),
)
_OFFERS: Final = Rule[Offer](
    company=and_(
        sku_is_seen(_offers.sku_id), or_(_offers.seller_id == VIEWER, _MADE_TO_VIEWER, _OPEN)
    ),
    consumer=and_(
        sku_is_seen(_offers.sku_id),
        _to_consumers,
        _sold_by(or_(_sellers.c.listed, _sellers.c.kind == PartyKind.RETAILER)),
    ),
    anonymous=and_(sku_is_published(_offers.sku_id), _OPEN),
)


def offers_seen_by(viewer: Viewer | None) -> Scope[Offer]:
    return _OFFERS.scope(viewer)


def _of_offer(predicate: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(_offers.id).where(_offers.id == _tiers.offer_id, predicate).exists()


_TIERS: Final = Rule[PriceTier](
    company=_of_offer(_OFFERS.company),
    consumer=_of_offer(_OFFERS.consumer if _OFFERS.consumer is not None else _OFFERS.company),
    anonymous=_of_offer(_OFFERS.anonymous),
)


def price_tiers_seen_by(viewer: Viewer | None) -> Scope[PriceTier]:
    """The tiers of an offer are seen with it."""
    return _TIERS.scope(viewer)
