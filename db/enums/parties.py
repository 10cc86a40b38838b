"""Words of parties, their places and their partnerships."""

from db.enums import DescribedEnum


class PartyKind(DescribedEnum):
    """What a party is in the chain."""

    SUPPLIER = "SUPPLIER", "Makes materials for brands, or finished pieces for retailers."
    BRAND = "BRAND", "Owns products and sells them to retailers."
    RETAILER = "RETAILER", "Sells to consumers."
    CONSUMER = "CONSUMER", "A person who buys for themselves."
    OPERATOR = "OPERATOR", "Runs the hub."


class PartyStatus(DescribedEnum):
    """Whether a party is admitted to trade."""

    APPLIED = "APPLIED", "It has signed up and waits for the operator."
    ADMITTED = "ADMITTED", "It trades."
    DECLINED = "DECLINED", "The operator does not let it trade."
    SUSPENDED = "SUSPENDED", "The operator has stopped its trade for now."


class PartnershipStatus(DescribedEnum):
    """Where a partnership stands."""

    PROPOSED = "PROPOSED", "Waiting for the other side."
    ACTIVE = "ACTIVE", "Orders may be placed."
    SUSPENDED = "SUSPENDED", "No new orders for now."
    ENDED = "ENDED", "No new orders any more."


class LocationKind(DescribedEnum):
    """What a location is."""

    FACTORY = "FACTORY", "Where goods are made."
    WAREHOUSE = "WAREHOUSE", "Where goods are kept."
    SHOP = "SHOP", "Where goods are sold."


class PartyOrder(DescribedEnum):
    """How a list is sorted."""

    NAME = (
        "NAME",
        "By name, A to Z, as people sort names: case and accents aside, Chinese by its sounds.",
    )
