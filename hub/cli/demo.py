"""`hub demo`: the demo world, and trade that goes on in it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from db.outages import OUTAGES
from db.session import Connection
from demo import DEFAULT_SEED, DemoRefused, is_loaded
from demo import load as load_demo
from embedded import Servers
from hub.cli.failure import Failure, failing_on
from hub.cli.servers import database, servers, settings
from hub.cli.signals import run
from hub.settings import Environment, Settings


def demo(*, scale: int, seed: int | None, live: bool, rate: float) -> None:
    configured = settings()
    if configured.environment is Environment.PRODUCTION:
        raise Failure(
            "The demo world is not for production: everybody knows the password of its accounts."
        )
    seed = DEFAULT_SEED if seed is None else seed
    with servers(configured, share=True) as used:
        if live:
            run(_load(configured, used, scale=scale, seed=seed, unless_loaded=True))
            run(_trade(configured, used, rate=rate, seed=seed))
        else:
            asyncio.run(_load(configured, used, scale=scale, seed=seed, unless_loaded=False))


async def _load(
    configured: Settings, used: Servers, *, scale: int, seed: int, unless_loaded: bool
) -> None:
    async with database(configured, used) as connection:
        if not (unless_loaded and await is_loaded(connection)):
            await load(connection, scale=scale, seed=seed)


async def _trade(configured: Settings, used: Servers, *, rate: float, seed: int) -> None:
    from demo.live import trade
    from hub.process import open_hub, set_up_logging

    set_up_logging(configured.environment)
    console = Console(stderr=True)
    async with open_hub(configured, used.database_url, used.redis_url) as hub:
        with console.status("The demo world trades. Ctrl-C ends it."):
            try:
                await trade(hub, events_per_second=rate, seed=seed, stop=asyncio.Event())
            except OUTAGES as error:
                raise Failure("The servers are gone: has the hub that ran them ended?") from error


async def load(connection: Connection, *, scale: int, seed: int) -> None:
    """Load the demo world into an empty database, with a bar for the wait."""
    with (
        failing_on(DemoRefused),
        Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        ) as bar,
    ):
        task = bar.add_task("Making the demo world", total=None, visible=False)

        def progress(stage: str, done: int, total: int) -> None:
            bar.update(
                task,
                description=f"Making the demo world: {stage}",
                completed=done,
                total=total,
                visible=True,
            )

        await load_demo(
            connection, now=datetime.now(UTC), scale=scale, seed=seed, progress=progress
        )
