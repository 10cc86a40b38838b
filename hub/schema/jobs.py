"""What the hub does beside requests, as clients see it."""

from datetime import datetime

import strawberry

from db.enums.jobs import JobOrder, JobStatus
from db.tables import jobs as tables
from hub.commands import jobs as commands
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import jobs, parties
from hub.schema.connections import Connection, connection, takes
from hub.schema.mutations import id_of, mutation, payload
from hub.schema.node import Node, is_row_of
from hub.schema.parties import Party

ID = strawberry.ID


@strawberry.type(description="Something that the hub does beside requests, and what became of it.")
class Job(Node):
    is_type_of = is_row_of(tables.Job)

    id: ID = node_id("Job", jobs.job_by_id)
    name: str = column("What is done.")
    scheduled: bool = column(
        "Whether it is done again and again; then this tells of its newest run."
    )
    party: Party | None = batched(
        parties.party_by_id, key="party_id", description="Whom it concerns; null for the hub's own."
    )
    status: JobStatus = column("Where it stands.")
    version: int = column("Counts every change, also of how far it has come.")
    attempts: int = column("How often it was begun.")
    done: int | None = column("How much of `total` the newest run has done, if it says so.")
    total: int | None = column("How much there is to be done, if that is known.")
    last_error: str | None = column("Why the newest attempt was in vain; null once one was not.")
    queued_at: datetime = column("When it was asked for.")
    due_at: datetime = column("When it is or was due; after an attempt in vain, the next one.")
    started_at: datetime | None = column("When it was begun, the last time.")
    ended_at: datetime | None = column("When it was done, given up or dropped.")


@strawberry.input(description="Which jobs; all that is given must match.")
class JobFilter:
    status: list[JobStatus] | None = takes("Standing in one of these ways.")


@strawberry.type
class JobQueries:
    job: Job | None = found(jobs.job_by_id, "Job", description="The job with this id.")
    jobs: Connection[Job] = connection(
        jobs.jobs,
        key=None,
        filter=JobFilter,
        order_by=JobOrder,
        description="What the hub does or did for your party; the operator sees all. What was given"
        " up stays until somebody retries or drops it, all else for two weeks after its end.",
    )


@payload("A job after a change, or why there was none.")
class JobPayload:
    job: Job | None = batched(jobs.job_by_id, key="job_id", description="The job as it is now.")


@mutation(commands.retry_job, JobPayload, description="Try a job again that was given up.")
class RetryJobInput:
    job_id: ID = id_of("Job", "Which job.")


@mutation(
    commands.drop_job,
    JobPayload,
    description="Leave a job undone that waits or was given up.",
)
class DropJobInput:
    job_id: ID = id_of("Job", "Which job.")
