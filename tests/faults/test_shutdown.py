"""`make soak-feeds` does the same with a thousand subscribers."""

from pathlib import Path

import pytest

from tests.faults.shutdown import SHUTDOWN_SECONDS_MAX, shut_down


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads /proc")
async def test_a_hub_with_subscribers_ends_within_five_seconds_of_sigterm() -> None:
    seconds, told = await shut_down(subscribers=60, stalled=6)

    assert seconds <= SHUTDOWN_SECONDS_MAX
    # They come back; 1012 says that coming back is right.
    assert told == {1012: 54}
