"""The life of an order is planned in steps that follow one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums.orders import OrderKind, OrderStatus
from demo.chance import DAY, Chance
from demo.lifecycle import Outcome, history_of, plan_steps
from hub.domain.orders import TRANSITIONS, OrderAction

# From there no step leads on.
ENDS = set(OrderStatus) - {status for status, _ in TRANSITIONS}


@given(
    seed=st.integers(),
    kind=st.sampled_from(OrderKind),
    outcome=st.sampled_from(Outcome),
    parts=st.integers(1, 3),
    made_to_order=st.booleans(),
)
def test_every_life_is_told_in_steps_that_follow_one_another(
    seed: int, kind: OrderKind, outcome: Outcome, parts: int, made_to_order: bool
) -> None:
    production = (lambda started_at: started_at + DAY) if made_to_order else None

    steps = plan_steps(Chance(seed), kind, 100, outcome=outcome, parts=parts, production=production)
    history = list(history_of(steps))

    assert [step.at for step in steps] == sorted(step.at for step in steps)
    statuses = [None, *(entry.to_status for entry in history)]
    assert [entry.from_status for entry in history] == statuses[:-1]
    if outcome is not Outcome.STAY_DRAFT:
        assert history[-1].to_status in ENDS


@pytest.mark.parametrize(
    ("outcome", "end"),
    [
        (Outcome.SUCCEED, OrderStatus.COMPLETED),
        (Outcome.BE_CANCELLED, OrderStatus.CANCELLED),
        (Outcome.BE_REJECTED, OrderStatus.REJECTED),
    ],
)
def test_a_fate_comes_true(outcome: Outcome, end: OrderStatus) -> None:
    steps = plan_steps(Chance(1), OrderKind.RETAIL, 0, outcome=outcome, parts=2, production=None)

    assert list(history_of(steps))[-1].to_status is end


def test_a_draft_has_no_history() -> None:
    steps = plan_steps(
        Chance(1), OrderKind.RETAIL, 0, outcome=Outcome.STAY_DRAFT, parts=1, production=None
    )

    assert steps == []


def test_goods_made_to_order_are_made_before_they_are_shipped() -> None:
    steps = plan_steps(
        Chance(1),
        OrderKind.WHOLESALE,
        0,
        outcome=Outcome.SUCCEED,
        parts=1,
        production=lambda started_at: started_at + 30 * DAY,
    )

    at = {step.action: step.at for step in steps}
    finished_at = at[OrderAction.FINISH_PRODUCTION]
    assert at[OrderAction.START_PRODUCTION] + 30 * DAY == finished_at < at[OrderAction.SHIP]
