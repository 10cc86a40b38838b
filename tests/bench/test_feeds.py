"""Live feeds under load: what each peer is asked, and what is made of what was found."""

import pytest
from graphql import parse, validate

from bench.feeds import report
from bench.feeds.peers import HUB, PEERS, PLAIN
from bench.feeds.plain import schema as plain
from bench.feeds.running import CROWDS, Crowding, Ended, Fanned, Found, Pace, Slow
from bench.feeds.targets import targets
from bench.report import page
from hub.schema import schema as hub

SCHEMAS = {HUB: hub, PLAIN: plain}
ALL_COME_BACK = {"1012": 1_000}


@pytest.mark.parametrize("name", PEERS)
@pytest.mark.parametrize("large", [False, True])
def test_each_peer_understands_what_it_is_asked(name: str, large: bool) -> None:
    document = parse(PEERS[name].selecting(large=large))

    assert validate(SCHEMAS[name]._schema, document) == []


def found(
    p99: float = 39.0,
    lost: int = 0,
    cut_seconds: float | None = 4.0,
    lost_beside: int = 0,
    codes: dict[str, int] = ALL_COME_BACK,
    *,
    crowded: float = 1.2,
) -> Found:
    return Found(
        paces=[Pace(peer, open_, 1600, 0, 2.5, 20.0) for open_ in (False, True) for peer in PEERS],
        slow=[Slow(peer, cut_seconds, 10.0, 12.0, 5_000_000, lost_beside) for peer in PEERS],
        fanned=[
            Fanned(peer, crowd, 1_000.0, 45_000.0, 0.05, lost, 20.0, p99, 35.0, 15.0)
            for crowd in CROWDS
            for peer in PEERS
        ],
        ended=[Ended(peer, 1_000, 1.9, codes) for peer in PEERS],
        crowding=[Crowding(498, 10.0, 10.0 * crowded, 0)],
    )


def test_a_target_is_met_up_to_its_bound() -> None:
    assert all(one.is_met for one in targets(found()))


@pytest.mark.parametrize(
    ("run", "missed"),
    [
        (found(p99=41.0), {"One event to 1,000 sockets: p99": "41.0 ms"}),
        (found(cut_seconds=None), {"A reader that stalls is cut": "not in 12 s"}),
        (found(cut_seconds=10.5), {"A reader that stalls is cut": "10.5 s"}),
        (
            found(crowded=1.3),
            {
                "The p99 of another party, beside one with 498 different subscriptions,"
                " to that before": "1.30 ×"
            },
        ),
        (found(lost_beside=2), {"Events that did not come": "2"}),
        (
            found(codes={"1012": 999, "cut": 1}),
            {"Subscribers that were told to come back, with 1012": "999"},
        ),
        (
            found(lost=1),
            {
                "Subscriptions over 100 sockets": "10,000 at 45 kB",
                "Events that did not come": "3",
            },
        ),
    ],
)
def test_a_target_that_is_missed_says_what_was_found(run: Found, missed: dict[str, str]) -> None:
    assert {one.what: one.found for one in targets(run) if not one.is_met} == missed


def test_the_page_has_a_table_for_every_part_and_both_peers() -> None:
    sections = list(report.sections(found(cut_seconds=None)))

    text = page(sections, "## How\n", head=report.HEAD)

    assert all(len(row) == len(one.columns) for one in sections for row in one.rows)
    assert "| Hub | never | 10.0 | 12.0 | 0 | +5 MB |" in text
    assert "| Plain Strawberry | 1,000 | 1.9 | 1012: 1,000 |" in text
    assert "{" not in text


def test_the_chart_has_a_bar_for_each_figure() -> None:
    assert report.chart(found()).count("<rect") == len(PEERS) * (2 + len(CROWDS))
