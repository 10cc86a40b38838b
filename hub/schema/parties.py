"""Parties of every kind, their partnerships and locations, as clients see them."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from db.enums.catalogue import ProductOrder
from db.enums.facts import SalesDimension, SalesFactOrder, TradeSide
from db.enums.offers import OfferOrder
from db.enums.orders import OrderOrder
from db.enums.parties import LocationKind, PartnershipStatus, PartyKind, PartyOrder, PartyStatus
from db.enums.parties import PartyKind as Kind
from db.enums.reviews import ReviewOrder
from db.enums.stock import StockOrder
from db.tables import parties as tables
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import catalogue, facts, offers, orders, parties, reviews, stock
from hub.loaders import members as people
from hub.loaders.rows import Pages
from hub.loaders.sharing import sharings_by_partnership
from hub.policy.parties import OWN_PARTY
from hub.schema import aggregates
from hub.schema.connections import Connection, connection, takes
from hub.schema.filters import (
    OfferFilter,
    OrderFilter,
    ProductFilter,
    SalesFilter,
    StockFilter,
)
from hub.schema.money import Money, money
from hub.schema.node import Node, is_row_of
from hub.schema.scalars import CountryCode, CurrencyCode
from hub.schema.texts import text_in_languages

if TYPE_CHECKING:
    from hub.schema.catalogue import ProductConnection
    from hub.schema.facts import SalesFactConnection
    from hub.schema.members import Invitation, Membership
    from hub.schema.offers import Offer
    from hub.schema.orders import Order
    from hub.schema.reviews import Review
    from hub.schema.sharing import Sharing
    from hub.schema.stock import StockItem
else:
    SalesFactConnection = Annotated["SalesFactConnection", strawberry.lazy("hub.schema.facts")]
    ProductConnection = Annotated["ProductConnection", strawberry.lazy("hub.schema.catalogue")]
    Invitation = Annotated["Invitation", strawberry.lazy("hub.schema.members")]
    Membership = Annotated["Membership", strawberry.lazy("hub.schema.members")]
    Offer = Annotated["Offer", strawberry.lazy("hub.schema.offers")]
    Order = Annotated["Order", strawberry.lazy("hub.schema.orders")]
    Review = Annotated["Review", strawberry.lazy("hub.schema.reviews")]
    Sharing = Annotated["Sharing", strawberry.lazy("hub.schema.sharing")]
    StockItem = Annotated["StockItem", strawberry.lazy("hub.schema.stock")]

_NAME = "The name it trades under."


@strawberry.input(description="Which parties; all that is given must match.")
class PartyFilter:
    kind: list[PartyKind] | None = takes("Of one of these kinds.")
    country: list[CountryCode] | None = takes("In one of these countries.")
    status: list[PartyStatus] | None = takes("Admitted, or waiting, in one of these ways.")


@strawberry.input(description="Which partnerships; all that is given must match.")
class PartnershipFilter:
    status: list[PartnershipStatus] | None = takes("Standing in one of these ways.")


def _partners(pages: Pages, description: str) -> Any:
    return connection(
        pages,
        key="id",
        filter=PartyFilter,
        order_by=PartyOrder,
        search=True,
        description=f"{description} You see yourself and your own partners.",
    )


def _orders() -> Any:
    return connection(
        orders.orders_of_party,
        key="id",
        filter=OrderFilter,
        order_by=OrderOrder,
        description="Orders that it buys or sells, as far as you take part in them.",
    )


def _stock() -> Any:
    return connection(
        stock.stock_of_party,
        key="id",
        filter=StockFilter,
        order_by=StockOrder,
        description="Its stock, where it is yours or shared with you.",
    )


def _sales(side: TradeSide = TradeSide.SELLING) -> Any:
    return aggregates.facts(
        facts.sales_of_party,
        key="id",
        by=SalesDimension,
        filter=SalesFilter,
        order_by=SalesFactOrder,
        side=side,
        in_currencies=True,
        description="What it sells, or buys, in numbers, as far as you take part in it.",
    )


def _offers() -> Any:
    return connection(
        offers.offers_of_seller,
        key="id",
        filter=OfferFilter,
        order_by=OfferOrder,
        description="Prices at which it sells, those made to you among them.",
    )


def _locations() -> Any:
    return batched(
        parties.locations_by_party,
        key="id",
        description="Where it keeps goods, in the order in which they are used.",
    )


@strawberry.interface(description="An organisation or a consumer that trades on the hub.")
class Party(Node):
    id: strawberry.ID = node_id("Party", parties.party_by_id)
    name: str = text_in_languages("name", _NAME)
    kind: PartyKind = column("What it is in the chain.")
    country: CountryCode | None = column("Where it is at home.")
    time_zone: str = column("Whose days it means, by IANA's name.")
    status: PartyStatus = column("Whether it is admitted to trade.")
    status_reason: str | None = column("Why.", seen_by=OWN_PARTY)
    members: list[Membership] = batched(
        people.memberships_by_party,
        key="id",
        description="Who acts for it; for its own people and the operator.",
    )
    invitations: Connection[Invitation] = connection(
        people.invitations_of_party,
        key="id",
        description="Who was invited to act for it, for those who may invite.",
    )
    partnerships: Connection["Partnership"] = connection(
        parties.partnerships_of_party,
        key="id",
        filter=PartnershipFilter,
        description="Its approved trading relations, as far as you take part in them.",
    )
    products: ProductConnection = connection(
        catalogue.products_of_owner,
        key="id",
        filter=ProductFilter,
        order_by=ProductOrder,
        search=True,
        description="Products that it describes.",
    )
    written_reviews: Connection[Review] = connection(
        reviews.reviews_of_author,
        key="id",
        order_by=ReviewOrder,
        description="What it says of products that it has bought; for its own people.",
    )


@strawberry.type(description="Makes materials for brands, or finished pieces for retailers.")
class Supplier(Party):
    is_type_of = is_row_of(tables.Party, kind=Kind.SUPPLIER)

    brands: Connection["Brand"] = _partners(
        parties.brands_buying_from_party, "Brands that buy from it."
    )
    retailers: Connection["Retailer"] = _partners(
        parties.retailers_buying_from_party, "Retailers that buy from it."
    )
    orders: Connection[Order] = _orders()
    sales_facts: SalesFactConnection = _sales()
    stock: Connection[StockItem] = _stock()
    offers: Connection[Offer] = _offers()
    locations: list["Location"] = _locations()


@strawberry.type(description="Owns products, buys what they are made of, and sells to retailers.")
class Brand(Party):
    is_type_of = is_row_of(tables.Party, kind=Kind.BRAND)

    suppliers: Connection[Supplier] = _partners(
        parties.suppliers_of_party, "Suppliers that it buys from."
    )
    retailers: Connection["Retailer"] = _partners(
        parties.retailers_buying_from_party, "Retailers that buy from it."
    )
    orders: Connection[Order] = _orders()
    sales_facts: SalesFactConnection = _sales()
    stock: Connection[StockItem] = _stock()
    offers: Connection[Offer] = _offers()
    locations: list["Location"] = _locations()


@strawberry.type(description="Buys from brands and suppliers, and sells to consumers.")
class Retailer(Party):
    is_type_of = is_row_of(tables.Party, kind=Kind.RETAILER)

    brands: Connection[Brand] = _partners(
        parties.brands_supplying_party, "Brands that it buys from."
    )
    suppliers: Connection[Supplier] = _partners(
        parties.suppliers_of_party, "Suppliers that it buys from."
    )
    consumers: Connection["Consumer"] = _partners(
        parties.consumers_of_party, "Consumers that buy from it."
    )
    orders: Connection[Order] = _orders()
    sales_facts: SalesFactConnection = _sales()
    stock: Connection[StockItem] = _stock()
    offers: Connection[Offer] = _offers()
    locations: list["Location"] = _locations()


@strawberry.type(description="A person who buys for themselves.")
class Consumer(Party):
    is_type_of = is_row_of(tables.Party, kind=Kind.CONSUMER)

    retailers: Connection[Retailer] = _partners(
        parties.retailers_serving_party, "Retailers that they buy from."
    )
    orders: Connection[Order] = _orders()
    sales_facts: SalesFactConnection = _sales(TradeSide.BUYING)


@strawberry.type(description="Runs the hub; trades with nobody.")
class Operator(Party):
    is_type_of = is_row_of(tables.Party, kind=Kind.OPERATOR)


@strawberry.type(
    description="The approved relation in which an upstream party sells to a downstream one."
)
class Partnership(Node):
    is_type_of = is_row_of(tables.Partnership)

    id: strawberry.ID = node_id("Partnership", parties.partnership_by_id)
    upstream: Party = batched(parties.party_by_id, key="upstream_id", description="The seller.")
    downstream: Party = batched(parties.party_by_id, key="downstream_id", description="The buyer.")
    status: PartnershipStatus = column("Where it stands.")
    currency: CurrencyCode = column("What its credit is counted in.")
    payment_days: int = column("How many days after delivery payment is due.")
    credit_limit: Money | None = money(
        "credit_limit_minor", description="How much may be owed; null is no limit."
    )
    sharing: list[Sharing] = batched(
        sharings_by_partnership,
        key="id",
        description="What its two sides show each other, and how exactly.",
    )
    since: datetime = column("When it was approved, or asked for.")
    version: int = column("Counts every change; the higher one is the newer.")
    proposed_by: Party | None = batched(
        parties.party_by_id,
        key="proposed_by_id",
        description="Which side has asked for it, or suspended it.",
    )
    message: str | None = column("What that side said about it.")


@strawberry.type(description="A warehouse, shop or factory of a party.")
class Location(Node):
    is_type_of = is_row_of(tables.Location)

    id: strawberry.ID = node_id("Location", parties.location_by_id)
    party: Party = batched(parties.party_by_id, key="party_id", description="Whose it is.")
    kind: LocationKind = column("What it is.")
    code: str = column("Its code with its party.")
    name: str = text_in_languages("name", "Its name.")
    city: str | None = column("The city it is in.")
    country: CountryCode | None = column("The country it is in.")
    time_zone: str | None = column("Whose days are meant there, if not its party's.")
    stock: Connection[StockItem] = connection(
        stock.stock_of_location,
        key="id",
        filter=StockFilter,
        order_by=StockOrder,
        description="What is kept there, where it is yours or shared with you.",
    )


@strawberry.type
class PartyQueries:
    party: Party | None = found(parties.party_by_id, "Party", description="The party with this id.")
    parties: Connection[Party] = connection(
        parties.parties,
        key=None,
        filter=PartyFilter,
        order_by=PartyOrder,
        search=True,
        description="Parties that you may know of.",
    )
