"""Plain subscriptions: Strawberry's own, an event at a time for each subscriber.

    PORT=… DATABASE_URL=… REDIS_URL=… python -m bench.feeds.plain

Schema, loaders and endpoint are those of the conventional peer. As tutorials have it, whoever
changes an order publishes its event to a channel of the party, one connection to Redis listens for
the whole process, and every subscriber has a queue. Each event is read in a session of its
subscriber, with fresh loaders.
"""

# A resolver hands back the row whose attributes the annotated type reads.
# mypy: warn-return-any=False

import asyncio
import os
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

import strawberry
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from strawberry.extensions import ParserCache, ValidationCache

from bench.peers.conventional import CONFIG, Endpoint, Info, Loaders, Order, Query, key_of
from bench.peers.serving import DATABASE_URL, POOL_SIZE, serve
from db.enums.orders import OrderEventKind
from db.session import engine_for
from db.tables import orders as tables

REDIS_URL: Final = "REDIS_URL"
_CHANNEL: Final = "orders:"
# Thousands wait for a connection at once, and one that gives up would end its subscription.
_CONNECTION_SECONDS_MAX: Final = 300


def channel_of(party_id: UUID) -> str:
    """Where the ids of a party's order events are published."""
    return f"{_CHANNEL}{party_id}"


class Broadcast:
    """Messages of Redis channels, for any number of listeners in this process."""

    def __init__(self, redis: Redis) -> None:
        self._pubsub = redis.pubsub(ignore_subscribe_messages=True)
        self._queues: dict[str, set[asyncio.Queue[bytes]]] = defaultdict(set)

    async def run(self) -> None:
        await self._pubsub.psubscribe(f"{_CHANNEL}*")
        async for message in self._pubsub.listen():
            for queue in self._queues[message["channel"].decode()]:
                queue.put_nowait(message["data"])

    async def messages(self, channel: str) -> AsyncGenerator[bytes, None]:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self._queues[channel].add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._queues[channel].remove(queue)


@strawberry.type
class OrderEvent:
    kind: OrderEventKind

    @strawberry.field
    def id(self, root: strawberry.Parent[tables.OrderEvent]) -> strawberry.ID:
        return strawberry.ID(f"OrderEvent:{root.id}")

    @strawberry.field
    async def order(self, root: strawberry.Parent[tables.OrderEvent], info: Info) -> Order:
        return await info.context["loaders"].order.load(root.order_id)


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def order_events(
        self, info: Info, party_id: strawberry.ID
    ) -> AsyncGenerator[OrderEvent, None]:
        sessions = info.context["sessions"]
        async for event_id in info.context["broadcast"].messages(channel_of(key_of(party_id))):
            info.context["loaders"] = Loaders(sessions)
            async with sessions() as session:
                event = await session.get(tables.OrderEvent, UUID(event_id.decode()))
            yield event


schema = strawberry.Schema(
    Query, subscription=Subscription, extensions=[ParserCache, ValidationCache], config=CONFIG
)


class LiveEndpoint(Endpoint):
    """The conventional endpoint, whose subscriptions hear what is published."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], broadcast: Broadcast) -> None:
        super().__init__(sessions, schema)
        self._broadcast = broadcast

    async def get_context(self, request: Any, response: Any) -> dict[str, Any]:
        return {**await super().get_context(request, response), "broadcast": self._broadcast}


def app() -> Starlette:
    engine = engine_for(
        os.environ[DATABASE_URL],
        application_name="plain",
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_timeout=_CONNECTION_SECONDS_MAX,
    )
    sessions = async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
    redis = Redis.from_url(os.environ[REDIS_URL])
    broadcast = Broadcast(redis)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        listening = asyncio.create_task(broadcast.run())
        yield
        listening.cancel()
        await redis.aclose()

    return Starlette(
        routes=[WebSocketRoute("/graphql", LiveEndpoint(sessions, broadcast))], lifespan=lifespan
    )


if __name__ == "__main__":
    serve(app())
