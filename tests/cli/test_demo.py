"""The demo world is loaded once, trades if it is told to, and is not for production."""

from __future__ import annotations

import signal
import subprocess
from dataclasses import replace

import pytest

from embedded import Servers
from tests.cli.processes import asked, ended, run, serving, wait_until
from tests.preloaded import HUB, Popen


def test_the_demo_world_is_loaded_once_and_its_accounts_get_tokens(
    own_servers: Servers,
    demo_url: str,
    port: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", demo_url)

    assert run("demo") == 1
    assert "already holds parties" in capsys.readouterr().err
    assert run("token", "nobody@hub.demo") == 1
    assert run("token", "brand@hub.demo", "--party", "5") == 1
    assert run("token", "brand@hub.demo", "--days", "1") == 0
    said = capsys.readouterr()
    assert "nobody@hub.demo" in said.err
    token = said.out.strip()

    with serving(port) as hub:
        answer = asked(port, "{ viewer { account { email } } }", token)
        assert answer == {"viewer": {"account": {"email": "brand@hub.demo"}}}

        code, said_by_hub = ended(hub, signal.SIGTERM)

    assert code == 0
    assert f"http://127.0.0.1:{port}/graphql" in said_by_hub
    assert "jeweller@hub.demo" in said_by_hub


def test_the_demo_world_trades_until_it_is_told_to_end(
    own_servers: Servers, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", demo_url)
    own_servers = replace(own_servers, database_url=demo_url)

    with Popen(
        [*HUB, "demo", "--live", "--rate=100"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as trading:
        wait_until(own_servers, "SELECT count(*) > 20 FROM events", trading)
        code, said = ended(trading, signal.SIGINT)

    assert code == 0
    assert "Traceback" not in said


def test_the_demo_world_is_not_for_production(
    own_servers: Servers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_ENVIRONMENT", "production")
    monkeypatch.setenv("HUB_SECRET", "4pZ0cHq7-Xw2uRk9_sVf1mJt6yLb3nGd")

    assert run("demo") == 1

    assert "not for production" in capsys.readouterr().err
