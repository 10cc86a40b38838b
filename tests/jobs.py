"""Jobs as tests declare, enqueue and run them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg

from db.queries import jobs as queries
from hub.commands.jobs import enqueue
from hub.context import Hub, open_request
from hub.schema import schema
from hub.subscriptions.retries import cancel_tasks
from hub.work.declaration import Job, Run
from hub.work.worker import Worker


async def enqueued(
    hub: Hub, declared: Job, party_id: UUID | None = None, *, kept: bool = True, **options: Any
) -> UUID:
    """A job, enqueued by a change that is committed, or rolled back unless `kept`."""
    async with open_request(hub, None) as request, request.writing() as session:
        # The database says what is due, by its own clock.
        request.now = datetime.now(UTC)
        id = await enqueue(request, declared.name, party_id=party_id, **options)
        if kept:
            await session.commit()
    return id


async def run_now(hub: Hub, declared: Job) -> None:
    """Run a scheduled job at once."""
    started = await queries.start_scheduled(hub.database, declared.name, hub.clock())
    async with open_request(hub, None) as request:
        await declared.function(Run(hub, request, started))


@asynccontextmanager
async def working(hub: Hub, *declared: Job, workers: int = 1) -> AsyncIterator[None]:
    """Workers that know these jobs, meanwhile."""
    jobs = {job.name: job for job in declared}
    tasks = [asyncio.create_task(Worker(hub, schema, jobs=jobs).run()) for _ in range(workers)]
    try:
        yield
    finally:
        await cancel_tasks(*tasks)


async def job_row(hub: Hub, id: UUID) -> asyncpg.Record:
    [row] = await hub.database.pool.fetch("SELECT * FROM jobs WHERE id = $1", id)
    return row


async def has_status(hub: Hub, id: UUID, *statuses: str) -> bool:
    return (await job_row(hub, id))["status"] in statuses
