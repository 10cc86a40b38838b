"""An order is open that was placed because of one which came to nothing: its buyer is told."""

from typing import Final

from db.conditions import Condition
from db.enums.alerts import AlertKind

CONDITION: Final = Condition(
    kind=AlertKind.NEEDLESS_ORDER,
    permission="buy",
    found="""
        SELECT needless.buyer_id, needless.id, NULL::uuid, needless.id, NULL::uuid
        FROM orders AS needless
        JOIN orders AS cause ON cause.id = needless.caused_by_id
        WHERE cause.status IN ('CANCELLED', 'REJECTED')
            AND needless.status IN (
                'PLACED', 'CONFIRMED', 'IN_PRODUCTION', 'READY', 'PARTIALLY_SHIPPED'
            )
    """,
)
