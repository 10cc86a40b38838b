"""Who may see which stock: its owner, and the downstream partners it shares its stock with."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_

from db.scope import Scope
from db.sql.declarations import table_of
from db.tables import StockItem, StockMovement
from hub.policy.catalogue import of_seen_sku
from hub.policy.parties import buys_from, shares_stock
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer

_movements = table_of(StockMovement).c


def _seen(stock: Any) -> ColumnElement[bool]:
    """A partner is shown what is there of the goods it knows, not what they are made of."""
    shared = buys_from(stock.party_id, shares_stock)
    return or_(stock.party_id == VIEWER, and_(shared, of_seen_sku(stock.sku_id).company))


_ITEMS: Final = Rule[StockItem](company=_seen(table_of(StockItem).c), consumer=NOBODY)
_MOVEMENTS: Final = Rule[StockMovement](company=_movements.party_id == VIEWER, consumer=NOBODY)
_EVENTS: Final = Rule[StockMovement](company=_seen(_movements), consumer=NOBODY)


def stock_seen_by(viewer: Viewer | None) -> Scope[StockItem]:
    return _ITEMS.scope(viewer)


def stock_movements_seen_by(viewer: Viewer | None) -> Scope[StockMovement]:
    """The ledger with its reasons is its owner's alone."""
    return _MOVEMENTS.scope(viewer)


def stock_events_seen_by(viewer: Viewer | None) -> Scope[StockMovement]:
    """What changed, without why, is told to those who may see the stock."""
    return _EVENTS.scope(viewer)
