"""Filters of lists. Their fields are named as the filters of the listings in `db.queries`."""

from datetime import datetime

import strawberry

from db.enums.alerts import AlertKind, AlertStatus
from db.enums.catalogue import ListingStatus, Trade
from db.enums.jobs import JobStatus
from db.enums.offers import Audience
from db.enums.orders import OrderKind, OrderStatus
from db.enums.parties import PartnershipStatus, PartyKind, PartyStatus
from db.tables import catalogue as catalogue_tables
from db.tables import orders as order_tables
from hub.schema.connections import takes, takes_id, takes_text
from hub.schema.scalars import CountryCode

ID = strawberry.ID


@strawberry.input(description="Which parties; all that is given must match.")
class PartyFilter:
    kind: list[PartyKind] | None = takes("Of one of these kinds.")
    country: list[CountryCode] | None = takes("In one of these countries.")
    status: list[PartyStatus] | None = takes("Admitted, or waiting, in one of these ways.")


@strawberry.input(description="Which partnerships; all that is given must match.")
class PartnershipFilter:
    status: list[PartnershipStatus] | None = takes("Standing in one of these ways.")


@strawberry.input(description="Which products; all that is given must match.")
class ProductFilter:
    trade: list[Trade] | None = takes("Of one of these trades.")
    status: list[ListingStatus] | None = takes("Standing in one of these ways.")
    owner_id: ID | None = takes_id("Party", "Described by this party.")
    category_id: ID | None = takes_id("Category", "On this shelf.")


@strawberry.input(description="Which SKUs; all that is given must match.")
class SkuFilter:
    code: list[str] | None = takes_text(catalogue_tables.Sku.code, "With one of these codes.")
    gtin: list[str] | None = takes_text(catalogue_tables.Sku.gtin, "With one of these GTINs.")
    owner_id: ID | None = takes_id("Party", "Of this party's catalogue.")


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


@strawberry.input(description="Which alerts; all that is given must match.")
class AlertFilter:
    kind: list[AlertKind] | None = takes("Of one of these kinds.")
    status: list[AlertStatus] | None = takes("Standing in one of these ways.")


@strawberry.input(description="Which jobs; all that is given must match.")
class JobFilter:
    status: list[JobStatus] | None = takes("Standing in one of these ways.")


@strawberry.input(description="Which stock items; all that is given must match.")
class StockFilter:
    party_id: ID | None = takes_id("Party", "Of this party.")
    location_id: ID | None = takes_id("Location", "At this location.")
    sku_ids: list[ID] | None = takes_id("Sku", "Of one of these SKUs.")


@strawberry.input(description="Which deliveries; all that is given must match.")
class WebhookDeliveryFilter:
    delivered: bool | None = takes("Only those that were taken, or only those that were not.")
