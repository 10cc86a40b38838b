"""What is on its way: shipments, what is in them, reports of where they are, and their history."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.enums.shipments import ShipmentEventKind, ShipmentStatus, TrackingStatus
from db.lengths import CODE, NAME, NOTE
from db.types import Text, instant, key, words


class Shipment(SQLModel, table=True):
    """A parcel or pallet of order lines on its way from the seller to the buyer.

    `version` counts its events; it is 0 where it was brought in as it stood. All of it left
    `origin_id`, a location of the seller; null where that was never told.
    """

    __tablename__ = "shipments"
    __table_args__ = (
        Index("ix_shipments_order_id_shipped_at_id", "order_id", "shipped_at", "id"),
        Index("ix_shipments_tracking_number", "tracking_number"),
        Index(
            "ix_shipments_estimated_arrival",
            "estimated_arrival",
            postgresql_where=text("status = 'IN_TRANSIT'"),
        ),
    )

    id: UUID = key()
    order_id: UUID = Field(foreign_key="orders.id")
    origin_id: UUID | None = Field(default=None, foreign_key="locations.id")
    status: ShipmentStatus = Field(sa_type=words(ShipmentStatus))
    version: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    carrier: str | None = Field(default=None, sa_type=Text(NAME))
    tracking_number: str | None = Field(default=None, sa_type=Text(CODE))
    shipped_at: datetime = instant()
    estimated_arrival: datetime | None = instant(default=None)
    received_at: datetime | None = instant(default=None)


class ShipmentLine(SQLModel, table=True):
    """How many pieces of an order line are in a shipment, and how they arrived.

    `received`, `damaged` and `missing` pieces are all of them together; null until the shipment is
    received, and where that was never told.
    """

    __tablename__ = "shipment_lines"
    __table_args__ = (
        UniqueConstraint("shipment_id", "order_line_id"),
        CheckConstraint("quantity > 0", name="quantity_is_positive"),
        CheckConstraint(
            "received >= 0 AND damaged >= 0 AND missing >= 0"
            " AND received + damaged + missing = quantity",
            name="every_piece_is_accounted_for",
        ),
        Index("ix_shipment_lines_order_line_id", "order_line_id"),
        Index(
            "ix_shipment_lines_incomplete",
            "shipment_id",
            postgresql_where=text("damaged + missing > 0"),
        ),
    )

    id: UUID = key()
    shipment_id: UUID = Field(foreign_key="shipments.id")
    order_line_id: UUID = Field(foreign_key="order_lines.id")
    quantity: int
    received: int | None = None
    damaged: int | None = None
    missing: int | None = None


class TrackingEvent(SQLModel, table=True):
    """One report of where a shipment is."""

    __tablename__ = "tracking_events"
    __table_args__ = (
        Index("ix_tracking_events_shipment_id_occurred_at_id", "shipment_id", "occurred_at", "id"),
    )

    id: UUID = key()
    shipment_id: UUID = Field(foreign_key="shipments.id")
    status: TrackingStatus = Field(sa_type=words(TrackingStatus))
    place: str | None = Field(default=None, sa_type=Text(NAME))
    note: str | None = Field(default=None, sa_type=Text(NOTE))
    occurred_at: datetime = instant()


class ShipmentEvent(SQLModel, table=True):
    """One change of a shipment: the append-only history, and what the shipment feed tells.

    `version` is the shipment's after it, so versions of one shipment are dense from 1. `status` and
    `estimated_arrival` are what they were then; `report_id` is the report that was made, if any.
    """

    __tablename__ = "shipment_events"
    __table_args__ = (UniqueConstraint("shipment_id", "version"),)

    id: UUID = key()
    shipment_id: UUID = Field(foreign_key="shipments.id")
    order_id: UUID = Field(foreign_key="orders.id")
    version: int
    kind: ShipmentEventKind = Field(sa_type=words(ShipmentEventKind))
    status: ShipmentStatus = Field(sa_type=words(ShipmentStatus))
    estimated_arrival: datetime | None = instant(default=None)
    report_id: UUID | None = Field(default=None, foreign_key="tracking_events.id")
    actor_id: UUID | None = Field(default=None, foreign_key="parties.id")
    occurred_at: datetime = instant()
