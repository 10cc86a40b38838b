"""Alerts as clients see them."""

from datetime import datetime

import strawberry

from db.enums.alerts import AlertEventKind, AlertKind, AlertOrder, AlertStatus
from db.enums.events import EventKind
from db.tables import alerts as tables
from hub.commands import alerts as commands
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import alerts, orders, shipments, stock
from hub.loaders.ledgers import FACT_BY_ID
from hub.schema.connections import Connection, connection, takes
from hub.schema.mutations import id_of, mutation, optional, payload
from hub.schema.node import Node, is_row_of
from hub.schema.orders import Order
from hub.schema.shipments import Shipment
from hub.schema.stock import StockItem, StockItemPayload

ID = strawberry.ID


@strawberry.type(description="A condition that your party must act on, until it is over.")
class Alert(Node):
    is_type_of = is_row_of(tables.Alert)

    id: ID = node_id("Alert", alerts.alert_by_id)
    kind: AlertKind = column("What must be acted on.")
    status: AlertStatus = column("Where it stands.")
    version: int = column("Counts every event; the higher one is the newer.")
    stock_item: StockItem | None = batched(
        stock.stock_item_by_id,
        key="stock_item_id",
        description="The stock item that is short, or of which some was lost.",
    )
    order: Order | None = batched(
        orders.order_by_id,
        key="order_id",
        description="The order that waits, is delayed or cannot be kept.",
    )
    shipment: Shipment | None = batched(
        shipments.shipment_by_id,
        key="shipment_id",
        description="The shipment that something is wrong with.",
    )
    raised_at: datetime = column("When the hub saw it.")
    acknowledged_at: datetime | None = column("When somebody took it in hand.")
    resolved_at: datetime | None = column("When it was over.")


@strawberry.type(description="One step of an alert.")
class AlertEvent(Node):
    is_type_of = is_row_of(tables.AlertEvent)

    id: ID = node_id("AlertEvent", FACT_BY_ID[EventKind.ALERT])
    kind: AlertEventKind = column("What happened.")
    alert: Alert = batched(
        alerts.alert_by_id, key="alert_id", description="The alert as it is now."
    )
    version: int = column("The alert's version after this event.")
    status: AlertStatus = column("Where it stood afterwards.")
    occurred_at: datetime = column("When it happened.")


@strawberry.input(description="Which alerts; all that is given must match.")
class AlertFilter:
    kind: list[AlertKind] | None = takes("Of one of these kinds.")
    status: list[AlertStatus] | None = takes("Standing in one of these ways.")


@strawberry.type
class AlertQueries:
    alert: Alert | None = found(alerts.alert_by_id, "Alert", description="The alert with this id.")
    alerts: Connection[Alert] = connection(
        alerts.alerts,
        key=None,
        filter=AlertFilter,
        order_by=AlertOrder,
        description="What your party must act on, or had to.",
    )


@payload("An alert after a change, or why there was none.")
class AlertPayload:
    alert: Alert | None = batched(
        alerts.alert_by_id, key="alert_id", description="The alert as it is now."
    )


@mutation(
    commands.acknowledge_alert, AlertPayload, description="Say that somebody sees to an alert."
)
class AcknowledgeAlertInput:
    alert_id: ID = id_of("Alert", "Which alert.")


@mutation(
    commands.set_threshold,
    StockItemPayload,
    description="Say when one of your stock items is short, to be alerted.",
)
class SetThresholdInput:
    stock_item_id: ID = id_of("StockItem", "Which of your stock items.")
    pieces: int | None = optional("Fewer available units are short; never, unless said.")
