"""Who may count what: what somebody may see, on the side of a trade that they ask about."""

from typing import Final

from sqlalchemy import and_

from db.enums.orders import OrderStatus
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.orders import Order
from db.tables.shipments import Shipment
from db.tables.stock import StockItem
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer, seen_with

_orders = table_of(Order).c

# The operator is on no side, and counts the orders of all.
_SOLD: Final = Rule[Order](
    company=and_(_orders.seller_id == VIEWER, _orders.status != OrderStatus.DRAFT)
)
_BOUGHT: Final = Rule[Order](company=_orders.buyer_id == VIEWER)

_stock = table_of(StockItem).c
_OWN_STOCK: Final = Rule[StockItem](company=_stock.party_id == VIEWER, consumer=NOBODY)
_order_id = table_of(Shipment).c.order_id
_SENT: Final[Rule[Shipment]] = seen_with(_order_id, Order, _SOLD)
_RECEIVED: Final[Rule[Shipment]] = seen_with(_order_id, Order, _BOUGHT)


def own_stock_seen_by(viewer: Viewer | None) -> Scope[StockItem]:
    """Stock of the viewer's party; what is shared is shown in bands or late, and not summed up."""
    return _OWN_STOCK.scope(viewer)


def sent_seen_by(viewer: Viewer | None) -> Scope[Shipment]:
    """Shipments of orders that the viewer's party sells."""
    return _SENT.scope(viewer)


def received_seen_by(viewer: Viewer | None) -> Scope[Shipment]:
    """Shipments of orders that the viewer's party buys."""
    return _RECEIVED.scope(viewer)


def sales_seen_by(viewer: Viewer | None) -> Scope[Order]:
    """Orders that the viewer's party sells."""
    return _SOLD.scope(viewer)


def purchases_seen_by(viewer: Viewer | None) -> Scope[Order]:
    """Orders that the viewer's party buys."""
    return _BOUGHT.scope(viewer)
