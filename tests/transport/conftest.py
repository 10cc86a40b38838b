"""A small graph of things that go well and badly, served by the hub's endpoints."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from uuid import UUID

import httpx
import pytest
import strawberry
from graphql import GraphQLError
from starlette.applications import Starlette
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info

from db.sql.declarations import Statement, row_class
from db.sql.keyset import InvalidCursor
from hub.context import Hub
from hub.domain.errors import NotFound
from hub.execution.errors import RequestError
from hub.execution.run import Schema
from hub.schema import schema as hub_schema
from hub.schema.scalars import SCALARS, BigInt
from tests.served import Running, app_of, served
from tests.transport.sockets import Socket, opened

_SLEEP = Statement("SELECT pg_sleep($1)", ("seconds",), {})
_HURRY = Statement("SELECT set_config('statement_timeout', '50', true)", (), {})
_REPEAT = Statement("SELECT repeat('x', 1 << 30)", (), {})
_CAST = Statement("SELECT $1::int AS n", ("n",), {})


@strawberry.input
class Nested:
    text: str | None = None
    more: list["Nested"] | None = None


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "you") -> str:
        return f"Hello {name}"

    @strawberry.field
    def me(self, info: Info) -> str | None:
        viewer = info.context.viewer
        return viewer.email if viewer else None

    @strawberry.field
    def languages(self, info: Info) -> list[str]:
        return [*info.context.languages]

    @strawberry.field
    def nested(self, value: Nested) -> bool:
        return True

    @strawberry.field
    def big(self, n: BigInt) -> BigInt:
        return n

    @strawberry.field
    def small(self) -> int:
        return 2**40

    @strawberry.field
    def again(self) -> "Query":
        return Query()

    @strawberry.field
    def ids(self, ids: list[UUID]) -> list[UUID]:
        return ids

    @strawberry.field
    def broken(self) -> str:
        raise ZeroDivisionError("the secret is 4711")

    @strawberry.field
    def broken_alone(self) -> str | None:
        raise ZeroDivisionError("the secret is 4711")

    @strawberry.field
    def refused(self, how: str) -> str | None:
        errors = {
            "rule": NotFound("order"),
            "request": RequestError("BAD_ID", "That is no id."),
            "cursor": InvalidCursor("That is no cursor."),
            "graphql": GraphQLError("plain"),
        }
        raise errors[how]

    @strawberry.field
    async def stored(self, info: Info, n: BigInt) -> int | None:
        rows = await info.context.reads.fetch(_CAST, {"n": n}, row_class("numbers"))
        return int(rows[0].n)

    @strawberry.field
    async def slept(self, info: Info, seconds: float) -> bool:
        await info.context.reads.fetch(_SLEEP, {"seconds": seconds}, row_class("naps"))
        return True

    @strawberry.field
    async def slept_too_long(self, info: Info) -> bool:
        await info.context.reads.fetch(_HURRY, {}, row_class("settings"))
        await info.context.reads.fetch(_SLEEP, {"seconds": 60}, row_class("naps"))
        return True

    @strawberry.field
    async def too_large(self, info: Info) -> bool:
        await info.context.reads.fetch(_REPEAT, {}, row_class("texts"))
        return True


@strawberry.type
class Mutation:
    @strawberry.mutation
    def change(self) -> int:
        return 1


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def count(self, to: int, from_: int = 1) -> AsyncGenerator[int, None]:
        for n in range(from_, to + 1):
            yield n

    @strawberry.subscription
    async def slept(self, info: Info, seconds: float) -> AsyncGenerator[bool, None]:
        while True:
            await info.context.renew()
            await info.context.reads.fetch(_SLEEP, {"seconds": seconds}, row_class("naps"))
            yield True

    @strawberry.subscription
    async def role(self, info: Info) -> AsyncGenerator[str, None]:
        while True:
            yield info.context.viewer.role
            await asyncio.sleep(0.1)

    @strawberry.subscription
    async def large(self, characters: int, seconds: float = 0) -> AsyncGenerator[str, None]:
        for _ in range(2):
            yield "x" * characters
            await asyncio.sleep(seconds)

    @strawberry.subscription
    async def refused(self) -> AsyncGenerator[int, None]:
        yield 1
        raise RequestError("CURSOR_EXPIRED", "Too late.")

    @strawberry.subscription
    async def broken(self) -> AsyncGenerator[int, None]:
        yield 1
        raise ZeroDivisionError("the secret is 4711")

    @strawberry.subscription
    async def unavailable(self) -> AsyncGenerator[int, None]:
        yield 1
        raise ConnectionRefusedError

    @strawberry.subscription
    def unstartable(self) -> AsyncGenerator[int, None]:
        raise RequestError("BAD_ID", "That is no id.")


SCHEMA = Schema(
    page_size=20,
    page_size_max=1000,
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(scalar_map=SCALARS),
)


@pytest.fixture
def app(hub: Hub) -> Starlette:
    return app_of(hub, SCHEMA)


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
        yield client


@pytest.fixture
async def running(app: Starlette) -> AsyncIterator[Running]:
    async with served(app) as running:
        yield running


@pytest.fixture
async def impatient(hub: Hub) -> AsyncIterator[Running]:
    """The same, which lets go of who does not init at once."""
    async with served(app_of(hub, SCHEMA, init_seconds_max=0.5)) as running:
        yield running


@pytest.fixture
async def feeding(hub: Hub) -> AsyncIterator[Running]:
    """The same with the hub's own graph."""
    async with served(app_of(hub, hub_schema)) as running:
        yield running


@pytest.fixture
async def open_socket(running: Running) -> AsyncIterator[Socket]:
    """A socket of somebody anonymous that is ready for operations."""
    async with opened(running) as opened_socket:
        await opened_socket.init()
        yield opened_socket
