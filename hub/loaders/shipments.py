"""Bulk reads of shipments, their lines and their tracking."""

from db.queries import shipments as queries
from hub.loaders.rows import one, several
from hub.policy.shipments import (
    shipment_lines_seen_by,
    shipments_seen_by,
    tracking_events_seen_by,
)

shipment_by_id = one(queries.SHIPMENT_BY_ID, shipments_seen_by)
shipments_by_order = several(queries.SHIPMENTS_BY_ORDER, shipments_seen_by)
shipment_line_by_id = one(queries.SHIPMENT_LINE_BY_ID, shipment_lines_seen_by)
tracking_event_by_id = one(queries.TRACKING_EVENT_BY_ID, tracking_events_seen_by)
lines_by_shipment = several(queries.LINES_BY_SHIPMENT, shipment_lines_seen_by)
tracking_by_shipment = several(queries.TRACKING_BY_SHIPMENT, tracking_events_seen_by)
