"""Feeds are kept by the day: days are made ahead, and dropped once they are old enough."""

import structlog

from db.queries import retention
from hub.work.declaration import Run, job

log = structlog.get_logger(__name__)


@job(every="*/10 * * * *")
async def keep_feeds(run: Run) -> None:
    """Make the feeds' next days and drop those that are old enough, while sequencing goes on.

    Dropping waits for whoever still reads an old day, so it has a connection of its own.
    """
    async with retention.keeping(run.hub.database.url) as connection:
        await retention.make_days(connection, retention.DAYS_AHEAD)
        for day in await retention.drop_days(connection, run.hub.policy.events_kept_days):
            log.info("feeds_dropped", day=day.isoformat())
