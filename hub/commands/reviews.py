"""Buyers review what they have received; the operator publishes it, and the owner answers."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from db.enums.files import FileKind
from db.enums.reviews import ReviewStatus
from db.queries import catalogue
from db.queries import reviews as queries
from db.scope import Scope
from db.tables.reviews import Review
from db.types import new_id
from hub.commands.uploads import lock_ready_files
from hub.context import Request
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.domain.reviews import ReviewAction, check_review, masked, next_review_status
from hub.policy.catalogue import products_seen_by
from hub.policy.permissions import Permission, require_permission
from hub.policy.reviews import reviews_answered_by, reviews_by, reviews_moderated_by
from hub.policy.viewer import Viewer

_PICTURES: Final = (FileKind.IMAGE,)


async def write_review(
    request: Request,
    product_id: UUID,
    stars: int,
    *,
    title: str | None = None,
    text: str | None = None,
    picture_ids: Sequence[UUID] = (),
    signed_as: str | None = None,
) -> UUID:
    """Say what one thinks of a product that one's party has received, in place of what it said.

    Readers see it once the operator has published it.

    Returns:
        The id of the review.

    Raises:
        NotFound: there is no such product to be seen.
        Refused: UNAUTHENTICATED or FORBIDDEN; NOT_BOUGHT, the viewer's party has received none of
            it; INVALID_INPUT, the stars are not fit; NOT_FOUND or WRONG_STATUS, a picture is not.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    product = await catalogue.product(request.session, product_id, scope=products_seen_by(viewer))
    if product is None:
        raise NotFound("product", ("productId",))
    if not await queries.has_received(request.session, viewer.party_id, product_id):
        raise Refused(
            ErrorCode.NOT_BOUGHT,
            "Your party has received none of this product yet; review it once it has arrived.",
            ("productId",),
        )
    check_review(stars, picture_ids)
    new = Review(
        id=new_id(),
        product_id=product.id,
        owner_id=product.owner_id,
        author_id=viewer.party_id,
        status=ReviewStatus.WAITING,
        version=0,
        stars=stars,
        signed_as=masked(viewer.account_name),
        written_at=request.now,
    )
    review = await queries.lock_review_of(request.session, new)
    await _step(request, review, ReviewAction.WRITE)
    review.stars, review.title, review.text = stars, title, text
    await lock_ready_files(request, [(id, _PICTURES) for id in picture_ids], "pictureIds")
    review.picture_ids = [*picture_ids]
    review.signed_as = signed_as or masked(viewer.account_name)
    review.reason, review.written_at = None, request.now
    return review.id


async def withdraw_review(request: Request, review_id: UUID) -> UUID:
    """Take back what one's party has said.

    Raises:
        NotFound: it is of another party, or there is none.
        Refused: UNAUTHENTICATED or FORBIDDEN; WRONG_STATUS, it is withdrawn already.
    """
    review = await _locked(request, review_id, Permission.BUY, reviews_by)
    await _step(request, review, ReviewAction.WITHDRAW)
    return review.id


async def publish_review(request: Request, review_id: UUID) -> UUID:
    """As the operator, let everybody read it who sees the product.

    Raises:
        NotFound: there is no such review.
        Refused: UNAUTHENTICATED or FORBIDDEN; WRONG_STATUS, it is published or withdrawn.
    """
    review = await _locked(request, review_id, Permission.MODERATE, reviews_moderated_by)
    await _step(request, review, ReviewAction.PUBLISH)
    review.reason = None
    return review.id


async def decline_review(request: Request, review_id: UUID, reason: str) -> UUID:
    """As the operator, keep it from readers, or take it from them, and tell its author why.

    Raises:
        NotFound: there is no such review.
        Refused: UNAUTHENTICATED or FORBIDDEN; WRONG_STATUS, it is declined or withdrawn.
    """
    review = await _locked(request, review_id, Permission.MODERATE, reviews_moderated_by)
    await _step(request, review, ReviewAction.DECLINE)
    review.reason = reason
    return review.id


async def answer_review(request: Request, review_id: UUID, answer: str) -> UUID:
    """As the product's owner, answer below a published review, in place of an earlier answer.

    Raises:
        NotFound: it is of another's product, not published, or there is none.
        Refused: UNAUTHENTICATED or FORBIDDEN.
    """
    review = await _locked(request, review_id, Permission.SELL, reviews_answered_by)
    await _step(request, review, ReviewAction.ANSWER)
    review.answer, review.answered_at = answer, request.now
    return review.id


async def _locked(
    request: Request,
    review_id: UUID,
    permission: Permission,
    within: Callable[[Viewer], Scope[Review]],
) -> Review:
    viewer = require_permission(request.viewer, permission)
    review = await queries.lock_review(request.session, review_id, scope=within(viewer))
    if review is None:
        raise NotFound("review", ("reviewId",))
    return review


async def _step(request: Request, review: Review, action: ReviewAction) -> None:
    """Take a step of a locked review, and have what is published counted."""
    was_published = review.status is ReviewStatus.PUBLISHED
    review.status = next_review_status(review.status, action)
    review.version += 1
    is_published = review.status is ReviewStatus.PUBLISHED
    if was_published != is_published:
        by = 1 if is_published else -1
        await queries.count_stars(request.session, review.product_id, review.stars, by)
