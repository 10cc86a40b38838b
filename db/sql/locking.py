"""How rows are held that a change is about: every lock is taken here, and in one order.

A table whose rows are locked has a rank (`db.types.lock_rank`). A transaction locks rows of rising
rank, and all it needs of one table at once, by their keys; so no two ever wait for each other.
Rows that only refer to a locked one can still be written, as nearly everything refers to parties.
"""

from typing import Final, TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.scope import Scope
from db.sql.declarations import table_of
from db.types import LOCK_RANK

Model = TypeVar("Model", bound=SQLModel)

# Where a session keeps which of its transactions has locked what: the table locked last.
_LOCKED: Final = "locked"


class LockOutOfOrder(RuntimeError):
    """A transaction would lock rows in another order than others do, and could wait for ever."""


async def lock_row(
    session: AsyncSession,
    model: type[Model],
    *conditions: ColumnElement[bool],
    scope: Scope[Model] | None = None,
) -> Model | None:
    """The one row that there is, as `lock_rows` does."""
    found = await lock_rows(session, model, *conditions, scope=scope)
    return found[0] if found else None


async def lock_rows(
    session: AsyncSession,
    model: type[Model],
    *conditions: ColumnElement[bool],
    scope: Scope[Model] | None = None,
    skip_locked: bool = False,
) -> list[Model]:
    """The rows within the scope, in the order of their keys, held until the transaction ends.

    Raises:
        LockOutOfOrder: the transaction has locked rows of this rank already, or of a higher one.
    """
    _check_order(session, model)
    statement = (
        select(model)
        .where(*conditions, *(() if scope is None else (scope.predicate,)))
        .order_by(*table_of(model).primary_key)
        .with_for_update(key_share=True, skip_locked=skip_locked)
        .execution_options(populate_existing=True)
    )
    values = {} if scope is None else dict(scope.values)
    return list(await session.exec(statement, params=values))


def _check_order(session: AsyncSession, model: type[SQLModel]) -> None:
    table = table_of(model)
    rank = table.info.get(LOCK_RANK)
    if rank is None:
        raise LockOutOfOrder(f"{table.name} has no rank to be locked in; give it a `lock_rank`.")
    transaction, last = session.info.get(_LOCKED, (None, None))
    current = session.sync_session.get_transaction() or session.sync_session.begin()
    if transaction is current and last.info[LOCK_RANK] >= rank:
        raise LockOutOfOrder(
            f"{table.name} (rank {rank}) is locked before {last.name}"
            f" (rank {last.info[LOCK_RANK]}), and all of its rows at once."
        )
    session.info[_LOCKED] = (current, table)
