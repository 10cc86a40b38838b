"""Facts for analysts, as clients see them: what was sold, lies in stock, and was delivered."""

from datetime import date
from decimal import Decimal

import strawberry

from db.enums.facts import (
    DeliveryDimension,
    DeliveryFactOrder,
    SalesDimension,
    SalesFactOrder,
    StockDimension,
    StockFactOrder,
    TradeSide,
)
from db.enums.orders import OrderKind, OrderStatus
from db.enums.shipments import ShipmentStatus
from hub.execution.fields import batched, column
from hub.loaders import catalogue, facts, parties
from hub.schema import aggregates
from hub.schema.catalogue import Category, Product, Sku
from hub.schema.connections import Connection
from hub.schema.filters import DeliveryFilter, SalesFilter, StockFactFilter
from hub.schema.money import Money, money
from hub.schema.parties import Location, Party
from hub.schema.scalars import BigInt, CountryCode, CurrencyCode


@strawberry.type(description="What was sold, in numbers.")
class SalesMeasures:
    orders: BigInt = column("How many orders.")
    lines: BigInt = column("How many lines of them.")
    quantity: BigInt = column("How many units were ordered.")
    revenue: Money | None = money(
        "revenue_minor",
        "revenue_currency",
        description="What the lines cost, without freight, tax and discounts. Null where they are"
        " in several `currencies`: ask for one with `currency`, convert all with `convertTo`, or"
        " tell them apart by CURRENCY. Null also where one has no exchange rate on its day.",
    )
    currencies: list[CurrencyCode] = column("What it was paid in.")
    buyers: BigInt = column("How many different buyers.")


@strawberry.type(
    description="What was sold of one kind. What it is told apart by is null unless it is in `by`;"
    " orders that were cancelled or rejected count only where `filter.status` asks for them."
)
class SalesFact(SalesMeasures):
    period: date | None = column("The first day of the period in which the orders were placed.")
    product: Product | None = batched(
        catalogue.product_by_id, key="product_id", description="The product."
    )
    sku: Sku | None = batched(catalogue.sku_by_id, key="sku_id", description="The SKU.")
    category: Category | None = batched(
        catalogue.category_by_id, key="category_id", description="The product's category."
    )
    brand: Party | None = batched(
        parties.party_by_id, key="brand_id", description="Whose product it is."
    )
    buyer: Party | None = batched(
        parties.party_named, key="buyer_id", description="Who takes the goods."
    )
    seller: Party | None = batched(
        parties.party_named, key="seller_id", description="Who gives them."
    )
    country: CountryCode | None = column("Where the buyer is at home.")
    kind: OrderKind | None = column("The step of the chain.")
    status: OrderStatus | None = column("Where the orders stand.")
    currency: CurrencyCode | None = column("What the orders are paid in.")
    before: SalesMeasures | None = aggregates.before(
        facts.sales,
        description="The same at the time that is `comparedWith`; null where nothing was sold then,"
        " or nothing is compared.",
    )


@strawberry.type(description="A page of facts about sales.")
class SalesFactConnection(Connection[SalesFact]):
    total_count: int = aggregates.total_count()
    others: SalesMeasures | None = aggregates.others()


@strawberry.type(description="What lies in stock, in numbers.")
class StockMeasures:
    items: BigInt = column(
        "How many stock items: one for each SKU at each location.", "stock_items"
    )
    skus: BigInt = column("How many different SKUs.")
    on_hand: BigInt = column("Units that are there.")
    reserved: BigInt = column("Those of them that are held for orders.")
    available: BigInt = column("Units that can still be ordered.")
    incoming: BigInt = column("Units on their way there.")
    out: BigInt = column("How many items there are of which nothing is available.")


@strawberry.type(
    description="What lies in stock now of one kind. What it is told apart by is null unless it is"
    " in `by`."
)
class StockFact(StockMeasures):
    product: Product | None = batched(
        catalogue.product_by_id, key="product_id", description="The product."
    )
    sku: Sku | None = batched(catalogue.sku_by_id, key="sku_id", description="The SKU.")
    category: Category | None = batched(
        catalogue.category_by_id, key="category_id", description="The product's category."
    )
    brand: Party | None = batched(
        parties.party_by_id, key="brand_id", description="Whose product it is."
    )
    location: Location | None = batched(
        parties.location_by_id, key="location_id", description="Where it lies."
    )
    country: CountryCode | None = column("The country in which it lies.")
    owner: Party | None = batched(
        parties.party_by_id, key="owner_id", description="Whose stock it is."
    )


@strawberry.type(description="A page of facts about stock.")
class StockFactConnection(Connection[StockFact]):
    total_count: int = aggregates.total_count()
    others: StockMeasures | None = aggregates.others()


@strawberry.type(description="How goods arrived, in numbers.")
class DeliveryMeasures:
    shipments: BigInt = column("How many shipments.")
    orders: BigInt = column("Of how many orders.")
    delivered: BigInt = column("How many of the shipments have arrived.")
    on_time: BigInt = column("How many arrived when they should, or sooner.")
    late: BigInt = column("How many arrived later than they should.")
    delayed: BigInt = column("How many should have arrived by now, and have not.")
    lead_days: Decimal | None = column(
        "Days from placing the order to receiving the shipment, on average of those that arrived."
    )
    transit_days: Decimal | None = column(
        "Days from shipping to receiving, on average of those that arrived."
    )


@strawberry.type(
    description="How shipments of one kind arrived. What it is told apart by is null unless it is"
    " in `by`. Those without an estimated arrival are neither on time nor late."
)
class DeliveryFact(DeliveryMeasures):
    period: date | None = column("The first day of the period in which they were shipped.")
    carrier: str | None = column("Who carries them.")
    seller: Party | None = batched(
        parties.party_named, key="seller_id", description="Who sends them."
    )
    buyer: Party | None = batched(
        parties.party_named, key="buyer_id", description="Who receives them."
    )
    location: Location | None = batched(
        parties.location_by_id, key="location_id", description="Where they go."
    )
    country: CountryCode | None = column("The country of where they go.")
    kind: OrderKind | None = column("The step of the chain.")
    status: ShipmentStatus | None = column("Where the shipments stand.")
    before: DeliveryMeasures | None = aggregates.before(
        facts.deliveries,
        description="The same at the time that is `comparedWith`; null where nothing was shipped"
        " then, or nothing is compared.",
    )


@strawberry.type(description="A page of facts about deliveries.")
class DeliveryFactConnection(Connection[DeliveryFact]):
    total_count: int = aggregates.total_count()
    others: DeliveryMeasures | None = aggregates.others()


@strawberry.type
class FactQueries:
    sales_facts: SalesFactConnection = aggregates.facts(
        facts.sales,
        key=None,
        by=SalesDimension,
        filter=SalesFilter,
        order_by=SalesFactOrder,
        side=TradeSide.SELLING,
        in_currencies=True,
        description="What you sell, or buy, in numbers: counted and summed up by what you choose.",
    )
    stock_facts: StockFactConnection = aggregates.facts(
        facts.stock,
        key=None,
        by=StockDimension,
        filter=StockFactFilter,
        order_by=StockFactOrder,
        description="Your stock as it is now, in numbers: summed up by what you choose.",
    )
    delivery_facts: DeliveryFactConnection = aggregates.facts(
        facts.deliveries,
        key=None,
        by=DeliveryDimension,
        filter=DeliveryFilter,
        order_by=DeliveryFactOrder,
        side=TradeSide.SELLING,
        description="How what you send, or receive, arrived, in numbers.",
    )
