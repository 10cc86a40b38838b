"""Reads and locks of files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, any_, exists, func
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.files import FileStatus
from db.scope import Scope, unscoped
from db.sql.declarations import Listing, Lookup, Ordering, table_of
from db.sql.locking import lock_row, lock_rows
from db.tables import metadata
from db.tables.files import File
from db.tables.reviews import Review

_files = table_of(File).c

FILE_BY_ID: Final = Lookup(File)
FILES: Final = Listing(File, orderings={"NEWEST": Ordering(("created_at", "id"), descending=True)})


async def lock_file(session: AsyncSession, id: UUID, *, scope: Scope[File]) -> File | None:
    """The file, held until the transaction ends."""
    return await lock_row(session, File, col(File.id) == id, scope=scope)


async def lock_files(
    session: AsyncSession, ids: Sequence[UUID], *, scope: Scope[File]
) -> dict[UUID, File]:
    """The files that there are among the ids, held: nobody clears them away meanwhile."""
    found = await lock_rows(session, File, col(File.id).in_(ids), scope=scope)
    return {file.id: file for file in found}


@unscoped("what a job was told to look at")
async def lock_file_of_job(session: AsyncSession, id: UUID) -> File | None:
    return await lock_row(session, File, col(File.id) == id)


@unscoped("of the demo world, which everybody may know")
async def file_to_draw(session: AsyncSession, id: UUID) -> File | None:
    return await session.get(File, id)


@unscoped("of the viewer's own party, and tells numbers alone")
async def room_taken(session: AsyncSession, owner_id: UUID) -> tuple[int, int]:
    """Of how many bytes a party's files are, and how many of them are yet to be sent."""
    statement = select(
        func.coalesce(func.sum(col(File.byte_count)), 0),
        func.count().filter(col(File.status) == FileStatus.AWAITED),
    ).where(col(File.owner_id) == owner_id)
    taken, awaited = (await session.exec(statement)).one()
    return int(taken), awaited


@unscoped("for the hub's own upkeep")
async def lock_unused(session: AsyncSession, before: datetime, most: int) -> list[File]:
    """Some of the files of before then that nothing shows, held; what is held already is left."""
    old = select(File.id).where(col(File.created_at) < before, *_unused()).limit(most)
    held = await lock_rows(session, File, col(File.id).in_(old), skip_locked=True)
    # Whoever held one until a moment ago may have put it to use.
    ids = [file.id for file in held]
    still = set(await session.exec(select(File.id).where(col(File.id).in_(ids), *_unused())))
    return [file for file in held if file.id in still]


@unscoped("for the hub's own upkeep")
async def delete_files(session: AsyncSession, ids: Sequence[UUID]) -> None:
    await session.exec(delete(File).where(col(File.id).in_(ids)))


def _unused() -> list[ColumnElement[bool]]:
    """That no row of any table refers to a file."""
    referring = [
        column
        for table in metadata.sorted_tables
        for column in table.c
        if any(key.column is _files.id for key in column.foreign_keys)
    ]
    return [
        *(~exists().where(column == _files.id) for column in referring),
        ~exists().where(_files.id == any_(table_of(Review).c.picture_ids)),
    ]
