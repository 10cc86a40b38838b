"""Bulk reads of requisitions, what they would order, and what that would cost now."""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from db.enums.requisitions import RequisitionStatus
from db.queries import requisitions as queries
from hub.context import Request
from hub.domain.requisitions import RequisitionAction, totals_of
from hub.execution.dataloaders import Loader
from hub.loaders.order_limits import limit_of_viewer
from hub.loaders.quotes import Quoted, Wanted, quote_by_wanted
from hub.loaders.rows import one, pages, several
from hub.policy.requisitions import (
    actions_open_to,
    requisition_addresses_of,
    requisition_events_of,
    requisition_lines_of,
    requisition_parts_of,
    requisitions_of,
)

requisition_by_id = one(queries.REQUISITION_BY_ID, requisitions_of)
requisitions = pages(queries.REQUISITIONS, requisitions_of)
address_by_requisition = one(queries.ADDRESS_BY_REQUISITION, requisition_addresses_of)
part_by_id = one(queries.PART_BY_ID, requisition_parts_of)
parts_by_requisition = several(queries.PARTS_BY_REQUISITION, requisition_parts_of)
line_by_id = one(queries.LINE_BY_ID, requisition_lines_of)
lines_by_part = several(queries.LINES_BY_PART, requisition_lines_of)
history_by_requisition = several(queries.HISTORY_BY_REQUISITION, requisition_events_of)


async def _quotes(request: Request, part_ids: Sequence[UUID], _: None) -> Mapping[UUID, Quoted]:
    """What each part would cost now; nothing of those that do not wait any more."""
    find, viewer = request.reads.lookup, request.viewer
    parts = await find(queries.PART_BY_ID, part_ids, scope=requisition_parts_of(viewer))
    whole = {part.requisition_id for [part] in parts.values()}
    found = await find(queries.REQUISITION_BY_ID, [*whole], scope=requisitions_of(viewer))
    waiting = {id for id, [row] in found.items() if row.status == RequisitionStatus.WAITING}
    lines = await find(queries.LINES_BY_PART, part_ids, scope=requisition_lines_of(viewer))
    wanted = {
        id: Wanted(
            part.seller_id, tuple((line.sku_id, line.quantity) for line in lines[id]), part.coupon
        )
        for id, [part] in parts.items()
        if part.requisition_id in waiting
    }
    quotes = await asyncio.gather(*(request.load(quote_by_wanted, one) for one in wanted.values()))
    return dict(zip(wanted, quotes, strict=True))


async def _actions(
    request: Request, requisition_ids: Sequence[UUID], _: None
) -> Mapping[UUID, list[RequisitionAction]]:
    find, viewer = request.reads.lookup, request.viewer
    if viewer is None:
        return {}
    scope = requisitions_of(viewer)
    found = await find(queries.REQUISITION_BY_ID, requisition_ids, scope=scope)
    parts = await find(
        queries.PARTS_BY_REQUISITION, requisition_ids, scope=requisition_parts_of(viewer)
    )
    limit = await request.load(limit_of_viewer, viewer.party_id)
    return {
        id: actions_open_to(
            viewer,
            requisition,
            limit,
            totals_of((part.currency, part.total_minor) for part in parts[id]),
        )
        for id, [requisition] in found.items()
    }


quote_by_part = Loader(_quotes)
# The steps that the viewer may take each requisition through now.
actions_by_requisition = Loader(_actions, missing=list)
