"""Every command does what it says or says why not in a sentence; signals end the hub cleanly."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from db import session
from db.embedded import Servers
from db.migrate import newest_revision
from hub.cli import main
from hub.cli.commands import app

COMMANDS = [str(command.name or command.callback.__name__) for command in app.registered_commands]  # type: ignore[union-attr]
WITH_SERVERS = [
    ["serve"],
    ["migrate"],
    ["demo"],
    ["token", "brand@hub.demo"],
    ["import", "--mapping", "mappings/online-retail.toml", "nothing.csv"],
]
MAPPING = """
source = "corner-shop"
currency = "GBP"
timezone = "Europe/London"

[seller]
name = "Corner Shop"
kind = "RETAILER"

[[file]]
name = "sales.csv"

[file.buyer]
key = { constant = "guest" }
name = { constant = "Guest" }

[file.product]
key = { column = "item" }
name = { column = "item" }

[file.sku]
key = { column = "item" }
name = { column = "item" }

[file.order]
key = { column = "order" }
placed_at = { constant = "2026-01-02", format = "%Y-%m-%d" }

[file.line]
quantity = { column = "pieces" }
unit_price = { column = "price" }
"""


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("HUB_")]:
        monkeypatch.delenv(name)


@pytest.fixture
async def own_servers(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Servers]:
    """Servers set by their addresses, with an empty database."""
    name = f"cli_{uuid4().hex}"
    admin = await asyncpg.connect(servers.database_url)
    await admin.execute(f"CREATE DATABASE {name}")
    own = Servers(servers.database_url.replace("/hub?", f"/{name}?", 1), servers.redis_url)
    monkeypatch.setenv("HUB_DATABASE_URL", own.database_url)
    monkeypatch.setenv("HUB_REDIS_URL", own.redis_url)
    try:
        yield own
    finally:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    monkeypatch.setenv("HUB_PORT", str(number))
    return number


def run(*arguments: str) -> int:
    """The exit code of a command run in this process."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    code = ended.value.code
    assert isinstance(code, int)
    return code


def started(*, output: int = subprocess.PIPE) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "from hub.cli import main; main()", "serve"],
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@contextmanager
def serving(port: int) -> Iterator[subprocess.Popen[str]]:
    """`hub serve` in a process of its own, from when it answers."""
    with started() as hub:
        try:
            answers(hub, port)
            yield hub
        finally:
            if hub.poll() is None:
                hub.kill()


def answers(hub: subprocess.Popen[str], port: int, *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if hub.poll() is not None:
            assert hub.stdout is not None
            pytest.fail(f"The hub ended with {hub.returncode}: {hub.stdout.read()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as ready:
                assert ready.status == 200
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("The hub did not answer in time.")


def ended(hub: subprocess.Popen[str], by: signal.Signals) -> tuple[int, str]:
    """The exit code and all that was said, once the signal went to all that the hub started."""
    os.killpg(hub.pid, by)
    said, _ = hub.communicate(timeout=20)
    return hub.returncode, said


def becomes(servers: Servers, true: str, *, seconds: float = 60) -> bool:
    """Whether a query comes to answer yes."""

    async def answer() -> bool:
        connection = await asyncpg.connect(servers.database_url)
        try:
            return bool(await connection.fetchval(true))
        except asyncpg.UndefinedTableError:
            return False
        finally:
            await connection.close()

    deadline = time.monotonic() + seconds
    while not asyncio.run(answer()):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def handles_signals(hub: subprocess.Popen[str]) -> None:
    """Wait until the process has handlers of its own; of SIGHUP, nobody else has one."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        status = Path(f"/proc/{hub.pid}/status").read_text()
        caught = int(status.partition("SigCgt:")[2].split()[0], 16)
        if caught & 1 << signal.SIGHUP - 1:
            return
        time.sleep(0.01)


def refuses_connections(port: int, *, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) != 0:
                return True
        time.sleep(0.05)
    return False


def asked(port: int, query: str, token: str | None = None) -> object:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        json.dumps({"query": query}).encode(),
        {"content-type": "application/json"}
        | ({} if token is None else {"authorization": f"Bearer {token}"}),
    )
    with urllib.request.urlopen(request) as answer:
        told: object = json.load(answer)
    return told


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
        ["import", "file.csv"],
        ["import", "--mapping", "mapping.toml"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2(arguments: Sequence[str]) -> None:
    assert run(*arguments) == 2


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


def test_migrating_twice_changes_nothing(
    own_servers: Servers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("migrate") == 0
    assert run("migrate") == 0

    first, second = capsys.readouterr().out.splitlines()
    assert first == f"Migrated the database from nothing to {newest_revision()}."
    assert second == f"The database is at migration {newest_revision()} already."


@pytest.mark.parametrize("command", ["migrate", "demo"])
async def test_a_database_of_a_newer_hub_is_left_alone(
    command: str, own_servers: Servers, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = await asyncpg.connect(own_servers.database_url)
    await connection.execute("CREATE TABLE alembic_version (version_num text)")
    await connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    await connection.close()

    ended = subprocess.run(
        [sys.executable, "-c", "from hub.cli import main; main()", command],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.startswith("The database is newer than this hub")
    assert "Traceback" not in ended.stderr


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
        assert answer == {"data": {"viewer": {"account": {"email": "brand@hub.demo"}}}}

        code, said_by_hub = ended(hub, signal.SIGTERM)

    assert code == 0
    assert f"http://127.0.0.1:{port}/graphql" in said_by_hub
    assert "jeweller@hub.demo" in said_by_hub


def test_the_demo_world_trades_until_it_is_told_to_end(own_servers: Servers) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "from hub.cli import main; main()", "demo", "--live", "--rate=100"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as trading:
        assert becomes(own_servers, "SELECT count(*) > 20 FROM events")
        code, said = ended(trading, signal.SIGINT)

    assert code == 0
    assert "Traceback" not in said


def test_the_demo_world_is_not_for_production(
    own_servers: Servers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_ENVIRONMENT", "production")
    monkeypatch.setenv("HUB_SECRET", "k" * 32)

    assert run("demo") == 1

    assert "not for production" in capsys.readouterr().err


def test_a_file_is_imported_once_and_what_is_rejected_is_told(
    own_servers: Servers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping, sales, rejects = (
        tmp_path / name for name in ("sales.toml", "sales.csv", "rejects.csv")
    )
    mapping.write_text(MAPPING)
    sales.write_text("order,item,pieces,price\n1,MUG,2,2.50\n1,CUP,1,1.25\n2,MUG,none,2.50\n")
    command = ("import", "--mapping", str(mapping), str(sales), "--rejects", str(rejects))

    assert run(*command) == 0
    first = capsys.readouterr().out
    assert run(*command) == 0
    second = capsys.readouterr().out

    assert "3 rows: 2 imported, 1 rejected." in first
    assert "Orders in GBP: 1, together 6.25" in first
    assert "New in the hub: nothing." in second
    assert rejects.read_text().splitlines()[1].startswith("sales.csv,4,")


async def test_an_import_whose_database_goes_away_is_a_sentence(
    own_servers: Servers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping, sales = tmp_path / "sales.toml", tmp_path / "sales.csv"
    mapping.write_text(MAPPING)
    sales.write_text("order,item,pieces,price\n1,MUG,2,2.50\n")
    await asyncio.to_thread(run, "migrate")
    operator = await asyncpg.connect(own_servers.database_url)
    async with operator.transaction():
        await operator.execute("LOCK TABLE staged_rows")
        command = ("import", "--mapping", str(mapping), str(sales))
        importing = asyncio.create_task(asyncio.to_thread(run, *command))
        for _ in range(1_000):
            if await operator.fetchval(
                "SELECT pg_terminate_backend(pid) FROM pg_locks"
                " WHERE relation = 'staged_rows'::regclass AND NOT granted"
            ):
                break
            await asyncio.sleep(0.02)

        assert await importing == 1
    await operator.close()

    assert "The database has gone away, and the import with it." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"\xff", "is not UTF-8 text."),
        (b"source = 5", "The mapping cannot be used:"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_a_sentence(
    content: bytes | None, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = tmp_path / "mapping.toml"
    if content is not None:
        mapping.write_bytes(content)

    assert run("import", "--mapping", str(mapping), "file.csv") == 1

    assert sentence in capsys.readouterr().err


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


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.usefixtures("own_servers")
def test_a_signal_ends_the_hub_with_0(end: signal.Signals, port: int) -> None:
    with serving(port) as hub:
        code, said = ended(hub, end)

    assert code == 0
    assert "Traceback" not in said
    assert refuses_connections(port, seconds=0.5)


@pytest.mark.usefixtures("own_servers")
def test_a_signal_during_the_start_ends_the_hub_with_0(port: int) -> None:
    with started() as hub:
        handles_signals(hub)
        code, said = ended(hub, signal.SIGINT)

    assert code == 0
    assert "Traceback" not in said


@pytest.mark.usefixtures("own_servers")
def test_workers_share_the_port_and_end_with_the_hub_that_is_killed(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_WORKERS", "2")

    with serving(port) as hub:
        hub.kill()
        hub.wait()
        assert refuses_connections(port)

    with serving(port) as hub:
        code, said = ended(hub, signal.SIGINT)

    assert code == 0
    assert "Traceback" not in said


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
    own_servers: Servers,
    port: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_ENVIRONMENT", "production")
    monkeypatch.setenv("HUB_SECRET", "k" * 32)

    assert run("serve") == 1
    assert capsys.readouterr().err == (
        f"The database has migration none and this hub needs {newest_revision()}. "
        "Run: hub migrate\n"
    )

    assert run("migrate") == 0
    with serving(port) as hub:
        assert asked(port, "{ products { totalCount } }") == {
            "data": {"products": {"totalCount": 0}}
        }
        code, said = ended(hub, signal.SIGTERM)
    assert code == 0
    assert "hub.demo" not in said
