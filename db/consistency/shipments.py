"""What must be true of shipments, and of what orders and stock say of them."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    # What was imported may have been shipped without a word of how.
    "Order lines differ from what their shipments carry": """
        SELECT order_lines.id
        FROM order_lines
        LEFT JOIN (
            SELECT
                order_line_id,
                sum(quantity) AS shipped,
                coalesce(sum(received), 0) AS received,
                coalesce(sum(damaged), 0) AS damaged,
                coalesce(sum(missing), 0) AS missing
            FROM shipment_lines
            JOIN shipments ON shipments.id = shipment_lines.shipment_id
            GROUP BY order_line_id
        ) AS carried ON carried.order_line_id = order_lines.id
        WHERE (
                order_lines.shipped, order_lines.received, order_lines.damaged, order_lines.missing
            )
            <> (
                coalesce(carried.shipped, 0), coalesce(carried.received, 0),
                coalesce(carried.damaged, 0), coalesce(carried.missing, 0)
            )
            AND NOT EXISTS (
                SELECT FROM order_events
                WHERE order_events.order_id = order_lines.order_id
                    AND order_events.kind = 'IMPORTED'
            )
    """,
    # What was imported may have arrived without a word of how.
    "Shipments are received without a word of how, or the other way round": """
        SELECT shipment_lines.id
        FROM shipment_lines
        JOIN shipments ON shipments.id = shipment_lines.shipment_id
        WHERE (shipments.status = 'DELIVERED') <> (shipment_lines.received IS NOT NULL)
            AND NOT EXISTS (
                SELECT FROM order_events
                WHERE order_events.order_id = shipments.order_id
                    AND order_events.kind = 'IMPORTED'
            )
    """,
    "Shipments left a location of another party than their seller": """
        SELECT shipments.id
        FROM shipments
        JOIN orders ON orders.id = shipments.order_id
        JOIN locations ON locations.id = shipments.origin_id
        WHERE locations.party_id <> orders.seller_id
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
}
