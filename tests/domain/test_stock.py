"""Allocation and counters, for any stock and any movement."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums.stock import MovementKind
from db.enums.units import Unit
from hub.domain.errors import ErrorCode, Refused
from hub.domain.stock import EFFECTS, QUANTITY_MAX, Counters, allocate
from hub.domain.units import quantity_text

FIELD = ("lines", "0", "quantity")
pieces = st.integers(min_value=1, max_value=QUANTITY_MAX)
# What is available may be less than nothing where a rule was broken; nothing is taken from there.
shelves = st.lists(
    st.tuples(st.uuids(), st.integers(min_value=-5, max_value=40)),
    max_size=8,
    unique_by=lambda shelf: shelf[0],
)


@st.composite
def counted(draw: st.DrawFn) -> Counters:
    on_hand = draw(st.integers(min_value=0, max_value=QUANTITY_MAX))
    # After a loss more may be reserved than is there.
    reserved = draw(st.integers(min_value=0, max_value=QUANTITY_MAX))
    return Counters(on_hand, reserved, draw(st.integers(min_value=0, max_value=QUANTITY_MAX)))


@given(st.integers(min_value=1, max_value=120), shelves)
def test_what_is_allocated_is_available_and_sums_up_to_what_is_wanted(
    wanted: int, available: list[tuple[UUID, int]]
) -> None:
    there = sum(max(0, pieces) for _, pieces in available)
    told = quantity_text(there, Unit.C62)
    if there < wanted:
        with pytest.raises(Refused) as refused:
            allocate(wanted, available, "A1", FIELD)
        assert refused.value.code is ErrorCode.OUT_OF_STOCK
        assert refused.value.field == FIELD
        assert refused.value.message == (
            f"{told} of A1 {'is' if there == 1 else 'are'} available; {wanted} were asked for."
        )
        return

    taken = allocate(wanted, available, "A1", FIELD)

    assert sum(pieces for _, pieces in taken) == wanted
    assert all(0 < pieces <= dict(available)[shelf] for shelf, pieces in taken)
    assert len(dict(taken)) == len(taken)


@given(st.integers(min_value=1, max_value=120), shelves)
def test_a_stock_item_is_used_up_before_the_next_one_is_touched(
    wanted: int, available: list[tuple[UUID, int]]
) -> None:
    try:
        taken = allocate(wanted, available, "A1", FIELD)
    except Refused:
        return

    stocked = [(shelf, pieces) for shelf, pieces in available if pieces > 0]
    assert taken[:-1] == stocked[: len(taken) - 1]
    assert taken[-1][0] == stocked[len(taken) - 1][0]


@given(counted(), st.sampled_from(MovementKind), st.integers(-QUANTITY_MAX, QUANTITY_MAX))
def test_no_movement_leaves_counters_negative_or_too_large_or_reserves_what_is_not_there(
    before: Counters, kind: MovementKind, quantity: int
) -> None:
    change = before.moved(kind, quantity)
    on_hand = before.on_hand + change.on_hand
    reserved = before.reserved + change.reserved
    incoming = before.incoming + change.incoming
    counted = 0 <= on_hand <= QUANTITY_MAX and 0 <= incoming <= QUANTITY_MAX and reserved >= 0
    if not counted or (change.reserved > 0 and reserved > on_hand):
        with pytest.raises(Refused) as refused:
            before.plus(change)
        assert refused.value.code in {ErrorCode.OUT_OF_STOCK, ErrorCode.AMOUNT_TOO_LARGE}
        return

    assert before.plus(change) == Counters(on_hand, reserved, incoming)


@given(counted(), pieces)
def test_what_can_be_reserved_can_be_released_or_shipped(before: Counters, quantity: int) -> None:
    if quantity > before.available:
        with pytest.raises(Refused):
            before.plus(before.moved(MovementKind.RESERVED, quantity))
        return

    held = before.plus(before.moved(MovementKind.RESERVED, quantity))

    assert held.plus(held.moved(MovementKind.RELEASED, quantity)) == before
    gone = held.plus(held.moved(MovementKind.SHIPPED, quantity))
    assert gone == Counters(before.on_hand - quantity, before.reserved, before.incoming)


def test_a_refusal_says_what_is_on_hand_and_what_was_asked() -> None:
    with pytest.raises(Refused) as refused:
        Counters(on_hand=5, reserved=2).plus(Counters(on_hand=-6))

    assert refused.value.message == (
        "5 pieces are on hand, 2 of them reserved; 6 cannot be taken away."
    )


def test_whoever_is_not_shown_the_stock_is_told_no_number_of_it() -> None:
    with pytest.raises(Refused) as refused:
        allocate(10, [("A", 7)], "A1", FIELD, is_shown=False)

    assert refused.value.message == ("10 pieces of A1 are not available; ask for fewer, or later.")


@pytest.mark.parametrize("counter", ["on_hand", "incoming"])
def test_counters_stop_where_the_database_would(counter: str) -> None:
    full = Counters(**{counter: QUANTITY_MAX})

    with pytest.raises(Refused) as refused:
        full.plus(Counters(**{counter: 1}))

    assert refused.value.code is ErrorCode.AMOUNT_TOO_LARGE


def test_every_movement_has_an_effect() -> None:
    assert set(EFFECTS) == set(MovementKind)
    assert Counters() not in EFFECTS.values()
