"""Time zones have the names that PostgreSQL knows them by."""

from db.time_zones import ZONES, is_time_zone
from hub.context import Hub


async def test_a_time_zone_is_one_that_the_database_knows(hub: Hub) -> None:
    rows = await hub.database.pool.fetch("SELECT name FROM pg_timezone_names")
    known = {row["name"] for row in rows}

    assert {"UTC", "Asia/Shanghai", "Europe/Paris", "America/New_York"} <= known
    assert known >= ZONES
    assert not any(map(is_time_zone, ("", "utc", "Mars/Olympus", "../UTC", "UTC\n")))
