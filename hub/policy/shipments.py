"""Who may see which shipments: whoever may see their order."""

from typing import Final

from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.orders import Order
from db.tables.shipments import Shipment, ShipmentEvent, ShipmentLine, TrackingEvent
from hub.policy.orders import ORDERS
from hub.policy.viewer import Rule, Viewer, seen_with

_SHIPMENTS: Final[Rule[Shipment]] = seen_with(table_of(Shipment).c.order_id, Order, ORDERS)
_LINES: Final[Rule[ShipmentLine]] = seen_with(
    table_of(ShipmentLine).c.shipment_id, Shipment, _SHIPMENTS
)
_TRACKING: Final[Rule[TrackingEvent]] = seen_with(
    table_of(TrackingEvent).c.shipment_id, Shipment, _SHIPMENTS
)
_EVENTS: Final[Rule[ShipmentEvent]] = seen_with(table_of(ShipmentEvent).c.order_id, Order, ORDERS)


def shipments_seen_by(viewer: Viewer | None) -> Scope[Shipment]:
    return _SHIPMENTS.scope(viewer)


def shipment_lines_seen_by(viewer: Viewer | None) -> Scope[ShipmentLine]:
    return _LINES.scope(viewer)


def tracking_events_seen_by(viewer: Viewer | None) -> Scope[TrackingEvent]:
    return _TRACKING.scope(viewer)


def shipment_events_seen_by(viewer: Viewer | None) -> Scope[ShipmentEvent]:
    return _EVENTS.scope(viewer)
