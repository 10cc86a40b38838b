"""Files that parties send."""

from typing import Final
from uuid import UUID

from db.enums.files import FileKind, FileStatus
from db.tables.files import File
from tests.areas import ROWS, Area, Shelf, Stage
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    for owner in ("brand", "supplier", "consumer"):
        scene.keep(f"file of the {owner}", made_file(scene.id(owner)))


def _others(scene: Stage) -> None:
    scene.keep("file of the house", made_file(scene.id("house")))


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        made = made_file(shelf.id("centre"))
        made.created_at = shelf.instants[number]
        shelf.add(made, f"file {number}")


def made_file(owner_id: UUID, kind: FileKind = FileKind.IMAGE) -> File:
    """A picture that can be shown, or another file, of this party."""
    return File(
        owner_id=owner_id,
        kind=kind,
        status=FileStatus.READY,
        name="front.jpg",
        byte_count=1_000,
        sha256="0" * 64,
        width=800,
        height=1_000,
        created_at=NOW,
    )


AREA: Final = Area(
    scene=_scene,
    others=_others,
    # Whoever sent it.
    seen_by={
        "file of the brand": "brand",
        "file of the supplier": "supplier",
        "file of the consumer": "consumer",
        "file of the house": "house",
    },
    shelf=_shelf,
    breaks={
        "Products are shown by files that are not ready, of others, or of another kind": (
            "UPDATE files SET kind = 'VIDEO'"
        ),
    },
)
