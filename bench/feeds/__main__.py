"""The feeds' figures, in the hub and beside plain Strawberry subscriptions, in one run.

    python -m bench.feeds [--scale N] [--report FOLDER]

Needs Linux. 5,000 sockets need as many open files: the limit is raised as far as it may be.
"""

import argparse
import asyncio
import resource
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bench.feeds import report
from bench.feeds.running import Bench, Found, found
from bench.report import machine, page, printed, write
from bench.world import World, demo_world, made, servers
from hub.cli.signals import run


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    console = Console()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # the servers inherit it
    with servers() as (own, folder):
        console.print("Making the world")
        world = asyncio.run(made(own, folder, demo_world(options.scale)))
        console.print(f"{world.title}. {machine()}.")
        outcome = run(_found(world, folder, console))
    tables = list(report.sections(outcome))
    printed(console, tables)
    if options.report is not None:
        text = page(tables, report.how(world), head=report.HEAD)
        write(options.report / "reference" / "benchmarks-feeds.md", text)
        write(options.report / "images" / "benchmarks-feeds.svg", report.chart(outcome))


async def _found(world: World, folder: Path, console: Console) -> Found:
    parts = []
    async for part in Bench(world, folder).run():
        parts.append(part)
        console.print(part)
    return found(parts)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.feeds", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--scale", type=int, default=1, help="of the demo world (default 1)")
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FOLDER",
        help="write reference/benchmarks-feeds.md and images/benchmarks-feeds.svg there",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
