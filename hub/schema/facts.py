"""Facts for analysts: what was sold, counted and summed up, as clients see it."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import strawberry

from db.enums.facts import SalesDimension, SalesFactOrder, TradeSide
from db.enums.orders import OrderKind, OrderStatus
from hub.execution.fields import batched, column, embedded
from hub.loaders import catalogue, facts, parties
from hub.schema import aggregates
from hub.schema.catalogue import Category, Product, Sku
from hub.schema.connections import Connection
from hub.schema.filters import SalesFilter
from hub.schema.money import Money, money
from hub.schema.parties import Party
from hub.schema.scalars import BigInt, CountryCode, CurrencyCode

_SALES_MEASURES = (
    "lines", "orders", "quantity", "revenue_minor", "revenue_currency", "currencies", "buyers",
)  # fmt: skip


@strawberry.type(description="What was sold, in numbers.")
class SalesMeasures:
    orders: BigInt = column("How many orders.")
    lines: BigInt = column("How many lines of them.")
    quantity: BigInt = column("How many pieces were ordered.")
    revenue: Money | None = money(
        "revenue_minor",
        "revenue_currency",
        description="What the lines cost, without freight, tax and discounts. Null where they are"
        " in several `currencies`: ask for one with `currency`, or tell them apart by CURRENCY.",
    )
    currencies: list[CurrencyCode] = column("What it was paid in.")
    buyers: BigInt = column("How many different buyers.")


def _before(fact: Any) -> Any:
    if fact.before_lines is None:
        return None
    return SimpleNamespace(**{name: getattr(fact, f"before_{name}") for name in _SALES_MEASURES})


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
    before: SalesMeasures | None = embedded(
        _before,
        {name: f"before_{name}" for name in _SALES_MEASURES},
        description="The same at the time that is `comparedWith`; null where nothing was sold then,"
        " or nothing is compared.",
    )


@strawberry.type(description="A page of facts about sales.")
class SalesFactConnection(Connection[SalesFact]):
    total_count: int = aggregates.total_count()
    others: SalesMeasures | None = aggregates.others()


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
