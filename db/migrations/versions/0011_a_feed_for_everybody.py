"""A feed for everybody: feeds have ids of their own, and their entries one order together."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint("fk_feeds_party_id", "feeds")
    op.alter_column("feeds", "party_id", new_column_name="id")
    op.alter_column("feed_entries", "party_id", new_column_name="feed_id")
    # What there is already are parties' entries, which come before all that is told to everybody.
    op.add_column(
        "feed_entries", sa.Column("sequence", sa.BigInteger(), server_default="0", nullable=False)
    )
    op.alter_column("feed_entries", "sequence", server_default=None)
    op.add_column(
        "webhooks",
        sa.Column("public_position", sa.BigInteger(), server_default="0", nullable=False),
    )
    op.alter_column("webhooks", "public_position", server_default=None)
