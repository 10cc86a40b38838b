"""Many random operations, each answered by both executors, which must say the same.

    python -m tests.execution.soak [--operations N] [--processes N] [--seed N]

They are asked of demo worlds on an embedded PostgreSQL of its own: queries of a whole world and of
one with holes in it, then changes, then the events that tell of them. A tenth as many are made to
keep the loop busy (`tests.execution.hostile`), and none may keep it for longer than 100 ms.

An operation that is answered in two ways is cut down to what it takes and written into the corpus,
where tests ask it from then on. The same seed asks the same operations.
"""

import argparse
import asyncio
import logging
import multiprocessing
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty
from tempfile import TemporaryDirectory
from typing import Any, Final

import asyncpg
import structlog
from redis.asyncio import Redis
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

import demo
from bench.world import sequence_all
from db.migrate import migrate
from db.session import open_database
from embedded import Servers, embedded_servers
from hub.garbage import frozen_survivors
from hub.process import make_hub
from hub.schema import schema
from hub.settings import Environment, Settings
from hub.work.jobs.review_alerts import look
from tests.conftest import NOW
from tests.execution.hostile import PAUSE_MAX, Hostile, Pauses
from tests.execution.operations import Operation, Operations
from tests.execution.parity import CORPUS, Parity, Tally, keep, shrunk
from tests.execution.sample import sampled
from tests.execution.torn import tear

# Of each kind of operation, its share of all.
SHARES: Final = {"queries": 0.8, "queries with holes": 0.12, "changes": 0.06, "events": 0.02}
# Kinds do not ask the same, unless it is very much.
SEEDS_APART: Final = 10_000_000
# One to so many others is hostile.
HOSTILE_SHARE: Final = 0.1
KEPT_MAX: Final = 10
DIFFERENCES_MAX: Final = 200


@dataclass(frozen=True)
class Share:
    """What one process does: so many operations, from every so-manieth seed."""

    servers: Servers
    number: int
    processes: int
    seed: int
    operations: int

    def seeds(self, start: int) -> Iterator[int]:
        at = self.seed + start + self.number
        while True:
            yield at
            at += self.processes


def main(arguments: Sequence[str] | None = None) -> None:
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        prog="python -m tests.execution.soak", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--operations", type=int, default=20_000, help="how many (20,000)")
    parser.add_argument("--processes", type=int, default=2, help="at the same time (2)")
    parser.add_argument("--seed", type=int, default=0, help="the first one (0)")
    options = parser.parse_args(arguments)
    console = Console()
    with (
        TemporaryDirectory(prefix="hub-soak-") as folder,
        embedded_servers(Path(folder), durable=False) as servers,
    ):
        with console.status("Making the worlds"):
            asyncio.run(_make_worlds(servers.database_url, options.processes))
        started = time.perf_counter()
        tally, pauses = _soaked(console, servers, options)
        seconds = time.perf_counter() - started
    console.print(_told(tally, seconds))
    console.print(_told_of_pauses(pauses))
    for family, asked in pauses.culprits.items():
        console.print(f"{family}, {asked}", markup=False, highlight=False)
    if tally.differing or tally.run < options.operations or pauses.culprits:
        sys.exit(1)


def _soaked(
    console: Console, servers: Servers, options: argparse.Namespace
) -> tuple[Tally, Pauses]:
    """Let the processes work, and sum up what they count."""
    context = multiprocessing.get_context("spawn")
    said: Queue[Any] = context.Queue()
    each = -(-options.operations // options.processes)
    workers = [
        context.Process(
            target=_work,
            args=(Share(servers, n, options.processes, options.seed, each), said),
            daemon=True,
        )
        for n in range(options.processes)
    ]
    for worker in workers:
        worker.start()
    tally, pauses, left = Tally(), Pauses(), len(workers)
    columns = (TextColumn("Operations"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=console) as progress:
        task = progress.add_task("", total=each * len(workers))
        while left:
            try:
                match said.get(timeout=1):
                    case int(done):
                        progress.advance(task, done)
                    case str(found):
                        console.print(found, markup=False, highlight=False)
                    case Pauses() as found:
                        pauses.add(found)
                    case Tally() as one:
                        tally.add(one)
                        left -= 1
            except Empty:
                if any(worker.exitcode for worker in workers):
                    console.print("A process died; see above.")
                    break
            speed = progress.tasks[0].speed
            progress.update(task, description=f"{speed:.0f}/s" if speed else "")
    return tally, pauses


def _told(tally: Tally, seconds: float) -> Table:
    table = Table(title="Both executors, compared", show_header=False)
    for name, count in (
        ("operations run by both", tally.run),
        ("… answered from plans alone", tally.planned),
        ("… with errors in the answer", tally.with_errors),
        ("refused before they ran, by both", tally.not_run),
        ("answered differently", tally.differing),
    ):
        table.add_row(name, f"{count:,}")
    table.add_section()
    for reason, count in tally.fallbacks.most_common():
        table.add_row(f"left to fields: {reason}", f"{count:,}")
    table.add_section()
    for code, count in tally.codes.most_common():
        table.add_row(f"errors {code}", f"{count:,}")
    table.add_section()
    table.add_row("seconds", f"{seconds:.0f}")
    table.add_row("operations a second", f"{tally.run / seconds:.0f}")
    return table


def _told_of_pauses(pauses: Pauses) -> Table:
    table = Table("family", "asked", "longest pause", title="What keeps the loop busy, in CPU time")
    for family, pause in sorted(pauses.longest.items(), key=lambda of: -of[1]):
        colour = "red" if pause > PAUSE_MAX else ""
        table.add_row(family, f"{pauses.asked[family]:,}", f"{1000 * pause:.0f} ms", style=colour)
    return table


# Worlds


async def _make_worlds(url: str, processes: int) -> None:
    """For every process a world of its own, for it makes changes, and one with holes."""
    await migrate(url)
    connection = await asyncpg.connect(url)
    await demo.load(connection, now=NOW)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
    # A database is copied while nobody is connected to it.
    admin = await asyncpg.connect(_named(url, "postgres"))
    for name in ("torn", *(f"world_{n}" for n in range(processes))):
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE hub STRATEGY FILE_COPY")
    await admin.close()
    await tear(_named(url, "torn"))


def _named(url: str, database: str) -> str:
    return url.replace("/hub?", f"/{database}?", 1)


# Within a process


def _work(share: Share, said: "Queue[Any]") -> None:
    # What goes wrong in a field is in the answer; logged as well it would fill the screen.
    logging.disable()
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    # Where a field fails, graphql-core leaves what was to be awaited beside it.
    sys.unraisablehook = lambda _: None
    said.put(asyncio.run(_asked(share, said)))


async def _asked(share: Share, said: "Queue[Any]") -> Tally:
    url, redis_url = share.servers.database_url, share.servers.redis_url
    whole, torn = _named(url, f"world_{share.number}"), _named(url, "torn")
    tally = Tally()
    async with (
        Redis.from_url(redis_url) as redis,
        open_database(whole, connections=8) as database,
        open_database(torn, connections=8) as torn_database,
    ):
        # What is traced in development runs a way of its own; half of it all goes each way.
        traced = share.number % 2 == 0
        environment = Environment.DEVELOPMENT if traced else Environment.PRODUCTION
        settings = Settings().model_copy(update={"environment": environment})
        hub = make_hub(settings, database, redis, lambda: NOW)
        torn_hub = make_hub(settings, torn_database, redis, lambda: NOW)
        await look(hub)
        sample = await sampled(hub)
        operations = Operations(schema._schema, sample)
        for kind, made, world in (
            ("queries", operations.query, hub),
            ("queries with holes", operations.query, torn_hub),
            ("changes", operations.mutation, hub),
            ("events", operations.subscription, hub),
        ):
            if kind == "events":
                await sequence_all(whole)
            asking = _Asking(said, Parity(world), kind, is_torn=world is torn_hub)
            await asking.ask(made, share, round(share.operations * SHARES[kind]))
            tally.add(asking.parity.tally)
        hostile = Hostile(hub, sample)
        async with frozen_survivors():  # as in an app
            await hostile.ask(share.seeds(0), round(share.operations * HOSTILE_SHARE))
        said.put(hostile.pauses)
    return tally


class _Asking:
    """One kind of operations, asked of one world."""

    def __init__(self, said: "Queue[Any]", parity: Parity, kind: str, *, is_torn: bool) -> None:
        self._said = said
        self.parity = parity
        self._kind = kind
        self._is_torn = is_torn
        self._kept: set[str] = set()

    async def ask(self, made: Callable[[int], Operation], share: Share, count: int) -> None:
        tally = self.parity.tally
        for seed in share.seeds(SEEDS_APART * [*SHARES].index(self._kind)):
            asked = tally.run + tally.not_run
            if tally.run >= count or asked > 10 * count or tally.differing >= DIFFERENCES_MAX:
                break
            operation, before = made(seed), tally.run
            difference = await self.parity.difference(operation)
            self._said.put(tally.run - before)
            if difference is not None:
                await self._keep(operation, seed, difference)

    async def _keep(self, operation: Operation, seed: int, difference: str) -> None:
        # One of each sort is enough: the same last words, whatever the place and the values.
        sort = re.sub(r"\bdata\.\S*\.|\d+|\".*?\"", "", difference)
        if sort in self._kept or len(self._kept) >= KEPT_MAX:
            return
        self._kept.add(sort)
        # Shrinking asks as well, and counts for nothing.
        smallest = await shrunk(operation, Parity(self.parity.hub).difference)
        path = CORPUS / f"soak-{self._kind.replace(' ', '-')}-{seed}.graphql"
        keep(smallest, difference[:300], path, is_torn=self._is_torn)
        self._said.put(f"{path}: {difference[:500]}")


if __name__ == "__main__":
    main()
