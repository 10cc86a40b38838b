"""Amounts of money as clients read them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

import strawberry
from strawberry import UNSET

from hub.domain.money import MINOR_DIGITS, MINOR_DIGITS_USUALLY
from hub.execution.fields import Arguments, batched, column, embedded, scaled
from hub.loaders import rates
from hub.schema.connections import argument
from hub.schema.scalars import BigInt, CurrencyCode


def _read_conversion(to: str, on: date | None = UNSET) -> rates.Conversion:
    return rates.Conversion(to, on or None)


_CONVERSION: Final = Arguments(
    (
        argument("to", CurrencyCode, "The currency you want to read it in, by ISO 4217."),
        argument("on", date | None, "At the rate of which day; today's unless said.", UNSET),
    ),
    _read_conversion,
)


@strawberry.type(description="An amount of money.")
class Money:
    amount: Decimal = scaled(
        "minor",
        "currency",
        MINOR_DIGITS,
        MINOR_DIGITS_USUALLY,
        description="In the currency's major unit, with all its decimal places: `12.50`.",
    )
    minor: BigInt = column("In the currency's minor unit: `1250`.")
    currency: CurrencyCode = column("The currency, by ISO 4217.")
    converted: Annotated["Money", strawberry.lazy("hub.schema.money")] | None = batched(
        rates.converted,
        key=("minor", "currency"),
        arguments=_CONVERSION,
        description="The same in another currency, rounded half up, at the newest rate of the ten"
        " days up to that day; null where the hub has none. Nobody owes it: what is paid is the"
        " amount itself.",
    )


@dataclass(frozen=True)
class MoneyRow:
    minor: int
    currency: str


def money(minor: str, currency: str = "currency", *, description: str) -> Any:
    """An amount kept in two columns of a row; null where the amount is null."""
    return embedded(
        _reader(minor, currency), {"minor": minor, "currency": currency}, description=description
    )


def _reader(minor: str, currency: str) -> Callable[[Any], MoneyRow | None]:
    def read(row: Any) -> MoneyRow | None:
        amount = getattr(row, minor)
        return None if amount is None else MoneyRow(amount, getattr(row, currency))

    return read
