"""Signals end the hub cleanly, whenever they come."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from tests.cli.processes import ended, handles_signals, refuses_connections, serving, started


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


def test_a_signal_within_a_callback_of_python_is_not_lost() -> None:
    program = """
import os, signal, time, weakref
from hub.cli.signals import ended_by_signals

class Gone: ...

with ended_by_signals():
    gone = Gone()
    noted = weakref.ref(gone, lambda _: os.kill(os.getpid(), signal.SIGINT))
    del gone
    time.sleep(30)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=10, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
