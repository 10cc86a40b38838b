"""What each role may do for its party."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from db.enums import Role
from hub.domain.errors import ErrorCode, Refused
from hub.policy.viewer import Viewer


class Duty(StrEnum):
    BUY = "buy"
    SELL = "sell"
    MOVE_GOODS = "move goods"
    MANAGE_WEBHOOKS = "manage webhooks"


DUTIES: Final[Mapping[Role, frozenset[Duty]]] = {
    Role.OWNER: frozenset(Duty),
    Role.MANAGER: frozenset(Duty),
    Role.BUYER: frozenset({Duty.BUY}),
    Role.WAREHOUSE: frozenset({Duty.MOVE_GOODS}),
    Role.ANALYST: frozenset(),
}


def acting(viewer: Viewer | None, duty: Duty) -> Viewer:
    """The viewer, once it is sure that its role has this duty.

    Raises:
        Refused: UNAUTHENTICATED without a viewer, FORBIDDEN in a role that may not.
    """
    if viewer is None:
        raise Refused(ErrorCode.UNAUTHENTICATED, "Sign in first; this cannot be done anonymously.")
    if duty not in DUTIES[viewer.role]:
        able = ", ".join(role.lower() for role, duties in DUTIES.items() if duty in duties)
        raise Refused(
            ErrorCode.FORBIDDEN,
            f"A member in the role {viewer.role.lower()} may not {duty}; these roles may: {able}.",
        )
    return viewer
