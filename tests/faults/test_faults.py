"""Nine faults on two hubs: nothing is lost, and nothing is said twice.

`make soak-feeds` does them all, many times.
"""

from pathlib import Path

from tests.faults.run import run, under

HAPPENING = (
    "hub killed",
    "clients cut off",
    "leading hub killed",
    "clients' network stands still",
    "worker killed",
    "Valkey killed",
    "PostgreSQL killed",
    "hubs restarted in turn",
    "clients forgotten by the network",
)


async def test_feeds_outlast_faults(tmp_path: Path) -> None:
    report = await run(864, under(HAPPENING), changes_per_second=40, unit=0.25, logs=tmp_path)

    assert report.findings == []
    assert report.defects == []
    # However slow the machine is, there was something to lose.
    assert report.acknowledged > 20
    assert report.delivered > 100
