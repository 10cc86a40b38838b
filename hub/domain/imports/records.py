"""What one record of a file tells: rows for staging tables, by kind.

Ids follow from the mapping's source and the file's own keys. So files can refer to each other
without a lookup, and a second import of the same file names the same things.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from db.record_kinds import RecordKind

_ALL_SOURCES: Final = UUID("6f5d2b0e-6a0c-5d0a-9a55-1f6f0c7f3b11")


class Told(NamedTuple):
    """One thing that a record tells: its kind, and the values of the kind's columns.

    `nth` tells things of one kind in one record apart.
    """

    kind: RecordKind
    nth: int
    values: tuple[object, ...]

    def value(self, column: str) -> object:
        return self.values[self.kind.columns.index(column)]


class RowRejected(Exception):
    """A record that cannot be imported: a stable code, and a sentence for a person.

    `order_id` is the order that it belongs to, as far as can be told, which then waits for it; a
    record that the mapping itself leaves out is waited for by none.
    """

    def __init__(self, code: str, reason: str, order_id: UUID | None = None) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.order_id = order_id


def source_namespace(source: str) -> UUID:
    """The namespace of all ids of one source."""
    return uuid5(_ALL_SOURCES, source)


@lru_cache(maxsize=65_536)
def id_of(namespace: UUID, kind: str, key: str) -> UUID:
    """The id of the thing of this kind that the source knows by this key."""
    # A key is never longer than 200 characters, so its length cannot be mistaken for its text.
    return uuid5(namespace, f"{len(kind)}:{kind}{len(key)}:{key}")


def fixed_seller_id(namespace: UUID) -> UUID:
    """The id of the party that the mapping itself names."""
    return id_of(namespace, "mapping", "seller")
