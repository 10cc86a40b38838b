"""Feeds by the day

Entries tell by themselves what happened, and lie in partitions that can be dropped. The outbox
keeps only what has not been put into the feeds, and knows which transaction recorded it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Entries that are there already count as of today, so that they are kept for the whole time.
MAKE_TODAY = """
DO $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
    EXECUTE format(
        'CREATE TABLE feed_days.feed_entries_%s PARTITION OF feed_entries'
        ' FOR VALUES FROM (%L) TO (%L)',
        to_char(today, 'YYYYMMDD'), today || ' 00:00+00', today + 1 || ' 00:00+00'
    );
END
$$
"""
KEEP_ENTRIES = """
INSERT INTO feed_entries (
    party_id, position, sequenced_at, event_id, kind, fact_id, aggregate_id, version, recorded_at
)
SELECT
    entry.party_id, entry.position, now(), entry.event_id, event.kind, event.fact_id,
    event.aggregate_id, event.version, event.recorded_at
FROM numbered_entries AS entry
JOIN events AS event ON event.id = entry.event_id
"""


def upgrade() -> None:
    op.execute("CREATE SCHEMA feed_days")
    op.rename_table("feed_entries", "numbered_entries")
    op.execute("ALTER INDEX pk_feed_entries RENAME TO pk_numbered_entries")
    op.create_table(
        "feed_entries",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("sequenced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=False),
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("party_id", "position", "sequenced_at", name="pk_feed_entries"),
        postgresql_partition_by="RANGE (sequenced_at)",
    )
    op.execute(MAKE_TODAY)
    op.execute(KEEP_ENTRIES)
    op.drop_table("numbered_entries")
    op.execute("DELETE FROM events WHERE sequenced")
    op.drop_index("ix_events_unsequenced", "events")
    op.drop_column("events", "sequenced")
    op.add_column(
        "events",
        sa.Column(
            "transaction_id",
            sa.BigInteger(),
            server_default=sa.text("CAST(CAST(pg_current_xact_id() AS text) AS bigint)"),
            nullable=False,
        ),
    )
    op.create_index("ix_events_transaction_id", "events", ["transaction_id"])
