"""The hub serves at its address, on data that it finds or makes."""

from __future__ import annotations

import resource
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from db.revisions import newest_revision
from embedded import Servers
from hub.cli import serve
from hub.cli.failure import Failure
from hub.settings import load_settings
from tests.cli.processes import asked, ended, refuses_connections, run, serving
from tests.conftest import free_port
from tests.patience import PATIENCE_SECONDS

SECRET = "4pZ0cHq7-Xw2uRk9_sVf1mJt6yLb3nGd"


def two_free_ports() -> int:
    """The first of two ports in a row that nobody has."""
    while True:
        first = free_port()
        with suppress(OSError), socket.socket() as second:
            second.bind(("127.0.0.1", first + 1))
            return first


def leads(metrics_port: int) -> float:
    """Whether the process that tells its metrics there leads, once it tells them."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            told = httpx.get(f"http://127.0.0.1:{metrics_port}/metrics").text
            break
        except httpx.TransportError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    return float(told.partition("\nhub_sequencer_leads ")[2].split()[0])


@pytest.mark.usefixtures("own_servers")
def test_workers_share_the_port_and_end_with_the_hub_that_is_killed(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_WORKERS", "2")
    first = two_free_ports()
    monkeypatch.setenv("HUB_METRICS_PORT", str(first))

    with serving(port) as hub:
        assert {leads(first), leads(first + 1)} == {0, 1}
        hub.kill()
        hub.wait()
        # Its workers end by themselves, and leave the ports of their metrics last.
        for taken in (port, first, first + 1):
            assert refuses_connections(taken)

    for end in (signal.SIGINT, signal.SIGHUP):
        with serving(port) as hub:
            code, said = ended(hub, end)

        assert code == 0
        assert "Traceback" not in said


def test_an_app_that_does_not_start_is_a_sentence(port: int, own_servers: Servers) -> None:
    used = replace(own_servers, redis_url="nonsense://127.0.0.1")

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", port))
        with pytest.raises(Failure, match="The hub did not start"):
            serve._run(load_settings(), used, listener)


def test_a_port_in_use_is_a_sentence(
    tmp_path: Path, port: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path / "data"))
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        assert run("serve") == 1

    assert capsys.readouterr().err == (
        f"Port {port} of 127.0.0.1 is in use by another program. "
        "Stop it, or set HUB_PORT to another port.\n"
    )
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("port")
def test_a_port_for_metrics_in_use_is_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = two_free_ports()
    monkeypatch.setenv("HUB_WORKERS", "2")
    monkeypatch.setenv("HUB_METRICS_PORT", str(first))
    with socket.create_server(("127.0.0.1", first + 1)):
        assert run("serve") == 1

    assert capsys.readouterr().err == (
        f"Port {first + 1} of 127.0.0.1 is in use by another program. "
        "Stop it, or set HUB_METRICS_PORT to another port.\n"
    )


@pytest.mark.parametrize(
    ("host", "sentence"),
    [
        ("nowhere.invalid", "HUB_HOST, nowhere.invalid, is no address of this machine"),
        ("203.0.113.1", "The hub cannot listen on port"),
    ],
)
@pytest.mark.usefixtures("port")
def test_an_address_of_another_machine_is_a_sentence(
    host: str,
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_HOST", host)

    assert run("serve") == 1

    assert capsys.readouterr().err.startswith(sentence)


def test_the_first_run_makes_the_demo_world_and_the_next_keeps_it(
    tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    query = "{ products(first: 3) { totalCount nodes { id } } }"

    with serving(port) as hub:
        first = asked(port, query)
        code, said = ended(hub, signal.SIGINT)
    assert code == 0
    assert "Making the demo world" in said

    with serving(port) as hub:
        assert run("migrate") == 0  # beside the running hub
        assert asked(port, query) == first
        code, said = ended(hub, signal.SIGINT)
    assert code == 0
    assert "Making the demo world" not in said


def test_production_is_migrated_by_its_operator_and_has_no_demo_world(
    new_servers: Servers,
    port: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_ENVIRONMENT", "production")
    monkeypatch.setenv("HUB_SECRET", SECRET)

    assert run("serve") == 1
    assert capsys.readouterr().err == (
        f"The database has migration none and this hub needs {newest_revision()}. "
        "Run: hub migrate\n"
    )

    assert run("migrate") == 0
    with serving(port) as hub:
        assert asked(port, "{ products { totalCount } }") == {"products": {"totalCount": 0}}
        code, said = ended(hub, signal.SIGTERM)
    assert code == 0
    assert "hub.demo" not in said


def test_production_refuses_a_database_with_the_demo_world(
    demo_url: str,
    own_servers: Servers,
    port: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_ENVIRONMENT", "production")
    monkeypatch.setenv("HUB_SECRET", SECRET)
    monkeypatch.setenv("HUB_DATABASE_URL", demo_url)

    assert run("serve") == 1

    assert capsys.readouterr().err == (
        "The database has accounts of the demo world, and everybody knows their password. "
        "Set HUB_DATABASE_URL to another database.\n"
    )


@contextmanager
def at_most_open_files(count: int) -> Iterator[None]:
    """So many for each process that is started in the block."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.usefixtures("own_servers")
def test_half_requests_keep_nobody_out_where_few_files_may_be_open(port: int) -> None:
    with ExitStack() as opened:
        with at_most_open_files(256):
            hub = opened.enter_context(serving(port))
        for _ in range(300):
            client = opened.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.send(b"POST /graphql HTTP/1.1\r\nhost: hub\r\nx-slow: ")

        assert asked(port, "{ __typename }") == {"__typename": "Query"}
        _, said = ended(hub, signal.SIGTERM)

    assert "many_connections" in said
