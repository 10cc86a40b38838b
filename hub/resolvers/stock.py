"""Corrections of stock: read the input, ask the command, hand back the stock item."""

from typing import Any
from uuid import UUID

from hub.commands import stock as commands
from hub.context import Request
from hub.execution.ids import key_of
from hub.loaders.stock import stock_item_by_id
from hub.resolvers.mutations import Outcome, changed


async def adjust_stock(request: Request, input: Any) -> Outcome:
    location_id = key_of(input.location_id, "Location")
    sku_id = key_of(input.sku_id, "Sku")

    async def command() -> UUID:
        return await commands.adjust_stock(request, location_id, sku_id, input.delta, input.reason)

    return await changed(request, "adjustStock", input, command, stock_item_by_id)
