"""Answers as server-sent events: GraphQL over SSE, in its mode of distinct connections."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Final

from starlette.types import Receive, Scope, Send

from hub.execution.errors import RequestError
from hub.metrics import CLOSED, CONNECTIONS
from hub.policy.tokens import TokenRejected
from hub.policy.viewer import Viewer
from hub.subscriptions.cohorts import Ended, Interrupted, Listener, Subscription
from hub.transport.authentication import Guest
from hub.transport.backpressure import (
    STALLED_SECONDS_MAX,
    TOO_SLOW,
    WAITING_BYTES_MAX,
    WAITING_MAX,
    connection_of,
)
from hub.transport.operations import encode_json, refusal
from hub.transport.origins import ANSWER_SAFETY

EVENT_STREAM: Final = "text/event-stream"
COMPLETE: Final = b"event: complete\ndata:\n\n"
HEADERS: Final = [
    (b"content-type", f"{EVENT_STREAM}; charset=utf-8".encode()),
    (b"vary", b"Accept, Accept-Language, Origin"),
    (b"cache-control", b"no-store"),
    # Proxies that gather answers would hold events back.
    (b"x-accel-buffering", b"no"),
    *ANSWER_SAFETY,
]

# Proxies close what is silent for a minute, and some sooner; and a send shows who is gone.
_HEARTBEAT_SECONDS: Final = 12.0
_HEARTBEAT: Final = b":\n\n"

# What may wait of a stream that is ready for more: what its feed reads at once, and what a
# transport takes before it asks to pause.
_LITTLE: Final = 50
_LITTLE_BYTES: Final = 64 << 10
# What is taken from what waits, unless one event is more, and what is sent of it at once.
_CHUNK_BYTES: Final = 16 << 10


def next_event(body: bytes, cursor: str | None = None) -> bytes:
    """One answer as an event. The body is JSON on one line; a cursor becomes the event's id."""
    if cursor is None:
        return b"event: next\ndata: %b\n\n" % body
    return b"event: next\nid: %b\ndata: %b\n\n" % (cursor.encode(), body)


class EventStream:
    """A subscription's answers as the body of one response, and whom they are for.

    It ends with `complete` when nothing more will come. Where the client should come back, it just
    ends; the client sends the id of its last event and goes on after it.
    """

    def __init__(
        self,
        subscribe: Callable[[Listener], Subscription],
        watching: Callable[[Guest], AbstractContextManager[None]],
    ) -> None:
        self._subscribe = subscribe
        self._watching = watching
        self._subscription: Subscription | None = None
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._is_over = False
        self._is_counted = False
        self._changed = asyncio.Event()
        self._ready = asyncio.Event()
        self._ready.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wire = connection_of(scope)
        wire.bound()
        leaving = asyncio.create_task(self._notice_leave(receive))
        try:
            with (
                CONNECTIONS.labels("sse").track_inprogress(),
                wire.at_shutdown(self._finish),
                ExitStack() as staying,
            ):
                try:
                    staying.enter_context(self._watching(self))
                    self._subscription = self._subscribe(self)
                except TokenRejected as rejected:
                    self.may_not_stay(rejected)
                except RequestError as error:
                    self.over(Ended(refusal(error).errors))
                await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
                await self._send_all(send)
        except TimeoutError:
            self._closed("too_slow")
            wire.abort()
        finally:
            leaving.cancel()
            if self._subscription is not None:
                self._subscription.cancel()

    async def _send_all(self, send: Send) -> None:
        chunk: bytes | None = _HEARTBEAT  # so that the client knows at once that it is heard
        while chunk is not None:
            for start in range(0, len(chunk), _CHUNK_BYTES):
                async with asyncio.timeout(STALLED_SECONDS_MAX):
                    # uvicorn waits for the client before it sends, so the empty one waits for it.
                    for body in (chunk[start : start + _CHUNK_BYTES], b""):
                        await send({"type": "http.response.body", "body": body, "more_body": True})
            chunk = await self._next_chunk()
        async with asyncio.timeout(STALLED_SECONDS_MAX):
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _next_chunk(self) -> bytes | None:
        """Some of what waits, once it does; a heartbeat if nothing comes; None: the end."""
        try:
            async with asyncio.timeout(_HEARTBEAT_SECONDS):
                while not self._waiting and not self._is_over:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return _HEARTBEAT
        if not self._waiting:
            return None
        chunk = b""
        while self._waiting and len(chunk) < _CHUNK_BYTES:
            chunk += self._waiting.popleft()
        self._waiting_bytes -= len(chunk)
        self._look()
        return chunk

    def _look(self) -> None:
        """See whether it is ready for more."""
        if self._is_over or len(self._waiting) > _LITTLE or self._waiting_bytes > _LITTLE_BYTES:
            self._ready.clear()
        else:
            self._ready.set()

    async def _notice_leave(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._finish()

    def _put(self, event: bytes) -> None:
        if self._is_over:
            return
        # What came before counts: an event may be large, and the client is not slow for that.
        if len(self._waiting) >= WAITING_MAX or self._waiting_bytes > WAITING_BYTES_MAX:
            self._closed("too_slow")
            self._waiting.clear()
            self._waiting_bytes = 0
            event = b": %b\n\n" % TOO_SLOW.encode()
            self._is_over = True
        self._waiting.append(event)
        self._waiting_bytes += len(event)
        self._changed.set()
        self._look()

    def _closed(self, reason: str) -> None:
        """Count that the hub, not the client, ends it."""
        if not self._is_counted:
            self._is_counted = True
            CLOSED.labels(reason).inc()

    def _finish(self) -> None:
        self._is_over = True
        self._changed.set()
        self._look()

    # What the subscription and the watch tell it.

    def next(self, body: bytes, cursor: str | None) -> None:
        self._put(next_event(body, cursor))

    def over(self, ended: Ended | None) -> None:
        if isinstance(ended, Interrupted):
            self._closed("try_again")
        else:
            if ended is not None:
                self._put(next_event(encode_json({"errors": ended.errors})))
            self._put(COMPLETE)
        self._finish()

    @property
    def is_ready(self) -> bool:
        return self._ready.is_set()

    async def ready(self) -> None:
        await self._ready.wait()

    def is_now(self, viewer: Viewer) -> None:
        if self._subscription is not None:
            self._subscription.asked_by(viewer)

    def may_not_stay(self, rejected: TokenRejected) -> None:
        self._closed("forbidden")
        self.over(Ended(refusal(rejected).errors))
