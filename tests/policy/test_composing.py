"""What bounds the rows of a statement, wherever in it they stand."""

import re
from types import ModuleType
from uuid import UUID

import pytest

from db.composing import FoundRows
from db.enums import PartyKind, Role
from hub.execution.loading import Loader
from hub.loaders import catalogue, offers, orders, parties, shipments, stock
from hub.loaders.rows import RowsOf
from hub.policy.viewer import Viewer

ID = UUID(int=1)
VIEWERS = [None] + [Viewer(ID, "", "", ID, kind, Role.OWNER, ID) for kind in PartyKind]
# What is read, within the condition itself.
SOURCE = re.compile(r"(?:FROM|JOIN) (.+?)(?= JOIN | ON |\s*\n|\s*WHERE|$)")


def _declared(module: ModuleType) -> list[tuple[str, RowsOf]]:
    return [
        (name, loader.declared)
        for name, loader in vars(module).items()
        if isinstance(loader, Loader) and isinstance(loader.declared, RowsOf)
    ]


@pytest.mark.parametrize(
    ("name", "declared"),
    [one for module in (catalogue, offers, orders, parties, shipments, stock)
     for one in _declared(module)],
)  # fmt: skip
def test_a_condition_is_about_the_row_itself(name: str, declared: RowsOf) -> None:
    """A condition that read the table anew would be about any of its rows."""
    for viewer in VIEWERS:
        condition = FoundRows("the_row", declared.lookup, declared.seen_by(viewer)).condition

        assert "row$" not in condition
        assert not any("the_row" in source for source in SOURCE.findall(condition))
        assert condition in {"", "false"} or "the_row." in condition
