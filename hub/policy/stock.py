"""Who may see which stock: its owner, and partners as exactly as it is shown to them."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select

from db.enums.sharing import Exactness, SharingTopic
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.parties import Location, Party
from db.tables.stock import StockItem, StockMovement
from hub.policy.catalogue import of_seen_sku
from hub.policy.sharing import is_shown
from hub.policy.viewer import EVERYBODY, NOBODY, VIEWER, FieldRule, Rule, Viewer

_items = table_of(StockItem).c
_movements = table_of(StockMovement).c
_ANY_ITEM: Final = Rule[StockItem](company=EVERYBODY)
_E: Final = Exactness


def _shown(stock: Any, *exactness: Exactness) -> ColumnElement[bool]:
    """The stock in these columns is the viewer's own, or shown to it in one of these ways."""
    return or_(stock.party_id == VIEWER, is_shown(stock.party_id, SharingTopic.STOCK, *exactness))


def _seen(stock: Any) -> ColumnElement[bool]:
    """A partner is shown what is there of the goods it knows, not what they are made of."""
    shown = is_shown(stock.party_id, SharingTopic.STOCK, _E.EXACT, _E.DELAYED, _E.BANDED, _E.YES_NO)
    return or_(stock.party_id == VIEWER, and_(shown, of_seen_sku(stock.sku_id).company))


def _is_noticed(movement: Any) -> ColumnElement[bool]:
    """The viewer may notice the movement: as `hub.domain.sharing.is_noticed` has it."""
    on_hand = movement.on_hand - movement.on_hand_delta
    reserved = movement.reserved - movement.reserved_delta
    before, after = func.greatest(on_hand - reserved, 0), movement.available
    noticed = (
        (_E.EXACT, before != after),
        (_E.BANDED, func.stock_band(before) != func.stock_band(after)),
        (_E.YES_NO, (before > 0) != (after > 0)),
    )
    return or_(
        movement.party_id == VIEWER,
        *(
            and_(changes, is_shown(movement.party_id, SharingTopic.STOCK, exactness))
            for exactness, changes in noticed
        ),
    )


def _rule(sentence: str, sentence_zh: str, *exactness: Exactness) -> FieldRule:
    rows = Rule[StockItem](company=_shown(_items, *exactness), consumer=NOBODY)
    return FieldRule(StockItem, rows, sentence, sentence_zh)


# A partner is shown what is available, at most. From the rest it could tell what its rivals order.
OWN_ITEM: Final = FieldRule(
    StockItem,
    Rule[StockItem](company=_items.party_id == VIEWER, consumer=NOBODY),
    "What is on hand, held and coming is shown to the owner of the stock alone.",
    "库存的现有量、预留量与在途量仅对库存所有者可见。",
)
EXACT_STOCK: Final = _rule(
    "How much of its stock is available, and when that changed, a party shows exactly to those"
    " partners alone with whom it shares its stock exactly.",
    "主体的可用库存数量及其变动时间仅向其精确共享库存的伙伴展示。",
    _E.EXACT,
)
BANDED_STOCK: Final = _rule(
    "About how much of its stock is available a party shows to partners with whom it shares its"
    " stock in bands or exactly.",
    "主体的可用库存大致数量仅向其按区间或精确共享库存的伙伴展示。",
    _E.EXACT,
    _E.BANDED,
)
STOCK_OR_NOT: Final = _rule(
    "Whether any of its stock is available now a party shows to partners with whom it shares its"
    " stock by yes and no, in bands or exactly.",
    "主体当前是否有可用库存仅向其按有无、按区间或精确共享库存的伙伴展示。",
    _E.EXACT,
    _E.BANDED,
    _E.YES_NO,
)
DELAYED_STOCK: Final = _rule(
    "How much of its stock was available when the day began a party shows to partners with whom it"
    " shares its stock with delay or exactly.",
    "主体当日开始时的可用库存数量仅向其延迟或精确共享库存的伙伴展示。",
    _E.EXACT,
    _E.DELAYED,
)
EXACT_CHANGE: Final = FieldRule(
    StockMovement,
    Rule[StockMovement](company=_shown(_movements, _E.EXACT), consumer=NOBODY),
    EXACT_STOCK.sentence,
    EXACT_STOCK.sentence_zh,
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
    fields={
        **dict.fromkeys(("on_hand", "reserved", "incoming", "version", "updated_at"), OWN_ITEM),
        **dict.fromkeys(("available", "available_at"), EXACT_STOCK),
    },
)
_MOVEMENTS: Final = Rule[StockMovement](company=_movements.party_id == VIEWER, consumer=NOBODY)
_EVENTS: Final = Rule[StockMovement](
    company=and_(_seen(_movements), _is_noticed(_movements)),
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
_owners, _places = table_of(Party).alias("owner").c, table_of(Location).alias("place").c
_TIME_ZONE: Final = (
    select(func.coalesce(_places.time_zone, _owners.time_zone))
    .where(_owners.id == _movements.party_id, _places.id == _movements.location_id)
    .scalar_subquery()
)
_IS_BEFORE_TODAY: Final = _movements.occurred_at < func.date_trunc("day", func.now(), _TIME_ZONE)
# What there was when the day began where it lies; asked for items that are seen, of which the rule
# lets it be.
_BEFORE_TODAY: Final = Rule[StockMovement](
    company=_IS_BEFORE_TODAY, consumer=NOBODY, operator=_IS_BEFORE_TODAY
)
_EXACT: Final = Rule[StockItem](
    company=and_(_seen(_items), _shown(_items, _E.EXACT)), consumer=NOBODY
)


def stock_seen_by(viewer: Viewer | None) -> Scope[StockItem]:
    return _ITEMS.scope(viewer)


def exact_stock_seen_by(viewer: Viewer | None) -> Scope[StockItem]:
    """The stock of which the viewer may know how much is available: for sums of it."""
    return _EXACT.scope(viewer)


def movements_before_today(viewer: Viewer | None) -> Scope[StockMovement]:
    """The ledger up to when the day began; only for items that are shown with delay."""
    return _BEFORE_TODAY.scope(viewer)


def stock_movements_seen_by(viewer: Viewer | None) -> Scope[StockMovement]:
    """The ledger with its reasons is its owner's alone."""
    return _MOVEMENTS.scope(viewer)


def stock_events_seen_by(viewer: Viewer | None) -> Scope[StockMovement]:
    """Its owner is told of every change, whom it is shown to of those that it may notice."""
    return _EVENTS.scope(viewer)


def stock_that_counts(viewer: Viewer | None) -> Scope[StockItem]:
    """What an order of the viewer's could be served from; it is told whether that is enough, as it
    would be if it placed the order."""
    return _ANY_ITEM.scope(viewer)
