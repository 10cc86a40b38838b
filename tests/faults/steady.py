"""The same load for long: what a hub holds in the end is what it held in the beginning.

    python -m tests.faults.steady [--minutes N] [--rate N] [--crowd N]

Everybody trades, nothing goes wrong, and a crowd of subscribers comes and goes. Memory is compared
from when the hub is warm to the end, with the crowd there both times; tasks and file descriptors
from before it comes to when it has left, while trade rests so that nothing is under way. What
subscribers heard is judged as after faults, and how soon more strictly.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.processes import resident_bytes
from tests.faults.faults import Stage
from tests.faults.run import Report, run
from tests.faults.servers import HubProcess
from tests.faults.soak import late, tell
from tests.faults.subscribers import Listener, SocketSubscriber

# Of the whole time, how much passes until the hub counts as warm.
_WARM_SHARE: Final = 0.2
_SETTLE_SECONDS: Final = 5.0
_SAMPLES: Final = 20
_SAMPLES_SECONDS: Final = 0.25
_GROWTH_MAX: Final = 0.03
# Of the rate that was asked for; what a hub holds under less says nothing.
_RATE_SHARE: Final = 0.9
# Of an acknowledged change, until the last subscriber has heard of it. Nothing goes wrong; the
# machine is as busy as the load makes it.
_WAIT_SECONDS_MAX: Final = 3.0
# With so many lines in an order a change makes about so many events: of its order or shipment, and
# of the stock of each line.
_LINES: Final = 4
_EVENTS_OF_A_CHANGE: Final = 3.55


@dataclass(frozen=True)
class Holdings:
    """What a process holds; tasks are told by its metrics."""

    resident_bytes: int
    descriptors: int
    tasks: int

    @classmethod
    async def of(cls, hub: HubProcess) -> "Holdings":
        """The least of several looks, for what the hub does by itself is under way at some."""
        tasks, descriptors = [], []
        for _ in range(_SAMPLES):
            tasks.append(await _tasks(hub))
            descriptors.append(len([*Path(f"/proc/{hub.pid}/fd").iterdir()]))
            await asyncio.sleep(_SAMPLES_SECONDS)
        return cls(resident_bytes(hub.pid), min(descriptors), min(tasks))

    def __str__(self) -> str:
        held = f"{self.resident_bytes / 1e6:.1f} MB, {self.descriptors} descriptors"
        return f"{held}, {self.tasks} tasks"


async def _tasks(hub: HubProcess) -> int:
    tasks = await hub.metric("hub_tasks")
    if tasks is None:
        raise LookupError("The hub does not tell how many tasks it has.")
    return int(tasks)


@dataclass
class Steady:
    """The time of such a run, and what it found."""

    seconds: float
    crowd: int
    console: Console
    excesses: list[str] = field(default_factory=list)
    # For how long trade rested.
    rested_seconds: float = 0.0

    async def happen(self, stage: Stage, _: Report) -> None:
        [hub] = stage.cluster.hubs
        await asyncio.sleep(self.seconds * _WARM_SHARE / 2)
        before = await self._at_rest("before the crowd came", stage)
        people = stage.market.people
        crowd = [Listener(hub, people[number % len(people)]) for number in range(self.crowd)]
        await asyncio.gather(*(one.open() for one in crowd))
        await asyncio.sleep(self.seconds * _WARM_SHARE / 2)
        warm = await self._noted("warm, with the crowd", hub)
        await asyncio.sleep(self.seconds * (1 - _WARM_SHARE))
        end = await self._noted("at the end, with the crowd", hub)
        gone = sum(not one.is_there for one in crowd)
        await asyncio.gather(*(one.leave() for one in crowd))
        after = await self._at_rest("when the crowd had left", stage)

        growth = end.resident_bytes / warm.resident_bytes - 1
        self.console.print(f"Memory grew by {growth:.1%}.")
        if growth > _GROWTH_MAX:
            self.excesses.append(f"memory grew by more than {_GROWTH_MAX:.0%}")
        if gone:
            self.excesses.append(f"{gone} of the crowd were not there at the end")
        if after.descriptors > before.descriptors:
            self.excesses.append("descriptors were left open")
        if after.tasks > before.tasks:
            self.excesses.append("tasks were left running")

    async def _at_rest(self, when: str, stage: Stage) -> Holdings:
        [hub] = stage.cluster.hubs
        started = time.monotonic()
        for writer in stage.writers:
            writer.pause()
        await asyncio.sleep(_SETTLE_SECONDS)
        held = await self._noted(f"{when}, at rest", hub)
        for writer in stage.writers:
            writer.resume()
        self.rested_seconds += time.monotonic() - started
        return held

    async def _noted(self, when: str, hub: HubProcess) -> Holdings:
        held = await Holdings.of(hub)
        self.console.print(f"{when}: {held}")
        return held


def main(arguments: Sequence[str] | None = None) -> None:
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults.steady", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--minutes", type=float, default=20, help="how long (20)")
    parser.add_argument("--rate", type=float, default=200, help="events a second (200)")
    parser.add_argument("--crowd", type=int, default=100, help="subscribers in it (100)")
    options = parser.parse_args(arguments)
    console = Console()
    steady = Steady(options.minutes * 60, options.crowd, console)
    report = asyncio.run(
        run(
            1,
            steady.happen,
            changes_per_second=options.rate / _EVENTS_OF_A_CHANGE,
            unit=0,
            hubs=1,
            writers_each=4,
            lines_each=_LINES,
            ways=[SocketSubscriber],
            has_slow_reader=False,
        )
    )
    rate = report.events / (report.seconds - steady.rested_seconds)
    console.print(
        f"{rate:.0f} events a second, {report.events / report.acknowledged:.2f} for each change."
    )
    tell(console, report)
    if rate < options.rate * _RATE_SHARE:
        steady.excesses.append(f"it was to be under {options.rate:g} events a second")
    steady.excesses += late(report, _WAIT_SECONDS_MAX)
    for excess in steady.excesses:
        console.print(excess, style="red")
    if report.findings or report.defects or steady.excesses:
        sys.exit(1)


if __name__ == "__main__":
    main()
