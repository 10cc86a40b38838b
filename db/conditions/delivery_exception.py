"""The newest report on a shipment says that something is wrong: both sides are told."""

from typing import Final

from db.conditions import Condition
from db.enums.alerts import AlertKind

CONDITION: Final = Condition(
    kind=AlertKind.DELIVERY_EXCEPTION,
    permission="move goods",
    found="""
        SELECT side.party_id, shipment.id, NULL::uuid, shipment.order_id, shipment.id
        FROM shipments AS shipment
        JOIN orders ON orders.id = shipment.order_id
        CROSS JOIN LATERAL (
            SELECT status FROM tracking_events
            WHERE tracking_events.shipment_id = shipment.id
            ORDER BY occurred_at DESC, id DESC
            LIMIT 1
        ) AS report
        CROSS JOIN LATERAL (VALUES (seller_id), (buyer_id)) AS side (party_id)
        WHERE shipment.status = 'IN_TRANSIT' AND report.status = 'EXCEPTION'
    """,
)
