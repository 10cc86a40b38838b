"""Words of facts: what is counted and summed up, by what."""

from db.enums import DescribedEnum


class TimeBucket(DescribedEnum):
    """How long the periods are into which time is cut, in the time zone that is asked for."""

    DAY = "DAY", "From midnight to midnight."
    WEEK = "WEEK", "From Monday to Sunday."
    MONTH = "MONTH", "A month of the calendar."
    QUARTER = "QUARTER", "Three months, from January, April, July or October."
    YEAR = "YEAR", "A year of the calendar."


class TimeBefore(DescribedEnum):
    """With which time before facts are compared."""

    PERIOD_BEFORE = (
        "PERIOD_BEFORE",
        "The period before; where there are no periods, as many days before the first day.",
    )
    YEAR_BEFORE = "YEAR_BEFORE", "The same a year before; of weeks, 52 weeks before."


class TradeSide(DescribedEnum):
    """On which side of a trade a party is."""

    SELLING = "SELLING", "It gives the goods."
    BUYING = "BUYING", "It takes the goods."


class SalesDimension(DescribedEnum):
    """What sales are told apart by."""

    PERIOD = "PERIOD", "When they were placed: the first day of the bucket."
    PRODUCT = "PRODUCT", "The product."
    SKU = "SKU", "The SKU."
    CATEGORY = "CATEGORY", "The product's own category."
    BRAND = "BRAND", "Whose product it is."
    BUYER = "BUYER", "Who takes the goods."
    SELLER = "SELLER", "Who gives them."
    COUNTRY = "COUNTRY", "Where the buyer is at home."
    KIND = "KIND", "The step of the chain."
    STATUS = "STATUS", "Where the order stands."
    CURRENCY = "CURRENCY", "What the order is paid in."


class SalesFactOrder(DescribedEnum):
    """How a list is sorted."""

    BY_DIMENSIONS = "BY_DIMENSIONS", "By what they are told apart by, in the order of `by`."
    OLDEST = "OLDEST", "The oldest period first."
    NEWEST = "NEWEST", "The newest period first."
    MOST_REVENUE = "MOST_REVENUE", "The largest revenue first; needs `currency`."
    LEAST_REVENUE = "LEAST_REVENUE", "The smallest revenue first; needs `currency`."
    MOST_QUANTITY = "MOST_QUANTITY", "The most units first."
    LEAST_QUANTITY = "LEAST_QUANTITY", "The fewest units first."
    MOST_ORDERS = "MOST_ORDERS", "The most orders first."
    LEAST_ORDERS = "LEAST_ORDERS", "The fewest orders first."
    MOST_LINES = "MOST_LINES", "The most lines first."
    LEAST_LINES = "LEAST_LINES", "The fewest lines first."
    MOST_BUYERS = "MOST_BUYERS", "The most different buyers first."
    LEAST_BUYERS = "LEAST_BUYERS", "The fewest different buyers first."


class StockDimension(DescribedEnum):
    """What stock is told apart by."""

    PRODUCT = "PRODUCT", "The product."
    SKU = "SKU", "The SKU."
    CATEGORY = "CATEGORY", "The product's own category."
    BRAND = "BRAND", "Whose product it is."
    LOCATION = "LOCATION", "Where it lies."
    COUNTRY = "COUNTRY", "The country in which it lies."
    OWNER = "OWNER", "Whose stock it is."


class StockFactOrder(DescribedEnum):
    """How a list is sorted."""

    BY_DIMENSIONS = "BY_DIMENSIONS", "By what they are told apart by, in the order of `by`."
    MOST_AVAILABLE = "MOST_AVAILABLE", "The most available units first."
    LEAST_AVAILABLE = "LEAST_AVAILABLE", "The fewest available units first."
    MOST_ON_HAND = "MOST_ON_HAND", "The most units on hand first."
    LEAST_ON_HAND = "LEAST_ON_HAND", "The fewest units on hand first."
    MOST_OUT = "MOST_OUT", "The most items of which nothing is available first."
    LEAST_OUT = "LEAST_OUT", "The fewest such items first."


class DeliveryDimension(DescribedEnum):
    """What deliveries are told apart by."""

    PERIOD = "PERIOD", "When they were shipped: the first day of the bucket."
    CARRIER = "CARRIER", "Who carries them."
    SELLER = "SELLER", "Who sends them."
    BUYER = "BUYER", "Who receives them."
    LOCATION = "LOCATION", "Where they go."
    COUNTRY = "COUNTRY", "The country of where they go."
    KIND = "KIND", "The step of the chain."
    STATUS = "STATUS", "Where the shipments stand."


class DeliveryFactOrder(DescribedEnum):
    """How a list is sorted."""

    BY_DIMENSIONS = "BY_DIMENSIONS", "By what they are told apart by, in the order of `by`."
    OLDEST = "OLDEST", "The oldest period first."
    NEWEST = "NEWEST", "The newest period first."
    MOST_SHIPMENTS = "MOST_SHIPMENTS", "The most shipments first."
    LEAST_SHIPMENTS = "LEAST_SHIPMENTS", "The fewest shipments first."
    MOST_LATE = "MOST_LATE", "The most that arrived late first."
    LEAST_LATE = "LEAST_LATE", "The fewest that arrived late first."
    MOST_DELAYED = "MOST_DELAYED", "The most that are overdue first."
    LEAST_DELAYED = "LEAST_DELAYED", "The fewest that are overdue first."
