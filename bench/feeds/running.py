"""The run: each of the two in turn, on a server started anew for each part."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from math import inf, isinf
from pathlib import Path
from typing import Final

from bench.feeds.peers import HUB, PEERS, FeedPeer
from bench.feeds.subscribers import Subscribers, Subscribing, subscribers
from bench.feeds.writer import Writer, writer
from bench.measures import percentile
from bench.peers.hub import headers
from bench.processes import Server, cpu_seconds, free_port, resident_bytes, serving
from bench.world import World
from db.enums.orders import OrderEventKind
from hub.subscriptions.cohorts import DIFFERENT_MAX

PER_SECOND: Final = 200
# Beside a reader that stalls: how many others, and how many events a second.
OTHERS: Final = 10
PER_SECOND_BESIDE_SLOW: Final = 40
SLOW_SECONDS_MAX: Final = 12.0
HALF_DONE_SECONDS: Final = 3.0
END_SECONDS_MAX: Final = 15.0
# What has not come by then will not come, or too late to matter.
ARRIVAL_SECONDS_MAX: Final = 20.0

# One party with as many different subscriptions as it may have, told so many events a second.
CROWDING_SOCKETS: Final = 3
CROWDING_PER_SECOND: Final = 0.5

_CROWDING_SECONDS: Final = 12.0
_KINDS: Final = tuple(kind for kind in OrderEventKind if kind is not OrderEventKind.CONFIRMED)
_PACE_SECONDS: Final = 8.0
_BESIDE_SECONDS: Final = 4.0
_REST_SECONDS: Final = 3.0
_PROBE_SECONDS_MAX: Final = 30.0
_PROBES_MAX: Final = 2
# After that, no further event is told to a crowd.
_FAN_OUT_SECONDS_MAX: Final = 12.0
_WARM: Final = 10


@dataclass(frozen=True)
class Crowd:
    """So many sockets with so many subscriptions each; they are told so many events at most."""

    sockets: int
    operations: int
    events: int

    @property
    def subscriptions(self) -> int:
        return self.sockets * self.operations


CROWDS: Final = (Crowd(1_000, 1, 20), Crowd(5_000, 1, 8), Crowd(100, 100, 5))


@dataclass(frozen=True)
class Pace:
    """How long steady events took from commit to one client, in ms; `lost` did not come."""

    peer: str
    half_done: bool
    events: int
    lost: int
    p50: float
    p99: float


@dataclass(frozen=True)
class Slow:
    """What became of a reader that stalled, and of the others' p99 in ms, before and meanwhile.

    `cut_seconds` is None where it was not cut; `growth` is of the server's memory, in bytes; `lost`
    did not come to one of the others.
    """

    peer: str
    cut_seconds: float | None
    before: float
    meanwhile: float
    growth: int
    lost: int


@dataclass(frozen=True)
class Crowding:
    """The p99 in ms of one party's deliveries, before and while another follows its feed in so many
    different ways; `lost` did not come to the first."""

    questions: int
    before: float
    meanwhile: float
    lost: int


@dataclass(frozen=True)
class Fanned:
    """What a crowd costs: subscriptions accepted a second, bytes for each, a core's share at rest.

    One event after the other: waits from its commit in ms over all deliveries, CPU of the server
    and of the client for each delivery in µs.
    """

    peer: str
    crowd: Crowd
    accepted: float
    bytes_each: float
    rest: float
    lost: int
    p50: float
    p99: float
    cpu: float
    client_cpu: float


@dataclass(frozen=True)
class Ended:
    """How long a server took to end after SIGTERM, and how it closed its subscribers' sockets.

    One of them has stalled. `seconds` is None where it had to be killed.
    """

    peer: str
    subscribers: int
    seconds: float | None
    codes: dict[str, int]


@dataclass(frozen=True)
class Found:
    """Everything that a run found."""

    paces: Sequence[Pace]
    slow: Sequence[Slow]
    fanned: Sequence[Fanned]
    ended: Sequence[Ended]
    crowding: Sequence[Crowding]


class _Turn:
    """One peer with a server of its own, and a process that subscribes to it."""

    def __init__(
        self, world: World, peer: FeedPeer, server: Server, clients: Subscribers, steps: Writer
    ) -> None:
        self._world = world
        self._peer = peer
        self._server = server
        self._clients = clients
        self._steps = steps

    async def subscribe(
        self, group: str, *, sockets: int = 1, operations: int = 1, slow: bool = False
    ) -> float:
        """Seconds until they were accepted. When this returns, events come to each of them, or have
        not for so long that what comes later is to be counted as lost."""
        seconds = await self._clients.subscribe(
            Subscribing(
                group,
                self._server.port,
                self._peer.selecting(large=slow),
                dict(self._peer.variables(self._world)),
                dict(self._peer.greeting(self._world)),
                sockets=sockets,
                operations=operations,
                stalls=slow,
            )
        )
        each = sockets * operations
        for _ in range(_PROBES_MAX):
            event, _ = await self._steps.step(self._peer)
            came = await self._clients.arrivals(group, [event], each, _PROBE_SECONDS_MAX)
            if len(came[event]) == each:
                break
        return seconds

    async def pace(self, *, half_done: bool) -> Pace:
        holding = (
            self._steps.half_done(self._peer, HALF_DONE_SECONDS) if half_done else nullcontext()
        )
        async with holding:
            committed = await self._steps.steps(self._peer, PER_SECOND, _PACE_SECONDS)
        waits = await self._waits("one", committed)
        return Pace(
            self._peer.name,
            half_done,
            len(committed),
            _lost(waits),
            percentile(waits, 0.50) * 1000,
            percentile(waits, 0.99) * 1000,
        )

    async def slow(self) -> Slow:
        """Others beside a reader of much, which reads at first and then no more."""
        committed = await self._steps.steps(self._peer, PER_SECOND_BESIDE_SLOW, _BESIDE_SECONDS)
        before = await self._waits("others", committed, each=OTHERS)
        memory = resident_bytes(self._server.pid)
        await self._clients.stall("slow")
        committed = await self._steps.steps(self._peer, PER_SECOND_BESIDE_SLOW, SLOW_SECONDS_MAX)
        cut_seconds = await self._clients.cut_after("slow", 0)
        meanwhile = await self._waits("others", committed, each=OTHERS)
        return Slow(
            self._peer.name,
            cut_seconds,
            percentile(before, 0.99) * 1000,
            percentile(meanwhile, 0.99) * 1000,
            resident_bytes(self._server.pid) - memory,
            _lost([*before, *meanwhile]),
        )

    async def crowd_out(self) -> Crowding:
        """One party with a few subscriptions, while another, which has many, is told of steps too.

        Only the hub knows parties, and can be asked for some kinds of events.
        """
        world = self._world
        few = Subscribing(
            "few",
            self._server.port,
            self._peer.selecting(),
            greeting=dict(headers(world, world.buyer_email)),
            sockets=OTHERS,
        )
        many = Subscribing(
            "many",
            self._server.port,
            self._peer.selecting().replace(
                "subscription { orderEvents",
                "subscription ($kinds: [OrderEventKind!]) { orderEvents(kinds: $kinds)",
            ),
            greeting=dict(headers(world)),
            sockets=CROWDING_SOCKETS,
            operations=DIFFERENT_MAX // CROWDING_SOCKETS,
            choices=_KINDS,
            always="CONFIRMED",
        )
        await self._clients.subscribe(few)
        await asyncio.sleep(_REST_SECONDS)
        before = await self._waits_of_few()
        await self._clients.subscribe(many)
        await asyncio.sleep(_REST_SECONDS)
        meanwhile = await self._waits_of_few()
        return Crowding(
            many.sockets * many.operations,
            percentile(before, 0.99) * 1000,
            percentile(meanwhile, 0.99) * 1000,
            _lost([*before, *meanwhile]),
        )

    async def _waits_of_few(self) -> list[float]:
        committed, _ = await asyncio.gather(
            self._steps.steps(
                self._peer, PER_SECOND_BESIDE_SLOW, _CROWDING_SECONDS, self._world.buyer_id
            ),
            self._steps.steps(self._peer, CROWDING_PER_SECOND, _CROWDING_SECONDS),
        )
        return await self._waits("few", committed, each=OTHERS)

    async def fan_out(self, crowd: Crowd) -> Fanned:
        memory = resident_bytes(self._server.pid)
        seconds = await self.subscribe("crowd", sockets=crowd.sockets, operations=crowd.operations)
        memory = resident_bytes(self._server.pid) - memory
        resting = self._cpu()
        await asyncio.sleep(_REST_SECONDS)
        rest = (self._cpu()[0] - resting[0]) / _REST_SECONDS

        waits, told, before = list[float](), 0, self._cpu()
        enough = time.monotonic() + _FAN_OUT_SECONDS_MAX
        while told < crowd.events and time.monotonic() < enough:
            event = dict([await self._steps.step(self._peer)])
            waits += await self._waits("crowd", event, each=crowd.subscriptions)
            told += 1
        lost = _lost(waits)
        server, client = (
            (end - start) / max(1, len(waits) - lost) * 1e6
            for start, end in zip(before, self._cpu(), strict=True)
        )
        return Fanned(
            self._peer.name,
            crowd,
            accepted=crowd.subscriptions / seconds,
            bytes_each=memory / crowd.subscriptions,
            rest=rest,
            lost=lost,
            p50=percentile(waits, 0.50) * 1000,
            p99=percentile(waits, 0.99) * 1000,
            cpu=server,
            client_cpu=client,
        )

    async def end(self, crowd: Crowd) -> Ended:
        await self._clients.stall("slow")
        await self._steps.steps(self._peer, 50, 1)
        os.kill(self._server.pid, signal.SIGTERM)
        started = time.monotonic()
        while (seconds := time.monotonic() - started) < END_SECONDS_MAX:
            if self._server.has_ended:
                break
            await asyncio.sleep(0.02)
        codes = await self._clients.closed("crowd", 0.5)
        return Ended(
            self._peer.name,
            crowd.subscriptions,
            seconds if seconds < END_SECONDS_MAX else None,
            codes,
        )

    async def _waits(self, group: str, committed: dict[str, float], each: int = 1) -> list[float]:
        """How long the events took to each subscription, in seconds; without end if they did not
        come."""
        arrived = await self._clients.arrivals(group, list(committed), each, ARRIVAL_SECONDS_MAX)
        waits = []
        for event, arrivals in arrived.items():
            waits += [arrival - committed[event] for arrival in arrivals]
            waits += [inf] * (each - len(arrivals))
        return waits

    def _cpu(self) -> tuple[float, float]:
        return cpu_seconds(self._server.pid), cpu_seconds(self._clients.pid)


def _lost(waits: Sequence[float]) -> int:
    return sum(map(isinf, waits))


class Bench:
    """Both peers on one world."""

    def __init__(self, world: World, folder: Path) -> None:
        self._world = world
        self._folder = folder

    async def run(self) -> AsyncIterator[Pace | Slow | Fanned | Ended | Crowding]:
        """What is found, part by part; in each the peers take turns."""
        async with writer(self._world) as steps:
            for peer in PEERS.values():
                async with self._turn(peer, steps) as turn:
                    await turn.subscribe("one")
                    for half_done in (False, True):
                        yield await turn.pace(half_done=half_done)
            for peer in PEERS.values():
                async with self._turn(peer, steps) as turn:
                    await turn.subscribe("others", sockets=OTHERS)
                    await turn.subscribe("slow", slow=True)
                    yield await turn.slow()
            async with self._turn(PEERS[HUB], steps) as turn:
                yield await turn.crowd_out()
            for crowd in CROWDS:
                for peer in PEERS.values():
                    async with self._turn(peer, steps) as turn:
                        await turn.subscribe("warm", sockets=_WARM)
                        yield await turn.fan_out(crowd)
                        if crowd is CROWDS[0]:
                            await turn.subscribe("slow", slow=True)
                            yield await turn.end(crowd)

    @asynccontextmanager
    async def _turn(self, peer: FeedPeer, steps: Writer) -> AsyncIterator[_Turn]:
        async with subscribers() as clients:
            with self._serving(peer) as server:
                yield _Turn(self._world, peer, server, clients, steps)

    @contextmanager
    def _serving(self, peer: FeedPeer) -> Iterator[Server]:
        port = free_port()
        command, environment = peer.command(self._world, port)
        with serving(command, environment, port, self._folder / f"{peer.name}.log") as server:
            yield server


def found(parts: Sequence[Pace | Slow | Fanned | Ended | Crowding]) -> Found:
    """The parts of a run by their kinds."""
    return Found(
        [part for part in parts if isinstance(part, Pace)],
        [part for part in parts if isinstance(part, Slow)],
        [part for part in parts if isinstance(part, Fanned)],
        [part for part in parts if isinstance(part, Ended)],
        [part for part in parts if isinstance(part, Crowding)],
    )
