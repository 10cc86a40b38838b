"""What keeps a command from its servers is a sentence, without anything secret."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from db import session
from embedded import Servers
from tests.cli.processes import run

WITH_SERVERS = [
    ["serve"],
    ["migrate"],
    ["demo"],
    ["token", "brand@hub.demo"],
    ["import", "--mapping", "mappings/online-retail.toml", "nothing.csv"],
]


@pytest.mark.parametrize("arguments", WITH_SERVERS, ids=lambda arguments: arguments[0])
def test_a_wrong_setting_is_a_sentence(
    arguments: Sequence[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_WORKERS", "none")

    assert run(*arguments) == 1

    assert capsys.readouterr().err.startswith("HUB_WORKERS should be a valid integer")


@pytest.mark.parametrize("arguments", WITH_SERVERS, ids=lambda arguments: arguments[0])
@pytest.mark.usefixtures("port")
def test_a_database_that_is_not_there_is_a_sentence_without_the_password(
    arguments: Sequence[str],
    own_servers: Servers,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", "postgresql://hub:hush@127.0.0.1:1/hub")

    assert run(*arguments) == 1

    error = capsys.readouterr().err
    assert error.strip() == "PostgreSQL at 127.0.0.1 cannot be used: Connection refused."


@pytest.mark.usefixtures("port")
def test_a_redis_that_is_not_there_is_a_sentence_without_the_password(
    own_servers: Servers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_REDIS_URL", "redis://:hush@127.0.0.1:1/0")

    assert run("serve") == 1

    error = capsys.readouterr().err
    assert error.startswith("Redis at 127.0.0.1 cannot be used: ")
    assert error.count("\n") == 1
    assert "hush" not in error


def test_a_database_of_an_older_make_is_a_sentence(
    own_servers: Servers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_OLDEST_VERSION", 99)

    assert run("migrate") == 1

    assert "the hub needs 99 or newer." in capsys.readouterr().err


def test_servers_that_do_not_start_are_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path / "file"))

    assert run("migrate") == 1

    assert "cannot be used" in capsys.readouterr().err
