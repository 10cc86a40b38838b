"""Who may read which reviews: what is published whoever sees the product, all else its author."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_

from db.enums.reviews import ReviewStatus
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.catalogue import Product
from db.tables.reviews import ProductRating, Review
from hub.policy.catalogue import PRODUCTS
from hub.policy.viewer import NOBODY, VIEWER, FieldRule, Rule, Viewer, seen_with

_reviews = table_of(Review).c
_is_own: Final = _reviews.author_id == VIEWER
_OF_PRODUCT: Final[Rule[Review]] = seen_with(_reviews.product_id, Product, PRODUCTS)


def _published(of_product: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(_reviews.status == ReviewStatus.PUBLISHED, of_product)


# Readers learn what a review is signed with; who is behind that, and what the operator said of it,
# are the author's.
OWN_REVIEW: Final = FieldRule(
    Review,
    Rule[Review](company=_is_own),
    "Who wrote a review, and why it was declined, is told to its author and to the operator.",
    "评价作者身份及未通过原因仅告知作者本人与平台运营方。",
)

_REVIEWS: Final = Rule[Review](
    company=or_(_is_own, _published(_OF_PRODUCT.company)),
    consumer=or_(_is_own, _published(_OF_PRODUCT.consumers)),
    anonymous=_published(_OF_PRODUCT.anonymous),
    fields={"author_id": OWN_REVIEW, "reason": OWN_REVIEW},
)
_WRITTEN: Final = Rule[Review](company=_is_own)
_OWN: Final = Rule[Review](company=_is_own, operator=NOBODY)
_MODERATED: Final = Rule[Review](company=NOBODY)
_ANSWERED: Final = Rule[Review](
    company=and_(_reviews.owner_id == VIEWER, _reviews.status == ReviewStatus.PUBLISHED),
    operator=NOBODY,
)
_RATINGS: Final[Rule[Any]] = seen_with(table_of(ProductRating).c.product_id, Product, PRODUCTS)


def reviews_seen_by(viewer: Viewer | None) -> Scope[Review]:
    return _REVIEWS.scope(viewer)


def reviews_written_seen_by(viewer: Viewer | None) -> Scope[Review]:
    """Reviews as what a party has written: only by itself."""
    return _WRITTEN.scope(viewer)


def reviews_by(viewer: Viewer | None) -> Scope[Review]:
    """Those of the viewer's own party, which it may change."""
    return _OWN.scope(viewer)


def reviews_moderated_by(viewer: Viewer | None) -> Scope[Review]:
    """Those that the viewer decides on: all of them are the operator's."""
    return _MODERATED.scope(viewer)


def reviews_answered_by(viewer: Viewer | None) -> Scope[Review]:
    """Those that the viewer may answer: published ones of its own products."""
    return _ANSWERED.scope(viewer)


def ratings_seen_by(viewer: Viewer | None) -> Scope[ProductRating]:
    """What a product's reviews come to is known to whoever sees the product."""
    return _RATINGS.scope(viewer)
