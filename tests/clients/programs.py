"""Programs of partners on the client libraries that they use, and what they print."""

import asyncio
import json
import os
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process, create_subprocess_exec
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from tests.patience import PATIENCE_SECONDS

FOLDER: Final = Path(__file__).parent
IS_INSTALLED: Final = (FOLDER / "node_modules").is_dir()
LEFT_OUT: Final = "The JavaScript clients are not installed; `make clients` installs them."
_NODE_OF_MAKE: Final = Path(sys.executable).with_name("node")
NODE: Final = str(_NODE_OF_MAKE) if _NODE_OF_MAKE.exists() else shutil.which("node") or "node"
PROGRAMS: Final = ("graphql-ws.js", "apollo.js", "urql.js", "graphql-sse.js", "gql_client.py")

Line = dict[str, Any]


class Program:
    """A program that runs, and the lines of JSON that it printed until now."""

    def __init__(self, name: str, process: Process) -> None:
        self.name = name
        self.lines: list[Line] = []
        self._process = process
        self._read = asyncio.create_task(self._reading())
        self._printed = asyncio.Condition()

    async def _reading(self) -> None:
        assert self._process.stdout is not None
        async for text in self._process.stdout:
            async with self._printed:
                self.lines.append(_line(text))
                self._printed.notify_all()

    async def has(
        self, true: Callable[[list[Line]], bool], seconds: float = PATIENCE_SECONDS
    ) -> None:
        """Wait until what was printed is such."""
        try:
            async with asyncio.timeout(seconds), self._printed:
                await self._printed.wait_for(lambda: true(self.lines))
        except TimeoutError:
            raise AssertionError(f"{self.name} printed {self.lines}") from None

    async def ended(self) -> int:
        """Its exit code, once it has ended by itself and all is read."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._read
                return await self._process.wait()
        except TimeoutError:
            raise AssertionError(f"{self.name} goes on and printed {self.lines}") from None

    async def end(self) -> None:
        if self._process.returncode is None:
            # All of it: the `node` that make installs only starts another.
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        await self._read


def _line(text: bytes) -> Line:
    try:
        line: Line = json.loads(text)
    except ValueError:
        # What a runtime says of a crash; it stands in the message of the test that fails.
        return {"said": text.decode()}
    return line


@asynccontextmanager
async def running(name: str, url: str, token: str) -> AsyncIterator[Program]:
    runtime = sys.executable if name.endswith(".py") else NODE
    process = await create_subprocess_exec(
        runtime,
        FOLDER / name,
        env={**os.environ, "HUB_URL": f"{url}/graphql", "HUB_TOKEN": token},
        stdout=PIPE,
        stderr=STDOUT,
        start_new_session=True,
    )
    program = Program(name, process)
    try:
        yield program
    finally:
        await program.end()
