"""The hub's graph with more than SQL can say, for tests and benchmarks alone.

Orders and their lines have fields that Python works out, relations whose loaders are Python, and a
resolver; lists of them come from resolvers of the root, and from a mutation that changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types import Info

from db.enums.orders import OrderOrder, OrderStatus
from db.sql.declarations import Row
from db.sql.keyset import Page
from db.tables import orders as tables
from hub.context import Request
from hub.execution.compiler import Compiler
from hub.execution.dataloaders import WHOLE, Loader
from hub.execution.fields import batched, column, computed, for_request
from hub.execution.plan import WEIGHT_MAX
from hub.execution.run import Schema
from hub.loaders import catalogue, orders
from hub.schema import Mutation, Query, build_schema
from hub.schema.catalogue import Sku
from hub.schema.connections import Connection, connection
from hub.schema.filters import OrderFilter
from hub.schema.node import is_row_of
from hub.schema.orders import Order, OrderLine

_Size = Annotated[int, strawberry.argument(description="How many.")]


@dataclass(frozen=True)
class ForecastRow:
    """What is expected of a SKU: an object of Python's, not of any table."""

    sku_id: UUID
    pieces: int

    @property
    def months(self) -> list["ForecastRow | None"]:
        return [None if n == 2 else ForecastRow(self.sku_id, self.pieces + n) for n in range(3)]


async def _forecasts(_: Request, skus: Sequence[UUID], __: None) -> Mapping[UUID, ForecastRow]:
    return {sku: ForecastRow(sku, sku.int % 100) for sku in skus if sku.int % 5}


async def _demand(_: Request, skus: Sequence[UUID], __: None) -> Mapping[UUID, int]:
    return {sku: sku.int % 1000 for sku in skus if sku.int % 7}


async def _similar(
    request: Request, skus: Sequence[UUID], __: None
) -> Mapping[UUID, list[Row | None]]:
    found = await catalogue.sku_by_id.fetch(request, skus, None)
    return {sku: [found.get(sku), None, found.get(sku)] for sku in skus}


async def _failing(_: Request, __: Sequence[UUID], ___: None) -> Mapping[UUID, int]:
    raise ConnectionError("the carrier does not answer")


def _label(line: Any) -> str:
    return f"{line.position}. {line.quantity} × {line.sku_id}"


def _uneven(line: Any) -> str | None:
    if line.position % 4 == 0:
        raise ValueError("four")
    return None if line.position % 2 == 0 else "uneven"


def _side(request: Any, order: Any) -> str | None:
    viewer = request.viewer
    if viewer is None:
        return None
    return "bought" if order.buyer_id == viewer.party_id else "sold"


@strawberry.type(description="A month of a forecast.")
class Month:
    pieces: int = column("How many pieces.")
    sku: Sku = batched(catalogue.sku_by_id, key="sku_id", description="Of what.")


@strawberry.type(description="What is expected of a SKU.")
class Forecast:
    pieces: int = column("How many pieces.")
    months: list[Month | None] = column("Month by month.")
    sku: Sku = batched(catalogue.sku_by_id, key="sku_id", description="Of what.")
    similar: list[Sku | None] = batched(
        Loader(_similar), key="sku_id", description="What sells alike."
    )


@strawberry.type(description="A line with fields that Python works out.")
class MixedLine(OrderLine):
    is_type_of = is_row_of(tables.OrderLine)

    label: str = computed(
        _label, "position", "quantity", "sku_id", description="The line in a few words."
    )
    uneven: str | None = computed(_uneven, "position", description="Where its place is uneven.")
    always_uneven: str = computed(_uneven, "position", description="It must be.")
    digits: list[int | None] = computed(
        lambda line: [int(digit) or None for digit in str(line.quantity)],
        "quantity",
        description="Those of the quantity.",
    )
    forecast: Forecast | None = batched(
        Loader(_forecasts), key="sku_id", description="What is expected."
    )
    demand: int | None = batched(Loader(_demand), key="sku_id", description="What is asked for.")
    must_have_demand: int = batched(Loader(_demand), key="sku_id", description="As above.")
    failing: int | None = batched(Loader(_failing), key="sku_id", description="Always an error.")


@strawberry.type(description="An order with fields that Python works out.")
class MixedOrder(Order):
    is_type_of = is_row_of(tables.Order)

    lines: list[MixedLine] = batched(  # type: ignore[assignment]
        orders.lines_by_order, key="id", description="What is ordered."
    )
    side: str | None = for_request(
        _side, "buyer_id", "seller_id", description="What it is to whoever asks."
    )
    must_have_side: str = for_request(_side, "buyer_id", description="Nobody has one.")
    begun: datetime = computed(
        lambda order: order.created_at, "created_at", description="When it was begun."
    )
    stands: OrderStatus = computed(
        lambda order: order.status, "status", description="Where it stands."
    )
    itself: "MixedOrder" = computed(lambda order: order, description="The order.")

    @strawberry.field(description="Its number, so many times.")
    async def said(root: Any, info: Info, times: _Size = 1) -> str:  # noqa: N805
        if times < 0:
            raise ValueError("less than never")
        return " ".join([root.number] * times) + str(info.context.viewer is None)


async def _latest(request: Request, first: int) -> list[Row | None]:
    page = await request.load(orders.orders.page, WHOLE, Page(first, "NEWEST"))
    return [*page.found.rows, None]


@strawberry.type
class MixedQuery(Query):  # type: ignore[misc]  # made of those of the areas
    mixed_orders: Connection[MixedOrder] = connection(
        orders.orders,
        key=None,
        filter=OrderFilter,
        order_by=OrderOrder,
        description="Orders that you buy or sell.",
    )

    @strawberry.field(description="The newest ones, from a resolver.")
    async def latest_orders(self, info: Info, size: _Size = 3) -> list[MixedOrder | None]:
        return await _latest(info.context, size)  # type: ignore[return-value]


@strawberry.type(description="What came of it.")
class LookedAtPayload:
    orders: list[Order | None] = column("The orders.")
    mixed_orders: list[MixedOrder | None] = column("The same, with what SQL cannot say.")


@dataclass(frozen=True)
class _LookedAt:
    orders: list[Row | None]

    @property
    def mixed_orders(self) -> list[Row | None]:
        return self.orders


@strawberry.type
class MixedMutation(Mutation):  # type: ignore[misc]  # made of declarations
    @strawberry.mutation(description="Look at the newest ones.")
    async def look_at_orders(self, info: Info, size: _Size = 3) -> LookedAtPayload:
        return _LookedAt(await _latest(info.context, size))  # type: ignore[return-value]


def mixed_schema(compiler: Compiler | None, *, weight_max: int = WEIGHT_MAX) -> Schema:
    """The graph; a small `weight_max` cuts statements into many."""
    return build_schema(compiler, query=MixedQuery, mutation=MixedMutation, weight_max=weight_max)
