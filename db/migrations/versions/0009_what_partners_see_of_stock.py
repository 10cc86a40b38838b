"""What partners see of stock: what is available, and since when."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "stock_items",
        sa.Column("available", sa.Integer(), sa.Computed("on_hand - reserved", persisted=True)),
    )
    op.add_column(
        "stock_items",
        sa.Column(
            "available_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )
    op.execute("UPDATE stock_items SET available_at = updated_at")
    op.drop_index("ix_stock_items_party_id_updated_at_id", table_name="stock_items")
    op.create_index(
        "ix_stock_items_party_id_available_at_id",
        "stock_items",
        ["party_id", "available_at", "id"],
    )
