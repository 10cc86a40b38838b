"""What buyers say about products, and what that comes to for each product."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Computed,
    Index,
    Integer,
    Numeric,
    UniqueConstraint,
    Uuid,
)
from sqlmodel import Field, SQLModel

from db.enums.reviews import STARS_MAX, ReviewStatus
from db.lengths import DESCRIPTION, NAME, NOTE, TITLE
from db.types import Text, instant, key, lock_rank, words

_COUNT = " + ".join(f"stars[{stars}]" for stars in range(1, STARS_MAX + 1))
_TOTAL = " + ".join(f"{stars} * stars[{stars}]" for stars in range(1, STARS_MAX + 1))


class Review(SQLModel, table=True):
    """What a party that has bought a product says of it: one review a party and product.

    `owner_id` is the product's owner, who may answer. `signed_as` is all that readers learn of its
    author. `reason` is why the operator declined it. `picture_ids` are those of files.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("author_id", "product_id"),
        CheckConstraint(f"stars BETWEEN 1 AND {STARS_MAX}", name="stars_are_few"),
        Index("ix_reviews_product_id_written_at_id", "product_id", "written_at", "id"),
        Index("ix_reviews_product_id_stars_id", "product_id", "stars", "id"),
        Index("ix_reviews_author_id_written_at_id", "author_id", "written_at", "id"),
        Index("ix_reviews_owner_id_written_at_id", "owner_id", "written_at", "id"),
        Index("ix_reviews_written_at_id", "written_at", "id"),
        Index("ix_reviews_stars_id", "stars", "id"),
        lock_rank(72),
    )

    id: UUID = key()
    product_id: UUID = Field(foreign_key="products.id")
    owner_id: UUID = Field(foreign_key="parties.id")
    author_id: UUID = Field(foreign_key="parties.id")
    status: ReviewStatus = Field(sa_type=words(ReviewStatus))
    version: int = 1
    stars: int
    title: str | None = Field(default=None, sa_type=Text(TITLE))
    text: str | None = Field(default=None, sa_type=Text(DESCRIPTION))
    picture_ids: list[UUID] = Field(default_factory=list, sa_type=ARRAY(Uuid()))
    signed_as: str = Field(sa_type=Text(NAME))
    reason: str | None = Field(default=None, sa_type=Text(NOTE))
    answer: str | None = Field(default=None, sa_type=Text(DESCRIPTION))
    answered_at: datetime | None = instant(default=None)
    written_at: datetime = instant()


class ProductRating(SQLModel, table=True):
    """What a product's published reviews come to: `stars[n]` of them have n stars."""

    __tablename__ = "product_ratings"
    __table_args__ = (
        CheckConstraint(f"cardinality(stars) = {STARS_MAX}", name="stars_are_all_counted"),
        CheckConstraint("0 <= ALL (stars)", name="stars_are_not_negative"),
        lock_rank(73),
    )

    product_id: UUID = Field(primary_key=True, foreign_key="products.id")
    stars: list[int] = Field(sa_type=ARRAY(Integer))
    count: int | None = Field(
        default=None,
        exclude=True,
        sa_column=Column(Integer, Computed(_COUNT, persisted=True)),
    )
    average: Decimal | None = Field(
        default=None,
        exclude=True,
        sa_column=Column(
            Numeric(3, 2),
            Computed(f"round(({_TOTAL})::numeric / nullif({_COUNT}, 0), 2)", persisted=True),
        ),
    )
