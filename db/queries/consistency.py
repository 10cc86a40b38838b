"""What must be true of all that is stored, as statements that find where it is not.

Each finds some rows that break one rule. They read whole tables: for tests and for an operator who
doubts, not for requests.
"""

from collections.abc import Mapping
from typing import Final

import asyncpg

_FOUND_MAX: Final = 5

# What is wrong, and the ids of what it is wrong with.
STATEMENTS: Final[Mapping[str, str]] = {
    "Stock items differ from the sum of their movements": """
        SELECT stock_items.id
        FROM stock_items
        LEFT JOIN (
            SELECT
                stock_item_id,
                sum(on_hand_delta) AS on_hand,
                sum(reserved_delta) AS reserved,
                sum(incoming_delta) AS incoming,
                count(*) AS version
            FROM stock_movements
            GROUP BY stock_item_id
        ) AS moved ON moved.stock_item_id = stock_items.id
        WHERE (stock_items.on_hand, stock_items.reserved, stock_items.incoming, stock_items.version)
            IS DISTINCT FROM (
                coalesce(moved.on_hand, 0), coalesce(moved.reserved, 0),
                coalesce(moved.incoming, 0), coalesce(moved.version, 0)
            )
    """,
    "Movements do not follow one another": """
        SELECT id
        FROM (
            SELECT
                *,
                row_number() OVER so_far AS place,
                sum(on_hand_delta) OVER so_far AS on_hand_so_far,
                sum(reserved_delta) OVER so_far AS reserved_so_far,
                sum(incoming_delta) OVER so_far AS incoming_so_far,
                lag(occurred_at) OVER so_far AS occurred_before
            FROM stock_movements
            WINDOW so_far AS (PARTITION BY stock_item_id ORDER BY version)
        ) AS movement
        WHERE version <> place
            OR (on_hand, reserved, incoming)
                <> (on_hand_so_far, reserved_so_far, incoming_so_far)
            OR occurred_at < occurred_before
    """,
    "Movements leave stock that is negative or oversold": """
        SELECT id
        FROM stock_movements
        WHERE on_hand < 0 OR reserved < 0 OR incoming < 0 OR reserved > on_hand
    """,
    "Movements are of another party, location or SKU than their stock item": """
        SELECT stock_movements.id
        FROM stock_movements
        JOIN stock_items ON stock_items.id = stock_movements.stock_item_id
        WHERE (stock_movements.party_id, stock_movements.location_id, stock_movements.sku_id)
            <> (stock_items.party_id, stock_items.location_id, stock_items.sku_id)
    """,
    "Stock items are at a location of another party": """
        SELECT stock_items.id
        FROM stock_items
        JOIN locations ON locations.id = stock_items.location_id
        WHERE stock_items.party_id <> locations.party_id
    """,
    "Stock items hold more or less than is reserved of them": """
        SELECT stock_items.id
        FROM stock_items
        LEFT JOIN (
            SELECT stock_item_id, sum(quantity) AS quantity
            FROM reservations
            GROUP BY stock_item_id
        ) AS held ON held.stock_item_id = stock_items.id
        WHERE stock_items.reserved <> coalesce(held.quantity, 0)
    """,
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
                order_lines.total_minor <> quantity * unit_price_minor
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
            ELSE received < quantity
        END
    """,
    # What was imported may have been shipped without a word of how.
    "Order lines differ from what their shipments carry": """
        SELECT order_lines.id
        FROM order_lines
        LEFT JOIN (
            SELECT
                order_line_id,
                sum(quantity) AS shipped,
                coalesce(sum(quantity) FILTER (WHERE status = 'DELIVERED'), 0) AS received
            FROM shipment_lines
            JOIN shipments ON shipments.id = shipment_lines.shipment_id
            GROUP BY order_line_id
        ) AS carried ON carried.order_line_id = order_lines.id
        WHERE (order_lines.shipped, order_lines.received)
            <> (coalesce(carried.shipped, 0), coalesce(carried.received, 0))
            AND NOT EXISTS (
                SELECT FROM order_events
                WHERE order_events.order_id = order_lines.order_id
                    AND order_events.kind = 'IMPORTED'
            )
    """,
    "Histories of shipments do not follow one another": """
        SELECT id
        FROM (
            SELECT
                *,
                row_number() OVER so_far AS place,
                lag(occurred_at) OVER so_far AS occurred_before
            FROM shipment_events
            WINDOW so_far AS (PARTITION BY shipment_id ORDER BY version)
        ) AS step
        WHERE version <> place OR occurred_at < occurred_before
    """,
    # What was brought in as it stood has no history.
    "Shipments are not where their history leads": """
        SELECT shipments.id
        FROM shipments
        LEFT JOIN LATERAL (
            SELECT version, order_id, status, estimated_arrival
            FROM shipment_events
            WHERE shipment_events.shipment_id = shipments.id
            ORDER BY version DESC
            LIMIT 1
        ) AS newest ON true
        WHERE shipments.version <> coalesce(newest.version, 0)
            OR newest.version IS NOT NULL
                AND (shipments.order_id, shipments.status, shipments.estimated_arrival)
                    IS DISTINCT FROM (newest.order_id, newest.status, newest.estimated_arrival)
    """,
    "Alerts are not where their history leads": """
        SELECT alerts.id
        FROM alerts
        LEFT JOIN LATERAL (
            SELECT version, status FROM alert_events
            WHERE alert_events.alert_id = alerts.id
            ORDER BY version DESC
            LIMIT 1
        ) AS newest ON true
        WHERE (alerts.version, alerts.status) IS DISTINCT FROM (newest.version, newest.status)
    """,
    "Stock items expect other goods than are on their way to them": """
        SELECT stock_items.id
        FROM stock_items
        LEFT JOIN (
            SELECT orders.deliver_to_id, order_lines.sku_id, sum(shipment_lines.quantity) AS pieces
            FROM shipments
            JOIN shipment_lines ON shipment_lines.shipment_id = shipments.id
            JOIN order_lines ON order_lines.id = shipment_lines.order_line_id
            JOIN orders ON orders.id = order_lines.order_id
            WHERE shipments.status = 'IN_TRANSIT'
            GROUP BY orders.deliver_to_id, order_lines.sku_id
        ) AS travelling ON travelling.deliver_to_id = stock_items.location_id
            AND travelling.sku_id = stock_items.sku_id
        WHERE stock_items.incoming <> coalesce(travelling.pieces, 0)
    """,
    "Feeds have gaps": """
        SELECT feeds.party_id AS id
        FROM feeds
        LEFT JOIN feed_entries ON feed_entries.party_id = feeds.party_id
        GROUP BY feeds.party_id, feeds.position
        HAVING count(feed_entries.position) > 0
            AND (
                max(feed_entries.position) <> feeds.position
                OR max(feed_entries.position) - min(feed_entries.position) + 1
                    <> count(feed_entries.position)
            )
    """,
    "Feeds tell an event twice": """
        SELECT party_id AS id
        FROM feed_entries
        GROUP BY party_id, event_id
        HAVING count(*) > 1
    """,
}


async def inconsistencies(connection: asyncpg.Connection) -> list[str]:
    """A sentence for every rule that is broken, with the ids of some rows that break it."""
    sentences = []
    for rule, statement in STATEMENTS.items():
        found = await connection.fetch(f"{statement} LIMIT {_FOUND_MAX + 1}")
        if found:
            ids = ", ".join(str(row["id"]) for row in found[:_FOUND_MAX])
            more = ", …" if len(found) > _FOUND_MAX else ""
            sentences.append(f"{rule}: {ids}{more}.")
    return sentences
