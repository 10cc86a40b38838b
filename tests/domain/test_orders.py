"""The table of an order's life, tried for every status, action, side and pair of parties."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums.orders import OrderEventKind, OrderKind, OrderStatus
from db.enums.parties import PartyKind
from hub.domain.errors import ErrorCode, Refused
from hub.domain.orders import (
    ANSWERS,
    HAPPENED,
    KINDS,
    OVER,
    SIDES,
    TRANSITIONS,
    OrderAction,
    Progress,
    Side,
    available_actions,
    check_possible,
    check_reduction,
    next_status,
    order_kind,
)
from hub.domain.pricing import part_of

STEPS = list(itertools.product(OrderStatus, set(OrderAction) - ANSWERS))
PAIRS = list(itertools.product(PartyKind, PartyKind))


@pytest.mark.parametrize(("status", "action"), STEPS)
def test_a_step_leads_where_the_table_says_and_is_refused_where_it_says_nothing(
    status: OrderStatus, action: OrderAction
) -> None:
    if (status, action) in TRANSITIONS:
        assert next_status("4711", status, action) is TRANSITIONS[status, action]
        return

    with pytest.raises(Refused) as refused:
        next_status("4711", status, action)

    assert refused.value.code is ErrorCode.WRONG_STATUS
    first, _, starts = refused.value.message.partition("; only ")
    assert first.startswith(f"Order 4711 is {status} and cannot be ")
    assert starts.endswith(" orders can.")
    named = starts.removesuffix(" orders can.").split(" or ")
    assert named == [before for before, taken in TRANSITIONS if taken is action]


def test_a_refusal_reads_as_a_sentence() -> None:
    with pytest.raises(Refused) as refused:
        next_status("4711", OrderStatus.SHIPPED, OrderAction.CONFIRM)

    assert refused.value.message == (
        "Order 4711 is SHIPPED and cannot be confirmed; only PLACED orders can."
    )


def test_an_order_that_is_over_stays_as_it_is() -> None:
    ends = {status for status in OrderStatus if all(status is not s for s, _ in TRANSITIONS)}

    assert ends == OVER - {OrderStatus.DRAFT}


def test_every_status_is_reached_from_a_draft() -> None:
    reached = {OrderStatus.DRAFT}
    for _ in OrderStatus:
        reached |= {after for (before, _), after in TRANSITIONS.items() if before in reached}

    assert reached == set(OrderStatus)


def test_nothing_is_called_off_once_a_piece_of_it_is_shipped() -> None:
    shipped = {after for (_, action), after in TRANSITIONS.items() if "SHIP" in action}

    assert not any((status, OrderAction.CANCEL) in TRANSITIONS for status in shipped)


def test_part_of_an_order_is_shipped_from_where_all_of_it_can_be() -> None:
    whole = {before for before, action in TRANSITIONS if action is OrderAction.SHIP}
    part = {before for before, action in TRANSITIONS if action is OrderAction.SHIP_PART}

    assert whole == part


def test_every_step_has_a_side_that_takes_it_and_is_called_something_of_its_own() -> None:
    assert set(SIDES) == set(OrderAction)
    assert all(SIDES.values())
    assert set(HAPPENED) == {action for _, action in TRANSITIONS} == set(OrderAction) - ANSWERS
    assert len(set(HAPPENED.values())) == len(HAPPENED)
    assert set(OrderEventKind) - set(HAPPENED.values()) == {
        OrderEventKind.IMPORTED,
        OrderEventKind.CHANGE_ASKED,
        OrderEventKind.CHANGE_DECLINED,
        OrderEventKind.CHANGE_WITHDRAWN,
    }


progress = st.builds(
    Progress,
    status=st.sampled_from(OrderStatus),
    pieces_left=st.integers(0, 3),
    pieces_to_make=st.integers(0, 2),
    pieces_at_one_place=st.integers(0, 3),
    shipments_travelling=st.integers(0, 2),
    production=st.sampled_from(
        [None, OrderEventKind.PRODUCTION_STARTED, OrderEventKind.PRODUCTION_FINISHED]
    ),
    has_place=st.booleans(),
    asked_by=st.none() | st.sampled_from(Side),
)


@given(progress, st.sampled_from(Side))
def test_a_party_is_offered_the_steps_of_its_side_that_are_possible(
    of: Progress, side: Side
) -> None:
    found = available_actions(of, side)

    assert len(found) == len(set(found))
    for action in set(OrderAction) - ANSWERS:
        try:
            check_possible("4711", action, of)
        except Refused:
            assert action not in found
        else:
            assert (action in found) is (side in SIDES[action])
    answers = {OrderAction.ACCEPT_CHANGE, OrderAction.DECLINE_CHANGE}
    if of.asked_by is side:
        answers = {OrderAction.WITHDRAW_CHANGE}
    assert ANSWERS & set(found) == (set() if of.asked_by is None else answers)


@given(st.integers(1, 10), st.integers(0, 10), st.integers(-1, 11))
def test_fewer_pieces_are_ordered_and_none_that_are_shipped(
    before: int, shipped: int, quantity: int
) -> None:
    if shipped <= quantity < before:
        check_reduction(1, before, shipped, quantity, ())
        return

    with pytest.raises(Refused, match=f"; {quantity} were given"):
        check_reduction(1, before, shipped, quantity, ())


@given(st.integers(0, 10**6), st.integers(1, 1000), st.data())
def test_the_pieces_that_are_left_cost_what_they_did(
    price: int, before: int, data: st.DataObject
) -> None:
    quantity = data.draw(st.integers(0, before - 1))

    assert part_of(price * before, quantity, before) == price * quantity
    # Where another system told what a line costs, half a minor unit is rounded up.
    odd = price * before + data.draw(st.integers(0, before - 1))
    assert abs(part_of(odd, quantity, before) - odd * quantity / before) <= 1 / 2 + 1e-6


@pytest.mark.parametrize(("buyer", "seller"), PAIRS)
def test_goods_go_down_the_chain_only(buyer: PartyKind, seller: PartyKind) -> None:
    if (buyer, seller) in KINDS:
        assert order_kind(buyer, seller) is KINDS[buyer, seller]
        return

    with pytest.raises(Refused, match=f"A {buyer.lower()} does not order from a {seller.lower()}"):
        order_kind(buyer, seller)


def test_every_kind_of_order_is_placed_by_somebody() -> None:
    assert set(KINDS.values()) == set(OrderKind)
    assert order_kind(PartyKind.BRAND, PartyKind.SUPPLIER) is OrderKind.SUPPLY
    assert order_kind(PartyKind.CONSUMER, PartyKind.RETAILER) is OrderKind.RETAIL
