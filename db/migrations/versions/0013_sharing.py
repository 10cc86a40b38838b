"""What partners show each other, by topic and how exactly, in place of a column for stock."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TOPICS = ("STOCK", "SALES", "FORECASTS", "PRODUCTION", "PRICES", "LOTS")
_EXACTNESS = ("NOTHING", "YES_NO", "BANDED", "DELAYED", "EXACT")


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "sharings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("topic", _words("sharingtopic_is_known", _TOPICS), nullable=False),
        sa.Column("exactness", _words("exactness_is_known", _EXACTNESS), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_sharings_partnership_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_sharings_party_id")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["parties.id"], name=op.f("fk_sharings_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharings")),
        sa.UniqueConstraint(
            "party_id", "partner_id", "topic", name=op.f("uq_sharings_party_id_partner_id_topic")
        ),
    )
    op.create_index("ix_sharings_partnership_id", "sharings", ["partnership_id"])
    op.execute(
        "INSERT INTO sharings"
        " (id, partnership_id, party_id, partner_id, topic, exactness, changed_at)"
        " SELECT uuidv7(), id, upstream_id, downstream_id, 'STOCK', 'EXACT', now()"
        " FROM partnerships WHERE shares_stock"
    )
    op.drop_column("partnerships", "shares_stock")
    op.create_index("ix_stock_items_party_id_id", "stock_items", ["party_id", "id"])
    # The same as `hub.domain.sharing.band`.
    op.execute("""
        CREATE FUNCTION stock_band(pieces integer) RETURNS integer
        LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
            SELECT CASE
                WHEN pieces < 1 THEN 0
                WHEN pieces < 10 THEN 1
                WHEN pieces < 50 THEN 10
                WHEN pieces < 100 THEN 50
                WHEN pieces < 500 THEN 100
                WHEN pieces < 1000 THEN 500
                WHEN pieces < 5000 THEN 1000
                WHEN pieces < 10000 THEN 5000
                ELSE 10000
            END
        $$
    """)
