"""The merge of what is staged into the hub: one statement a table, in an order that keys allow.

What is there stays as it is: every statement adds only what is new, so that the same merge twice
changes nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, NamedTuple
from uuid import UUID

from db.session import Connection


class _Insert(NamedTuple):
    """Adds rows of one kind. Its parameters are what it `needs`: the run, the instant of import."""

    what: str
    needs: tuple[Literal["run_id", "now"], ...]
    statement: str


_INSERTS: Final = (
    # Whatever the rows say of one thing, the first of them that says anything counts.
    _Insert(
        "parties",
        ("run_id", "now"),
        """
        INSERT INTO parties (id, kind, name, name_zh, country, listed, created_at)
        SELECT id,
            (array_agg(kind ORDER BY file_no, row_no))[1],
            coalesce(
                (array_agg(name ORDER BY file_no, row_no) FILTER (WHERE name IS NOT NULL))[1],
                (array_agg(key ORDER BY file_no, row_no))[1]
            ),
            (array_agg(name_zh ORDER BY file_no, row_no) FILTER (WHERE name_zh IS NOT NULL))[1],
            (array_agg(country ORDER BY file_no, row_no) FILTER (WHERE country IS NOT NULL))[1],
            bool_or(role <> 'BUYER'),
            $2
        FROM staged_parties WHERE run_id = $1
        GROUP BY id ORDER BY id
        ON CONFLICT (id) DO NOTHING
    """,
    ),
    _Insert(
        "categories",
        ("run_id",),
        """
        INSERT INTO categories (id, code, name)
        SELECT DISTINCT md5('category:' || category)::uuid, category, category
        FROM staged_products WHERE run_id = $1 AND category IS NOT NULL
        ORDER BY category
        ON CONFLICT (code) DO NOTHING
    """,
    ),
    _Insert(
        "products",
        ("run_id", "now"),
        """
        INSERT INTO products (id, owner_id, category_id, trade, status, visibility,
            name, name_zh, description, description_zh, created_at, published_at)
        SELECT said.id, product.owner_id, category.id,
            'GENERAL', 'PUBLISHED', 'PUBLIC', coalesce(said.name, sku.name, said.key),
            said.name_zh, said.description, said.description_zh, $2, $2
        FROM (
            SELECT id,
                (array_agg(key ORDER BY file_no, row_no))[1] AS key,
                (array_agg(category ORDER BY file_no, row_no)
                    FILTER (WHERE category IS NOT NULL))[1] AS category,
                (array_agg(name ORDER BY file_no, row_no)
                    FILTER (WHERE name IS NOT NULL))[1] AS name,
                (array_agg(name_zh ORDER BY file_no, row_no)
                    FILTER (WHERE name_zh IS NOT NULL))[1] AS name_zh,
                (array_agg(description ORDER BY file_no, row_no)
                    FILTER (WHERE description IS NOT NULL))[1] AS description,
                (array_agg(description_zh ORDER BY file_no, row_no)
                    FILTER (WHERE description_zh IS NOT NULL))[1] AS description_zh
            FROM staged_products WHERE run_id = $1 GROUP BY id
        ) said
        JOIN import_products product ON product.id = said.id
        LEFT JOIN categories category ON category.code = said.category
        LEFT JOIN (
            SELECT product_id, (array_agg(name ORDER BY file_no, row_no))[1] AS name
            FROM staged_skus WHERE run_id = $1 AND name IS NOT NULL GROUP BY product_id
        ) sku ON sku.product_id = said.id
        ORDER BY said.id
        ON CONFLICT (id) DO NOTHING
    """,
    ),
    _Insert(
        "SKUs",
        ("run_id",),
        """
        INSERT INTO skus (id, product_id, owner_id, code, gtin, name, name_zh)
        SELECT sku.id, sku.product_id, product.owner_id, sku.code, said.gtin,
            coalesce(said.name, product.name), said.name_zh
        FROM import_skus sku
        JOIN products product ON product.id = sku.product_id
        JOIN (
            SELECT id,
                (array_agg(gtin ORDER BY file_no, row_no)
                    FILTER (WHERE gtin IS NOT NULL))[1] AS gtin,
                (array_agg(name ORDER BY file_no, row_no)
                    FILTER (WHERE name IS NOT NULL))[1] AS name,
                (array_agg(name_zh ORDER BY file_no, row_no)
                    FILTER (WHERE name_zh IS NOT NULL))[1] AS name_zh
            FROM staged_skus WHERE run_id = $1 GROUP BY id
        ) said ON said.id = sku.id
        ORDER BY sku.id
        ON CONFLICT (id) DO NOTHING
    """,
    ),
    _Insert(
        "partnerships",
        (),
        """
        INSERT INTO partnerships (id, upstream_id, downstream_id, status, currency,
            payment_days, shares_stock, since)
        SELECT md5(seller_id || ':' || buyer_id)::uuid, seller_id, buyer_id, 'ACTIVE',
            (array_agg(currency ORDER BY placed_at, id))[1], 0, false, min(placed_at)
        FROM import_orders
        GROUP BY seller_id, buyer_id ORDER BY seller_id, buyer_id
        ON CONFLICT (upstream_id, downstream_id) DO NOTHING
    """,
    ),
    _Insert(
        "orders",
        (),
        """
        INSERT INTO orders (id, number, kind, status, version, buyer_id, seller_id,
            caused_by_id, currency, total_minor, note, created_at, placed_at)
        SELECT said.id, said.number, trade.order_kind, said.status, 1, said.buyer_id,
            said.seller_id, said.cancels_key_id, said.currency, line.total_minor, said.note,
            said.placed_at, said.placed_at
        FROM import_orders said
        JOIN import_trades trade USING (buyer_kind, seller_kind)
        JOIN (
            SELECT order_id, sum(quantity * unit_price_minor)::bigint AS total_minor
            FROM import_lines GROUP BY order_id
        ) line ON line.order_id = said.id
        ORDER BY said.id
        ON CONFLICT (id) DO NOTHING
    """,
    ),
    # An order that is on its way, or has come, has all its pieces allocated and shipped. One that
    # is not holds no stock: the file cannot say which pieces were put aside for it.
    _Insert(
        "order lines",
        (),
        """
        INSERT INTO order_lines (id, order_id, position, sku_id, made_to_order, quantity,
            unit_price_minor, total_minor, allocated, shipped, received, returned)
        SELECT line.id, line.order_id,
            row_number() OVER (PARTITION BY line.order_id ORDER BY line.file_no, line.row_no),
            line.sku_id, false, line.quantity, line.unit_price_minor,
            line.quantity * line.unit_price_minor, goods.shipped, goods.shipped, goods.received, 0
        FROM import_lines line
        JOIN import_orders said ON said.id = line.order_id
        CROSS JOIN LATERAL (SELECT
            CASE WHEN said.status IN ('SHIPPED', 'DELIVERED', 'COMPLETED')
                THEN line.quantity ELSE 0 END AS shipped,
            CASE WHEN said.status IN ('DELIVERED', 'COMPLETED')
                THEN line.quantity ELSE 0 END AS received
        ) goods
        ORDER BY line.order_id, line.file_no, line.row_no
        ON CONFLICT (id) DO NOTHING
    """,
    ),
    _Insert(
        "order events",
        ("now",),
        """
        INSERT INTO order_events (id, order_id, version, kind, from_status, to_status,
            actor_id, occurred_at)
        SELECT md5('imported:' || id)::uuid, id, 1, 'IMPORTED', NULL, status, seller_id, $1
        FROM import_orders ORDER BY id
        ON CONFLICT (order_id, version) DO NOTHING
    """,
    ),
    # A shipped order needs a shipment to be received; of a received one it is kept where the file
    # knows when it went.
    _Insert(
        "shipments",
        (),
        """
        INSERT INTO shipments (id, order_id, status, carrier, tracking_number, shipped_at,
            estimated_arrival, received_at)
        SELECT md5('shipment:' || id)::uuid, id,
            CASE WHEN status = 'SHIPPED' THEN 'IN_TRANSIT' ELSE 'DELIVERED' END,
            carrier, tracking_number, coalesce(shipped_at, placed_at), estimated_arrival,
            CASE WHEN status = 'SHIPPED' THEN NULL ELSE received_at END
        FROM import_orders
        WHERE status = 'SHIPPED'
            OR (status IN ('DELIVERED', 'COMPLETED') AND shipped_at IS NOT NULL)
        ORDER BY id
        ON CONFLICT (id) DO NOTHING
    """,
    ),
    _Insert(
        "shipment lines",
        (),
        """
        INSERT INTO shipment_lines (id, shipment_id, order_line_id, quantity)
        SELECT md5('shipment:' || line.id)::uuid, shipment.id, line.id, line.quantity
        FROM import_lines line
        JOIN shipments shipment ON shipment.id = md5('shipment:' || line.order_id)::uuid
        ORDER BY line.id
        ON CONFLICT (id) DO NOTHING
    """,
    ),
    _Insert(
        "locations",
        (),
        """
        INSERT INTO locations (id, party_id, kind, code, name)
        SELECT DISTINCT location_id, party_id, 'WAREHOUSE', location, location
        FROM import_stock ORDER BY location_id
        ON CONFLICT (party_id, code) DO NOTHING
    """,
    ),
    _Insert(
        "stock items",
        ("now",),
        """
        INSERT INTO stock_items (id, party_id, location_id, sku_id, on_hand, reserved, incoming,
            version, updated_at)
        SELECT md5('stock:' || location_id || sku_id)::uuid, party_id, location_id, sku_id,
            on_hand, 0, 0, 1, $1
        FROM import_stock ORDER BY location_id, sku_id
        ON CONFLICT (location_id, sku_id) DO NOTHING
    """,
    ),
    _Insert(
        "stock movements",
        ("now",),
        """
        INSERT INTO stock_movements (id, stock_item_id, party_id, location_id, sku_id, kind,
            version, on_hand_delta, reserved_delta, incoming_delta, on_hand, reserved, incoming,
            reason, occurred_at)
        SELECT md5('opened:' || item.id)::uuid, item.id, item.party_id, item.location_id,
            item.sku_id, 'OPENED', 1, said.on_hand, 0, 0, said.on_hand, 0, 0, 'imported', $1
        FROM import_stock said
        JOIN stock_items item ON item.location_id = said.location_id AND item.sku_id = said.sku_id
        ORDER BY item.id
        ON CONFLICT (stock_item_id, version) DO NOTHING
    """,
    ),
)
# Pieces come back to the lines of the original order in their order, to each at most what it
# received.
_RETURN: Final = """
    WITH back AS (
        SELECT said.cancels_key_id AS order_id, line.sku_id, sum(line.quantity) AS quantity
        FROM import_lines line JOIN import_orders said ON said.id = line.order_id
        WHERE said.is_new AND said.cancels_key_id IS NOT NULL
        GROUP BY said.cancels_key_id, line.sku_id
    ), filled AS (
        SELECT line.id, line.received - line.returned AS room, back.quantity,
            coalesce(sum(line.received - line.returned) OVER (
                PARTITION BY line.order_id, line.sku_id ORDER BY line.position
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), 0) AS before
        FROM order_lines line JOIN back USING (order_id, sku_id)
    )
    UPDATE order_lines SET returned = returned + least(filled.room, filled.quantity - filled.before)
    FROM filled
    WHERE filled.id = order_lines.id AND filled.room > 0 AND filled.quantity > filled.before
"""


class Total(NamedTuple):
    """What the orders of an import in one currency come to, cancelled ones apart."""

    currency: str
    orders: int
    total_minor: int
    cancelled: int
    cancelled_minor: int


async def insert_staged(connection: Connection, run_id: UUID, *, now: datetime) -> dict[str, int]:
    """Adds to the hub all that is staged and not there yet. Returns how many of each are new."""
    known = {"run_id": run_id, "now": now}
    created: dict[str, int] = {}
    for insert in _INSERTS:
        arguments = [known[need] for need in insert.needs]
        status = await connection.execute(insert.statement, *arguments)
        created[insert.what] = int(status.rpartition(" ")[2])
    await connection.execute(_RETURN)
    return created


async def totals_by_currency(connection: Connection) -> list[Total]:
    """What the hub now holds of the orders in the files, new or known.

    Needs the merge's transaction.
    """
    rows = await connection.fetch(
        """
        SELECT currency,
            count(*) FILTER (WHERE status <> 'CANCELLED'),
            coalesce(sum(total_minor) FILTER (WHERE status <> 'CANCELLED'), 0),
            count(*) FILTER (WHERE status = 'CANCELLED'),
            coalesce(sum(total_minor) FILTER (WHERE status = 'CANCELLED'), 0)
        FROM orders WHERE id IN (SELECT order_id FROM import_lines)
        GROUP BY currency ORDER BY currency
        """
    )
    return [Total(row[0], row[1], int(row[2]), row[3], int(row[4])) for row in rows]
