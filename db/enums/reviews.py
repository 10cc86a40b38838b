"""Words of reviews."""

from typing import Final

from db.enums import DescribedEnum

# As many as a review gives at most.
STARS_MAX: Final = 5


class ReviewStatus(DescribedEnum):
    """Where a review stands on its way to readers."""

    WAITING = "WAITING", "The operator of the hub has yet to read it; its author alone sees it."
    PUBLISHED = "PUBLISHED", "Whoever sees the product reads it."
    DECLINED = "DECLINED", "The operator has said why it is not shown; its author may change it."
    WITHDRAWN = "WITHDRAWN", "Its author has taken it back."


class ReviewOrder(DescribedEnum):
    """How a list is sorted."""

    NEWEST = "NEWEST", "The latest first."
    OLDEST = "OLDEST", "The earliest first."
    BEST = "BEST", "The most stars first."
    WORST = "WORST", "The fewest stars first."
