"""The privacy matrix: what everything in the schema says to everybody, one line for each element.

`matrix.txt` is written by hand: a line says for whom an element is what (`tests.privacy.cells`).
All cells are tried; a field, root, mutation, filter or ordering without a line fails.
"""

from pathlib import Path
from typing import Final

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from hub.context import Hub
from tests.policy.scene import Scene
from tests.privacy.cells import Cells, elements

MATRIX: Final = Path(__file__).with_name("matrix.txt")
# A scene has cosmetics alone, and nothing of stock that facts could be compared with.
_BEYOND: Final = ("JewelleryDetails.", "GeneralDetails.", "StockMeasures.")


def matrix() -> dict[str, str]:
    found = {}
    for line in MATRIX.read_text().splitlines():
        if line and not line.startswith("#"):
            element, cells = line.rsplit("  ", 1)
            found[element.strip()] = " ".join(cells.split())
    return found


async def test_every_cell_of_the_matrix_holds(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene(hub)
    await scene.set_up_chain()
    await scene.set_up_others()
    cells = Cells(scene)
    await cells.ask_for_rows()
    await cells.ask_roots()
    await cells.ask_orderings_of_rows()
    # What is tried is not kept.
    monkeypatch.setattr(AsyncSession, "commit", AsyncSession.rollback)
    await cells.ask_for_changes()

    found, wanted = cells.lines(), matrix()
    missing = {name for name in elements() - found.keys() if not name.startswith(_BEYOND)}
    differing = [f"{name:48}  {line}" for name, line in found.items() if wanted.get(name) != line]
    gone = wanted.keys() - found.keys()
    assert missing == set(), "nobody was asked for these"
    assert differing == [], "\n" + "\n".join(differing)
    assert gone == set(), "these are there no more"
    assert cells.tried > 3_000, cells.tried
