"""The reference that is checked is the one that is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.processes import run


def test_the_reference_written_is_the_reference_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("docs", "--check") == 1
    assert "Run: make docs" in capsys.readouterr().err

    assert run("docs") == 0
    assert run("docs", "--check") == 0

    settings = tmp_path / "docs" / "reference" / "settings.md"
    assert "| `HUB_PORT` | `8000` |" in settings.read_text()
    settings.write_text("")
    assert run("docs", "--check") == 1
    assert capsys.readouterr().err.startswith("docs/reference/settings.md is not")
