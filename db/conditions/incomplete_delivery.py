"""Something arrived broken, or not at all: the seller is told until the buyer accepts it."""

from typing import Final

from db.conditions import Condition
from db.enums.alerts import AlertKind

CONDITION: Final = Condition(
    kind=AlertKind.INCOMPLETE_DELIVERY,
    permission="sell",
    found="""
        SELECT DISTINCT seller_id, shipment.id, NULL::uuid, shipment.order_id, shipment.id
        FROM shipment_lines
        JOIN shipments AS shipment ON shipment.id = shipment_lines.shipment_id
        JOIN orders ON orders.id = shipment.order_id
        WHERE shipment_lines.damaged + shipment_lines.missing > 0
            AND orders.status <> 'COMPLETED'
    """,
)
