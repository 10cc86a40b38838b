"""The standing of a party on the hub: who applies, and what the operator may make of it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from db.enums.parties import PartyStatus
from db.time_zones import is_time_zone
from hub.domain.errors import ErrorCode, Refused


class PartyAction(StrEnum):
    """What the operator decides about a party."""

    ADMIT = "ADMIT"
    DECLINE = "DECLINE"
    SUSPEND = "SUSPEND"


_S, _A = PartyStatus, PartyAction

# Each row reads: from this status, this action leads there. What is not listed is refused.
TRANSITIONS: Final[Mapping[tuple[PartyStatus, PartyAction], PartyStatus]] = {
    (_S.APPLIED, _A.ADMIT): _S.ADMITTED,
    (_S.APPLIED, _A.DECLINE): _S.DECLINED,
    (_S.DECLINED, _A.ADMIT): _S.ADMITTED,
    (_S.ADMITTED, _A.SUSPEND): _S.SUSPENDED,
    (_S.SUSPENDED, _A.ADMIT): _S.ADMITTED,
}

_DONE: Final[Mapping[PartyAction, str]] = {
    _A.ADMIT: "admitted",
    _A.DECLINE: "declined",
    _A.SUSPEND: "suspended",
}


def next_party_status(name: str, status: PartyStatus, action: PartyAction) -> PartyStatus:
    """Where the operator's decision leads a party.

    Raises:
        Refused: WRONG_STATUS, the decision does not apply to a party of this status.
    """
    found = TRANSITIONS.get((status, action))
    if found is None:
        starts = " or ".join(before for before, taken in TRANSITIONS if taken is action)
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"{name} is {status} and cannot be {_DONE[action]}; only {starts} parties can.",
            ("partyId",),
        )
    return found


def check_time_zone(name: str) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, there is no such time zone.
    """
    if not is_time_zone(name):
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"{name[:80]!r} is not a time zone; they are named like 'Europe/Paris' or 'UTC'.",
            ("timeZone",),
        )
