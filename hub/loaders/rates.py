"""Amounts in other currencies, at the exchange rates of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.queries.rates import convert_amounts
from hub.context import Request
from hub.execution.dataloaders import Loader


@dataclass(frozen=True)
class Conversion:
    """Into which currency, and at the rate of which day; None is the day of the request."""

    wanted: str
    day: date | None


@dataclass(frozen=True)
class Amount:
    """An amount of money, in minor units."""

    minor: int
    currency: str


async def _convert(
    request: Request, amounts: Sequence[tuple[int, str]], asked: Conversion
) -> Mapping[tuple[int, str], Amount]:
    day = request.now.date() if asked.day is None else asked.day
    found = await convert_amounts(request.reads, amounts, asked.wanted, day)
    return {given: Amount(minor, asked.wanted) for given, minor in found.items()}


# What amounts (minor, currency) are in the currency of a `Conversion`.
converted = Loader(_convert)
