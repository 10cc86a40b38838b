"""What happens to shipments, told to both sides of their orders."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from db.enums.events import EventKind
from db.queries.orders import sides_of
from db.queries.shipments import SHIPMENT_EVENT_BY_ID
from db.session import AsyncSession
from db.tables.shipments import Shipment, ShipmentEvent
from hub.ledgers.declarations import Ledger
from hub.policy.shipments import shipment_events_seen_by


async def _both_sides(
    session: AsyncSession, shipment: Shipment, _: ShipmentEvent
) -> Collection[UUID]:
    return await sides_of(session, shipment.order_id)


SHIPMENTS: Final = Ledger(
    kind=EventKind.SHIPMENT,
    facts=SHIPMENT_EVENT_BY_ID,
    aggregate=Shipment,
    subject="shipment",
    description="What happens to the shipments of orders that your party buys or sells, each once"
    " and in order.",
    seen_by=shipment_events_seen_by,
    audience=_both_sides,
    webhook="""
        id kind version status estimatedArrival occurredAt actor { id name }
        report { id status place note occurredAt }
        shipment { id status version carrier trackingNumber order { id number kind } }
    """,
)
