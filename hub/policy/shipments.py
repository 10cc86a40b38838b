"""Who may see which shipments: whoever may see their order."""

from typing import Any, Final

from sqlalchemy import ColumnElement, select

from db.reading import table_of
from db.scope import Scope
from db.tables import Shipment, ShipmentLine, TrackingEvent
from hub.policy.orders import of_seen_order
from hub.policy.viewer import Rule, Viewer


def _of_seen_shipment(shipment_id: Any) -> ColumnElement[bool]:
    shipment = table_of(Shipment).alias()
    return (
        select(shipment.c.id)
        .where(shipment.c.id == shipment_id, of_seen_order(shipment.c.order_id))
        .exists()
    )


_SHIPMENTS: Final = Rule[Shipment](company=of_seen_order(table_of(Shipment).c.order_id))
_LINES: Final = Rule[ShipmentLine](company=_of_seen_shipment(table_of(ShipmentLine).c.shipment_id))
_TRACKING: Final = Rule[TrackingEvent](
    company=_of_seen_shipment(table_of(TrackingEvent).c.shipment_id)
)


def shipments_seen_by(viewer: Viewer | None) -> Scope[Shipment]:
    return _SHIPMENTS.scope(viewer)


def shipment_lines_seen_by(viewer: Viewer | None) -> Scope[ShipmentLine]:
    return _LINES.scope(viewer)


def tracking_events_seen_by(viewer: Viewer | None) -> Scope[TrackingEvent]:
    return _TRACKING.scope(viewer)
