"""What is said in negotiations, told to both sides."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from db.enums.events import EventKind
from db.queries.negotiations import NEGOTIATION_EVENT_BY_ID
from db.session import AsyncSession
from db.tables.negotiations import Negotiation, NegotiationEvent
from hub.ledgers.declarations import Ledger
from hub.policy.negotiations import negotiation_events_seen_by


async def _both_sides(
    _: AsyncSession, negotiation: Negotiation, __: NegotiationEvent
) -> Collection[UUID]:
    return negotiation.buyer_id, negotiation.seller_id


NEGOTIATIONS: Final = Ledger(
    kind=EventKind.NEGOTIATION,
    facts=NEGOTIATION_EVENT_BY_ID,
    aggregate=Negotiation,
    subject="negotiation",
    description="What is asked, proposed and agreed on in your party's negotiations of prices, each"
    " once and in order.",
    seen_by=negotiation_events_seen_by,
    audience=_both_sides,
    webhook="""
        id kind version status message goodUntil occurredAt actor { id name }
        lines {
            sku { id code gtin unit } quantity price { minor currency } per orderMultiple
            madeToOrder
        }
        negotiation { id status version buyer { id name } seller { id name } }
    """,
)
