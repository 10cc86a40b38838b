"""Shipping, reporting and receiving: read the input, ask the command, hand back the shipment."""

from typing import Any
from uuid import UUID

from hub.commands import shipments as commands
from hub.context import Request
from hub.execution.ids import key_of
from hub.loaders.shipments import shipment_by_id
from hub.resolvers.mutations import Outcome, changed


async def ship_order(request: Request, input: Any) -> Outcome:
    order_id = key_of(input.order_id, "Order")
    lines = None
    if input.lines is not None:
        lines = [
            commands.ShippedLine(key_of(line.line_id, "OrderLine"), line.quantity)
            for line in input.lines
        ]

    async def command() -> UUID:
        return await commands.ship_order(
            request,
            order_id,
            lines,
            carrier=input.carrier,
            tracking_number=input.tracking_number,
            estimated_arrival=input.estimated_arrival,
            note=input.note,
        )

    return await changed(request, "shipOrder", input, command, shipment_by_id)


async def report_tracking(request: Request, input: Any) -> Outcome:
    shipment_id = key_of(input.shipment_id, "Shipment")

    async def command() -> UUID:
        return await commands.report_tracking(
            request,
            shipment_id,
            input.status,
            place=input.place,
            note=input.note,
            occurred_at=input.occurred_at,
            estimated_arrival=input.estimated_arrival,
        )

    return await changed(request, "reportTracking", input, command, shipment_by_id)


async def receive_shipment(request: Request, input: Any) -> Outcome:
    shipment_id = key_of(input.shipment_id, "Shipment")

    async def command() -> UUID:
        return await commands.receive_shipment(request, shipment_id, input.note)

    return await changed(request, "receiveShipment", input, command, shipment_by_id)
