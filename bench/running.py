"""The run: every peer's server, its answers checked, then load in rounds, then the hub alone."""

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from rich.progress import Progress

from bench.beyond import CASES, FOUR_STATEMENTS_WEIGHT
from bench.load import NUMBER, Job, loaded
from bench.measures import HUB, Measure, Measures, difference, objects, percentile
from bench.peers import PEERS, Peer
from bench.peers import hub as hub_peer
from bench.processes import Server, cpu_seconds, free_port, resident_bytes, serving
from bench.queries import QUERIES
from bench.world import World

# Under how many connections each query is measured.
CONNECTIONS: Final[Mapping[str, Sequence[int]]] = {"Q1": (1, 8, 32), "Q2": (1, 8, 32), "Q3": (1, 8)}

_WARM_UP_SECONDS: Final = 2
# Before each measurement: a server that was paused has cold caches and stale timers.
_AWAKE_SECONDS: Final = 0.2
_BEYOND_CONNECTIONS: Final = 8
_PAGES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class DifferentAnswer(Exception):
    """A peer answers other than the hub; measuring it would compare nothing."""


@dataclass(frozen=True)
class Grown:
    """What the hub's answer of some orders holds, and costs in ms of CPU."""

    orders: int
    objects: int
    server: float
    postgres: float


@dataclass(frozen=True)
class Unknown:
    """A query of the hub's that it knows, and the same when every text is new: ms of CPU."""

    query: str
    known: Measure
    new: Measure

    @property
    def extra(self) -> float:
        return self.new.together - self.known.together


@dataclass(frozen=True)
class Beyond:
    """What of an operation SQL cannot say, and what it costs beside Q2, each in ms of CPU."""

    what: str
    plain: Measure
    own: Measure

    @property
    def ratio(self) -> float:
        return self.own.server / self.plain.server


@dataclass(frozen=True)
class Found:
    """Everything that a run found. `memory` is in bytes; `workers` are two against one."""

    measures: Measures
    memory: Mapping[str, int]
    growth: Sequence[Grown]
    unknown: Sequence[Unknown]
    workers: Sequence[tuple[Measure, Measure]]
    beyond: Sequence[Beyond]


class Bench:
    """The servers of a run on one world, all started, all paused but the one that is measured."""

    def __init__(self, world: World, folder: Path, seconds: float) -> None:
        self._world = world
        self._folder = folder
        self._seconds = seconds
        self._servers: dict[str, Server] = {}
        self._answers: dict[tuple[str, str], str] = {}

    @contextmanager
    def started(self, names: Sequence[str], progress: Progress) -> Iterator[None]:
        """Every server up, warm, and known to answer as the hub does.

        Raises:
            DifferentAnswer: one does not.
        """
        expected: dict[str, Any] = {}
        with ExitStack() as stack:
            for name in progress.track(names, description="Starting, comparing, warming up"):
                peer = PEERS[name]
                self._servers[name] = server = stack.enter_context(self._serving(peer))
                for query in QUERIES:
                    outcome = loaded(
                        replace(self._job(peer, server, query), connections=1, requests_max=1)
                    )
                    data = self._data(peer, query, outcome.answer)
                    told = difference(expected.setdefault(query, data), data)
                    if told:
                        raise DifferentAnswer(f"{peer.title}, {query}: {told}.")
                    self._answers[name, query] = outcome.answer
                    connections = max(CONNECTIONS[query])
                    job = replace(self._job(peer, server, query), connections=connections)
                    loaded(replace(job, seconds=_WARM_UP_SECONDS))
                server.pause()
            yield

    def rounds(self, names: Sequence[str], rounds: int, progress: Progress) -> Measures:
        """In each round, for each query and number of connections, all take turns, shuffled."""
        turns = [
            (number, query, connections, name)
            for number in range(rounds)
            for query, several in CONNECTIONS.items()
            for connections in several
            for name in random.sample(names, len(names))
        ]
        measures = []
        for number, query, connections, name in progress.track(turns, description="Rounds"):
            with self._awake(name) as server:
                job = self._job(PEERS[name], server, query)
                loaded(replace(job, seconds=_AWAKE_SECONDS))
                measure, answer = self._measured(
                    replace(job, connections=connections), server, name, query, number
                )
            if answer != self._answers[name, query]:
                raise DifferentAnswer(f"{PEERS[name].title}, {query}: not the answer as before.")
            measures.append(measure)
        return Measures(measures)

    def memory(self) -> Mapping[str, int]:
        return {name: resident_bytes(server.pid) for name, server in self._servers.items()}

    def growth(self, progress: Progress) -> Sequence[Grown]:
        """What the hub's CPU is for more and more of the same orders, asked one at a time."""
        hub, grown = PEERS[HUB], []
        with self._awake(HUB) as server:
            for first in progress.track(_PAGES, description="Growth"):
                body = json.dumps(hub.asked("Q2", self._world, first))
                job = replace(self._job(hub, server, "Q2"), body=body)
                loaded(replace(job, seconds=_AWAKE_SECONDS))
                measure, answer = self._measured(job, server, HUB, "Q2", 0)
                count = objects(json.loads(answer)["data"])
                grown.append(Grown(first, count, measure.server, measure.postgres))
        return grown

    def unknown(self, progress: Progress) -> Sequence[Unknown]:
        """What the hub's CPU is where every request brings a text that it has never seen."""
        hub, found = PEERS[HUB], []
        with self._awake(HUB) as server:
            for query, field in progress.track(
                [("Q1", "order("), ("Q2", "orders(")], description="New texts"
            ):
                known = self._job(hub, server, query)
                aliased = QUERIES[query].replace(field, f"{NUMBER}: {field}", 1)
                body = json.dumps(hub.asked(query, self._world) | {"query": aliased})
                new = replace(known, body=body)
                loaded(replace(known, seconds=_AWAKE_SECONDS))
                both = [self._measured(job, server, HUB, query, 0)[0] for job in (known, new)]
                found.append(Unknown(query, *both))
        return found

    def workers(self, progress: Progress) -> Sequence[tuple[Measure, Measure]]:
        """The hub with one process and with two, under 32 connections."""
        two = replace(
            PEERS[HUB],
            command=lambda world, port: (
                hub_peer.COMMAND,
                hub_peer.environment(world, port, workers=2),
            ),
        )
        found = []
        with self._serving(two) as of_two:
            for query in progress.track(("Q1", "Q2"), description="Two workers"):
                measures = []
                for peer, server in ((PEERS[HUB], self._servers[HUB]), (two, of_two)):
                    server.resume()
                    job = replace(self._job(peer, server, query), connections=32)
                    loaded(replace(job, seconds=_WARM_UP_SECONDS))
                    measures.append(self._measured(job, server, HUB, query, 0)[0])
                    server.pause()
                found.append((measures[0], measures[1]))
        return found

    def beyond(self, progress: Progress) -> Sequence[Beyond]:
        """The hub's CPU for what SQL cannot say whole, each beside Q2 asked just before.

        Raises:
            DifferentAnswer: an answer has errors.
        """
        hub, found = PEERS[HUB], []
        orders = json.loads(self._answers[HUB, "Q2"])["data"]["orders"]["nodes"]
        variables = hub.asked("Q2", self._world)["variables"]
        with self._awake(HUB) as plain, ExitStack() as stack:
            mixed = {
                cut: stack.enter_context(self._serving(_mixed(cut=cut))) for cut in (False, True)
            }
            for case in progress.track(CASES, description="Beyond SQL"):
                asked = case.asked(variables, [order["id"] for order in orders])
                own, measures = mixed[case.cut], []
                known = replace(self._job(hub, plain, "Q2"), connections=_BEYOND_CONNECTIONS)
                for job, server in (
                    (known, plain),
                    (replace(known, port=own.port, body=json.dumps(asked)), own),
                ):
                    loaded(replace(job, seconds=_WARM_UP_SECONDS))
                    measure, answer = self._measured(job, server, HUB, "Q2", 0)
                    self._data(hub, "Q2", answer)
                    measures.append(measure)
                found.append(Beyond(case.what, *measures))
        return found

    @contextmanager
    def _awake(self, name: str) -> Iterator[Server]:
        server = self._servers[name]
        server.resume()
        try:
            yield server
        finally:
            server.pause()

    @contextmanager
    def _serving(self, peer: Peer) -> Iterator[Server]:
        port = free_port()
        command, environment = peer.command(self._world, port)
        with serving(command, environment, port, self._folder / f"{peer.name}.log") as server:
            yield server

    def _job(self, peer: Peer, server: Server, query: str) -> Job:
        return Job(
            server.port,
            "/graphql",
            json.dumps(peer.asked(query, self._world)),
            dict(peer.headers(self._world)),
            seconds=self._seconds,
        )

    def _data(self, peer: Peer, query: str, answer: str) -> Any:
        read = json.loads(answer)
        if read.get("errors") or "data" not in read:
            raise DifferentAnswer(f"{peer.title}, {query}: {answer[:500]}")
        return _comparable(peer.normalised(query, read["data"]))

    def _measured(
        self, job: Job, server: Server, name: str, query: str, number: int
    ) -> tuple[Measure, str]:
        before = cpu_seconds(server.pid), cpu_seconds(self._world.postmaster)
        outcome = loaded(job)
        after = cpu_seconds(server.pid), cpu_seconds(self._world.postmaster)
        own, postgres = (
            (end - start) / outcome.count * 1000 for start, end in zip(before, after, strict=True)
        )
        measure = Measure(
            round=number,
            peer=name,
            query=query,
            connections=job.connections,
            requests=outcome.count,
            server=own,
            postgres=postgres,
            per_second=outcome.count / outcome.seconds,
            p50=percentile(outcome.waits, 0.50) * 1000,
            p99=percentile(outcome.waits, 0.99) * 1000,
        )
        return measure, outcome.answer


def _mixed(*, cut: bool) -> Peer:
    """The hub with what SQL cannot say, which cuts its statements if asked to."""
    weight = [str(FOUR_STATEMENTS_WEIGHT)] if cut else []
    return replace(
        PEERS[HUB],
        name="cut" if cut else "mixed",
        command=lambda world, port: (
            [sys.executable, "-m", "bench.peers.mixed", *weight],
            hub_peer.environment(world, port),
        ),
    )


def _comparable(value: Any) -> Any:
    """The value with its instants as such: the same one can be written in several ways."""
    if isinstance(value, dict):
        return {
            key: datetime.fromisoformat(part) if key == "placedAt" and part else _comparable(part)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_comparable(part) for part in value]
    return value
