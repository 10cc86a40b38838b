"""Reviews of products, as clients see and write them."""

from datetime import datetime
from decimal import Decimal

import strawberry

from db.enums.reviews import ReviewOrder, ReviewStatus
from db.tables import reviews as tables
from hub.commands import reviews as commands
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import catalogue, parties, reviews
from hub.policy.reviews import OWN_REVIEW
from hub.schema.catalogue import Product
from hub.schema.connections import Connection, connection, takes, takes_id
from hub.schema.files import picture_urls
from hub.schema.mutations import (
    id_of,
    mutation,
    optional_id_of,
    optional_text,
    payload,
    required,
    text,
)
from hub.schema.node import Node, is_row_of
from hub.schema.parties import Party

ID = strawberry.ID


@strawberry.type(description="What a party that has received a product says of it.")
class Review(Node):
    is_type_of = is_row_of(tables.Review)

    id: ID = node_id("Review", reviews.review_by_id)
    product: Product = batched(
        catalogue.product_by_id, key="product_id", description="What it is about."
    )
    status: ReviewStatus = column("Where it stands on its way to readers.")
    version: int = column("Counts its steps, from 1.")
    stars: int = column("From 1 to 5, the more the better.")
    title: str | None = column("What it says in short.")
    text: str | None = column("What it says.")
    pictures: list[str] = picture_urls("Where its pictures are had.")
    signed_as: str = column("By whom it is signed.")
    author: Party | None = batched(
        parties.party_named,
        key="author_id",
        seen_by=OWN_REVIEW,
        description="The party that has bought and reviewed it.",
    )
    reason: str | None = column("Why the operator has declined it.", seen_by=OWN_REVIEW)
    answer: str | None = column("What the product's owner says to it.")
    answered_at: datetime | None = column("When the owner answered.")
    written_at: datetime = column("When it was written, or changed last.")


@strawberry.type(description="What the published reviews of a product come to.")
class ProductRating:
    is_type_of = is_row_of(tables.ProductRating)

    average: Decimal | None = column("How many stars they give on average; null where none does.")
    count: int = column("How many there are.")
    stars: list[int] = column("How many of them have 1, 2, 3, 4 and 5 stars.")


@strawberry.input(description="Which reviews; all that is given must match.")
class ReviewFilter:
    status: list[ReviewStatus] | None = takes("In one of these states.")
    stars: list[int] | None = takes("With one of these numbers of stars.")
    owner_id: ID | None = takes_id("Party", "Of this party's products.")
    product_id: ID | None = takes_id("Product", "Of this product.")


@strawberry.type
class ReviewQueries:
    review: Review | None = found(
        reviews.review_by_id, "Review", description="The review with this id."
    )
    reviews: Connection[Review] = connection(
        reviews.reviews,
        key=None,
        filter=ReviewFilter,
        order_by=ReviewOrder,
        description="Published reviews, and your own in every state; the operator sees all.",
    )


@payload("A review after a change, or why there was none.")
class ReviewPayload:
    review: Review | None = batched(
        reviews.review_by_id, key="review_id", description="The review as it is now."
    )


@mutation(
    commands.write_review,
    ReviewPayload,
    description="Say what you think of a product that your party has received, in place of what it"
    " said before. Readers see it once the operator has published it.",
)
class WriteReviewInput:
    product_id: ID = id_of("Product", "Which product.")
    stars: int = required("From 1 to 5, the more the better.")
    title: str | None = optional_text(tables.Review.title, "What you say in short.")
    text: str | None = optional_text(tables.Review.text, "What you say.")
    picture_ids: list[ID] = optional_id_of(
        "File", "Up to nine of your files, IMAGEs that are READY."
    )
    signed_as: str | None = optional_text(
        tables.Review.signed_as, "As whom you sign it; left out, the first letter of your name."
    )


@mutation(
    commands.withdraw_review, ReviewPayload, description="Take back what your party has said."
)
class WithdrawReviewInput:
    review_id: ID = id_of("Review", "Which review.")


@mutation(
    commands.publish_review,
    ReviewPayload,
    description="As the operator, let whoever sees the product read a review.",
)
class PublishReviewInput:
    review_id: ID = id_of("Review", "Which review.")


@mutation(
    commands.decline_review,
    ReviewPayload,
    description="As the operator, keep a review from readers, or take it from them.",
)
class DeclineReviewInput:
    review_id: ID = id_of("Review", "Which review.")
    reason: str = text(tables.Review.reason, "Why; its author reads it.")


@mutation(
    commands.answer_review,
    ReviewPayload,
    description="As the product's owner, answer below a review, in place of what you said before.",
)
class AnswerReviewInput:
    review_id: ID = id_of("Review", "Which review.")
    answer: str = text(tables.Review.answer, "What you say to it; everybody reads it.")
