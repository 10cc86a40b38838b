"""Who may count what: what somebody may see, on the side of a trade that they ask about."""

from typing import Final

from sqlalchemy import and_

from db.enums.orders import OrderStatus
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.orders import Order
from hub.policy.viewer import VIEWER, Rule, Viewer

_orders = table_of(Order).c

# The operator is on no side, and counts the orders of all.
_SOLD: Final = Rule[Order](
    company=and_(_orders.seller_id == VIEWER, _orders.status != OrderStatus.DRAFT)
)
_BOUGHT: Final = Rule[Order](company=_orders.buyer_id == VIEWER)


def sales_seen_by(viewer: Viewer | None) -> Scope[Order]:
    """Orders that the viewer's party sells."""
    return _SOLD.scope(viewer)


def purchases_seen_by(viewer: Viewer | None) -> Scope[Order]:
    """Orders that the viewer's party buys."""
    return _BOUGHT.scope(viewer)
