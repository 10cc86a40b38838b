"""Which rows a statement may touch: made by `hub.policy` alone, asked for by every private read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Table, and_, not_
from sqlalchemy.sql.elements import True_

T = TypeVar("T")
Read = TypeVar("Read", bound=Callable[..., object])


@dataclass(frozen=True, eq=False)
class Followed:
    """The row by which another is seen: the table's with the id in `column`, within `predicate`."""

    column: str
    table: Table
    predicate: ColumnElement[bool]


@dataclass(frozen=True, eq=False)
class Guard:
    """Of which rows a column may be read, those within `predicate`, and the rule that says so."""

    predicate: ColumnElement[bool]
    rule: Any


@dataclass(frozen=True, eq=False)
class Scope(Generic[T]):
    """The rows of one table that a viewer may see.

    `predicate` is one of the policy's constants, never built per request, so statements are
    composed once for each (statement, predicate) and kept. `values` fills its bound parameters.
    Where a row is seen exactly when another one is, `followed` is that one: whoever has it already
    need not look for it again. `guards` are the columns that not all may read who see the row.
    """

    predicate: ColumnElement[bool]
    values: Mapping[str, object] = field(default_factory=dict)
    followed: Followed | None = None
    guards: Mapping[str, Guard] = field(default_factory=dict)

    def hiding(self, columns: Iterable[str]) -> "Iterator[tuple[Any, Scope[T]]]":
        """For each rule that withholds one of the columns, the rows of which it does.

        Whoever sorts, filters, groups or sums by the columns is to see that there are none.
        """
        rules = {guard.rule: guard for name in columns if (guard := self.guards.get(name))}
        for rule, guard in rules.items():
            hidden = _beyond(self.predicate, guard.predicate)
            if hidden is not None:
                yield rule, replace(self, predicate=hidden, followed=None)


@cache
def _beyond(
    predicate: ColumnElement[bool], guard: ColumnElement[bool]
) -> ColumnElement[bool] | None:
    """The rows within the predicate that the guard keeps out; None where it keeps out none."""
    return None if isinstance(guard, True_) else and_(predicate, not_(guard))


def unscoped(why: str) -> Callable[[Read], Read]:
    """Mark what reads or locks rows through a session without a scope, and say why it may."""

    def mark(read: Read) -> Read:
        read.unscoped = why  # type: ignore[attr-defined]
        return read

    return mark
