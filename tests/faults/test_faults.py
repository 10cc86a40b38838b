"""Eight faults that the seed chose, on two hubs: nothing is lost, and nothing is said twice.

`make soak-feeds` does them all, many times.
"""

from pathlib import Path

from tests.faults.faults import schedule
from tests.faults.run import run, under
from tests.faults.shutdown import SHUTDOWN_SECONDS_MAX

SEED = 864
KINDS = 8


async def test_feeds_outlast_faults(tmp_path: Path) -> None:
    faults = [*schedule(SEED, each=1)][:KINDS]

    report = await run(SEED, under(faults), changes_per_second=40, unit=0.25, logs=tmp_path)

    assert report.findings == []
    assert report.defects == []
    assert report.acknowledged > 100
    assert report.delivered > 500
    assert max(report.shutdown_seconds) <= SHUTDOWN_SECONDS_MAX
