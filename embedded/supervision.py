"""Starts the servers, starts them again when they end alone, and ends them with their owner.

A watchdog, one small shell, waits for the owner's end of a pipe to close and then stops the
servers: that covers SIGTERM, `kill -9` and a crash alike.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import Final

from embedded import postgresql, valkey
from embedded.errors import EmbeddedServersError
from embedded.locks import POLL_SECONDS, becomes_free, read_pid, take_lock, write_pid
from embedded.sockets import make_sockets_folder, publish, withdraw

_logger: Final = logging.getLogger(__name__)

START_SECONDS_MAX: Final = 60.0  # recovery after a crash can take this long
_STOP_SECONDS_MAX: Final = 30.0

# A server that ends again and again has a reason that starting it does not mend.
_RESTARTS_MAX: Final = 3
_RESTARTS_SECONDS: Final = 60.0

# Reads lines of a server's name and its process id, the newest of which counts, until the owner is
# gone. SIGINT is the orderly stop of both servers that does not wait for clients. $0 holds their
# sockets.
_WATCHDOG: Final = (
    'while read -r name pid; do eval "$name=$pid"; done; kill -INT $postgres $valkey; rm -rf "$0"'
)

# PostgreSQL's files take 40 MB before anything is in them, and its log for recovery 16 MB a piece.
_ROOM_BYTES_MIN: Final = 64 << 20
# Lines of a log that give a reason, among those that tell what followed from it.
_TELLING: Final = re.compile(r"PANIC|FATAL|[Ee]rror:|ERROR|could not|No space left")


@dataclass(frozen=True, slots=True)
class _Server:
    name: str  # of its lock and its log
    title: str
    command: Sequence[str]
    answers: Callable[[], bool]
    leftovers: Sequence[Path] = ()


class Supervisor:
    """Both servers, from the taking of the data directory to their stop.

    `stop` may follow a `start` that was cut short anywhere. `failure` is why a server that ended
    could not be started again.
    """

    def __init__(self, data_dir: Path, *, durable: bool) -> None:
        self.failure: EmbeddedServersError | None = None
        self._data_dir = data_dir
        self._durable = durable
        self._sockets: Path | None = None
        self._watchdog: subprocess.Popen[bytes] | None = None
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._keepers: list[Thread] = []
        self._is_stopping = False
        self._starting_or_stopping = Lock()

    def start(self) -> Path:
        """Replace whatever an earlier owner left; when both servers answer, return the folder of
        their sockets."""
        self._clear_up()
        self._sockets = sockets = make_sockets_folder(self._data_dir)
        self._watchdog = subprocess.Popen(
            ["/bin/sh", "-c", _WATCHDOG, str(sockets)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        cache, database = self._servers(sockets)

        self._spawn(cache.name, cache.command)
        if not self._cluster.exists():
            self._make_cluster()
        self._spawn(database.name, database.command)
        for server in (database, cache):
            self._await_answer(server)
            keeper = Thread(target=self._keep_running, args=(server,), daemon=True)
            self._keepers.append(keeper)
            keeper.start()

        publish(sockets, self._data_dir)
        return sockets

    def stop(self) -> None:
        """Stop the servers in order; PostgreSQL writes what it holds in memory first."""
        with self._starting_or_stopping:
            self._is_stopping = True
        for process in self._processes.values():
            process.send_signal(signal.SIGINT)
        for process in self._processes.values():
            try:
                process.wait(_STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        # Not before: should this be cut short, it stops them; nor once its pipe has closed.
        if self._watchdog is not None:
            self._watchdog.kill()
            self._watchdog.communicate()
        for keeper in self._keepers:
            keeper.join(1)
        withdraw(self._data_dir)
        if self._sockets is not None:
            shutil.rmtree(self._sockets, ignore_errors=True)

    @property
    def _cluster(self) -> Path:
        return self._data_dir / "postgres"

    def _servers(self, sockets: Path) -> tuple[_Server, _Server]:
        """Valkey, then PostgreSQL."""
        return (
            _Server(
                "valkey",
                "Valkey",
                valkey.valkey_command(self._data_dir, sockets),
                lambda: valkey.valkey_answers(sockets),
            ),
            _Server(
                "postgres",
                "PostgreSQL",
                postgresql.postgres_command(self._cluster, sockets, durable=self._durable),
                lambda: postgresql.made_database(sockets),
                postgresql.leftovers(self._cluster, sockets),
            ),
        )

    def _clear_up(self) -> None:
        """End the servers that outlived an earlier owner, and remove what they left lying."""
        for name in ("postgres", "valkey"):
            _stop_orphan(self._lock(name))
        for path in postgresql.leftovers(self._cluster, sockets=None):
            path.unlink(missing_ok=True)
        withdraw(self._data_dir)
        for name in ("postgres", "valkey"):
            self._log(name).unlink(missing_ok=True)

    def _make_cluster(self) -> None:
        """Make PostgreSQL's files; they get their name only when they are whole."""
        unfinished = self._data_dir / "postgres.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        command = postgresql.initdb_command(unfinished, durable=self._durable)
        if self._spawn("postgres", command).wait() != 0:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise self._did_not_start("postgres", "PostgreSQL")
        unfinished.rename(self._cluster)

    def _spawn(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a process that holds the lock of this name and that the watchdog knows."""
        path = self._lock(name)
        lock = take_lock(path)
        if lock is None:
            raise _held_by_a_stranger(path)
        try:
            with self._log(name).open("ab") as log:
                process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=os.environ | {"LC_ALL": "C"},  # the language of its log
                    pass_fds=(lock,),
                    start_new_session=True,  # a Ctrl-C is for the owner, who then stops the servers
                )
        finally:
            os.close(lock)
        self._processes[name] = process
        write_pid(path, process.pid)
        assert self._watchdog is not None
        assert self._watchdog.stdin is not None
        self._watchdog.stdin.write(b"%s %d\n" % (name.encode(), process.pid))
        self._watchdog.stdin.flush()
        return process

    def _await_answer(self, server: _Server) -> None:
        process = self._processes[server.name]
        deadline = time.monotonic() + START_SECONDS_MAX
        while not server.answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise self._did_not_start(server.name, server.title)
            time.sleep(POLL_SECONDS)

    def _keep_running(self, server: _Server) -> None:
        """Start the server again each time that it ends, until it is stopped or does not start."""
        restarts: list[float] = []
        while True:
            code = self._processes[server.name].wait()
            if self._is_stopping:
                return
            try:
                now = time.monotonic()
                restarts = [then for then in restarts if now - then < _RESTARTS_SECONDS] + [now]
                if len(restarts) > _RESTARTS_MAX:
                    raise self._ends_again_and_again(server)
                _logger.warning(
                    "The embedded %s ended %s and is started again.", server.title, _how(code)
                )
                self._start_again(server)
            except (EmbeddedServersError, OSError) as error:
                self._give_up(server, error)
                return

    def _start_again(self, server: _Server) -> None:
        path = self._lock(server.name)
        if not becomes_free(path, seconds=_STOP_SECONDS_MAX):  # its children end after it
            raise _held_by_a_stranger(path)
        with self._starting_or_stopping:
            if self._is_stopping:
                return
            for leftover in server.leftovers:
                leftover.unlink(missing_ok=True)
            self._spawn(server.name, server.command)
        self._await_answer(server)

    def _give_up(self, server: _Server, error: EmbeddedServersError | OSError) -> None:
        """End the owner, who raises the reason as it leaves."""
        with self._starting_or_stopping:
            if self._is_stopping:
                return
            if isinstance(error, OSError):
                error = EmbeddedServersError(
                    f"The embedded {server.title} ended and cannot be started again: "
                    f"{error.strerror or error}."
                )
            self.failure = error
        os.kill(os.getpid(), signal.SIGTERM)

    def _did_not_start(self, name: str, title: str) -> EmbeddedServersError:
        return EmbeddedServersError(f"The embedded {title} did not start. {self._why(name)}")

    def _ends_again_and_again(self, server: _Server) -> EmbeddedServersError:
        return EmbeddedServersError(
            f"The embedded {server.title} ended {_RESTARTS_MAX + 1} times within "
            f"{_RESTARTS_SECONDS:.0f} seconds. {self._why(server.name)}"
        )

    def _why(self, name: str) -> str:
        """What is known of why a server does not run."""
        with suppress(OSError):
            room = shutil.disk_usage(self._data_dir).free
            if room < _ROOM_BYTES_MIN:
                return (
                    f"Its disk is full, or all but full: {room >> 20} MB are left for "
                    f"{self._data_dir}. Make room, or set HUB_DATA_DIR to another directory. "
                    + self._words_of_the_log(name)
                )
        return self._words_of_the_log(name)

    def _words_of_the_log(self, name: str) -> str:
        log = self._log(name)
        with suppress(OSError):
            lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            telling = [line for line in lines if _TELLING.search(line)] or lines
            return f"Its log, {log}, says:\n" + "\n".join(telling[-3:])
        return "It has no log."

    def _lock(self, name: str) -> Path:
        return self._data_dir / f"{name}.lock"

    def _log(self, name: str) -> Path:
        return self._data_dir / f"{name}.log"


def _how(code: int) -> str:
    return f"by signal {-code}" if code < 0 else f"with exit code {code}"


def _stop_orphan(path: Path) -> None:
    """Stop the server that holds this lock, if one does."""
    for stop in (signal.SIGINT, signal.SIGKILL):
        if becomes_free(path, seconds=0):
            return
        with suppress(ProcessLookupError):
            if pid := read_pid(path):
                os.kill(pid, stop)
        if becomes_free(path, seconds=_STOP_SECONDS_MAX):
            return
    raise _held_by_a_stranger(path)


def _held_by_a_stranger(path: Path) -> EmbeddedServersError:
    return EmbeddedServersError(f"{path} is held by an unknown process. End it, then start again.")
