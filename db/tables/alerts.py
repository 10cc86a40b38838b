"""What somebody must act on: alerts, their history, and how little stock is too little."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.enums.alerts import AlertEventKind, AlertKind, AlertStatus
from db.types import instant, key, lock_rank, words


class Alert(SQLModel, table=True):
    """A condition that a party must act on, from when the hub saw it until the hub sees it over.

    `subject_id` is the stock item, order or shipment that it is about; of each a party has at most
    one unresolved alert of a kind. A shipment's alert names its order, too. `version` counts the
    alert's events.
    """

    __tablename__ = "alerts"
    __table_args__ = (
        CheckConstraint(
            "(status = 'RESOLVED') = (resolved_at IS NOT NULL)", name="resolved_ones_say_when"
        ),
        Index(
            "uq_alerts_unresolved",
            "party_id",
            "kind",
            "subject_id",
            unique=True,
            postgresql_where=text("status <> 'RESOLVED'"),
        ),
        Index("ix_alerts_party_id_raised_at_id", "party_id", "raised_at", "id"),
        Index("ix_alerts_raised_at_id", "raised_at", "id"),
        lock_rank(100),
    )

    id: UUID = key()
    party_id: UUID = Field(foreign_key="parties.id")
    kind: AlertKind = Field(sa_type=words(AlertKind))
    status: AlertStatus = Field(default=AlertStatus.OPEN, sa_type=words(AlertStatus))
    version: int = 0
    subject_id: UUID
    stock_item_id: UUID | None = Field(default=None, foreign_key="stock_items.id")
    order_id: UUID | None = Field(default=None, foreign_key="orders.id")
    shipment_id: UUID | None = Field(default=None, foreign_key="shipments.id")
    raised_at: datetime = instant()
    acknowledged_at: datetime | None = instant(default=None)
    resolved_at: datetime | None = instant(default=None)


class AlertEvent(SQLModel, table=True):
    """One step of an alert: the append-only history, and what the alert feed tells.

    `version` is the alert's after the step, so versions of one alert are dense from 1.
    """

    __tablename__ = "alert_events"
    __table_args__ = (UniqueConstraint("alert_id", "version"),)

    id: UUID = key()
    alert_id: UUID = Field(foreign_key="alerts.id")
    version: int
    kind: AlertEventKind = Field(sa_type=words(AlertEventKind))
    status: AlertStatus = Field(sa_type=words(AlertStatus))
    occurred_at: datetime = instant()


class StockThreshold(SQLModel, table=True):
    """Below how many available pieces a stock item is short; its owner's own business."""

    __tablename__ = "stock_thresholds"
    __table_args__ = (CheckConstraint("pieces > 0", name="pieces_are_positive"),)

    stock_item_id: UUID = Field(primary_key=True, foreign_key="stock_items.id")
    party_id: UUID = Field(foreign_key="parties.id")
    pieces: int
