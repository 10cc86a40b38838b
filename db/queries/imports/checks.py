"""Which staged rows cannot be merged: they refer to what is nowhere, or contradict what is known.

Every check is a query for (file_no, row_no, reason). They are tried in turn, and again until none
finds anything, because a row that goes may take with it what another row referred to. As rows only
ever go, this ends. Most follow from the kinds' declarations; the others are rules of trade.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from db.queries.imports.gathering import gather
from db.queries.imports.staging import REJECTED, ROWS, staging_table
from db.record_kinds import RECORD_KINDS, FieldType, RecordField, RecordKind
from db.session import Connection


class _Check(NamedTuple):
    code: str
    query: str


# Where what a kind's rows say together is found, and by which column a reference finds it.
_SAID: Final = {
    "party": ("said_party", "id"),
    "product": ("said_product", "id"),
    "sku": ("said_sku", "id"),
    "order": ("said_order", "key_id"),
}
_HUB_TABLES: Final = {kind.name: kind.hub_table for kind in RECORD_KINDS}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _unknown(kind: RecordKind, field: RecordField) -> _Check:
    said, by = _SAID[field.refers_to]
    reason = (
        f"The {field.name} that this {kind.called} names is neither in the hub nor in a row that"
        " fits."
    )
    return _Check(
        field.unknown_code,
        f"""
        SELECT file_no, row_no, {_quoted(reason)} FROM {staging_table(kind)} staged
        WHERE {field.column} IS NOT NULL
        AND NOT EXISTS (SELECT FROM {said} WHERE {by} = staged.{field.column})
        AND NOT EXISTS (SELECT FROM {_HUB_TABLES[field.refers_to]} WHERE id = staged.{field.column})
        """,
    )


def _comparable(field: RecordField) -> str:
    """A name is the same in any case and with any spaces."""
    if field.type in (FieldType.NAME, FieldType.TITLE):
        return f"lower(regexp_replace(btrim({field.column}), '\\s+', ' ', 'g'))"
    return f"{field.column}::text"


def _contradicts(kind: RecordKind, field: RecordField) -> _Check:
    within = "id" if field.fixed else "id, file_no"
    value = _comparable(field)
    return _Check(
        "CONTRADICTS",
        f"""
        SELECT staged.file_no, staged.row_no, 'This row says otherwise than row ' || first_row_no
            || ' about {kind.called} ' || key || ': another {field.name}.'
        FROM {staging_table(kind)} staged
        JOIN (
            SELECT {within},
                (array_agg({value} ORDER BY file_no, row_no, nth)
                    FILTER (WHERE {field.column} IS NOT NULL))[1] AS first,
                (array_agg(row_no ORDER BY file_no, row_no, nth)
                    FILTER (WHERE {field.column} IS NOT NULL))[1] AS first_row_no
            FROM {staging_table(kind)} GROUP BY {within}
            HAVING min({value}) <> max({value})
        ) said USING ({within})
        WHERE {value} <> said.first
        """,
    )


def _differs(kind: RecordKind, field: RecordField) -> _Check:
    return _Check(
        "DIFFERS",
        f"""
        SELECT staged.file_no, staged.row_no, 'The hub has {kind.called} ' || staged.key
            || ' with another {field.name}, which an import does not change.'
        FROM {staging_table(kind)} staged
        JOIN (SELECT id, {field.column} AS before FROM {kind.hub_table}) known USING (id)
        WHERE {field.column} <> known.before
        """,
    )


def _taken(kind: RecordKind) -> Iterator[_Check]:
    of_rows = f"JOIN {staging_table(kind)} staged ON staged.id = said.key_id"
    owner, code = kind.unique
    said = f"said_{kind.name}"
    yield _Check(
        kind.taken,
        f"""
        SELECT staged.file_no, staged.row_no, 'The hub has another {kind.called} with the {code} '
            || said.{code} || ' of the same owner or seller.'
        FROM {said} said {of_rows}
        JOIN {kind.hub_table} known ON known.{owner} = said.{owner} AND known.{code} = said.{code}
        WHERE known.id <> said.id
        """,
    )
    yield _Check(
        kind.taken,
        f"""
        SELECT staged.file_no, staged.row_no,
            'Row ' || first_row_no || ' has given the {code} ' || said.{code}
            || ' to another {kind.called}.'
        FROM (
            SELECT id, key_id, {code}, first_value(id) OVER same AS first_id,
                (first_value(place) OVER same)[2] AS first_row_no
            FROM {said} WINDOW same AS (PARTITION BY {owner}, {code} ORDER BY place, id)
        ) said {of_rows}
        WHERE said.first_id <> said.id
        """,
    )


def _once(kind: RecordKind) -> _Check:
    same = ", ".join(kind.once_by)
    return _Check(
        kind.once,
        f"""
        SELECT file_no, row_no, 'The {kind.called} was already in row ' || first || '.'
        FROM (
            SELECT file_no, row_no, first_value(row_no) OVER same AS first,
                row_number() OVER same AS place
            FROM {staging_table(kind)} WHERE ({same}) IS NOT NULL
            WINDOW same AS (PARTITION BY file_no, {same} ORDER BY row_no, nth)
        ) numbered WHERE place > 1
        """,
    )


# Rows of orders with what is said of each.
_OF_ORDER: Final = (
    "SELECT row.file_no, row.row_no, {reason} FROM order_rows row"
    " JOIN said_order said ON said.key_id = row.order_id {more}"
)
# How far an order has come; one that has gone on does not come back.
_RANK: Final = (
    "array_position(ARRAY['PLACED', 'CONFIRMED', 'IN_PRODUCTION', 'READY', 'PARTIALLY_SHIPPED',"
    " 'SHIPPED', 'DELIVERED', 'COMPLETED'], {status})"
)
_RULES: Final = (
    _Check(
        "NO_TRADE",
        _OF_ORDER.format(
            reason="CASE WHEN said.buyer_id = said.seller_id"
            " THEN 'The buyer of this order is also its seller.' ELSE 'A ' || lower(buyer.kind)"
            " || ' does not order from a ' || lower(seller.kind) || '.' END",
            more="""
            JOIN LATERAL (
                SELECT kind FROM parties WHERE id = said.buyer_id
                UNION ALL SELECT kind FROM said_party WHERE id = said.buyer_id LIMIT 1
            ) buyer ON true
            JOIN LATERAL (
                SELECT kind FROM parties WHERE id = said.seller_id
                UNION ALL SELECT kind FROM said_party WHERE id = said.seller_id LIMIT 1
            ) seller ON true
            LEFT JOIN import_trades trade
                ON trade.buyer_kind = buyer.kind AND trade.seller_kind = seller.kind
            WHERE said.buyer_id = said.seller_id OR trade.order_kind IS NULL
            """,
        ),
    ),
    *(
        _Check(
            "MIXED_CURRENCIES",
            f"""
            SELECT file_no, row_no,
                'The row is in ' || staged.currency || ', its order in ' || said.currency || '.'
            FROM {table} staged JOIN said_order said ON said.id = staged.order_hub_id
            WHERE staged.currency <> said.currency
            """,
        )
        for table in ("staged_line", "staged_charge")
    ),
    _Check(
        "TOO_LARGE",
        """
        SELECT file_no, row_no, 'This line, or its price, comes to more than can be added up.'
        FROM said_line WHERE greatest(total, unit_price) > 1e15
        """,
    ),
    _Check(
        "TOO_LARGE",
        _OF_ORDER.format(
            reason="'The lines of this order add up to more than can be stored.'",
            more="JOIN said_total sum ON sum.order_id = said.id WHERE goods > 9e18",
        ),
    ),
    _Check(
        "EMPTY_ORDER",
        """
        SELECT file_no, row_no, 'No line of this order could be imported.' FROM staged_order staged
        WHERE NOT EXISTS (
            SELECT FROM said_order said WHERE said.key_id = staged.id
            AND (NOT is_new OR EXISTS (SELECT FROM said_line WHERE order_id = said.id))
        )
        """,
    ),
    _Check(
        "TOTAL_DIFFERS",
        _OF_ORDER.format(
            reason="'Lines, freight and tax without the discount come to '"
            " || goods + freight + tax - discount || ' minor units, not to the total of '"
            " || coalesce(told_total, 0) || '.'",
            more="JOIN said_total sum ON sum.order_id = said.id"
            " WHERE (said.sellers = 1 AND told_total <> goods + freight + tax - discount)"
            " OR goods + freight + tax - discount < 0",
        ),
    ),
    _Check(
        "ORDER_IS_CLOSED",
        _OF_ORDER.format(
            reason="'Order ' || said.number || ' has gone on in the hub since it was imported, and"
            " this row says something else of it.'",
            more=f"""
            JOIN changed_order changed ON changed.id = said.id
            WHERE said.is_closed
            OR (said.status <> said.status_before AND (
                said.status_before IN ('CANCELLED', 'REJECTED')
                OR {_RANK.format(status="said.status::text")}
                    < {_RANK.format(status="said.status_before::text")}
                OR (said.status IN ('CANCELLED', 'REJECTED') AND EXISTS (
                    SELECT FROM shipments WHERE shipments.order_id = said.id
                ))
            ))
            """,
        ),
    ),
    _Check(
        "EXCESS_RETURN",
        """
        SELECT row.file_no, row.row_no,
            'More pieces would come back than were received with the order it cancels.'
        FROM order_rows row
        JOIN said_order said ON said.key_id = row.order_id AND said.is_new
        JOIN (
            SELECT said.cancels_id, line.sku_id, sum(line.quantity) AS quantity
            FROM said_line line JOIN said_order said ON said.id = line.order_id
            WHERE said.is_new AND said.cancels_id IS NOT NULL
            GROUP BY said.cancels_id, line.sku_id
        ) back USING (cancels_id)
        LEFT JOIN LATERAL (
            SELECT sum(quantity) AS quantity FROM (
                SELECT received - returned AS quantity FROM order_lines
                WHERE order_id = back.cancels_id AND sku_id = back.sku_id
                UNION ALL
                SELECT original.quantity FROM said_line original
                JOIN said_order ordered ON ordered.id = original.order_id
                WHERE original.order_id = back.cancels_id AND original.sku_id = back.sku_id
                AND ordered.is_new AND ordered.status IN ('DELIVERED', 'COMPLETED')
            ) piece
        ) received ON true
        WHERE back.quantity > coalesce(received.quantity, 0)
        AND EXISTS (
            SELECT FROM said_line line WHERE line.order_id = said.id AND line.sku_id = back.sku_id
        )
        """,
    ),
    _Check(
        "COUNT_TOO_LOW",
        """
        SELECT file_no, row_no, 'The hub has put ' || reserved
            || ' of these pieces aside for orders, more than were counted.'
        FROM said_stock WHERE is_counted AND on_hand < reserved
        """,
    ),
)


def _checks(varies: Collection[tuple[str, str]]) -> Iterator[_Check]:
    """All checks, in order. `varies`: the kinds and fields of which rows may say what they like."""
    for kind in RECORD_KINDS:
        for field in kind.references:
            yield _unknown(kind, field)
    for kind in RECORD_KINDS:
        for field in kind.fields:
            must_agree = kind.is_keyed and (field.fixed or field.agrees)
            if must_agree and (kind.name, field.name) not in varies:
                yield _contradicts(kind, field)
            if field.fixed:
                yield _differs(kind, field)
        if kind.unique:
            yield from _taken(kind)
        if kind.once:
            yield _once(kind)
    yield from _RULES


_REJECT: Final = f"""
INSERT INTO {REJECTED} (file_no, row_no, byte_offset, filled, code, reason, waits)
SELECT DISTINCT ON (file_no, row_no) file_no, row_no, byte_offset, filled, '{{code}}', reason, true
FROM ({{query}}) misfit (file_no, row_no, reason)
JOIN {ROWS} staged USING (file_no, row_no)
ORDER BY file_no, row_no, reason
"""
# Every other row of an order of which a row is rejected waits for it.
_HOLD_BACK: Final = f"""
INSERT INTO {REJECTED} (file_no, row_no, byte_offset, filled, code, reason, waits)
SELECT DISTINCT ON (staged.file_no, staged.row_no) staged.file_no, staged.row_no,
    staged.byte_offset, staged.filled, 'HELD_BACK',
    'Its order waits for row ' || faulty.row_no || ', which is rejected (' || faulty.code || ').',
    false
FROM (
    SELECT order_id, (min(ARRAY[file_no::text, lpad(row_no::text, 12, '0'), code]))[3] AS code,
        (min(ARRAY[file_no::bigint, row_no]))[2] AS row_no
    FROM (
        SELECT order_id, file_no, row_no, code FROM {REJECTED}
        WHERE waits AND order_id IS NOT NULL
        UNION ALL
        SELECT rows.order_id, file_no, row_no, code FROM {REJECTED}
        JOIN order_rows rows USING (file_no, row_no) WHERE waits
    ) one GROUP BY order_id
) faulty
JOIN order_rows rows USING (order_id)
JOIN {ROWS} staged ON staged.file_no = rows.file_no AND staged.row_no = rows.row_no
ORDER BY staged.file_no, staged.row_no, faulty.row_no
"""
_DROP: Final = f"""
DELETE FROM {{table}} staged USING {REJECTED} rejected
WHERE staged.file_no = rejected.file_no AND staged.row_no = rejected.row_no
"""


async def reject_misfits(connection: Connection, varies: Collection[tuple[str, str]]) -> None:
    """Rejects all rows that cannot be merged, and holds the rest of their orders back."""
    await _hold_back(connection)
    await gather(connection)
    found = True
    while found:
        found = False
        for code, query in _checks(varies):
            if await _insert(connection, _REJECT.format(code=code, query=query)):
                found = True
                await _drop_rejected(connection)
                await _hold_back(connection)
                await gather(connection)


async def _hold_back(connection: Connection) -> None:
    # A row that tells of two orders lets one wait for the other.
    while await _insert(connection, _HOLD_BACK):
        await _drop_rejected(connection)


async def _insert(connection: Connection, statement: str) -> int:
    status = await connection.execute(statement)
    return int(status.rpartition(" ")[2])


async def _drop_rejected(connection: Connection) -> None:
    for table in (ROWS, *map(staging_table, RECORD_KINDS)):
        await connection.execute(_DROP.format(table=table))
