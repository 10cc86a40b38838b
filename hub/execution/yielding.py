"""Work that takes long, done beside the loop that all clients share or in portions on it.

Python runs one thread at a time, and changes between them every few milliseconds: what takes a
second in a thread of its own takes others a little of their speed, and nobody waits for its end.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

# One, so that what is asked for at once is done one after the other, and the loop has to take turns
# with a single thread.
_THREAD: Final = ThreadPoolExecutor(1, thread_name_prefix="beside-the-loop")


async def run_in_thread(work: Callable[[], T]) -> T:
    """What the work brings; it may touch nothing that the loop's own code changes meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(_THREAD, work)


async def yield_to_others() -> None:
    """Between two portions of work: whoever waits has a turn.

    Who waits for a socket or for the clock is found in one round of the loop, told in the next, and
    goes on in the third.
    """
    for _ in range(3):
        await asyncio.sleep(0)
