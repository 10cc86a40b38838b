"""Jobs."""

from typing import Final

from db.enums.jobs import JobStatus
from db.tables.jobs import Job
from hub.context import Hub
from tests.areas import ROWS, Area, Shelf, Stage
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    job = Job(name="count", party_id=scene.id("brand"), key="", queued_at=NOW, due_at=NOW)
    job.last_error = "Why"
    scene.keep("job of brand", job)


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        queued_at = shelf.instants[number]
        shelf.add(
            Job(name="count", party_id=shelf.id("centre"), queued_at=queued_at, due_at=queued_at)
        )


async def _demo(hub: Hub) -> None:
    """What the hub has done beside requests, and what it has failed to do."""
    async with hub.database.session() as session:
        for status in (JobStatus.QUEUED, JobStatus.FAILED):
            job = Job(name="count", key="", status=status, queued_at=NOW, due_at=NOW, ended_at=NOW)
            session.add(job)
        await session.commit()


AREA: Final = Area(
    scene=_scene,
    # Whom they concern.
    seen_by={"job of brand": "brand"},
    shelf=_shelf,
    demo=_demo,
)
