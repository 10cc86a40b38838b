"""Which rows a statement may touch: made by `hub.policy` alone, asked for by every private read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Table

T = TypeVar("T")
Read = TypeVar("Read", bound=Callable[..., object])


@dataclass(frozen=True, eq=False)
class Followed:
    """The row by which another is seen: the table's with the id in `column`, within `predicate`."""

    column: str
    table: Table
    predicate: ColumnElement[bool]


@dataclass(frozen=True, eq=False)
class Scope(Generic[T]):
    """The rows of one table that a viewer may see.

    `predicate` is one of the policy's constants, never built per request, so statements are
    composed once for each (statement, predicate) and kept. `values` fills its bound parameters.
    Where a row is seen exactly when another one is, `followed` is that one: whoever has it already
    need not look for it again.
    """

    predicate: ColumnElement[bool]
    values: Mapping[str, object] = field(default_factory=dict)
    followed: Followed | None = None


def unscoped(why: str) -> Callable[[Read], Read]:
    """Mark what reads or locks rows through a session without a scope, and say why it may."""

    def mark(read: Read) -> Read:
        read.unscoped = why  # type: ignore[attr-defined]
        return read

    return mark
