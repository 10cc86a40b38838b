"""Rows on their way to the database, kept by table."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Final, NamedTuple

import orjson
from sqlmodel import SQLModel

from db.tables import metadata

# A table comes after the tables it refers to.
_TABLES_IN_ORDER: Final = tuple(table.name for table in metadata.sorted_tables)


class Copy(NamedTuple):
    """Rows to be copied into one table: records in the order of `columns`."""

    table: str
    columns: Sequence[str]
    records: Sequence[tuple[object, ...]]


class Rows:
    """Rows that wait to be stored. All rows of a table name the same columns; others stay null."""

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, object]]] = {}
        self.count = 0

    def add(self, table: type[SQLModel], **columns: object) -> None:
        self._rows.setdefault(str(table.__tablename__), []).append(columns)
        self.count += 1

    def drain(self) -> Sequence[Copy]:
        """Hand out all that waits, so that a row comes after the rows it refers to."""
        rows, self._rows, self.count = self._rows, {}, 0
        return [_copy(name, rows[name]) for name in _TABLES_IN_ORDER if name in rows]


def _copy(table: str, rows: Sequence[dict[str, object]]) -> Copy:
    columns = tuple(rows[0])
    for name in [name for name in columns if isinstance(rows[0][name], dict)]:
        for row in rows:
            row[name] = orjson.dumps(row[name]).decode()
    return Copy(table, columns, list(map(itemgetter(*columns), rows)))
