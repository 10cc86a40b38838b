"""Waking the sequencer up, which gives what was recorded its place in the feeds."""

import asyncio
from typing import Final

import structlog
from redis.asyncio import Redis

# Where a process says that it has just committed events; the sequencer listens.
WAKE_UPS: Final = "hub:recorded"

# A wake-up that is not sent by then comes too late; the sequencer looks by itself.
_SECONDS_MAX: Final = 0.1

log = structlog.get_logger(__name__)


class WakeUps:
    """Wake-ups of one process for the sequencer, one on its way at a time.

    Nobody waits for it: a slow Redis must not slow down changes. What is committed while one is on
    its way gets one more. Whatever goes wrong, the sequencer looks by itself. (Of a connection that
    was just cut, uvloop says RuntimeError.)
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._wanted = False
        self._sending: asyncio.Task[None] | None = None

    def send(self) -> None:
        """Wake the sequencer up after a commit; without it, events are found a little later."""
        self._wanted = True
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send())

    async def drain(self) -> None:
        """Wait for what is on its way, before the connection is closed."""
        if self._sending is not None:
            await self._sending

    async def _send(self) -> None:
        while self._wanted:
            self._wanted = False
            try:
                async with asyncio.timeout(_SECONDS_MAX):
                    await self._redis.publish(WAKE_UPS, b"")
            except Exception as error:
                log.warning("wake_up_failed", reason=repr(error))
