"""Which offer a buyer gets, and at which price."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums.units import Unit
from hub.domain.errors import ErrorCode, Faults, Refused
from hub.domain.offers import Prices, Quote, best_quote, check_prices

FIELD = ("lines", "0", "quantity")
quantities = st.integers(min_value=1, max_value=60)
prices = st.integers(min_value=0, max_value=20)
quotes = st.builds(
    Quote,
    offer_id=st.uuids(),
    currency=st.just("EUR"),
    price_minor=prices,
    minimum_quantity=st.integers(min_value=1, max_value=30),
    made_to_order=st.booleans(),
    negotiated=st.booleans(),
    tiers=st.lists(st.tuples(st.integers(2, 60), prices), max_size=3).map(tuple),
    per=st.integers(1, 10),
    order_multiple=st.integers(1, 3),
)


def quote(
    price: int = 100, *, minimum: int = 1, negotiated: bool = False, multiple: int = 1, per: int = 1
) -> Quote:
    return Quote(
        UUID(int=0),
        "EUR",
        price,
        minimum,
        made_to_order=False,
        negotiated=negotiated,
        per=per,
        order_multiple=multiple,
    )


@given(st.lists(quotes, min_size=1, max_size=6), quantities)
def test_a_buyer_gets_the_cheapest_quote_open_to_it_negotiated_ones_first(
    found: list[Quote], quantity: int
) -> None:
    open_to = [one for one in found if one.minimum_quantity <= quantity]
    if not open_to:
        with pytest.raises(Refused) as refused:
            best_quote(found, quantity, "A1", Unit.GRM, FIELD)
        assert refused.value.code is ErrorCode.BELOW_MINIMUM
        least = min(one.minimum_quantity for one in found)
        assert refused.value.message == f"A1 is sold from {least} g on; {quantity} were asked for."
        return
    fitting = [one for one in open_to if quantity % one.order_multiple == 0]
    if not fitting:
        with pytest.raises(Refused) as refused:
            best_quote(found, quantity, "A1", Unit.GRM, FIELD)
        assert refused.value.code is ErrorCode.NOT_A_MULTIPLE
        return

    best = best_quote(found, quantity, "A1", Unit.GRM, FIELD)

    rivals = [one for one in fitting if one.negotiated] or fitting
    assert best in rivals
    assert best.price(quantity) / best.per == min(one.price(quantity) / one.per for one in rivals)


@pytest.mark.parametrize(
    ("multiples", "quantity", "others"),
    [
        ((12,), 200, "multiples of 12 pieces; 200 are none: order 192 or 204."),
        ((2,), 5, "multiples of 2 pieces; 5 are none: order 4 or 6."),
        ((12, 50), 198, "multiples of 12 pieces or 50 pieces; 198 are none: order 192 or 200."),
        ((7,), 2**31 - 1, "multiples of 7 pieces; 2147483647 are none: order 2147483646."),
    ],
)
def test_who_orders_part_of_a_pack_is_told_what_comes_next(
    multiples: tuple[int, ...], quantity: int, others: str
) -> None:
    found = [quote(multiple=one) for one in multiples]

    with pytest.raises(Refused) as refused:
        best_quote(found, quantity, "A1", Unit.C62, FIELD)

    assert refused.value.code is ErrorCode.NOT_A_MULTIPLE
    assert refused.value.message == f"A1 is sold in {others}"
    # Whole packs are sold, and what is loose beside them.
    assert best_quote(found, 4200, "A1", Unit.C62, FIELD) in found
    loose = quote(110)
    assert best_quote([*found, loose], quantity, "A1", Unit.C62, FIELD) is loose


def test_an_offer_is_cheaper_by_what_each_unit_costs() -> None:
    by_the_kilogram = quote(9_900, per=1000)

    assert best_quote([quote(10), by_the_kilogram], 500, "A1", Unit.GRM, FIELD) is by_the_kilogram
    # Rounded once for all that is bought, half up.
    assert [by_the_kilogram.cost(grams) for grams in (1, 50, 500, 1001)] == [10, 495, 4950, 9910]


def test_the_least_quantity_is_a_multiple_itself() -> None:
    faults = Faults()

    check_prices(Prices("EUR", 100, 8, (), per=0, order_multiple=6), faults)

    per, least = faults.found
    assert (per.field, least.field) == (("per",), ("minimumQuantity",))
    assert per.message == "`per` is from 1 to 2147483647; 0 was given."
    assert least.message == (
        "What is sold in multiples of 6 has one of them for its least quantity: 6 or 12, not 8."
    )


@given(st.lists(quotes, min_size=1, max_size=6, unique_by=lambda one: one.offer_id))
def test_the_order_of_the_quotes_makes_no_difference(found: list[Quote]) -> None:
    quantity = 6 * max(one.minimum_quantity for one in found)

    best = best_quote(found, quantity, "A1", Unit.C62, FIELD)

    assert best_quote(found[::-1], quantity, "A1", Unit.C62, FIELD) == best


@given(quotes, quantities)
def test_a_price_is_that_of_the_cheapest_tier_that_was_reached(one: Quote, quantity: int) -> None:
    reached = [price for start, price in one.tiers if start <= quantity]

    assert one.price(quantity) == (min(reached) if reached else one.price_minor)


def test_a_tier_begins_with_its_first_piece() -> None:
    one = Quote(
        UUID(int=1), "EUR", 100, 1, made_to_order=False, negotiated=False, tiers=((10, 90),)
    )

    assert (one.price(9), one.price(10), one.price(11)) == (100, 90, 90)


def test_a_negotiated_price_is_kept_even_when_it_is_not_the_cheapest() -> None:
    negotiated = quote(12, negotiated=True)

    assert best_quote([quote(10), negotiated], 1, "A1", Unit.C62, FIELD) is negotiated
    # Unless so few are bought that it does not hold.
    many = quote(12, minimum=5, negotiated=True)
    assert best_quote([quote(10), many], 4, "A1", Unit.C62, FIELD).price_minor == 10


def test_what_is_not_offered_cannot_be_bought() -> None:
    with pytest.raises(Refused) as refused:
        best_quote([], 1, "A1", Unit.C62, FIELD)

    assert refused.value.code is ErrorCode.NOT_OFFERED
    assert refused.value.message == "The seller does not offer A1 to you now."
    assert refused.value.field == FIELD
