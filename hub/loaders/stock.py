"""Bulk reads of stock items and their ledger."""

from db.queries import stock as queries
from hub.loaders.rows import one, pages, total
from hub.policy.stock import (
    exact_stock_seen_by,
    movements_before_today,
    stock_movements_seen_by,
    stock_seen_by,
)

stock_item_by_id = one(queries.STOCK_ITEM_BY_ID, stock_seen_by)
available_by_sku = total(queries.AVAILABLE_BY_SKU, exact_stock_seen_by)
available_when_the_day_began = total(queries.AVAILABLE_BY_ITEM, movements_before_today)

stock = pages(queries.STOCK, stock_seen_by)
stock_of_party = pages(queries.STOCK, stock_seen_by, under="party")
stock_of_sku = pages(queries.STOCK, stock_seen_by, under="sku")
stock_of_location = pages(queries.STOCK, stock_seen_by, under="location")
movements_of_item = pages(queries.MOVEMENTS, stock_movements_seen_by, under="item")
