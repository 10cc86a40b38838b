"""The commands of the hub, run in this process or in one of their own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from embedded import Servers
from hub.cli import main
from tests.patience import PATIENCE_SECONDS
from tests.preloaded import HUB, Popen


def run(*arguments: str) -> int:
    """The exit code of a command run in this process."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    code = ended.value.code
    assert isinstance(code, int)
    return code


def started(*, output: int = subprocess.PIPE, anew: bool = False) -> subprocess.Popen[str]:
    """`hub serve` in a process of its own; `anew`, one that has imported nothing yet."""
    options: dict[str, Any] = {
        "stdout": output,
        "stderr": subprocess.STDOUT,
        "text": True,
        "start_new_session": True,
    }
    start = subprocess.Popen if anew else Popen
    return start([*HUB, "serve"], **options)


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


def answers(hub: subprocess.Popen[str], port: int, *, seconds: float = PATIENCE_SECONDS) -> None:
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
    try:
        said, _ = hub.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(hub.pid, signal.SIGKILL)  # leaving the block of `started` would wait for it
        raise
    return hub.returncode, said


def wait_until(servers: Servers, true: str, process: subprocess.Popen[str]) -> None:
    """Wait until a query answers yes, which is the doing of a process that goes on."""

    async def answer() -> bool:
        connection = await asyncpg.connect(servers.database_url)
        try:
            return bool(await connection.fetchval(true))
        except asyncpg.UndefinedTableError:
            return False
        finally:
            await connection.close()

    deadline = time.monotonic() + PATIENCE_SECONDS
    while not asyncio.run(answer()):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            pytest.fail(f"It never came to {true}, and this was said: {process.communicate()[0]}")
        time.sleep(0.1)


def handles_signals(hub: subprocess.Popen[str]) -> None:
    """Wait until the process has handlers of its own; of SIGHUP, nobody else has one."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        status = Path(f"/proc/{hub.pid}/status").read_text()
        caught = int(status.partition("SigCgt:")[2].split()[0], 16)
        if caught & 1 << signal.SIGHUP - 1:
            return
        time.sleep(0.01)


def refuses_connections(port: int, *, seconds: float = PATIENCE_SECONDS) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) != 0:
                return True
        time.sleep(0.05)
    return False


def asked(port: int, query: str, token: str | None = None) -> object:
    """The data that a query brings."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        json.dumps({"query": query}).encode(),
        {"content-type": "application/json"}
        | ({} if token is None else {"authorization": f"Bearer {token}"}),
    )
    with urllib.request.urlopen(request) as answer:
        told = json.load(answer)
    assert "errors" not in told
    data: object = told["data"]
    return data
