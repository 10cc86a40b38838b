"""The first tables"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# Chinese is written without spaces, so each of its characters becomes a word of its own; a search
# for several is a search for the phrase.
SEARCH_TEXT = r"""
CREATE FUNCTION search_text(source text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT regexp_replace(lower(source), '([\u2E80-\u9FFF\uF900-\uFAFF])', ' \1 ', 'g')
$$
"""

SEARCH_LEXEMES = """
CREATE FUNCTION search_lexemes(source text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT to_tsvector('pg_catalog.simple', public.search_text(source))
$$
"""

# Every term of a search must be found, the last word of a term also as a beginning. A search
# without a single word finds nothing.
SEARCH_QUERY = r"""
CREATE FUNCTION search_query(source text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(string_agg(found || ':*', ' & ')::tsquery, ''::tsquery)
    FROM regexp_split_to_table(trim(source), '\s+') AS term,
        CAST(phraseto_tsquery('pg_catalog.simple', public.search_text(term)) AS text) AS found
    WHERE found <> ''
$$
"""

APPEND_ONLY = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$
"""


def upgrade() -> None:
    for function in (SEARCH_TEXT, SEARCH_LEXEMES, SEARCH_QUERY):
        op.execute(function)
    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("accounts_email_is_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
    )
    op.create_table(
        "categories",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["categories.id"], name=op.f("fk_categories_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("code", name=op.f("uq_categories_code")),
    )
    op.create_index("ix_categories_parent_id", "categories", ["parent_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ORDER",
                "STOCK",
                name="eventkind_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("fact_id", sa.Uuid(), nullable=False),
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("audience", postgresql.ARRAY(sa.UUID()), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequenced", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(
        "ix_events_unsequenced",
        "events",
        ["id"],
        unique=False,
        postgresql_where=sa.text("NOT sequenced"),
    )
    op.create_table(
        "import_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "READING",
                "MERGED",
                name="importstage_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("file_no", sa.Integer(), nullable=False),
        sa.Column("byte_offset", sa.BigInteger(), nullable=False),
        sa.Column("line_no", sa.BigInteger(), nullable=False),
        sa.Column("rows_read", sa.BigInteger(), nullable=False),
        sa.Column("outcome", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
        sa.UniqueConstraint("source", name=op.f("uq_import_runs_source")),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "parties",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "SUPPLIER",
                "BRAND",
                "RETAILER",
                "CONSUMER",
                "OPERATOR",
                name="partykind_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "search",
            postgresql.TSVECTOR(),
            sa.Computed("search_lexemes(name || ' ' || coalesce(name_zh, ''))", persisted=True),
            nullable=True,
        ),
        sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name=op.f("parties_country_is_iso_3166")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties")),
    )
    op.create_index("ix_parties_kind_name_id", "parties", ["kind", "name", "id"], unique=False)
    op.create_index("ix_parties_name_id", "parties", ["name", "id"], unique=False)
    op.create_index(
        "ix_parties_search", "parties", ["search"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "rejected_rows",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("file_no", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column("byte_offset", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "file_no", "row_no", name=op.f("pk_rejected_rows")),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "staged_lines",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("file_no", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column("order_key_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("seller_key_id", sa.Uuid(), nullable=True),
        sa.Column("sku_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price_minor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "file_no", "row_no", name=op.f("pk_staged_lines")),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "staged_orders",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("file_no", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("buyer_key_id", sa.Uuid(), nullable=False),
        sa.Column("seller_key_id", sa.Uuid(), nullable=True),
        sa.Column("cancels_key_id", sa.Uuid(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "DRAFT",
                "PLACED",
                "CONFIRMED",
                "IN_PRODUCTION",
                "READY",
                "PARTIALLY_SHIPPED",
                "SHIPPED",
                "DELIVERED",
                "COMPLETED",
                "CANCELLED",
                "REJECTED",
                name="orderstatus_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("estimated_arrival", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carrier", sa.String(), nullable=True),
        sa.Column("tracking_number", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("run_id", "file_no", "row_no", name=op.f("pk_staged_orders")),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "staged_parties",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("file_no", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "BUYER",
                "SELLER",
                "OWNER",
                name="partyrole_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "SUPPLIER",
                "BRAND",
                "RETAILER",
                "CONSUMER",
                "OPERATOR",
                name="partykind_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("name_zh", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint(
            "run_id", "file_no", "row_no", "role", name=op.f("pk_staged_parties")
        ),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "staged_products",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("file_no", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("owner_key_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("name_zh", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("description_zh", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("run_id", "file_no", "row_no", name=op.f("pk_staged_products")),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "staged_rows",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("file_no", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column("byte_offset", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "file_no", "row_no", name=op.f("pk_staged_rows")),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "staged_skus",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("file_no", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("gtin", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("name_zh", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("run_id", "file_no", "row_no", name=op.f("pk_staged_skus")),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "staged_stock",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("file_no", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.BigInteger(), nullable=False),
        sa.Column("party_key_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("sku_id", sa.Uuid(), nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "file_no", "row_no", name=op.f("pk_staged_stock")),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "answered_requests",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("input_hash", sa.LargeBinary(), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_answered_requests_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "request_id", name=op.f("pk_answered_requests")),
    )
    op.create_table(
        "feed_entries",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_feed_entries_event_id")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_feed_entries_party_id")
        ),
        sa.PrimaryKeyConstraint("party_id", "position", name=op.f("pk_feed_entries")),
    )
    op.create_table(
        "feeds",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_feeds_party_id")),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_feeds")),
    )
    op.create_table(
        "locations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "FACTORY",
                "WAREHOUSE",
                "SHOP",
                name="locationkind_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name=op.f("locations_country_is_iso_3166")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_locations_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locations")),
        sa.UniqueConstraint("party_id", "code", name=op.f("uq_locations_party_id_code")),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "OWNER",
                "MANAGER",
                "BUYER",
                "WAREHOUSE",
                "ANALYST",
                name="role_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_memberships_account_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_memberships_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint(
            "account_id", "party_id", name=op.f("uq_memberships_account_id_party_id")
        ),
    )
    op.create_index("ix_memberships_party_id", "memberships", ["party_id"], unique=False)
    op.create_table(
        "partnerships",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("upstream_id", sa.Uuid(), nullable=False),
        sa.Column("downstream_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "PROPOSED",
                "ACTIVE",
                "SUSPENDED",
                "ENDED",
                name="partnershipstatus_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("payment_days", sa.Integer(), nullable=False),
        sa.Column("credit_limit_minor", sa.BigInteger(), nullable=True),
        sa.Column("shares_stock", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "currency ~ '^[A-Z]{3}$'", name=op.f("partnerships_currency_is_iso_4217")
        ),
        sa.CheckConstraint(
            "credit_limit_minor >= 0", name=op.f("partnerships_credit_limit_is_not_negative")
        ),
        sa.CheckConstraint(
            "payment_days >= 0", name=op.f("partnerships_payment_days_are_not_negative")
        ),
        sa.CheckConstraint(
            "upstream_id <> downstream_id", name=op.f("partnerships_is_between_two_parties")
        ),
        sa.ForeignKeyConstraint(
            ["downstream_id"], ["parties.id"], name=op.f("fk_partnerships_downstream_id")
        ),
        sa.ForeignKeyConstraint(
            ["upstream_id"], ["parties.id"], name=op.f("fk_partnerships_upstream_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnerships")),
        sa.UniqueConstraint(
            "upstream_id", "downstream_id", name=op.f("uq_partnerships_upstream_id_downstream_id")
        ),
    )
    op.create_index(
        "ix_partnerships_downstream_id", "partnerships", ["downstream_id"], unique=False
    )
    op.create_table(
        "products",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column(
            "trade",
            sa.Enum(
                "COSMETICS",
                "JEWELLERY",
                "GENERAL",
                name="trade_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "DRAFT",
                "IN_REVIEW",
                "DECLINED",
                "PUBLISHED",
                "WITHDRAWN",
                name="listingstatus_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "visibility",
            sa.Enum(
                "PUBLIC",
                "PARTNERS",
                name="visibility_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("description_zh", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "search",
            postgresql.TSVECTOR(),
            sa.Computed(
                "search_lexemes(name || ' ' || coalesce(name_zh, '') || ' ' ||"
                " coalesce(description, '') || ' ' || coalesce(description_zh, ''))",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_products_category_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["parties.id"], name=op.f("fk_products_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
    )
    op.create_index("ix_products_category_id", "products", ["category_id"], unique=False)
    op.create_index("ix_products_created_at_id", "products", ["created_at", "id"], unique=False)
    op.create_index("ix_products_name_id", "products", ["name", "id"], unique=False)
    op.create_index(
        "ix_products_owner_id_name_id", "products", ["owner_id", "name", "id"], unique=False
    )
    op.create_index(
        "ix_products_search", "products", ["search"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "cosmetic_details",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("story", sa.String(), nullable=True),
        sa.Column("series", sa.String(), nullable=True),
        sa.Column("ingredients", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("efficacy", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("usage", sa.String(), nullable=True),
        sa.Column("shelf_life_months", sa.Integer(), nullable=True),
        sa.Column("filing_number", sa.String(), nullable=True),
        sa.CheckConstraint(
            "shelf_life_months > 0", name=op.f("cosmetic_details_shelf_life_is_positive")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_cosmetic_details_product_id")
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_cosmetic_details")),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "QC_REPORT",
                "CERTIFICATE",
                "FILING",
                "SAFETY_SHEET",
                name="documentkind_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_documents_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index("ix_documents_product_id", "documents", ["product_id"], unique=False)
    op.create_table(
        "jewellery_details",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("style", sa.String(), nullable=True),
        sa.Column("material", sa.String(), nullable=True),
        sa.Column("craft", sa.String(), nullable=True),
        sa.Column("gem", sa.String(), nullable=True),
        sa.Column("gem_carats", sa.Numeric(precision=8, scale=3), nullable=True),
        sa.Column("certificate_number", sa.String(), nullable=True),
        sa.CheckConstraint(
            "gem_carats > 0", name=op.f("jewellery_details_gem_carats_are_positive")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_jewellery_details_product_id")
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_jewellery_details")),
    )
    op.create_table(
        "media",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "IMAGE",
                "VIDEO",
                "MODEL_3D",
                "SPIN_360",
                name="mediakind_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("alt", sa.String(), nullable=True),
        sa.Column("alt_zh", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_media_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.UniqueConstraint("product_id", "position", name=op.f("uq_media_product_id_position")),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "SUPPLY",
                "WHOLESALE",
                "RETAIL",
                name="orderkind_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "DRAFT",
                "PLACED",
                "CONFIRMED",
                "IN_PRODUCTION",
                "READY",
                "PARTIALLY_SHIPPED",
                "SHIPPED",
                "DELIVERED",
                "COMPLETED",
                "CANCELLED",
                "REJECTED",
                name="orderstatus_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("caused_by_id", sa.Uuid(), nullable=True),
        sa.Column("deliver_to_id", sa.Uuid(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("orders_currency_is_iso_4217")),
        sa.CheckConstraint(
            "status = 'DRAFT' OR placed_at IS NOT NULL", name=op.f("orders_placed_orders_say_when")
        ),
        sa.CheckConstraint("buyer_id <> seller_id", name=op.f("orders_is_between_two_parties")),
        sa.CheckConstraint("total_minor >= 0", name=op.f("orders_total_is_not_negative")),
        sa.ForeignKeyConstraint(["buyer_id"], ["parties.id"], name=op.f("fk_orders_buyer_id")),
        sa.ForeignKeyConstraint(
            ["caused_by_id"], ["orders.id"], name=op.f("fk_orders_caused_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["deliver_to_id"], ["locations.id"], name=op.f("fk_orders_deliver_to_id")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["parties.id"], name=op.f("fk_orders_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("seller_id", "number", name=op.f("uq_orders_seller_id_number")),
    )
    op.create_index(
        "ix_orders_buyer_id_created_at_id", "orders", ["buyer_id", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_orders_buyer_id_total_minor_id",
        "orders",
        ["buyer_id", "total_minor", "id"],
        unique=False,
    )
    op.create_index("ix_orders_caused_by_id", "orders", ["caused_by_id"], unique=False)
    op.create_index("ix_orders_created_at_id", "orders", ["created_at", "id"], unique=False)
    op.create_index(
        "ix_orders_seller_id_created_at_id",
        "orders",
        ["seller_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_orders_seller_id_total_minor_id",
        "orders",
        ["seller_id", "total_minor", "id"],
        unique=False,
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("refresh_hash", sa.LargeBinary(), nullable=True),
        sa.Column("spent_hash", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_sessions_membership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("refresh_hash", name=op.f("uq_sessions_refresh_hash")),
    )
    op.create_index("ix_sessions_membership_id", "sessions", ["membership_id"], unique=False)
    op.create_index("ix_sessions_spent_hash", "sessions", ["spent_hash"], unique=False)
    op.create_table(
        "skus",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("gtin", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["parties.id"], name=op.f("fk_skus_owner_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_skus_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skus")),
        sa.UniqueConstraint("owner_id", "code", name=op.f("uq_skus_owner_id_code")),
    )
    op.create_index("ix_skus_gtin", "skus", ["gtin"], unique=False)
    op.create_index("ix_skus_product_id_code", "skus", ["product_id", "code"], unique=False)
    op.create_table(
        "offers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("sku_id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=True),
        sa.Column(
            "audience",
            sa.Enum(
                "PARTNERS",
                "CONSUMERS",
                name="audience_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("minimum_quantity", sa.Integer(), nullable=False),
        sa.Column("made_to_order", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("offers_currency_is_iso_4217")),
        sa.CheckConstraint(
            "minimum_quantity > 0", name=op.f("offers_minimum_quantity_is_positive")
        ),
        sa.CheckConstraint("price_minor >= 0", name=op.f("offers_price_is_not_negative")),
        sa.CheckConstraint(
            "valid_until > valid_from", name=op.f("offers_validity_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["parties.id"], name=op.f("fk_offers_partner_id")),
        sa.ForeignKeyConstraint(["seller_id"], ["parties.id"], name=op.f("fk_offers_seller_id")),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_offers_sku_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    op.create_index("ix_offers_partner_id", "offers", ["partner_id"], unique=False)
    op.create_index("ix_offers_seller_id_sku_id", "offers", ["seller_id", "sku_id"], unique=False)
    op.create_index(
        "ix_offers_sku_id_price_minor_id", "offers", ["sku_id", "price_minor", "id"], unique=False
    )
    op.create_table(
        "order_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "PLACED",
                "CONFIRMED",
                "REJECTED",
                "PRODUCTION_STARTED",
                "PRODUCTION_FINISHED",
                "PARTIALLY_SHIPPED",
                "SHIPPED",
                "PARTIALLY_RECEIVED",
                "DELIVERED",
                "COMPLETED",
                "CANCELLED",
                "IMPORTED",
                name="ordereventkind_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "from_status",
            sa.Enum(
                "DRAFT",
                "PLACED",
                "CONFIRMED",
                "IN_PRODUCTION",
                "READY",
                "PARTIALLY_SHIPPED",
                "SHIPPED",
                "DELIVERED",
                "COMPLETED",
                "CANCELLED",
                "REJECTED",
                name="from_status_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_status",
            sa.Enum(
                "DRAFT",
                "PLACED",
                "CONFIRMED",
                "IN_PRODUCTION",
                "READY",
                "PARTIALLY_SHIPPED",
                "SHIPPED",
                "DELIVERED",
                "COMPLETED",
                "CANCELLED",
                "REJECTED",
                name="to_status_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["parties.id"], name=op.f("fk_order_events_actor_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_events_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_events")),
        sa.UniqueConstraint("order_id", "version", name=op.f("uq_order_events_order_id_version")),
    )
    op.create_table(
        "shipments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "IN_TRANSIT",
                "DELIVERED",
                name="shipmentstatus_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("carrier", sa.String(), nullable=True),
        sa.Column("tracking_number", sa.String(), nullable=True),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("estimated_arrival", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_shipments_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipments")),
    )
    op.create_index(
        "ix_shipments_order_id_shipped_at_id",
        "shipments",
        ["order_id", "shipped_at", "id"],
        unique=False,
    )
    op.create_table(
        "stock_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("sku_id", sa.Uuid(), nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("incoming", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("incoming >= 0", name=op.f("stock_items_incoming_is_not_negative")),
        sa.CheckConstraint("reserved <= on_hand", name=op.f("stock_items_is_never_oversold")),
        sa.CheckConstraint("reserved >= 0", name=op.f("stock_items_reserved_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_stock_items_location_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_stock_items_party_id")),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_stock_items_sku_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_items")),
        sa.UniqueConstraint(
            "location_id", "sku_id", name=op.f("uq_stock_items_location_id_sku_id")
        ),
    )
    op.create_index(
        "ix_stock_items_party_id_sku_id", "stock_items", ["party_id", "sku_id"], unique=False
    )
    op.create_index(
        "ix_stock_items_party_id_updated_at_id",
        "stock_items",
        ["party_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index("ix_stock_items_sku_id", "stock_items", ["sku_id"], unique=False)
    op.create_table(
        "order_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sku_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("made_to_order", sa.Boolean(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price_minor", sa.BigInteger(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("allocated", sa.Integer(), nullable=False),
        sa.Column("shipped", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= returned AND returned <= received AND received <= shipped"
            " AND shipped <= allocated AND allocated <= quantity",
            name=op.f("order_lines_goods_move_forward"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("order_lines_quantity_is_positive")),
        sa.CheckConstraint("total_minor >= 0", name=op.f("order_lines_total_is_not_negative")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_order_lines_offer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id")),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_order_lines_sku_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
        sa.UniqueConstraint("order_id", "position", name=op.f("uq_order_lines_order_id_position")),
    )
    op.create_index("ix_order_lines_sku_id", "order_lines", ["sku_id"], unique=False)
    op.create_table(
        "price_tiers",
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("minimum_quantity", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minimum_quantity > 1", name=op.f("price_tiers_starts_above_one_piece")),
        sa.CheckConstraint("price_minor >= 0", name=op.f("price_tiers_price_is_not_negative")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_price_tiers_offer_id")),
        sa.PrimaryKeyConstraint("offer_id", "minimum_quantity", name=op.f("pk_price_tiers")),
    )
    op.create_table(
        "stock_movements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stock_item_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("sku_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "OPENED",
                "ADJUSTED",
                "PRODUCED",
                "RESERVED",
                "RELEASED",
                "SHIPPED",
                "EXPECTED",
                "RECEIVED",
                name="movementkind_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("on_hand_delta", sa.Integer(), nullable=False),
        sa.Column("reserved_delta", sa.Integer(), nullable=False),
        sa.Column("incoming_delta", sa.Integer(), nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("incoming", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_stock_movements_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_stock_movements_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_stock_movements_party_id")
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_stock_movements_sku_id")),
        sa.ForeignKeyConstraint(
            ["stock_item_id"], ["stock_items.id"], name=op.f("fk_stock_movements_stock_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movements")),
        sa.UniqueConstraint(
            "stock_item_id", "version", name=op.f("uq_stock_movements_stock_item_id_version")
        ),
    )
    op.create_index("ix_stock_movements_order_id", "stock_movements", ["order_id"], unique=False)
    op.create_table(
        "tracking_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shipment_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "PICKED_UP",
                "IN_TRANSIT",
                "OUT_FOR_DELIVERY",
                "DELIVERED",
                "EXCEPTION",
                name="trackingstatus_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipments.id"], name=op.f("fk_tracking_events_shipment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_events")),
    )
    op.create_index(
        "ix_tracking_events_shipment_id_occurred_at_id",
        "tracking_events",
        ["shipment_id", "occurred_at", "id"],
        unique=False,
    )
    op.create_table(
        "reservations",
        sa.Column("order_line_id", sa.Uuid(), nullable=False),
        sa.Column("stock_item_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("reservations_quantity_is_positive")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_reservations_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["stock_item_id"], ["stock_items.id"], name=op.f("fk_reservations_stock_item_id")
        ),
        sa.PrimaryKeyConstraint("order_line_id", "stock_item_id", name=op.f("pk_reservations")),
    )
    op.create_index(
        "ix_reservations_stock_item_id", "reservations", ["stock_item_id"], unique=False
    )
    op.create_table(
        "shipment_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shipment_id", sa.Uuid(), nullable=False),
        sa.Column("order_line_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("shipment_lines_quantity_is_positive")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_shipment_lines_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipments.id"], name=op.f("fk_shipment_lines_shipment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment_lines")),
        sa.UniqueConstraint(
            "shipment_id", "order_line_id", name=op.f("uq_shipment_lines_shipment_id_order_line_id")
        ),
    )
    op.create_index(
        "ix_shipment_lines_order_line_id", "shipment_lines", ["order_line_id"], unique=False
    )
    op.execute(APPEND_ONLY)
    for ledger in ("order_events", "stock_movements"):
        op.execute(
            f"CREATE TRIGGER {ledger}_are_append_only BEFORE UPDATE OR DELETE ON {ledger}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
