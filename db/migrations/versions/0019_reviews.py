"""What buyers say about products, and what that comes to for each product."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_STATUS = sa.Enum(
    "WAITING",
    "PUBLISHED",
    "DECLINED",
    "WITHDRAWN",
    name="reviewstatus_is_known",
    native_enum=False,
    create_constraint=True,
    length=32,
)
_TEXTS = {
    "title": 500,
    "text": 20_000,
    "signed_as": 200,
    "reason": 2_000,
    "answer": 20_000,
}
_COUNT = "stars[1] + stars[2] + stars[3] + stars[4] + stars[5]"
_TOTAL = "1 * stars[1] + 2 * stars[2] + 3 * stars[3] + 4 * stars[4] + 5 * stars[5]"


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("product_id", sa.Uuid(), sa.ForeignKey("products.id"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("author_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("status", _STATUS, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("title", sa.String()),
        sa.Column("text", sa.String()),
        sa.Column("pictures", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("signed_as", sa.String(), nullable=False),
        sa.Column("reason", sa.String()),
        sa.Column("answer", sa.String()),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("author_id", "product_id"),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name="stars_are_few"),
        *(
            sa.CheckConstraint(f"char_length({text}) <= {most}", name=f"{text}_up_to_{most}")
            for text, most in _TEXTS.items()
        ),
        sa.CheckConstraint(
            "char_length(array_to_string(pictures, '')) <= 10000", name="pictures_up_to_10000"
        ),
    )
    for columns in (
        ["author_id", "written_at", "id"],
        ["owner_id", "written_at", "id"],
        ["product_id", "stars", "id"],
        ["product_id", "written_at", "id"],
        ["stars", "id"],
        ["written_at", "id"],
    ):
        op.create_index(f"ix_reviews_{'_'.join(columns)}", "reviews", columns)
    op.create_table(
        "product_ratings",
        sa.Column("product_id", sa.Uuid(), sa.ForeignKey("products.id"), primary_key=True),
        sa.Column("stars", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("count", sa.Integer(), sa.Computed(_COUNT, persisted=True)),
        sa.Column(
            "average",
            sa.Numeric(3, 2),
            sa.Computed(f"round(({_TOTAL})::numeric / nullif({_COUNT}, 0), 2)", persisted=True),
        ),
        sa.CheckConstraint("cardinality(stars) = 5", name="stars_are_all_counted"),
        sa.CheckConstraint("0 <= ALL (stars)", name="stars_are_not_negative"),
    )
