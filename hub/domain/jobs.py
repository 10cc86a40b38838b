"""What may be done with a job by hand."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from db.enums.jobs import JobStatus
from hub.domain.errors import ErrorCode, Refused


class JobAction(StrEnum):
    RETRY = "RETRY"
    DROP = "DROP"


# Each row reads: from this status, this action leads there. What is not listed is refused.
TRANSITIONS: Final[Mapping[tuple[JobStatus, JobAction], JobStatus]] = {
    (JobStatus.FAILED, JobAction.RETRY): JobStatus.QUEUED,
    (JobStatus.FAILED, JobAction.DROP): JobStatus.DROPPED,
    (JobStatus.QUEUED, JobAction.DROP): JobStatus.DROPPED,
}
_DONE: Final = {JobAction.RETRY: "retried", JobAction.DROP: "dropped"}


def next_status(status: JobStatus, action: JobAction, *, scheduled: bool) -> JobStatus:
    """
    Raises:
        Refused: WRONG_STATUS, the action leads nowhere from there, or the job is scheduled.
    """
    if scheduled:
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The job is scheduled and cannot be {_DONE[action]}; it runs again when it is due.",
            ("jobId",),
        )
    found = TRANSITIONS.get((status, action))
    if found is None:
        possible = [start for start, taken in TRANSITIONS if taken is action]
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The job is {status} and cannot be {_DONE[action]}; only one that is"
            f" {' or '.join(possible)} can.",
            ("jobId",),
        )
    return found
