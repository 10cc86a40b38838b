"""Products on their way into the catalogue: what reviewers said of them, and every version."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_STATUSES = ("DRAFT", "IN_REVIEW", "DECLINED", "APPROVED", "PUBLISHED", "WITHDRAWN")
_ACTIONS = ("CREATE", "CHANGE", "SUBMIT", "APPROVE", "DECLINE", "PUBLISH", "WITHDRAW")


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.drop_constraint("listingstatus_is_known", "products", type_="check")
    op.create_check_constraint(
        "listingstatus_is_known",
        "products",
        f"status IN ({', '.join(map(repr, _STATUSES))})",
    )
    op.add_column(
        "products", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column("products", sa.Column("reason", sa.String()))
    op.add_column(
        "products",
        sa.Column("faults", sa.ARRAY(sa.String(32)), server_default="{}", nullable=False),
    )
    op.add_column("products", sa.Column("submitted_by_id", sa.Uuid(), sa.ForeignKey("accounts.id")))
    op.add_column(
        "products",
        sa.Column("changed_since_review", sa.Boolean(), server_default="false", nullable=False),
    )
    op.create_check_constraint("reason_up_to_2000", "products", "char_length(reason) <= 2000")
    op.create_index(
        "ix_products_awaiting_review",
        "products",
        ["created_at", "id"],
        postgresql_where=sa.text("status = 'IN_REVIEW' OR changed_since_review"),
    )
    op.create_table(
        "product_versions",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("product_id", sa.Uuid(), sa.ForeignKey("products.id"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", _words("listingaction_is_known", *_ACTIONS), nullable=False),
        sa.Column("status", _words("listingstatus_is_known", *_STATUSES), nullable=False),
        sa.Column("actor_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("account_id", sa.Uuid(), sa.ForeignKey("accounts.id")),
        sa.Column("note", sa.String()),
        sa.Column("faults", sa.ARRAY(sa.String(32)), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("product_id", "version"),
        sa.CheckConstraint("version > 0", name="version_is_counted"),
        sa.CheckConstraint("char_length(note) <= 2000", name="note_up_to_2000"),
    )
    op.create_table(
        "product_changes",
        sa.Column("version_id", sa.Uuid(), sa.ForeignKey("product_versions.id"), primary_key=True),
        sa.Column("field", sa.String(), primary_key=True),
        sa.Column("before", sa.String()),
        sa.Column("after", sa.String()),
        sa.CheckConstraint("before IS DISTINCT FROM after", name="something_changed"),
        sa.CheckConstraint("char_length(field) <= 500", name="field_up_to_500"),
        sa.CheckConstraint("char_length(before) <= 20000", name="before_up_to_20000"),
        sa.CheckConstraint("char_length(after) <= 20000", name="after_up_to_20000"),
    )
