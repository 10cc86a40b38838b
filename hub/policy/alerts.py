"""Who may see alerts and thresholds: the party that must act, and nobody else."""

from collections.abc import Mapping
from typing import Final

from db.conditions import CONDITIONS
from db.enums.alerts import AlertKind
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.alerts import Alert, AlertEvent, StockThreshold
from db.tables.stock import StockItem
from hub.policy.permissions import Permission
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer, seen_with

_ALERTS: Final = Rule[Alert](company=table_of(Alert).c.party_id == VIEWER)
# Seeing an alert does not make the operator the one to act.
_OWN: Final = Rule[Alert](company=table_of(Alert).c.party_id == VIEWER, operator=NOBODY)
_EVENTS: Final[Rule[AlertEvent]] = seen_with(table_of(AlertEvent).c.alert_id, Alert, _ALERTS)
_THRESHOLDS: Final = Rule[StockThreshold](company=table_of(StockThreshold).c.party_id == VIEWER)
_OWN_STOCK: Final = Rule[StockItem](
    company=table_of(StockItem).c.party_id == VIEWER, operator=NOBODY
)

# Whose business an alert is.
PERMISSION_OF: Final[Mapping[AlertKind, Permission]] = {
    kind: Permission(condition.permission) for kind, condition in CONDITIONS.items()
}


def alerts_seen_by(viewer: Viewer | None) -> Scope[Alert]:
    return _ALERTS.scope(viewer)


def alerts_of(viewer: Viewer | None) -> Scope[Alert]:
    """Those that the viewer's party must act on."""
    return _OWN.scope(viewer)


def alert_events_seen_by(viewer: Viewer | None) -> Scope[AlertEvent]:
    return _EVENTS.scope(viewer)


def thresholds_seen_by(viewer: Viewer | None) -> Scope[StockThreshold]:
    return _THRESHOLDS.scope(viewer)


def stock_of(viewer: Viewer | None) -> Scope[StockItem]:
    """The stock that the viewer's party owns."""
    return _OWN_STOCK.scope(viewer)
