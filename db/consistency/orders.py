"""What must be true of orders, their lines, their histories, and what is reserved for them."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Order lines are not held as they are allocated": """
        SELECT order_lines.id
        FROM order_lines
        LEFT JOIN (
            SELECT order_line_id, sum(quantity) AS quantity
            FROM reservations
            GROUP BY order_line_id
        ) AS held ON held.order_line_id = order_lines.id
        WHERE order_lines.allocated - order_lines.shipped <> coalesce(held.quantity, 0)
    """,
    "Reservations are of another SKU or seller than their order line": """
        SELECT reservations.order_line_id AS id
        FROM reservations
        JOIN order_lines ON order_lines.id = reservations.order_line_id
        JOIN orders ON orders.id = order_lines.order_id
        JOIN stock_items ON stock_items.id = reservations.stock_item_id
        WHERE (stock_items.sku_id, stock_items.party_id) <> (order_lines.sku_id, orders.seller_id)
    """,
    # Another system may tell what a line costs, and no exact price of a piece.
    "Order lines or orders do not add up": """
        SELECT order_id AS id
        FROM order_lines
        JOIN orders ON orders.id = order_lines.order_id
        GROUP BY orders.id, order_id
        HAVING bool_or(
                order_lines.total_minor
                    <> div(2::numeric * quantity * unit_price_minor + per, 2::numeric * per)
                AND NOT EXISTS (
                    SELECT FROM order_events
                    WHERE order_events.order_id = orders.id AND order_events.kind = 'IMPORTED'
                )
            )
            OR sum(order_lines.total_minor) + orders.freight_minor + orders.tax_minor
                - orders.discount_minor <> orders.total_minor
        UNION ALL
        SELECT id
        FROM orders
        WHERE total_minor <> 0
            AND NOT EXISTS (SELECT FROM order_lines WHERE order_lines.order_id = orders.id)
    """,
    "Histories of orders do not follow one another": """
        SELECT id
        FROM (
            SELECT
                *,
                row_number() OVER so_far AS place,
                lag(to_status) OVER so_far AS status_before,
                lag(occurred_at) OVER so_far AS occurred_before
            FROM order_events
            WINDOW so_far AS (PARTITION BY order_id ORDER BY version)
        ) AS step
        WHERE version <> place
            OR coalesce(from_status, 'DRAFT') <> coalesce(status_before, 'DRAFT')
            OR occurred_at < occurred_before
    """,
    "Orders are not where their history leads": """
        SELECT orders.id
        FROM orders
        LEFT JOIN LATERAL (
            SELECT version, to_status
            FROM order_events
            WHERE order_events.order_id = orders.id
            ORDER BY version DESC
            LIMIT 1
        ) AS newest ON true
        WHERE orders.version <> coalesce(newest.version, 0)
            OR orders.status <> coalesce(newest.to_status, 'DRAFT')
    """,
    "Orders wait for a word on another change than is asked for": """
        SELECT orders.id
        FROM orders
        LEFT JOIN order_changes
            ON order_changes.order_id = orders.id AND order_changes.status = 'ASKED'
        WHERE orders.change_asked_by_id IS DISTINCT FROM order_changes.asked_by_id
    """,
    # For what was imported before it was shipped, nothing may have been put aside.
    "Orders are in a status that their lines contradict": """
        SELECT orders.id
        FROM orders
        JOIN order_lines ON order_lines.order_id = orders.id
        CROSS JOIN LATERAL (
            SELECT EXISTS (
                SELECT FROM order_events
                WHERE order_events.order_id = orders.id AND order_events.kind = 'IMPORTED'
            ) AS imported
        ) AS history
        WHERE CASE
            WHEN orders.status IN ('DRAFT', 'CANCELLED', 'REJECTED') THEN allocated > 0
            WHEN orders.status IN ('PLACED', 'CONFIRMED', 'IN_PRODUCTION')
                THEN shipped > 0 OR (allocated < quantity AND NOT made_to_order AND NOT imported)
            WHEN orders.status = 'READY'
                THEN shipped > 0 OR (allocated < quantity AND NOT imported)
            WHEN orders.status = 'PARTIALLY_SHIPPED'
                THEN allocated < quantity AND NOT made_to_order AND NOT imported
            WHEN orders.status = 'SHIPPED' THEN shipped < quantity
            ELSE received + damaged + missing < quantity
        END
    """,
}
