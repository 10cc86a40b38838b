"""What partners show each other: how exactly, and what of it a change lets them notice."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

from db.enums.parties import PartnershipStatus
from db.enums.sharing import Exactness, SharingTopic
from hub.domain.errors import ErrorCode, Refused

# Where the bands of pieces begin. `stock_band` in the database has the same.
BANDS: Final = (0, 1, 10, 50, 100, 500, 1_000, 5_000, 10_000)
# Topics of which there is something in the hub; what is said of the others counts once there is.
IN_EFFECT: Final = frozenset({SharingTopic.STOCK})


def band(pieces: int) -> int:
    """Where the band begins that so many pieces are in."""
    return BANDS[max(bisect_right(BANDS, pieces) - 1, 0)]


def is_noticed(exactness: Exactness, before: int, after: int) -> bool:
    """Whether somebody who is shown stock so exactly may notice that other pieces are available."""
    match exactness:
        case Exactness.EXACT:
            return before != after
        case Exactness.BANDED:
            return band(before) != band(after)
        case Exactness.YES_NO:
            return (before > 0) != (after > 0)
    return False


_SETTLED: Final[Mapping[PartnershipStatus, str]] = {
    PartnershipStatus.ENDED: "has ended; nothing is shown through it any more",
}


def check_can_share(status: PartnershipStatus) -> None:
    """
    Raises:
        Refused: WRONG_STATUS, the partnership has ended.
    """
    if status in _SETTLED:
        raise Refused(
            ErrorCode.WRONG_STATUS, f"The partnership {_SETTLED[status]}.", ("partnershipId",)
        )
