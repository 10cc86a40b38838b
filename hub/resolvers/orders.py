"""The steps of an order: read the input, ask the command, hand back the order."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from hub.commands import orders as commands
from hub.context import Request
from hub.execution.ids import key_of
from hub.loaders.orders import order_by_id
from hub.resolvers.mutations import Outcome, changed

Command = Callable[[Request, UUID, str | None], Awaitable[UUID]]


async def place_order(request: Request, input: Any) -> Outcome:
    seller_id = key_of(input.seller_id, "Party")
    lines = [
        commands.WantedLine(key_of(line.sku_id, "Sku"), line.quantity, line.unit_price_minor)
        for line in input.lines
    ]
    deliver_to_id = input.deliver_to_id and key_of(input.deliver_to_id, "Location")
    caused_by_id = input.caused_by_id and key_of(input.caused_by_id, "Order")

    async def command() -> UUID:
        return await commands.place_order(
            request,
            seller_id,
            lines,
            note=input.note,
            deliver_to_id=deliver_to_id,
            caused_by_id=caused_by_id,
        )

    return await changed(request, "placeOrder", input, command, order_by_id)


def _step(mutation: str, command: Command) -> Callable[[Request, Any], Awaitable[Outcome]]:
    async def resolve(request: Request, input: Any) -> Outcome:
        order_id = key_of(input.order_id, "Order")
        return await changed(
            request, mutation, input, lambda: command(request, order_id, input.note), order_by_id
        )

    return resolve


confirm_order = _step("confirmOrder", commands.confirm_order)
reject_order = _step("rejectOrder", commands.reject_order)
start_production = _step("startProduction", commands.start_production)
finish_production = _step("finishProduction", commands.finish_production)
cancel_order = _step("cancelOrder", commands.cancel_order)
complete_order = _step("completeOrder", commands.complete_order)
