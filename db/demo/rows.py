"""Rows on their way to the database, kept by table."""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from sqlmodel import SQLModel

from db.tables import metadata


class Copy(NamedTuple):
    """Rows to be copied into one table: records in the order of `columns`."""

    table: str
    columns: Sequence[str]
    records: Sequence[tuple[object, ...]]


class Rows:
    """Rows that wait to be stored. Rows of one table name the same columns; the others stay null."""

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, object]]] = {}
        self.count = 0

    def add(self, table: type[SQLModel], **columns: object) -> None:
        self._rows.setdefault(str(table.__tablename__), []).append(columns)
        self.count += 1

    def take(self) -> Iterator[Copy]:
        """Hand out all that waits, so that a row comes after the rows it refers to."""
        rows, self._rows, self.count = self._rows, {}, 0
        for table in metadata.sorted_tables:
            if waiting := rows.pop(table.name, None):
                columns = tuple(waiting[0])
                yield Copy(table.name, columns, list(map(itemgetter(*columns), waiting)))
