"""Filters of lists that types of several areas have; the others stand with the type they list."""

from datetime import datetime

import strawberry

from db.enums.catalogue import ListingStatus, Trade
from db.enums.offers import Audience
from db.enums.orders import OrderKind, OrderStatus
from db.tables import orders as order_tables
from hub.schema.connections import takes, takes_id, takes_text

ID = strawberry.ID


@strawberry.input(description="Which products; all that is given must match.")
class ProductFilter:
    trade: list[Trade] | None = takes("Of one of these trades.")
    status: list[ListingStatus] | None = takes("Standing in one of these ways.")
    owner_id: ID | None = takes_id("Party", "Described by this party.")
    category_id: ID | None = takes_id("Category", "On this shelf.")


@strawberry.input(description="Which offers; all that is given must match.")
class OfferFilter:
    audience: list[Audience] | None = takes("Made to one of these audiences.")


@strawberry.input(description="Which orders; all that is given must match.")
class OrderFilter:
    status: list[OrderStatus] | None = takes("Standing in one of these ways.")
    kind: list[OrderKind] | None = takes("Of one of these steps of the chain.")
    buyer_id: ID | None = takes_id("Party", "Bought by this party.")
    seller_id: ID | None = takes_id("Party", "Sold by this party.")
    sku_id: ID | None = takes_id("Sku", "With a line of this SKU.")
    number: list[str] | None = takes_text(order_tables.Order.number, "With one of these numbers.")
    placed_from: datetime | None = takes("Placed at this instant or later.")
    placed_until: datetime | None = takes("Placed before this instant.")


@strawberry.input(description="Which stock items; all that is given must match.")
class StockFilter:
    party_id: ID | None = takes_id("Party", "Of this party.")
    location_id: ID | None = takes_id("Location", "At this location.")
    sku_ids: list[ID] | None = takes_id("Sku", "Of one of these SKUs.")
