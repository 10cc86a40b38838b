"""What happens to prices, told to everybody, to a seller's partners, or to one of them."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from db.enums.events import EventKind
from db.enums.offers import Audience
from db.feeds import PUBLIC_FEED
from db.queries.offers import OFFER_EVENT_BY_ID, partners_offered_to
from db.session import AsyncSession
from db.tables.offers import Offer, OfferEvent
from hub.ledgers.declarations import Ledger
from hub.policy.offers import offer_events_seen_by


async def _whom_it_is_made_to(
    session: AsyncSession, offer: Offer, _: OfferEvent
) -> Collection[UUID]:
    if offer.partner_id is not None:
        return offer.seller_id, offer.partner_id
    if offer.audience is Audience.CONSUMERS:
        return (PUBLIC_FEED,)
    return offer.seller_id, *await partners_offered_to(session, offer.seller_id)


OFFERS: Final = Ledger(
    kind=EventKind.OFFER,
    facts=OFFER_EVENT_BY_ID,
    aggregate=Offer,
    subject="offer",
    description="The prices that are set and ended: of your party, of those that it buys from, and"
    " those that everybody may see, each once and in order. Nobody needs to sign in for the latter."
    " That an offer's own time is over is not told again.",
    seen_by=offer_events_seen_by,
    audience=_whom_it_is_made_to,
    is_public=True,
    webhook="""
        id kind version validUntil occurredAt
        offer {
            id version price { minor currency } per minimumQuantity orderMultiple
            audience validFrom validUntil
            tiers { minimumQuantity price { minor currency } }
            seller { id name } sku { id code gtin unit }
        }
    """,
)
