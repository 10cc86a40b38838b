"""What was found, as tables and as a page."""

from pathlib import Path

import pytest

from bench import report
from bench.measures import Measure, Measures
from bench.running import CONNECTIONS, Beyond, Found, Grown, Unknown
from bench.targets import targets

NAMES = ["hub", "postgraphile", "limit"]


def measure(peer: str, query: str, connections: int, server: float) -> Measure:
    return Measure(0, peer, query, connections, 10, server, 1.0, 1234.5, 1.0, 2.0)


def found(hub: float) -> Found:
    known, new = measure("hub", "Q1", 1, hub), measure("hub", "Q1", 1, hub + 12)
    return Found(
        Measures(
            [
                measure(peer, query, connections, server)
                for peer, server in (("hub", hub), ("postgraphile", 18.0), ("limit", 0.5))
                for query, several in CONNECTIONS.items()
                for connections in several
            ]
        ),
        memory=dict.fromkeys(NAMES, 100_000_000),
        growth=[Grown(1, 10, 0.3, 0.1), Grown(50, 1000, 0.6, 2.0), Grown(500, 9000, 3.0, 17.0)],
        unknown=[Unknown("Q1", known, new)],
        workers=[(known, known)],
        beyond=[
            Beyond("cut", measure("hub", "Q2", 8, hub), measure("hub", "Q2", 8, 4 * hub)),
            Beyond("by hand", measure("hub", "Q2", 8, hub), measure("hub", "Q2", 8, 5 * hub)),
        ],
    )


def test_a_target_is_met_up_to_its_bound() -> None:
    met = {one.what: one.is_met for one in targets(found(hub=1.0), NAMES)}

    assert met["Q3: CPU of the server, to that of PostGraphile 5"]  # 1/18 of it is the bound
    assert met["Q2, cut: CPU of the server, to that of Q2"]
    assert not met["Q2, by hand: CPU of the server, to that of Q2"]
    assert met["Q3: CPU of server and PostgreSQL, to that of SQL by hand"]
    assert met["The hub's memory after the run"]
    assert not met["Q1: CPU of server and PostgreSQL that a new text costs extra"]


def test_a_target_that_is_missed_says_so() -> None:
    missed = {one.what: one.found for one in targets(found(hub=2.0), NAMES) if not one.is_met}

    assert missed["Q3: CPU of the server, to that of PostGraphile 5"] == "1/9.0"
    assert "Q1: CPU of the server, to that of PostGraphile 5" not in missed


def test_peers_that_did_not_run_are_not_judged() -> None:
    assert not any("PostGraphile" in one.what for one in targets(found(hub=1.0), ["hub", "limit"]))


def test_the_page_has_a_table_for_every_section() -> None:
    sections = list(report.sections(found(hub=1.0), NAMES))

    page = report.page(sections, how="## How\n")

    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == [
        *(section.title for section in sections),
        "How",
    ]
    assert "| PostGraphile 5 | 18.0 | 1.00 | 19.0 | 18.00 | 9.50 |" in page
    assert all(len(row) == len(one.columns) for one in sections for row in one.rows)


@pytest.mark.skipif(not Path("/proc/cpuinfo").exists(), reason="reads /proc")
def test_the_machine_is_told_without_its_name() -> None:
    assert "cores of" in report.machine()


@pytest.mark.parametrize(
    ("value", "text"), [(0.123, "0.12"), (9.996, "10.00"), (12.34, "12.3"), (1234.5, "1,234")]
)
def test_figures_have_three_digits(value: float, text: str) -> None:
    assert report.figure(value) == text
