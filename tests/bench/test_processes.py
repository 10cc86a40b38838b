"""What a process used is counted with all that descends from it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.processes import Account, cpu_seconds, descendants, free_port, resident_bytes, serving

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")

# A child works for .2 s and ends; its parent waits for it and lives on.
_CHILD = "import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass"
_PARENT = (
    "import subprocess, sys, time; subprocess.run([sys.executable, '-c', sys.argv[1]]);"
    "print('done', flush=True); time.sleep(60)"
)


def test_a_name_may_hold_what_separates_fields() -> None:
    stat = "42 (a) (b) S 7 42 42 0 -1 0 0 0 0 0 120 30 5 6 20 0 1 0 99"

    assert Account.read(stat) == Account(parent=7, own=150, inherited=11)


def test_descendants_are_found_at_any_depth() -> None:
    parents = {1: 0, 10: 1, 11: 10, 12: 11, 20: 1}
    accounts = {pid: Account(parent, 0, 0) for pid, parent in parents.items()}

    assert descendants(10, accounts) == {10, 11, 12}
    assert descendants(99, accounts) == set()


def test_a_child_that_has_ended_still_counts() -> None:
    command = [sys.executable, "-S", "-c", _PARENT, _CHILD]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()

        assert cpu_seconds(process.pid) >= 0.2
        assert resident_bytes(process.pid) > 1_000_000
        process.kill()


def test_a_paused_server_uses_nothing(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]
    with serving(command, {}, port, tmp_path / "log") as server:
        server.pause()
        before = cpu_seconds(server.pid)
        time.sleep(0.05)
        assert cpu_seconds(server.pid) == before
        server.resume()

    assert resident_bytes(server.pid) == 0
