"""Reads and locks of addresses."""

from typing import Final
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.scope import Scope, unscoped
from db.sql.declarations import Listing, Lookup, Ordering
from db.sql.locking import lock_row
from db.tables.addresses import Address, OrderAddress

ADDRESS_BY_ID: Final = Lookup(Address)
ADDRESS_BY_ORDER: Final = Lookup(OrderAddress, key="order_id")
ADDRESSES: Final = Listing(
    Address, orderings={"NEWEST": Ordering(("created_at", "id"), descending=True)}
)


async def lock_address(session: AsyncSession, id: UUID, *, scope: Scope[Address]) -> Address | None:
    """The address, held until the transaction ends."""
    return await lock_row(session, Address, col(Address.id) == id, scope=scope)


async def address(session: AsyncSession, id: UUID, *, scope: Scope[Address]) -> Address | None:
    statement = select(Address).where(col(Address.id) == id, scope.predicate)
    return (await session.exec(statement, params=dict(scope.values))).first()


@unscoped("takes the viewer's party")
async def newest_address(session: AsyncSession, party_id: UUID) -> Address | None:
    statement = select(Address).where(col(Address.party_id) == party_id)
    newest = statement.order_by(col(Address.created_at).desc(), col(Address.id).desc())
    return (await session.exec(newest.limit(1))).first()
