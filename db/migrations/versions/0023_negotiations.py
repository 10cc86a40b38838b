"""What buyers and sellers say to each other until they agree on prices."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def _status() -> sa.Enum:
    return sa.Enum(
        "WAITING_FOR_SELLER",
        "WAITING_FOR_BUYER",
        "AGREED",
        "DECLINED",
        "WITHDRAWN",
        name="negotiationstatus_is_known",
        native_enum=False,
        create_constraint=True,
        length=32,
    )


_KIND = sa.Enum(
    "ASKED",
    "PROPOSED",
    "AGREED",
    "ENDED",
    name="negotiationeventkind_is_known",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    op.create_table(
        "negotiations",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("buyer_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("seller_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("status", _status(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("terms_id", sa.Uuid()),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("buyer_id <> seller_id", name="is_between_two_parties"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency_is_iso_4217"),
    )
    for columns in ([], ["buyer_id"], ["seller_id"]):
        listed = [*columns, "opened_at", "id"]
        op.create_index(f"ix_negotiations_{'_'.join(listed)}", "negotiations", listed)
    op.create_table(
        "negotiation_events",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("negotiation_id", sa.Uuid(), sa.ForeignKey("negotiations.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", _KIND, nullable=False),
        sa.Column("status", _status(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("message", sa.String()),
        sa.Column("good_until", sa.DateTime(timezone=True)),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("negotiation_id", "version"),
        sa.CheckConstraint("char_length(message) <= 2000", name="message_up_to_2000"),
    )
    op.create_table(
        "negotiation_lines",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("event_id", sa.Uuid(), sa.ForeignKey("negotiation_events.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sku_id", sa.Uuid(), sa.ForeignKey("skus.id"), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger()),
        sa.Column("made_to_order", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("event_id", "position"),
        sa.CheckConstraint("quantity > 0", name="quantity_is_positive"),
        sa.CheckConstraint("price_minor >= 0", name="price_is_not_negative"),
    )
    op.execute(
        "CREATE TRIGGER negotiation_events_are_append_only"
        " BEFORE UPDATE OR DELETE ON negotiation_events"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.drop_constraint(op.f("events_eventkind_is_known"), "events", type_="check")
    op.create_check_constraint(
        op.f("events_eventkind_is_known"),
        "events",
        "kind IN ('ORDER', 'STOCK', 'SHIPMENT', 'ALERT', 'OFFER', 'NEGOTIATION')",
    )
