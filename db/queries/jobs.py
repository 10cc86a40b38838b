"""Jobs: enqueued in the transaction of a change, and run, ended and rescued by workers.

The library's tables, `procrastinate_…`, say what is to run now and who runs it; ours, `jobs`, what
became of each. What workers do goes through the pool, each statement on its own, and checks that
the attempt is still the newest: whoever was taken for dead changes nothing any more.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import ARRAY, Text, any_, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db.lengths import NOTE
from db.scope import Scope, unscoped
from db.session import Database
from db.sql.declarations import Listing, Lookup, Ordering, given, table_of
from db.sql.locking import lock_row
from db.tables.jobs import Job

_jobs = table_of(Job).c

JOB_BY_ID: Final = Lookup(Job)
JOBS: Final = Listing(
    Job,
    orderings={
        "NEWEST": Ordering(("queued_at", "id"), descending=True),
        "OLDEST": Ordering(("queued_at", "id")),
    },
    filters={"status": _jobs.status == any_(given("status", ARRAY(Text())))},
)

# What the library calls that which runs a row of `jobs`, and the queue that all of them are in.
RUN_JOB: Final = "run_job"
QUEUE: Final = "hub"
# A worker that has not been heard of for so long is taken for dead; it says so every second.
SILENCE_SECONDS_MAX: Final = 5

# A party's second waiting job comes after every other party's first, and so on; but jobs of one key
# stay in their order.
_ENQUEUE: Final = text("""
    SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
        :queue,
        :task,
        least(
            -(
                SELECT count(*) FROM jobs
                WHERE party_id = :party_id AND status = 'QUEUED' AND id <> :id
            ),
            (
                SELECT min(priority) FROM procrastinate_jobs
                WHERE lock = :lock AND status = 'todo'
            )
        ),
        :lock,
        NULL,
        jsonb_build_object('job', CAST(:id AS text)),
        :due_at
    )]::procrastinate_job_to_defer_v1[])
""")

_START: Final = """
UPDATE jobs SET status = 'RUNNING', attempts = attempts + 1, version = version + 1,
    started_at = $2, ended_at = NULL, done = NULL, total = NULL
WHERE id = $1 AND status IN ('QUEUED', 'RUNNING')
RETURNING id, name, party_id, arguments, attempts
"""

_START_SCHEDULED: Final = """
INSERT INTO jobs (id, name, scheduled, arguments, status, version, attempts, queued_at, due_at,
    started_at)
VALUES (uuidv7(), $1, true, '{}', 'RUNNING', 1, 1, $2, $2, $2)
ON CONFLICT (name) WHERE scheduled DO UPDATE
SET status = 'RUNNING', version = jobs.version + 1, attempts = jobs.attempts + 1, due_at = $2,
    started_at = $2, ended_at = NULL, done = NULL, total = NULL
RETURNING id, name, party_id, arguments, attempts
"""

_FINISH: Final = text("""
    UPDATE jobs SET status = 'DONE', version = version + 1, ended_at = :now, last_error = NULL
    WHERE id = :id AND attempts = :attempt AND status = 'RUNNING'
""")

_FAIL: Final = """
UPDATE jobs SET version = version + 1, last_error = $3, due_at = coalesce($4, due_at),
    status = CASE WHEN $4::timestamptz IS NULL THEN 'FAILED' ELSE 'QUEUED' END,
    ended_at = CASE WHEN $4::timestamptz IS NULL THEN $5::timestamptz END
WHERE id = $1 AND attempts = $2 AND status = 'RUNNING'
"""

_PROGRESS: Final = """
UPDATE jobs SET done = $3, total = $4, version = version + 1
WHERE id = $1 AND attempts = $2 AND status = 'RUNNING'
"""

_RESCUE: Final = f"""
SELECT procrastinate_retry_job_v2(lost.id, now(), NULL, NULL, NULL)
FROM (
    SELECT job.id
    FROM procrastinate_jobs AS job
    LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing' AND (
        worker.id IS NULL
        OR worker.last_heartbeat < now() - interval '{SILENCE_SECONDS_MAX} seconds'
    )
    FOR UPDATE OF job SKIP LOCKED
) AS lost
"""  # noqa: S608  a constant of this module

_WAITING: Final = """
SELECT count(*) FILTER (WHERE status = 'QUEUED' AND due_at <= now()) AS waiting,
    count(*) FILTER (WHERE status = 'RUNNING') AS running,
    extract(epoch FROM now() - min(due_at) FILTER (WHERE status = 'QUEUED' AND due_at <= now()))
        ::float AS oldest_seconds,
    count(*) FILTER (WHERE status = 'FAILED') AS failed
FROM jobs WHERE status IN ('QUEUED', 'RUNNING', 'FAILED')
"""

_FORGET: Final = """
DELETE FROM jobs WHERE status IN ('DONE', 'DROPPED') AND NOT scheduled AND ended_at < $1
"""


@dataclass(frozen=True)
class Started:
    """A job that a worker has begun: its `attempt` is the newest as long as nobody else has."""

    id: UUID
    name: str
    party_id: UUID | None
    arguments: dict[str, Any]
    attempt: int


@dataclass(frozen=True)
class Backlog:
    """How many jobs are due, run, and were given up; for how long the oldest has been due."""

    waiting: float
    running: float
    failed: float
    oldest_seconds: float


@unscoped("what a change leaves to be done")
async def enqueue(session: AsyncSession, job: Job) -> None:
    """Have a job run once it is due, if and when the transaction is committed."""
    session.add(job)
    await session.flush()
    connection = await session.connection()
    await connection.execute(
        _ENQUEUE,
        {
            "queue": QUEUE,
            "task": RUN_JOB,
            "id": job.id,
            "party_id": job.party_id,
            "lock": None if job.key is None else f"{job.name}:{job.key}",
            "due_at": job.due_at,
        },
    )


async def lock_job(session: AsyncSession, id: UUID, *, scope: Scope[Job]) -> Job | None:
    """The job, held until the transaction ends."""
    return await lock_row(session, Job, col(Job.id) == id, scope=scope)


async def start(database: Database, id: UUID, now: datetime) -> Started | None:
    """Begin an attempt; None where the job is over, and nothing is left to be done."""
    return _started(await database.pool.fetchrow(_START, id, now))


async def start_scheduled(database: Database, name: str, now: datetime) -> Started:
    """Begin a run of a scheduled job."""
    started = _started(await database.pool.fetchrow(_START_SCHEDULED, name, now))
    assert started is not None
    return started


@unscoped("of a job that the worker itself has begun")
async def finish(session: AsyncSession, started: Started, now: datetime) -> bool:
    """End a job in the transaction of what it changed; False where the attempt is not the newest,
    and nothing must be committed."""
    connection = await session.connection()
    done = await connection.execute(
        _FINISH, {"id": started.id, "attempt": started.attempt, "now": now}
    )
    return done.rowcount == 1


async def fail(
    database: Database, started: Started, error: str, again_at: datetime | None, now: datetime
) -> None:
    """An attempt was in vain: there is another one then, or none, and somebody has to look."""
    await database.pool.execute(_FAIL, started.id, started.attempt, error[:NOTE], again_at, now)


async def progress(database: Database, started: Started, done: int, total: int | None) -> None:
    await database.pool.execute(_PROGRESS, started.id, started.attempt, done, total)


async def rescue(database: Database) -> int:
    """Have the jobs of workers that are gone run again, and tell how many those are."""
    return len(await database.pool.fetch(_RESCUE))


async def backlog(database: Database) -> Backlog:
    row = await database.pool.fetchrow(_WAITING)
    assert row is not None  # it counts
    oldest_seconds = row["oldest_seconds"] or 0.0
    return Backlog(row["waiting"], row["running"], row["failed"], oldest_seconds)


async def forget(database: Database, ended_before: datetime) -> None:
    """Delete jobs that are done or dropped since then; failed ones stay until somebody looks."""
    await database.pool.execute(_FORGET, ended_before)


def _started(row: Any) -> Started | None:
    if row is None:
        return None
    arguments = orjson.loads(row["arguments"])
    return Started(row["id"], row["name"], row["party_id"], arguments, row["attempts"])
