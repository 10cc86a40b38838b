"""Alerts as clients see them."""

from datetime import datetime
from uuid import UUID

import strawberry

from db import tables
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import alerts, orders, shipments, stock
from hub.resolvers import alerts as resolvers
from hub.schema.connections import Connection, connection
from hub.schema.enums import AlertEventKind, AlertKind, AlertOrder, AlertStatus
from hub.schema.errors import UserError
from hub.schema.filters import AlertFilter
from hub.schema.mutations import mutation, optional, request_id, required
from hub.schema.node import Node, shows
from hub.schema.orders import Order
from hub.schema.shipments import Shipment
from hub.schema.stock import StockItem, StockItemPayload

ID = strawberry.ID


@strawberry.type(description="A condition that your party must act on, until it is over.")
class Alert(Node):
    is_type_of = shows(tables.Alert)

    id: ID = node_id("Alert")
    kind: AlertKind = column("What must be acted on.")
    status: AlertStatus = column("Where it stands.")
    version: int = column("Counts every event; the higher one is the newer.")
    stock_item: StockItem | None = batched(
        stock.stock_item_by_id, key="stock_item_id", description="The stock item that is short."
    )
    order: Order | None = batched(
        orders.order_by_id, key="order_id", description="The order that waits or is delayed."
    )
    shipment: Shipment | None = batched(
        shipments.shipment_by_id, key="shipment_id", description="The shipment that is delayed."
    )
    raised_at: datetime = column("When the hub saw it.")
    acknowledged_at: datetime | None = column("When somebody took it in hand.")
    resolved_at: datetime | None = column("When it was over.")


@strawberry.type(description="One step of an alert.")
class AlertEvent(Node):
    is_type_of = shows(tables.AlertEvent)

    id: ID = node_id("AlertEvent")
    kind: AlertEventKind = column("What happened.")
    alert: Alert = batched(
        alerts.alert_by_id, key="alert_id", description="The alert as it is now."
    )
    version: int = column("The alert's version after this event.")
    status: AlertStatus = column("Where it stood afterwards.")
    occurred_at: datetime = column("When it happened.")


@strawberry.type(description="An alert after a change, or why there was none.")
class AlertPayload:
    alert: Alert | None = column("The alert as it is now.", "node")
    errors: list[UserError] = column("Why the change was refused; empty when it was not.")


@strawberry.input(description="An alert that somebody sees to.")
class AcknowledgeAlertInput:
    request_id: UUID = request_id()
    alert_id: ID = required("Which alert.")


@strawberry.input(description="When a stock item is short.")
class SetThresholdInput:
    request_id: UUID = request_id()
    stock_item_id: ID = required("Which of your stock items.")
    pieces: int | None = optional("Fewer available pieces are short; never, unless said.")


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


@strawberry.type
class AlertMutations:
    acknowledge_alert: AlertPayload = mutation(
        resolvers.acknowledge_alert,
        AcknowledgeAlertInput,
        description="Say that somebody sees to it.",
    )
    set_threshold: StockItemPayload = mutation(
        resolvers.set_threshold,
        SetThresholdInput,
        description="Say when one of your stock items is short, to be alerted.",
    )
