"""Who may see carts and wishes: the party whose they are, and not even the operator of the hub."""

from typing import Final

from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.carts import Cart, CartLine, Wish
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer

_CARTS: Final = Rule[Cart](company=table_of(Cart).c.party_id == VIEWER, operator=NOBODY)
_LINES: Final = Rule[CartLine](company=table_of(CartLine).c.party_id == VIEWER, operator=NOBODY)
_WISHES: Final = Rule[Wish](company=table_of(Wish).c.party_id == VIEWER, operator=NOBODY)


def carts_of(viewer: Viewer | None) -> Scope[Cart]:
    """The viewer's party's own."""
    return _CARTS.scope(viewer)


def cart_lines_of(viewer: Viewer | None) -> Scope[CartLine]:
    return _LINES.scope(viewer)


def wishes_of(viewer: Viewer | None) -> Scope[Wish]:
    return _WISHES.scope(viewer)
