"""Jobs: a change has something done beside the request; somebody retries or drops what failed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from db.enums.jobs import JobStatus
from db.queries import jobs as queries
from db.tables.jobs import Job
from db.types import new_id
from hub.context import Request
from hub.domain.errors import NotFound
from hub.domain.jobs import JobAction, next_status
from hub.policy.jobs import jobs_seen_by
from hub.policy.permissions import Permission, require_permission


async def enqueue(
    request: Request,
    name: str,
    *,
    party_id: UUID | None,
    key: str | None = None,
    due_at: datetime | None = None,
    **arguments: Any,
) -> UUID:
    """Have a worker run the job of this name, which `hub.work.jobs` declares.

    Args:
        party_id: whom the job concerns; None for what is the operator's business alone.
        key: of jobs with the same name and key one runs at a time, in the order they came in; the
            party unless said.
        due_at: not before then; at once unless said.
        arguments: what the job takes, as JSON can hold it.

    Returns:
        The job's id.
    """
    job = Job(
        id=new_id(),
        name=name,
        party_id=party_id,
        key=key or (None if party_id is None else str(party_id)),
        arguments=arguments,
        queued_at=request.now,
        due_at=due_at or request.now,
    )
    await queries.enqueue(request.session, job)
    return job.id


async def retry_job(request: Request, job_id: UUID) -> UUID:
    """Try a job again, from the first attempt on.

    Raises:
        NotFound: the job does not concern the viewer's party, or there is none.
        Refused: UNAUTHENTICATED or FORBIDDEN; WRONG_STATUS, it was not given up.
    """
    job = await _enter(request, job_id, JobAction.RETRY)
    job.attempts, job.ended_at, job.due_at = 0, None, request.now
    await queries.enqueue(request.session, job)
    return job_id


async def drop_job(request: Request, job_id: UUID) -> UUID:
    """Leave a job undone.

    Raises:
        NotFound: the job does not concern the viewer's party, or there is none.
        Refused: UNAUTHENTICATED or FORBIDDEN; WRONG_STATUS, it runs, or is over.
    """
    job = await _enter(request, job_id, JobAction.DROP)
    job.ended_at = request.now
    return job_id


async def _enter(request: Request, id: UUID, action: JobAction) -> Job:
    viewer = require_permission(request.viewer, Permission.MANAGE_JOBS)
    job = await queries.lock_job(request.session, id, scope=jobs_seen_by(viewer))
    if job is None:
        raise NotFound("job", ("jobId",))
    job.status = next_status(JobStatus(job.status), action, scheduled=job.scheduled)
    job.version += 1
    return job
