"""What Python fills into the text of a statement, and how it stands there.

A placeholder stands in the text between two characters that JSON text cannot hold unescaped, as a
JSON array: its number in the statement, and the values of the columns that it is filled from. Where
a value is missing that must not be, or an error was met, there is a mark of another such character,
for an error followed by its number; `hub.execution.nulls` makes of marks what GraphQL makes of
errors.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, make_dataclass
from functools import cached_property
from itertools import starmap
from typing import Any, Final

import orjson

from hub.execution.plan import Selected
from hub.execution.withheld import Coarser, FieldRule

MARK: Final = b"\x01"
BEGIN: Final = b"\x02"
END: Final = b"\x03"

# Makes the value of a column of what JSON says of it; None where that is the value.
ReadBack = Callable[[Any], Any] | None


@dataclass(frozen=True)
class Computed:
    """The value of a field that Python works out from columns of the row."""

    field: Selected
    columns: tuple[tuple[str, ReadBack], ...]

    @cached_property
    def _row_type(self) -> type:
        return make_dataclass("Row", [name for name, _ in self.columns], slots=True)

    def rows(self, values: Sequence[list[Any]]) -> list[Any]:
        """Rows that have the columns, of the values that stand in placeholders."""
        reads = [(n, read) for n, (_, read) in enumerate(self.columns) if read is not None]
        for row in values:
            for n, read in reads:
                if row[n] is not None:
                    row[n] = read(row[n])
        return [*starmap(self._row_type, values)]


@dataclass(frozen=True)
class Related:
    """What a relation leads to from the key that stands in the placeholder; none at a root.

    A key of several columns has a `read_back` for each. `is_loaded`: its loader brings objects.
    Otherwise the plan below it is read by a statement.
    """

    field: Selected
    read_back: ReadBack | tuple[ReadBack, ...]
    is_loaded: bool

    def key(self, values: Sequence[Any]) -> Any:
        """The key of what stands in a placeholder; None where it is not there."""
        if not isinstance(self.read_back, tuple):
            [value] = values
            return _read(self.read_back, value)
        found = tuple(map(_read, self.read_back, values))
        return None if None in found else found


@dataclass(frozen=True)
class Refused:
    """A field whose arguments are wrong; `asking` is its place among those of the plan."""

    asking: int


@dataclass(frozen=True)
class Telling:
    """A list whose order or filters would tell what the rule withholds."""

    rule: FieldRule


@dataclass(frozen=True)
class Coarse:
    """What is told of the column in the placeholder in place of what a rule withholds."""

    coarser: Coarser


def _read(read_back: ReadBack, value: Any) -> Any:
    return value if value is None or read_back is None else read_back(value)


Placeholder = Computed | Related | Refused | Telling | Coarse


def pieces_of(text: bytes) -> list[bytes]:
    """The text in pieces, of which every second one is a placeholder."""
    first, *others = text.split(BEGIN)
    pieces = [first]
    for one in others:
        placeholder, _, after = one.partition(END)
        pieces += (placeholder, after)
    return pieces


def read_values(placeholders: Sequence[bytes]) -> list[list[Any]]:
    """For each placeholder its number, and the values that stand in it."""
    values: list[list[Any]] = orjson.loads(b"[%b]" % b",".join(placeholders))
    return values


def mark_of(error: int) -> bytes:
    """The mark of the error with this number."""
    return b"%b%d" % (MARK, error)
