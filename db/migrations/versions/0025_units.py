"""SKUs are counted in units; offers are prices per so many of them, for multiples of some."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_UNITS = sa.Enum(
    "C62", "PR", "SET", "MGM", "GRM", "KGM", "MLT", "LTR", "MMT", "CMT", "MTR", "CMK", "MTK", "CTM",
    name="unit_is_known",
    native_enum=False,
    create_constraint=True,
    length=32,
)  # fmt: skip


def upgrade() -> None:
    op.add_column("skus", sa.Column("unit", _UNITS, nullable=False, server_default="C62"))
    op.add_column("offers", sa.Column("per", sa.Integer(), nullable=False, server_default="1"))
    op.add_column(
        "offers", sa.Column("order_multiple", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "offers",
        sa.Column(
            "million_minor",
            sa.BigInteger(),
            sa.Computed(
                "least(div(price_minor::numeric * 1000000, per), 9223372036854775807)::bigint",
                persisted=True,
            ),
        ),
    )
    op.create_check_constraint(op.f("offers_per_is_positive"), "offers", "per > 0")
    op.create_check_constraint(
        op.f("offers_minimum_quantity_is_a_multiple"),
        "offers",
        "order_multiple > 0 AND minimum_quantity % order_multiple = 0",
    )
    op.drop_index("ix_offers_sku_id_price_minor_id", "offers")
    op.create_index(
        "ix_offers_sku_id_price", "offers", ["sku_id", "currency", "million_minor", "id"]
    )
    op.add_column("order_lines", sa.Column("per", sa.Integer(), nullable=False, server_default="1"))
    op.create_check_constraint(op.f("order_lines_per_is_positive"), "order_lines", "per > 0")
    for name in ("per", "order_multiple"):
        op.add_column(
            "negotiation_lines", sa.Column(name, sa.Integer(), nullable=False, server_default="1")
        )
    op.create_check_constraint(
        op.f("negotiation_lines_per_is_positive"), "negotiation_lines", "per > 0"
    )
    op.create_check_constraint(
        op.f("negotiation_lines_quantity_is_a_multiple"),
        "negotiation_lines",
        "order_multiple > 0 AND quantity % order_multiple = 0",
    )
