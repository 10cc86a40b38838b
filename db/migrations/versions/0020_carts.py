"""What buyers mean to order, what they wish for, and what they say about lines of orders."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carts",
        sa.Column("party_id", sa.Uuid(), sa.ForeignKey("parties.id"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "cart_lines",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("party_id", sa.Uuid(), sa.ForeignKey("carts.party_id"), nullable=False),
        sa.Column("seller_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("sku_id", sa.Uuid(), sa.ForeignKey("skus.id"), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("note", sa.String()),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("party_id", "seller_id", "sku_id"),
        sa.CheckConstraint("quantity > 0", name="quantity_is_positive"),
        sa.CheckConstraint("party_id <> seller_id", name="is_between_two_parties"),
        sa.CheckConstraint("char_length(note) <= 2000", name="note_up_to_2000"),
    )
    op.create_index(
        "ix_cart_lines_party_id_added_at_id", "cart_lines", ["party_id", "added_at", "id"]
    )
    op.create_table(
        "wishes",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("party_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("product_id", sa.Uuid(), sa.ForeignKey("products.id"), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("party_id", "product_id"),
    )
    op.create_index("ix_wishes_party_id_wished_at_id", "wishes", ["party_id", "wished_at", "id"])
    op.add_column("order_lines", sa.Column("note", sa.String()))
    # The table is large; nothing in it has a note yet.
    op.execute(
        "ALTER TABLE order_lines ADD CONSTRAINT order_lines_note_up_to_2000"
        " CHECK (char_length(note) <= 2000) NOT VALID"
    )
    op.execute("ALTER TABLE order_lines VALIDATE CONSTRAINT order_lines_note_up_to_2000")
