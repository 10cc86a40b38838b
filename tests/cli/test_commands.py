"""Every command has help, and tells by its exit code what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

import pytest

from hub.cli.commands import app
from tests.cli.processes import run

COMMANDS = [str(command.name or command.callback.__name__) for command in app.registered_commands]  # type: ignore[union-attr]


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0

    assert capsys.readouterr().out == f"hub {version('supply-chain-hub')}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_tells_its_exit_codes(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command, "--help") == 0

    said = capsys.readouterr().out
    assert f"Usage: hub {command}" in said
    assert "Exit codes: 0 done" in said


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-command"],
        ["serve", "--no-such-option"],
        ["demo", "--scale", "0"],
        ["demo", "--scale", "many"],
        ["token"],
        ["token", "brand@hub.demo", "--days", "0"],
        ["explain"],
        ["import", "file.csv"],
        ["import", "--mapping", "mapping.toml"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2(arguments: Sequence[str]) -> None:
    assert run(*arguments) == 2
