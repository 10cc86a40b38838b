"""The merge of what is said into the hub: one statement a table, in an order that keys allow.

What is new is added, and noted as brought in by the run; what is said anew of a thing that an
import brought in is changed. What a file does not tell stays: nothing is removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal, NamedTuple
from uuid import UUID

import orjson

from db.record_kinds import PARTY, PRODUCT, SKU, RecordField, RecordKind
from db.session import Connection

_Need = Literal["run_id", "now"]


class _Step(NamedTuple):
    """Adds or changes rows of one table. Its parameters are what it `needs`.

    Of a `noted` table every new row is kept as brought in by the run; `said` is the query of what
    was said of each (id, said, key_id).
    """

    what: str
    needs: tuple[_Need, ...]
    statement: str
    noted: str = ""
    said: str = ""


def _changes(kind: RecordKind) -> _Step:
    """What is said anew of things that an import brought in, where it is told at all."""
    fields = [field for field in kind.fields if field.changes]
    columns = [field.column for field in fields]
    new = [_new_value(kind, field) for field in fields]
    pairs = ", ".join(f"{column} = {value}" for column, value in zip(columns, new, strict=True))
    return _Step(
        kind.hub_table,
        (),
        f"""
        UPDATE {kind.hub_table} thing SET {pairs}
        FROM said_{kind.name} said
        JOIN imported_things noted
            ON noted.kind = '{kind.hub_table}' AND noted.thing_id = said.id
        WHERE thing.id = said.id AND noted.said IS DISTINCT FROM said.said
        AND ({", ".join(f"thing.{column}" for column in columns)})
            IS DISTINCT FROM ({", ".join(new)})
        """,
        said=f"SELECT id, said FROM said_{kind.name}",
    )


def _new_value(kind: RecordKind, field: RecordField) -> str:
    """What the hub has of a field once what is said counts."""
    column = field.column
    if field.translates:
        return f"thing.{column} || coalesce(said.{column}, '{{}}')"
    value = f"coalesce(said.{column}, thing.{column})"
    in_languages = next((one for one in kind.fields if one.translates == field.name), None)
    return value if in_languages is None else f"any_text({value}, said.{in_languages.column})"


_CHANGES: Final = (
    *(_changes(kind) for kind in (PARTY, PRODUCT, SKU)),
    _Step(
        "orders",
        (),
        """
        UPDATE orders SET status = said.status, note = said.note, version = orders.version + 1,
            freight_minor = said.freight, tax_minor = said.tax, discount_minor = said.discount,
            paid_minor = said.paid,
            total_minor = total.goods + said.freight + said.tax - said.discount
        FROM said_order said JOIN changed_order changed USING (id)
        JOIN said_total total ON total.order_id = said.id
        WHERE orders.id = said.id
        """,
    ),
    _Step(
        "order_lines",
        (),
        """
        UPDATE order_lines kept SET sku_id = line.sku_id, quantity = line.quantity,
            allocated = 0, shipped = 0, received = 0, unit_price_minor = line.unit_price,
            per = line.per, total_minor = line.total
        FROM said_line line JOIN changed_order changed ON changed.id = line.order_id
        WHERE kept.id = line.id
        AND (kept.sku_id, kept.quantity, kept.unit_price_minor, kept.per, kept.total_minor)
            IS DISTINCT FROM
            (line.sku_id, line.quantity, line.unit_price, line.per, line.total::bigint)
        """,
    ),
)
_GOODS: Final = """
    CASE WHEN {status} IN ('SHIPPED', 'DELIVERED', 'COMPLETED') THEN {quantity} ELSE 0 END
"""
_RECEIVED: Final = "CASE WHEN {status} IN ('DELIVERED', 'COMPLETED') THEN {quantity} ELSE 0 END"
# An order that is on its way, or has come, has all its pieces allocated and shipped. One that is
# not holds no stock: the file cannot say which pieces were put aside for it.
_MOVE_GOODS: Final = f"""
    UPDATE order_lines line SET allocated = {_GOODS.format(status="o.status", quantity="quantity")},
        shipped = {_GOODS.format(status="o.status", quantity="quantity")},
        received = {_RECEIVED.format(status="o.status", quantity="quantity")}
    FROM orders o JOIN changed_order changed ON changed.id = o.id
    WHERE line.order_id = o.id
"""
_INSERTS: Final = (
    _Step(
        "parties",
        ("now",),
        """
        INSERT INTO parties (id, kind, name, name_translations, country, listed, created_at)
        SELECT id, kind, coalesce(any_text(name, name_translations), key),
            coalesce(name_translations, '{}'), country, listed, $1
        FROM said_party ORDER BY id
        ON CONFLICT (id) DO NOTHING
        """,
        noted="parties",
        said="SELECT id, said, NULL::uuid FROM said_party",
    ),
    _Step(
        "categories",
        (),
        """
        INSERT INTO categories (id, code, name)
        SELECT DISTINCT md5('category:' || category)::uuid, category, category
        FROM said_product WHERE category IS NOT NULL ORDER BY category
        ON CONFLICT (code) DO NOTHING
        """,
        noted="categories",
    ),
    _Step(
        "products",
        ("now",),
        """
        INSERT INTO products (id, owner_id, category_id, trade, status, visibility,
            name, name_translations, description, description_translations, created_at,
            published_at)
        SELECT said.id, said.hub_owner_id, category.id, 'GENERAL', 'PUBLISHED', 'PUBLIC',
            coalesce(any_text(said.name, said.name_translations), sku.name, said.key),
            coalesce(said.name_translations, '{}'),
            any_text(said.description, said.description_translations),
            coalesce(said.description_translations, '{}'), $1, $1
        FROM said_product said
        LEFT JOIN categories category ON category.code = said.category
        LEFT JOIN (
            SELECT product_id,
                (array_agg(any_text(name, name_translations) ORDER BY place))[1] AS name
            FROM said_sku WHERE any_text(name, name_translations) IS NOT NULL GROUP BY product_id
        ) sku ON sku.product_id = said.id
        ORDER BY said.id
        ON CONFLICT (id) DO NOTHING
        """,
        noted="products",
        said="SELECT id, said, NULL::uuid FROM said_product",
    ),
    _Step(
        "SKUs",
        (),
        """
        INSERT INTO skus (id, product_id, owner_id, code, unit, gtin, name, name_translations)
        SELECT said.id, said.product_id, product.owner_id, said.code,
            coalesce(said.unit, 'C62'), said.gtin,
            coalesce(any_text(said.name, said.name_translations), product.name),
            coalesce(said.name_translations, '{}')
        FROM said_sku said JOIN products product ON product.id = said.product_id
        ORDER BY said.id
        ON CONFLICT (id) DO NOTHING
        """,
        noted="skus",
        said="SELECT id, said, NULL::uuid FROM said_sku",
    ),
    _Step(
        "partnerships",
        (),
        """
        INSERT INTO partnerships (id, upstream_id, downstream_id, status, currency,
            payment_days, since)
        SELECT md5(seller_id || ':' || buyer_id)::uuid, seller_id, buyer_id, 'ACTIVE',
            (array_agg(currency ORDER BY placed_at, id))[1], 0, min(placed_at)
        FROM said_order WHERE is_new
        GROUP BY seller_id, buyer_id ORDER BY seller_id, buyer_id
        ON CONFLICT (upstream_id, downstream_id) DO NOTHING
        """,
        noted="partnerships",
    ),
    _Step(
        "orders",
        (),
        """
        INSERT INTO orders (id, number, kind, status, version, buyer_id, seller_id, caused_by_id,
            currency, freight_minor, tax_minor, discount_minor, paid_minor, total_minor, note,
            created_at, placed_at)
        SELECT said.id, said.number, trade.order_kind, said.status, 1, said.buyer_id,
            said.seller_id, said.cancels_id, said.currency, said.freight, said.tax, said.discount,
            said.paid, total.goods + said.freight + said.tax - said.discount, said.note,
            said.placed_at, said.placed_at
        FROM said_order said
        JOIN parties buyer ON buyer.id = said.buyer_id
        JOIN parties seller ON seller.id = said.seller_id
        JOIN import_trades trade
            ON trade.buyer_kind = buyer.kind AND trade.seller_kind = seller.kind
        JOIN said_total total ON total.order_id = said.id
        WHERE said.is_new ORDER BY said.id
        """,
        noted="orders",
        said="SELECT id, NULL, key_id FROM said_order",
    ),
    _Step(
        "order lines",
        (),
        f"""
        INSERT INTO order_lines (id, order_id, position, sku_id, made_to_order, quantity,
            unit_price_minor, per, total_minor, allocated, shipped, received, returned)
        SELECT line.id, line.order_id,
            coalesce((SELECT max(position) FROM order_lines kept
                WHERE kept.order_id = line.order_id), 0)
                + row_number() OVER (PARTITION BY line.order_id
                    ORDER BY line.file_no, line.row_no, line.nth),
            line.sku_id, false, line.quantity, line.unit_price, line.per, line.total,
            {_GOODS.format(status="said.status", quantity="line.quantity")},
            {_GOODS.format(status="said.status", quantity="line.quantity")},
            {_RECEIVED.format(status="said.status", quantity="line.quantity")}, 0
        FROM said_line line JOIN said_order said ON said.id = line.order_id
        WHERE NOT EXISTS (SELECT FROM order_lines kept WHERE kept.id = line.id)
        ORDER BY line.order_id, line.file_no, line.row_no, line.nth
        """,
    ),
    _Step(
        "order events",
        ("now",),
        """
        INSERT INTO order_events (id, order_id, version, kind, from_status, to_status,
            actor_id, occurred_at)
        SELECT md5('imported:' || o.id || ':' || o.version)::uuid, o.id, o.version, 'IMPORTED',
            said.status_before, o.status, o.seller_id, $1
        FROM said_order said JOIN orders o ON o.id = said.id
        WHERE said.is_new OR EXISTS (SELECT FROM changed_order WHERE changed_order.id = said.id)
        ORDER BY o.id
        """,
    ),
    # A shipped order needs a shipment to be received; of a received one it is kept where the file
    # knows when it went.
    _Step(
        "shipments",
        (),
        """
        INSERT INTO shipments (id, order_id, status, carrier, tracking_number, shipped_at,
            estimated_arrival, received_at)
        SELECT md5('shipment:' || id)::uuid, id,
            CASE WHEN status = 'SHIPPED' THEN 'IN_TRANSIT' ELSE 'DELIVERED' END,
            carrier, tracking_number, coalesce(shipped_at, placed_at), estimated_arrival,
            CASE WHEN status = 'SHIPPED' THEN NULL ELSE received_at END
        FROM said_order said
        WHERE (is_new OR EXISTS (SELECT FROM changed_order WHERE changed_order.id = said.id))
        AND (status = 'SHIPPED'
            OR (status IN ('DELIVERED', 'COMPLETED') AND shipped_at IS NOT NULL))
        ORDER BY id
        ON CONFLICT (id) DO UPDATE SET status = EXCLUDED.status, received_at = EXCLUDED.received_at
        """,
    ),
    _Step(
        "shipment lines",
        (),
        """
        INSERT INTO shipment_lines (id, shipment_id, order_line_id, quantity)
        SELECT md5('shipment:' || line.id)::uuid, shipment.id, line.id, line.quantity
        FROM said_order said
        JOIN shipments shipment ON shipment.id = md5('shipment:' || said.id)::uuid
        JOIN order_lines line ON line.order_id = said.id
        WHERE said.is_new OR EXISTS (SELECT FROM changed_order WHERE changed_order.id = said.id)
        ORDER BY line.id
        ON CONFLICT (id) DO UPDATE SET quantity = EXCLUDED.quantity
        """,
    ),
    _Step(
        "locations",
        (),
        """
        INSERT INTO locations (id, party_id, kind, code, name)
        SELECT DISTINCT location_id, party_id, 'WAREHOUSE', location, location
        FROM said_stock ORDER BY location_id
        ON CONFLICT (party_id, code) DO NOTHING
        """,
        noted="locations",
    ),
    _Step(
        "stock items",
        ("now",),
        """
        INSERT INTO stock_items (id, party_id, location_id, sku_id, on_hand, reserved, incoming,
            version, updated_at, available_at)
        SELECT md5('stock:' || location_id || sku_id)::uuid, party_id, location_id, sku_id,
            on_hand, 0, 0, 1, $1, $1
        FROM said_stock ORDER BY location_id, sku_id
        ON CONFLICT (location_id, sku_id) DO NOTHING
        """,
        noted="stock_items",
        said="SELECT md5('stock:' || location_id || sku_id)::uuid, on_hand::text, NULL::uuid"
        " FROM said_stock",
    ),
    # The first movement of a stock item opens it; a later count moves it to what was counted.
    _Step(
        "stock movements",
        ("now",),
        """
        WITH counted AS (
            UPDATE stock_items item SET on_hand = said.on_hand, version = item.version + 1,
                updated_at = greatest($1, item.updated_at),
                available_at = greatest($1, item.updated_at)
            FROM said_stock said
            WHERE item.id = said.item_id AND said.is_counted AND item.on_hand <> said.on_hand
            RETURNING new.*, new.on_hand - old.on_hand AS change
        ), moved AS (
            SELECT item.*, item.on_hand AS change, 'OPENED' AS kind FROM stock_items item
            JOIN said_stock said
                ON said.location_id = item.location_id AND said.sku_id = item.sku_id
            WHERE said.item_id IS NULL
            UNION ALL
            SELECT counted.*, 'ADJUSTED' FROM counted
        )
        INSERT INTO stock_movements (id, stock_item_id, party_id, location_id, sku_id, kind,
            version, on_hand_delta, reserved_delta, incoming_delta, on_hand, reserved, incoming,
            reason, occurred_at)
        SELECT md5('imported:' || id || ':' || version)::uuid, id, party_id, location_id, sku_id,
            kind, version, change, 0, 0, on_hand, reserved, incoming, 'imported', updated_at
        FROM moved ORDER BY id
        """,
    ),
)
# Pieces come back to the lines of the original order in their order, to each at most what it
# received.
_RETURN: Final = """
    WITH back AS (
        SELECT said.cancels_id AS order_id, line.sku_id, sum(line.quantity) AS quantity
        FROM said_line line JOIN said_order said ON said.id = line.order_id
        WHERE said.is_new AND said.cancels_id IS NOT NULL
        GROUP BY said.cancels_id, line.sku_id
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
# Whoever shows an order or stock that was there before hears that it has changed. Of what is new no
# feed tells: it tells its state, not its past.
_TELL: Final = (
    """
    INSERT INTO events (kind, fact_id, aggregate_id, version, audience, recorded_at)
    SELECT 'ORDER', step.id, step.order_id, step.version, ARRAY[o.buyer_id, o.seller_id], $1
    FROM changed_order changed JOIN orders o ON o.id = changed.id
    JOIN order_events step ON step.order_id = o.id AND step.version = o.version
    ORDER BY o.id
    """,
    """
    INSERT INTO events (kind, fact_id, aggregate_id, version, audience, recorded_at)
    SELECT 'STOCK', move.id, item.id, move.version, ARRAY[item.party_id] || ARRAY(
            SELECT sharing.partner_id
            FROM sharings sharing JOIN partnerships ON partnerships.id = sharing.partnership_id
            WHERE sharing.party_id = item.party_id AND partnerships.status = 'ACTIVE'
                AND sharing.topic = 'STOCK' AND CASE sharing.exactness
                    WHEN 'EXACT' THEN true
                    WHEN 'BANDED' THEN stock_band(item.available)
                        <> stock_band(item.available - said.on_hand + said.on_hand_before)
                    WHEN 'YES_NO' THEN (item.available > 0)
                        <> (item.available - said.on_hand + said.on_hand_before > 0)
                    ELSE false
                END
        ), $1
    FROM said_stock said JOIN stock_items item ON item.id = said.item_id
    JOIN stock_movements move ON move.stock_item_id = item.id AND move.version = item.version
    WHERE said.is_counted AND said.on_hand <> said.on_hand_before
    ORDER BY item.id
    """,
)


class Total(NamedTuple):
    """What the orders of an import in one currency come to, cancelled ones apart."""

    currency: str
    orders: int
    total_minor: int
    cancelled: int
    cancelled_minor: int


async def keep_party(
    connection: Connection,
    run_id: UUID,
    party_id: UUID,
    *,
    kind: str,
    name: str,
    name_translations: Mapping[str, str],
    country: str | None,
    now: datetime,
) -> bool:
    """Makes the party that the mapping itself names. False where it is already there."""
    status = await connection.execute(
        "WITH made AS (INSERT INTO parties"
        " (id, kind, name, name_translations, country, listed, created_at)"
        " VALUES ($1, $2, $3, $4, $5, true, $6) ON CONFLICT (id) DO NOTHING RETURNING id)"
        " INSERT INTO imported_things (kind, thing_id, run_id, said_by_id)"
        " SELECT 'parties', id, $7, $7 FROM made",
        party_id,
        kind,
        name,
        orjson.dumps(name_translations).decode(),
        country,
        now,
        run_id,
    )
    return bool(status == "INSERT 0 1")


async def merge(
    connection: Connection, run_id: UUID, *, now: datetime
) -> tuple[dict[str, int], dict[str, int]]:
    """Brings all that is said into the hub. Returns how many of each are new, and are changed."""
    created: dict[str, int] = {}
    changed: dict[str, int] = {}
    for step in _CHANGES:
        what = step.what.replace("_", " ").replace("skus", "SKUs")
        changed[what] = await _count(connection, step, run_id, now)
    await connection.execute(_MOVE_GOODS)
    for step in _INSERTS:
        created[step.what] = await _count(connection, step, run_id, now)
    await connection.execute(_RETURN)
    changed["stock items"] = await _note_counts(connection, run_id)
    for statement in _TELL:
        await connection.execute(statement, now)
    return created, changed


async def _count(connection: Connection, step: _Step, run_id: UUID, now: datetime) -> int:
    known = {"run_id": run_id, "now": now}
    arguments = [known[need] for need in step.needs]
    if not step.noted:
        status = await connection.execute(step.statement, *arguments)
        count = int(status.rpartition(" ")[2])
        if step.said:
            await connection.execute(
                "UPDATE imported_things thing SET said = said.said, said_by_id = $1"
                f" FROM ({step.said}) said (id, said) WHERE thing.kind = $2"
                " AND thing.thing_id = said.id AND thing.said IS DISTINCT FROM said.said",
                run_id,
                step.what,
            )
        return count
    place = len(arguments) + 1
    said = step.said or "SELECT NULL::uuid, NULL, NULL::uuid WHERE false"
    status = await connection.execute(
        f"WITH made AS ({step.statement} RETURNING id)"
        " INSERT INTO imported_things (kind, thing_id, run_id, said_by_id, said, key_id)"
        f" SELECT '{step.noted}', made.id, ${place}, ${place}, said.said, said.key_id"
        f" FROM made LEFT JOIN ({said}) said (id, said, key_id) ON said.id = made.id",
        *arguments,
        run_id,
    )
    return int(status.rpartition(" ")[2])


async def _note_counts(connection: Connection, run_id: UUID) -> int:
    """Keeps what was counted last of stock that was there before."""
    status = await connection.execute(
        """
        INSERT INTO imported_things (kind, thing_id, run_id, said_by_id, said)
        SELECT 'counted_stock', item_id, $1, $1, on_hand::text FROM said_stock WHERE is_counted
        AND NOT EXISTS (
            SELECT FROM imported_things WHERE kind = 'stock_items' AND thing_id = item_id
        )
        ON CONFLICT (kind, thing_id) DO UPDATE SET said = EXCLUDED.said, said_by_id = $1
        """,
        run_id,
    )
    first = int(status.rpartition(" ")[2])
    status = await connection.execute(
        "UPDATE imported_things thing SET said = said.on_hand::text, said_by_id = $1"
        " FROM said_stock said WHERE said.is_counted AND thing.kind = 'stock_items'"
        " AND thing.thing_id = said.item_id",
        run_id,
    )
    return first + int(status.rpartition(" ")[2])


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
        FROM orders WHERE id IN (SELECT id FROM said_order)
        GROUP BY currency ORDER BY currency
        """
    )
    return [Total(row[0], row[1], int(row[2]), row[3], int(row[4])) for row in rows]
