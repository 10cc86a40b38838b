"""Stock that is lost, counted and transferred; pieces that arrive broken, or not at all."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f("stock_items_is_never_oversold"), "stock_items", type_="check")
    op.drop_column("stock_items", "available")
    op.add_column(
        "stock_items",
        sa.Column(
            "available",
            sa.Integer(),
            sa.Computed("greatest(on_hand - reserved, 0)", persisted=True),
        ),
    )
    op.add_column(
        "stock_movements",
        sa.Column(
            "available",
            sa.Integer(),
            sa.Computed("greatest(on_hand - reserved, 0)", persisted=False),
        ),
    )
    op.drop_constraint(
        op.f("stock_movements_movementkind_is_known"), "stock_movements", type_="check"
    )
    op.create_check_constraint(
        op.f("stock_movements_movementkind_is_known"),
        "stock_movements",
        "kind IN ('OPENED', 'ADJUSTED', 'COUNTED', 'TRANSFERRED', 'PRODUCED', 'RESERVED',"
        " 'RELEASED', 'SHIPPED', 'EXPECTED', 'RECEIVED', 'LOST')",
    )
    op.drop_constraint(op.f("alerts_alertkind_is_known"), "alerts", type_="check")
    op.create_check_constraint(
        op.f("alerts_alertkind_is_known"),
        "alerts",
        "kind IN ('SHORT_STOCK', 'OUT_OF_STOCK', 'ORDER_AT_RISK', 'OVERDUE_ORDER',"
        " 'DELAYED_DELIVERY', 'DELIVERY_EXCEPTION', 'INCOMPLETE_DELIVERY', 'NEEDLESS_ORDER')",
    )

    op.create_index("ix_shipments_tracking_number", "shipments", ["tracking_number"])
    for column in ("received", "damaged", "missing"):
        op.add_column("shipment_lines", sa.Column(column, sa.Integer(), nullable=True))
    op.execute(
        "UPDATE shipment_lines SET received = quantity, damaged = 0, missing = 0"
        " FROM shipments WHERE shipments.id = shipment_id AND shipments.status = 'DELIVERED'"
    )
    op.create_check_constraint(
        op.f("shipment_lines_every_piece_is_accounted_for"),
        "shipment_lines",
        "received >= 0 AND damaged >= 0 AND missing >= 0"
        " AND received + damaged + missing = quantity",
    )
    op.create_index(
        "ix_shipment_lines_incomplete",
        "shipment_lines",
        ["shipment_id"],
        postgresql_where=sa.text("damaged + missing > 0"),
    )
    for column in ("damaged", "missing"):
        op.add_column(
            "order_lines", sa.Column(column, sa.Integer(), server_default="0", nullable=False)
        )
    op.drop_constraint(op.f("order_lines_goods_move_forward"), "order_lines", type_="check")
    op.create_check_constraint(
        op.f("order_lines_goods_move_forward"),
        "order_lines",
        "0 <= returned AND returned <= received AND damaged >= 0 AND missing >= 0"
        " AND received + damaged + missing <= shipped"
        " AND shipped <= allocated AND allocated <= quantity",
    )
