"""Servers as processes: started, paused, ended, and what they use up of the machine.

Reads /proc, so it needs Linux. A process is counted with everything that descends from it, whether
that still runs or has ended: who waits for a child inherits its account.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_START_SECONDS_MAX: Final = 60
_STOP_SECONDS_MAX: Final = 10
_POLL_SECONDS: Final = 0.05


class Account(NamedTuple):
    """What the kernel says of one process: its parent, the ticks it used, and those of its dead."""

    parent: int
    own: int
    inherited: int

    @classmethod
    def read(cls, stat: str) -> "Account":
        """From a line of /proc/PID/stat, where a name may hold spaces and parentheses."""
        fields = stat[stat.rindex(")") + 2 :].split()
        return cls(
            int(fields[1]), int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])
        )


def cpu_seconds(pid: int) -> float:
    """The CPU, user and system, of a process and all that descend from it, up to now."""
    before = _family(pid)
    # A child that ends in between would be counted as itself and as its parent's, or not at all.
    while (accounts := _family(pid)).keys() != before.keys():
        before = accounts
    return sum(account.own + account.inherited for account in accounts.values()) / _TICKS


def resident_bytes(pid: int) -> int:
    """The memory of a process and its descendants that is in RAM; what they share counts twice."""
    return sum(map(_resident_bytes, _family(pid)))


def _family(pid: int) -> dict[int, Account]:
    accounts = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(FileNotFoundError, ProcessLookupError):
                accounts[int(entry.name)] = Account.read((entry / "stat").read_text())
    return {member: accounts[member] for member in descendants(pid, accounts)}


def descendants(pid: int, accounts: Mapping[int, Account]) -> set[int]:
    """The process itself and all below it."""
    family = {pid} & accounts.keys()
    found = family
    while found:
        found = {child for child, account in accounts.items() if account.parent in found} - family
        family = family | found
    return family


def _resident_bytes(pid: int) -> int:
    with suppress(FileNotFoundError, ProcessLookupError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    return 0


class ServerFailed(Exception):
    """A server did not start; the text has the end of its log."""


class Server:
    """A server that answers on a port of this machine."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._process = process
        self.port = port

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def pause(self) -> None:
        """Take it off the CPU, so that it disturbs nobody's measurement; its memory stays."""
        os.killpg(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.killpg(self.pid, signal.SIGCONT)


@contextmanager
def serving(
    command: Sequence[str], environment: Mapping[str, str], port: int, log: Path
) -> Iterator[Server]:
    """A server of its own process group, from the moment that it takes connections.

    Raises:
        ServerFailed: it ended, or took none within a minute.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(process, port, log)
        yield Server(process, port)
    finally:
        _end(process)


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS_MAX
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None or time.monotonic() > deadline:
            lines = log.read_text(errors="replace").strip().splitlines()[-20:]
            raise ServerFailed(
                "\n".join([f"{process.args!r} does not serve. Its log ends:", *lines])
            )
        time.sleep(_POLL_SECONDS)


def _end(process: subprocess.Popen[bytes]) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
            os.killpg(process.pid, signal.SIGCONT)  # a paused one hears nothing
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS_MAX)
            return


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
