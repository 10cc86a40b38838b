"""Shipments, what is in them and where they are, as clients see them."""

from datetime import datetime
from typing import Annotated

import strawberry

from db.enums.events import EventKind
from db.enums.shipments import ShipmentEventKind, ShipmentStatus, TrackingStatus
from db.tables import orders as order_tables
from db.tables import shipments as shipment_tables
from hub.commands import shipments as commands
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import orders, parties, shipments
from hub.loaders.ledgers import FACT_BY_ID
from hub.schema.mutations import (
    id_of,
    mutation,
    optional,
    optional_id_of,
    optional_text,
    part_of_input,
    payload,
    required,
)
from hub.schema.node import Node, is_row_of
from hub.schema.orders import Order, OrderLine
from hub.schema.parties import Location, Party

ID = strawberry.ID


@strawberry.type(description="How many units of an order line are in a shipment.")
class ShipmentLine(Node):
    is_type_of = is_row_of(shipment_tables.ShipmentLine)

    id: ID = node_id("ShipmentLine", shipments.shipment_line_by_id)
    shipment: Annotated["Shipment", strawberry.lazy("hub.schema.shipments")] = batched(
        shipments.shipment_by_id, key="shipment_id", description="The shipment they are in."
    )
    line: OrderLine = batched(
        orders.line_by_id, key="order_line_id", description="The order line they are of."
    )
    quantity: int = column("How many units.")
    received: int | None = column("How many of them arrived in good order; null before.")
    damaged: int | None = column("How many of them arrived broken; null before.")
    missing: int | None = column("How many of them did not arrive; null before.")


@strawberry.type(description="One report of where a shipment is.")
class TrackingEvent(Node):
    is_type_of = is_row_of(shipment_tables.TrackingEvent)

    id: ID = node_id("TrackingEvent", shipments.tracking_event_by_id)
    shipment: Annotated["Shipment", strawberry.lazy("hub.schema.shipments")] = batched(
        shipments.shipment_by_id, key="shipment_id", description="The shipment it is about."
    )
    status: TrackingStatus = column("What is reported.")
    place: str | None = column("Where it was then.")
    note: str | None = column("What was said about it.")
    occurred_at: datetime = column("When it was there.")


@strawberry.type(description="A parcel or pallet of order lines on its way.")
class Shipment(Node):
    is_type_of = is_row_of(shipment_tables.Shipment)

    id: ID = node_id("Shipment", shipments.shipment_by_id)
    order: Order = batched(
        orders.order_by_id, key="order_id", description="The order whose lines it carries."
    )
    status: ShipmentStatus = column("Where it stands.")
    version: int = column("Counts every event; the higher one is the newer.")
    carrier: str | None = column("Who carries it.")
    tracking_number: str | None = column("Its number with the carrier.")
    origin: Location | None = batched(
        parties.location_by_id,
        key="origin_id",
        description="Where all of it left, if you see the seller's locations.",
    )
    shipped_at: datetime = column("When it left.")
    estimated_arrival: datetime | None = column("When it should arrive.")
    received_at: datetime | None = column("When it was received.")
    lines: list[ShipmentLine] = batched(
        shipments.lines_by_shipment, key="id", description="What is in it."
    )
    tracking_events: list[TrackingEvent] = batched(
        shipments.tracking_by_shipment, key="id", description="Where it has been, oldest first."
    )


@strawberry.type(description="One change of a shipment, from shipping to receiving it.")
class ShipmentEvent(Node):
    is_type_of = is_row_of(shipment_tables.ShipmentEvent)

    id: ID = node_id("ShipmentEvent", FACT_BY_ID[EventKind.SHIPMENT])
    kind: ShipmentEventKind = column("What happened.")
    shipment: Shipment = batched(
        shipments.shipment_by_id, key="shipment_id", description="The shipment as it is now."
    )
    version: int = column("The shipment's version after this event.")
    status: ShipmentStatus = column("Where it stood afterwards.")
    estimated_arrival: datetime | None = column("When it should arrive, as was known then.")
    report: TrackingEvent | None = batched(
        shipments.tracking_event_by_id,
        key="report_id",
        description="Where it was, if that was reported.",
    )
    actor: Party | None = batched(
        parties.party_by_id, key="actor_id", description="Who did it, if somebody did."
    )
    occurred_at: datetime = column("When it happened.")


@strawberry.type
class ShipmentQueries:
    shipment: Shipment | None = found(
        shipments.shipment_by_id, "Shipment", description="The shipment with this id."
    )


@payload("A shipment after a change, or why there was none.")
class ShipmentPayload:
    shipment: Shipment | None = batched(
        shipments.shipment_by_id, key="shipment_id", description="The shipment as it is now."
    )


@part_of_input(commands.ShippedLine, "How much of an order line is shipped.")
class ShipOrderLineInput:
    line_id: ID = id_of("OrderLine", "Which line of the order.")
    quantity: int = required("How many units.")


@mutation(
    commands.ship_order,
    ShipmentPayload,
    description="As the seller, hand over an order, or some lines of it, at one location.",
)
class ShipOrderInput:
    order_id: ID = id_of("Order", "Which order.")
    lines: list[ShipOrderLineInput] | None = optional(
        "What is in it; all that is left unless said, or what of that lies at `originId`."
    )
    origin_id: ID | None = optional_id_of(
        "Location", "Which of your locations it leaves; the one where all of it lies unless said."
    )
    carrier: str | None = optional_text(shipment_tables.Shipment.carrier, "Who carries it.")
    tracking_number: str | None = optional_text(
        shipment_tables.Shipment.tracking_number, "Its number with the carrier."
    )
    estimated_arrival: datetime | None = optional("When it should arrive.")
    note: str | None = optional_text(order_tables.OrderEvent.note, "What you want to say about it.")


@mutation(
    commands.report_tracking,
    ShipmentPayload,
    description="As the seller, pass on where a shipment is, as its carrier reports it.",
)
class ReportTrackingInput:
    shipment_id: ID = id_of("Shipment", "Which shipment.")
    status: TrackingStatus = required("What is reported.")
    place: str | None = optional_text(shipment_tables.TrackingEvent.place, "Where it is.")
    note: str | None = optional_text(
        shipment_tables.TrackingEvent.note, "What is to be said about it."
    )
    occurred_at: datetime | None = optional("When it was there; now unless said.")
    estimated_arrival: datetime | None = optional("When it should arrive, if that has changed.")


@part_of_input(
    commands.ReceivedLine, "How the units of an order line arrived; each is accounted for once."
)
class ReceiveShipmentLineInput:
    line_id: ID = id_of("OrderLine", "Which line of the order.")
    received: int = required("How many units arrived in good order.")
    damaged: int = optional("How many arrived broken.")
    missing: int = optional("How many did not arrive.")


@mutation(
    commands.receive_shipment,
    ShipmentPayload,
    description="As the buyer, take a shipment in; it becomes your stock. What arrived broken, or"
    " not at all, becomes none, and its seller is alerted.",
)
class ReceiveShipmentInput:
    shipment_id: ID = id_of("Shipment", "Which shipment.")
    lines: list[ReceiveShipmentLineInput] | None = optional(
        "Lines of which not every unit arrived in good order; the others did."
    )
    note: str | None = optional_text(order_tables.OrderEvent.note, "What you want to say about it.")
