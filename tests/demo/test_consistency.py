"""Nothing in the demo world contradicts itself, and what does would be found."""

from __future__ import annotations

import asyncpg
import pytest

from db.consistency import STATEMENTS, inconsistencies

# An entry in the feed of some party, for each of the positions.
ENTER = """
    INSERT INTO feed_entries (
        party_id, position, sequenced_at, event_id, kind, fact_id, aggregate_id, version,
        recorded_at
    )
    SELECT party.id, position, now(), 1, 'ORDER', uuidv7(), uuidv7(), 1, now()
    FROM (SELECT min(id::text)::uuid AS id FROM parties) AS party, unnest(ARRAY[{}]) AS position
"""

# A statement that breaks each rule of `db.consistency`.
BREAKS = {
    "Stock items differ from the sum of their movements": (
        "UPDATE stock_items SET on_hand = on_hand + 1"
    ),
    "Movements do not follow one another": "UPDATE stock_movements SET on_hand = on_hand + 1",
    "Movements leave stock that is negative or oversold": (
        "UPDATE stock_movements SET reserved = -1"
    ),
    "Movements are of another party, location or SKU than their stock item": (
        "UPDATE stock_movements SET sku_id = (SELECT min(id::text)::uuid FROM skus)"
    ),
    "Stock items are at a location of another party": (
        "UPDATE stock_items SET party_id = (SELECT id FROM parties WHERE kind = 'OPERATOR')"
    ),
    "Stock items hold more or less than is reserved of them": "DELETE FROM reservations",
    "Order lines are not held as they are allocated": (
        "UPDATE reservations SET quantity = quantity + 1"
    ),
    "Reservations are of another SKU or seller than their order line": (
        "UPDATE order_lines SET sku_id = (SELECT min(id::text)::uuid FROM skus)"
    ),
    "Order lines or orders do not add up": "UPDATE order_lines SET total_minor = total_minor + 1",
    "Histories of orders do not follow one another": "DELETE FROM order_events WHERE version = 2",
    "Orders are not where their history leads": "UPDATE orders SET version = version + 1",
    "Orders are in a status that their lines contradict": (
        "UPDATE orders SET status = 'COMPLETED' WHERE status = 'PLACED'"
    ),
    "Order lines differ from what their shipments carry": "DELETE FROM shipment_lines",
    "Histories of shipments do not follow one another": """
        INSERT INTO shipment_events
            (id, shipment_id, order_id, version, kind, status, occurred_at)
        SELECT uuidv7(), id, order_id, 2, 'SHIPPED', 'IN_TRANSIT', now() FROM shipments LIMIT 1
    """,
    "Shipments are not where their history leads": "UPDATE shipments SET version = 1",
    "Alerts are not where their history leads": """
        INSERT INTO alerts (id, party_id, kind, status, version, subject_id, raised_at)
        SELECT uuidv7(), id, 'SHORT_STOCK', 'OPEN', 1, id, now() FROM parties LIMIT 1
    """,
    "Stock items expect other goods than are on their way to them": (
        "UPDATE shipments SET status = 'DELIVERED'"
    ),
    "Feeds have gaps": f"""
        WITH entered AS ({ENTER.format("7")})
        INSERT INTO feeds (party_id, position) SELECT min(id::text)::uuid, 8 FROM parties
    """,
    "Feeds tell an event twice": ENTER.format("1, 2"),
}


async def test_nothing_in_it_contradicts_itself(connection: asyncpg.Connection) -> None:
    assert await inconsistencies(connection) == []


@pytest.mark.parametrize("rule", STATEMENTS)
async def test_a_broken_rule_is_found(connection: asyncpg.Connection, rule: str) -> None:
    # Ledgers refuse changes; here somebody found a way.
    await connection.execute("SET LOCAL session_replication_role = replica")
    await connection.execute(BREAKS[rule])

    assert any(sentence.startswith(rule) for sentence in await inconsistencies(connection))
