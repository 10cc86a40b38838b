"""Whose turn it is in a negotiation, and what can be proposed."""

from datetime import UTC, datetime, timedelta

import pytest

from db.enums.negotiations import NegotiationStatus
from db.types import new_id
from hub.domain.errors import ErrorCode, Faults, Refused
from hub.domain.money import AMOUNT_MAX
from hub.domain.negotiations import (
    TRANSITIONS,
    NegotiationAction,
    Term,
    check_good_until,
    check_still_good,
    check_terms,
    next_negotiation_status,
)
from hub.domain.orders import Side

NOW = datetime(2026, 11, 2, tzinfo=UTC)
_S, _A = NegotiationStatus, NegotiationAction


def test_the_sides_take_turns_until_one_agrees_or_ends_it() -> None:
    turns = {_S.WAITING_FOR_SELLER: Side.SELLER, _S.WAITING_FOR_BUYER: Side.BUYER}
    for status in NegotiationStatus:
        for action in NegotiationAction:
            for side in Side:
                may = status in turns and (action is _A.END or turns[status] is side)
                assert ((status, action, side) in TRANSITIONS) is may
                if not may:
                    with pytest.raises(Refused) as refused:
                        next_negotiation_status(status, action, side)
                    assert refused.value.code is ErrorCode.WRONG_STATUS
    for (_, action, side), after in TRANSITIONS.items():
        assert (after is _S.AGREED) is (action is _A.AGREE)
        if action is _A.PROPOSE:
            assert turns[after] is not side


def test_all_that_is_wrong_with_terms_is_told_at_once() -> None:
    sku_id, faults = new_id(), Faults()
    terms = [
        Term(sku_id, 0, 1),
        Term(sku_id, 1, -1),
        Term(new_id(), 2, AMOUNT_MAX),
        Term(new_id(), 1),
        Term(new_id(), 30, 1, per=0, order_multiple=12),
        Term(new_id(), 1000, AMOUNT_MAX, per=1000),
    ]

    check_terms(terms, "EUR", faults, is_priced=True)

    assert [(fault.code, fault.field) for fault in faults.found] == [
        (ErrorCode.INVALID_INPUT, ("lines", "1", "skuId")),
        (ErrorCode.INVALID_QUANTITY, ("lines", "0", "quantity")),
        (ErrorCode.INVALID_INPUT, ("lines", "1", "priceMinor")),
        (ErrorCode.AMOUNT_TOO_LARGE, ("lines", "2", "priceMinor")),
        (ErrorCode.INVALID_INPUT, ("lines", "3", "priceMinor")),
        (ErrorCode.INVALID_QUANTITY, ("lines", "4", "per")),
        (ErrorCode.INVALID_QUANTITY, ("lines", "4", "quantity")),
    ]


def test_who_asks_may_leave_prices_open() -> None:
    faults = Faults()
    check_terms([Term(new_id(), 1)], "EUR", faults, is_priced=False)
    assert not faults.found


def test_what_is_proposed_is_good_for_some_time_and_no_longer() -> None:
    for check in (check_good_until, check_still_good):
        check(None, NOW)
        check(NOW + timedelta(seconds=1), NOW)
        with pytest.raises(Refused):
            check(NOW, NOW)
