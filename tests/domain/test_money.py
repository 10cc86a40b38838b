"""Minor and major units of money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.money import AMOUNT_MAX, major, minor_digits

amounts = st.integers(min_value=-AMOUNT_MAX - 1, max_value=AMOUNT_MAX)


@pytest.mark.parametrize(
    ("currency", "text"),
    [("EUR", "12.34"), ("CNY", "12.34"), ("JPY", "1234"), ("KWD", "1.234"), ("XAF", "1234")],
)
def test_an_amount_has_the_decimal_places_of_its_currency(currency: str, text: str) -> None:
    assert str(major(1234, currency)) == text


def test_zero_has_them_too() -> None:
    assert str(major(0, "EUR")) == "0.00"
    assert str(major(5, "KWD")) == "0.005"


@given(amounts, st.sampled_from(["EUR", "JPY", "TND"]))
def test_no_minor_unit_is_lost(minor: int, currency: str) -> None:
    amount = major(minor, currency)

    assert amount.scaleb(minor_digits(currency)) == Decimal(minor)
    assert int(amount * 10 ** minor_digits(currency)) == minor
