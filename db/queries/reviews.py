"""Reads and locks of reviews, and of what they come to."""

from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Integer, Text, Uuid, any_, exists
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.reviews import STARS_MAX
from db.scope import Scope, unscoped
from db.sql.declarations import PARENT, Listing, Lookup, Ordering, given, table_of
from db.sql.locking import lock_row
from db.tables.catalogue import Sku
from db.tables.orders import Order, OrderLine
from db.tables.reviews import ProductRating, Review

_reviews = table_of(Review).c

REVIEW_BY_ID: Final = Lookup(Review)
RATING_BY_PRODUCT: Final = Lookup(ProductRating, key="product_id")
REVIEWS: Final = Listing(
    Review,
    orderings={
        "NEWEST": Ordering(("written_at", "id"), descending=True),
        "OLDEST": Ordering(("written_at", "id")),
        "BEST": Ordering(("stars", "id"), descending=True),
        "WORST": Ordering(("stars", "id")),
    },
    filters={
        "status": _reviews.status == any_(given("status", ARRAY(Text()))),
        "stars": _reviews.stars == any_(given("stars", ARRAY(Integer()))),
        "owner_id": _reviews.owner_id == given("owner_id", Uuid()),
        "product_id": _reviews.product_id == given("product_id", Uuid()),
    },
    parents={"product": _reviews.product_id == PARENT, "author": _reviews.author_id == PARENT},
)


@unscoped("of the viewer's own party")
async def has_received(session: AsyncSession, buyer_id: UUID, product_id: UUID) -> bool:
    """Whether a party has bought, and received, some of a product."""
    received = (
        exists()
        .where(col(Order.buyer_id) == buyer_id, col(OrderLine.order_id) == col(Order.id))
        .where(col(Sku.id) == col(OrderLine.sku_id), col(Sku.product_id) == product_id)
        .where(col(OrderLine.received) > 0)
    )
    return bool((await session.exec(select(received))).one())


@unscoped("of the viewer's own party")
async def lock_review_of(session: AsyncSession, review: Review) -> Review:
    """The author's review of the product, held until the transaction ends: a new one is stored if
    there is none."""
    values = review.model_dump()
    await session.exec(insert(table_of(Review)).values(values).on_conflict_do_nothing())
    found = await lock_row(
        session,
        Review,
        col(Review.author_id) == review.author_id,
        col(Review.product_id) == review.product_id,
    )
    assert found is not None
    return found


async def lock_review(session: AsyncSession, id: UUID, *, scope: Scope[Review]) -> Review | None:
    """The review, held until the transaction ends."""
    return await lock_row(session, Review, col(Review.id) == id, scope=scope)


@unscoped("of the product of a locked review")
async def count_stars(session: AsyncSession, product_id: UUID, stars: int, by: int) -> None:
    """Have one review more, or less, with so many stars among what a product's come to."""
    rating = ProductRating(product_id=product_id, stars=[0] * STARS_MAX)
    await session.exec(
        insert(table_of(ProductRating)).values(rating.model_dump()).on_conflict_do_nothing()
    )
    found = await lock_row(session, ProductRating, col(ProductRating.product_id) == product_id)
    assert found is not None
    counts = [*found.stars]
    counts[stars - 1] += by
    found.stars = counts
