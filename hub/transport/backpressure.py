"""Backpressure: what is sent never waits, and a client that does not read is cut off.

uvicorn's own protocols wait with a send for as long as the client likes, and close politely, which
a client that reads nothing can hold up for ever.
"""

import asyncio
import resource
import socket
from asyncio import TimerHandle
from asyncio.transports import BaseTransport
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

import structlog
from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from hub.metrics import CLOSED

log = structlog.get_logger(__name__)

# Under this name of the scope's extensions the application finds the wire.
CONNECTION: Final = "hub.wire"

# Of a message from a client; and of what may be one, before it is known to be one.
FRAME_CHARACTERS_MAX: Final = 1 << 20
FRAME_BYTES_MAX: Final = 4 * FRAME_CHARACTERS_MAX

# Why a reader is cut off, so that it comes back.
TRY_AGAIN: Final = 1013
TOO_SLOW: Final = "Too slow: resume with the last cursor"

# How far a reader may be behind, for each of its subscriptions.
WAITING_MAX: Final = 256
# And all together: so much, and a little for each subscription.
WAITING_BYTES_MAX: Final = 1 << 20
_WAITING_BYTES_EACH: Final = 10 << 10
# How long a client may take for so much of what is sent to it, and then for a farewell.
STALLED_SECONDS_MAX: Final = 5.0
_TAKEN_BYTES_MIN: Final = 64 << 10
_FAREWELL_SECONDS_MAX: Final = 3.0
_SHUTDOWN_SECONDS_MAX: Final = 1.0
# In which a request's headers, and then its body, have to come.
HEADERS_SECONDS_MAX: Final = 10.0
BODY_SECONDS_MAX: Final = 20.0
# The hub's own: pools of connections to its servers, files, pipes.
_OWN_DESCRIPTORS: Final = 128
_CONNECTIONS_MIN: Final = 32
# From this share on of the connections that are possible the log warns.
_MANY: Final = 0.8
# What the kernel buffers is memory too, and hides that nobody reads.
_KERNEL_BYTES_MAX: Final = 128 << 10
# A peer that vanished acknowledges nothing.
_UNACKNOWLEDGED_MS_MAX: Final = 10_000


class BoundedWebSocket(WebSocketsSansIOProtocol):
    """A WebSocket. What its client does not take waits here, up to a limit."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # How many subscriptions it carries.
        self.subscriptions = 0
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._is_full = False
        self._impatience: TimerHandle | None = None
        self._turns = asyncio.Lock()
        self._owed_pong = b""

    @property
    def is_ready(self) -> bool:
        return self.writable.is_set()

    async def ready(self) -> None:
        """Wait until the client has taken what was sent, one after the other."""
        async with self._turns:
            await self.writable.wait()

    def tell(self, text: bytes) -> None:
        """Send a message, now or as soon as the client has read what came before."""
        if not self._is_full:
            self._write(text)
        elif not self.close_sent:
            self._waiting.append(text)
            self._waiting_bytes += len(text)
            each = max(1, self.subscriptions)
            if (
                len(self._waiting) > WAITING_MAX * each
                or self._waiting_bytes > WAITING_BYTES_MAX + _WAITING_BYTES_EACH * each
            ):
                self._cut_off()

    def hang_up(self, code: int, reason: str) -> None:
        """Close it with a reason, and in any case soon."""
        if self.close_sent or self.transport.is_closing():
            return
        self._forget_waiting()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.close_sent = True
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(_FAREWELL_SECONDS_MAX, self.transport.abort)

    def _write(self, text: bytes) -> None:
        if self.close_sent or self.transport.is_closing():
            return
        self.conn.send_text(text)
        self.transport.write(b"".join(self.conn.data_to_send()))

    def _wait(self, left: int, since: float) -> None:
        """Let the client take what was left at a time; cut it off if it takes next to nothing."""
        now_left, now = self.transport.get_write_buffer_size(), self.loop.time()
        if left - now_left >= _TAKEN_BYTES_MIN:
            left, since = now_left, now
        if now - since < STALLED_SECONDS_MAX:
            looks = STALLED_SECONDS_MAX / 5
            self._impatience = self.loop.call_later(looks, self._wait, left, since)
        else:
            self._cut_off()

    def _cut_off(self) -> None:
        if self.transport.is_closing():
            self.transport.abort()  # the client left and takes nothing more
            return
        CLOSED.labels("too_slow").inc()
        self.hang_up(TRY_AGAIN, TOO_SLOW)

    def _forget_waiting(self) -> None:
        self._waiting.clear()
        self._waiting_bytes = 0
        if self._impatience is not None:
            self._impatience.cancel()
            self._impatience = None

    # What the server and the transport call.

    async def run_asgi(self) -> None:
        self.scope["extensions"][CONNECTION] = self  # type: ignore[assignment]
        await super().run_asgi()

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        _bound(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_waiting()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._is_full = True
        if self._impatience is None and not self.close_sent:
            self._wait(self.transport.get_write_buffer_size(), self.loop.time())

    def resume_writing(self) -> None:
        if self._impatience is not None:
            self._impatience.cancel()
            self._impatience = None
        self._is_full = False
        if self._owed_pong and not self.close_sent:
            self.transport.write(self._owed_pong)
            self._owed_pong = b""
        while self._waiting and not self._is_full:
            text = self._waiting.popleft()
            self._waiting_bytes -= len(text)
            self._write(text)
        if not self._is_full:
            super().resume_writing()

    def handle_ping(self) -> None:
        if self.conn.close_rcvd is not None or not (self._is_full or self.close_sent):
            super().handle_ping()
        elif frames := self.conn.data_to_send():
            # They do not pile up; the last one answers all.
            self._owed_pong = frames[-1]

    def keepalive_timeout(self) -> None:
        if self._is_full and not self.transport.is_closing():
            # Its pong comes after all of that; whether it takes it is looked at anyway.
            self.pong_timer = None
            self.schedule_ping()
        else:
            # The code that says so, 1011, would keep the client from coming back.
            self.transport.abort()

    def shutdown(self) -> None:
        if self.transport.is_closing():
            return
        if self._is_full:
            self.transport.abort()  # it would not hear a farewell
            return
        super().shutdown()
        self.loop.call_later(_SHUTDOWN_SECONDS_MAX, self.transport.abort)


# The connections that have not asked for anything yet, the oldest first.
_UNHEARD: Final[dict["BoundedHttp", None]] = {}


@lru_cache(maxsize=1)
def connections_max() -> int:
    """How many connections a process takes: as many as it may have files, less what it needs."""
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(_CONNECTIONS_MIN, most - _OWN_DESCRIPTORS)


@lru_cache(maxsize=1)
def _warn_of_connections(_minute: float, most: int) -> None:
    log.warning(
        "many_connections",
        most=most,
        advice="Raise the limit of open files (ulimit -n), or start more processes.",
    )


class BoundedHttp(HttpToolsProtocol):
    """HTTP, whose longer answers can be cut off, and hear of the server's end.

    Who connects has to ask within a time. Where there are so many connections that descriptors
    would run out, those go first that have asked for nothing yet.
    """

    _is_ending = False
    _deadline: TimerHandle | None = None
    _at_shutdown: Callable[[], None] | None = None

    @contextmanager
    def at_shutdown(self, finish: Callable[[], None]) -> Iterator[None]:
        """Meanwhile `finish` is called when the server ends; at once, if it has begun to."""
        self._at_shutdown = finish
        if self._is_ending:
            finish()
        try:
            yield
        finally:
            self._at_shutdown = None

    def abort(self) -> None:
        self.transport.abort()

    def bound(self) -> None:
        """Let the kernel neither hide that the client does not read, nor wait for one for long."""
        _bound(self.transport)

    def _await_request(self, seconds: float) -> None:
        self._heard()
        _UNHEARD[self] = None
        self._deadline = self.loop.call_later(seconds, self.give_up)

    def _heard(self) -> None:
        _UNHEARD.pop(self, None)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def give_up(self) -> None:
        self._heard()
        self.transport.abort()

    def _make_room(self) -> None:
        """Keep some descriptors for the hub's own servers."""
        count, most = len(self.connections), connections_max()
        if count > most * _MANY:
            _warn_of_connections(self.loop.time() // 60, most)
        if count > most:
            next(iter(_UNHEARD), self).give_up()

    # What the server and the parser call.

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._await_request(HEADERS_SECONDS_MAX)
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self._heard()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        cycle: Any = self.cycle
        if self._deadline is None and (cycle is None or cycle.response_complete):
            self._await_request(HEADERS_SECONDS_MAX)
        super().data_received(data)

    def on_headers_complete(self) -> None:
        self._await_request(BODY_SECONDS_MAX)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._heard()
        super().on_message_complete()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {CONNECTION: self}  # type: ignore[dict-item]

    def shutdown(self) -> None:
        super().shutdown()
        self._is_ending = True
        if self.flow.write_paused:
            self.transport.abort()
        elif self._at_shutdown is not None:
            self._at_shutdown()


def connection_of(scope: Scope) -> Any:
    """The wire that the request came over: `hub serve` has uvicorn use those of this module."""
    return scope["extensions"][CONNECTION]


def _bound(transport: BaseTransport) -> None:
    connection = transport.get_extra_info("socket")
    if connection is None or connection.family == socket.AF_UNIX:
        return
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _KERNEL_BYTES_MAX)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MS_MAX)
