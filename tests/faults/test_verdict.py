"""The verdict finds what is wrong with a log, and nothing in one that is right."""

from collections.abc import Sequence

import pytest

from tests.faults.verdict import Entry, Finding, Heard, Kind, Version, findings, holes, strays

# Positions 3 and 6 are of kinds that nobody asked for.
FEED = [
    Entry(1, "e1", Version("order", 1)),
    Entry(2, "e2", Version("stock", 1)),
    Entry(4, "e3", Version("order", 2)),
    Entry(5, "e4", Version("stock", 2)),
    Entry(7, "e5", Version("order", 3)),
]
ACKNOWLEDGED = {Version("order", 1): 1.0, Version("order", 2): 4.0, Version("order", 3): 7.0}


def heard(*numbers: int) -> list[Heard]:
    """These entries of the feed, counted from 0, one a second."""
    chosen = [FEED[number] for number in numbers]
    return [
        Heard(entry.position, entry.event_id, entry.change, at=float(second))
        for second, entry in enumerate(chosen)
    ]


def found(log: Sequence[Heard], feed: Sequence[Entry] = FEED) -> list[Finding]:
    return findings(log, feed, ACKNOWLEDGED)


def test_a_whole_log_is_right() -> None:
    assert found(heard(0, 1, 2, 3, 4)) == []


@pytest.mark.parametrize(
    ("numbers", "kinds"),
    [
        pytest.param((), [Kind.LOST] * 5, id="nothing was heard"),
        pytest.param((0, 1, 2, 3), [Kind.LOST], id="the end is missing"),
        pytest.param((1, 2, 3, 4), [Kind.LOST, Kind.GAP], id="the beginning is missing"),
        pytest.param((0, 1, 3, 4), [Kind.LOST, Kind.GAP], id="one in between is missing"),
        pytest.param((0, 1, 1, 2, 3, 4), [Kind.DUPLICATED], id="one twice in a row"),
        pytest.param(
            (0, 1, 2, 3, 0, 4), [Kind.DUPLICATED, Kind.INVERTED, Kind.INVERTED], id="one again"
        ),
        pytest.param((0, 1, 3, 2, 4), [Kind.INVERTED, Kind.GAP], id="two have changed places"),
        pytest.param(
            (0, 2, 1, 3, 4), [Kind.INVERTED, Kind.GAP], id="one came late, as after a seam"
        ),
    ],
)
def test_what_is_wrong_is_found(numbers: tuple[int, ...], kinds: list[Kind]) -> None:
    assert [finding.kind for finding in found(heard(*numbers))] == kinds


def test_an_acknowledged_change_that_the_feed_never_got_is_lost() -> None:
    log = heard(0, 1, 2, 3)

    [finding] = found(log, FEED[:-1])

    assert finding.kind is Kind.LOST
    assert finding.at == ACKNOWLEDGED[Version("order", 3)]


def test_versions_of_one_order_go_up_whatever_the_positions() -> None:
    feed = [Entry(1, "e1", Version("order", 2)), Entry(2, "e2", Version("order", 1))]
    log = [Heard(one.position, one.event_id, one.change, at=0.0) for one in feed]

    assert [finding.kind for finding in findings(log, feed, {})] == [Kind.INVERTED]


def test_what_no_feed_has_is_invented() -> None:
    stranger = Heard(6, "e9", Version("order", 9), at=5.0)

    kinds = {finding.kind for finding in found([*heard(0, 1, 2, 3), stranger, *heard(4)])}

    assert kinds == {Kind.INVENTED, Kind.INVERTED}


def test_a_change_of_somebody_elses_is_a_stray() -> None:
    rivals = Entry(8, "e6", Version("rival's order", 1))

    assert strays(FEED, {entry.change for entry in FEED}) == []
    assert strays([*FEED, rivals], {entry.change for entry in FEED}) == [rivals]


def test_a_change_made_twice_is_a_stray() -> None:
    again = Entry(8, "e6", FEED[-1].change)
    anew = Entry(8, "e6", Version("order", 4))

    assert strays([*FEED, again], {entry.change for entry in FEED}) == [again]
    assert strays([*FEED, anew], {entry.change for entry in FEED}) == [anew]


def test_a_feed_counts_from_one_without_holes() -> None:
    assert holes([1, 2, 3]) == []
    assert holes([]) == []
    assert holes([2, 3]) == [0]
    assert holes([1, 2, 4, 5, 9]) == [2, 5]
