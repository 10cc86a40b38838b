"""What the hub set out to show beside its peers, and whether a run shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from bench.measures import HUB, Measures, fit
from bench.peers import PEERS
from bench.running import Beyond, Found, Grown, Unknown

# Where a target does not say under how many connections.
CONNECTIONS: Final = 8

# The share of a peer's server CPU that the hub's may be, by query.
_SERVER: Final[Mapping[str, Mapping[str, Fraction]]] = {
    "postgraphile": {"Q1": Fraction(1, 3), "Q2": Fraction(1, 8), "Q3": Fraction(1, 18)},
    "yoga-jit": {"Q1": Fraction(1, 3), "Q2": Fraction(1, 3), "Q3": Fraction(1, 4)},
    "conventional": {"Q2": Fraction(1, 60), "Q3": Fraction(1, 60)},
}
_OVER_LIMIT: Final = 1.5
_MEMORY_MEGABYTES: Final = 120
_UNKNOWN_MS: Final = 10
_R_SQUARED: Final = 0.99
_BEYOND: Final = 4


@dataclass(frozen=True)
class Target:
    """One promise: what, how much was wanted, how much was found, and whether that will do."""

    what: str
    wanted: str
    found: str
    is_met: bool


def targets(found: Found, names: Sequence[str]) -> Iterator[Target]:
    """Those that are about peers of this run."""
    for peer, shares in _SERVER.items():
        if peer in names:
            for query, share in shares.items():
                yield _share(found.measures, peer, query, share)
    if "limit" in names:
        for query in ("Q2", "Q3"):
            ratio = found.measures.ratio("together", "limit", query, CONNECTIONS)
            yield Target(
                f"{query}: CPU of server and PostgreSQL, to that of {PEERS['limit'].title}",
                f"≤ {_OVER_LIMIT} ×",
                f"{ratio:.2f} ×",
                ratio <= _OVER_LIMIT,
            )
    megabytes = found.memory[HUB] / 1e6
    yield Target(
        "The hub's memory after the run",
        f"≤ {_MEMORY_MEGABYTES} MB",
        f"{megabytes:.0f} MB",
        megabytes <= _MEMORY_MEGABYTES,
    )
    yield _linear(found.growth)
    for one in found.unknown:
        yield _unknown(one)
    for case in found.beyond:
        yield _beyond(case)


def _share(measures: Measures, peer: str, query: str, share: Fraction) -> Target:
    ratio = measures.ratio("server", peer, query, CONNECTIONS)
    return Target(
        f"{query}: CPU of the server, to that of {PEERS[peer].title}",
        f"≤ {share.numerator}/{share.denominator}",
        f"1/{1 / ratio:.1f}",
        ratio <= share,
    )


def _linear(growth: Sequence[Grown]) -> Target:
    line = fit([(one.objects, one.server + one.postgres) for one in growth])
    return Target(
        f"CPU is linear in objects, from {growth[0].objects:,} to {growth[-1].objects:,}",
        f"R² ≥ {_R_SQUARED}",
        f"R² = {line.r_squared:.4f}",
        line.r_squared >= _R_SQUARED,
    )


def _unknown(one: Unknown) -> Target:
    return Target(
        f"{one.query}: CPU of server and PostgreSQL that a new text costs extra",
        f"≤ {_UNKNOWN_MS} ms",
        f"{one.extra:.1f} ms",
        one.extra <= _UNKNOWN_MS,
    )


def _beyond(case: Beyond) -> Target:
    return Target(
        f"Q2, {case.what}: CPU of the server, to that of Q2",
        f"≤ {_BEYOND} ×",
        f"{case.ratio:.2f} ×",
        case.ratio <= _BEYOND,
    )
