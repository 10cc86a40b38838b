"""Words of promotions."""

from db.enums import DescribedEnum


class PromotionScope(DescribedEnum):
    """What a promotion looks at."""

    LINE = "LINE", "Each line by itself."
    ORDER = "ORDER", "All lines of its goods together."


class PromotionMeasure(DescribedEnum):
    """What the steps of a promotion count."""

    PIECES = "PIECES", "Pieces."
    AMOUNT = "AMOUNT", "What they cost so far, in minor units."


class PromotionEffect(DescribedEnum):
    """What a promotion does."""

    PERCENT_OFF = "PERCENT_OFF", "Takes so many hundredths of a percent off."
    AMOUNT_OFF = "AMOUNT_OFF", "Takes an amount off, in minor units."
    FIXED_PRICE = "FIXED_PRICE", "Lets what the offer has a price for cost so much, in minor units."
    FREE_PIECES = "FREE_PIECES", "Lets so many pieces be free after those that were bought."
    GIFT = "GIFT", "Gives so many units of a SKU for nothing."


class PromotionAction(DescribedEnum):
    """A step that a promotion can be taken through."""

    CHANGE = "CHANGE", "Give it another name or end, or raise a limit."
    END = "END", "End it now."
    ACCEPT_SHARE = "ACCEPT_SHARE", "Agree to bear a share of its cost."


class PromotionOrder(DescribedEnum):
    """How a list is sorted."""

    NEWEST = "NEWEST", "What begins last first."
    OLDEST = "OLDEST", "What begins first first."
