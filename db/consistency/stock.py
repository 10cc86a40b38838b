"""What must be true of stock items, and of the movements that they follow from."""

from collections.abc import Mapping
from typing import Final

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
    # A loss may leave less than is reserved.
    "Movements leave stock that is negative, or reserve what is not there": """
        SELECT id
        FROM stock_movements
        WHERE on_hand < 0 OR reserved < 0 OR incoming < 0
            OR (reserved_delta > 0 AND reserved > on_hand)
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
}
