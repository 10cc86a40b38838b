"""Imports that are kept, and what orders cost besides their lines"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# What a run had staged lies in a schema of its own since.
_STAGING = (
    "import_runs", "staged_rows", "rejected_rows", "staged_parties", "staged_products",
    "staged_skus", "staged_orders", "staged_lines", "staged_stock",
)  # fmt: skip
# An import is undone by whoever may run SQL anyway; nothing else takes anything from a ledger.
_REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('hub.undoing_import', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$
"""


def upgrade() -> None:
    for table in _STAGING:
        op.drop_table(table)
    op.create_table(
        "import_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "READING",
                "MERGED",
                "DONE",
                "UNDONE",
                name="importstage_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("outcome", postgresql.JSONB(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
    )
    op.create_index(
        "ix_import_runs_unfinished",
        "import_runs",
        ["source"],
        unique=True,
        postgresql_where=sa.text("stage IN ('READING', 'MERGED')"),
    )
    op.create_index("ix_import_runs_started_at", "import_runs", ["started_at"])
    op.create_table(
        "imported_things",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("said_by_id", sa.Uuid(), nullable=False),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("key_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_runs.id"], name=op.f("fk_imported_things_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["import_runs.id"], name=op.f("fk_imported_things_said_by_id")
        ),
        sa.PrimaryKeyConstraint("kind", "thing_id", name=op.f("pk_imported_things")),
    )
    op.create_index("ix_imported_things_key_id", "imported_things", ["key_id"])
    op.create_index("ix_imported_things_run_id", "imported_things", ["run_id"])
    amounts = ("freight_minor", "tax_minor", "discount_minor", "paid_minor")
    for name in amounts:
        op.add_column(
            "orders", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")
        )
    op.create_check_constraint(
        op.f("orders_amounts_are_not_negative"), "orders", f"least({', '.join(amounts)}) >= 0"
    )
    op.execute(_REFUSE_CHANGE)
