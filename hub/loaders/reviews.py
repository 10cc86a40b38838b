"""Bulk reads of reviews, and of what they come to."""

from db.queries import reviews as queries
from hub.loaders.rows import one, pages
from hub.policy.reviews import ratings_seen_by, reviews_seen_by, reviews_written_seen_by

review_by_id = one(queries.REVIEW_BY_ID, reviews_seen_by)
rating_by_product = one(queries.RATING_BY_PRODUCT, ratings_seen_by)
reviews = pages(queries.REVIEWS, reviews_seen_by)
reviews_of_product = pages(queries.REVIEWS, reviews_seen_by, under="product")
reviews_of_author = pages(queries.REVIEWS, reviews_written_seen_by, under="author")
