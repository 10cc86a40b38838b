"""Offers that are set and ended by their sellers, and a ledger of it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offers", sa.Column("version", sa.Integer(), server_default="0", nullable=False))
    op.alter_column("offers", "version", server_default=None)
    op.drop_constraint(op.f("offers_validity_ends_after_it_begins"), "offers", type_="check")
    op.create_check_constraint(
        op.f("offers_validity_ends_no_sooner_than_it_begins"), "offers", "valid_until >= valid_from"
    )
    op.create_table(
        "offer_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "SET",
                "ENDED",
                name="offereventkind_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_offer_events_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_events")),
        sa.UniqueConstraint("offer_id", "version", name=op.f("uq_offer_events_offer_id_version")),
    )
    op.execute(
        "CREATE TRIGGER offer_events_are_append_only BEFORE UPDATE OR DELETE ON offer_events"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.drop_constraint(op.f("events_eventkind_is_known"), "events", type_="check")
    op.create_check_constraint(
        op.f("events_eventkind_is_known"),
        "events",
        "kind IN ('ORDER', 'STOCK', 'SHIPMENT', 'ALERT', 'OFFER')",
    )
