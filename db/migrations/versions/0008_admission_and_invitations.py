"""Admission of parties, asked-for partnerships, invitations and password resets"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_STATUSES = ("APPLIED", "ADMITTED", "DECLINED", "SUSPENDED")
_ROLES = ("OWNER", "MANAGER", "BUYER", "WAREHOUSE", "ANALYST")


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.add_column(
        "parties",
        sa.Column(
            "status",
            _words("partystatus_is_known", _STATUSES),
            nullable=False,
            server_default="ADMITTED",
        ),
    )
    op.add_column("parties", sa.Column("status_reason", sa.String(), nullable=True))
    op.add_column(
        "partnerships", sa.Column("version", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column("partnerships", sa.Column("proposed_by_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_partnerships_proposed_by_id"),
        "partnerships",
        "parties",
        ["proposed_by_id"],
        ["id"],
    )
    op.add_column("partnerships", sa.Column("message", sa.String(), nullable=True))
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", _words("role_is_known", _ROLES), nullable=False),
        sa.Column("invited_by_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("invitations_email_is_lower_case")),
        sa.CheckConstraint(
            "accepted_at IS NULL OR withdrawn_at IS NULL",
            name=op.f("invitations_is_accepted_or_withdrawn"),
        ),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_invitations_party_id")),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["accounts.id"], name=op.f("fk_invitations_invited_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index("ix_invitations_party_id", "invitations", ["party_id"])
    op.create_index(
        "ix_invitations_open",
        "invitations",
        ["party_id", "email"],
        unique=True,
        postgresql_where=sa.text("accepted_at IS NULL AND withdrawn_at IS NULL"),
    )
    op.create_table(
        "password_resets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_password_resets_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_resets")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_resets_token_hash")),
    )
    op.create_index("ix_password_resets_account_id", "password_resets", ["account_id"])
