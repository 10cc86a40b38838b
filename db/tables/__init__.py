"""What is stored: one module an area. Importing this package knows every table."""

# It names the constraints of all that follow.
from db.tables.base import metadata

# isort: split
from db.tables.accounts import Account, Invitation, Membership, PasswordReset, Session
from db.tables.alerts import Alert, AlertEvent, StockThreshold
from db.tables.catalogue import (
    Category,
    CosmeticDetails,
    Document,
    JewelleryDetails,
    Media,
    Product,
    Sku,
)
from db.tables.events import Event, Feed, FeedEntry
from db.tables.imports import ImportedThing, ImportRun
from db.tables.jobs import Job
from db.tables.offers import Offer, PriceTier
from db.tables.orders import Order, OrderEvent, OrderLine
from db.tables.parties import Location, Partnership, Party
from db.tables.requests import AnsweredRequest
from db.tables.shipments import Shipment, ShipmentEvent, ShipmentLine, TrackingEvent
from db.tables.stock import Reservation, StockItem, StockMovement
from db.tables.webhooks import Webhook, WebhookDelivery
from db.types import check_lengths

for _table in metadata.tables.values():
    check_lengths(_table)

__all__ = [
    "Account",
    "Alert",
    "AlertEvent",
    "AnsweredRequest",
    "Category",
    "CosmeticDetails",
    "Document",
    "Event",
    "Feed",
    "FeedEntry",
    "ImportRun",
    "ImportedThing",
    "Invitation",
    "JewelleryDetails",
    "Job",
    "Location",
    "Media",
    "Membership",
    "Offer",
    "Order",
    "OrderEvent",
    "OrderLine",
    "Partnership",
    "Party",
    "PasswordReset",
    "PriceTier",
    "Product",
    "Reservation",
    "Session",
    "Shipment",
    "ShipmentEvent",
    "ShipmentLine",
    "Sku",
    "StockItem",
    "StockMovement",
    "StockThreshold",
    "TrackingEvent",
    "Webhook",
    "WebhookDelivery",
    "metadata",
]
