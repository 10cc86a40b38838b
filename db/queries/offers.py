"""Reads of offers and their tiers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, any_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.offers import Audience
from db.scope import Scope
from db.sql.declarations import PARENT, Listing, Lookup, Ordering, given, table_of
from db.tables.offers import Offer, PriceTier

_offers = table_of(Offer).c

OFFER_BY_ID: Final = Lookup(Offer)
TIERS_BY_OFFER: Final = Lookup(
    PriceTier,
    key="offer_id",
    order_by=("minimum_quantity",),
    also=(_offers.currency,),  # a tier's price is in its offer's currency
    source=table_of(PriceTier).join(table_of(Offer)),
)

OFFERS: Final = Listing(
    Offer,
    orderings={
        "CHEAPEST": Ordering(("price_minor", "id")),
        "NEWEST": Ordering(("valid_from", "id"), descending=True),
    },
    filters={"audience": _offers.audience == any_(given("audience", ARRAY(Text())))},
    parents={"sku": _offers.sku_id == PARENT, "seller": _offers.seller_id == PARENT},
)


async def offers_now(
    session: AsyncSession,
    seller_id: UUID,
    sku_ids: Sequence[UUID],
    now: datetime,
    *,
    audience: Audience,
    scope: Scope[Offer],
) -> list[Offer]:
    """A seller's offers of some SKUs to an audience, good at an instant, within the scope."""
    statement = select(Offer).where(
        col(Offer.seller_id) == seller_id,
        col(Offer.audience) == audience,
        col(Offer.sku_id).in_(sku_ids),
        col(Offer.valid_from) <= now,
        or_(col(Offer.valid_until).is_(None), col(Offer.valid_until) > now),
        scope.predicate,
    )
    return list(await session.exec(statement, params=dict(scope.values)))


async def tiers(session: AsyncSession, offer_ids: Sequence[UUID]) -> list[PriceTier]:
    """The tiers of offers that were read within a scope."""
    return list(await session.exec(select(PriceTier).where(col(PriceTier.offer_id).in_(offer_ids))))
