"""Amounts of money: integers of a currency's minor unit."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

# Currencies whose minor unit is not a hundredth (ISO 4217).
MINOR_DIGITS: Final[Mapping[str, int]] = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
         "XAF", "XOF", "XPF"), 0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}  # fmt: skip

MINOR_DIGITS_USUALLY: Final = 2

# The largest amount that can be stored: a signed 64-bit integer.
AMOUNT_MAX: Final = 2**63 - 1


def minor_digits(currency: str) -> int:
    """Decimal places of the currency's minor unit."""
    return MINOR_DIGITS.get(currency, MINOR_DIGITS_USUALLY)


def major(minor: int, currency: str) -> Decimal:
    """The amount in the currency's major unit, with all its decimal places."""
    return Decimal(minor).scaleb(-minor_digits(currency))


def money_text(minor: int, currency: str) -> str:
    """An amount as people read it: `58.53 CNY`."""
    return f"{major(minor, currency):f} {currency}"
