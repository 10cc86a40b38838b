"""Orders that are closed or changed, with the other side's word where that is due; where
shipments leave from."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "order_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            _words("orderchangekind_is_known", "CANCEL", "CLOSE", "REDUCE"),
            nullable=False,
        ),
        sa.Column(
            "status",
            _words(
                "orderchangestatus_is_known", "ASKED", "MADE", "DECLINED", "WITHDRAWN", "LAPSED"
            ),
            nullable=False,
        ),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'ASKED') = (settled_at IS NULL)",
            name=op.f("order_changes_settled_ones_say_when"),
        ),
        sa.CheckConstraint("char_length(note) <= 2000", name=op.f("order_changes_note_up_to_2000")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_changes_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["parties.id"], name=op.f("fk_order_changes_asked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_changes")),
    )
    op.create_index(
        "ix_order_changes_order_id_asked_at_id", "order_changes", ["order_id", "asked_at", "id"]
    )
    op.create_index(
        "uq_order_changes_asked",
        "order_changes",
        ["order_id"],
        unique=True,
        postgresql_where=sa.text("status = 'ASKED'"),
    )
    op.create_table(
        "order_change_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("order_line_id", sa.Uuid(), nullable=False),
        sa.Column("quantity_before", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= quantity AND quantity < quantity_before",
            name=op.f("order_change_lines_fewer_pieces_are_ordered"),
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["order_changes.id"], name=op.f("fk_order_change_lines_change_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"],
            ["order_lines.id"],
            name=op.f("fk_order_change_lines_order_line_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_change_lines")),
        sa.UniqueConstraint(
            "change_id", "order_line_id", name=op.f("uq_order_change_lines_change_id_order_line_id")
        ),
    )
    op.create_index("ix_order_change_lines_order_line_id", "order_change_lines", ["order_line_id"])

    op.add_column("orders", sa.Column("change_asked_by_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_orders_change_asked_by_id"), "orders", "parties", ["change_asked_by_id"], ["id"]
    )
    op.add_column("order_events", sa.Column("change_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_order_events_change_id"), "order_events", "order_changes", ["change_id"], ["id"]
    )
    op.drop_constraint(op.f("order_events_ordereventkind_is_known"), "order_events", type_="check")
    op.create_check_constraint(
        op.f("order_events_ordereventkind_is_known"),
        "order_events",
        "kind IN ('PLACED', 'CONFIRMED', 'REJECTED', 'PRODUCTION_STARTED', 'PRODUCTION_FINISHED',"
        " 'PARTIALLY_SHIPPED', 'SHIPPED', 'PARTIALLY_RECEIVED', 'DELIVERED', 'COMPLETED',"
        " 'CANCELLED', 'CHANGED', 'CLOSED', 'CHANGE_ASKED', 'CHANGE_DECLINED', 'CHANGE_WITHDRAWN',"
        " 'IMPORTED')",
    )
    op.drop_constraint(op.f("order_lines_quantity_is_positive"), "order_lines", type_="check")
    op.create_check_constraint(
        op.f("order_lines_quantity_is_not_negative"), "order_lines", "quantity >= 0"
    )

    op.add_column("shipments", sa.Column("origin_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_shipments_origin_id"), "shipments", "locations", ["origin_id"], ["id"]
    )
