"""Words of accounts."""

from db.enums import DescribedEnum


class Role(DescribedEnum):
    """What an account may do for its party."""

    OWNER = "OWNER", "Everything."
    MANAGER = (
        "MANAGER",
        "Everything but what owners alone may: make and remove owners, and set order limits.",
    )
    BUYER = "BUYER", "Orders from sellers, up to the role's order limit if there is one."
    WAREHOUSE = "WAREHOUSE", "Ships, receives and adjusts stock."
    ANALYST = "ANALYST", "Reads."
