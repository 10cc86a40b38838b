"""Words of jobs."""

from db.enums import DescribedEnum


class JobStatus(DescribedEnum):
    """Where a job stands."""

    QUEUED = "QUEUED", "It waits until it is due and its turn comes."
    RUNNING = "RUNNING", "It is being done; or its worker is gone, and another will begin it again."
    DONE = "DONE", "It was done."
    FAILED = "FAILED", "It was given up after several attempts; somebody has to look."
    DROPPED = "DROPPED", "Somebody decided that it need not be done."


class JobOrder(DescribedEnum):
    """How a list is sorted."""

    NEWEST = "NEWEST", "The newest first."
    OLDEST = "OLDEST", "The oldest first."
