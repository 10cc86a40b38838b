"""What is within a limit, and where a requisition's steps lead."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums.accounts import Role
from db.enums.requisitions import RequisitionStatus
from hub.domain.errors import ErrorCode, Refused
from hub.domain.requisitions import (
    TRANSITIONS,
    RequisitionAction,
    check_within,
    is_within,
    next_requisition_status,
    totals_of,
)


class Most(NamedTuple):
    """A limit."""

    currency: str
    limit_minor: int


_AMOUNTS = st.lists(st.tuples(st.sampled_from(("EUR", "CNY")), st.integers(0, 5000)), max_size=4)


@given(amounts=_AMOUNTS, most=st.integers(0, 9000))
def test_what_is_ordered_together_counts_together_and_other_currencies_are_above(
    amounts: list[tuple[str, int]], most: int
) -> None:
    of_limit = sum(minor for currency, minor in amounts if currency == "EUR")
    of_others = sum(minor for currency, minor in amounts if currency != "EUR")

    within = is_within(Most("EUR", most), totals_of(amounts))

    assert within is (of_limit <= most and of_others == 0)
    assert is_within(None, totals_of(amounts))


def test_a_refusal_says_the_limit_and_what_it_comes_to() -> None:
    limit = Most("EUR", 5000)

    with pytest.raises(Refused) as plain:
        check_within(Role.BUYER, limit, {"EUR": 6001})
    with pytest.raises(Refused) as mixed:
        check_within(Role.BUYER, limit, {"EUR": 100, "JPY": 300})
    check_within(Role.BUYER, limit, {"EUR": 5000})

    said = mixed.value.message
    assert plain.value.code is ErrorCode.NEEDS_APPROVAL
    assert "up to 50.00 EUR at a time; this comes to 60.01 EUR." in plain.value.message
    assert "others need approval" not in plain.value.message
    # As true for who would approve it as for who would submit it.
    assert plain.value.message.endswith("that a colleague approves who may order as much.")
    assert "1.00 EUR and 300 JPY. That is for orders in its currency; others" in said


def test_only_what_waits_is_decided_on_or_taken_back() -> None:
    for status in RequisitionStatus:
        for action in RequisitionAction:
            if status is RequisitionStatus.WAITING:
                assert next_requisition_status(status, action) is TRANSITIONS[status, action]
                continue
            with pytest.raises(Refused) as refused:
                next_requisition_status(status, action)
            assert refused.value.code is ErrorCode.WRONG_STATUS
    assert len({*TRANSITIONS.values()}) == len(RequisitionAction)
