"""What the garbage collector looks through while everybody waits.

A full collection looks at every object that the collector follows, in a second less than a million:
documents and plans that are kept would cost all clients a third of a second each time. What has
survived one will mostly stay, so it is frozen: no collection looks through it again. Whatever is no
longer used is freed all the same, unless it stands in a circle. For those, everything is looked
through once in a long while, when so much more is held that circles may be much of it.
"""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from hub.execution.yielding import run_in_thread

# New objects, and collections of those, after which the youngest and the middle generation are
# collected while requests are answered: Python's own figures, whatever was set before.
_YOUNGEST_AFTER: Final = 700
_MIDDLE_AFTER: Final = 10
# So many collections of the middle generation, each after some 8,000 new objects, make a full one
# due.
_DUE_AFTER: Final = 3
# The same while a process starts: what is imported stays, and to look through it again and again
# took a fifth of that time.
_WHILE_STARTING: Final = (50_000, 20, 100)
_NEVER: Final = 1 << 30
# Blocks of memory, on top of what was held when everything was looked through; some 150 MB.
_BLOCKS_MAX: Final = 2_000_000


def collect_seldom() -> None:
    """What a process says that starts, or runs one command and ends."""
    gc.set_threshold(*_WHILE_STARTING)


@asynccontextmanager
async def frozen_survivors() -> AsyncIterator[None]:
    """Freeze what is there, and what survives full collections, as long as the block runs.

    They take turns with documents that are prepared, which stand in circles until they are ready;
    Python's own would come in the middle of one and freeze it.
    """
    loop = asyncio.get_running_loop()
    thresholds = gc.get_threshold()
    collecting: asyncio.Task[None] | None = None

    gc.collect()
    gc.freeze()
    blocks = sys.getallocatedblocks()

    def collect() -> None:
        nonlocal blocks
        is_much = sys.getallocatedblocks() - blocks > _BLOCKS_MAX
        if is_much:
            gc.unfreeze()
        gc.collect()
        gc.freeze()
        if is_much:
            blocks = sys.getallocatedblocks()

    def begin() -> None:
        nonlocal collecting
        if collecting is None or collecting.done():
            collecting = loop.create_task(run_in_thread(collect))

    def look(phase: str, _: dict[str, Any]) -> None:
        if phase == "stop" and gc.get_count()[2] >= _DUE_AFTER:
            loop.call_soon_threadsafe(begin)

    gc.callbacks.append(look)
    gc.set_threshold(_YOUNGEST_AFTER, _MIDDLE_AFTER, _NEVER)
    try:
        yield
    finally:
        gc.callbacks.remove(look)
        gc.set_threshold(*thresholds)
        if collecting is not None:
            await collecting
        gc.unfreeze()
