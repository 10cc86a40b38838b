"""Every fault there is, once, on two hubs: nothing is lost, and nothing is said twice."""

from pathlib import Path

from tests.faults.faults import schedule
from tests.faults.run import run, under
from tests.faults.shutdown import SHUTDOWN_SECONDS_MAX

SEED = 4


async def test_feeds_outlast_every_fault(tmp_path: Path) -> None:
    faults = [*schedule(SEED, each=1)]

    report = await run(SEED, under(faults), changes_per_second=40, unit=0.25, logs=tmp_path)

    assert report.findings == []
    assert report.defects == []
    assert report.acknowledged > 100
    assert report.delivered > 500
    assert max(report.shutdown_seconds) <= SHUTDOWN_SECONDS_MAX
