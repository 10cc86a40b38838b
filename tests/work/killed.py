"""A worker in a process of its own, for tests that kill it: its job writes, then waits, then ends.

It is told the database and the Redis, and prints a line once a job has begun.
"""

import asyncio
import sys

from db.queries import jobs as queries
from hub.process import open_hub
from hub.schema import schema
from hub.settings import Settings
from hub.work.declaration import Run, job
from hub.work.worker import Worker


@job()
async def write_slowly(run: Run, seconds: float) -> None:
    """One movement of nothing: a row that tells how often the job was done."""
    connection = await run.request.session.connection()
    await connection.exec_driver_sql("INSERT INTO written VALUES ('by a worker')")
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    await asyncio.sleep(seconds)


async def main(database_url: str, redis_url: str) -> None:
    async with open_hub(Settings(), database_url, redis_url) as hub:
        assert queries.SILENCE_SECONDS_MAX
        await Worker(hub, schema, jobs={write_slowly.name: write_slowly}).run()
