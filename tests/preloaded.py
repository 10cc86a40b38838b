"""Python processes that start at once: forked from one that has imported what the hub is made of.

To import that takes four seconds of a processor, which a hundred tests that start, kill and restart
hubs would pay again and again. In all else what is forked is a process of its own: it has its own
arguments, environment, files and signals. That a hub starts from nothing, `tests.cli` tries.
"""

import atexit
import ctypes
import gc
import inspect
import io
import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Final

# The command `hub`, which is followed by its arguments.
HUB: Final = (sys.executable, "-c", "from hub.cli import main; main()")

_MESSAGE_BYTES_MAX: Final = 1 << 20
_SET_CHILD_SUBREAPER: Final = 36  # PR_SET_CHILD_SUBREAPER of Linux
# The connection to what forks: one for each process that runs tests.
_asking: list[socket.socket] = []


class Popen(subprocess.Popen[Any]):
    """As `subprocess.Popen`, for a command that is `[sys.executable, "-c", program, …]`."""

    def _execute_child(self, *given: Any) -> None:
        """Have it forked instead, with the ends of pipes that are meant for it."""
        start = subprocess.Popen._execute_child  # type: ignore[attr-defined]
        if sys.platform != "linux":
            start(self, *given)
            return
        asked = inspect.signature(start).bind(self, *given).arguments
        files = [
            inherited if own == -1 else own
            for inherited, own in enumerate(
                (asked["p2cread"], asked["c2pwrite"], asked["errwrite"])
            )
        ]
        try:
            self.pid = _fork(
                asked["args"], asked["env"] or os.environ, files, asked["start_new_session"]
            )
        finally:
            pipes = ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")
            self._close_pipe_fds(*(asked[name] for name in pipes))  # type: ignore[attr-defined]
        self._child_created = True


def _fork(
    command: Sequence[str], environment: Mapping[str, str], files: Sequence[int], is_session: bool
) -> int:
    """Have a child of this process, and tell its id."""
    python, option, program, *arguments = command
    assert (python, option) == (sys.executable, "-c")
    request = {
        "program": program,
        "arguments": [*map(str, arguments)],
        "environment": dict(environment),
        "folder": str(Path.cwd()),
        "files": resource.getrlimit(resource.RLIMIT_NOFILE),
        "session": is_session,
    }
    asking = _asking[0] if _asking else _start()
    process = ctypes.CDLL(None)
    # Only while it is being forked: other processes that lose their parents are not ours.
    process.prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        socket.send_fds(asking, [json.dumps(request).encode()], files)
        return int(asking.recv(64))
    finally:
        process.prctl(_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def _start() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-c", f"import tests.preloaded as it; it.serve({theirs.fileno()})"],
            cwd=Path(__file__).parents[1],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    _asking.append(ours)
    atexit.register(_end, process, ours)
    return ours


def _end(process: subprocess.Popen[bytes], asking: socket.socket) -> None:
    asking.close()
    process.wait()


def serve(descriptor: int) -> None:
    """Fork a process for each request, until nobody is there who could ask."""
    import hub.cli

    for found in iter_modules(hub.cli.__path__):
        import_module(f"hub.cli.{found.name}")
    for name in ("hub.app", "hub.work.worker", "demo.live"):
        import_module(name)
    gc.collect()
    gc.freeze()
    asked = socket.socket(fileno=descriptor)
    while True:
        message, files, _, _ = socket.recv_fds(asked, _MESSAGE_BYTES_MAX, 3)
        if not message:
            return
        # A child of a child that has ended is given to the process that asks.
        told, telling = os.pipe()
        between = os.fork()
        if between == 0:
            process_id = os.fork()
            if process_id:
                os.write(telling, str(process_id).encode())
                os._exit(0)
            asked.close()
            for end in (told, telling):
                os.close(end)
            _become(json.loads(message), files)
            return
        os.waitpid(between, 0)
        asked.send(os.read(told, 64))
        for file in (told, telling, *files):
            os.close(file)


def _become(request: Mapping[str, Any], files: Sequence[int]) -> None:
    """Run the program as a Python would that had just been started."""
    for place, file in enumerate(files):
        os.dup2(file, place)
        os.close(file)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    resource.setrlimit(resource.RLIMIT_NOFILE, tuple(request["files"]))
    if request["session"]:
        os.setsid()
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)))
    is_unbuffered = bool(os.environ.get("PYTHONUNBUFFERED"))
    sys.stdout = io.TextIOWrapper(_written(1), write_through=is_unbuffered)
    sys.stderr = io.TextIOWrapper(_written(2), errors="backslashreplace", line_buffering=True)
    sys.argv = ["-c", *request["arguments"]]
    exec(compile(request["program"], "<string>", "exec"), {"__name__": "__main__"})


def _written(descriptor: int) -> io.BufferedWriter:
    return io.BufferedWriter(io.FileIO(descriptor, "w", closefd=False))
