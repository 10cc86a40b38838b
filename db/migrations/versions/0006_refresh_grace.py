"""When a refresh token was spent, so that it may be used again for a moment."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("spent_at", sa.DateTime(timezone=True), nullable=True))
