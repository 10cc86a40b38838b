"""Who may see which orders: the two sides of each, a draft its buyer alone."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from db.enums import OrderStatus
from db.reading import table_of
from db.scope import Scope
from db.tables import Order, OrderEvent, OrderLine
from hub.policy.viewer import VIEWER, Rule, Viewer

_orders = table_of(Order).c


def _sold(order: Any) -> ColumnElement[bool]:
    return and_(order.seller_id == VIEWER, order.status != OrderStatus.DRAFT)


def order_is_seen(order: Any) -> ColumnElement[bool]:
    """The order in these columns is one that the viewer may see."""
    return or_(order.buyer_id == VIEWER, _sold(order))


def of_seen_order(order_id: Any) -> ColumnElement[bool]:
    """The order whose id is in this column is one that the viewer may see."""
    order = table_of(Order).alias()
    return select(order.c.id).where(order.c.id == order_id, order_is_seen(order.c)).exists()


_ORDERS: Final = Rule[Order](company=order_is_seen(_orders))
_SOLD: Final = Rule[Order](company=_sold(_orders))
_BOUGHT: Final = Rule[Order](company=_orders.buyer_id == VIEWER)
_LINES: Final = Rule[OrderLine](company=of_seen_order(table_of(OrderLine).c.order_id))
_EVENTS: Final = Rule[OrderEvent](company=of_seen_order(table_of(OrderEvent).c.order_id))


def orders_seen_by(viewer: Viewer | None) -> Scope[Order]:
    return _ORDERS.scope(viewer)


def orders_sold_by(viewer: Viewer | None) -> Scope[Order]:
    return _SOLD.scope(viewer)


def orders_bought_by(viewer: Viewer | None) -> Scope[Order]:
    return _BOUGHT.scope(viewer)


def order_lines_seen_by(viewer: Viewer | None) -> Scope[OrderLine]:
    return _LINES.scope(viewer)


def order_events_seen_by(viewer: Viewer | None) -> Scope[OrderEvent]:
    return _EVENTS.scope(viewer)
