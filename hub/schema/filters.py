"""Filters of lists that types of several areas have; the others stand with the type they list."""

from datetime import date, datetime

import strawberry

from db.enums.catalogue import ListingStatus, Trade
from db.enums.offers import Audience
from db.enums.orders import OrderKind, OrderStatus
from db.enums.shipments import ShipmentStatus
from db.tables import catalogue as catalogue_tables
from db.tables import orders as order_tables
from db.tables import shipments as shipment_tables
from hub.schema.connections import takes, takes_id, takes_text
from hub.schema.scalars import BigInt, CountryCode, CurrencyCode

ID = strawberry.ID


@strawberry.input(description="Products by their cheapest price now, among offers to you.")
class PriceFilter:
    currency: CurrencyCode = strawberry.field(description="Offered in this currency.")
    from_minor: BigInt | None = takes("From this price of a unit on, in minor units.")
    until_minor: BigInt | None = takes("Below this price of a unit, in minor units.")


@strawberry.input(description="Which products; all that is given must match.")
class ProductFilter:
    trade: list[Trade] | None = takes("Of one of these trades.")
    status: list[ListingStatus] | None = takes("Standing in one of these ways.")
    owner_id: ID | None = takes_id("Party", "Described by this party.")
    category_id: ID | None = takes_id("Category", "On this shelf, or below it.")
    awaits_review: bool | None = takes(
        "Submitted, or changed since it was published; of your own alone, unless you review."
    )
    brand_ids: list[ID] | None = takes_id("Party", "Described by one of these parties.")
    category_ids: list[ID] | None = takes_id("Category", "On one of these shelves, or below it.")
    efficacy: list[str] | None = takes_text(
        catalogue_tables.CosmeticDetails.efficacy, "Doing one of these."
    )
    material: list[str] | None = takes_text(
        catalogue_tables.JewelleryDetails.material, "Of one of these materials."
    )
    gem: list[str] | None = takes_text(
        catalogue_tables.JewelleryDetails.gem, "With one of these gems."
    )
    has_certificate: bool | None = takes("With a certificate, or without one.")
    price: PriceFilter | None = takes("At such a price.")
    in_stock: bool | None = takes("That can be had now, as far as you may know, or not.")


@strawberry.input(description="Which offers; all that is given must match.")
class OfferFilter:
    audience: list[Audience] | None = takes("Made to one of these audiences.")


@strawberry.input(description="Which promotions; all that is given must match.")
class PromotionFilter:
    owner_id: ID | None = takes_id("Party", "Made by this party.")
    audience: list[Audience] | None = takes("Made to one of these audiences.")
    runs_at: datetime | None = takes("Counting at this instant.")
    runs_from: datetime | None = takes("Counting later than this instant.")
    runs_until: datetime | None = takes("Counting earlier than this instant.")
    is_agreed: bool | None = takes(
        "For which all who are to bear a part have accepted that, or not."
    )


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


@strawberry.input(description="Which lines of orders are counted; all that is given must match.")
class SalesFilter:
    first_day: date | None = takes("Of orders placed on this day or later, in `timeZone`.")
    last_day: date | None = takes("Of orders placed on this day or earlier, in `timeZone`.")
    status: list[OrderStatus] | None = takes(
        "Of orders that stand in one of these ways; unless said, in any but CANCELLED and REJECTED."
    )
    kind: list[OrderKind] | None = takes("Of orders of one of these steps of the chain.")
    country: list[CountryCode] | None = takes("Bought by parties of one of these countries.")
    buyer_ids: list[ID] | None = takes_id("Party", "Bought by one of these parties.")
    seller_ids: list[ID] | None = takes_id("Party", "Sold by one of these parties.")
    brand_ids: list[ID] | None = takes_id("Party", "Of products of one of these parties.")
    product_ids: list[ID] | None = takes_id("Product", "Of one of these products.")
    sku_ids: list[ID] | None = takes_id("Sku", "Of one of these SKUs.")
    category_ids: list[ID] | None = takes_id("Category", "On one of these shelves, or below it.")


@strawberry.input(description="Which stock items are counted; all that is given must match.")
class StockFactFilter:
    country: list[CountryCode] | None = takes("In one of these countries.")
    location_ids: list[ID] | None = takes_id("Location", "At one of these locations.")
    brand_ids: list[ID] | None = takes_id("Party", "Of products of one of these parties.")
    product_ids: list[ID] | None = takes_id("Product", "Of one of these products.")
    sku_ids: list[ID] | None = takes_id("Sku", "Of one of these SKUs.")
    category_ids: list[ID] | None = takes_id("Category", "On one of these shelves, or below it.")


@strawberry.input(description="Which shipments are counted; all that is given must match.")
class DeliveryFilter:
    first_day: date | None = takes("Shipped on this day or later, in `timeZone`.")
    last_day: date | None = takes("Shipped on this day or earlier, in `timeZone`.")
    carrier: list[str] | None = takes_text(
        shipment_tables.Shipment.carrier, "With one of these carriers."
    )
    status: list[ShipmentStatus] | None = takes("Standing in one of these ways.")
    kind: list[OrderKind] | None = takes("Of orders of one of these steps of the chain.")
    country: list[CountryCode] | None = takes("To one of these countries.")
    buyer_ids: list[ID] | None = takes_id("Party", "To one of these parties.")
    seller_ids: list[ID] | None = takes_id("Party", "From one of these parties.")
    location_ids: list[ID] | None = takes_id("Location", "To one of these locations.")
