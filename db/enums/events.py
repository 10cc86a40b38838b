"""Words of events."""

from db.enums import DescribedEnum


class EventKind(DescribedEnum):
    """Which of the feeds an event belongs to."""

    ORDER = "ORDER", "As `orderEvents` tells."
    STOCK = "STOCK", "As `stockEvents` tells."
    SHIPMENT = "SHIPMENT", "As `shipmentEvents` tells."
    ALERT = "ALERT", "As `alertEvents` tells."
    OFFER = "OFFER", "As `offerEvents` tells."
    NEGOTIATION = "NEGOTIATION", "As `negotiationEvents` tells."
    REQUISITION = "REQUISITION", "As `requisitionEvents` tells."
