"""Promotions: what sellers give away, who bears it, what was used of it, and what it takes off."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "promotions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
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
        sa.Column(
            "scope",
            sa.Enum(
                "LINE",
                "ORDER",
                name="promotionscope_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "measure",
            sa.Enum(
                "PIECES",
                "AMOUNT",
                name="promotionmeasure_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "effect",
            sa.Enum(
                "PERCENT_OFF",
                "AMOUNT_OFF",
                "FIXED_PRICE",
                "FREE_PIECES",
                "GIFT",
                name="promotioneffect_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("repeats", sa.Boolean(), nullable=False),
        sa.Column("rivals", sa.String(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("stops", sa.Boolean(), nullable=False),
        sa.Column("coupon", sa.String(), nullable=True),
        sa.Column("gift_sku_id", sa.Uuid(), nullable=True),
        sa.Column("max_discount_minor", sa.BigInteger(), nullable=True),
        sa.Column("party_limit", sa.Integer(), nullable=True),
        sa.Column("use_limit", sa.Integer(), nullable=True),
        sa.Column("budget_minor", sa.BigInteger(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("spent_minor", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(effect = 'GIFT') = (gift_sku_id IS NOT NULL)",
            name=op.f("promotions_gifts_say_what_is_given"),
        ),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("promotions_currency_is_iso_4217")),
        sa.CheckConstraint("char_length(coupon) <= 200", name=op.f("promotions_coupon_up_to_200")),
        sa.CheckConstraint("char_length(name) <= 200", name=op.f("promotions_name_up_to_200")),
        sa.CheckConstraint("char_length(rivals) <= 200", name=op.f("promotions_rivals_up_to_200")),
        sa.CheckConstraint(
            "max_discount_minor > 0", name=op.f("promotions_max_discount_is_positive")
        ),
        sa.CheckConstraint("party_limit > 0", name=op.f("promotions_party_limit_is_positive")),
        sa.CheckConstraint(
            "spent_minor >= 0 AND spent_minor <= budget_minor",
            name=op.f("promotions_spent_is_within_the_budget"),
        ),
        sa.CheckConstraint(
            "starts_at <= ends_at", name=op.f("promotions_it_ends_no_sooner_than_it_begins")
        ),
        sa.CheckConstraint(
            "uses >= 0 AND uses <= use_limit", name=op.f("promotions_uses_are_within_their_limit")
        ),
        sa.ForeignKeyConstraint(
            ["gift_sku_id"], ["skus.id"], name=op.f("fk_promotions_gift_sku_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["parties.id"], name=op.f("fk_promotions_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotions")),
    )
    op.create_index(
        "ix_promotions_owner_id_starts_at_id", "promotions", ["owner_id", "starts_at", "id"]
    )
    op.create_index("ix_promotions_starts_at_id", "promotions", ["starts_at", "id"])
    op.create_index(
        "uq_promotions_coupon",
        "promotions",
        ["owner_id", "coupon"],
        unique=True,
        postgresql_where=sa.text("coupon IS NOT NULL"),
    )
    op.create_table(
        "promotion_goods",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("promotion_id", sa.Uuid(), nullable=False),
        sa.Column("sku_id", sa.Uuid(), nullable=True),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "num_nonnulls(sku_id, product_id, category_id) = 1",
            name=op.f("promotion_goods_is_of_one_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_promotion_goods_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_promotion_goods_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotions.id"], name=op.f("fk_promotion_goods_promotion_id")
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_promotion_goods_sku_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion_goods")),
    )
    op.create_index("ix_promotion_goods_product_id", "promotion_goods", ["product_id"])
    op.create_index("ix_promotion_goods_promotion_id", "promotion_goods", ["promotion_id"])
    op.create_index("ix_promotion_goods_sku_id", "promotion_goods", ["sku_id"])
    op.create_table(
        "promotion_shares",
        sa.Column("promotion_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("share_bp", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "0 < share_bp AND share_bp <= 10000", name=op.f("promotion_shares_share_is_a_part")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_promotion_shares_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotions.id"], name=op.f("fk_promotion_shares_promotion_id")
        ),
        sa.PrimaryKeyConstraint("promotion_id", "party_id", name=op.f("pk_promotion_shares")),
    )
    op.create_index("ix_promotion_shares_party_id", "promotion_shares", ["party_id"])
    op.create_table(
        "promotion_steps",
        sa.Column("promotion_id", sa.Uuid(), nullable=False),
        sa.Column("threshold", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "threshold >= 0", name=op.f("promotion_steps_threshold_is_not_negative")
        ),
        sa.CheckConstraint("value >= 0", name=op.f("promotion_steps_value_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotions.id"], name=op.f("fk_promotion_steps_promotion_id")
        ),
        sa.PrimaryKeyConstraint("promotion_id", "threshold", name=op.f("pk_promotion_steps")),
    )
    op.create_table(
        "promotion_uses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("promotion_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("discount_minor", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "discount_minor >= 0", name=op.f("promotion_uses_discount_is_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_promotion_uses_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_promotion_uses_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotions.id"], name=op.f("fk_promotion_uses_promotion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion_uses")),
        sa.UniqueConstraint(
            "promotion_id", "order_id", name=op.f("uq_promotion_uses_promotion_id_order_id")
        ),
    )
    op.create_index("ix_promotion_uses_order_id", "promotion_uses", ["order_id"])
    op.create_index(
        "ix_promotion_uses_promotion_id_party_id", "promotion_uses", ["promotion_id", "party_id"]
    )
    op.create_table(
        "line_discounts",
        sa.Column("order_line_id", sa.Uuid(), nullable=False),
        sa.Column("promotion_id", sa.Uuid(), nullable=False),
        sa.Column("discount_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "discount_minor >= 0", name=op.f("line_discounts_discount_is_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_line_discounts_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotions.id"], name=op.f("fk_line_discounts_promotion_id")
        ),
        sa.PrimaryKeyConstraint("order_line_id", "promotion_id", name=op.f("pk_line_discounts")),
    )

    op.add_column(
        "order_lines",
        sa.Column("discount_minor", sa.BigInteger(), nullable=False, server_default="0"),
    )
    op.add_column("order_lines", sa.Column("gift_of_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_order_lines_gift_of_id"), "order_lines", "promotions", ["gift_of_id"], ["id"]
    )
    op.create_check_constraint(
        op.f("order_lines_discount_is_no_more_than_the_total"),
        "order_lines",
        "0 <= discount_minor AND discount_minor <= total_minor",
    )
