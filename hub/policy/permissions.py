"""What each role may do for its party."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from db.enums import Role
from hub.domain.errors import ErrorCode, Refused
from hub.policy.viewer import Viewer


class Permission(StrEnum):
    BUY = "buy"
    SELL = "sell"
    MOVE_GOODS = "move goods"
    MANAGE_WEBHOOKS = "manage webhooks"
    MANAGE_JOBS = "manage jobs"


PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.OWNER: frozenset(Permission),
    Role.MANAGER: frozenset(Permission),
    Role.BUYER: frozenset({Permission.BUY}),
    Role.WAREHOUSE: frozenset({Permission.MOVE_GOODS}),
    Role.ANALYST: frozenset(),
}


def require_permission(viewer: Viewer | None, permission: Permission) -> Viewer:
    """The viewer, once it is sure that its role has this permission.

    Raises:
        Refused: UNAUTHENTICATED without a viewer, FORBIDDEN in a role that may not.
    """
    if viewer is None:
        raise Refused(ErrorCode.UNAUTHENTICATED, "Sign in first; this cannot be done anonymously.")
    if permission not in PERMISSIONS[viewer.role]:
        able = ", ".join(
            role.lower() for role, permissions in PERMISSIONS.items() if permission in permissions
        )
        raise Refused(
            ErrorCode.FORBIDDEN,
            f"A member in the role {viewer.role.lower()} may not {permission};"
            f" these roles may: {able}.",
        )
    return viewer
