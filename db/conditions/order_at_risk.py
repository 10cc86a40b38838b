"""Less is there than is held for orders: the newest of them cannot be kept any more."""

from typing import Final

from db.conditions import Condition
from db.enums.alerts import AlertKind

CONDITION: Final = Condition(
    kind=AlertKind.ORDER_AT_RISK,
    permission="sell",
    found="""
        SELECT DISTINCT ON (risk.order_id)
            risk.party_id, risk.order_id, risk.stock_item_id, risk.order_id, NULL::uuid
        FROM (
            SELECT
                item.party_id, item.id AS stock_item_id, item.on_hand, orders.id AS order_id,
                sum(reservations.quantity) OVER (
                    PARTITION BY item.id ORDER BY orders.placed_at, orders.id
                ) AS held_so_far
            FROM stock_items AS item
            JOIN reservations ON reservations.stock_item_id = item.id
            JOIN order_lines ON order_lines.id = reservations.order_line_id
            JOIN orders ON orders.id = order_lines.order_id
            WHERE item.reserved > item.on_hand
        ) AS risk
        WHERE risk.held_so_far > risk.on_hand
        ORDER BY risk.order_id, risk.stock_item_id
    """,
)
