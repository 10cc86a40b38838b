"""Reads and locks of orders, their lines and their history."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, DateTime, Text, Uuid, any_, case, func, or_
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.orders import OrderChangeStatus, OrderEventKind, OrderStatus
from db.enums.shipments import ShipmentStatus
from db.queries.goods import by_goods, order_has, uuids_given
from db.scope import Scope, unscoped
from db.sql.declarations import PARENT, Listing, Lookup, Ordering, given, table_of
from db.sql.locking import lock_row
from db.tables.offers import Offer
from db.tables.orders import Order, OrderChange, OrderChangeLine, OrderEvent, OrderLine
from db.tables.parties import Location, Partnership
from db.tables.shipments import Shipment
from db.tables.stock import Reservation, StockItem

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
CHANGE_BY_ID: Final = Lookup(OrderChange)
CHANGES_BY_ORDER: Final = Lookup(OrderChange, key="order_id", order_by=("asked_at", "id"))
CHANGE_LINES_BY_CHANGE: Final = Lookup(OrderChangeLine, key="change_id", order_by=("id",))
HISTORY_BY_ORDER: Final = Lookup(OrderEvent, key="order_id", order_by=("version",))


def _pieces_at_one_place() -> Any:
    """Of what is left of an order, the most that can leave together from one of its seller's
    locations: what is held for it there, or free. Goods made to order go once they are made."""
    line, item, held = (table_of(one).alias() for one in (OrderLine, StockItem, Reservation))
    ready = case((line.c.made_to_order, line.c.allocated), else_=line.c.quantity)
    wanted = (
        select(line.c.sku_id, func.sum(ready - line.c.shipped).label("pieces"))
        .where(line.c.order_id == _orders.id)
        .group_by(line.c.sku_id)
        .correlate(table_of(Order))
        .subquery()
    )
    own = table_of(OrderLine).alias()
    put_aside = (
        select(func.coalesce(func.sum(held.c.quantity), 0))
        .join(own, own.c.id == held.c.order_line_id)
        .where(own.c.order_id == _orders.id, held.c.stock_item_id == item.c.id)
        .correlate(table_of(Order), item)
        .scalar_subquery()
    )
    free = func.greatest(item.c.on_hand - item.c.reserved, 0)
    there = func.least(wanted.c.pieces, item.c.on_hand, put_aside + free)
    by_place = (
        select(func.sum(there).label("pieces"))
        .select_from(wanted.join(item, item.c.sku_id == wanted.c.sku_id))
        .where(item.c.party_id == _orders.seller_id)
        .group_by(item.c.location_id)
        .correlate(table_of(Order))
        .subquery()
    )
    return select(func.coalesce(func.max(by_place.c.pieces), 0)).correlate(table_of(Order))


def _progress() -> tuple[Any, ...]:
    """What `hub.domain.orders.Progress` says of an order, beside its own columns."""
    line, event, place = (table_of(one).alias().c for one in (OrderLine, OrderEvent, Location))
    shipments = table_of(Shipment).alias()
    left = func.sum(line.quantity - line.shipped)
    to_make = func.sum(line.quantity - line.allocated)
    tells_of_production = or_(
        event.kind == OrderEventKind.PRODUCTION_STARTED,
        event.kind == OrderEventKind.PRODUCTION_FINISHED,
    )
    of_lines = line.order_id == _orders.id
    return (
        select(func.coalesce(left, 0)).where(of_lines).scalar_subquery().label("pieces_left"),
        select(func.coalesce(to_make, 0)).where(of_lines).scalar_subquery().label("pieces_to_make"),
        _pieces_at_one_place().scalar_subquery().label("pieces_at_one_place"),
        select(func.count())
        .select_from(shipments)
        .where(
            shipments.c.order_id == _orders.id,
            shipments.c.status == ShipmentStatus.IN_TRANSIT,
        )
        .scalar_subquery()
        .label("shipments_travelling"),
        select(event.kind)
        .where(event.order_id == _orders.id, tells_of_production)
        .order_by(event.version.desc())
        .limit(1)
        .scalar_subquery()
        .label("production"),
        select(place.id).where(place.party_id == _orders.seller_id).exists().label("has_place"),
    )


PROGRESS_BY_ORDER: Final = Lookup(Order, also=_progress())

ORDERS: Final = Listing(
    Order,
    orderings={
        "NEWEST": Ordering(("created_at", "id"), descending=True),
        "OLDEST": Ordering(("created_at", "id")),
        "LARGEST": Ordering(("currency", "total_minor", "id"), descending=True),
        "SMALLEST": Ordering(("currency", "total_minor", "id")),
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
async def progress_of(session: AsyncSession, order_id: UUID) -> Any:
    """What `hub.domain.orders.Progress` says of an order that is locked, beside its own columns."""
    statement = select_columns(*PROGRESS_BY_ORDER.also).where(_orders.id == order_id)
    return (await (await session.connection()).execute(statement)).one()


@unscoped("of an order that was locked within a scope")
async def change_asked(session: AsyncSession, order_id: UUID) -> OrderChange | None:
    """The change of an order that waits for the other side's word."""
    statement = select(OrderChange).where(
        col(OrderChange.order_id) == order_id,
        col(OrderChange.status) == OrderChangeStatus.ASKED,
    )
    return (await session.exec(statement)).first()


@unscoped("of an order that was locked within a scope")
async def lines_of_change(session: AsyncSession, change_id: UUID) -> list[OrderChangeLine]:
    statement = select(OrderChangeLine).where(col(OrderChangeLine.change_id) == change_id)
    return list(await session.exec(statement))


@unscoped("of an order that was locked within a scope")
async def multiples_of(session: AsyncSession, order_id: UUID) -> dict[UUID, int]:
    """Of which quantity each line has to be a multiple, by its offer."""
    statement = (
        select(OrderLine.id, Offer.order_multiple)
        .join(Offer, col(Offer.id) == col(OrderLine.offer_id))
        .where(col(OrderLine.order_id) == order_id)
    )
    return dict((await session.exec(statement)).all())


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
