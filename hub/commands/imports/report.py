"""What an import did, row for row and to the penny."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel

from db.queries.imports import Total


class RejectCount(NamedTuple):
    """How many rows were rejected with a code, and the first one's reason."""

    code: str
    rows: int
    reason: str


class ImportReport(BaseModel):
    """Every row was imported or rejected: `imported + rejected == rows`.

    `created` counts what is new in the hub, `changed` what was there and is told anew; a second
    import of the same files does neither. `totals` are of all orders that the files tell of, new or
    known, as the hub now holds them. `notes` are what was found out of the files.
    `rows_read_before` tells how far an earlier, cut-off run of this import had come. Of a run that
    was undone, `removed` went and `kept` had been built on.
    """

    files: list[str]
    notes: list[str] = []
    is_dry_run: bool = False
    rows: int = 0
    imported: int = 0
    rejected: int = 0
    rejects: list[RejectCount] = []
    created: dict[str, int] = {}
    changed: dict[str, int] = {}
    totals: list[Total] = []
    rows_read_before: int = 0
    removed: dict[str, int] = {}
    kept: dict[str, int] = {}
