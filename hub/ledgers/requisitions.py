"""What happens to requisitions, told to the party whose members submit and approve them."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from db.enums.events import EventKind
from db.queries.requisitions import REQUISITION_EVENT_BY_ID
from db.session import AsyncSession
from db.tables.requisitions import Requisition, RequisitionEvent
from hub.ledgers.declarations import Ledger
from hub.policy.requisitions import requisition_events_of


async def _its_party(
    _: AsyncSession, requisition: Requisition, __: RequisitionEvent
) -> Collection[UUID]:
    return (requisition.party_id,)


REQUISITIONS: Final = Ledger(
    kind=EventKind.REQUISITION,
    facts=REQUISITION_EVENT_BY_ID,
    aggregate=Requisition,
    subject="requisition",
    description="What members of your party submit for approval, and what becomes of it, each once"
    " and in order.",
    seen_by=requisition_events_of,
    audience=_its_party,
    webhook="""
        id kind version status message occurredAt actor { id name email }
        requisition {
            id status version note submittedBy { id name email }
            parts { seller { id name } total { minor currency } order { id number } }
        }
    """,
)
