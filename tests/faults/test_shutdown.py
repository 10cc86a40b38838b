"""`make soak-feeds` does the same with a thousand subscribers, and times it."""

from pathlib import Path

import pytest

from tests.faults.shutdown import shut_down


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads /proc")
async def test_a_hub_that_ends_sends_its_subscribers_to_come_back() -> None:
    _, told = await shut_down(subscribers=60, stalled=6)

    # 1012 says that coming back is right.
    assert told == {1012: 54}
