"""An operation is explained: its cost, its steps, its statements; what is wrong is a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from embedded import Servers
from tests.cli.processes import run

ORDERS = """
query Orders($first: Int = 3) {
  orders(first: $first) { totalCount nodes { buyer { name } lines { sku { available } } } }
}
query Me { viewer { party { name } } }
mutation Leave { signOut(input: {requestId: "0199a000-0000-7000-8000-000000000000"}) {
  errors { code }
} }
"""

Explain = Callable[..., tuple[int, str, str]]


@pytest.fixture
def explain(
    servers: Servers,
    shared_demo_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Explain:
    """The exit code of `hub explain` on the demo world, and what it says there and of errors."""
    monkeypatch.setenv("HUB_DATABASE_URL", shared_demo_url)
    monkeypatch.setenv("HUB_REDIS_URL", servers.redis_url)

    def explained(document: str, *options: str) -> tuple[int, str, str]:
        path = tmp_path / "asked.graphql"
        path.write_text(document)
        code = run("explain", str(path), *options)
        said = capsys.readouterr()
        return code, said.out, said.err.replace(f"{tmp_path}/", "")

    return explained


def test_a_query_is_run_once_and_its_steps_are_told(explain: Explain) -> None:
    options = ("--operation", "Orders", "--as", "Brand@hub.demo", "--variables", '{"first": 1}')

    code, said, _ = explain(ORDERS, *options)
    _, said_with_sql, _ = explain(ORDERS, *options, "--sql")

    assert code == 0
    lines = [line.rstrip() for line in said.splitlines()]
    assert lines[0] == "Costs 43 points; 100,000 are allowed."
    assert lines[2:4] == ["query", "└── orders: a page; 1 row; statement 1"]
    assert lines[4].endswith("── totalCount: the length of the whole list; 1 value")
    assert "nodes.buyer: the row it belongs to; 1 row" in said
    assert "sku: the row it belongs to; " in said
    assert [line.split() for line in lines[10:11]] == [["Statement", "Rows", "Milliseconds", "For"]]
    assert "SELECT" not in said
    assert "\n-- Statement 1\nSELECT " in said_with_sql


def test_what_runs_field_by_field_is_told_with_the_reason(explain: Explain) -> None:
    _, whole, _ = explain(ORDERS, "--operation", "Me", "--as", "brand@hub.demo")
    code, said, _ = explain('{ viewer { role } __type(name: "Order") { name } }')

    assert code == 0
    assert "viewer: a resolver; 1 value\n" in whole
    assert "party: the row it belongs to; 1 row; statement 1\n" in whole
    assert "Field by field" not in whole
    assert "Field by field, because of: introspection.\n" in said


def test_what_changes_something_is_not_run(explain: Explain) -> None:
    code, said, _ = explain(ORDERS, "--operation", "Leave")

    assert code == 0
    assert "It is a mutation, and was not run.\n" in said
    assert said.endswith("mutation\n└── signOut: a resolver\n")


def test_what_costs_too_much_is_shown_but_not_run(
    explain: Explain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_COST_MAX", "50")

    code, said, wrong = explain(ORDERS, "--operation", "Orders")

    assert code == 1
    assert "Costs 87 points; 50 are allowed." in said
    assert "orders: a page\n" in said
    assert "The operation costs 87" in wrong


def test_errors_of_the_answer_are_told(explain: Explain) -> None:
    code, said, wrong = explain('{ orders(after: "x") { totalCount } }')

    assert code == 1
    assert "orders: a page\n" in said
    assert wrong.startswith("orders: ")
    assert "Traceback" not in wrong


@pytest.mark.parametrize(
    ("document", "options", "sentence"),
    [
        ("{ nothing }", [], "asked.graphql:1:3: Cannot query field 'nothing' on type 'Query'.\n"),
        ("{ orders {", [], "asked.graphql:1:11: Syntax Error: Expected Name, found <EOF>.\n"),
        (ORDERS, [], "The document has several operations, or none; name one in `operationName`."),
        (ORDERS, ["--operation", "No"], "The document has no operation named 'No'.\n"),
        ("{ __typename }", ["--variables", "{"], "The variables cannot be read. This is not JSON"),
        ("{ __typename }", ["--variables", "[]"], "`variables` must be an object.\n"),
        ("{ __typename }", ["--as", "nobody@hub.demo"], "There is no account as nobody@hub.demo."),
        ("query ($n: Int!) { orders(first: $n) { totalCount } }", ["--variables", '{"n": "x"}'],
         "Variable '$n' has invalid value"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_a_sentence(
    explain: Explain, document: str, options: list[str], sentence: str
) -> None:
    code, _, wrong = explain(document, *options)

    assert (code, wrong[: len(sentence)]) == (1, sentence)
    assert "Traceback" not in wrong


def test_a_document_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "latin.graphql").write_bytes(b"{ caf\xe9 }")

    assert run("explain", str(tmp_path / "no.graphql")) == 1
    assert "no.graphql cannot be read: No such file or directory." in capsys.readouterr().err
    assert run("explain", str(tmp_path / "latin.graphql")) == 1
    assert "latin.graphql is not UTF-8 text." in capsys.readouterr().err
