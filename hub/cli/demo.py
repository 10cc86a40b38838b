"""`hub demo`: the demo world, and trade that goes on in it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from db.demo import DEFAULT_SEED, DemoRefused
from db.demo import load as load_demo
from db.session import Connection
from hub.cli.failure import failing_on
from hub.cli.servers import database, servers, settings


def demo(*, scale: int, seed: int | None) -> None:
    asyncio.run(_demo(scale=scale, seed=DEFAULT_SEED if seed is None else seed))


async def _demo(*, scale: int, seed: int) -> None:
    configured = settings()
    with servers(configured, share=True) as used:
        async with database(configured, used) as connection:
            await load(connection, scale=scale, seed=seed)


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
