"""Outlasting servers that are away for a while."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from itertools import chain, repeat
from typing import Any, Final, NoReturn

import structlog

from db.outages import causes_of, is_outage
from hub.metrics import RETRIES

log = structlog.get_logger(__name__)

_PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8)
_PAUSE_SECONDS_MAX: Final = 1.0


def pauses() -> Iterator[float]:
    """Seconds to wait before each further try: few at first, and not the same for everybody."""
    for seconds in chain(_PAUSES, repeat(_PAUSE_SECONDS_MAX)):
        yield seconds * random.uniform(0.75, 1.25)  # noqa: S311  nothing secret


async def retry_forever(work: Callable[[], Awaitable[None]], name: str) -> NoReturn:
    """Do endless work, and start it again whenever it breaks off, until cancelled.

    An outage is expected, and anything else a defect; neither may end what everybody relies on.
    """
    clock = asyncio.get_running_loop().time
    tries = pauses()
    while True:
        started = clock()
        try:
            await work()
        except* Exception as failure:
            if all(any(map(is_outage, causes_of(one))) for one in failure.exceptions):
                log.warning("server_away", work=name, reason=repr(failure.exceptions[0]))
            else:
                log.exception("work_broke_off", work=name)
        if clock() - started > _PAUSE_SECONDS_MAX * 5:
            tries = pauses()
        RETRIES.labels(name).inc()
        await asyncio.sleep(next(tries))


async def cancel_tasks(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks until they are over.

    Once is not always enough: before Python 3.12 asyncio.wait_for, which the Redis client uses,
    may swallow a cancellation that comes as its wait is over. Whoever is cancelled here in turn
    is so when the tasks are over: nobody would be left to cancel them again.
    """
    running = {task for task in tasks if not task.done()}
    cancelled: asyncio.CancelledError | None = None
    while running:
        for task in running:
            task.cancel()
        try:
            await asyncio.wait(running, timeout=0.1)
        except asyncio.CancelledError as error:
            cancelled = error
        running = {task for task in running if not task.done()}
    if cancelled is not None:
        raise cancelled
