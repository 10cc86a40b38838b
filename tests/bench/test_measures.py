"""Medians over rounds, ratios within them, and where two answers differ."""

from typing import Any

import pytest

from bench.measures import Measure, Measures, difference, fit, objects, percentile


def measure(number: int, peer: str, server: float) -> Measure:
    return Measure(number, peer, "Q1", 8, 10, server, 1.0, 100.0, 1.0, 2.0)


def test_a_ratio_is_taken_within_its_round() -> None:
    measures = Measures(
        [
            measure(0, "hub", 1),
            measure(0, "yoga", 4),
            # In this round, everything took three times as long.
            measure(1, "yoga", 12),
            measure(1, "hub", 3),
            measure(2, "hub", 2),
            measure(2, "yoga", 4),
        ]
    )

    assert measures.median("server", "hub", "Q1", 8) == 2
    assert measures.ratio("server", "yoga", "Q1", 8) == 0.25
    assert measures.ratio("together", "hub", "Q1", 8) == 1


def test_the_line_through_points_on_a_line_is_that_line() -> None:
    line = fit([(1, 3), (2, 5), (10, 21)])

    assert line == pytest.approx((1, 2, 1))


def test_a_percentile_is_one_of_the_waits() -> None:
    waits = [3.0, 1.0, 2.0, 4.0]

    assert percentile(waits, 0.5) == 3
    assert percentile(waits, 0.99) == 4


def test_objects_are_counted_at_any_depth() -> None:
    assert objects({"orders": {"nodes": [{"id": "1", "lines": [{"sku": {}}, {}]}, {}]}}) == 7


@pytest.mark.parametrize(
    ("expected", "found", "told"),
    [
        ({"a": [1, 2]}, {"a": [1, 2]}, None),
        ({"a": [1, 2]}, {"a": [1, 3]}, "data.a[1] is 3, not 2"),
        ({"a": [1, 2]}, {"a": [1]}, "data.a has 1 elements, not 2"),
        ({"a": 1}, {"b": 1}, "data has ['b'], not ['a']"),
        ({"a": None}, {"a": {}}, "data.a is {}, not None"),
    ],
)
def test_a_difference_says_where_it_is(expected: Any, found: Any, told: str | None) -> None:
    assert difference(expected, found) == told
