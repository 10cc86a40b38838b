"""The operations of the soak that are made to keep the loop busy, and the probe that notices."""

import asyncio
import time
from itertools import count

from hub.context import Hub
from tests.execution.hostile import FAMILIES, Hostile, Probe, running
from tests.execution.sample import sampled


async def test_hostile_operations_are_refused_or_answered(demo_hub: Hub) -> None:
    hostile = Hostile(demo_hub, await sampled(demo_hub))

    await hostile.ask(count(3), 2 * (len(FAMILIES) + 1))

    assert len(FAMILIES) > 25
    assert hostile.pauses.asked.keys() <= {*FAMILIES, "random"}
    assert len(hostile.pauses.asked) > len(FAMILIES) - 3  # some bodies are too large to be read
    assert {"TOO_COMPLEX", "BAD_INPUT", "BAD_REQUEST", None} <= hostile.codes.keys()
    assert {"INTERNAL", "UNAVAILABLE"}.isdisjoint(hostile.codes)


async def test_the_probe_notices_that_the_loop_is_kept() -> None:
    probe = Probe()
    with running(probe):
        await asyncio.sleep(0.01)
        probe.begin()
        kept_until = time.process_time() + 0.05
        while time.process_time() < kept_until:
            pass
        await asyncio.sleep(0.01)

    assert probe.longest >= 0.05
