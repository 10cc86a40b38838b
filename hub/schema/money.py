"""Amounts of money as clients read them."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import strawberry

from hub.domain.money import MINOR_DIGITS, MINOR_DIGITS_USUALLY
from hub.execution.fields import column, embedded, scaled
from hub.schema.scalars import BigInt, CurrencyCode


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
