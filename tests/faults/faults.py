"""What can go wrong around the hub: each is done, lasts a while, and is over."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final, TypeAlias

from redis.asyncio import Redis
from sqlalchemy.exc import DBAPIError

from db.outages import OUTAGES
from tests.faults.proxy import Proxy, tcp
from tests.faults.servers import Cluster, HubProcess
from tests.faults.subscribers import SlowReader
from tests.faults.trade import Acknowledged, Market, Writer, hold

_HELD_SECONDS: Final = 3.0
_HOLD_TRIES: Final = 10
_AWAY: Final[tuple[type[Exception], ...]] = (*OUTAGES, DBAPIError)
_LEADER_SECONDS_MAX: Final = 30.0
# A hub lets go of who reads nothing after five seconds, and of who takes no farewell after eight.
_HEARD_SECONDS_MAX: Final = 20.0
_CUT_SECONDS_MAX: Final = 15.0
_FAREWELL_SECONDS: Final = 4.0
_TOO_SLOW: Final = 'hub_closed_total{reason="too_slow"}'
_KILL_BACKEND: Final = """
SELECT pid FROM pg_stat_activity
WHERE backend_type = 'client backend' AND application_name LIKE 'hub %' ORDER BY random() LIMIT 1
"""


@dataclass
class Stage:
    """What faults happen to. `unit` is the seconds that those last which may take any time."""

    cluster: Cluster
    market: Market
    acknowledged: Acknowledged
    chance: Random
    unit: float
    slow_reader: SlowReader | None = None
    writers: Sequence[Writer] = ()
    shutdown_seconds: list[float] = field(default_factory=list)
    # What should have happened and did not: sentences.
    defects: list[str] = field(default_factory=list)

    @property
    def hub(self) -> HubProcess:
        """Any hub."""
        return self.chance.choice(self.cluster.hubs)

    async def lasting(self, units: float = 1.0) -> None:
        await asyncio.sleep(units * self.unit)


Fault: TypeAlias = Callable[[Stage], Awaitable[None]]


async def _kill_hub(stage: Stage) -> None:
    hub = stage.hub
    hub.kill()
    await stage.lasting(0.5)
    await hub.start()


async def _kill_leader(stage: Stage) -> None:
    async with asyncio.timeout(_LEADER_SECONDS_MAX):
        while (leader := await stage.cluster.leader()) is None:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    leader.kill()
    await stage.lasting(0.5)
    await leader.start()


async def _kill_worker(stage: Stage) -> None:
    worker = stage.cluster.worker
    worker.kill()
    await stage.lasting(0.5)
    await worker.start()


async def _kill_valkey(stage: Stage) -> None:
    stage.cluster.valkey.kill()
    await stage.lasting()
    await stage.cluster.valkey.start()


async def _flush_valkey(stage: Stage) -> None:
    """Everything in it is gone, and nobody is connected any more."""
    async with Redis.from_url(stage.cluster.redis_url) as redis:
        await redis.flushall()
        await redis.client_kill_filter(_type="pubsub")
    await stage.lasting(0.5)


async def _kill_postgres(stage: Stage) -> None:
    stage.cluster.postgres.kill()
    await stage.lasting(0.5)
    await stage.cluster.postgres.start()


async def _kill_backend(stage: Stage) -> None:
    """One process of PostgreSQL that dies takes all others along; PostgreSQL starts them anew."""
    postgres = stage.cluster.postgres
    if pid := await stage.cluster.ask(_KILL_BACKEND):
        with suppress(ProcessLookupError, FileNotFoundError):
            postgres.kill_child(pid)
    await stage.lasting(0.5)
    await postgres.start()


async def _cut_clients(stage: Stage) -> None:
    stage.cluster.front.cut()
    await stage.lasting(0.3)


async def _forget_clients(stage: Stage) -> None:
    stage.cluster.front.forget()
    await stage.lasting()


async def _stall_clients(stage: Stage) -> None:
    await _stalled(stage, stage.cluster.front)


async def _cut_valkey(stage: Stage) -> None:
    stage.hub.valkey.cut()
    await stage.lasting(0.5)


async def _forget_valkey(stage: Stage) -> None:
    stage.hub.valkey.forget()
    await stage.lasting()


async def _stall_valkey(stage: Stage) -> None:
    await _stalled(stage, stage.hub.valkey)


async def _cut_postgres(stage: Stage) -> None:
    stage.hub.postgres.cut()
    await stage.lasting(0.5)


async def _forget_postgres(stage: Stage) -> None:
    stage.hub.postgres.forget()
    await stage.lasting()


async def _slow_postgres(stage: Stage) -> None:
    network = stage.hub.postgres
    network.slow_down(0.03)
    await stage.lasting()
    network.flow()


async def _stalled(stage: Stage, network: Proxy) -> None:
    network.stall()
    await stage.lasting()
    network.flow()


async def _pause_reader(stage: Stage) -> None:
    """It is cut off, and comes back: with the hub's farewell, or later than that waits for it."""
    reader = stage.slow_reader
    assert reader is not None
    heard = reader.heard
    try:
        async with asyncio.timeout(_HEARD_SECONDS_MAX):
            while reader.heard == heard:  # noqa: ASYNC110  a task of its own hears
                await asyncio.sleep(0.05)
        before = await reader.hub.metric(_TOO_SLOW)
        reader.pause()
        async with asyncio.timeout(_CUT_SECONDS_MAX):
            while await reader.hub.metric(_TOO_SLOW) == before:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        await asyncio.sleep(stage.chance.choice((0.0, _FAREWELL_SECONDS)))
    except TimeoutError:
        stage.defects.append("a reader that paused was not cut off, or heard nothing before")
    finally:
        reader.resume()


async def _hold_transaction(stage: Stage) -> None:
    """A change that is recorded early and committed late, behind many that began after it."""
    cluster = stage.cluster
    for tries_left in reversed(range(_HOLD_TRIES)):
        try:
            await hold(
                stage.market,
                cluster.database_url,
                cluster.redis_url,
                stage.acknowledged,
                _HELD_SECONDS,
            )
        except _AWAY:
            if not tries_left:
                raise
            await asyncio.sleep(0.5)
        else:
            return


async def _restart_rolling(stage: Stage) -> None:
    """What operators do to every hub, one after the other."""
    for hub in stage.cluster.hubs:
        stage.shutdown_seconds.append(await hub.stop())
        await hub.start()


async def _move_clients(stage: Stage) -> None:
    """All of them to one hub, then to the other."""
    front = stage.cluster.front
    for hub in stage.cluster.hubs:
        front.lead_to(tcp(hub.port))
        front.cut()
        await stage.lasting(0.5)
    front.lead_to(None)


# By what reports call them.
FAULTS: Final[Mapping[str, Fault]] = {
    "PostgreSQL forgotten by a hub's network": _forget_postgres,
    "Valkey forgotten by a hub's network": _forget_valkey,
    "clients forgotten by the network": _forget_clients,
    "hub killed": _kill_hub,
    "leading hub killed": _kill_leader,
    "worker killed": _kill_worker,
    "Valkey killed": _kill_valkey,
    "Valkey flushed": _flush_valkey,
    "PostgreSQL killed": _kill_postgres,
    "process of PostgreSQL killed": _kill_backend,
    "clients cut off": _cut_clients,
    "clients' network stands still": _stall_clients,
    "clients moved to another hub": _move_clients,
    "Valkey cut off from a hub": _cut_valkey,
    "Valkey's network stands still": _stall_valkey,
    "PostgreSQL cut off from a hub": _cut_postgres,
    "PostgreSQL's network is slow": _slow_postgres,
    "reader paused": _pause_reader,
    "transaction of 3 s": _hold_transaction,
    "hubs restarted in turn": _restart_rolling,
}


def schedule(seed: int, each: int) -> Iterator[str]:
    """Every fault so many times, in an order of the seed's."""
    names = [*FAULTS] * each
    Random(seed).shuffle(names)
    yield from names
