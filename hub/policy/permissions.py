"""What each role may do for its party, and what the operator alone may do."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, or_

from db.enums.accounts import Role
from db.enums.parties import PartyKind, PartyStatus
from hub.domain.errors import ErrorCode, Refused
from hub.policy.viewer import VIEWER_ROLE, Viewer


class Permission(StrEnum):
    BUY = "buy"
    SELL = "sell"
    MOVE_GOODS = "move goods"
    MANAGE_WEBHOOKS = "manage webhooks"
    MANAGE_JOBS = "manage jobs"
    MANAGE_MEMBERS = "manage members"
    MANAGE_PARTY = "change the party's own data"
    SET_LIMITS = "set order limits"
    MANAGE_PARTNERS = "manage partners"
    ADMIT_PARTIES = "admit parties"
    DESCRIBE = "describe products"
    REVIEW_PRODUCTS = "review products"
    MODERATE = "moderate reviews"


PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.OWNER: frozenset(Permission),
    # Who is bound by a limit does not set it.
    Role.MANAGER: frozenset(Permission) - {Permission.SET_LIMITS},
    Role.BUYER: frozenset({Permission.BUY}),
    Role.WAREHOUSE: frozenset({Permission.MOVE_GOODS}),
    Role.ANALYST: frozenset(),
}

# What members of the hub's operator alone do, whatever their role is called elsewhere.
_OF_OPERATOR: Final = frozenset({Permission.ADMIT_PARTIES, Permission.MODERATE})
# What a party does before it is admitted, and while it is suspended.
_BEFORE_ADMISSION: Final = frozenset(
    {Permission.MANAGE_MEMBERS, Permission.MANAGE_PARTY, Permission.SET_LIMITS}
)
# The roles for which a party may set what they order without approval.
LIMITED_ROLES: Final = tuple(
    role
    for role, permissions in PERMISSIONS.items()
    if Permission.BUY in permissions and Permission.SET_LIMITS not in permissions
)


def require_viewer(viewer: Viewer | None) -> Viewer:
    """The viewer, once it is sure that there is one.

    Raises:
        Refused: UNAUTHENTICATED.
    """
    if viewer is None:
        raise Refused(ErrorCode.UNAUTHENTICATED, "Sign in first; this cannot be done anonymously.")
    return viewer


def require_permission(viewer: Viewer | None, permission: Permission) -> Viewer:
    """The viewer, once it is sure that its role has this permission and its party may trade.

    Raises:
        Refused: UNAUTHENTICATED without a viewer, FORBIDDEN in a role that may not, NOT_ADMITTED
            for a party that waits to be admitted, was declined, or is suspended.
    """
    viewer = require_viewer(viewer)
    if permission in _OF_OPERATOR and viewer.party_kind is not PartyKind.OPERATOR:
        raise Refused(ErrorCode.FORBIDDEN, f"Only the operator of the hub may {permission}.")
    if permission not in PERMISSIONS[viewer.role]:
        able = ", ".join(
            role.lower() for role, permissions in PERMISSIONS.items() if permission in permissions
        )
        raise Refused(
            ErrorCode.FORBIDDEN,
            f"A member in the role {viewer.role.lower()} may not {permission};"
            f" these roles may: {able}.",
        )
    if viewer.party_status is not PartyStatus.ADMITTED and permission not in _BEFORE_ADMISSION:
        raise Refused(
            ErrorCode.NOT_ADMITTED,
            f"Your party is {viewer.party_status} and may not {permission}; the operator of the hub"
            " admits parties.",
        )
    return viewer


def has_permission(viewer: Viewer | None, permission: Permission) -> bool:
    """Whether `require_permission` lets the viewer pass."""
    try:
        require_permission(viewer, permission)
    except Refused:
        return False
    return True


def viewer_may(permission: Permission) -> ColumnElement[bool]:
    """The viewer's role has this permission, as a predicate of policies."""
    return or_(*(role.value == VIEWER_ROLE for role in Role if permission in PERMISSIONS[role]))
