"""Words of shipments."""

from db.enums import DescribedEnum


class ShipmentStatus(DescribedEnum):
    """Where a shipment stands."""

    IN_TRANSIT = "IN_TRANSIT", "On its way."
    DELIVERED = "DELIVERED", "Received by the buyer."


class ShipmentEventKind(DescribedEnum):
    """What happened to a shipment."""

    SHIPPED = "SHIPPED", "The seller handed it over."
    REPORTED = "REPORTED", "Where it is was reported, or when it should arrive."
    DELIVERED = "DELIVERED", "The buyer took it in."


class TrackingStatus(DescribedEnum):
    """What a carrier reports of a shipment."""

    PICKED_UP = "PICKED_UP", "Taken over from the seller."
    IN_TRANSIT = "IN_TRANSIT", "Passed a place on the way."
    OUT_FOR_DELIVERY = "OUT_FOR_DELIVERY", "On the last leg."
    DELIVERED = "DELIVERED", "Handed over to the buyer."
    EXCEPTION = "EXCEPTION", "Something is wrong."
