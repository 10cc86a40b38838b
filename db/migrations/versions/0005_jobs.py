"""Jobs, and the tables of the library that queues them"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# What the library, procrastinate 3.10, would create itself; a test compares the two.
_QUEUE = Path(__file__).parent.parent / "procrastinate_3_10.sql"


def upgrade() -> None:
    op.execute("SELECT")  # has the driver begin the transaction
    script = _QUEUE.read_text(encoding="utf-8")
    # Many statements at once can only be given to the driver itself.
    op.get_bind().connection.dbapi_connection.run_async(  # type: ignore[union-attr]
        lambda driver: driver.execute(script)
    )
    # The library tells workers of what is inserted; that a job whose turn it is by its key can be
    # begun they would find out up to a second later.
    op.execute("""
        CREATE FUNCTION hub_tell_of_next_job() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify(
                'procrastinate_queue_v1#' || OLD.queue_name,
                json_build_object('type', 'job_inserted', 'job_id', OLD.id)::text
            );
            RETURN NULL;
        END
        $$
    """)
    op.execute("""
        CREATE TRIGGER hub_tell_of_next_job AFTER DELETE ON procrastinate_jobs
        FOR EACH ROW WHEN (OLD.lock IS NOT NULL) EXECUTE FUNCTION hub_tell_of_next_job()
    """)
    op.create_table(
        "jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scheduled", sa.Boolean(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("arguments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "QUEUED",
                "RUNNING",
                "DONE",
                "FAILED",
                "DROPPED",
                name="jobstatus_is_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status NOT IN ('DONE', 'FAILED', 'DROPPED') OR ended_at IS NOT NULL",
            name=op.f("jobs_ended_ones_say_when"),
        ),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_jobs_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index(
        "uq_jobs_scheduled", "jobs", ["name"], unique=True, postgresql_where=sa.text("scheduled")
    )
    op.create_index("ix_jobs_queued_at_id", "jobs", ["queued_at", "id"])
    op.create_index("ix_jobs_party_id_queued_at_id", "jobs", ["party_id", "queued_at", "id"])
    op.create_index(
        "ix_jobs_open",
        "jobs",
        ["due_at"],
        postgresql_where=sa.text("status IN ('QUEUED', 'RUNNING', 'FAILED')"),
    )
