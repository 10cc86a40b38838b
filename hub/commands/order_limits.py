"""Owners bound by role what is ordered at a time, and whoever orders keeps to it."""

from uuid import UUID

from db.enums.accounts import Role
from db.queries import requisitions as queries
from db.tables.requisitions import OrderLimit
from db.types import new_id
from hub.context import Request
from hub.domain.errors import ErrorCode, Refused
from hub.domain.requisitions import Totals, check_limit, check_within
from hub.policy.permissions import LIMITED_ROLES, Permission, require_permission
from hub.policy.viewer import Viewer


async def set_order_limit(request: Request, role: Role, currency: str, limit_minor: int) -> UUID:
    """Say how much the members of a role may order at a time without approval, in one currency.

    Returns:
        The id of the limit, in place of the one that the role had.

    Raises:
        Refused: UNAUTHENTICATED or FORBIDDEN; INVALID_INPUT, the role orders nothing or has no
            limit ever, or the limit is negative.
    """
    viewer = require_permission(request.viewer, Permission.SET_LIMITS)
    if role not in LIMITED_ROLES:
        able = " and ".join(one.lower() for one in LIMITED_ROLES)
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"These roles have order limits: {able}; the role {role.lower()} has none.",
            ("role",),
        )
    check_limit(limit_minor)
    limit = OrderLimit(
        id=new_id(),
        party_id=viewer.party_id,
        role=role,
        currency=currency,
        limit_minor=limit_minor,
    )
    return await queries.keep_order_limit(request.session, limit)


async def remove_order_limit(request: Request, role: Role) -> bool:
    """Let the members of a role order without limit; True, whether there was one or not.

    Raises:
        Refused: UNAUTHENTICATED or FORBIDDEN.
    """
    viewer = require_permission(request.viewer, Permission.SET_LIMITS)
    limit = await queries.order_limit(request.session, viewer.party_id, role)
    if limit is not None:
        await request.session.delete(limit)
    return True


async def check_order_limit(request: Request, viewer: Viewer, totals: Totals) -> None:
    """See that the viewer's role may order so much at a time.

    Raises:
        Refused: NEEDS_APPROVAL, it is above the role's limit.
    """
    if viewer.role not in LIMITED_ROLES:
        return
    limit = await queries.order_limit(request.session, viewer.party_id, viewer.role)
    check_within(viewer.role, limit, totals)
