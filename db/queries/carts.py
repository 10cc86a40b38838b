"""Reads and locks of carts, and of wishes."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.scope import Scope, unscoped
from db.sql.declarations import Listing, Lookup, Ordering, given, table_of
from db.sql.locking import lock_row
from db.tables.carts import Cart, CartLine, Wish

CART_BY_PARTY: Final = Lookup(Cart, key="party_id")
CART_LINE_BY_ID: Final = Lookup(CartLine)
LINES_BY_PARTY: Final = Lookup(CartLine, key="party_id", order_by=("added_at", "id"))
WISH_BY_ID: Final = Lookup(Wish)
WISHES: Final = Listing(
    Wish,
    orderings={"NEWEST": Ordering(("wished_at", "id"), descending=True)},
    filters={"product_id": table_of(Wish).c.product_id == given("product_id", Uuid())},
)


@unscoped("of the viewer's own party")
async def lock_cart(session: AsyncSession, party_id: UUID, now: datetime) -> Cart:
    """A party's cart, held until the transaction ends: an empty one is stored if there is none."""
    cart = Cart(party_id=party_id, changed_at=now)
    await session.exec(insert(table_of(Cart)).values(cart.model_dump()).on_conflict_do_nothing())
    found = await lock_row(session, Cart, col(Cart.party_id) == party_id)
    assert found is not None
    return found


@unscoped("of a cart that is locked")
async def lines_of(session: AsyncSession, party_id: UUID) -> list[CartLine]:
    """The lines of a cart that is locked, in the order in which they were put into it."""
    statement = (
        select(CartLine)
        .where(col(CartLine.party_id) == party_id)
        .order_by(col(CartLine.added_at), col(CartLine.id))
    )
    return list(await session.exec(statement))


@unscoped("of the viewer's own party")
async def keep_wish(session: AsyncSession, wish: Wish) -> UUID:
    """Store a wish unless the party has it already; its id."""
    await session.exec(insert(table_of(Wish)).values(wish.model_dump()).on_conflict_do_nothing())
    statement = select(Wish.id).where(
        col(Wish.party_id) == wish.party_id, col(Wish.product_id) == wish.product_id
    )
    return (await session.exec(statement)).one()


async def wish(session: AsyncSession, id: UUID, *, scope: Scope[Wish]) -> Wish | None:
    statement = select(Wish).where(col(Wish.id) == id, scope.predicate)
    return (await session.exec(statement, params=dict(scope.values))).first()
