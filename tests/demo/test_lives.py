"""The life of an order is planned in steps that follow one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import OrderEventKind, OrderKind, OrderStatus
from demo.chance import DAY, Chance
from demo.lives import Deed, Fate, plan, tell
from tests.demo.steps import STEPS


@given(
    seed=st.integers(),
    kind=st.sampled_from(OrderKind),
    fate=st.sampled_from(Fate),
    parts=st.integers(1, 3),
    made_to_order=st.booleans(),
)
def test_every_life_is_told_in_steps_that_follow_one_another(
    seed: int, kind: OrderKind, fate: Fate, parts: int, made_to_order: bool
) -> None:
    production = (lambda started_at: started_at + DAY) if made_to_order else None

    steps = plan(Chance(seed), kind, 100, fate=fate, parts=parts, production=production)
    told = list(tell(steps, parts))

    assert [step.at for step in steps] == sorted(step.at for step in steps)
    statuses = [None, *(one.to_status for one in told)]
    assert [one.from_status for one in told] == statuses[:-1]
    for one in told:
        if one.kind is not OrderEventKind.PARTIALLY_SHIPPED:
            assert one.to_status in STEPS[one.from_status, one.kind]


@pytest.mark.parametrize(
    ("fate", "end"),
    [
        (Fate.SUCCEED, OrderStatus.COMPLETED),
        (Fate.BE_CANCELLED, OrderStatus.CANCELLED),
        (Fate.BE_REJECTED, OrderStatus.REJECTED),
    ],
)
def test_a_fate_comes_true(fate: Fate, end: OrderStatus) -> None:
    steps = plan(Chance(1), OrderKind.RETAIL, 0, fate=fate, parts=2, production=None)

    assert list(tell(steps, 2))[-1].to_status is end


def test_a_draft_has_no_history() -> None:
    steps = plan(Chance(1), OrderKind.RETAIL, 0, fate=Fate.STAY_DRAFT, parts=1, production=None)

    assert steps == []


def test_goods_made_to_order_are_made_before_they_are_shipped() -> None:
    steps = plan(
        Chance(1),
        OrderKind.WHOLESALE,
        0,
        fate=Fate.SUCCEED,
        parts=1,
        production=lambda started_at: started_at + 30 * DAY,
    )

    deeds = {step.deed: step.at for step in steps}
    assert deeds[Deed.START] + 30 * DAY == deeds[Deed.FINISH] < deeds[Deed.SHIP]
