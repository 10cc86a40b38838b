"""Words that the database stores as text and clients read as enum values.

Every member's value equals its name, so a word reads the same in SQL, in Python and in GraphQL.
"""

from enum import StrEnum


class PartyKind(StrEnum):
    SUPPLIER = "SUPPLIER"
    BRAND = "BRAND"
    RETAILER = "RETAILER"
    CONSUMER = "CONSUMER"
    OPERATOR = "OPERATOR"


class PartyStatus(StrEnum):
    """Whether a party is admitted to trade."""

    APPLIED = "APPLIED"
    ADMITTED = "ADMITTED"
    DECLINED = "DECLINED"
    SUSPENDED = "SUSPENDED"


class Role(StrEnum):
    OWNER = "OWNER"
    MANAGER = "MANAGER"
    BUYER = "BUYER"
    WAREHOUSE = "WAREHOUSE"
    ANALYST = "ANALYST"


class PartnershipStatus(StrEnum):
    PROPOSED = "PROPOSED"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    ENDED = "ENDED"


class ListingStatus(StrEnum):
    DRAFT = "DRAFT"
    IN_REVIEW = "IN_REVIEW"
    DECLINED = "DECLINED"
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"


class Visibility(StrEnum):
    PUBLIC = "PUBLIC"
    PARTNERS = "PARTNERS"


class Trade(StrEnum):
    COSMETICS = "COSMETICS"
    JEWELLERY = "JEWELLERY"
    GENERAL = "GENERAL"


class MediaKind(StrEnum):
    IMAGE = "IMAGE"
    VIDEO = "VIDEO"
    MODEL_3D = "MODEL_3D"
    SPIN_360 = "SPIN_360"


class DocumentKind(StrEnum):
    QC_REPORT = "QC_REPORT"
    CERTIFICATE = "CERTIFICATE"
    FILING = "FILING"
    SAFETY_SHEET = "SAFETY_SHEET"


class Audience(StrEnum):
    PARTNERS = "PARTNERS"
    CONSUMERS = "CONSUMERS"


class LocationKind(StrEnum):
    FACTORY = "FACTORY"
    WAREHOUSE = "WAREHOUSE"
    SHOP = "SHOP"


class MovementKind(StrEnum):
    OPENED = "OPENED"
    ADJUSTED = "ADJUSTED"
    PRODUCED = "PRODUCED"
    RESERVED = "RESERVED"
    RELEASED = "RELEASED"
    SHIPPED = "SHIPPED"
    EXPECTED = "EXPECTED"
    RECEIVED = "RECEIVED"


class OrderKind(StrEnum):
    SUPPLY = "SUPPLY"
    WHOLESALE = "WHOLESALE"
    RETAIL = "RETAIL"


class OrderStatus(StrEnum):
    DRAFT = "DRAFT"
    PLACED = "PLACED"
    CONFIRMED = "CONFIRMED"
    IN_PRODUCTION = "IN_PRODUCTION"
    READY = "READY"
    PARTIALLY_SHIPPED = "PARTIALLY_SHIPPED"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"
    REJECTED = "REJECTED"


class OrderEventKind(StrEnum):
    PLACED = "PLACED"
    CONFIRMED = "CONFIRMED"
    REJECTED = "REJECTED"
    PRODUCTION_STARTED = "PRODUCTION_STARTED"
    PRODUCTION_FINISHED = "PRODUCTION_FINISHED"
    PARTIALLY_SHIPPED = "PARTIALLY_SHIPPED"
    SHIPPED = "SHIPPED"
    PARTIALLY_RECEIVED = "PARTIALLY_RECEIVED"
    DELIVERED = "DELIVERED"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"
    IMPORTED = "IMPORTED"


class ShipmentStatus(StrEnum):
    IN_TRANSIT = "IN_TRANSIT"
    DELIVERED = "DELIVERED"


class ShipmentEventKind(StrEnum):
    SHIPPED = "SHIPPED"
    REPORTED = "REPORTED"
    DELIVERED = "DELIVERED"


class TrackingStatus(StrEnum):
    PICKED_UP = "PICKED_UP"
    IN_TRANSIT = "IN_TRANSIT"
    OUT_FOR_DELIVERY = "OUT_FOR_DELIVERY"
    DELIVERED = "DELIVERED"
    EXCEPTION = "EXCEPTION"


class AlertKind(StrEnum):
    SHORT_STOCK = "SHORT_STOCK"
    OVERDUE_ORDER = "OVERDUE_ORDER"
    DELAYED_DELIVERY = "DELAYED_DELIVERY"


class AlertStatus(StrEnum):
    OPEN = "OPEN"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RESOLVED = "RESOLVED"


class AlertEventKind(StrEnum):
    RAISED = "RAISED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RESOLVED = "RESOLVED"


class EventKind(StrEnum):
    """Which ledger an event points into."""

    ORDER = "ORDER"
    STOCK = "STOCK"
    SHIPMENT = "SHIPMENT"
    ALERT = "ALERT"


class WebhookStatus(StrEnum):
    ACTIVE = "ACTIVE"
    FAILING = "FAILING"
    PAUSED = "PAUSED"


class WebhookPause(StrEnum):
    """Why a webhook is paused: it was asked for, or the hub cannot or should not go on."""

    ASKED = "ASKED"
    GONE = "GONE"
    GAVE_UP = "GAVE_UP"
    CURSOR_EXPIRED = "CURSOR_EXPIRED"
    ACCESS_LOST = "ACCESS_LOST"
    SECRET_UNREADABLE = "SECRET_UNREADABLE"


class JobStatus(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    DROPPED = "DROPPED"
