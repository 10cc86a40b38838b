"""The stack that tutorials teach: Strawberry, its data loaders, SQLModel objects in async sessions.

    PORT=… DATABASE_URL=… python -m bench.peers.conventional

Written as the documentation of each recommends: relations are loaded in batches, documents are
parsed and validated once, connections are pooled, statements are prepared, answers are encoded by
orjson. A resolver hands back an object, and the type's fields are read off it.
"""

# A resolver hands back the row whose attributes the annotated type reads.
# mypy: warn-return-any=False

import os
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, Generic, NewType, TypeVar
from uuid import UUID

import orjson
import strawberry
from sqlalchemy import desc
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig

from bench.peers.serving import DATABASE_URL, POOL_SIZE, serve
from db.enums.orders import OrderStatus
from db.enums.shipments import ShipmentStatus
from db.session import engine_for
from db.tables import catalogue as catalogue_tables
from db.tables import orders as order_tables
from db.tables import parties as party_tables
from db.tables import shipments as shipment_tables

T = TypeVar("T", bound=SQLModel)
Sessions = async_sessionmaker[AsyncSession]
BigInt = NewType("BigInt", int)


class Loaders:
    """The data loaders of one request. Batches run side by side, so each has its own session."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    @cached_property
    def party(self) -> DataLoader[UUID, party_tables.Party]:
        return ById(self._sessions, party_tables.Party).loader

    @cached_property
    def order(self) -> DataLoader[UUID, order_tables.Order]:
        return ById(self._sessions, order_tables.Order).loader

    @cached_property
    def sku(self) -> DataLoader[UUID, catalogue_tables.Sku]:
        return ById(self._sessions, catalogue_tables.Sku).loader

    @cached_property
    def product(self) -> DataLoader[UUID, catalogue_tables.Product]:
        return ById(self._sessions, catalogue_tables.Product).loader

    @cached_property
    def lines(self) -> DataLoader[UUID, list[order_tables.OrderLine]]:
        return DataLoader(load_fn=self._lines)

    @cached_property
    def shipments(self) -> DataLoader[UUID, list[shipment_tables.Shipment]]:
        return DataLoader(load_fn=self._shipments)

    async def _lines(self, order_ids: list[UUID]) -> list[list[order_tables.OrderLine]]:
        line = order_tables.OrderLine
        wanted = select(line).where(col(line.order_id).in_(order_ids)).order_by(col(line.position))
        async with self._sessions() as session:
            return _grouped(order_ids, (await session.exec(wanted)).all())

    async def _shipments(self, order_ids: list[UUID]) -> list[list[shipment_tables.Shipment]]:
        shipment = shipment_tables.Shipment
        wanted = (
            select(shipment)
            .where(col(shipment.order_id).in_(order_ids))
            .order_by(col(shipment.shipped_at), col(shipment.id))
        )
        async with self._sessions() as session:
            return _grouped(order_ids, (await session.exec(wanted)).all())


class ById(Generic[T]):
    """Objects of one table by their ids."""

    def __init__(self, sessions: Sessions, table: Any) -> None:
        self._sessions = sessions
        self._table = table
        self.loader: DataLoader[UUID, T] = DataLoader(load_fn=self._load)

    async def _load(self, ids: list[UUID]) -> list[T]:
        async with self._sessions() as session:
            found = await session.exec(select(self._table).where(self._table.id.in_(ids)))
            by_id = {one.id: one for one in found}
        return [by_id[id] for id in ids]


def _grouped(order_ids: Sequence[UUID], found: Sequence[Any]) -> list[list[Any]]:
    groups: dict[UUID, list[Any]] = defaultdict(list)
    for one in found:
        groups[one.order_id].append(one)
    return [groups[order_id] for order_id in order_ids]


Info = strawberry.Info[Any, None]


def _id(typename: str, key: UUID) -> strawberry.ID:
    return strawberry.ID(f"{typename}:{key}")


def key_of(id: strawberry.ID) -> UUID:
    return UUID(id.partition(":")[2])


strawberry.enum(OrderStatus)
strawberry.enum(ShipmentStatus)


@strawberry.enum
class OrderOrder(StrEnum):
    NEWEST = "NEWEST"


_SORTED: Final = {
    OrderOrder.NEWEST: (desc(col(order_tables.Order.created_at)), desc(col(order_tables.Order.id)))
}


@strawberry.input
class OrderFilter:
    seller_id: strawberry.ID


@strawberry.type
class Money:
    minor: BigInt


@strawberry.type
class Party:
    name: str

    @strawberry.field
    def id(self, root: strawberry.Parent[party_tables.Party]) -> strawberry.ID:
        return _id("Party", root.id)


@strawberry.type
class Product:
    name: str

    @strawberry.field
    def id(self, root: strawberry.Parent[catalogue_tables.Product]) -> strawberry.ID:
        return _id("Product", root.id)

    @strawberry.field
    async def owner(self, root: strawberry.Parent[catalogue_tables.Product], info: Info) -> Party:
        return await info.context["loaders"].party.load(root.owner_id)


@strawberry.type
class Sku:
    @strawberry.field
    def id(self, root: strawberry.Parent[catalogue_tables.Sku]) -> strawberry.ID:
        return _id("Sku", root.id)

    @strawberry.field
    async def product(self, root: strawberry.Parent[catalogue_tables.Sku], info: Info) -> Product:
        return await info.context["loaders"].product.load(root.product_id)


@strawberry.type
class OrderLine:
    quantity: int

    @strawberry.field
    def unit_price(self, root: strawberry.Parent[order_tables.OrderLine]) -> Money:
        return Money(minor=BigInt(root.unit_price_minor))

    @strawberry.field
    async def sku(self, root: strawberry.Parent[order_tables.OrderLine], info: Info) -> Sku:
        return await info.context["loaders"].sku.load(root.sku_id)


@strawberry.type
class Shipment:
    status: ShipmentStatus
    tracking_number: str | None


@strawberry.type
class Order:
    status: OrderStatus
    placed_at: datetime | None

    @strawberry.field
    def id(self, root: strawberry.Parent[order_tables.Order]) -> strawberry.ID:
        return _id("Order", root.id)

    @strawberry.field
    def total(self, root: strawberry.Parent[order_tables.Order]) -> Money:
        return Money(minor=BigInt(root.total_minor))

    @strawberry.field
    async def buyer(self, root: strawberry.Parent[order_tables.Order], info: Info) -> Party:
        return await info.context["loaders"].party.load(root.buyer_id)

    @strawberry.field
    async def seller(self, root: strawberry.Parent[order_tables.Order], info: Info) -> Party:
        return await info.context["loaders"].party.load(root.seller_id)

    @strawberry.field
    async def lines(
        self, root: strawberry.Parent[order_tables.Order], info: Info
    ) -> list[OrderLine]:
        return await info.context["loaders"].lines.load(root.id)

    @strawberry.field
    async def shipments(
        self, root: strawberry.Parent[order_tables.Order], info: Info
    ) -> list[Shipment]:
        return await info.context["loaders"].shipments.load(root.id)


@strawberry.type
class OrderConnection:
    nodes: list[Order]


@strawberry.type
class Query:
    @strawberry.field
    async def order(self, info: Info, id: strawberry.ID) -> Order | None:
        async with info.context["sessions"]() as session:
            return await session.get(order_tables.Order, key_of(id))

    @strawberry.field
    async def orders(
        self, info: Info, first: int, filter: OrderFilter, order_by: OrderOrder = OrderOrder.NEWEST
    ) -> OrderConnection:
        wanted = (
            select(order_tables.Order)
            .where(order_tables.Order.seller_id == key_of(filter.seller_id))
            .order_by(*_SORTED[order_by])
            .limit(first)
        )
        async with info.context["sessions"]() as session:
            return OrderConnection(nodes=list((await session.exec(wanted)).all()))


CONFIG: Final = StrawberryConfig(
    scalar_map={BigInt: strawberry.scalar(name="BigInt", serialize=int, parse_value=int)}
)

schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache], config=CONFIG)


class Endpoint(GraphQL[dict[str, Any], None]):
    """Strawberry's own endpoint, with fresh loaders for each request."""

    def __init__(self, sessions: Sessions, schema: strawberry.Schema = schema) -> None:
        super().__init__(schema, graphql_ide=None)
        self._sessions = sessions

    async def get_context(self, request: Any, response: Any) -> dict[str, Any]:  # noqa: ARG002
        return {"sessions": self._sessions, "loaders": Loaders(self._sessions)}

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)


def app() -> Endpoint:
    engine = engine_for(
        os.environ[DATABASE_URL],
        application_name="conventional",
        pool_size=POOL_SIZE,
        max_overflow=0,
    )
    return Endpoint(async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False))


if __name__ == "__main__":
    serve(app())
