"""Reads and locks of shipments, their lines and their tracking."""

from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, any_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.queries.goods import by_goods, shipment_has, uuids_given
from db.queries.orders import order_is_with
from db.scope import Scope, unscoped
from db.sql.declarations import Lookup, given, table_of
from db.tables.orders import Order
from db.tables.shipments import Shipment, ShipmentEvent, ShipmentLine, TrackingEvent

_events = table_of(ShipmentEvent).c

SHIPMENT_BY_ID: Final = Lookup(Shipment)
SHIPMENTS_BY_ORDER: Final = Lookup(Shipment, key="order_id", order_by=("shipped_at", "id"))
SHIPMENT_LINE_BY_ID: Final = Lookup(ShipmentLine)
TRACKING_EVENT_BY_ID: Final = Lookup(TrackingEvent)
SHIPMENT_EVENT_BY_ID: Final = Lookup(
    ShipmentEvent,
    filters={
        "order_id": _events.order_id == uuids_given("order_id"),
        "kinds": _events.kind == any_(given("kinds", ARRAY(Text()))),
        **by_goods(lambda wanted: shipment_has(_events.shipment_id, wanted)),
        "partner_ids": order_is_with(_events.order_id),
    },
)
LINES_BY_SHIPMENT: Final = Lookup(ShipmentLine, key="shipment_id", order_by=("id",))
TRACKING_BY_SHIPMENT: Final = Lookup(
    TrackingEvent, key="shipment_id", order_by=("occurred_at", "id")
)


async def shipment(session: AsyncSession, id: UUID, *, scope: Scope[Shipment]) -> Shipment | None:
    """A shipment within the scope; its order's lock is what holds it still."""
    statement = select(Shipment).where(col(Shipment.id) == id, scope.predicate)
    return (
        await session.exec(
            statement, params=dict(scope.values), execution_options={"populate_existing": True}
        )
    ).first()


@unscoped("the seller's own, of which nothing is told but that there is one")
async def is_tracked(
    session: AsyncSession, seller_id: UUID, carrier: str | None, tracking_number: str
) -> bool:
    """Whether the seller sent a parcel with the carrier that has this number."""
    statement = (
        select(Shipment.id)
        .join(Order, col(Order.id) == col(Shipment.order_id))
        .where(
            col(Shipment.tracking_number) == tracking_number,
            col(Shipment.carrier).is_not_distinct_from(carrier),
            col(Order.seller_id) == seller_id,
        )
        .limit(1)
    )
    return (await session.exec(statement)).first() is not None


@unscoped("of a shipment that was read within a scope")
async def lines_of(session: AsyncSession, shipment_id: UUID) -> list[ShipmentLine]:
    statement = select(ShipmentLine).where(col(ShipmentLine.shipment_id) == shipment_id)
    return list(await session.exec(statement.order_by(col(ShipmentLine.id))))
