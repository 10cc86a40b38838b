"""Changes of orders, each committed at a known instant and then told as its server expects."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

import asyncpg
from redis.asyncio import Redis

from bench.feeds.peers import FeedPeer
from bench.world import World
from db.types import new_id

_CONNECTIONS: Final = 8
_ORDERS_MAX: Final = 500
_ORDERS: Final = """
SELECT id FROM orders WHERE seller_id = $1 AND status <> 'DRAFT' ORDER BY id LIMIT $2
"""
_BOUGHT: Final = _ORDERS.replace("seller_id", "buyer_id")


class Writer:
    """Takes the busiest seller's orders a step further, one after the other.

    `bought` are those that its busiest buyer placed; that party is told of the steps `of` them.
    """

    def __init__(
        self, world: World, pool: Any, redis: Redis, orders: list[UUID], bought: list[UUID]
    ) -> None:
        self._world = world
        self._pool = pool
        self._redis = redis
        # A step that is half done locks its order.
        self._half_done, *others = orders
        self._orders = {
            world.seller_id: itertools.cycle(others),
            world.buyer_id: itertools.cycle(bought),
        }

    async def step(self, peer: FeedPeer, of: UUID | None = None) -> tuple[str, float]:
        """The event's id, and when its commit was sent off, on the machine's monotonic clock.

        The party is told, the seller unless another is named.
        """
        party_id = of or self._world.seller_id
        event_id, order_id = new_id(), next(self._orders[party_id])
        async with self._pool.acquire() as connection:
            await connection.execute("BEGIN")
            await connection.execute(peer.step, order_id, event_id, party_id)
            committed_at = time.monotonic()
            await connection.execute("COMMIT")
        await self._redis.publish(*peer.told(party_id, event_id))
        return str(event_id), committed_at

    async def steps(
        self, peer: FeedPeer, per_second: float, seconds: float, of: UUID | None = None
    ) -> dict[str, float]:
        """So many a second, whether or not the ones before are done: when each was committed."""
        started, tasks = time.monotonic(), []
        for number in range(int(per_second * seconds)):
            await asyncio.sleep(started + number / per_second - time.monotonic())
            tasks.append(asyncio.create_task(self.step(peer, of)))
        return dict(await asyncio.gather(*tasks))

    @asynccontextmanager
    async def half_done(self, peer: FeedPeer, seconds: float) -> AsyncIterator[None]:
        """Meanwhile, one transaction after the other holds a step for so long before it commits."""

        async def hold() -> None:
            async with self._pool.acquire() as connection:
                while True:
                    async with connection.transaction():
                        await connection.execute(
                            peer.step, self._half_done, new_id(), self._world.seller_id
                        )
                        await asyncio.sleep(seconds)

        holding = asyncio.create_task(hold())
        try:
            yield
        finally:
            holding.cancel()
            await asyncio.wait([holding])


@asynccontextmanager
async def writer(world: World) -> AsyncIterator[Writer]:
    async with (
        asyncpg.create_pool(
            world.database_url, min_size=_CONNECTIONS, max_size=_CONNECTIONS
        ) as pool,
        Redis.from_url(world.redis_url) as redis,
    ):
        sold, bought = [
            [row["id"] for row in await pool.fetch(statement, party_id, _ORDERS_MAX)]
            for statement, party_id in ((_ORDERS, world.seller_id), (_BOUGHT, world.buyer_id))
        ]
        # No two steps wait for one order.
        own = {*bought[: len(bought) // 2 or 1]}
        yield Writer(world, pool, redis, [id for id in sold if id not in own], [*own])
