"""Gives recorded events their places in feeds: of the parties concerned, or everybody's."""

import asyncio
import contextlib
from typing import Final
from uuid import UUID

import structlog
from redis.asyncio import Redis

from db.queries import events as queries
from db.queries import retention
from db.session import Connection
from hub.context import Hub
from hub.metrics import SEQUENCED, SEQUENCER_LEADS
from hub.subscriptions.retries import cancel_tasks, retry_forever
from hub.wake_ups import WAKE_UPS

_CHANNELS: Final = "hub:feed:"
_EVENTS_AT_ONCE_MAX: Final = 1_000
_IDLE_SECONDS_MIN: Final = 0.002
_IDLE_SECONDS_MAX: Final = 0.05
_TAKEOVER_SECONDS: Final = 0.5

log = structlog.get_logger(__name__)


def channel_of(feed: UUID) -> str:
    """Where the newest position of a feed is told."""
    return f"{_CHANNELS}{feed}"


def feed_of(channel: bytes) -> UUID:
    return UUID(channel.removeprefix(_CHANNELS.encode()).decode())


async def behind(hub: Hub) -> tuple[int, float]:
    """How many events have no places yet, and for how many seconds the oldest has waited."""
    waiting = await queries.waiting(hub.database)
    if waiting.oldest is None:
        return 0, 0.0
    return waiting.events, (hub.clock() - waiting.oldest).total_seconds()


class Sequencer:
    """Runs in every process, works in the one that holds the lock, and waits in the others.

    The lock belongs to the database connection that also does the work, so it cannot be lost
    unnoticed, and whoever comes next takes over. Redis only makes things quicker: wake-ups end a
    pause early, and the new positions are told to the processes that serve subscribers.
    """

    def __init__(self, database_url: str, redis: Redis) -> None:
        self._database_url = database_url
        self._redis = redis
        self._woken = asyncio.Event()
        self._moved: dict[UUID, int] = {}
        self._untold = asyncio.Event()
        self.leads = False

    async def run(self) -> None:
        """Sequence until cancelled, through every outage."""
        tasks = [
            asyncio.create_task(retry_forever(self._lead, "sequencing")),
            asyncio.create_task(retry_forever(self._hear, "hearing wake-ups")),
            asyncio.create_task(retry_forever(self._tell, "telling positions")),
        ]
        try:
            await asyncio.wait(tasks)
        finally:
            await cancel_tasks(*tasks)

    async def _lead(self) -> None:
        async with queries.sequencing(self._database_url) as connection:
            while not await queries.take_the_lead(connection):  # noqa: ASYNC110  others hold it
                await asyncio.sleep(_TAKEOVER_SECONDS)
            log.info("sequencer_leads")
            await retention.make_days(connection)
            self.leads = True
            SEQUENCER_LEADS.set(1)
            try:
                await self._sequence(connection)
            finally:
                self.leads = False
                SEQUENCER_LEADS.set(0)

    async def _sequence(self, connection: Connection) -> None:
        idle = _IDLE_SECONDS_MIN
        seen = queries.NOTHING_SEEN
        while True:
            self._woken.clear()
            done = await queries.sequence(connection, _EVENTS_AT_ONCE_MAX, seen)
            seen = done.seen
            SEQUENCED.inc(done.events)
            if done.positions:
                self._moved |= done.positions
                self._untold.set()
            if done.events == _EVENTS_AT_ONCE_MAX:
                continue
            idle = _IDLE_SECONDS_MIN if done.events else min(idle * 2, _IDLE_SECONDS_MAX)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(idle):
                    await self._woken.wait()

    async def _hear(self) -> None:
        async with self._redis.pubsub(ignore_subscribe_messages=True) as pubsub:
            await pubsub.subscribe(WAKE_UPS)
            while True:
                if await pubsub.get_message(timeout=60) is not None:
                    self._woken.set()

    async def _tell(self) -> None:
        while True:
            await self._untold.wait()
            self._untold.clear()
            # What cannot be told now is not told again: subscribers' processes look by themselves.
            moved, self._moved = self._moved, {}
            async with self._redis.pipeline(transaction=False) as pipeline:
                for feed, position in moved.items():
                    pipeline.publish(channel_of(feed), position)
                await pipeline.execute()
