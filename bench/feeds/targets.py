"""What the hub's feeds set out to hold, and whether a run shows it."""

from collections.abc import Iterator
from typing import Final

from bench.feeds.peers import HUB
from bench.feeds.running import CROWDS, END_SECONDS_MAX, PER_SECOND, SLOW_SECONDS_MAX, Found
from bench.targets import Target

_P50_MS: Final = 10
_P99_MS: Final = 50
_CROWD_P99_MS: Final = {1_000: 40, 5_000: 150}
_CPU_MICROSECONDS: Final = 35
_KILOBYTES: Final = 45
_ACCEPTED_PER_SECOND: Final = 1_000
_CUT_SECONDS: Final = 10
_OTHERS_SHARE: Final = 1.2
_END_SECONDS: Final = 5
_COME_BACK: Final = "1012"


def targets(found: Found) -> Iterator[Target]:
    """All that is promised, of the hub."""
    for pace in found.paces:
        if pace.peer == HUB:
            beside = ", a transaction open beside" if pace.half_done else ""
            what = f"Commit to client at {PER_SECOND} events a second{beside}"
            yield _at_most(f"{what}: p50", _P50_MS, pace.p50, "ms")
            yield _at_most(f"{what}: p99", _P99_MS, pace.p99, "ms")
    yield from _of_crowds(found)
    [slow] = [one for one in found.slow if one.peer == HUB]
    yield _within("A reader that stalls is cut", _CUT_SECONDS, slow.cut_seconds, SLOW_SECONDS_MAX)
    share = slow.meanwhile / slow.before
    yield Target(
        "The p99 of others beside it, to that before",
        f"≤ {_OTHERS_SHARE} ×",
        f"{share:.2f} ×",
        share <= _OTHERS_SHARE,
    )
    for one in found.crowding:
        share = one.meanwhile / one.before
        yield Target(
            f"The p99 of another party, beside one with {one.questions:,} different subscriptions,"
            " to that before",
            f"≤ {_OTHERS_SHARE} ×",
            f"{share:.2f} ×",
            share <= _OTHERS_SHARE,
        )
    [ended] = [one for one in found.ended if one.peer == HUB]
    what = f"After SIGTERM with {ended.subscribers:,} subscribers the hub has ended"
    yield _within(what, _END_SECONDS, ended.seconds, END_SECONDS_MAX)
    come_back = ended.codes.get(_COME_BACK, 0)
    yield Target(
        f"Subscribers that were told to come back, with {_COME_BACK}",
        f"{ended.subscribers:,}",
        f"{come_back:,}",
        ended.codes == {_COME_BACK: ended.subscribers},
    )
    lost = sum(one.lost for one in found.crowding)
    for measured in (found.paces, found.slow, found.fanned):
        lost += sum(one.lost for one in measured if one.peer == HUB)
    yield Target("Events that did not come", "0", f"{lost:,}", lost == 0)


def _of_crowds(found: Found) -> Iterator[Target]:
    own = {one.crowd: one for one in found.fanned if one.peer == HUB}
    for crowd in CROWDS:
        one = own[crowd]
        if crowd.operations == 1:
            what = f"One event to {crowd.sockets:,} sockets"
            yield _at_most(f"{what}: p99", _CROWD_P99_MS[crowd.sockets], one.p99, "ms")
            yield _at_most(f"{what}: CPU of a delivery", _CPU_MICROSECONDS, one.cpu, "µs")
    most = own[max(CROWDS, key=lambda crowd: crowd.sockets)]
    what = f"{most.crowd.sockets:,} subscriptions in one process"
    yield _at_most(f"{what}: memory of each", _KILOBYTES, most.bytes_each / 1000, "kB")
    yield Target(
        f"{what}: accepted a second",
        f"≥ {_ACCEPTED_PER_SECOND:,}",
        f"{most.accepted:,.0f}",
        most.accepted >= _ACCEPTED_PER_SECOND,
    )
    shared = own[max(CROWDS, key=lambda crowd: crowd.operations)]
    yield Target(
        f"Subscriptions over {shared.crowd.sockets:,} sockets",
        f"{shared.crowd.subscriptions:,}",
        f"{shared.crowd.subscriptions:,} at {shared.bytes_each / 1000:.0f} kB",
        shared.lost == 0,
    )


def _within(what: str, bound: float, seconds: float | None, watched: float) -> Target:
    told = f"not in {watched:g} s" if seconds is None else f"{seconds:.1f} s"
    return Target(what, f"≤ {bound:g} s", told, seconds is not None and seconds <= bound)


def _at_most(what: str, bound: float, value: float, unit: str) -> Target:
    digits = f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
    return Target(what, f"≤ {bound} {unit}", f"{digits} {unit}", value <= bound)
