"""What happens to shipments"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
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
    op.execute(
        "CREATE TRIGGER shipment_events_are_append_only BEFORE UPDATE OR DELETE ON shipment_events"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.drop_constraint(op.f("events_eventkind_is_known"), "events", type_="check")
    op.create_check_constraint(
        op.f("events_eventkind_is_known"), "events", "kind IN ('ORDER', 'STOCK', 'SHIPMENT')"
    )


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(
        *words, name=f"{name}_is_known", native_enum=False, create_constraint=True, length=32
    )
