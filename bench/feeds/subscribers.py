"""Subscribers: thousands of sockets in a process of their own, which notes when each event came.

    python -m bench.feeds.subscribers     (asked on standard input, a JSON object a line)

It looks for the event's id in a message and reads nothing else of it, so that it costs less than
the server. Times are of the machine's monotonic clock, the same in every process.
"""

import asyncio
import itertools
import json
import resource
import socket
import sys
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import uvloop

from bench.feeds.frames import BINARY, CLOSE, PING, PONG, TEXT, frame_at, framed, handshake
from bench.load import LoadFailed

PROTOCOL: Final = "graphql-transport-ws"
_EVENT: Final = b"OrderEvent:"
_ID_LENGTH: Final = 36
# How many sockets are being opened at any time.
_OPENING_MAX: Final = 64
_OPEN_SECONDS_MAX: Final = 60
_POLL_SECONDS: Final = 0.02
# After an event has come to everybody, for it to come to somebody again.
_AGAIN_SECONDS: Final = 0.05
_CUT_POLL_SECONDS: Final = 0.1
_LINE_BYTES_MAX: Final = 1 << 26
_ESTABLISHED: Final = 1
# Of a socket that is going to stall: what the kernel keeps for it hides how slow it is.
_STALLING_BUFFER_BYTES: Final = 4096


@dataclass(frozen=True)
class Subscribing:
    """So many sockets, each with so many subscriptions, known as a group.

    They are to the same, unless `choices` says of what each variable `$kinds` is made: each
    subscription has another subset of these words, together with `always`.
    """

    group: str
    port: int
    document: str
    variables: dict[str, Any] = field(default_factory=dict)
    greeting: dict[str, Any] = field(default_factory=dict)
    sockets: int = 1
    operations: int = 1
    stalls: bool = False
    choices: Sequence[str] = ()
    always: str = ""


class Subscribers:
    """The process as whoever runs it sees it: one question at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    async def subscribe(self, subscribing: Subscribing) -> float:
        """How many seconds it took until the server had acknowledged and heeded them all."""
        return float(await self._ask("subscribe", **asdict(subscribing)))

    async def arrivals(
        self, group: str, events: Sequence[str], each: int, seconds: float
    ) -> dict[str, list[float]]:
        """When the events came to the group, to each subscription once.

        Each is waited for until it has come to `each` subscriptions, or time is up.

        Raises:
            LoadFailed: an event came to a subscription twice.
        """
        arrived: dict[str, list[float]] = await self._ask(
            "arrivals", group=group, events=events, each=each, seconds=seconds
        )
        return arrived

    async def stall(self, group: str) -> None:
        """Stop reading."""
        await self._ask("stall", group=group)

    async def cut_after(self, group: str, seconds: float) -> float | None:
        """How long after it stalled the group's first socket was cut, if it is within seconds."""
        cut: float | None = await self._ask("cut_after", group=group, seconds=seconds)
        return cut

    async def closed(self, group: str, seconds: float) -> dict[str, int]:
        """With which codes the group's sockets were closed by then; `none` for those left open."""
        codes: dict[str, int] = await self._ask("closed", group=group, seconds=seconds)
        return codes

    async def _ask(self, what: str, **parameters: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"ask": what, **parameters}).encode() + b"\n")
        line = await self._process.stdout.readline()
        answer = json.loads(line) if line else {"failure": "The subscribers' process ended."}
        if "failure" in answer:
            raise LoadFailed(answer["failure"])
        return answer["answer"]


@asynccontextmanager
async def subscribers() -> AsyncIterator[Subscribers]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.feeds.subscribers",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LINE_BYTES_MAX,
    )
    try:
        yield Subscribers(process)
    finally:
        process.kill()
        await process.wait()


class _Group:
    """What the sockets of one group share."""

    def __init__(self, subscribing: Subscribing) -> None:
        self.subscribing = subscribing
        self.sockets: list[_Socket] = []
        # By event: when it came, by socket and operation. Kept, so that none comes again unseen.
        self.arrived: dict[str, dict[tuple[_Socket, bytes], float]] = defaultdict(dict)
        self.cut: asyncio.Task[float] | None = None
        self.failure: str | None = None
        self._places = itertools.count()

    def asking(self) -> bytes:
        """What a socket sends once it is greeted. The pong tells that all before it was heeded."""
        subscribing = self.subscribing
        messages = []
        for number in range(subscribing.operations):
            variables = dict(subscribing.variables)
            if subscribing.choices:
                place = next(self._places)
                chosen = [one for bit, one in enumerate(subscribing.choices) if place >> bit & 1]
                variables["kinds"] = [subscribing.always, *chosen]
            payload = {"query": subscribing.document, "variables": variables}
            messages.append(_message({"id": str(number), "type": "subscribe", "payload": payload}))
        return b"".join([*messages, _message({"type": "ping"})])


class _Socket(asyncio.Protocol):
    """One socket, from its handshake to its end."""

    def __init__(self, group: _Group) -> None:
        self._group = group
        self._rest = b""
        self._is_open = False
        self.transport: Any = None
        self.code: str | None = None
        loop = asyncio.get_running_loop()
        self.subscribed: asyncio.Future[None] = loop.create_future()
        self.ended: asyncio.Future[None] = loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.transport.write(handshake(self._group.subscribing.port, "/graphql", PROTOCOL))

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        if self._rest:
            data = self._rest + data
        start = 0
        if not self._is_open:
            start = self._welcomed(data)
        while self._is_open and (frame := frame_at(data, start)) is not None:
            start = frame.end
            if frame.opcode in (TEXT, BINARY):
                self._take(frame.payload, now)
            elif frame.opcode == PING:
                self.transport.write(framed(PONG, frame.payload))
            elif frame.opcode == CLOSE:
                self.code = str(int.from_bytes(frame.payload[:2]))
                self.transport.write(framed(CLOSE, frame.payload))
                self.transport.close()
        self._rest = data[start:]

    def connection_lost(self, exc: Exception | None) -> None:
        self.code = self.code or "cut"
        self.ended.set_result(None)
        if not self.subscribed.done():
            self.subscribed.set_exception(LoadFailed(f"A socket ended with {self.code}: {exc}"))

    def _welcomed(self, data: bytes) -> int:
        end = data.find(b"\r\n\r\n")
        if end < 0:
            return 0
        if not data.startswith(b"HTTP/1.1 101"):
            self.subscribed.set_exception(LoadFailed(data[:300].decode(errors="replace")))
            self.transport.close()
            return len(data)
        self._is_open = True
        greeting = {"type": "connection_init", "payload": self._group.subscribing.greeting}
        self.transport.write(_message(greeting))
        return end + 4

    def _take(self, payload: bytes, now: float) -> None:
        at = payload.find(_EVENT)
        if at >= 0:
            event = payload[at + len(_EVENT) : at + len(_EVENT) + _ID_LENGTH].decode()
            # What comes before the id names the operation, and is the same when it comes again.
            arrived, subscription = self._group.arrived[event], (self, payload[:at])
            if subscription in arrived:
                self._group.failure = f"{event} came to a subscription twice."
            arrived[subscription] = now
            return
        message = json.loads(payload)
        if message["type"] == "connection_ack":
            self.transport.write(self._group.asking())
        elif message["type"] == "pong":
            self.subscribed.set_result(None)
        elif message["type"] == "ping":
            self.transport.write(_message({"type": "pong"}))
        else:
            self._group.failure = f"No event: {payload[:500]!r}"


def _message(message: dict[str, Any]) -> bytes:
    return framed(TEXT, json.dumps(message).encode())


class _Subscribers:
    """Answers the questions of `Subscribers`."""

    def __init__(self) -> None:
        self._groups: dict[str, _Group] = {}

    async def subscribe(self, **parameters: Any) -> float:
        group = _Group(Subscribing(**parameters))
        self._groups[group.subscribing.group] = group
        turns = asyncio.Semaphore(_OPENING_MAX)

        async def one() -> None:
            async with turns:
                group.sockets.append(await _opened(group))

        started = time.monotonic()
        async with asyncio.timeout(_OPEN_SECONDS_MAX):
            await asyncio.gather(*(one() for _ in range(group.subscribing.sockets)))
        return time.monotonic() - started

    async def arrivals(
        self, group: str, events: list[str], each: int, seconds: float
    ) -> dict[str, list[float]]:
        found = self._groups[group]
        deadline = time.monotonic() + seconds
        while any(len(found.arrived[event]) < each for event in events):
            if found.failure or time.monotonic() > deadline:
                break
            await asyncio.sleep(_POLL_SECONDS)
        await asyncio.sleep(_AGAIN_SECONDS)
        if found.failure:
            raise LoadFailed(found.failure)
        return {event: list(found.arrived[event].values()) for event in events}

    async def stall(self, group: str) -> None:
        found = self._groups[group]
        for one in found.sockets:
            one.transport.pause_reading()
        found.cut = asyncio.create_task(_cut(found.sockets[0], found.subscribing.port))

    async def cut_after(self, group: str, seconds: float) -> float | None:
        cut = self._groups[group].cut
        assert cut is not None, "it has not stalled"
        await asyncio.wait([cut], timeout=seconds)
        return cut.result() if cut.done() else None

    async def closed(self, group: str, seconds: float) -> dict[str, int]:
        sockets = self._groups[group].sockets
        await asyncio.wait([one.ended for one in sockets], timeout=seconds)
        return dict(Counter(one.code or "none" for one in sockets))


async def _cut(stalled: _Socket, port: int) -> float:
    """Seconds until the server has let go of the socket.

    Whoever does not read is not told of it: the end waits behind what was sent before. But on one
    machine the kernel knows the server's side of it too.
    """
    began = time.monotonic()
    _, own = stalled.transport.get_extra_info("sockname")
    while (own, _ESTABLISHED) in _clients_of(port):  # noqa: ASYNC110  the kernel tells nobody
        await asyncio.sleep(_CUT_POLL_SECONDS)
    return time.monotonic() - began


def _clients_of(port: int) -> set[tuple[int, int]]:
    """The ports of a server's clients, each with the state of the server's side."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ends = [
        [int(end.partition(":")[2], 16) for end in row[1:3]] + [int(row[3], 16)] for row in rows
    ]
    return {(client, state) for server, client, state in ends if server == port}


async def _opened(group: _Group) -> _Socket:
    own = socket.socket()
    if group.subscribing.stalls:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _STALLING_BUFFER_BYTES)
    own.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(own, ("127.0.0.1", group.subscribing.port))
    _, opened = await loop.create_connection(lambda: _Socket(group), sock=own)
    await opened.subscribed
    return opened


async def _answer() -> None:
    loop, questions = asyncio.get_running_loop(), asyncio.StreamReader(limit=_LINE_BYTES_MAX)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(questions), sys.stdin)
    own = _Subscribers()
    while line := await questions.readline():
        parameters = json.loads(line)
        try:
            answer = {"answer": await getattr(own, parameters.pop("ask"))(**parameters)}
        except (LoadFailed, OSError) as error:
            answer = {"failure": repr(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    uvloop.run(_answer())
