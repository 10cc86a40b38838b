"""Takes back what a run brought into the hub, as far as nothing was built on it since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from sqlmodel import SQLModel

from db.session import Connection

# What is a part of a thing and goes with it: its tables, and their columns that lead to it.
_PARTS: Final = {
    "orders": (
        ("order_lines", "order_id"),
        ("order_events", "order_id"),
        ("shipments", "order_id"),
    ),
    "order_lines": (("shipment_lines", "order_line_id"),),
    "shipments": (("shipment_lines", "shipment_id"),),
    "stock_items": (("stock_movements", "stock_item_id"),),
}
_IS_AS_IMPORTED: Final = {
    "orders": "version = 1",
    "stock_items": "version = 1",
}
# In the order in which they can go.
_TABLES: Final = (
    "orders", "stock_items", "locations", "partnerships", "skus", "products", "categories",
    "parties",
)  # fmt: skip


def _references(table: str) -> Iterator[tuple[str, str]]:
    """The columns of other tables that refer to rows of a table, besides those of its parts."""
    parts = {part for part, _ in _PARTS.get(table, ())}
    for other in SQLModel.metadata.sorted_tables:
        for column in other.columns:
            if other.name not in parts and any(
                key.column.table.name == table for key in column.foreign_keys
            ):
                yield other.name, column.name


def _is_built_on(table: str, row: str) -> Iterator[str]:
    """Conditions under which something else leans on a row of a table, or on a part of it."""
    for other, column in _references(table):
        beside = "" if other != table else " AND other.id NOT IN (SELECT id FROM undone)"
        yield f"EXISTS (SELECT FROM {other} other WHERE other.{column} = {row}{beside})"
    for part, column in _PARTS.get(table, ()):
        if below := list(_is_built_on(part, "part.id")):
            yield (
                f"EXISTS (SELECT FROM {part} part WHERE part.{column} = {row}"
                f" AND ({' OR '.join(below)}))"
            )


# Pieces that an order brought back to one that stays were not brought back then: the last lines
# give them up first.
_TAKE_RETURNS_BACK: Final = """
    WITH back AS (
        SELECT o.caused_by_id AS order_id, line.sku_id, sum(line.quantity) AS quantity
        FROM orders o JOIN order_lines line ON line.order_id = o.id
        WHERE o.id IN (SELECT id FROM undone) AND o.status = 'CANCELLED'
        AND o.caused_by_id IS NOT NULL AND o.caused_by_id NOT IN (SELECT id FROM undone)
        GROUP BY o.caused_by_id, line.sku_id
    ), emptied AS (
        SELECT line.id, line.returned, back.quantity,
            coalesce(sum(line.returned) OVER (
                PARTITION BY line.order_id, line.sku_id ORDER BY line.position DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), 0) AS before
        FROM order_lines line JOIN back USING (order_id, sku_id)
    )
    UPDATE order_lines SET returned = order_lines.returned
        - least(emptied.returned, emptied.quantity - emptied.before)
    FROM emptied WHERE emptied.id = order_lines.id AND emptied.quantity > emptied.before
"""


async def undo_run(connection: Connection, run_id: UUID) -> tuple[dict[str, int], dict[str, int]]:
    """Removes what the run brought in. Returns how many rows of each table went, and how many stay.

    What stays was changed since, or something leans on it. Needs a transaction.
    """
    # The ledgers are append-only for everybody else.
    await connection.execute("SET LOCAL hub.undoing_import = 'on'")
    removed: dict[str, int] = {}
    kept: dict[str, int] = {}
    for table in _TABLES:
        brought = await _choose(connection, run_id, table)
        if table == "orders":
            await connection.execute(_TAKE_RETURNS_BACK)
        await _delete_parts(connection, table, "SELECT id FROM undone")
        status = await connection.execute(
            f"DELETE FROM {table} WHERE id IN (SELECT id FROM undone)"
        )
        await connection.execute(
            "DELETE FROM imported_things WHERE kind = $1 AND thing_id IN (SELECT id FROM undone)",
            table,
        )
        await connection.execute("DROP TABLE undone")
        removed[table] = int(status.rpartition(" ")[2])
        kept[table] = brought - removed[table]
    return removed, kept


async def _choose(connection: Connection, run_id: UUID, table: str) -> int:
    """Makes the table `undone` of what can go. Returns how much the run brought in."""
    await connection.execute(
        "CREATE TEMPORARY TABLE undone (id uuid PRIMARY KEY, is_new boolean) ON COMMIT DROP"
    )
    status = await connection.execute(
        "INSERT INTO undone SELECT thing_id, said_by_id = run_id FROM imported_things"
        " WHERE run_id = $1 AND kind = $2",
        run_id,
        table,
    )
    await connection.execute("ANALYZE undone")
    condition = _IS_AS_IMPORTED.get(table, "true")
    built_on = " OR ".join(_is_built_on(table, "undone.id")) or "false"
    leaning = (
        f"DELETE FROM undone WHERE NOT is_new OR {built_on}"
        f" OR NOT EXISTS (SELECT FROM {table} row WHERE row.id = undone.id AND {condition})"
    )
    # What leans on a thing that stays may itself have been let go before: look again.
    while not (await connection.execute(leaning)).endswith(" 0"):
        pass
    return int(status.rpartition(" ")[2])


async def _delete_parts(connection: Connection, table: str, ids: str) -> None:
    for part, column in _PARTS.get(table, ()):
        await _delete_parts(connection, part, f"SELECT id FROM {part} WHERE {column} IN ({ids})")
        await connection.execute(f"DELETE FROM {part} WHERE {column} IN ({ids})")
