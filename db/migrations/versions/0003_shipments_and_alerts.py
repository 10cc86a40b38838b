"""What happens to shipments, and alerts"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The hub of before does not say which version a new shipment has.
    op.add_column(
        "shipments", sa.Column("version", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_table(
        "shipment_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shipment_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind", _words("shipmenteventkind", "SHIPPED", "REPORTED", "DELIVERED"), nullable=False
        ),
        sa.Column("status", _words("shipmentstatus", "IN_TRANSIT", "DELIVERED"), nullable=False),
        sa.Column("estimated_arrival", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipments.id"], name=op.f("fk_shipment_events_shipment_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_shipment_events_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["tracking_events.id"], name=op.f("fk_shipment_events_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["parties.id"], name=op.f("fk_shipment_events_actor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment_events")),
        sa.UniqueConstraint(
            "shipment_id", "version", name=op.f("uq_shipment_events_shipment_id_version")
        ),
    )
    _create_alerts()
    for ledger in ("shipment_events", "alert_events"):
        op.execute(
            f"CREATE TRIGGER {ledger}_are_append_only BEFORE UPDATE OR DELETE ON {ledger}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    op.drop_constraint(op.f("events_eventkind_is_known"), "events", type_="check")
    op.create_check_constraint(
        op.f("events_eventkind_is_known"),
        "events",
        "kind IN ('ORDER', 'STOCK', 'SHIPMENT', 'ALERT')",
    )


def _create_alerts() -> None:
    statuses = ("OPEN", "ACKNOWLEDGED", "RESOLVED")
    op.create_table(
        "alerts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            _words("alertkind", "SHORT_STOCK", "OVERDUE_ORDER", "DELAYED_DELIVERY"),
            nullable=False,
        ),
        sa.Column("status", _words("alertstatus", *statuses), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("stock_item_id", sa.Uuid(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("shipment_id", sa.Uuid(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'RESOLVED') = (resolved_at IS NOT NULL)",
            name=op.f("alerts_resolved_ones_say_when"),
        ),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_alerts_party_id")),
        sa.ForeignKeyConstraint(
            ["stock_item_id"], ["stock_items.id"], name=op.f("fk_alerts_stock_item_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_alerts_order_id")),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipments.id"], name=op.f("fk_alerts_shipment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_index(
        "uq_alerts_unresolved",
        "alerts",
        ["party_id", "kind", "subject_id"],
        unique=True,
        postgresql_where=sa.text("status <> 'RESOLVED'"),
    )
    op.create_index("ix_alerts_party_id_raised_at_id", "alerts", ["party_id", "raised_at", "id"])
    op.create_index("ix_alerts_raised_at_id", "alerts", ["raised_at", "id"])
    op.create_table(
        "alert_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind", _words("alerteventkind", "RAISED", "ACKNOWLEDGED", "RESOLVED"), nullable=False
        ),
        sa.Column("status", _words("alertstatus", *statuses), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_events_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_events")),
        sa.UniqueConstraint("alert_id", "version", name=op.f("uq_alert_events_alert_id_version")),
    )
    op.create_table(
        "stock_thresholds",
        sa.Column("stock_item_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.CheckConstraint("pieces > 0", name=op.f("stock_thresholds_pieces_are_positive")),
        sa.ForeignKeyConstraint(
            ["stock_item_id"], ["stock_items.id"], name=op.f("fk_stock_thresholds_stock_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_stock_thresholds_party_id")
        ),
        sa.PrimaryKeyConstraint("stock_item_id", name=op.f("pk_stock_thresholds")),
    )
    # What is overdue and what is delayed is looked for again and again.
    op.create_index(
        "ix_orders_waiting",
        "orders",
        ["status"],
        postgresql_where=sa.text(
            "status IN ('PLACED', 'CONFIRMED', 'IN_PRODUCTION', 'READY', 'PARTIALLY_SHIPPED')"
        ),
    )
    op.create_index(
        "ix_shipments_estimated_arrival",
        "shipments",
        ["estimated_arrival"],
        postgresql_where=sa.text("status = 'IN_TRANSIT'"),
    )


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(
        *words, name=f"{name}_is_known", native_enum=False, create_constraint=True, length=32
    )
