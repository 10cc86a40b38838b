"""Searches in several forms over the same products, as plain SQL."""

from typing import Final

import asyncpg

PUBLISHED: Final = "products WHERE status = 'PUBLISHED'"

# What searches were before: characters as phrases, the newest first.
_PHRASES: Final = r"""
CREATE FUNCTION phrase_text(source text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT regexp_replace(lower(source), '([\u2E80-\u9FFF\uF900-\uFAFF])', ' \1 ', 'g')
$$;
CREATE FUNCTION phrase_query(source text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(string_agg(found || ':*', ' & ')::tsquery, ''::tsquery)
    FROM regexp_split_to_table(trim(source), '\s+') AS term,
        CAST(phraseto_tsquery('pg_catalog.simple', phrase_text(term)) AS text) AS found
    WHERE found <> ''
$$;
ALTER TABLE products ADD phrases tsvector, ADD texts text;
"""
_FILL: Final = """
UPDATE products SET
    texts = all_texts(name, name_translations) || ' '
        || all_texts(description, description_translations),
    phrases = to_tsvector('pg_catalog.simple', phrase_text(all_texts(name, name_translations)
        || ' ' || all_texts(description, description_translations)))
"""
_INDEXES: Final = (
    "CREATE INDEX ON products USING gin (phrases)",
    "CREATE INDEX ON products USING gin (texts gin_trgm_ops)",
)

FORMS: Final = {
    "today's: pairs of characters, ranked": f"""
        SELECT name FROM {PUBLISHED} AND search @@ (SELECT search_query($1))
        ORDER BY
            CASE WHEN search_code($1) = ANY (search_codes) THEN 4000000 ELSE 0 END
            + CASE WHEN search_names @@ (SELECT search_query($1, true)) THEN 2000000
                WHEN search_names @@ (SELECT search_query($1)) THEN 1000000
                WHEN search @@ (SELECT search_query($1, true)) THEN 500000 ELSE 0 END
            + 300000 / greatest(length(search_names), 1) + popularity DESC, id DESC
        LIMIT 10
    """,
    "before: characters as phrases, the newest first": f"""
        SELECT name FROM {PUBLISHED} AND phrases @@ phrase_query($1)
        ORDER BY created_at DESC, id DESC LIMIT 10
    """,
    "plain pg_trgm: the most similar first": f"""
        SELECT name FROM {PUBLISHED} AND $1 <% texts
        ORDER BY word_similarity($1, texts) DESC, id DESC LIMIT 10
    """,
}


async def set_up(connection: asyncpg.Connection) -> None:
    await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    await connection.execute(_PHRASES)
    await connection.execute(_FILL)
    for index in _INDEXES:
        await connection.execute(index)
    await connection.execute("ANALYZE")


async def found(connection: asyncpg.Connection, sql: str, text: str) -> list[str]:
    """The names of the first ten products."""
    return [row["name"] for row in await connection.fetch(sql, text)]


async def multiply(connection: asyncpg.Connection, products: int) -> None:
    """Have as many products, each with its SKUs, offers and stock, made of those that there are."""
    published = await connection.fetchval(f"SELECT count(*) FROM {PUBLISHED}")
    copies = products // published
    # Copies say what their originals do, so nothing has to be worked out for them.
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(
        f"CREATE TEMP TABLE copies AS SELECT id AS of, uuidv7() AS id, number"
        f" FROM products, generate_series(1, {copies}) AS number WHERE status = 'PUBLISHED'"
    )
    await connection.execute(
        "CREATE TEMP TABLE sku_copies AS SELECT skus.id AS of, uuidv7() AS id,"
        " copies.id AS product_id, number FROM skus JOIN copies ON copies.of = skus.product_id"
    )
    for table, source, changed in (
        ("products", "copies ON of = products.id", {"id": "copies.id"}),
        ("cosmetic_details", "copies ON of = product_id", {"product_id": "copies.id"}),
        ("jewellery_details", "copies ON of = product_id", {"product_id": "copies.id"}),
        (
            "skus",
            "sku_copies ON of = skus.id",
            {
                "id": "sku_copies.id",
                "product_id": "sku_copies.product_id",
                "code": "code || '-' || number",
            },
        ),
        ("offers", "sku_copies ON of = sku_id", {"id": "uuidv7()", "sku_id": "sku_copies.id"}),
        (
            "stock_items",
            "sku_copies ON of = sku_id",
            {"id": "uuidv7()", "sku_id": "sku_copies.id"},
        ),
    ):
        columns = [
            row["name"]
            for row in await connection.fetch(
                "SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass"
                " AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
                table,
            )
        ]
        values = (changed.get(column, f"{table}.{column}") for column in columns)
        await connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT {', '.join(values)} FROM {table} JOIN {source}"
        )
    await connection.execute("SET session_replication_role = origin")
    await connection.execute("VACUUM ANALYZE")
