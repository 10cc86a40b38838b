"""The worker: runs jobs that are due, rescues those of workers that are gone, sends webhooks."""

import asyncio
import logging
import random
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any, Final
from uuid import UUID

import structlog
from procrastinate import App
from procrastinate.jobs import DeleteJobCondition
from procrastinate.jobs import Job as QueuedJob
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from db.outages import causes_of, is_outage
from db.queries import jobs as queries
from db.queries.jobs import Started
from db.queue import PoolConnector
from hub.context import Hub, open_request
from hub.execution.run import Schema
from hub.metrics import JOBS
from hub.subscriptions.retries import cancel_tasks, retry_forever
from hub.work.declaration import Job, Run, declared_jobs, described
from hub.work.webhooks import Webhooks

# How many jobs one worker runs at once.
_AT_ONCE_MAX: Final = 8
# How late a job may be begun that nobody told of, as those that are tried again.
_LOOK_SECONDS: Final = 1.0
# Of what is under way when a worker is told to end; the rest is begun again elsewhere.
_GOODBYE_SECONDS_MAX: Final = 1.5
# After an outage of a server that a job needs, however many attempts there were.
_OUTAGE_PAUSE: Final = timedelta(seconds=2)

log = structlog.get_logger(__name__)


class _Again(Exception):
    """An attempt was in vain, and there is another one then."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class _AsSaid(BaseRetryStrategy):
    """Has the library begin a job again when the worker says so, and when it was cut off."""

    def get_retry_decision(
        self,
        *,
        exception: BaseException,
        job: QueuedJob,  # noqa: ARG002  the library gives it
    ) -> RetryDecision | None:
        if isinstance(exception, _Again):
            return RetryDecision(retry_at=exception.at)
        if isinstance(exception, asyncio.CancelledError) or _has_outage(exception):
            return RetryDecision(retry_at=datetime.now(UTC))
        return None


class Worker:
    """Runs until cancelled, through every outage; several may run at once."""

    def __init__(self, hub: Hub, schema: Schema, *, jobs: Mapping[str, Job] | None = None) -> None:
        self._hub = hub
        self._jobs = declared_jobs() if jobs is None else jobs
        self._webhooks = Webhooks(hub, schema)
        # The library logs every start and end as if somebody read along.
        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)

    async def run(self) -> None:
        running = asyncio.create_task(retry_forever(self._run_jobs, "running jobs"))
        beside = [
            asyncio.create_task(retry_forever(self._rescue, "rescuing jobs")),
            asyncio.create_task(self._webhooks.run()),
        ]
        try:
            await asyncio.wait([running, *beside])
        finally:
            await _leave(running)
            await cancel_tasks(running, *beside)

    async def _run_jobs(self) -> None:
        await self._app().run_worker_async(
            queues=[queries.QUEUE],
            concurrency=_AT_ONCE_MAX,
            fetch_job_polling_interval=_LOOK_SECONDS,
            shutdown_graceful_timeout=_GOODBYE_SECONDS_MAX,
            update_heartbeat_interval=1.0,
            stalled_worker_timeout=queries.SILENCE_SECONDS_MAX,
            # What became of a job stands in its row.
            delete_jobs=DeleteJobCondition.ALWAYS,
            install_signal_handlers=False,
        )

    async def _rescue(self) -> None:
        while True:
            lost = await queries.rescue(self._hub.database)
            if lost:
                log.warning("jobs_rescued", jobs=lost)
            await asyncio.sleep(_LOOK_SECONDS)

    def _app(self) -> App:
        """The library's view of the jobs: one task for all that is enqueued, one for each schedule.

        A new one for each try, since it holds on to the tasks it has begun.
        """
        app = App(connector=PoolConnector(self._hub.database))

        async def run_enqueued(job: str) -> None:
            started = await queries.start(self._hub.database, UUID(job), self._hub.clock())
            if started is not None:
                await self._attempt(started, self._jobs.get(started.name))

        app.task(name=queries.RUN_JOB, retry=_AsSaid(), queue=queries.QUEUE)(run_enqueued)
        for declared in self._jobs.values():
            if declared.every is not None:
                self._schedule(app, declared, declared.every)
        return app

    def _schedule(self, app: App, declared: Job, every: str) -> None:
        async def run_scheduled(timestamp: int) -> None:  # noqa: ARG001  the library gives it
            started = await queries.start_scheduled(
                self._hub.database, declared.name, self._hub.clock()
            )
            await self._attempt(started, declared)

        # One at a time, and one at most that waits.
        as_task = app.task(
            name=declared.name,
            retry=_AsSaid(),
            queue=queries.QUEUE,
            lock=declared.name,
            queueing_lock=declared.name,
        )
        app.periodic(cron=every)(as_task(run_scheduled))

    async def _attempt(self, started: Started, declared: Job | None) -> None:
        if declared is None:
            await self._fail(started, declared, LookupError(f"no job is called {started.name}"))
            return
        try:
            is_done = await self._do(started, declared)
        except Exception as error:
            await self._fail(started, declared, error)
            return
        JOBS.labels(started.name, "done" if is_done else "taken_over").inc()

    async def _do(self, started: Started, declared: Job) -> bool:
        """Whether the job was done, and not by somebody else meanwhile."""
        hub = self._hub
        async with open_request(hub, None) as request, request.writing() as session:
            run = Run(hub, request, started)
            await declared.function(run, **started.arguments)
            if not await queries.finish(session, started, hub.clock()):
                return False
            await session.commit()
        hub.wake_ups.send()  # it may have recorded events
        return True

    async def _fail(self, started: Started, declared: Job | None, error: Exception) -> None:
        now = self._hub.clock()
        away = _has_outage(error)
        if away:
            log.warning("server_away", work=started.name, reason=repr(error))
        else:
            log.error("job_failed", job=started.name, id=str(started.id), exc_info=error)
        pause: timedelta | None = None
        # One that is scheduled is due again anyway.
        if declared is not None and declared.every is None:
            pause = _OUTAGE_PAUSE if away else declared.pause_after(started.attempt)
        if pause is not None:
            pause *= random.uniform(0.9, 1.1)  # noqa: S311  nothing secret
        JOBS.labels(started.name, "again" if pause is not None else "failed").inc()
        again_at = None if pause is None else now + pause
        await queries.fail(self._hub.database, started, described(error), again_at, now)
        if again_at is not None:
            raise _Again(again_at)


def _has_outage(error: BaseException) -> bool:
    return any(map(is_outage, causes_of(error)))


async def _leave(running: asyncio.Task[Any]) -> None:
    """Let the library end what it can, and give back the rest: cancelled twice, it could not."""
    running.cancel()
    until = monotonic() + 2 * _GOODBYE_SECONDS_MAX
    while not running.done() and monotonic() < until:
        with suppress(asyncio.CancelledError):
            await asyncio.wait([running], timeout=until - monotonic())
