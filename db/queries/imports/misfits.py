"""Which staged rows cannot be merged: they refer to what is nowhere, or contradict what is known.

Every misfit is a query for (file_no, row_no, reason) of a run, $1. They are tried in turn, and
again until none is found, because a row that goes may take with it what another row referred to. As
rows only ever go, this ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from db.enums import OrderKind, PartyKind
from db.queries.imports.runs import STAGING
from db.session import Connection
from db.tables.imports import RejectedRow

# What the rows together say, once for every thing. They are filled anew for every round. All that a
# misfit looks up is indexed: where the planner expects few misfits it looks things up one by one,
# and without an index that would take the square of the rows.
#
# import_lines: `id` follows from the line's own key, or else from what it says and how many lines
# of its order said the same before it: so a line is known again wherever in a file it stands.
# md5 gives names here and protects nothing.
#
# import_stock: a location is the one that its party has by this code, whoever made it.
_SAID: Final = (
    """
    CREATE TEMPORARY TABLE import_trades (
        buyer_kind text, seller_kind text, order_kind text, PRIMARY KEY (buyer_kind, seller_kind)
    ) ON COMMIT DROP
    """,
    """
    CREATE TEMPORARY TABLE import_parties (
        key_id uuid PRIMARY KEY, id uuid NOT NULL, kind text NOT NULL
    ) ON COMMIT DROP
    """,
    """
    CREATE TEMPORARY TABLE import_products (
        id uuid PRIMARY KEY, owner_id uuid NOT NULL
    ) ON COMMIT DROP
    """,
    """
    CREATE TEMPORARY TABLE import_skus (
        id uuid PRIMARY KEY, product_id uuid NOT NULL, owner_id uuid, code text NOT NULL,
        file_no integer NOT NULL, row_no bigint NOT NULL
    ) ON COMMIT DROP
    """,
    """
    CREATE TEMPORARY TABLE import_orders (
        id uuid PRIMARY KEY, key_id uuid NOT NULL, number text NOT NULL,
        buyer_id uuid NOT NULL, buyer_kind text, seller_id uuid NOT NULL, seller_kind text,
        cancels_key_id uuid, is_new boolean NOT NULL, currency text NOT NULL, status text NOT NULL,
        placed_at timestamptz NOT NULL, note text, shipped_at timestamptz, received_at timestamptz,
        estimated_arrival timestamptz, carrier text, tracking_number text,
        file_no integer NOT NULL, row_no bigint NOT NULL
    ) ON COMMIT DROP
    """,
    "CREATE INDEX ON import_orders (key_id)",
    """
    CREATE TEMPORARY TABLE import_lines (
        id uuid NOT NULL, order_id uuid NOT NULL, sku_id uuid NOT NULL,
        quantity integer NOT NULL, unit_price_minor bigint NOT NULL,
        file_no integer NOT NULL, row_no bigint NOT NULL
    ) ON COMMIT DROP
    """,
    "CREATE INDEX ON import_lines (order_id, sku_id)",
    """
    CREATE TEMPORARY TABLE import_stock (
        party_id uuid NOT NULL, location_id uuid NOT NULL, location text NOT NULL,
        sku_id uuid NOT NULL, on_hand integer NOT NULL,
        file_no integer NOT NULL, row_no bigint NOT NULL
    ) ON COMMIT DROP
    """,
)
_FILLED_ANEW: Final = (
    "import_parties, import_products, import_skus, import_orders, import_lines, import_stock"
)
_SAY: Final = (
    f"TRUNCATE {_FILLED_ANEW}",
    """
    INSERT INTO import_parties
    SELECT DISTINCT ON (staged.key_id) staged.key_id, staged.id, coalesce(known.kind, staged.kind)
    FROM staged_parties staged LEFT JOIN parties known ON known.id = staged.id
    WHERE staged.run_id = $1
    ORDER BY staged.key_id, staged.file_no, staged.row_no
    """,
    """
    INSERT INTO import_products
    SELECT DISTINCT ON (said.id) said.id,
        coalesce(known.owner_id, owner.id, said.owner_key_id)
    FROM staged_products said
    LEFT JOIN products known ON known.id = said.id
    LEFT JOIN import_parties owner ON owner.key_id = said.owner_key_id
    WHERE said.run_id = $1
    ORDER BY said.id, said.file_no, said.row_no
    """,
    """
    INSERT INTO import_skus
    SELECT sku.id, sku.product_id, coalesce(staged.owner_id, known.owner_id), sku.code,
        sku.file_no, sku.row_no
    FROM (
        SELECT DISTINCT ON (id) id, product_id, code, file_no, row_no
        FROM staged_skus WHERE run_id = $1 ORDER BY id, file_no, row_no
    ) sku
    LEFT JOIN import_products staged ON staged.id = sku.product_id
    LEFT JOIN products known ON known.id = sku.product_id
    """,
    """
    INSERT INTO import_orders
    SELECT DISTINCT ON (line.order_id)
        line.order_id, said.key_id, said.number,
        coalesce(buyer.id, said.buyer_key_id), coalesce(buyer.kind, known_buyer.kind),
        coalesce(seller.id, line.seller_key_id, said.seller_key_id),
        coalesce(seller.kind, known_seller.kind),
        said.cancels_key_id, known.id IS NULL, said.currency, said.status, said.placed_at,
        said.note, said.shipped_at, said.received_at, said.estimated_arrival, said.carrier,
        said.tracking_number, said.file_no, said.row_no
    FROM (
        SELECT DISTINCT order_id, order_key_id, seller_key_id FROM staged_lines WHERE run_id = $1
    ) line
    JOIN (
        SELECT DISTINCT ON (key_id) * FROM staged_orders
        WHERE run_id = $1 ORDER BY key_id, file_no, row_no
    ) said ON said.key_id = line.order_key_id
    LEFT JOIN import_parties buyer ON buyer.key_id = said.buyer_key_id
    LEFT JOIN orders known ON known.id = line.order_id
    LEFT JOIN parties known_buyer ON known_buyer.id = said.buyer_key_id
    LEFT JOIN import_parties seller
        ON seller.key_id = coalesce(line.seller_key_id, said.seller_key_id)
    LEFT JOIN parties known_seller
        ON known_seller.id = coalesce(line.seller_key_id, said.seller_key_id)
    ORDER BY line.order_id
    """,
    """
    INSERT INTO import_lines
    SELECT
        md5(order_id::text || coalesce(
            'key:' || key,
            sku_id || ':' || quantity || ':' || unit_price_minor || ':' || row_number() OVER same
        ))::uuid,
        order_id, sku_id, quantity, unit_price_minor, file_no, row_no
    FROM staged_lines WHERE run_id = $1
    WINDOW same AS (
        PARTITION BY order_id, sku_id, quantity, unit_price_minor, key ORDER BY file_no, row_no
    )
    """,
    """
    INSERT INTO import_stock
    SELECT said.party_id, coalesce(known.id, first_value(said.location_id) OVER same),
        said.location, said.sku_id, said.on_hand, said.file_no, said.row_no
    FROM (
        SELECT staged.*, coalesce(party.id, staged.party_key_id) AS party_id
        FROM staged_stock staged LEFT JOIN import_parties party ON party.key_id = party_key_id
        WHERE staged.run_id = $1
    ) said
    LEFT JOIN locations known ON known.party_id = said.party_id AND known.code = said.location
    WINDOW same AS (
        PARTITION BY said.party_id, said.location ORDER BY said.file_no, said.row_no
    )
    """,
    f"ANALYZE {_FILLED_ANEW}",
)

_MISFITS: Final[Mapping[str, tuple[str, ...]]] = {
    "UNKNOWN_OWNER": (
        """
        SELECT file_no, row_no, 'The product''s owner is neither in the hub nor in a row that fits.'
        FROM staged_products WHERE run_id = $1
        AND NOT EXISTS (SELECT FROM import_parties WHERE key_id = owner_key_id)
        AND NOT EXISTS (SELECT FROM parties WHERE id = owner_key_id)
        """,
    ),
    "UNKNOWN_PRODUCT": (
        """
        SELECT file_no, row_no, 'The SKU''s product is neither in the hub nor in a row that fits.'
        FROM staged_skus sku WHERE run_id = $1
        AND NOT EXISTS (SELECT FROM import_products WHERE id = sku.product_id)
        AND NOT EXISTS (SELECT FROM products WHERE id = sku.product_id)
        """,
    ),
    "SKU_TAKEN": (
        """
        SELECT staged.file_no, staged.row_no,
            'SKU code ' || sku.code || ' is that of another SKU of the same owner in the hub.'
        FROM staged_skus staged
        JOIN import_skus sku ON sku.id = staged.id
        JOIN skus known ON known.owner_id = sku.owner_id AND known.code = sku.code
        WHERE staged.run_id = $1 AND known.id <> sku.id
        """,
        """
        SELECT staged.file_no, staged.row_no,
            'SKU code ' || sku.code || ' is that of the SKU in row ' || sku.first_row_no || '.'
        FROM staged_skus staged
        JOIN (
            SELECT id, code, first_value(id) OVER same AS first_id,
                first_value(row_no) OVER same AS first_row_no
            FROM import_skus WINDOW same AS (PARTITION BY owner_id, code ORDER BY file_no, row_no)
        ) sku ON sku.id = staged.id
        WHERE staged.run_id = $1 AND sku.first_id <> sku.id
        """,
    ),
    "UNKNOWN_BUYER": (
        """
        SELECT file_no, row_no,
            'The buyer of this order is neither in the hub nor in a row that fits.'
        FROM staged_orders WHERE run_id = $1
        AND NOT EXISTS (SELECT FROM import_parties WHERE key_id = buyer_key_id)
        AND NOT EXISTS (SELECT FROM parties WHERE id = buyer_key_id)
        """,
    ),
    "UNKNOWN_SELLER": (
        """
        SELECT file_no, row_no,
            'The seller of this order is neither in the hub nor in a row that fits.'
        FROM (
            SELECT file_no, row_no, seller_key_id FROM staged_orders WHERE run_id = $1
            UNION ALL
            SELECT file_no, row_no, seller_key_id FROM staged_lines WHERE run_id = $1
        ) named WHERE seller_key_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM import_parties WHERE key_id = seller_key_id)
        AND NOT EXISTS (SELECT FROM parties WHERE id = seller_key_id)
        """,
    ),
    "CONTRADICTS": (
        """
        SELECT file_no, row_no,
            'This row says otherwise than row ' || first_row_no || ' about order ' || number
            || ' (number, buyer, seller, currency or status).'
        FROM (
            SELECT file_no, row_no, number, first_value(row_no) OVER same AS first_row_no,
                (number, buyer_key_id, seller_key_id, cancels_key_id, currency, status)
                IS DISTINCT FROM (
                    first_value(number) OVER same, first_value(buyer_key_id) OVER same,
                    first_value(seller_key_id) OVER same, first_value(cancels_key_id) OVER same,
                    first_value(currency) OVER same, first_value(status) OVER same
                ) AS differs
            FROM staged_orders WHERE run_id = $1
            WINDOW same AS (PARTITION BY key_id ORDER BY file_no, row_no)
        ) said WHERE differs
        """,
    ),
    "NO_TRADE": (
        """
        SELECT line.file_no, line.row_no, CASE WHEN said.buyer_id = said.seller_id
            THEN 'The buyer of this order is also its seller.'
            ELSE 'A ' || lower(said.buyer_kind) || ' does not order from a '
                || lower(said.seller_kind) || '.' END
        FROM staged_lines line
        JOIN import_orders said ON said.id = line.order_id
        LEFT JOIN import_trades trade USING (buyer_kind, seller_kind)
        WHERE line.run_id = $1
        AND (said.buyer_id = said.seller_id OR trade.order_kind IS NULL)
        """,
    ),
    "UNKNOWN_ORDER": (
        """
        SELECT file_no, row_no,
            'The order of this line is neither in the hub nor in a row that fits.'
        FROM staged_lines line WHERE run_id = $1
        AND NOT EXISTS (SELECT FROM import_orders WHERE id = line.order_id)
        AND NOT EXISTS (SELECT FROM orders WHERE id = line.order_id)
        """,
    ),
    "UNKNOWN_SKU": (
        """
        SELECT file_no, row_no, 'The SKU is neither in the hub nor in a row that fits.'
        FROM (
            SELECT file_no, row_no, sku_id FROM staged_lines WHERE run_id = $1
            UNION ALL
            SELECT file_no, row_no, sku_id FROM staged_stock WHERE run_id = $1
        ) named
        WHERE NOT EXISTS (SELECT FROM import_skus WHERE id = sku_id)
        AND NOT EXISTS (SELECT FROM skus WHERE id = sku_id)
        """,
    ),
    "DUPLICATE_LINE": (
        """
        SELECT file_no, row_no,
            'Line ' || key || ' of this order was already in row ' || first || '.'
        FROM (
            SELECT file_no, row_no, key, first_value(row_no) OVER same AS first,
                row_number() OVER same AS nth
            FROM staged_lines WHERE run_id = $1 AND key IS NOT NULL
            WINDOW same AS (PARTITION BY order_id, key ORDER BY file_no, row_no)
        ) numbered WHERE nth > 1
        """,
    ),
    "MIXED_CURRENCIES": (
        """
        SELECT line.file_no, line.row_no,
            'The line is in ' || line.currency || ', its order in ' || said.currency || '.'
        FROM staged_lines line
        JOIN (
            SELECT id, currency FROM import_orders
            UNION
            SELECT id, currency FROM orders
            WHERE id IN (SELECT order_id FROM staged_lines WHERE run_id = $1)
        ) said ON said.id = line.order_id
        WHERE line.run_id = $1 AND line.currency <> said.currency
        """,
    ),
    "NUMBER_TAKEN": (
        """
        SELECT line.file_no, line.row_no,
            'The seller has another order with the number ' || said.number || ' in the hub.'
        FROM staged_lines line
        JOIN import_orders said ON said.id = line.order_id
        JOIN orders known ON known.seller_id = said.seller_id AND known.number = said.number
        WHERE line.run_id = $1 AND known.id <> said.id
        """,
        """
        SELECT line.file_no, line.row_no,
            'The seller has another order with the number ' || said.number || ' in row '
            || said.first_row_no || '.'
        FROM staged_lines line
        JOIN (
            SELECT id, number, first_value(id) OVER same AS first_id,
                first_value(row_no) OVER same AS first_row_no
            FROM import_orders
            WINDOW same AS (PARTITION BY seller_id, number ORDER BY file_no, row_no)
        ) said ON said.id = line.order_id
        WHERE line.run_id = $1 AND said.first_id <> said.id
        """,
    ),
    "ORDER_IS_CLOSED": (
        """
        SELECT line.file_no, line.row_no, 'Order ' || known.number
            || ' is already in the hub without this line; an import does not change orders.'
        FROM import_lines line JOIN orders known ON known.id = line.order_id
        LEFT JOIN order_lines kept ON kept.id = line.id
        WHERE (kept.sku_id, kept.quantity, kept.unit_price_minor)
            IS DISTINCT FROM (line.sku_id, line.quantity, line.unit_price_minor)
        """,
    ),
    "TOO_LARGE": (
        """
        SELECT file_no, row_no, 'The lines of this order add up to more than can be stored.'
        FROM import_lines WHERE order_id IN (
            SELECT order_id FROM import_lines
            GROUP BY order_id HAVING sum(quantity::numeric * unit_price_minor) > 9e18
        )
        """,
    ),
    "EMPTY_ORDER": (
        """
        SELECT file_no, row_no, 'No line of this order could be imported.'
        FROM staged_orders said WHERE run_id = $1
        AND NOT EXISTS (SELECT FROM import_orders WHERE key_id = said.key_id)
        AND NOT EXISTS (SELECT FROM orders WHERE id = said.key_id)
        """,
    ),
    "UNKNOWN_ORIGINAL": (
        """
        SELECT line.file_no, line.row_no,
            'The order that this one cancels is neither in the hub nor in a row that fits.'
        FROM staged_lines line JOIN import_orders said ON said.id = line.order_id
        WHERE line.run_id = $1 AND said.cancels_key_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM import_orders WHERE id = said.cancels_key_id)
        AND NOT EXISTS (SELECT FROM orders WHERE id = said.cancels_key_id)
        """,
    ),
    "EXCESS_RETURN": (
        """
        SELECT line.file_no, line.row_no,
            'More pieces would come back than were received with the order it cancels.'
        FROM import_lines line
        JOIN import_orders said ON said.id = line.order_id
        JOIN (
            SELECT said.cancels_key_id, line.sku_id, sum(line.quantity) AS quantity
            FROM import_lines line JOIN import_orders said ON said.id = line.order_id
            WHERE said.is_new AND said.cancels_key_id IS NOT NULL
            GROUP BY said.cancels_key_id, line.sku_id
        ) back USING (cancels_key_id, sku_id)
        LEFT JOIN LATERAL (
            SELECT sum(quantity) AS quantity FROM (
                SELECT received - returned AS quantity FROM order_lines
                WHERE order_id = back.cancels_key_id AND sku_id = back.sku_id
                UNION ALL
                SELECT original.quantity FROM import_lines original
                JOIN import_orders ordered ON ordered.id = original.order_id
                WHERE original.order_id = back.cancels_key_id AND original.sku_id = back.sku_id
                AND ordered.is_new AND ordered.status IN ('DELIVERED', 'COMPLETED')
            ) piece
        ) received ON true
        WHERE said.is_new AND back.quantity > coalesce(received.quantity, 0)
        """,
    ),
    "UNKNOWN_PARTY": (
        """
        SELECT file_no, row_no,
            'The owner of this stock is neither in the hub nor in a row that fits.'
        FROM staged_stock WHERE run_id = $1
        AND NOT EXISTS (SELECT FROM import_parties WHERE key_id = party_key_id)
        AND NOT EXISTS (SELECT FROM parties WHERE id = party_key_id)
        """,
    ),
    "DUPLICATE_STOCK": (
        """
        SELECT file_no, row_no,
            'The stock of this SKU at ' || location || ' was already in row ' || first || '.'
        FROM (
            SELECT file_no, row_no, location, first_value(row_no) OVER same AS first,
                row_number() OVER same AS nth
            FROM import_stock
            WINDOW same AS (PARTITION BY location_id, sku_id ORDER BY file_no, row_no)
        ) numbered WHERE nth > 1
        """,
    ),
    "STOCK_IS_KNOWN": (
        """
        SELECT said.file_no, said.row_no,
            'The hub already keeps this stock, and began with another quantity; adjust it there.'
        FROM import_stock said
        JOIN stock_items item ON item.location_id = said.location_id AND item.sku_id = said.sku_id
        JOIN stock_movements opening ON opening.stock_item_id = item.id AND opening.version = 1
        WHERE opening.on_hand <> said.on_hand
        """,
    ),
}
_REJECT: Final = """
INSERT INTO rejected_rows (run_id, file_no, row_no, byte_offset, code, reason)
SELECT DISTINCT ON (file_no, row_no) staged.run_id, file_no, row_no, byte_offset, $2, reason
FROM ({misfits}) misfit (file_no, row_no, reason)
JOIN staged_rows staged USING (file_no, row_no)
WHERE staged.run_id = $1
ORDER BY file_no, row_no, reason
"""
_DROP: Final = """
DELETE FROM {table} staged USING rejected_rows rejected
WHERE staged.run_id = $1 AND rejected.run_id = $1
AND staged.file_no = rejected.file_no AND staged.row_no = rejected.row_no
"""


async def keep_party(
    connection: Connection,
    party_id: UUID,
    *,
    kind: PartyKind,
    name: str,
    name_zh: str | None,
    country: str | None,
    now: datetime,
) -> bool:
    """Makes the party that the mapping itself names. False where it is already there."""
    status = await connection.execute(
        "INSERT INTO parties (id, kind, name, name_zh, country, listed, created_at)"
        " VALUES ($1, $2, $3, $4, $5, true, $6) ON CONFLICT (id) DO NOTHING",
        party_id,
        kind,
        name,
        name_zh,
        country,
        now,
    )
    return bool(status == "INSERT 0 1")


async def begin_merge(
    connection: Connection,
    run_id: UUID,
    trades: Mapping[tuple[PartyKind, PartyKind], OrderKind],
) -> None:
    """Prepares the transaction of a merge. `trades`: what an order is, by its (buyer, seller)."""
    for statement in _SAID:
        await connection.execute(statement)
    await connection.executemany(
        "INSERT INTO import_trades VALUES ($1, $2, $3)",
        [(buyer, seller, kind) for (buyer, seller), kind in trades.items()],
    )
    # The planner has never seen these rows.
    await connection.execute("ANALYZE " + ", ".join(m.__tablename__ for m in STAGING))
    await _say(connection, run_id)


async def reject_misfits(connection: Connection, run_id: UUID) -> int:
    """One round of all tests. Returns how many rows it rejected; another round may find more."""
    rejected = 0
    for code, query in ((code, query) for code, queries in _MISFITS.items() for query in queries):
        status = await connection.execute(_REJECT.format(misfits=query), run_id, code)
        found = int(status.rpartition(" ")[2])
        if found:
            rejected += found
            await _drop_rejected(connection, run_id)
            await _say(connection, run_id)
    return rejected


async def _say(connection: Connection, run_id: UUID) -> None:
    for statement in _SAY:
        await connection.execute(statement, *([run_id] if "$1" in statement else []))


async def _drop_rejected(connection: Connection, run_id: UUID) -> None:
    for model in STAGING:
        if model is not RejectedRow:
            await connection.execute(_DROP.format(table=model.__tablename__), run_id)
