"""Bulk reads of facts."""

from db.enums.facts import TradeSide
from db.queries import facts as queries
from hub.loaders.rows import facts
from hub.policy.facts import (
    own_stock_seen_by,
    purchases_seen_by,
    received_seen_by,
    sales_seen_by,
    sent_seen_by,
)
from hub.policy.orders import orders_seen_by
from hub.policy.shipments import shipments_seen_by

sales = facts(
    queries.SALES_FACTS,
    orders_seen_by,
    seen_on={TradeSide.SELLING: sales_seen_by, TradeSide.BUYING: purchases_seen_by},
)
sales_of_party = facts(queries.SALES_FACTS, orders_seen_by, under="party")
stock = facts(queries.STOCK_FACTS, own_stock_seen_by)
deliveries = facts(
    queries.DELIVERY_FACTS,
    shipments_seen_by,
    seen_on={TradeSide.SELLING: sent_seen_by, TradeSide.BUYING: received_seen_by},
)
