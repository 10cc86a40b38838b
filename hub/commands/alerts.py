"""Alerts: the hub raises and resolves them, members acknowledge them and set what raises some."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from db.enums.alerts import AlertEventKind, AlertStatus
from db.queries import alerts as queries
from db.queries import stock
from db.tables.alerts import Alert, StockThreshold
from hub.commands.events import record_step
from hub.context import Request
from hub.domain.alerts import check_acknowledged, waiting_since
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.domain.stock import QUANTITY_MAX
from hub.ledgers.alerts import ALERTS
from hub.policy.alerts import PERMISSION_OF, alerts_of, stock_of
from hub.policy.permissions import Permission, require_permission

# As many as one transaction changes: their alerts are locked until it ends.
AT_ONCE_MAX: Final = 20

_HAPPENED: Final[Mapping[AlertStatus, AlertEventKind]] = {
    AlertStatus.OPEN: AlertEventKind.RAISED,
    AlertStatus.ACKNOWLEDGED: AlertEventKind.ACKNOWLEDGED,
    AlertStatus.RESOLVED: AlertEventKind.RESOLVED,
}


async def review_conditions(request: Request) -> int:
    """Raise what must be acted on by now, and resolve what need not be any more.

    Doing it twice, or in two places at once, does no more than doing it once.

    Returns:
        How many alerts that were. Of each sort so many at once at most; after fewer there is
        nothing left.
    """
    session, now = request.session, request.now
    since = waiting_since(now)
    over = await queries.lock_over(session, since, now, AT_ONCE_MAX)
    for alert in over:
        alert.resolved_at = now
        await _advance(request, alert, AlertStatus.RESOLVED)
    # What is resolved may be raised anew.
    await session.flush()
    raised = await queries.raise_(session, since, now, AT_ONCE_MAX)
    for alert in raised:
        await _advance(request, alert, AlertStatus.OPEN)
    return len(over) + len(raised)


async def acknowledge_alert(request: Request, alert_id: UUID) -> UUID:
    """A member says that somebody sees to it.

    Raises:
        NotFound: the alert is not the viewer's party's, or there is none.
        Refused: UNAUTHENTICATED or FORBIDDEN; WRONG_STATUS, it was acknowledged or is over.
    """
    scope = alerts_of(request.viewer)
    alert = await queries.lock_alert(request.session, alert_id, scope=scope)
    if alert is None:
        raise NotFound("alert", ("alertId",))
    require_permission(request.viewer, PERMISSION_OF[alert.kind])
    check_acknowledged(alert.status)
    alert.acknowledged_at = request.now
    await _advance(request, alert, AlertStatus.ACKNOWLEDGED)
    return alert.id


async def set_threshold(request: Request, stock_item_id: UUID, pieces: int | None = None) -> UUID:
    """The owner says below how many available pieces a stock item is short; null for never.

    Returns:
        The id of the stock item.

    Raises:
        NotFound: the stock item is not the viewer's, or there is none.
        Refused: UNAUTHENTICATED, FORBIDDEN, or INVALID_QUANTITY.
    """
    viewer = require_permission(request.viewer, Permission.MOVE_GOODS)
    if pieces is not None and not 0 < pieces <= QUANTITY_MAX:
        raise Refused(
            ErrorCode.INVALID_QUANTITY,
            f"A threshold is from 1 to {QUANTITY_MAX}; {pieces} was given.",
            ("pieces",),
        )
    session = request.session
    item = await stock.lock_item(session, stock_item_id, scope=stock_of(viewer))
    if item is None:
        raise NotFound("stock item", ("stockItemId",))
    known = await queries.threshold(session, item)
    if known is not None and pieces is not None:
        known.pieces = pieces
    elif known is not None:
        await session.delete(known)
    elif pieces is not None:
        session.add(StockThreshold(stock_item_id=item.id, party_id=item.party_id, pieces=pieces))
    return item.id


async def _advance(request: Request, alert: Alert, status: AlertStatus) -> None:
    """Take an alert that is held on to a status, and tell whoever must act."""
    alert.status = status
    await record_step(request, ALERTS, alert, kind=_HAPPENED[status], status=status)
