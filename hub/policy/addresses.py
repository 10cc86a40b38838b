"""Who may see where goods are sent: the party whose addresses they are, and the sides of an order.

They are about people, so that the operator of the hub sees none.
"""

from dataclasses import replace
from typing import Final

from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.addresses import Address, OrderAddress
from db.tables.orders import Order
from hub.policy.orders import ORDERS
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer, seen_with

_ADDRESSES: Final = Rule[Address](company=table_of(Address).c.party_id == VIEWER, operator=NOBODY)
_OF_ORDERS: Final[Rule[OrderAddress]] = replace(
    seen_with(table_of(OrderAddress).c.order_id, Order, ORDERS), operator=NOBODY, followed=None
)


def addresses_of(viewer: Viewer | None) -> Scope[Address]:
    """The viewer's party's own."""
    return _ADDRESSES.scope(viewer)


def order_addresses_seen_by(viewer: Viewer | None) -> Scope[OrderAddress]:
    return _OF_ORDERS.scope(viewer)
