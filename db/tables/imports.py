"""What the hub keeps of imports: each run with its outcome, and what it brought in.

The rows that a run has read and not yet merged lie in tables of its own, in a schema of its own
that is dropped at its end: see `db.queries.imports.staging`.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from db.lengths import NAME, TOKEN, WORD
from db.types import Text, instant, words


class ImportStage(StrEnum):
    """READING until the last row is staged, MERGED while rejects are yet to be written, then DONE,
    and UNDONE where what it brought in was taken back.
    """

    READING = "READING"
    MERGED = "MERGED"
    DONE = "DONE"
    UNDONE = "UNDONE"


class ImportRun(SQLModel, table=True):
    """One import of files of a source; of each source one at most is unfinished.

    `fingerprint` is of the mapping and of every byte of the files, so that what is staged is only
    taken up for the same input. `outcome` is its report.
    """

    __tablename__ = "import_runs"
    __table_args__ = (
        Index(
            "ix_import_runs_unfinished",
            "source",
            unique=True,
            postgresql_where=text("stage IN ('READING', 'MERGED')"),
        ),
        Index("ix_import_runs_started_at", "started_at"),
    )

    id: UUID = Field(primary_key=True)
    source: str = Field(sa_type=Text(NAME))
    fingerprint: str = Field(sa_type=Text(TOKEN))
    stage: ImportStage = Field(default=ImportStage.READING, sa_type=words(ImportStage))
    outcome: dict[str, object] | None = Field(default=None, sa_type=JSONB)
    started_at: datetime = instant()
    finished_at: datetime | None = instant(default=None)


class ImportedThing(SQLModel, table=True):
    """A thing that came into the hub by an import: a row `thing_id` of the table `kind`.

    `run_id` is the run that brought it in, `said_by_id` the newest that said anything new of it:
    `said` is a digest of what it said, by which the same file is told from one that says something
    else. An order that is one of several with the same key in its source has that key's `key_id`.
    """

    __tablename__ = "imported_things"
    __table_args__ = (
        Index("ix_imported_things_key_id", "key_id"),
        Index("ix_imported_things_run_id", "run_id"),
    )

    kind: str = Field(primary_key=True, sa_type=Text(WORD))
    thing_id: UUID = Field(primary_key=True)
    run_id: UUID = Field(foreign_key="import_runs.id")
    said_by_id: UUID = Field(foreign_key="import_runs.id")
    said: str | None = Field(default=None, sa_type=Text(TOKEN))
    key_id: UUID | None = None
