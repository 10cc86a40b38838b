"""Signals end the hub cleanly, whenever they come."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys

import pytest

from hub.cli import signals
from tests.cli.processes import ended, handles_signals, refuses_connections, serving, started
from tests.patience import PATIENCE_SECONDS


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.usefixtures("own_servers")
def test_a_signal_ends_the_hub_with_0(end: signal.Signals, port: int) -> None:
    with serving(port) as hub:
        code, said = ended(hub, end)

    assert code == 0
    assert "Traceback" not in said
    assert refuses_connections(port)


@pytest.mark.usefixtures("own_servers")
def test_a_signal_during_the_start_ends_the_hub_with_0(port: int) -> None:
    with started(anew=True) as hub:
        handles_signals(hub)
        code, said = ended(hub, signal.SIGINT)

    assert code == 0
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("weakref.ref(Gone(), lambda _: interrupt())", id="callback of Python's own"),
        pytest.param("with suppress(BaseException): interrupt()", id="code that keeps it"),
        pytest.param("class A: name = Named()", id="code that makes another error of it"),
        pytest.param("run(keeping())", id="coroutine that keeps its cancellation"),
        pytest.param("run(at_its_end())", id="coroutine that is done"),
    ],
)
def test_a_signal_is_not_lost_in(block: str) -> None:
    assert _said_until_ended(f"{block}\n    time.sleep(30)") == ""


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("with closing_slowly(): interrupt()", id="by a handler"),
        pytest.param("with closing_slowly(): run(keeping())", id="by a coroutine"),
        pytest.param("pass\nwith closing_slowly(): run(keeping())", id="outside of the block"),
    ],
)
def test_what_a_signal_closes_closes_undisturbed(block: str) -> None:
    assert _said_until_ended(block) == "closed\n"


def test_a_signal_that_was_lost_reaches_who_handles_signals_by_then() -> None:
    block = "with suppress(BaseException): interrupt()\n    with_handler_of_its_own()"

    assert _said_until_ended(block) == "told\n"


@pytest.mark.parametrize("number", ["SIGALRM", "SIGINT"])
def test_a_signal_that_comes_as_the_block_is_left_ends_nothing_more(number: str) -> None:
    assert _said_until_ended(f"signal.signal = and_then(signal.{number}); interrupt()") == ""


def test_a_cancellation_that_no_signal_made_is_no_end() -> None:
    with pytest.raises(asyncio.CancelledError):
        signals.run(_cancelled())


async def _cancelled() -> None:
    raise asyncio.CancelledError


def _said_until_ended(block: str) -> str:
    program = f"""
import asyncio, atexit, os, signal, time, weakref
from contextlib import contextmanager, suppress
from hub.cli.signals import ended_by_signals, run

class Gone: ...

class Named:
    def __set_name__(self, owner, name):
        interrupt()

def interrupt():
    os.kill(os.getpid(), signal.SIGINT)

async def keeping():
    interrupt()
    with suppress(asyncio.CancelledError):
        await asyncio.sleep(30)

async def at_its_end():
    interrupt()

def with_handler_of_its_own():
    signal.signal(signal.SIGTERM, lambda *_: print("told"))
    time.sleep(0.2)

def and_then(other):
    handle = signal.signal
    def handle_and_then(number, handler):
        before = handle(number, handler)
        if number == signal.SIGTERM:
            signal.raise_signal(other)
        return before
    atexit.register(time.sleep, 0.2)
    return handle_and_then

@contextmanager
def closing_slowly():
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(os.getpid(), number)
            time.sleep(0.1)
        print("closed")

with ended_by_signals():
    {block}
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
