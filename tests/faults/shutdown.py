"""How long a hub takes to say goodbye to many subscribers, of whom some do not listen."""

import asyncio
from collections import Counter
from contextlib import suppress
from random import Random
from typing import Final

from tests.faults.servers import cluster
from tests.faults.subscribers import Listener
from tests.faults.trade import Acknowledged, Market, Writer

SHUTDOWN_SECONDS_MAX: Final = 5
_OPENED_AT_ONCE: Final = 50
_TRADE_SECONDS: Final = 1.0


async def shut_down(subscribers: int, stalled: int) -> tuple[float, Counter[int]]:
    """The seconds from SIGTERM to the end, and what those were told who listened.

    There is trade until the end, so that there is something to be sent.
    """
    market = Market()
    async with cluster(1, market.open) as made:
        [hub] = made.hubs
        url = f"http://127.0.0.1:{hub.port}"
        people = market.people
        listeners = [
            Listener(url, people[number % len(people)], stalled=number < stalled)
            for number in range(subscribers)
        ]
        for start in range(0, subscribers, _OPENED_AT_ONCE):
            some = listeners[start : start + _OPENED_AT_ONCE]
            await asyncio.gather(*(one.open() for one in some))
        writers = [Writer(url, sale, Acknowledged(), Random(1)) for sale in market.sales]
        writing = [asyncio.create_task(one.write(5)) for one in writers]
        try:
            await asyncio.sleep(_TRADE_SECONDS)
            seconds = await hub.stop()
            await asyncio.sleep(0.2)
        finally:
            for task in writing:
                task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*writing, return_exceptions=True)
            told = Counter(one.closed_with for one in listeners if one.closed_with is not None)
            await asyncio.gather(*(one.leave() for one in listeners))
    return seconds, told
