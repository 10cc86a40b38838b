"""Finding anything by its id."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

from hub.context import Request
from hub.execution.dataloaders import Loader
from hub.execution.errors import RequestError
from hub.execution.ids import split_id
from hub.loaders import (
    alerts,
    catalogue,
    offers,
    orders,
    parties,
    shipments,
    stock,
    webhooks,
)

NODES_MAX: Final = 1000

# The type name in a global id, and what reads such rows.
LOADERS: Final[Mapping[str, Loader]] = {
    "Party": parties.party_by_id,
    "Partnership": parties.partnership_by_id,
    "Location": parties.location_by_id,
    "Category": catalogue.category_by_id,
    "Product": catalogue.product_by_id,
    "Media": catalogue.media_by_id,
    "Document": catalogue.document_by_id,
    "Sku": catalogue.sku_by_id,
    "Offer": offers.offer_by_id,
    "Order": orders.order_by_id,
    "OrderLine": orders.line_by_id,
    "OrderEvent": orders.order_event_by_id,
    "Shipment": shipments.shipment_by_id,
    "ShipmentLine": shipments.shipment_line_by_id,
    "ShipmentEvent": shipments.shipment_event_by_id,
    "TrackingEvent": shipments.tracking_event_by_id,
    "StockItem": stock.stock_item_by_id,
    "StockEvent": stock.stock_event_by_id,
    "Alert": alerts.alert_by_id,
    "AlertEvent": alerts.alert_event_by_id,
    "Webhook": webhooks.webhook_by_id,
    "WebhookDelivery": webhooks.webhook_delivery_by_id,
}


async def node(request: Request, id: str) -> Any:
    typename, key = split_id(id)
    loader = LOADERS.get(typename)
    if loader is None:
        raise RequestError(
            "BAD_ID", f"{id[:80]!r} is not an id of the hub: it has no type {typename[:40]!r}."
        )
    return await request.load(loader, key)


async def nodes(request: Request, ids: Sequence[str]) -> list[Any]:
    if len(ids) > NODES_MAX:
        raise RequestError(
            "BAD_PAGE", f"Up to {NODES_MAX} ids can be asked for at once; {len(ids)} were given."
        )
    return list(await asyncio.gather(*(node(request, id) for id in ids)))
