"""How a row is held that a change is about."""

from typing import TypeVar
from uuid import UUID

from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.scope import Scope
from db.sql.declarations import table_of

Model = TypeVar("Model", bound=SQLModel)


async def lock_row(
    session: AsyncSession, model: type[Model], id: UUID, *, scope: Scope[Model]
) -> Model | None:
    """The row with the id, if it is within the scope, held until the transaction ends."""
    statement = select(model).where(table_of(model).c.id == id, scope.predicate)
    found = await session.exec(
        statement.with_for_update(),
        params=dict(scope.values),
        execution_options={"populate_existing": True},
    )
    return found.first()
