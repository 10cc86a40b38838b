"""Answers already given to requests, by the request ids that clients make."""

from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.scope import unscoped
from db.sql.declarations import table_of
from db.tables.requests import AnsweredRequest


@unscoped("of the viewer's account")
async def claim(session: AsyncSession, asked: AnsweredRequest) -> bool:
    """Take the request id for this transaction; false where it was answered before.

    The same id asked for at the same time waits here until the first has ended.
    """
    statement = insert(table_of(AnsweredRequest)).values(asked.model_dump())
    done = await session.exec(statement.on_conflict_do_nothing())
    return bool(done.rowcount)


@unscoped("of the viewer's account")
async def answered(session: AsyncSession, account_id: UUID, request_id: UUID) -> AnsweredRequest:
    statement = select(AnsweredRequest).where(
        col(AnsweredRequest.account_id) == account_id,
        col(AnsweredRequest.request_id) == request_id,
    )
    found = await session.exec(statement, execution_options={"populate_existing": True})
    return found.one()


@unscoped("of the viewer's account")
async def keep(session: AsyncSession, asked: AnsweredRequest, answer: dict[str, Any]) -> None:
    """Write down what was answered to a request that this transaction has claimed."""
    statement = (
        update(AnsweredRequest)
        .where(
            col(AnsweredRequest.account_id) == asked.account_id,
            col(AnsweredRequest.request_id) == asked.request_id,
        )
        .values(answer=answer)
    )
    await session.exec(statement, execution_options={"synchronize_session": False})
