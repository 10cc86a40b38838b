"""Reads and locks of orders, their lines and their history."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, DateTime, Text, Uuid, any_, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.orders import OrderStatus
from db.queries.goods import by_goods, order_has, uuids_given
from db.scope import Scope, unscoped
from db.sql.declarations import PARENT, Listing, Lookup, Ordering, given, table_of
from db.sql.locking import lock_row
from db.tables.orders import Order, OrderEvent, OrderLine
from db.tables.parties import Partnership

_orders = table_of(Order).c
_lines = table_of(OrderLine).c
_events = table_of(OrderEvent).c

ORDER_BY_ID: Final = Lookup(Order)
ORDERS_BY_CAUSE: Final = Lookup(Order, key="caused_by_id", order_by=("created_at", "id"))
# A line's amounts are in its order's currency.
_with_order = table_of(OrderLine).join(table_of(Order))
LINE_BY_ID: Final = Lookup(OrderLine, also=(_orders.currency,), source=_with_order)
LINES_BY_ORDER: Final = Lookup(
    OrderLine,
    key="order_id",
    order_by=("position",),
    also=(_orders.currency,),
    source=_with_order,
)


def order_is_with(order_id: Any) -> ColumnElement[bool]:
    """One of the order's sides is a party that is asked for."""
    order, asked_for = table_of(Order).alias().c, uuids_given("partner_ids")
    is_side = or_(order.buyer_id == asked_for, order.seller_id == asked_for)
    return select(order.id).where(order.id == order_id, is_side).exists()


ORDER_EVENT_BY_ID: Final = Lookup(
    OrderEvent,
    filters={
        "order_id": _events.order_id == uuids_given("order_id"),
        "kinds": _events.kind == any_(given("kinds", ARRAY(Text()))),
        **by_goods(lambda wanted: order_has(_events.order_id, wanted)),
        "partner_ids": order_is_with(_events.order_id),
    },
)
HISTORY_BY_ORDER: Final = Lookup(OrderEvent, key="order_id", order_by=("version",))

ORDERS: Final = Listing(
    Order,
    orderings={
        "NEWEST": Ordering(("created_at", "id"), descending=True),
        "OLDEST": Ordering(("created_at", "id")),
        "LARGEST": Ordering(("total_minor", "id"), descending=True),
        "SMALLEST": Ordering(("total_minor", "id")),
    },
    filters={
        "status": _orders.status == any_(given("status", ARRAY(Text()))),
        "kind": _orders.kind == any_(given("kind", ARRAY(Text()))),
        "buyer_id": _orders.buyer_id == given("buyer_id", Uuid()),
        "seller_id": _orders.seller_id == given("seller_id", Uuid()),
        "number": _orders.number == any_(given("number", ARRAY(Text()))),
        "placed_from": _orders.placed_at >= given("placed_from", DateTime(timezone=True)),
        "placed_until": _orders.placed_at < given("placed_until", DateTime(timezone=True)),
        "sku_id": _orders.id.in_(
            select(_lines.order_id).where(_lines.sku_id == given("sku_id", Uuid()))
        ),
    },
    parents={
        "party": (_orders.buyer_id == PARENT) | (_orders.seller_id == PARENT),
    },
)


async def order(session: AsyncSession, id: UUID, *, scope: Scope[Order]) -> Order | None:
    """The order as it is, without holding it."""
    statement = select(Order).where(col(Order.id) == id, scope.predicate)
    return (await session.exec(statement, params=dict(scope.values))).first()


async def lock_order(session: AsyncSession, id: UUID, *, scope: Scope[Order]) -> Order | None:
    """The order, held until the transaction ends."""
    return await lock_row(session, Order, col(Order.id) == id, scope=scope)


@unscoped("of an order that was locked within a scope")
async def lines_of(session: AsyncSession, order_id: UUID) -> list[OrderLine]:
    """The lines of an order that is locked."""
    statement = (
        select(OrderLine)
        .where(col(OrderLine.order_id) == order_id)
        .order_by(col(OrderLine.position))
    )
    return list(await session.exec(statement))


@unscoped("a seller's limit is checked, and nothing of the orders is told")
async def owed_minor(
    session: AsyncSession, partnership: Partnership, over: Collection[OrderStatus]
) -> int:
    """What is owed under a partnership: its orders in its currency, but for those that are over."""
    statement = select(func.coalesce(func.sum(col(Order.total_minor)), 0)).where(
        col(Order.seller_id) == partnership.upstream_id,
        col(Order.buyer_id) == partnership.downstream_id,
        col(Order.currency) == partnership.currency,
        col(Order.status).not_in(over),
    )
    return int((await session.exec(statement)).one())


@unscoped("of a locked order, to tell both")
async def sides_of(session: AsyncSession, order_id: UUID) -> tuple[UUID, UUID]:
    """The buyer and the seller of an order; without a read where the transaction holds it."""
    order = await session.get_one(Order, order_id)
    return order.buyer_id, order.seller_id
