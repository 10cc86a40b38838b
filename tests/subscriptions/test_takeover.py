"""Whoever leads and is killed, or stands still, is replaced, and loses nothing."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from db.queries import events as queries
from embedded import Servers
from hub.context import Hub
from tests.partners import Partners, sequencing, until
from tests.preloaded import Popen

_LEAD = """
import asyncio, sys
from redis.asyncio import Redis
from hub.subscriptions.sequencer import Sequencer

async def lead(database_url, redis_url):
    await Sequencer(database_url, Redis.from_url(redis_url)).run()

asyncio.run(lead(*sys.argv[1:]))
"""


@contextmanager
def _a_process(database_url: str, servers: Servers) -> Iterator[subprocess.Popen[bytes]]:
    """A process that sequences and does nothing else."""
    command = [sys.executable, "-c", _LEAD, database_url, servers.redis_url]
    with Popen(command, stdout=subprocess.DEVNULL) as process:
        yield process
        process.kill()


# One that is killed is replaced at the next look; one that stands still, or whose machine is gone
# without a word, once PostgreSQL has waited for it for three seconds.
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "still"])
async def test_whoever_leads_is_replaced_when_it_is(
    *,
    how: signal.Signals,
    hub: Hub,
    partners: Partners,
    database_url: str,
    servers: Servers,
) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())

    async def somebody_leads() -> bool:
        return await queries.leader(hub.database) is not None

    with _a_process(database_url, servers) as process:
        await until(somebody_leads)
        async with sequencing(database_url, hub.redis) as successor:
            steps = [await partners.step(order, party)]
            await asyncio.sleep(0.1)
            assert not successor.leads

            process.send_signal(how)
            steps.append(await partners.step(order, party))
            feed = list(enumerate(steps, start=1))

            async def has_told_all() -> bool:
                return await partners.feed(party) == feed

            await until(has_told_all)

            # The one that stood still goes on, and finds that it leads no longer.
            process.send_signal(signal.SIGCONT)
            steps.append(await partners.step(order, party))
            feed = list(enumerate(steps, start=1))
            await until(has_told_all)
            assert successor.leads
