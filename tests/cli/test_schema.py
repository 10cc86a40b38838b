"""The schema that is checked is the one that is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.processes import run


def test_the_schema_printed_is_the_schema_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("schema", "--check") == 1
    assert "schema.graphql cannot be read" in capsys.readouterr().err

    assert run("schema") == 0
    (tmp_path / "schema.graphql").write_text(capsys.readouterr().out)
    assert run("schema", "--check") == 0

    (tmp_path / "schema.graphql").write_text("type Query { other: Int }")
    assert run("schema", "--check") == 1
    assert "is not the schema of this hub" in capsys.readouterr().err
