"""`hub export` writes a list into a file, whole or not at all; what is wrong is a sentence."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from embedded import Servers
from tests.cli.processes import run

FACTS = (
    "{ salesFacts(by: [PERIOD, CURRENCY]) { nodes { period currency orders revenue { amount } } } }"
)


@pytest.fixture(autouse=True)
def _demo(servers: Servers, shared_demo_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", shared_demo_url)
    monkeypatch.setenv("HUB_REDIS_URL", servers.redis_url)


def test_facts_become_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document, output = tmp_path / "facts.graphql", tmp_path / "facts.csv"
    document.write_text(FACTS)

    options = ("--as", "brand@hub.demo", "-o", str(output), "--bom")
    assert run("export", str(document), *options) == 0

    assert capsys.readouterr() == ("", "")
    with output.open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert len(rows) >= 12
    assert [*rows[0]] == ["period", "currency", "orders", "revenue.amount"]
    assert {*tmp_path.iterdir()} == {document, output}


@pytest.mark.parametrize(
    ("query", "options", "words"),
    [
        ("{ viewer { role } }", (), "`viewer` is no list that can be paged."),
        (FACTS, ("--as", "nobody@hub.demo"), "There is no account as nobody@hub.demo."),
        (FACTS, ("--format", "pdf"), "'pdf' is no format; there are csv and xlsx."),
        ('{ salesFacts(by: [], timeZone: "x") { nodes { lines } } }', (), "'x' is not a time zone"),
    ],
)
def test_what_cannot_be_exported_leaves_no_file(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    query: str,
    options: tuple[str, ...],
    words: str,
) -> None:
    document, output = tmp_path / "asked.graphql", tmp_path / "made.csv"
    document.write_text(query)

    assert run("export", str(document), "-o", str(output), *options) == 1

    assert words in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == [document]
