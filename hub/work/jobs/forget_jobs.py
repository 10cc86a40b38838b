"""Jobs that are over are forgotten after a while; failed ones stay until somebody looks."""

from datetime import timedelta
from typing import Final

from db.queries import jobs
from hub.work.declaration import Run, job

KEPT: Final = timedelta(days=14)


@job(every="7 * * * *")
async def forget_jobs(run: Run) -> None:
    """Delete the rows of jobs that were done or dropped long ago."""
    await jobs.forget(run.hub.database, run.request.now - KEPT)
