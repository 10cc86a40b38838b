"""What the staged rows say together: temporary tables with one row for every thing.

Within a file the first row that says anything counts; between files the last, as if each had been
imported after the other. The tables are made anew for every round of checks. All that a check looks
up is indexed: where the planner expects little it looks things up one by one, and without an index
that would take the square of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from db.enums.orders import OrderKind
from db.enums.parties import PartyKind
from db.queries.imports.staging import REJECTED, ROWS, staging_table
from db.record_kinds import ORDER, PARTY, PRODUCT, RECORD_KINDS, SKU, RecordKind
from db.session import Connection


def _first(column: str) -> str:
    return (
        f"(array_agg({column} ORDER BY file_no DESC, row_no, nth)"
        f" FILTER (WHERE {column} IS NOT NULL))[1]"
    )


def _gathered(kind: RecordKind) -> str:
    """One row for every id, with the fields that count."""
    columns = []
    for field in kind.fields:
        first = _first(field.column)
        columns.append(f"{first} AS {field.column}")
    return (
        f"SELECT id, id AS key_id, {', '.join(columns)},"
        " min(ARRAY[file_no::bigint, row_no]) AS place"
        f" FROM {staging_table(kind)} GROUP BY id"
    )


# A digest of what is said of a thing that later imports may change.
def _said(kind: RecordKind) -> str:
    changes = ", ".join(field.column for field in kind.fields if field.changes)
    return f"md5(concat_ws('|', {changes}))"


# What an order of the hub is, before anything is said of what happened to it there.
_IS_UNTOUCHED: Final = """
    known.version = (
        SELECT count(*) FROM order_events step
        WHERE step.order_id = known.id AND step.kind = 'IMPORTED'
    )
    AND NOT EXISTS (
        SELECT FROM order_lines line WHERE line.order_id = known.id AND line.returned > 0
    )
    AND NOT EXISTS (SELECT FROM orders caused WHERE caused.caused_by_id = known.id)
"""
_AMOUNTS: Final = {"freight": "FREIGHT", "tax": "TAX", "discount": "DISCOUNT", "paid": "PAYMENT"}
_CHARGED: Final = ", ".join(
    f"sum(amount) FILTER (WHERE kind = '{kind}') AS {name}" for name, kind in _AMOUNTS.items()
)
_AMOUNT_COLUMNS: Final = ", ".join(
    f"coalesce(charged.{name}, CASE WHEN named.nth = 1 THEN told.{name} END,"
    f" known.{name}_minor, 0) AS {name}"
    for name in _AMOUNTS
)
_TABLES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "said_party": (
        (
            f"SELECT party.*, {_said(PARTY)} AS said, listed FROM ({_gathered(PARTY)}) party"
            " JOIN (SELECT id, bool_or(role <> 'BUYER') AS listed FROM staged_party GROUP BY id)"
            " roles USING (id)"
        ),
        ("id",),
    ),
    "said_product": (
        (
            f"SELECT told.*, {_said(PRODUCT)} AS said,"
            f" coalesce(known.owner_id, told.owner_id) AS hub_owner_id"
            f" FROM ({_gathered(PRODUCT)}) told"
            " LEFT JOIN (SELECT id AS known_id, owner_id FROM products) known ON known_id = told.id"
        ),
        ("id",),
    ),
    "said_sku": (
        (
            f"SELECT told.*, {_said(SKU)} AS said, coalesce(product.hub_owner_id, known.owner_id)"
            f" AS owner_id FROM ({_gathered(SKU)}) told"
            " LEFT JOIN (SELECT id AS said_id, hub_owner_id FROM said_product) product"
            " ON said_id = told.product_id"
            " LEFT JOIN (SELECT id AS known_id, owner_id FROM products) known"
            " ON known_id = told.product_id"
        ),
        ("id",),
    ),
    "told_order": (_gathered(ORDER), ("id",)),
    # An order that the hub has may be told of by its lines alone, or without any.
    "said_order": (
        f"""
        SELECT named.id, named.key_id, known.id IS NULL AS is_new, known.status AS status_before,
            coalesce(told.number, known.number) AS number,
            coalesce(known.buyer_id, told.buyer_id) AS buyer_id,
            coalesce(known.seller_id, named.seller_id,
                told.seller_id) AS seller_id,
            told.cancels_id, coalesce(known.currency, told.currency) AS currency,
            CASE WHEN told.cancelled THEN 'CANCELLED'
                ELSE coalesce(told.status, known.status, 'COMPLETED') END AS status,
            coalesce(told.placed_at, known.placed_at) AS placed_at,
            coalesce(told.note, known.note) AS note, told.shipped_at, told.received_at,
            told.estimated_arrival, told.carrier, told.tracking_number,
            told.total AS told_total, {_AMOUNT_COLUMNS},
            known.id IS NOT NULL AND NOT ({_IS_UNTOUCHED}) AS is_closed,
            named.sellers, told.place
        FROM (
            SELECT *, row_number() OVER (PARTITION BY key_id ORDER BY id) AS nth,
                count(*) OVER (PARTITION BY key_id) AS sellers
            FROM (
                SELECT DISTINCT ON (id) id, key_id, seller_id FROM (
                    SELECT order_hub_id, order_id, seller_id FROM staged_line
                    UNION SELECT order_hub_id, order_id, seller_id FROM staged_charge
                    UNION SELECT thing.thing_id, thing.key_id, NULL
                    FROM told_order JOIN imported_things thing
                        ON thing.kind = 'orders' AND thing.key_id = told_order.id
                ) mentioned (id, key_id, seller_id)
                ORDER BY id, seller_id
            ) once
        ) named
        LEFT JOIN told_order told ON told.id = named.key_id
        LEFT JOIN orders known ON known.id = named.id
        LEFT JOIN (
            SELECT order_hub_id, {_CHARGED}
            FROM (
                SELECT order_hub_id, kind, amount, file_no,
                    max(file_no) OVER (PARTITION BY order_hub_id, kind) AS last_file_no
                FROM staged_charge
            ) charge
            WHERE file_no = last_file_no GROUP BY order_hub_id
        ) charged ON charged.order_hub_id = named.id
        WHERE told.id IS NOT NULL OR known.id IS NOT NULL
        """,
        ("id", "key_id"),
    ),
    # A line is known by its own key, or else by its SKU and how many lines of its order and file
    # have the same: so a line is known again wherever in whichever file it stands.
    "said_line": (
        """
        SELECT DISTINCT ON (id) * FROM (
            SELECT md5(order_hub_id::text || coalesce('key:' || key, sku_id || ':' || same))::uuid
                AS id, order_hub_id AS order_id, sku_id, quantity,
                coalesce(unit_price, round(total::numeric * per / quantity)) AS unit_price,
                per,
                coalesce(total, div(2::numeric * quantity * unit_price + per, 2::numeric * per))
                    AS total,
                file_no, row_no, nth
            FROM (
                SELECT file_no, row_no, nth, order_hub_id, key, sku_id, quantity, unit_price,
                    coalesce(per, 1) AS per, total, row_number() OVER (
                    PARTITION BY file_no, order_hub_id, sku_id, key
                    ORDER BY quantity DESC, unit_price DESC, total DESC, row_no, nth
                ) AS same FROM staged_line
            ) counted
        ) named
        ORDER BY id, file_no DESC, row_no, nth
        """,
        ("id", "order_id, sku_id"),
    ),
    "said_total": (
        """
        SELECT order_id, sum(total) AS goods FROM (
            SELECT order_id, total FROM said_line
            UNION ALL
            SELECT kept.order_id, kept.total_minor FROM order_lines kept
            JOIN said_order said ON said.id = kept.order_id
            WHERE NOT EXISTS (SELECT FROM said_line WHERE said_line.id = kept.id)
        ) line GROUP BY order_id
        """,
        ("order_id",),
    ),
    # Orders of the hub of which something new is said.
    "changed_order": (
        """
        SELECT id FROM said_order said JOIN orders known USING (id) WHERE (
            (said.status, said.note, freight, tax, discount, paid) IS DISTINCT FROM
                (known.status, known.note, freight_minor, tax_minor, discount_minor, paid_minor)
            OR EXISTS (
                SELECT FROM said_line line LEFT JOIN order_lines kept ON kept.id = line.id
                WHERE line.order_id = said.id
                AND (kept.sku_id, kept.quantity, kept.unit_price_minor, kept.per, kept.total_minor)
                    IS DISTINCT FROM
                    (line.sku_id, line.quantity, line.unit_price, line.per, line.total)
            )
        )
        """,
        ("id",),
    ),
    # A location is the one that its party has by this code, whoever made it. A count is new where
    # no import has told it last.
    "said_stock": (
        """
        SELECT told.*, item.id AS item_id, item.on_hand AS on_hand_before, item.reserved,
            thing.said IS DISTINCT FROM told.on_hand::text AND item.id IS NOT NULL AS is_counted
        FROM (
            SELECT DISTINCT ON (party_id, location, sku_id) named.file_no, named.row_no,
                named.party_id, named.location, named.sku_id, named.on_hand,
                coalesce(known.id, md5(named.party_id || named.location)::uuid) AS location_id
            FROM (
                SELECT file_no, row_no, nth, party_id AS party_id,
                    location, sku_id, on_hand FROM staged_stock
            ) named
            LEFT JOIN locations known
                ON known.party_id = named.party_id AND known.code = named.location
            ORDER BY party_id, location, sku_id, file_no DESC, row_no, nth
        ) told
        LEFT JOIN stock_items item
            ON item.location_id = told.location_id AND item.sku_id = told.sku_id
        LEFT JOIN imported_things thing
            ON thing.kind IN ('stock_items', 'counted_stock') AND thing.thing_id = item.id
        """,
        ("location_id, sku_id",),
    ),
}


async def begin_merge(
    connection: Connection, trades: Mapping[tuple[PartyKind, PartyKind], OrderKind]
) -> None:
    """Prepares the transaction of a merge. `trades`: what an order is, by its (buyer, seller)."""
    await connection.execute(
        "CREATE TEMPORARY TABLE import_trades (buyer_kind text, seller_kind text, order_kind text,"
        " PRIMARY KEY (buyer_kind, seller_kind)) ON COMMIT DROP"
    )
    await connection.executemany(
        "INSERT INTO import_trades VALUES ($1, $2, $3)",
        [(buyer, seller, kind) for (buyer, seller), kind in trades.items()],
    )
    # Keys of one and the same party mean it.
    for kind in RECORD_KINDS:
        for field in kind.references:
            if field.refers_to == PARTY.name:
                await connection.execute(
                    f"UPDATE {staging_table(kind)} SET {field.column} = party.id FROM"
                    " (SELECT DISTINCT key_id, id FROM staged_party WHERE key_id <> id) party"
                    f" WHERE {field.column} = party.key_id"
                )
    # An order that is not cancelled takes nothing back.
    await connection.execute(
        "UPDATE staged_order SET cancels_id = NULL WHERE cancelled IS NOT TRUE"
    )
    # Which rows belong to which order: it is imported whole or not at all.
    await connection.execute(
        "CREATE TEMPORARY TABLE order_rows ON COMMIT DROP AS"
        " SELECT file_no, row_no, id AS order_id FROM staged_order"
        " UNION SELECT file_no, row_no, order_id FROM staged_line"
        " UNION SELECT file_no, row_no, order_id FROM staged_charge"
    )
    await connection.execute("CREATE INDEX ON order_rows (file_no, row_no)")
    await connection.execute("CREATE INDEX ON order_rows (order_id)")
    # The planner has never seen these rows.
    tables = [ROWS, REJECTED, "order_rows", *map(staging_table, RECORD_KINDS)]
    await connection.execute("ANALYZE " + ", ".join(tables))


async def gather(connection: Connection) -> None:
    """Makes the tables of what the staged rows say together, anew."""
    await connection.execute("DROP TABLE IF EXISTS " + ", ".join(_TABLES))
    for table, (query, indexes) in _TABLES.items():
        await connection.execute(f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS {query}")
        for columns in indexes:
            await connection.execute(f"CREATE INDEX ON {table} ({columns})")
        await connection.execute(f"ANALYZE {table}")
