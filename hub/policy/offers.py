"""Who may see which prices: a party's own, those made to it, and consumer prices of open shops."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from db.enums.offers import Audience
from db.enums.parties import PartyKind, PartyStatus
from db.enums.sharing import Exactness, SharingTopic
from db.queries.offered import OpenOffers
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.catalogue import Product
from db.tables.offers import Offer, OfferEvent, PriceTier
from db.tables.parties import Party
from db.tables.stock import StockItem
from hub.policy.catalogue import of_seen_sku
from hub.policy.parties import buys_from, is_active, is_listed
from hub.policy.sharing import is_shown
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer, kind_of, seen_with

_TELL_WHETHER: Final = (Exactness.EXACT, Exactness.BANDED, Exactness.YES_NO)


def sold_by(seller_id: Any, rule: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """The seller in this column is one of which the rule is true, given its columns."""
    seller = table_of(Party).alias().c
    return select(seller.id).where(seller.id == seller_id, rule(seller)).exists()


def is_shop(seller: Any) -> ColumnElement[bool]:
    """The party in these columns sells to every consumer."""
    return and_(
        seller.status == PartyStatus.ADMITTED,
        or_(seller.listed, seller.kind == PartyKind.RETAILER),
    )


def _open(offer: Any) -> Rule[Offer]:
    """The rule for offers of SKUs that are seen, given their columns.

    A price negotiated with one partner is nobody else's, whatever its audience.
    """
    to_nobody_else = or_(offer.partner_id.is_(None), offer.partner_id == VIEWER)
    to_consumers = and_(offer.audience == Audience.CONSUMERS, to_nobody_else)
    to_partners = and_(
        offer.audience == Audience.PARTNERS,
        to_nobody_else,
        buys_from(offer.seller_id, is_active),
    )
    in_open_shop = and_(to_consumers, sold_by(offer.seller_id, is_listed))
    return Rule(
        company=or_(offer.seller_id == VIEWER, to_partners, in_open_shop),
        consumer=and_(to_consumers, sold_by(offer.seller_id, is_shop)),
        anonymous=and_(
            offer.audience == Audience.CONSUMERS,
            offer.partner_id.is_(None),
            sold_by(offer.seller_id, is_listed),
        ),
    )


def _rule(offer: Any) -> Rule[Offer]:
    """The rule for rows of offers, given their columns."""
    sku, open_ = of_seen_sku(offer.sku_id), _open(offer)
    return Rule(
        company=and_(sku.company, open_.company),
        consumer=and_(sku.consumers, open_.consumers),
        anonymous=and_(sku.anonymous, open_.anonymous),
    )


def _is_known(offer: Any, item: Any) -> Rule[StockItem]:
    """Whether there is any of a seller's stock that an offer is served from.

    Whoever shops is told of what every shopper may buy. Companies are told of the rest what the
    owner of the stock shows them.
    """
    to_consumers = offer.audience == Audience.CONSUMERS
    shown = is_shown(item.party_id, SharingTopic.STOCK, *_TELL_WHETHER)
    return Rule(
        company=or_(to_consumers, item.party_id == VIEWER, shown),
        consumer=to_consumers,
        anonymous=to_consumers,
    )


@cache
def offers_open_to(kind: PartyKind | None) -> OpenOffers:
    """What of products that viewers of a kind see is on offer to them."""
    return OpenOffers(
        lambda offer: _open(offer).predicate_for(kind),
        lambda offer, item: _is_known(offer, item).predicate_for(kind),
    )


_OFFERS: Final = _rule(table_of(Offer).c)
_OWN: Final = Rule[Offer](
    company=table_of(Offer).c.seller_id == VIEWER, consumer=NOBODY, operator=NOBODY
)
_EVENTS: Final[Rule[OfferEvent]] = seen_with(table_of(OfferEvent).c.offer_id, Offer, _OFFERS)
_TIERS: Final[Rule[PriceTier]] = seen_with(table_of(PriceTier).c.offer_id, Offer, _OFFERS)


def offers_seen_by(viewer: Viewer | None) -> Scope[Offer]:
    return _OFFERS.scope(viewer)


def offers_of(viewer: Viewer | None) -> Scope[Offer]:
    """Those that the viewer's party makes; to see an offer is not to be its seller."""
    return _OWN.scope(viewer)


def products_on_offer(
    scope: Scope[Product], viewer: Viewer | None, filters: tuple[str, ...]
) -> Scope[Product]:
    """Those products of the scope that match filters about what is on offer to the viewer."""
    return replace(scope, predicate=_on_offer(scope.predicate, kind_of(viewer), filters))


@cache
def _on_offer(
    predicate: ColumnElement[bool], kind: PartyKind | None, filters: tuple[str, ...]
) -> ColumnElement[bool]:
    conditions = offers_open_to(kind).filters(table_of(Product).c)
    return and_(predicate, *(conditions[name] for name in filters))


def offer_events_seen_by(viewer: Viewer | None) -> Scope[OfferEvent]:
    """What happens to an offer is told to whoever may see the offer."""
    return _EVENTS.scope(viewer)


def price_tiers_seen_by(viewer: Viewer | None) -> Scope[PriceTier]:
    """The tiers of an offer are seen with it."""
    return _TIERS.scope(viewer)
