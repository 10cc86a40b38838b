"""What is done beside requests: each job, and what became of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from db.enums.jobs import JobStatus
from db.lengths import CODE, NAME, NOTE
from db.types import Text, instant, key, lock_rank, words


class Job(SQLModel, table=True):
    """Something to be done once, or, where it is `scheduled`, again and again.

    `party_id` is whom it concerns; none but the operator where it is null. Of jobs with the same
    name and key one runs at a time. `attempts` counts starts, and tells who still runs it: whoever
    started it last. A scheduled one has one row, which tells of its newest run.

    `done` of `total` says how far a run has come, where it says so. `version` counts changes, also
    of those.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint(
            "status NOT IN ('DONE', 'FAILED', 'DROPPED') OR ended_at IS NOT NULL",
            name="ended_ones_say_when",
        ),
        Index("uq_jobs_scheduled", "name", unique=True, postgresql_where=text("scheduled")),
        Index("ix_jobs_queued_at_id", "queued_at", "id"),
        Index("ix_jobs_party_id_queued_at_id", "party_id", "queued_at", "id"),
        Index(
            "ix_jobs_open",
            "due_at",
            postgresql_where=text("status IN ('QUEUED', 'RUNNING', 'FAILED')"),
        ),
        lock_rank(120),
    )

    id: UUID = key()
    name: str = Field(sa_type=Text(NAME))
    scheduled: bool = False
    party_id: UUID | None = Field(default=None, foreign_key="parties.id")
    key: str | None = Field(default=None, sa_type=Text(CODE))
    arguments: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    status: JobStatus = Field(default=JobStatus.QUEUED, sa_type=words(JobStatus))
    version: int = 0
    attempts: int = 0
    done: int | None = None
    total: int | None = None
    last_error: str | None = Field(default=None, sa_type=Text(NOTE))
    queued_at: datetime = instant()
    due_at: datetime = instant()
    started_at: datetime | None = instant(default=None)
    ended_at: datetime | None = instant(default=None)
