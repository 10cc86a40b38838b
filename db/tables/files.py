"""Files that parties have sent: pictures, films, models and papers; their bytes lie elsewhere."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from db.enums.files import FileKind, FileStatus
from db.lengths import CODE, NAME, NOTE
from db.types import Text, instant, key, lock_rank, words


class File(SQLModel, table=True):
    """A file of the party that sent it, in as many `parts` as a spin has pictures, else in one.

    `status` moves only along `hub.domain.files.TRANSITIONS`. `byte_count` is what was announced
    until it is known what came; `sha256` is of what came, all parts in their order, in hexadecimal.
    A picture's `width` and `height` are those of its largest size. `name` is what it was called
    where it came from.
    """

    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint("parts > 0", name="parts_are_positive"),
        CheckConstraint("byte_count > 0", name="bytes_are_positive"),
        CheckConstraint("(width IS NULL) = (height IS NULL)", name="measures_are_both_known"),
        Index("ix_files_owner_id_created_at_id", "owner_id", "created_at", "id"),
        Index("ix_files_created_at_id", "created_at", "id"),
        lock_rank(76),
    )

    id: UUID = key()
    owner_id: UUID = Field(foreign_key="parties.id")
    kind: FileKind = Field(sa_type=words(FileKind))
    status: FileStatus = Field(default=FileStatus.AWAITED, sa_type=words(FileStatus))
    name: str = Field(sa_type=Text(NAME))
    parts: int = 1
    byte_count: int = Field(sa_type=BigInteger)
    content_type: str | None = Field(default=None, sa_type=Text(CODE))
    sha256: str | None = Field(default=None, sa_type=Text(CODE))
    width: int | None = None
    height: int | None = None
    reason: str | None = Field(default=None, sa_type=Text(NOTE))
    created_at: datetime = instant()
