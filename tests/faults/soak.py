"""Faults over and over, while everybody trades and listens: nothing may be lost, or said twice.

    python -m tests.faults.soak [--kills N] [--seed N] [--only WORD] [--rate N]

Every fault of `tests.faults.faults` happens N times, one after the other in an order of the seed's,
to two hubs and to servers of their own. What was acknowledged and what the feeds have is then
compared with what every subscriber heard. The same seed does the same faults. In the end a hub with
a thousand subscribers, of whom a tenth do not listen, is told to end.
"""

import argparse
import asyncio
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from tests.faults.faults import FAULTS, schedule
from tests.faults.run import CALM, Report, run, under
from tests.faults.shutdown import SHUTDOWN_SECONDS_MAX, shut_down
from tests.faults.verdict import KINDS

_UNIT_SECONDS: Final = 1.0
_COME_BACK: Final = 1012
_SENTENCES_MAX: Final = 30
# Of an acknowledged change, until the last subscriber has heard of it. A connection that a network
# has forgotten is given up after eight seconds of silence, and after eight more if something was
# asked over it just before; to come back takes a second or two. What takes longer is stuck.
_WAIT_SECONDS_MAX: Final = 20.0


def main(arguments: Sequence[str] | None = None) -> None:
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults.soak", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--kills", type=int, default=20, help="of every fault, how many (20)")
    parser.add_argument("--seed", type=int, default=1, help="the order of faults (1)")
    parser.add_argument("--only", default="", help="faults with this in their names")
    parser.add_argument("--rate", type=float, default=40, help="changes a second (40)")
    parser.add_argument("--crowd", type=int, default=1_000, help="subscribers at the end (1,000)")
    parser.add_argument("--logs", type=Path, help="a folder to leave the servers' logs in")
    options = parser.parse_args(arguments)
    # Each of them takes a file descriptor here and one in the hub, which inherits the limit.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    faults = [name for name in schedule(options.seed, options.kills) if options.only in name]
    if options.logs:
        options.logs.mkdir(parents=True, exist_ok=True)
    console = Console()
    started = time.monotonic()
    with console.status("Starting") as status:

        def said(what: str) -> None:
            minutes, seconds = divmod(int(time.monotonic() - started), 60)
            status.update(f"{minutes}:{seconds:02} {what}")

        report = asyncio.run(
            run(
                options.seed,
                under(faults, said),
                changes_per_second=options.rate,
                unit=_UNIT_SECONDS,
                logs=options.logs,
            )
        )
    tell(console, report)
    seconds, told = asyncio.run(shut_down(options.crowd, options.crowd // 10))
    console.print(f"SIGTERM with {options.crowd:,} subscribers took {seconds:.1f} s; told: {told}")
    listening = options.crowd - options.crowd // 10
    excesses = [*_excesses(report, seconds), *_misguided(told, listening)]
    for excess in excesses:
        console.print(excess, style="red")
    if report.findings or report.defects or excesses:
        sys.exit(1)


def _excesses(report: Report, crowd_seconds: float) -> Iterator[str]:
    """What took longer than it may, as sentences."""
    slowest = max([*report.shutdown_seconds, crowd_seconds])
    if slowest > SHUTDOWN_SECONDS_MAX:
        yield f"A hub took {slowest:.1f} s to end, and may take {SHUTDOWN_SECONDS_MAX} s."
    yield from late(report, _WAIT_SECONDS_MAX)


def late(report: Report, wait_seconds_max: float) -> Iterator[str]:
    """What was heard later than it may be, as sentences."""
    for episode in report.episodes:
        waited = episode.wait_seconds_max
        if waited > wait_seconds_max:
            bound = f"and may take {wait_seconds_max:g} s"
            yield f"{episode.fault}: a change took {waited:.1f} s to be heard, {bound}."


def _misguided(told: Counter[int], listening: int) -> Iterator[str]:
    """Whether anybody was told something else than to come back."""
    if told != {_COME_BACK: listening}:
        yield f"{listening} listeners should all have been told {_COME_BACK}."


def tell(console: Console, report: Report) -> None:
    console.print(_table(report))
    console.print(
        f"Seed {report.seed}: {report.acknowledged:,} changes acknowledged after"
        f" {report.retries:,} retries, {report.delivered:,} events heard. Subscribers came back:",
        ", ".join(f"{why} {count:,}×" for why, count in report.returns.most_common()),
    )
    if report.shutdown_seconds:
        console.print(f"SIGTERM took up to {max(report.shutdown_seconds):.1f} s.")
    sentences = [*report.defects]
    for episode in report.episodes:
        sentences += [f"{episode.fault}: {one.kind}: {one.sentence}" for one in episode.findings]
    for sentence in sentences[:_SENTENCES_MAX]:
        console.print(sentence, markup=False, highlight=False, style="red")


def _table(report: Report) -> Table:
    table = Table("Fault", "times", *KINDS, "wait", box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for fault in (CALM, *FAULTS):
        episodes = [episode for episode in report.episodes if episode.fault == fault]
        if episodes:
            found = Counter(one.kind for episode in episodes for one in episode.findings)
            wait = max(episode.wait_seconds_max for episode in episodes)
            counts = [str(found[kind]) for kind in KINDS]
            times = "" if fault == CALM else str(len(episodes))
            table.add_row(fault, times, *counts, f"{wait:.1f} s")
    return table


if __name__ == "__main__":
    main()
