"""Takes an import back, as far as nothing was built on what it brought in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from db.queries import imports as queries
from db.session import Connection
from db.tables.imports import ImportStage
from hub.commands.imports.report import ImportReport


class UndoRefused(Exception):
    """The run cannot be undone. Its text says why."""


async def undo_import(connection: Connection, run_id: UUID, *, now: datetime) -> ImportReport:
    """Removes what the run brought into the hub, and nothing else.

    What was changed since stays, and what something leans on; the report counts both. What the run
    changed of things that were there before stays changed.

    Raises:
        UndoRefused: there is no such run, it is not done, or it was undone before.
    """
    async with connection.transaction():
        run = await queries.run_by_id(connection, run_id)
        if run is None:
            raise UndoRefused(f"There is no import {run_id}; hub import --runs lists them.")
        if run.stage is not ImportStage.DONE:
            raise UndoRefused(f"Import {run_id} is {run.stage}; only one that is DONE is undone.")
        report = ImportReport.model_validate(run.outcome)
        report.removed, report.kept = await queries.undo_run(connection, run_id)
        outcome = report.model_dump(mode="json")
        await queries.mark_run(connection, run_id, ImportStage.UNDONE, outcome, finished_at=now)
    return report
