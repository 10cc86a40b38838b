"""Alerts and thresholds: read the input, ask the command, hand back the row."""

from typing import Any
from uuid import UUID

from hub.commands import alerts as commands
from hub.context import Request
from hub.execution.ids import key_of
from hub.loaders.alerts import alert_by_id
from hub.loaders.stock import stock_item_by_id
from hub.resolvers.mutations import Outcome, changed


async def acknowledge_alert(request: Request, input: Any) -> Outcome:
    alert_id = key_of(input.alert_id, "Alert")

    async def command() -> UUID:
        return await commands.acknowledge_alert(request, alert_id)

    return await changed(request, "acknowledgeAlert", input, command, alert_by_id)


async def set_threshold(request: Request, input: Any) -> Outcome:
    item_id = key_of(input.stock_item_id, "StockItem")

    async def command() -> UUID:
        return await commands.set_threshold(request, item_id, input.pieces)

    return await changed(request, "setThreshold", input, command, stock_item_by_id)
