"""What was measured, and what it comes to: medians over rounds, ratios within them."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

HUB = "hub"


@dataclass(frozen=True)
class Measure:
    """One peer under load for some seconds. CPU and waits are in ms a request."""

    round: int
    peer: str
    query: str
    connections: int
    requests: int
    server: float
    postgres: float
    per_second: float
    p50: float
    p99: float

    @property
    def together(self) -> float:
        return self.server + self.postgres


class Measures:
    """All measures of a run."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        self._measures = list(measures)

    def median(self, figure: str, peer: str, query: str, connections: int) -> float:
        """The figure, one of a Measure's, in the middle of the rounds."""
        figures: list[float] = [getattr(one, figure) for one in self._of(peer, query, connections)]
        return statistics.median(figures)

    def ratio(self, figure: str, peer: str, query: str, connections: int) -> float:
        """How many times the hub's figure is the peer's, in the middle of the rounds.

        Both are of the same round, minutes apart at most, so that a machine whose pace changes
        changes the ratio little.
        """
        own, other = (
            [getattr(one, figure) for one in self._of(name, query, connections)]
            for name in (HUB, peer)
        )
        ratios: list[float] = [a / b for a, b in zip(own, other, strict=True)]
        return statistics.median(ratios)

    def requests(self, peer: str, query: str, connections: int) -> int:
        """How many requests the figures are from."""
        return sum(measure.requests for measure in self._of(peer, query, connections))

    def _of(self, peer: str, query: str, connections: int) -> list[Measure]:
        asked = (peer, query, connections)
        found = [one for one in self._measures if (one.peer, one.query, one.connections) == asked]
        return sorted(found, key=lambda one: one.round)


class Fit(NamedTuple):
    """A straight line through points, and the share of their variance that it explains."""

    start: float
    slope: float
    r_squared: float


def fit(points: Sequence[tuple[float, float]]) -> Fit:
    xs, ys = zip(*points, strict=True)
    slope, start = statistics.linear_regression(xs, ys)
    return Fit(start, slope, statistics.correlation(xs, ys) ** 2)


def percentile(waits: Sequence[float], share: float) -> float:
    """The wait that this share of all waits is not longer than."""
    ordered = sorted(waits)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def objects(value: Any) -> int:
    """How many JSON objects there are in a value."""
    if isinstance(value, dict):
        return 1 + sum(map(objects, value.values()))
    if isinstance(value, list):
        return sum(map(objects, value))
    return 0


def difference(expected: Any, found: Any, path: str = "data") -> str | None:
    """Where two answers first say different things, and what; None where they agree."""
    if isinstance(expected, dict) and isinstance(found, dict):
        if expected.keys() != found.keys():
            return f"{path} has {sorted(found)}, not {sorted(expected)}"
        pairs = [(f"{path}.{key}", expected[key], found[key]) for key in expected]
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return f"{path} has {len(found)} elements, not {len(expected)}"
        pairs = [
            (f"{path}[{place}]", *both)
            for place, both in enumerate(zip(expected, found, strict=True))
        ]
    else:
        return None if expected == found else f"{path} is {found!r}, not {expected!r}"
    return next(filter(None, (difference(a, b, at) for at, a, b in pairs)), None)
