"""What is on its way: shipments, the order lines in them, and reports of where they are."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.enums import ShipmentStatus, TrackingStatus
from db.types import instant, key, words


class Shipment(SQLModel, table=True):
    """A parcel or pallet of order lines on its way from the seller to the buyer."""

    __tablename__ = "shipments"
    __table_args__ = (Index("ix_shipments_order_id_shipped_at_id", "order_id", "shipped_at", "id"),)

    id: UUID = key()
    order_id: UUID = Field(foreign_key="orders.id")
    status: ShipmentStatus = Field(sa_type=words(ShipmentStatus))
    carrier: str | None = None
    tracking_number: str | None = None
    shipped_at: datetime = instant()
    estimated_arrival: datetime | None = instant(default=None)
    received_at: datetime | None = instant(default=None)


class ShipmentLine(SQLModel, table=True):
    """How many pieces of an order line are in a shipment."""

    __tablename__ = "shipment_lines"
    __table_args__ = (
        UniqueConstraint("shipment_id", "order_line_id"),
        CheckConstraint("quantity > 0", name="quantity_is_positive"),
        Index("ix_shipment_lines_order_line_id", "order_line_id"),
    )

    id: UUID = key()
    shipment_id: UUID = Field(foreign_key="shipments.id")
    order_line_id: UUID = Field(foreign_key="order_lines.id")
    quantity: int


class TrackingEvent(SQLModel, table=True):
    """One report of where a shipment is."""

    __tablename__ = "tracking_events"
    __table_args__ = (
        Index("ix_tracking_events_shipment_id_occurred_at_id", "shipment_id", "occurred_at", "id"),
    )

    id: UUID = key()
    shipment_id: UUID = Field(foreign_key="shipments.id")
    status: TrackingStatus = Field(sa_type=words(TrackingStatus))
    place: str | None = None
    note: str | None = None
    occurred_at: datetime = instant()
