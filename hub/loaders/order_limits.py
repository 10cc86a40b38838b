"""Bulk reads of how much members may order without approval."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from db.queries import requisitions as queries
from hub.context import Request
from hub.execution.dataloaders import Loader
from hub.loaders.rows import one, several
from hub.policy.permissions import LIMITED_ROLES
from hub.policy.requisitions import order_limits_of

limit_by_id = one(queries.LIMIT_BY_ID, order_limits_of)
limits_by_party = several(queries.LIMITS_BY_PARTY, order_limits_of)


async def _of_viewer(request: Request, party_ids: Sequence[UUID], _: None) -> Mapping[UUID, Any]:
    viewer = request.viewer
    if viewer is None or viewer.role not in LIMITED_ROLES:
        return {}
    found = await request.reads.lookup(
        queries.LIMITS_BY_PARTY, party_ids, scope=order_limits_of(viewer)
    )
    of_role = {
        party_id: [limit for limit in limits if limit.role == viewer.role]
        for party_id, limits in found.items()
    }
    return {party_id: limits[0] for party_id, limits in of_role.items() if limits}


# The limit of the viewer's role in the viewer's party.
limit_of_viewer = Loader(_of_viewer)
