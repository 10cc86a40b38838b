"""Load: one request, asked over and over on so many connections for so many seconds.

    python -m bench.load < job.json > outcome.json

A process of its own, so that its CPU is nobody else's, and cheap: it reads into one buffer for each
connection and looks only for the end of the answer. Every answer must be the first one again, byte
for byte, or as long as it where the request changes each time.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from tempfile import TemporaryFile
from typing import Any, Final

import uvloop

# Where a request has this, every one sent has another number there.
NUMBER: Final = "n00000000"

_BUFFER_BYTES: Final = 1 << 20
_SECONDS_MAX: Final = 120


class LoadFailed(Exception):
    """An answer was not what it should be; the text says in which way."""


@dataclass(frozen=True)
class Job:
    """What to ask: the body of a POST, its headers, on how many connections, for how long."""

    port: int
    path: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    connections: int = 1
    seconds: float = 1
    requests_max: int | None = None

    def request(self) -> bytes:
        body = self.body.encode()
        lines = {
            "host": f"127.0.0.1:{self.port}",
            "content-type": "application/json",
            "accept": "application/json",
            "content-length": str(len(body)),
            **self.headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"POST {self.path} HTTP/1.1\r\n{head}\r\n".encode() + body


@dataclass(frozen=True)
class Outcome:
    """What came of a job: how long every answer took, in the order they came, and all together."""

    seconds: float
    waits: Sequence[float]
    answer: str

    @property
    def count(self) -> int:
        return len(self.waits)


def loaded(job: Job) -> Outcome:
    """Run the job in a process of its own.

    Raises:
        LoadFailed: an answer was not 200, broke off, or was not the same as the first.
    """
    # A file, because a large outcome was seen to lose its middle in a pipe.
    with TemporaryFile() as output:
        subprocess.run(
            [sys.executable, "-m", "bench.load"],
            input=json.dumps(asdict(job)).encode(),
            stdout=output,
            check=True,
        )
        output.seek(0)
        outcome = json.load(output)
    if "failure" in outcome:
        raise LoadFailed(outcome["failure"])
    return Outcome(**outcome)


class _Load:
    """What the connections of one job share."""

    def __init__(self, job: Job) -> None:
        self._request = job.request()
        self._varies = NUMBER.encode() in self._request
        self._requests_max = job.requests_max
        self._number = 0
        self.deadline = time.perf_counter() + job.seconds
        self.waits: list[float] = []
        self.answer: bytes | None = None
        self.failure: str | None = None

    def next_request(self) -> bytes | None:
        """What to send now; None when it is enough."""
        if self.failure or (self._number and time.perf_counter() >= self.deadline):
            return None
        if self._number == self._requests_max:
            return None
        self._number += 1
        if self._varies:
            return self._request.replace(NUMBER.encode(), b"n%08d" % self._number)
        return self._request

    def take(self, body: bytes) -> None:
        if self.answer is None:
            self.answer = body
        elif len(body) != len(self.answer) if self._varies else body != self.answer:
            self.failure = (
                f"An answer is not the first one again: {body[:300]!r}"
                f" in place of {self.answer[:300]!r}"
            )


class _Connection(asyncio.BufferedProtocol):
    """One keep-alive connection, with one request under way at a time."""

    def __init__(self, load: _Load) -> None:
        self._load = load
        self._buffer = bytearray(_BUFFER_BYTES)
        self._filled = 0
        self._sent = 0.0
        self._transport: Any = None
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._ask()

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002  asyncio's signature
        if self._filled == len(self._buffer):
            self._buffer = self._buffer + bytes(len(self._buffer))
        return memoryview(self._buffer)[self._filled :]

    def buffer_updated(self, nbytes: int) -> None:
        self._filled += nbytes
        try:
            body = body_of(self._buffer, self._filled)
        except ValueError as error:
            self._fail(str(error))
            return
        if body is not None:
            self._load.waits.append(time.perf_counter() - self._sent)
            self._load.take(body)
            self._filled = 0
            self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(f"The server closed the connection: {exc}")

    def _ask(self) -> None:
        request = self._load.next_request()
        if request is None:
            self._end()
        else:
            self._sent = time.perf_counter()
            self._transport.write(request)

    def _fail(self, failure: str) -> None:
        if not self.done.done():
            self._load.failure = self._load.failure or failure
            self._end()

    def _end(self) -> None:
        if not self.done.done():
            self.done.set_result(None)
            self._transport.close()


def body_of(buffer: bytearray, filled: int) -> bytes | None:
    """The body of the HTTP answer in the buffer, or None while it is not all there.

    Raises:
        ValueError: it is not one with status 200 and a length that can be told.
    """
    end = buffer.find(b"\r\n\r\n", 0, filled)
    if end < 0:
        return None
    head, start = bytes(buffer[:end]).lower() + b"\r\n", end + 4
    if not head.startswith(b"http/1.1 200"):
        raise ValueError(bytes(buffer[: min(filled, 1000)]).decode(errors="replace"))
    at = head.find(b"\r\ncontent-length:")
    if at >= 0:
        length = int(head[at + 17 : head.index(b"\r\n", at + 2)])
        if filled - start > length:
            raise ValueError("There is more than the answer.")
        return bytes(memoryview(buffer)[start:filled]) if filled - start == length else None
    if b"\r\ntransfer-encoding: chunked" not in head:
        raise ValueError("The answer does not tell its length.")
    if not buffer.endswith(b"\r\n0\r\n\r\n", start, filled) and filled - start != 5:
        return None
    return _unchunked(buffer, start, filled)


def _unchunked(buffer: bytearray, at: int, filled: int) -> bytes | None:
    parts: list[bytes] = []
    while at < filled:
        line_end = buffer.find(b"\r\n", at, filled)
        if line_end < 0:
            return None
        size = int(buffer[at:line_end].split(b";")[0], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(bytes(memoryview(buffer)[line_end + 2 : line_end + 2 + size]))
        at = line_end + size + 4
    return None


async def _run(job: Job) -> dict[str, Any]:
    load = _Load(job)
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    connections = []
    for _ in range(job.connections):
        _, connection = await loop.create_connection(
            lambda: _Connection(load), "127.0.0.1", job.port
        )
        connections.append(connection)
    _, late = await asyncio.wait(
        [connection.done for connection in connections], timeout=job.seconds + _SECONDS_MAX
    )
    if load.failure or late or load.answer is None:
        return {"failure": load.failure or "The server does not answer."}
    return {
        "seconds": time.perf_counter() - started,
        "waits": load.waits,
        "answer": load.answer.decode(),
    }


if __name__ == "__main__":
    json.dump(uvloop.run(_run(Job(**json.load(sys.stdin)))), sys.stdout)
