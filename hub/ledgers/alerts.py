"""What must be acted on, told to whoever must act."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from db.enums.events import EventKind
from db.queries.alerts import ALERT_EVENT_BY_ID
from db.session import AsyncSession
from db.tables.alerts import Alert, AlertEvent
from hub.ledgers.declarations import Ledger
from hub.policy.alerts import alert_events_seen_by


async def _whoever_must_act(_: AsyncSession, alert: Alert, __: AlertEvent) -> Collection[UUID]:
    return (alert.party_id,)


ALERTS: Final = Ledger(
    kind=EventKind.ALERT,
    facts=ALERT_EVENT_BY_ID,
    aggregate=Alert,
    subject="alert",
    description="What your party must act on, and what it need not any more, each once and in"
    " order.",
    seen_by=alert_events_seen_by,
    audience=_whoever_must_act,
    webhook="""
        id kind version status occurredAt
        alert { id kind status version stockItem { id } order { id number } shipment { id } }
    """,
)
