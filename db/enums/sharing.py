"""Words of what partners show each other."""

from db.enums import DescribedEnum


class SharingTopic(DescribedEnum):
    """What a party may show a partner."""

    STOCK = "STOCK", "What can be ordered of its stock, of goods that the partner knows."
    SALES = "SALES", "What it has sold of the partner's goods."
    FORECASTS = "FORECASTS", "What it expects to buy or to sell."
    PRODUCTION = "PRODUCTION", "How far what it makes for the partner has come."
    PRICES = "PRICES", "At which prices it sells the partner's goods on."
    LOTS = "LOTS", "Of which lots its goods are."


class Exactness(DescribedEnum):
    """How exactly a topic is shown."""

    NOTHING = "NOTHING", "It is not shown."
    YES_NO = "YES_NO", "Whether there is any."
    BANDED = "BANDED", "About how much: where its band begins (1, 10, 50, 100, 500 and so on)."
    DELAYED = "DELAYED", "How much there was when the owner's day began."
    EXACT = "EXACT", "How much there is, at once."
