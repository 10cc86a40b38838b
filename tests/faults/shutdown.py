"""How long a hub takes to say goodbye to many subscribers, of whom some do not listen."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

from tests.faults.servers import HubProcess, cluster
from tests.faults.subscribers import Listener
from tests.faults.trade import Acknowledged, Market, Writer

SHUTDOWN_SECONDS_MAX: Final = 5
_OPENED_AT_ONCE: Final = 50
_CLOSED_SECONDS_MAX: Final = 2.0
_STALL_SECONDS_MAX: Final = 10.0
# Several events come meanwhile, each of which would be seen to wait if there was room for it.
_LOOK_SECONDS: Final = 0.7
_CHANGES_PER_SECOND: Final = 2


async def shut_down(subscribers: int, stalled: int) -> tuple[float, Counter[int]]:
    """The seconds from SIGTERM to the end, and what those were told who listened.

    There is trade until the end, so that there is something to be sent, and the wires of those who
    do not listen are stopped up.
    """
    market = Market()
    async with cluster(1, market.open) as made:
        [hub] = made.hubs
        people = market.people
        listeners = [
            Listener(hub, people[number % len(people)], stalled=number < stalled)
            for number in range(subscribers)
        ]
        for start in range(0, subscribers, _OPENED_AT_ONCE):
            some = listeners[start : start + _OPENED_AT_ONCE]
            await asyncio.gather(*(one.open() for one in some))
        writers = [Writer(hub.url, sale, Acknowledged(), Random(1)) for sale in market.sales]
        writing = [asyncio.create_task(one.write(_CHANGES_PER_SECOND)) for one in writers]
        closed = [asyncio.create_task(one.closed()) for one in listeners if not one.is_stalled]
        try:
            await _until_stalled(hub, [one for one in listeners if one.is_stalled])
            seconds = await hub.stop()
            await asyncio.wait(closed, timeout=_CLOSED_SECONDS_MAX)
        finally:
            for task in (*writing, *closed):
                task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*writing, *closed, return_exceptions=True)
            told = Counter(one.closed_with for one in listeners if one.closed_with is not None)
            await asyncio.gather(*(one.leave() for one in listeners))
    return seconds, told


async def _until_stalled(hub: HubProcess, listeners: Sequence[Listener]) -> None:
    """Wait until the kernel takes no more from the hub for any of them.

    Raises:
        TimeoutError: it still does.
    """
    before: dict[int, int] = {}
    async with asyncio.timeout(_STALL_SECONDS_MAX):
        while True:
            queued = _queued(hub.port)
            now = {one.port: queued.get(one.port, 0) for one in listeners}
            if now == before and all(now.values()):
                return
            before = now
            await asyncio.sleep(_LOOK_SECONDS)


def _queued(port: int) -> dict[int, int]:
    """How many bytes the kernel has for each client of a server, by the clients' ports."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {
        int(client.partition(":")[2], 16): int(queues.partition(":")[0], 16)
        for _, server, client, _, queues, *_ in rows
        if int(server.partition(":")[2], 16) == port
    }
