"""Who may see which orders (the two sides of each, a draft its buyer alone) and move them on."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_

from db.enums.orders import OrderEventKind, OrderStatus
from db.enums.parties import PartyStatus
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.orders import Order, OrderChange, OrderChangeLine, OrderEvent, OrderLine
from hub.domain.orders import OrderAction, Progress, Side, available_actions
from hub.policy.permissions import PERMISSIONS, Permission
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer, seen_with

_orders = table_of(Order).c


def _sold(order: Any) -> ColumnElement[bool]:
    return and_(order.seller_id == VIEWER, order.status != OrderStatus.DRAFT)


def order_is_seen(order: Any) -> ColumnElement[bool]:
    """The order in these columns is one that the viewer may see."""
    return or_(order.buyer_id == VIEWER, _sold(order))


ORDERS: Final = Rule[Order](company=order_is_seen(_orders))
# Seeing an order does not make the operator a side of it.
_SOLD: Final = Rule[Order](company=_sold(_orders), operator=NOBODY)
_BOUGHT: Final = Rule[Order](company=_orders.buyer_id == VIEWER, operator=NOBODY)
ORDER_LINES: Final[Rule[OrderLine]] = seen_with(table_of(OrderLine).c.order_id, Order, ORDERS)
_EVENTS: Final[Rule[OrderEvent]] = seen_with(table_of(OrderEvent).c.order_id, Order, ORDERS)
_CHANGES: Final[Rule[OrderChange]] = seen_with(table_of(OrderChange).c.order_id, Order, ORDERS)
_CHANGE_LINES: Final[Rule[OrderChangeLine]] = seen_with(
    table_of(OrderChangeLine).c.change_id, OrderChange, _CHANGES
)

PERMISSION_OF_SIDE: Final[Mapping[Side, Permission]] = {
    Side.BUYER: Permission.BUY,
    Side.SELLER: Permission.SELL,
}
_MOVES_GOODS: Final = frozenset(
    {OrderAction.SHIP_PART, OrderAction.SHIP, OrderAction.RECEIVE_PART, OrderAction.RECEIVE}
)


def side_of(order: Any, party_id: UUID | None) -> Side | None:
    """On which side of the order in these columns a party is."""
    return {order.buyer_id: Side.BUYER, order.seller_id: Side.SELLER}.get(party_id)


def actions_open_to(viewer: Viewer | None, order: Any) -> list[OrderAction]:
    """The steps that the viewer may take the order through now: as its side, in its role.

    `order` is a row of `db.queries.orders.PROGRESS_BY_ORDER`.
    """
    side = None if viewer is None else side_of(order, viewer.party_id)
    if viewer is None or side is None or viewer.party_status is not PartyStatus.ADMITTED:
        return []
    permissions = PERMISSIONS[viewer.role]
    return [
        action
        for action in available_actions(progress_in(order, order), side)
        if (Permission.MOVE_GOODS if action in _MOVES_GOODS else PERMISSION_OF_SIDE[side])
        in permissions
    ]


def progress_in(order: Any, found: Any) -> Progress:
    """How far an order is: its own columns, and what was found of it."""
    return Progress(
        status=OrderStatus(order.status),
        pieces_left=found.pieces_left,
        pieces_to_make=found.pieces_to_make,
        pieces_at_one_place=found.pieces_at_one_place,
        shipments_travelling=found.shipments_travelling,
        production=None if found.production is None else OrderEventKind(found.production),
        has_place=found.has_place,
        asked_by=side_of(order, order.change_asked_by_id),
    )


def orders_seen_by(viewer: Viewer | None) -> Scope[Order]:
    return ORDERS.scope(viewer)


def orders_sold_by(viewer: Viewer | None) -> Scope[Order]:
    return _SOLD.scope(viewer)


def orders_bought_by(viewer: Viewer | None) -> Scope[Order]:
    return _BOUGHT.scope(viewer)


def order_lines_seen_by(viewer: Viewer | None) -> Scope[OrderLine]:
    return ORDER_LINES.scope(viewer)


def order_events_seen_by(viewer: Viewer | None) -> Scope[OrderEvent]:
    return _EVENTS.scope(viewer)


def order_changes_seen_by(viewer: Viewer | None) -> Scope[OrderChange]:
    return _CHANGES.scope(viewer)


def order_change_lines_seen_by(viewer: Viewer | None) -> Scope[OrderChangeLine]:
    return _CHANGE_LINES.scope(viewer)
