"""The life of a review: written, read by the operator, published, changed, taken back."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final
from uuid import UUID

from db.enums.reviews import STARS_MAX, ReviewStatus
from hub.domain.errors import ErrorCode, Faults, Refused

PICTURES_MAX: Final = 9


class ReviewAction(StrEnum):
    """A step of a review. WRITE begins it, and begins it anew whenever its author changes it."""

    WRITE = "WRITE"
    PUBLISH = "PUBLISH"
    DECLINE = "DECLINE"
    WITHDRAW = "WITHDRAW"
    ANSWER = "ANSWER"


_S, _A = ReviewStatus, ReviewAction

# Each row reads: from this status, this action leads there. What is not listed is refused.
TRANSITIONS: Final[Mapping[tuple[ReviewStatus, ReviewAction], ReviewStatus]] = {
    **{(status, _A.WRITE): _S.WAITING for status in _S},
    (_S.WAITING, _A.PUBLISH): _S.PUBLISHED,
    (_S.DECLINED, _A.PUBLISH): _S.PUBLISHED,
    (_S.WAITING, _A.DECLINE): _S.DECLINED,
    (_S.PUBLISHED, _A.DECLINE): _S.DECLINED,
    (_S.WAITING, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.PUBLISHED, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.DECLINED, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.PUBLISHED, _A.ANSWER): _S.PUBLISHED,
}

_DONE: Final[Mapping[ReviewAction, str]] = {
    _A.WRITE: "written",
    _A.PUBLISH: "published",
    _A.DECLINE: "declined",
    _A.WITHDRAW: "withdrawn",
    _A.ANSWER: "answered",
}


def next_review_status(status: ReviewStatus, action: ReviewAction) -> ReviewStatus:
    """Where the action leads a review.

    Raises:
        Refused: WRONG_STATUS, the action does not apply to a review of this status.
    """
    found = TRANSITIONS.get((status, action))
    if found is None:
        starts = " or ".join(before for before, taken in TRANSITIONS if taken is action)
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The review is {status} and cannot be {_DONE[action]}; only {starts} ones can.",
            ("reviewId",),
        )
    return found


def check_review(stars: int, picture_ids: Sequence[UUID]) -> None:
    """See that a review can be shown.

    Raises:
        Refused: INVALID_INPUT, there are more or fewer stars, or too many pictures.
    """
    faults = Faults()
    if not 1 <= stars <= STARS_MAX:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                f"{stars} stars are not given; give 1 to {STARS_MAX}.",
                ("stars",),
            )
        )
    if len(picture_ids) > PICTURES_MAX:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                f"A review has {PICTURES_MAX} pictures at most, not {len(picture_ids)}.",
                ("pictureIds",),
            )
        )
    faults.raise_all()


def masked(name: str) -> str:
    """A name as its friends alone recognise it: its first character, and that more follow.

    >>> masked("Ada Lovelace")
    'A***'
    """
    return f"{name.strip()[:1]}***"
