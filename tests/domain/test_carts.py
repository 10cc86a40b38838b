"""What a pasted list says, and whom it is ordered from."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums.units import Unit
from hub.domain.carts import choose_seller, read_pasted
from hub.domain.errors import ErrorCode, Refused
from hub.domain.offers import Quote

_CODE = st.text("ABXx019-._/", min_size=1, max_size=20)
_BETWEEN = st.sampled_from([" ", "\t", ", ", ";", "，", " × ", " x ", "*"])


@given(st.lists(st.tuples(_CODE, _BETWEEN, st.integers(1, 9_999)), max_size=20))
def test_codes_and_quantities_are_read_as_they_were_written(
    said: list[tuple[str, str, int]],
) -> None:
    lines, faults = read_pasted("\r\n".join(f" {code}{sep}{n:,}" for code, sep, n in said))

    wanted: dict[str, int] = {}
    for code, _, quantity in said:
        wanted[code] = wanted.get(code, 0) + quantity
    assert ({line.code: line.quantity for line in lines}, faults) == (wanted, [])


@given(st.text(max_size=200))
def test_every_line_is_read_or_told(text: str) -> None:
    lines, faults = read_pasted(text)

    told = {line.number for line in lines} | {number for number, _, _ in faults}
    assert told <= {n for n, one in enumerate(text.splitlines(), start=1) if one.strip()}
    assert all(line.quantity > 0 for line in lines)
    assert all(fault.message for _, _, fault in faults)


def test_what_is_no_code_and_number_is_told_by_its_line() -> None:
    lines, faults = read_pasted("Code, pieces\nA1 2\n\nA2 0\nA3 99999999999\nA1 3")

    assert [(one.number, one.code, one.quantity) for one in lines] == [(2, "A1", 5)]
    assert [(number, text, fault.code.value) for number, text, fault in faults] == [
        (1, "Code, pieces", "INVALID_INPUT"),
        (4, "A2 0", "INVALID_QUANTITY"),
        (5, "A3 99999999999", "INVALID_QUANTITY"),
    ]


def quote(
    number: int, price: int, *, minimum: int = 1, currency: str = "EUR", per: int = 1, pack: int = 1
) -> list[Quote]:
    terms: dict[str, Any] = {"negotiated": False, "per": per, "order_multiple": pack}
    return [Quote(UUID(int=number), currency, price, minimum, False, **terms)]


SKU, OTHER = UUID(int=1), UUID(int=2)
UNITS = {SKU: Unit.C62, OTHER: Unit.GRM}
DEAR, CHEAP, LARGE = UUID(int=3), UUID(int=4), UUID(int=5)


def test_the_cheapest_is_chosen_among_those_who_sell_so_many() -> None:
    offered = {
        (SKU, DEAR): quote(1, 300),
        (SKU, CHEAP): quote(2, 200, minimum=2),
        # A price of 50 each, in packs of a dozen.
        (SKU, LARGE): quote(3, 5000, minimum=12, per=100, pack=12),
    }

    chosen = [choose_seller("A", quantity, UNITS, offered) for quantity in (1, 2, 12, 13)]

    assert chosen == [(SKU, DEAR), (SKU, CHEAP), (SKU, LARGE), (SKU, CHEAP)]


@pytest.mark.parametrize(
    ("offered", "code"),
    [
        ({}, ErrorCode.NOT_OFFERED),
        ({(SKU, LARGE): quote(3, 100, minimum=12)}, ErrorCode.BELOW_MINIMUM),
        ({(SKU, LARGE): quote(3, 100, pack=12)}, ErrorCode.NOT_A_MULTIPLE),
        ({(SKU, DEAR): quote(1, 1), (OTHER, DEAR): quote(2, 1)}, ErrorCode.SEVERAL_ARTICLES),
        (
            {(SKU, DEAR): quote(1, 1), (SKU, CHEAP): quote(2, 1, currency="USD")},
            ErrorCode.MIXED_CURRENCIES,
        ),
    ],
)
def test_where_it_is_not_clear_whom_to_buy_from_that_is_said(offered, code) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused) as refused:
        choose_seller("A", 2, UNITS, offered)

    assert refused.value.code is code
