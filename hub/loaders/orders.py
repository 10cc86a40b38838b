"""Bulk reads of orders, their lines and their history."""

from collections.abc import Sequence
from uuid import UUID

from db.queries import orders as queries
from hub.context import Request
from hub.domain.orders import OrderAction
from hub.execution.dataloaders import Loader
from hub.loaders.rows import one, pages, several
from hub.policy.orders import (
    actions_open_to,
    order_change_lines_seen_by,
    order_changes_seen_by,
    order_events_seen_by,
    order_lines_seen_by,
    orders_seen_by,
)

order_by_id = one(queries.ORDER_BY_ID, orders_seen_by)
orders_by_cause = several(queries.ORDERS_BY_CAUSE, orders_seen_by)
line_by_id = one(queries.LINE_BY_ID, order_lines_seen_by)
lines_by_order = several(queries.LINES_BY_ORDER, order_lines_seen_by)
history_by_order = several(queries.HISTORY_BY_ORDER, order_events_seen_by)
changes_by_order = several(queries.CHANGES_BY_ORDER, order_changes_seen_by)
change_by_id = one(queries.CHANGE_BY_ID, order_changes_seen_by)
lines_by_change = several(queries.CHANGE_LINES_BY_CHANGE, order_change_lines_seen_by)

orders = pages(queries.ORDERS, orders_seen_by)
orders_of_party = pages(queries.ORDERS, orders_seen_by, under="party")


async def _actions(
    request: Request, order_ids: Sequence[UUID], _: None
) -> dict[UUID, list[OrderAction]]:
    viewer = request.viewer
    found = await request.reads.lookup(
        queries.PROGRESS_BY_ORDER, order_ids, scope=orders_seen_by(viewer)
    )
    return {id: actions_open_to(viewer, order) for id, [order] in found.items()}


# The steps that the viewer may take each order through now.
actions_by_order = Loader(_actions, missing=list)
