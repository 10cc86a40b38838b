"""What the demo world's currencies were worth in each other, on every day that banks are open."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from db.tables.money import ExchangeRate
from demo.chance import DAY, YEAR, Calendar, Chance
from demo.names import WORTH_IN_CNY
from demo.rows import Rows

_BASE: Final = "EUR"
_SATURDAY: Final = 5
# By how much a rate changes within a day at most, in parts of a thousand.
_CHANGE: Final = 4


def add_rates(rows: Rows, chance: Chance, calendar: Calendar) -> None:
    """Rates of a year, each a little above or below the one of the day before."""
    rates: Mapping[str, Decimal] = {
        currency: Decimal(WORTH_IN_CNY[_BASE]) / worth
        for currency, worth in WORTH_IN_CNY.items()
        if currency != _BASE
    }
    for second in range(0, YEAR + 1, DAY):
        day = calendar.at(second).date()
        if day.weekday() >= _SATURDAY:
            continue
        for currency, rate in rates.items():
            moved = rate * (1000 + chance.randint(-_CHANGE, _CHANGE)) / 1000
            rows.add(ExchangeRate, base=_BASE, quote=currency, day=day, rate=round(moved, 4))
