"""Words of stock."""

from db.enums import DescribedEnum


class MovementKind(DescribedEnum):
    """Why a stock item changed."""

    OPENED = "OPENED", "Counted for the first time: on hand."
    ADJUSTED = "ADJUSTED", "Corrected after a count or a loss: on hand."
    COUNTED = "COUNTED", "Counted again: on hand is what was counted."
    TRANSFERRED = "TRANSFERRED", "Brought from one location to another of the same party: on hand."
    PRODUCED = "PRODUCED", "Made here: on hand."
    RESERVED = "RESERVED", "Held for an order: reserved."
    RELEASED = "RELEASED", "No longer held: reserved."
    SHIPPED = "SHIPPED", "Gone to a buyer: on hand and reserved."
    EXPECTED = "EXPECTED", "On its way here: incoming."
    RECEIVED = "RECEIVED", "Arrived here: incoming becomes on hand."
    LOST = "LOST", "Arrived broken, or not at all: not incoming any more."


class StockOrder(DescribedEnum):
    """How a list is sorted."""

    ENTERED = "ENTERED", "What was entered last first."
    NEWEST = "NEWEST", "What changed last first."
    LEAST_AVAILABLE = "LEAST_AVAILABLE", "The fewest available units first."
    MOST_AVAILABLE = "MOST_AVAILABLE", "The most available units first."
