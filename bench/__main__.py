"""The canonical queries, in the hub and beside it: who needs how much CPU, time and memory.

    python -m bench [--scale N] [--rounds N] [--seconds N] [--peers a,b] [--report FOLDER]

Needs Linux, and what `make bench` installs for the peers in JavaScript.
"""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bench import report
from bench.measures import HUB
from bench.peers import PEERS
from bench.running import Bench, Found
from bench.world import World, demo_world, made, servers
from hub.cli.signals import ended_by_signals


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    names = list(PEERS) if options.peers is None else [HUB, *options.peers]
    console = Console()
    # Servers that are paused would outlive a process that does not unwind.
    with ended_by_signals(), servers() as (own, folder):
        console.print("Making the world")
        world = asyncio.run(made(own, folder, demo_world(options.scale)))
        console.print(f"{world.title}. {report.machine()}.")
        found = _found(world, folder, names, options)
    tables = list(report.sections(found, names))
    report.printed(console, tables)
    if options.report is not None:
        how = report.how(world, names, options.rounds, options.seconds)
        report.write(options.report / "reference" / "benchmarks.md", report.page(tables, how))
        report.write(options.report / "images" / "benchmarks.svg", report.chart(found, names))


def _found(world: World, folder: Path, names: Sequence[str], options: argparse.Namespace) -> Found:
    bench = Bench(world, folder, options.seconds)
    with Progress() as progress, bench.started(names, progress):
        measures = bench.rounds(names, options.rounds, progress)
        memory = bench.memory()
        return Found(
            measures,
            memory,
            growth=bench.growth(progress),
            unknown=bench.unknown(progress),
            workers=bench.workers(progress),
            beyond=bench.beyond(progress),
        )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=10, help="of the demo world (default 10)")
    parser.add_argument("--rounds", type=int, default=3, help="how many (default 3)")
    parser.add_argument(
        "--seconds", type=float, default=2, help="how long each measurement takes (default 2)"
    )
    parser.add_argument(
        "--peers",
        type=_peers,
        metavar="NAMES",
        help=f"beside the hub, with commas between; all are {','.join(PEERS)}",
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FOLDER",
        help="write reference/benchmarks.md and images/benchmarks.svg there",
    )
    return parser.parse_args(arguments)


def _peers(names: str) -> list[str]:
    asked = names.split(",")
    unknown = set(asked) - PEERS.keys()
    if unknown:
        raise argparse.ArgumentTypeError(f"no such peer: {', '.join(sorted(unknown))}")
    return [name for name in PEERS if name in asked and name != HUB]


if __name__ == "__main__":
    main()
