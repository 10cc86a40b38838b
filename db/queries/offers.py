"""Reads and locks of offers, their tiers and their ledger."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Text, any_, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.parties import PartnershipStatus
from db.queries.goods import Wanted, by_goods, uuids_given
from db.queries.times import is_between
from db.scope import Scope, unscoped
from db.sql.declarations import PARENT, Listing, Lookup, Ordering, given, table_of
from db.sql.locking import lock_row, lock_rows
from db.tables.offers import Offer, OfferEvent, PriceTier
from db.tables.parties import Partnership, Party

_offers, _events = table_of(Offer).c, table_of(OfferEvent).c

OFFER_BY_ID: Final = Lookup(Offer)
TIERS_BY_OFFER: Final = Lookup(
    PriceTier,
    key="offer_id",
    order_by=("minimum_quantity",),
    also=(_offers.currency,),  # a tier's price is in its offer's currency
    source=table_of(PriceTier).join(table_of(Offer)),
)

# The offers of SKUs by some sellers to an audience, as they are at one of some instants.
OFFERS_BY_SKU: Final = Lookup(
    Offer,
    key="sku_id",
    filters={
        "seller_ids": _offers.seller_id == uuids_given("seller_ids"),
        "audience": _offers.audience == any_(given("audience", ARRAY(Text()))),
        "good_at": is_between(_offers.valid_from, _offers.valid_until, "good_at"),
    },
)


def _offer_is(of: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """The offer of an event is one of which this is true, given its columns."""
    offer = table_of(Offer).alias().c
    return select(offer.id).where(offer.id == _events.offer_id, of(offer)).exists()


def _offer_has(wanted: Wanted) -> ColumnElement[bool]:
    return _offer_is(lambda offer: wanted(offer.sku_id))


OFFER_EVENT_BY_ID: Final = Lookup(
    OfferEvent,
    filters={
        "kinds": _events.kind == any_(given("kinds", ARRAY(Text()))),
        **by_goods(_offer_has),
        "seller_ids": _offer_is(lambda offer: offer.seller_id == uuids_given("seller_ids")),
    },
)

OFFERS: Final = Listing(
    Offer,
    orderings={
        "CHEAPEST": Ordering(("currency", "million_minor", "id")),
        "NEWEST": Ordering(("valid_from", "id"), descending=True),
    },
    filters={"audience": _offers.audience == any_(given("audience", ARRAY(Text())))},
    parents={"sku": _offers.sku_id == PARENT, "seller": _offers.seller_id == PARENT},
)


@unscoped("of the viewer's own party, and reads nothing")
async def lock_prices(session: AsyncSession, seller_id: UUID) -> None:
    """Let nobody else set or end offers of the seller until the transaction ends."""
    await lock_rows(session, Party, col(Party.id) == seller_id)


async def lock_offer(session: AsyncSession, id: UUID, *, scope: Scope[Offer]) -> Offer | None:
    """The offer, held until the transaction ends."""
    return await lock_row(session, Offer, col(Offer.id) == id, scope=scope)


@unscoped("of the seller of an offer that is being made")
async def lock_offers_like(session: AsyncSession, offer: Offer) -> list[Offer]:
    """Those of the same SKU to the same buyers that are good when the offer begins or later, held
    until the transaction ends. One that ends when it begins never is."""
    return await lock_rows(
        session,
        Offer,
        col(Offer.seller_id) == offer.seller_id,
        col(Offer.sku_id) == offer.sku_id,
        col(Offer.audience) == offer.audience,
        col(Offer.partner_id).is_not_distinct_from(offer.partner_id),
        or_(
            col(Offer.valid_until).is_(None),
            col(Offer.valid_until) > func.greatest(col(Offer.valid_from), offer.valid_from),
        ),
    )


@unscoped("who is told of a change, who may see it")
async def partners_offered_to(session: AsyncSession, seller_id: UUID) -> list[UUID]:
    """Whoever may buy from the seller as its partner."""
    statement = select(Partnership.downstream_id).where(
        col(Partnership.upstream_id) == seller_id,
        col(Partnership.status) == PartnershipStatus.ACTIVE,
    )
    return list(await session.exec(statement))
