"""What lines cost: properties of all prices, and the cases that others got wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final, NamedTuple
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from db.enums.promotions import PromotionEffect, PromotionMeasure, PromotionScope
from hub.domain.pricing import (
    PricedPiece,
    Promotion,
    Step,
    part_of,
    price,
    refund_of,
    split,
    split_cost,
)
from tests.conftest import NOW

# How many orders each property is tried with; random ones, always the same.
TRIES: Final = 5_000


class Case(NamedTuple):
    """What is wanted, what is given for it, and with which coupon."""

    pieces: list[PricedPiece]
    promotions: list[Promotion]
    coupon: str | None


def cases(property_: str) -> Iterator[Case]:
    """Orders of a few lines, of which some cost next to nothing and some a fortune."""
    chance = Random(property_)
    for _ in range(TRIES):
        skus = chance.sample(IDS, chance.randint(1, 6))
        promotions = [_promotion(chance, number) for number in range(chance.randint(0, 4))]
        yield Case([_piece(chance, one) for one in skus], promotions, chance.choice((None, "C")))


IDS: Final = tuple(UUID(int=n) for n in range(1, 7))


def _amount(chance: Random) -> int:
    return chance.randint(0, chance.choice((3, 20, 500, 100_000, 2**53)))


def _piece(chance: Random, sku_id: UUID) -> PricedPiece:
    category_ids = _some(chance, 2)
    quantity = chance.randint(1, chance.choice((3, 12, 2**31 - 1)))
    per = chance.choice((1, 1, 7, 1000))
    return PricedPiece(sku_id, chance.choice(IDS), category_ids, quantity, _amount(chance), per)


def _some(chance: Random, most: int) -> frozenset[UUID]:
    return frozenset(chance.sample(IDS, chance.choice((0, 0, most))))


def _promotion(chance: Random, number: int) -> Promotion:
    effect = chance.choice([*PromotionEffect])
    most = 10_000 if effect is PromotionEffect.PERCENT_OFF else 2**53
    steps = [
        Step(_amount(chance), min(1 + _amount(chance), most)) for _ in range(chance.randint(1, 3))
    ]
    return Promotion(
        id=UUID(int=100 + number),
        scope=chance.choice([*PromotionScope]),
        measure=chance.choice([*PromotionMeasure]),
        effect=effect,
        steps=tuple(steps),
        starts_at=NOW,
        ends_at=NOW + timedelta(seconds=1),
        repeats=chance.random() < 0.5,
        group=chance.choice((None, "a", "b")),
        priority=chance.randint(0, 2),
        stops=chance.random() < 0.3,
        coupon=chance.choice((None, None, "C")),
        gift_sku_id=chance.choice(IDS),
        sku_ids=_some(chance, 2),
        product_ids=_some(chance, 2),
        category_ids=_some(chance, 1),
        max_discount_minor=_amount(chance) if chance.random() < 0.3 else None,
        uses_left=chance.choice((None, None, 0, 1)),
        budget_left_minor=_amount(chance) if chance.random() < 0.3 else None,
    )


def test_no_line_costs_less_than_nothing_or_more_than_its_offer_says() -> None:
    reached = 0
    for case in cases("bounds"):
        priced = price(case.pieces, case.promotions, NOW, coupon=case.coupon)

        assert [line.piece for line in priced.lines] == case.pieces
        for line in priced.lines:
            assert 0 <= line.net_minor <= line.piece.list_minor
            assert all(one.minor > 0 for one in line.discounts)
        assert priced.total_minor == sum(line.net_minor for line in priced.lines)
        reached += bool(priced.spent)
    assert reached > TRIES / 3, reached


def test_a_discount_is_the_sum_of_its_shares_and_within_its_bounds() -> None:
    for case in cases("shares"):
        priced = price(case.pieces, case.promotions, NOW, coupon=case.coupon)

        of, spent = {one.id: one for one in case.promotions}, priced.spent
        whole = sum(one.list_minor for one in case.pieces)
        assert whole - priced.total_minor == sum(spent.values())
        for id, minor in spent.items():
            promotion = of[id]
            assert promotion.is_open(NOW, case.coupon)
            for most in (promotion.max_discount_minor, promotion.budget_left_minor):
                assert most is None or minor <= most
        groups = [of[id].group for id in spent if of[id].group]
        assert len(groups) == len(set(groups))


def test_the_order_of_lines_and_of_promotions_makes_no_difference() -> None:
    chance = Random(1)
    for case in cases("order"):
        priced = price(case.pieces, case.promotions, NOW, coupon=case.coupon)
        chance.shuffle(case.pieces)
        chance.shuffle(case.promotions)

        again = price(case.pieces, case.promotions, NOW, coupon=case.coupon)

        by_sku, others = (
            {line.piece.sku_id: line for line in one.lines} for one in (priced, again)
        )
        assert by_sku == others
        assert priced.gifts == again.gifts


def test_without_promotions_lines_cost_what_their_offers_say() -> None:
    for case in cases("none"):
        whole = sum(one.list_minor for one in case.pieces)

        assert price(case.pieces, [], NOW, coupon=case.coupon).total_minor == whole
        for moment in (NOW - timedelta(microseconds=1), NOW + timedelta(seconds=1)):
            past = price(case.pieces, case.promotions, moment, coupon=case.coupon)
            assert (past.total_minor, past.gifts) == (whole, ())


@given(st.integers(0, 2**53), st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_refunds_of_all_parts_are_what_was_paid(paid: int, parts: list[int]) -> None:
    pieces, returned, back = sum(parts), 0, 0
    for part in parts:
        refund = refund_of(paid, pieces, returned, part)
        assert refund >= 0
        back, returned = back + refund, returned + part
        # What is kept costs what it did, in whichever parts the rest came back.
        assert paid - back == paid - part_of(paid, returned, pieces)

    assert back == paid


@given(st.integers(0, 10**9), st.dictionaries(st.uuids(), st.integers(0, 1_000_000), max_size=6))
def test_an_amount_is_split_without_rest(minor: int, weights: dict[UUID, int]) -> None:
    parts = split(minor, weights)

    whole = sum(weights.values())
    assert sum(parts.values()) == (minor if whole else 0)
    assert all(part >= 0 for part in parts.values())
    if minor <= whole:
        assert all(part <= weights[key] for key, part in parts.items())


@given(st.integers(0, 10**9), st.dictionaries(st.uuids(), st.integers(1, 2_000), max_size=5))
def test_partners_bear_their_shares_and_the_owner_the_rest(
    minor: int, shares: dict[UUID, int]
) -> None:
    borne = split_cost(minor, UUID(int=1), shares)

    assert sum(borne.values()) == minor
    assert all(abs(borne[id] - minor * share / 10_000) <= 1 for id, share in shares.items())


def piece(number: int, quantity: int, unit: int) -> PricedPiece:
    return PricedPiece(UUID(int=number), UUID(int=number + 50), frozenset(), quantity, unit)


def promotion(
    effect: PromotionEffect, *steps_: tuple[int, int], number: int = 100, **values: Any
) -> Promotion:
    return Promotion(
        **{
            "id": UUID(int=number),
            "scope": PromotionScope.ORDER,
            "measure": PromotionMeasure.AMOUNT,
            "effect": effect,
            "steps": tuple(Step(*one) for one in steps_),
            "starts_at": NOW,
            "ends_at": NOW + timedelta(days=1),
            **values,
        }
    )


def total(wanted: list[PricedPiece], *given_: Promotion, now: datetime = NOW) -> int:
    return price(wanted, given_, now).total_minor


AMOUNT, PERCENT = PromotionEffect.AMOUNT_OFF, PromotionEffect.PERCENT_OFF
FREE, GIFT = PromotionEffect.FREE_PIECES, PromotionEffect.GIFT
PIECES: dict[str, Any] = {"measure": PromotionMeasure.PIECES}


def test_every_300_takes_40_off() -> None:
    every = promotion(AMOUNT, (300, 40), repeats=True)

    found = {whole: total([piece(1, 1, whole)], every) for whole in (299, 300, 599, 600, 950)}
    assert found == {299: 299, 300: 260, 599: 559, 600: 520, 950: 830}


def test_of_a_ladder_the_highest_step_that_was_reached_applies_once() -> None:
    ladder = promotion(AMOUNT, (300, 40), (500, 80))

    found = {whole: total([piece(1, 1, whole)], ladder) for whole in (299, 300, 499, 500, 1000)}
    assert found == {299: 299, 300: 260, 499: 459, 500: 420, 1000: 920}


def test_percent_of_an_order_is_of_what_is_left_of_it() -> None:
    cheaper = promotion(AMOUNT, (0, 1000), scope=PromotionScope.LINE, number=99)
    tenth = promotion(PERCENT, (0, 1000))

    assert total([piece(1, 1, 5000)], cheaper, tenth) == 3600
    # And whether it is reached, too.
    assert total([piece(1, 1, 5000)], cheaper, replace(tenth, steps=(Step(4001, 1000),))) == 4000


def test_percent_is_rounded_half_up_once_a_line() -> None:
    half = promotion(PERCENT, (0, 5000))

    assert [
        line.net_minor for line in price([piece(1, 1, 5), piece(2, 3, 1)], [half], NOW).lines
    ] == [2, 1]


def test_a_discount_stays_with_its_line() -> None:
    order = price([piece(1, 1, 100), piece(2, 1, 200)], [promotion(AMOUNT, (300, 40))], NOW)

    assert [line.discount_minor for line in order.lines] == [13, 27]
    first, second = order.lines
    assert refund_of(first.net_minor, 1, 0, 1) + second.net_minor == order.total_minor


def test_of_so_many_pieces_the_cheapest_are_free_and_nothing_below_zero() -> None:
    two_and_one = promotion(FREE, (2, 1), repeats=True, **PIECES)

    found = [total([piece(1, n, 100)], two_and_one) for n in (2, 3, 5, 6, 7)]
    assert found == [200, 200, 400, 400, 500]
    assert total([piece(1, 2, 100), piece(2, 1, 30)], two_and_one) == 200
    assert total([piece(1, 3, 0)], two_and_one) == 0
    assert total([piece(1, 1, 7)], promotion(FREE, (0, 10), **PIECES)) == 7
    assert total([piece(1, 10, 7)], promotion(FREE, (0, 10), **PIECES)) == 0


def test_a_gift_goes_with_its_condition_and_is_one() -> None:
    gift = promotion(GIFT, (300, 1), gift_sku_id=UUID(int=9))

    for whole, pieces_ in ((299, 0), (300, 1), (2100, 1)):
        order = price([piece(n, 1, whole // 3) for n in (1, 2, 3)], [gift], NOW)
        assert sum(one.quantity for one in order.gifts) == pieces_, whole
    again = price([piece(1, 1, 700)], [replace(gift, repeats=True)], NOW)
    assert [(one.sku_id, one.quantity) for one in again.gifts] == [(UUID(int=9), 2)]
    # What takes off so much that the condition is not met takes the gift along.
    assert price([piece(1, 1, 300)], [gift, promotion(AMOUNT, (0, 1), number=1)], NOW).gifts == ()


def test_of_a_group_the_best_applies_and_what_stops_ends_it() -> None:
    wanted = [piece(1, 1, 1000)]
    small = promotion(AMOUNT, (0, 100), group="a", priority=9)
    large = promotion(AMOUNT, (0, 300), group="a", number=101)
    other = promotion(AMOUNT, (0, 50), number=102)

    assert total(wanted, small, large) == 700
    assert total(wanted, small, large, other) == 650
    assert total(wanted, small, replace(large, stops=True), other) == 700


def test_a_price_is_fixed_only_downwards() -> None:
    fixed = promotion(PromotionEffect.FIXED_PRICE, (0, 80), scope=PromotionScope.LINE)

    assert total([piece(1, 3, 100), piece(2, 1, 50)], fixed) == 290


def test_what_its_budget_does_not_cover_is_not_given_in_part() -> None:
    tenth = promotion(PERCENT, (0, 1000))

    assert total([piece(1, 1, 1000)], replace(tenth, budget_left_minor=100)) == 900
    assert total([piece(1, 1, 1000)], replace(tenth, budget_left_minor=99)) == 1000
    assert total([piece(1, 1, 1000)], replace(tenth, max_discount_minor=99)) == 901
