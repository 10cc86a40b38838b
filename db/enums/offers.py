"""Words of offers."""

from db.enums import DescribedEnum


class Audience(DescribedEnum):
    """Whom an offer is made to."""

    PARTNERS = "PARTNERS", "Partners of the seller."
    CONSUMERS = "CONSUMERS", "Everybody who buys for themselves."


class OfferEventKind(DescribedEnum):
    """What happened to an offer."""

    SET = "SET", "The seller made it."
    ENDED = (
        "ENDED",
        "The seller said until when it is good, or set another one in its place.",
    )


class OfferOrder(DescribedEnum):
    """How a list is sorted."""

    CHEAPEST = "CHEAPEST", "The lowest price of a unit first, currency by currency."
    NEWEST = "NEWEST", "The newest first."
