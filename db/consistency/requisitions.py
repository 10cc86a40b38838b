"""What must be true of requisitions."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Requisitions are not where their history leads": """
        SELECT requisitions.id
        FROM requisitions
        LEFT JOIN LATERAL (
            SELECT version, status FROM requisition_events
            WHERE requisition_events.requisition_id = requisitions.id
            ORDER BY version DESC
            LIMIT 1
        ) AS newest ON true
        WHERE requisitions.version IS DISTINCT FROM newest.version
            OR requisitions.status <> newest.status
    """,
    "Requisitions are approved without orders, or ordered without approval": """
        SELECT requisition_parts.id
        FROM requisition_parts
        JOIN requisitions ON requisitions.id = requisition_parts.requisition_id
        WHERE (requisitions.status = 'APPROVED') <> (requisition_parts.order_id IS NOT NULL)
    """,
    "Orders that were approved are of somebody else": """
        SELECT requisition_parts.id
        FROM requisition_parts
        JOIN requisitions ON requisitions.id = requisition_parts.requisition_id
        JOIN orders ON orders.id = requisition_parts.order_id
        WHERE (orders.buyer_id, orders.seller_id)
            <> (requisitions.party_id, requisition_parts.seller_id)
    """,
}
