"""A shipment that should have arrived is still on its way: both sides of its order are told."""

from typing import Final

from db.conditions import Condition
from db.enums.alerts import AlertKind

CONDITION: Final = Condition(
    kind=AlertKind.DELAYED_DELIVERY,
    permission="move goods",
    found="""
        SELECT side.party_id, shipment.id, NULL::uuid, shipment.order_id, shipment.id
        FROM shipments AS shipment
        JOIN orders ON orders.id = shipment.order_id
        CROSS JOIN LATERAL (VALUES (seller_id), (buyer_id)) AS side (party_id)
        WHERE shipment.status = 'IN_TRANSIT' AND shipment.estimated_arrival < :now
    """,
)
