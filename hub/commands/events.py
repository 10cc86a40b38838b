"""Telling the parties concerned: events are recorded with the change they tell of."""

import asyncio
from datetime import datetime
from typing import Any, Final
from weakref import WeakKeyDictionary

import structlog
from redis.asyncio import Redis

from db.feeds import PUBLIC_FEED
from db.tables.events import Event
from db.types import new_id
from hub.context import Hub, Request
from hub.ledgers import Ledger

# Where a process says that it has just committed events; the sequencer listens.
HINTS: Final = "hub:recorded"

# A hint that is not sent by then comes too late; the sequencer looks by itself.
_HINT_SECONDS_MAX: Final = 0.1

log = structlog.get_logger(__name__)


async def record_step(
    request: Request, ledger: Ledger, aggregate: Any, *, at: datetime | None = None, **what: Any
) -> Any:
    """Take a locked row to its next version, write what happened into its ledger, and tell it.

    The audience hears of it if and when the change is committed. The lock makes the ids of events
    grow with the row's versions. `what` are the columns that the ledger's facts have beside those
    of all; it happened `at` that time, or now.

    Returns:
        The fact.
    """
    aggregate.version += 1
    fact = ledger.facts.model(
        id=new_id(),
        version=aggregate.version,
        occurred_at=request.now if at is None else at,
        **{ledger.aggregate_key: aggregate.id},
        **what,
    )
    audience = dict.fromkeys(await ledger.audience(request.session, aggregate, fact))
    if PUBLIC_FEED in audience and not (ledger.is_public and len(audience) == 1):
        raise ValueError("what everybody is told, nobody is told a second time")
    event = Event(
        kind=ledger.kind,
        fact_id=fact.id,
        aggregate_id=aggregate.id,
        version=aggregate.version,
        audience=list(audience),
        recorded_at=request.now,
    )
    request.session.add_all((fact, event))
    return fact


class _Hints:
    """Hints to the sequencer, one on its way at a time.

    Nobody waits for it: a slow Redis must not slow down changes. What is committed while one is on
    its way gets one more. Whatever goes wrong, the sequencer looks by itself. (Of a connection that
    was just cut, uvloop says RuntimeError.)
    """

    def __init__(self) -> None:
        self._wanted = False
        self._giving: asyncio.Task[None] | None = None

    def give(self, redis: Redis) -> None:
        self._wanted = True
        if self._giving is None or self._giving.done():
            self._giving = asyncio.create_task(self._give(redis))

    async def given(self) -> None:
        if self._giving is not None:
            await self._giving

    async def _give(self, redis: Redis) -> None:
        while self._wanted:
            self._wanted = False
            try:
                async with asyncio.timeout(_HINT_SECONDS_MAX):
                    await redis.publish(HINTS, b"")
            except Exception as error:
                log.warning("hint_failed", reason=repr(error))


_HINTS: Final[WeakKeyDictionary[Redis, _Hints]] = WeakKeyDictionary()


def hint(hub: Hub) -> None:
    """Wake the sequencer up after a commit; without it, events are found a little later."""
    _HINTS.setdefault(hub.redis, _Hints()).give(hub.redis)


async def hints_given(hub: Hub) -> None:
    """Wait for what is on its way, before the connection is closed."""
    if hub.redis in _HINTS:
        await _HINTS[hub.redis].given()
