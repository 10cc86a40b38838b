"""What members of a party may order by themselves, and what they ask a colleague to approve."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(
        *words,
        name=f"{name}_is_known",
        native_enum=False,
        create_constraint=True,
        length=32,
    )


def _status() -> sa.Enum:
    return _words("requisitionstatus", "WAITING", "APPROVED", "DECLINED", "WITHDRAWN")


def upgrade() -> None:
    op.create_table(
        "order_limits",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("party_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column(
            "role",
            _words("role", "OWNER", "MANAGER", "BUYER", "WAREHOUSE", "ANALYST"),
            nullable=False,
        ),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("limit_minor", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("party_id", "role"),
        sa.CheckConstraint("role IN ('MANAGER', 'BUYER')", name="role_buys_and_is_no_owner"),
        sa.CheckConstraint("limit_minor >= 0", name="limit_is_not_negative"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency_is_iso_4217"),
    )
    op.create_table(
        "requisitions",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("party_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("status", _status(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("submitted_by_id", sa.Uuid(), sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("note", sa.String()),
        sa.Column("deliver_to_id", sa.Uuid(), sa.ForeignKey("locations.id")),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("char_length(note) <= 2000", name="note_up_to_2000"),
    )
    listed = ["party_id", "submitted_at", "id"]
    op.create_index(f"ix_requisitions_{'_'.join(listed)}", "requisitions", listed)
    op.create_table(
        "requisition_addresses",
        sa.Column("requisition_id", sa.Uuid(), sa.ForeignKey("requisitions.id"), primary_key=True),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("phone", sa.String()),
        sa.Column("lines", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("region", sa.String()),
        sa.Column("postcode", sa.String()),
        sa.Column("country", sa.String(2), nullable=False),
        sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name="country_is_iso_3166"),
        *(
            sa.CheckConstraint(f"char_length({name}) <= {most}", name=f"{name}_up_to_{most}")
            for name, most in (
                ("recipient", 200),
                ("phone", 200),
                ("lines", 2000),
                ("city", 200),
                ("region", 200),
                ("postcode", 200),
            )
        ),
    )
    op.create_table(
        "requisition_parts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("requisition_id", sa.Uuid(), sa.ForeignKey("requisitions.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("coupon", sa.String()),
        sa.Column("note", sa.String()),
        sa.Column("requested_for", sa.Date()),
        sa.Column("buyer_reference", sa.String()),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("orders.id")),
        sa.UniqueConstraint("requisition_id", "position"),
        sa.UniqueConstraint("requisition_id", "seller_id"),
        sa.UniqueConstraint("order_id"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency_is_iso_4217"),
        sa.CheckConstraint("char_length(coupon) <= 200", name="coupon_up_to_200"),
        sa.CheckConstraint("char_length(note) <= 2000", name="note_up_to_2000"),
        sa.CheckConstraint("char_length(buyer_reference) <= 200", name="buyer_reference_up_to_200"),
    )
    op.create_table(
        "requisition_lines",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("part_id", sa.Uuid(), sa.ForeignKey("requisition_parts.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sku_id", sa.Uuid(), sa.ForeignKey("skus.id"), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("note", sa.String()),
        sa.UniqueConstraint("part_id", "position"),
        sa.CheckConstraint("quantity > 0", name="quantity_is_positive"),
        sa.CheckConstraint("char_length(note) <= 2000", name="note_up_to_2000"),
    )
    op.create_table(
        "requisition_events",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("requisition_id", sa.Uuid(), sa.ForeignKey("requisitions.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _words("requisitioneventkind", "SUBMITTED", "APPROVED", "DECLINED", "WITHDRAWN"),
            nullable=False,
        ),
        sa.Column("status", _status(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("message", sa.String()),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("requisition_id", "version"),
        sa.CheckConstraint("char_length(message) <= 2000", name="message_up_to_2000"),
    )
    op.execute(
        "CREATE TRIGGER requisition_events_are_append_only"
        " BEFORE UPDATE OR DELETE ON requisition_events"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.drop_constraint(op.f("events_eventkind_is_known"), "events", type_="check")
    op.create_check_constraint(
        op.f("events_eventkind_is_known"),
        "events",
        "kind IN ('ORDER', 'STOCK', 'SHIPMENT', 'ALERT', 'OFFER', 'NEGOTIATION', 'REQUISITION')",
    )
