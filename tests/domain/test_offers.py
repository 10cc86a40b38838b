"""Which offer a buyer gets, and at which price."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import ErrorCode, Refused
from hub.domain.offers import Quote, best_quote

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
)


def quote(price: int, *, minimum: int = 1, negotiated: bool = False, last: int = 0) -> Quote:
    return Quote(UUID(int=last), "EUR", price, minimum, made_to_order=False, negotiated=negotiated)


@given(st.lists(quotes, min_size=1, max_size=6), quantities)
def test_a_buyer_gets_the_cheapest_quote_open_to_it_negotiated_ones_first(
    found: list[Quote], quantity: int
) -> None:
    open_to = [one for one in found if one.minimum_quantity <= quantity]
    if not open_to:
        with pytest.raises(Refused) as refused:
            best_quote(found, quantity, "A1", FIELD)
        assert refused.value.code is ErrorCode.BELOW_MINIMUM
        least = min(one.minimum_quantity for one in found)
        assert refused.value.message == (
            f"A1 is sold from {least} pieces on; {quantity} were asked for."
        )
        return

    best = best_quote(found, quantity, "A1", FIELD)

    rivals = [one for one in open_to if one.negotiated] or open_to
    assert best in rivals
    assert best.price(quantity) == min(one.price(quantity) for one in rivals)


@given(st.lists(quotes, min_size=1, max_size=6, unique_by=lambda one: one.offer_id))
def test_the_order_of_the_quotes_makes_no_difference(found: list[Quote]) -> None:
    quantity = max(one.minimum_quantity for one in found)

    best = best_quote(found, quantity, "A1", FIELD)

    assert best_quote(found[::-1], quantity, "A1", FIELD) == best


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

    assert best_quote([quote(10), negotiated], 1, "A1", FIELD) is negotiated
    # Unless so few are bought that it does not hold.
    many = quote(12, minimum=5, negotiated=True)
    assert best_quote([quote(10), many], 4, "A1", FIELD).price_minor == 10


def test_what_is_not_offered_cannot_be_bought() -> None:
    with pytest.raises(Refused) as refused:
        best_quote([], 1, "A1", FIELD)

    assert refused.value.code is ErrorCode.NOT_OFFERED
    assert refused.value.message == "The seller does not offer A1 to you now."
    assert refused.value.field == FIELD
