"""Words of alerts."""

from db.enums import DescribedEnum


class AlertKind(DescribedEnum):
    """What must be acted on."""

    SHORT_STOCK = "SHORT_STOCK", "Fewer units are available than the threshold."
    OUT_OF_STOCK = "OUT_OF_STOCK", "Nothing is available of what you offer; no threshold is set."
    ORDER_AT_RISK = "ORDER_AT_RISK", "Less is there than is held, and not enough for this order."
    OVERDUE_ORDER = "OVERDUE_ORDER", "An order waits for its seller too long."
    DELAYED_DELIVERY = "DELAYED_DELIVERY", "A shipment has not arrived when it should have."
    DELIVERY_EXCEPTION = "DELIVERY_EXCEPTION", "The carrier reports that something is wrong."
    INCOMPLETE_DELIVERY = (
        "INCOMPLETE_DELIVERY",
        "A buyer received goods broken or too few, and has not accepted the delivery.",
    )
    NEEDLESS_ORDER = "NEEDLESS_ORDER", "The order because of which you ordered was called off."


class AlertStatus(DescribedEnum):
    """Where an alert stands."""

    OPEN = "OPEN", "Nobody sees to it yet."
    ACKNOWLEDGED = "ACKNOWLEDGED", "Somebody sees to it."
    RESOLVED = "RESOLVED", "It is over, as the hub saw."


class AlertEventKind(DescribedEnum):
    """What happened to an alert."""

    RAISED = "RAISED", "The hub saw that somebody must act."
    ACKNOWLEDGED = "ACKNOWLEDGED", "Somebody took it in hand."
    RESOLVED = "RESOLVED", "The hub saw that it is over."


class AlertOrder(DescribedEnum):
    """How a list is sorted."""

    NEWEST = "NEWEST", "The newest first."
    OLDEST = "OLDEST", "The oldest first."
