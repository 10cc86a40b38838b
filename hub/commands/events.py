"""Telling the parties concerned: events are recorded with the change they tell of."""

import asyncio
from collections.abc import Iterable
from typing import Final
from uuid import UUID

import structlog

from db.enums import EventKind
from db.tables import Event
from hub.context import Hub, Request

# Where a process says that it has just committed events; the sequencer listens.
HINTS: Final = "hub:recorded"

# A hint that is not sent by then is worth less than the wait; the sequencer looks by itself.
_HINT_SECONDS_MAX: Final = 0.1

log = structlog.get_logger(__name__)


async def record(
    request: Request,
    kind: EventKind,
    fact_id: UUID,
    *,
    aggregate_id: UUID,
    version: int,
    audience: Iterable[UUID],
) -> None:
    """Tell the audience of a fact, if and when the change it belongs to is committed.

    The aggregate's row must be locked: that makes event ids grow with its versions.
    """
    parties = list(dict.fromkeys(audience))
    event = Event(
        kind=kind,
        fact_id=fact_id,
        aggregate_id=aggregate_id,
        version=version,
        audience=parties,
        recorded_at=request.now,
    )
    request.session.add(event)


async def hint(hub: Hub) -> None:
    """Wake the sequencer up after a commit; without it, events are found a little later.

    Whatever goes wrong, the change is made and its answer must say so. (Of a connection that was
    just cut, uvloop says RuntimeError.)
    """
    try:
        async with asyncio.timeout(_HINT_SECONDS_MAX):
            await hub.redis.publish(HINTS, b"")
    except Exception as error:
        log.warning("hint_failed", reason=repr(error))
