"""Having something done beside the request, if and when its change is committed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from db.queries import jobs as queries
from db.tables import Job
from db.types import new_id
from hub.context import Request


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
