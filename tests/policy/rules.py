"""Of every row of the scene, who may see it."""

from typing import Final

from tests.areas import AREAS

# The operator sees everything, but what it does not.
_SEEN_BY: Final = {row: viewers for area in AREAS for row, viewers in area.seen_by.items()}
_LISTED_FOR: Final = {row: viewers for area in AREAS for row, viewers in area.listed_for.items()}
_LISTS: Final = {name: rows for area in AREAS for name, rows in area.lists.items()}
_SEEN_WITH: Final = tuple(beginning for area in AREAS for beginning in area.seen_with)
_HIDDEN_FROM_OPERATOR: Final = {row for area in AREAS for row in area.hidden_from_operator}


def seen_by(row: str) -> set[str]:
    of = _decides(row)
    return {*_SEEN_BY[of].split(), *_operator(of)}


def listed_for(row: str, name: str) -> set[str]:
    """Whom the list of this name shows the row."""
    if name in _LISTS:
        return set(_LISTS[name].get(row, "").split())
    of = _decides(row)
    return {*_LISTED_FOR.get(of, _SEEN_BY[of]).split(), *_operator(of)}


def _decides(row: str) -> str:
    """The row that decides who may see a row: it itself, or the one that it is seen with."""
    for beginning in _SEEN_WITH:
        if row.startswith(beginning):
            return _decides(row.removeprefix(beginning))
    return row


def _operator(row: str) -> set[str]:
    return set() if row in _HIDDEN_FROM_OPERATOR else {"operator"}
