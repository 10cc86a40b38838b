"""Locks on files, each with the process id of its holder in it."""

import fcntl
import os
import time
from pathlib import Path
from typing import Final

POLL_SECONDS: Final = 0.01


def take_lock(path: Path) -> int | None:
    """Lock the file, unless another process has; the lock lives as long as any process has the
    descriptor returned."""
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


def becomes_free(path: Path, *, seconds: float) -> bool:
    """Wait until no process holds the lock, and tell whether that came in time."""
    deadline = time.monotonic() + seconds
    while (lock := take_lock(path)) is None:
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    os.close(lock)
    return True


def write_pid(path: Path, pid: int) -> None:
    """Write it in one step, so that nobody reads half of it."""
    file = os.open(path, os.O_WRONLY)
    os.pwrite(file, b"%10d\n" % pid, 0)
    os.close(file)


def read_pid(path: Path) -> int | None:
    text = path.read_text(encoding="ascii", errors="replace").strip()
    return int(text) if text.isdecimal() else None
