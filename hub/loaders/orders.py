"""Bulk reads of orders, their lines and their history."""

from db.queries import orders as queries
from hub.loaders.rows import one, pages, several
from hub.policy.orders import order_events_seen_by, order_lines_seen_by, orders_seen_by

order_by_id = one(queries.ORDER_BY_ID, orders_seen_by)
orders_by_cause = several(queries.ORDERS_BY_CAUSE, orders_seen_by)
line_by_id = one(queries.LINE_BY_ID, order_lines_seen_by)
lines_by_order = several(queries.LINES_BY_ORDER, order_lines_seen_by)
history_by_order = several(queries.HISTORY_BY_ORDER, order_events_seen_by)

orders = pages(queries.ORDERS, orders_seen_by)
orders_of_party = pages(queries.ORDERS, orders_seen_by, under="party")
