"""The feeds that every party has, and how what they tell of is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from db.enums import EventKind


@dataclass(frozen=True)
class Feed:
    """Events of a kind: their type, the type of what they are of, and the field that it stands in.

    `is_whole`: traders note every change that it tells of, so it has those and no others. Orders
    also move stock, and nobody makes an alert.
    """

    kind: EventKind
    event: str
    aggregate: str
    field: str
    is_whole: bool = False


# By the field that subscribers ask.
FEEDS: Final[Mapping[str, Feed]] = {
    "orderEvents": Feed(EventKind.ORDER, "OrderEvent", "Order", "order", is_whole=True),
    "stockEvents": Feed(EventKind.STOCK, "StockEvent", "StockItem", "item"),
    "shipmentEvents": Feed(
        EventKind.SHIPMENT, "ShipmentEvent", "Shipment", "shipment", is_whole=True
    ),
    "alertEvents": Feed(EventKind.ALERT, "AlertEvent", "Alert", "alert"),
}
NAMES: Final[Mapping[EventKind, str]] = {feed.kind: name for name, feed in FEEDS.items()}
