"""Words of alerts."""

from db.enums import DescribedEnum


class AlertKind(DescribedEnum):
    """What must be acted on."""

    SHORT_STOCK = "SHORT_STOCK", "Fewer pieces are available than the threshold."
    OVERDUE_ORDER = "OVERDUE_ORDER", "An order waits for its seller too long."
    DELAYED_DELIVERY = "DELAYED_DELIVERY", "A shipment has not arrived when it should have."


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
