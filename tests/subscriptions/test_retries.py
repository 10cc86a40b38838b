"""Work that goes on through outages tells them from defects."""

import asyncio
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from hub.subscriptions.retries import cancel_tasks, retry_forever
from tests.patience import PATIENCE_SECONDS

TORN = "unable to perform operation on <TCPTransport closed=True>; the handler is closed"


@pytest.mark.parametrize(
    ("error", "cause", "event"),
    [
        (ConnectionResetError(), None, "server_away"),
        (LookupError(), ConnectionResetError(), "server_away"),
        (RuntimeError(TORN), None, "server_away"),
        (RuntimeError("another"), None, "work_broke_off"),
        (LookupError(), None, "work_broke_off"),
    ],
)
async def test_work_is_begun_again_and_what_broke_it_off_is_told(
    error: Exception, cause: Exception | None, event: str
) -> None:
    tries = 0
    twice = asyncio.Event()

    async def work() -> None:
        nonlocal tries
        tries += 1
        if tries == 2:
            twice.set()
            await asyncio.Event().wait()
        raise error from cause

    with capture_logs() as logs:
        working = asyncio.create_task(retry_forever(work, "trying"))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await twice.wait()
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working

    assert [(one["event"], one["work"]) for one in logs] == [(event, "trying")]


async def test_tasks_that_swallow_cancellations_are_over_before_whoever_cancels_them_is() -> None:
    async def swallow_some() -> None:
        for _ in range(3):
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()

    async def lead(follower: asyncio.Task[None]) -> None:
        try:
            await asyncio.wait([follower])
        finally:
            await cancel_tasks(follower)

    follower = asyncio.create_task(swallow_some())
    leader = asyncio.create_task(lead(follower))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await cancel_tasks(leader)

    assert leader.cancelled()
    assert follower.done()
