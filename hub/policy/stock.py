"""Who may see which stock: its owner, and the downstream partners it shares its stock with."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_

from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.stock import StockItem, StockMovement
from hub.policy.catalogue import of_seen_sku
from hub.policy.parties import buys_from, shares_stock
from hub.policy.viewer import NOBODY, VIEWER, FieldRule, Rule, Viewer

_items = table_of(StockItem).c
_movements = table_of(StockMovement).c


def _seen(stock: Any) -> ColumnElement[bool]:
    """A partner is shown what is there of the goods it knows, not what they are made of."""
    shared = buys_from(stock.party_id, shares_stock)
    return or_(stock.party_id == VIEWER, and_(shared, of_seen_sku(stock.sku_id).company))


# A partner is shown what is available, and when that changed. From the rest it could tell what its
# rivals order.
OWN_ITEM: Final = FieldRule(
    StockItem,
    Rule[StockItem](company=_items.party_id == VIEWER, consumer=NOBODY),
    "What is on hand, held and coming is shown to the owner of the stock alone.",
    "库存的现有量、预留量与在途量仅对库存所有者可见。",
)
OWN_CHANGE: Final = FieldRule(
    StockMovement,
    Rule[StockMovement](company=_movements.party_id == VIEWER, consumer=NOBODY),
    "Why stock changed, and by how much, is shown to its owner alone.",
    "库存变动的原因与数量仅对库存所有者可见。",
)
# Of which kind a change is, its owner alone may ask.
IS_OWN_MOVEMENT: Final = _movements.party_id == VIEWER
_ITEMS: Final = Rule[StockItem](
    company=_seen(_items),
    consumer=NOBODY,
    fields=dict.fromkeys(("on_hand", "reserved", "incoming", "version", "updated_at"), OWN_ITEM),
)
_MOVEMENTS: Final = Rule[StockMovement](company=_movements.party_id == VIEWER, consumer=NOBODY)
_changes_available = _movements.on_hand_delta != _movements.reserved_delta
_EVENTS: Final = Rule[StockMovement](
    company=and_(_seen(_movements), or_(_movements.party_id == VIEWER, _changes_available)),
    consumer=NOBODY,
    fields=dict.fromkeys(
        (
            "kind",
            "version",
            "on_hand",
            "reserved",
            "incoming",
            "on_hand_delta",
            "reserved_delta",
            "incoming_delta",
            "order_id",
            "reason",
        ),
        OWN_CHANGE,
    ),
)


def stock_seen_by(viewer: Viewer | None) -> Scope[StockItem]:
    return _ITEMS.scope(viewer)


def stock_movements_seen_by(viewer: Viewer | None) -> Scope[StockMovement]:
    """The ledger with its reasons is its owner's alone."""
    return _MOVEMENTS.scope(viewer)


def stock_events_seen_by(viewer: Viewer | None) -> Scope[StockMovement]:
    """Its owner is told of every change, whom it is shared with of what is available."""
    return _EVENTS.scope(viewer)
