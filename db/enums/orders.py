"""Words of orders."""

from db.enums import DescribedEnum


class OrderKind(DescribedEnum):
    """Which step of the chain an order is."""

    SUPPLY = "SUPPLY", "A brand buys from a supplier."
    WHOLESALE = "WHOLESALE", "A retailer buys from a brand or a supplier."
    RETAIL = "RETAIL", "A consumer buys from a retailer."


class OrderStatus(DescribedEnum):
    """Where an order stands."""

    DRAFT = "DRAFT", "Being written; only its buyer sees it."
    PLACED = "PLACED", "Waiting for the seller; stock is reserved."
    CONFIRMED = "CONFIRMED", "Accepted by the seller."
    IN_PRODUCTION = "IN_PRODUCTION", "Being made."
    READY = "READY", "Made, waiting to be shipped."
    PARTIALLY_SHIPPED = "PARTIALLY_SHIPPED", "A part is on its way, more is to follow."
    SHIPPED = "SHIPPED", "All of it is on its way."
    DELIVERED = "DELIVERED", "All of it has arrived."
    COMPLETED = "COMPLETED", "Accepted by the buyer; over."
    CANCELLED = "CANCELLED", "Called off; over."
    REJECTED = "REJECTED", "Declined by the seller; over."


class OrderEventKind(DescribedEnum):
    """What happened to an order."""

    PLACED = "PLACED", "The buyer placed it."
    CONFIRMED = "CONFIRMED", "The seller accepted it."
    REJECTED = "REJECTED", "The seller declined it."
    PRODUCTION_STARTED = "PRODUCTION_STARTED", "The seller began to make the goods."
    PRODUCTION_FINISHED = "PRODUCTION_FINISHED", "The goods are made."
    PARTIALLY_SHIPPED = "PARTIALLY_SHIPPED", "A part was shipped, more is to follow."
    SHIPPED = "SHIPPED", "All that was left was shipped."
    PARTIALLY_RECEIVED = "PARTIALLY_RECEIVED", "A shipment arrived, more is to follow."
    DELIVERED = "DELIVERED", "The last of it arrived."
    COMPLETED = "COMPLETED", "The buyer accepted what was delivered."
    CANCELLED = "CANCELLED", "One side called it off."
    CHANGED = "CHANGED", "Fewer units are ordered now."
    CLOSED = "CLOSED", "What was not shipped will not come any more."
    CHANGE_ASKED = "CHANGE_ASKED", "One side asked for the other's word on a change."
    CHANGE_DECLINED = "CHANGE_DECLINED", "The other side said no to it."
    CHANGE_WITHDRAWN = "CHANGE_WITHDRAWN", "Who asked for it took it back."
    IMPORTED = "IMPORTED", "It was brought in, as it stood, from another system."


class OrderChangeKind(DescribedEnum):
    """What becomes of an order by a change."""

    CANCEL = "CANCEL", "It is called off: `cancelOrder`."
    CLOSE = "CLOSE", "What is not shipped yet will not come: `closeOrder`."
    REDUCE = "REDUCE", "Fewer units are ordered: `changeOrder`."


class OrderChangeStatus(DescribedEnum):
    """Where a change of an order stands."""

    ASKED = "ASKED", "It waits for the other side's word."
    MADE = "MADE", "It was made, at once or once the other side agreed."
    DECLINED = "DECLINED", "The other side said no."
    WITHDRAWN = "WITHDRAWN", "Who asked for it took it back."
    LAPSED = "LAPSED", "The order went on, and it cannot be made any more."


class OrderOrder(DescribedEnum):
    """How a list is sorted."""

    NEWEST = "NEWEST", "The newest first."
    OLDEST = "OLDEST", "The oldest first."
    LARGEST = "LARGEST", "The largest total first, currency by currency."
    SMALLEST = "SMALLEST", "The smallest total first, currency by currency."
