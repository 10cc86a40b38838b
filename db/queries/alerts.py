"""Reads and locks of alerts; what raises and resolves them is declared in `db.conditions`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, DateTime, Text, and_, any_, bindparam, or_, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.conditions import CONDITIONS
from db.enums.alerts import AlertKind
from db.enums.orders import OrderStatus
from db.queries.goods import Wanted, by_goods, order_has, shipment_has, uuids_given
from db.queries.orders import order_is_with
from db.scope import Scope, unscoped
from db.sql.declarations import Listing, Lookup, Ordering, given, table_of
from db.sql.locking import lock_row, lock_rows
from db.tables.alerts import Alert, AlertEvent, StockThreshold
from db.tables.stock import StockItem

_alerts = table_of(Alert).c
_events = table_of(AlertEvent).c

ALERT_BY_ID: Final = Lookup(Alert)


def _alert_is(of: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """The alert of an event is one of which this is true, given its columns."""
    alert = table_of(Alert).alias().c
    return select(alert.id).where(alert.id == _events.alert_id, of(alert)).exists()


def _alert_has(wanted: Wanted) -> ColumnElement[bool]:
    """One of the SKUs of the stock item, the shipment or the order that the alert is about."""
    item = table_of(StockItem).alias().c
    return _alert_is(
        lambda alert: or_(
            shipment_has(alert.shipment_id, wanted),
            and_(alert.shipment_id.is_(None), order_has(alert.order_id, wanted)),
            select(item.id).where(item.id == alert.stock_item_id, wanted(item.sku_id)).exists(),
        )
    )


ALERT_EVENT_BY_ID: Final = Lookup(
    AlertEvent,
    filters={
        "order_id": _alert_is(lambda alert: alert.order_id == uuids_given("order_id")),
        "kinds": _events.kind == any_(given("kinds", ARRAY(Text()))),
        **by_goods(_alert_has),
        "partner_ids": _alert_is(lambda alert: order_is_with(alert.order_id)),
    },
)
THRESHOLD_BY_ITEM: Final = Lookup(StockThreshold, key="stock_item_id")

ALERTS: Final = Listing(
    Alert,
    orderings={
        "NEWEST": Ordering(("raised_at", "id"), descending=True),
        "OLDEST": Ordering(("raised_at", "id")),
    },
    filters={
        "kind": _alerts.kind == any_(given("kind", ARRAY(Text()))),
        "status": _alerts.status == any_(given("status", ARRAY(Text()))),
    },
)

# What must be acted on now, and by whom.
_CONDITIONS: Final = " UNION ALL ".join(
    f"""
    SELECT party_id, '{kind}' AS kind, subject_id, stock_item_id, order_id, shipment_id
    FROM ({condition.found})
        AS found (party_id, subject_id, stock_item_id, order_id, shipment_id)
    """  # noqa: S608  declared in db.conditions
    for kind, condition in CONDITIONS.items()
)
_PARAMETERS: Final = (
    bindparam("statuses", type_=ARRAY(Text())),
    bindparam("waiting_since", type_=ARRAY(DateTime(timezone=True))),
    bindparam("now", type_=DateTime(timezone=True)),
)
_SAME: Final = """
    alerts.party_id = condition.party_id
    AND alerts.kind = condition.kind
    AND alerts.subject_id = condition.subject_id
"""
_UNRAISED: Final = text(f"""
    SELECT condition.* FROM ({_CONDITIONS}) AS condition
    WHERE NOT EXISTS (SELECT FROM alerts WHERE {_SAME} AND alerts.status <> 'RESOLVED')
    ORDER BY
        condition.order_id NULLS LAST, condition.shipment_id,
        condition.stock_item_id, condition.party_id
    LIMIT :most
""").bindparams(*_PARAMETERS)  # noqa: S608  constants of this module
_OVER: Final = text(f"""
    WITH condition AS MATERIALIZED ({_CONDITIONS})
    SELECT id FROM alerts
    WHERE status <> 'RESOLVED' AND NOT EXISTS (SELECT FROM condition WHERE {_SAME})
    LIMIT :most
""").bindparams(*_PARAMETERS)  # noqa: S608  constants of this module


@unscoped("the hub itself finds what must be acted on")
async def raise_(
    session: AsyncSession, waiting_since: Mapping[OrderStatus, datetime], now: datetime, most: int
) -> list[Alert]:
    """New alerts for conditions that have none; whoever else raises them meanwhile is waited for.

    `waiting_since` says for each status since when an order in it is overdue.
    """
    connection = await session.connection()
    rows = await connection.execute(_UNRAISED, _values(waiting_since, now, most))
    alerts = [
        Alert(**{**row, "kind": AlertKind(row["kind"])}, raised_at=now).model_dump()
        for row in rows.mappings()
    ]
    if not alerts:
        return []
    statement = insert(table_of(Alert)).values(alerts).on_conflict_do_nothing()
    raised = await connection.execute(statement.returning(_alerts.id))
    ids = [row.id for row in raised]
    found = select(Alert).where(col(Alert.id).in_(ids)).order_by(col(Alert.id))
    return list(await session.exec(found))


@unscoped("the hub itself finds what is over")
async def lock_over(
    session: AsyncSession, waiting_since: Mapping[OrderStatus, datetime], now: datetime, most: int
) -> list[Alert]:
    """Unresolved alerts whose condition is over, held until the transaction ends."""
    connection = await session.connection()
    rows = await connection.execute(_OVER, _values(waiting_since, now, most))
    ids = [row.id for row in rows]
    if not ids:
        return []
    unresolved = col(Alert.id).in_(ids), col(Alert.resolved_at).is_(None)
    return await lock_rows(session, Alert, *unresolved, skip_locked=True)


async def lock_alert(session: AsyncSession, id: UUID, *, scope: Scope[Alert]) -> Alert | None:
    """The alert, held until the transaction ends."""
    return await lock_row(session, Alert, col(Alert.id) == id, scope=scope)


@unscoped("of a stock item that was locked within a scope")
async def threshold(session: AsyncSession, item: StockItem) -> StockThreshold | None:
    """The threshold of a stock item that is locked."""
    return await session.get(StockThreshold, item.id)


def _values(
    waiting_since: Mapping[OrderStatus, datetime], now: datetime, most: int
) -> dict[str, object]:
    return {
        "statuses": list(waiting_since),
        "waiting_since": list(waiting_since.values()),
        "now": now,
        "most": most,
    }
