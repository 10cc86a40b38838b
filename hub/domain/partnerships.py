"""The life of a partnership: asked for by one side, approved by the other, changed, ended."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from db.enums.parties import PartnershipStatus, PartyKind
from hub.domain.errors import ErrorCode, Refused
from hub.domain.orders import KINDS

PAYMENT_DAYS_MAX: Final = 365


class PartnershipAction(StrEnum):
    """A step of a partnership. PROPOSE begins it, and begins it anew once it has ended."""

    PROPOSE = "PROPOSE"
    APPROVE = "APPROVE"
    DECLINE = "DECLINE"
    CHANGE_TERMS = "CHANGE_TERMS"
    SUSPEND = "SUSPEND"
    RESUME = "RESUME"
    END = "END"


_S, _A = PartnershipStatus, PartnershipAction

# Each row reads: from this status, this action leads there. What is not listed is refused.
TRANSITIONS: Final[Mapping[tuple[PartnershipStatus, PartnershipAction], PartnershipStatus]] = {
    (_S.PROPOSED, _A.APPROVE): _S.ACTIVE,
    (_S.PROPOSED, _A.DECLINE): _S.ENDED,
    (_S.ACTIVE, _A.CHANGE_TERMS): _S.ACTIVE,
    (_S.ACTIVE, _A.SUSPEND): _S.SUSPENDED,
    (_S.ACTIVE, _A.END): _S.ENDED,
    (_S.SUSPENDED, _A.CHANGE_TERMS): _S.SUSPENDED,
    (_S.SUSPENDED, _A.RESUME): _S.ACTIVE,
    (_S.SUSPENDED, _A.END): _S.ENDED,
    (_S.ENDED, _A.PROPOSE): _S.PROPOSED,
}

_DONE: Final[Mapping[PartnershipAction, str]] = {
    _A.PROPOSE: "asked for",
    _A.APPROVE: "approved",
    _A.DECLINE: "declined",
    _A.CHANGE_TERMS: "given other terms",
    _A.SUSPEND: "suspended",
    _A.RESUME: "resumed",
    _A.END: "ended",
}


def next_partnership_status(
    status: PartnershipStatus, action: PartnershipAction
) -> PartnershipStatus:
    """Where the action leads a partnership.

    Raises:
        Refused: WRONG_STATUS, the action does not apply to a partnership of this status.
    """
    found = TRANSITIONS.get((status, action))
    if found is None:
        starts = " or ".join(before for before, taken in TRANSITIONS if taken is action)
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The partnership is {status} and cannot be {_DONE[action]}; only {starts} ones can.",
            ("partnershipId",),
        )
    return found


def is_upstream(kind: PartyKind, other: PartyKind) -> bool:
    """Whether a party of a kind is the one that sells, in a partnership with one of another kind.

    Raises:
        Refused: NO_TRADE, such parties do not trade with each other.
    """
    if (other, kind) in KINDS:
        return True
    if (kind, other) in KINDS:
        return False
    raise Refused(
        ErrorCode.NO_TRADE,
        f"A {kind.lower()} and a {other.lower()} do not trade with each other: brands buy from"
        " suppliers, retailers from brands and suppliers, consumers from retailers.",
        ("partnerId",),
    )
