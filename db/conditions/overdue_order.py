"""An order has stood still for longer than orders in its status may; it waits since its newest
event."""

from typing import Final

from db.conditions import Condition
from db.enums.alerts import AlertKind

CONDITION: Final = Condition(
    kind=AlertKind.OVERDUE_ORDER,
    permission="sell",
    found="""
        SELECT seller_id, waiting.id, NULL::uuid, waiting.id, NULL::uuid
        FROM unnest(:statuses, :waiting_since) AS patience (status, waiting_since)
        JOIN orders AS waiting ON waiting.status = patience.status
        JOIN order_events AS newest
            ON newest.order_id = waiting.id AND newest.version = waiting.version
        WHERE newest.occurred_at < patience.waiting_since
    """,
)
