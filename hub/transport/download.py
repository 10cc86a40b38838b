"""A list of the graph as the file that a response is."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Final

import structlog
from starlette.types import Receive, Scope, Send

from hub.execution.errors import RequestError
from hub.transport.backpressure import connection_of
from hub.transport.export import CSV, XLSX
from hub.transport.origins import ANSWER_SAFETY

# Of one process: each holds a connection and a snapshot.
DOWNLOADS_MAX: Final = 4
# A snapshot that is kept keeps what was deleted meanwhile, too.
_SECONDS_MAX: Final = 900
_STALLED_SECONDS_MAX: Final = 30
_CHUNK_BYTES: Final = 64 << 10
_NAMES: Final = {CSV: "export.csv", XLSX: "export.xlsx"}
_TYPES: Final = {CSV: f"{CSV}; charset=utf-8; header=present", XLSX: XLSX}

log = structlog.get_logger(__name__)


class Downloads:
    """How many there are in this process."""

    def __init__(self) -> None:
        self.running = 0

    def check_room(self) -> None:
        """
        Raises:
            RequestError: TOO_MANY_EXPORTS, there are as many as may be.
        """
        if self.running >= DOWNLOADS_MAX:
            raise RequestError(
                "TOO_MANY_EXPORTS",
                f"{DOWNLOADS_MAX} exports are being made just now, as many as may be at once; ask"
                " again in a moment.",
            )


class Download:
    """A file as an ASGI application, sent as its chunks come.

    What breaks off later than its first chunk breaks the response off: it has no end then, which
    clients notice. `still_may` is asked between chunks whether the client is still let in, and
    raises where it is not. `close` lets go of what was read from.
    """

    def __init__(
        self,
        downloads: Downloads,
        *,
        media: str,
        language: str,
        first: bytes,
        chunks: AsyncGenerator[bytes],
        still_may: Callable[[], Awaitable[object]],
        close: Callable[[], Awaitable[None]],
    ) -> None:
        self._downloads = downloads
        self._media = media
        self._language = language
        self._first = first
        self._chunks = chunks
        self._still_may = still_may
        self._close = close
        downloads.running += 1

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wire = connection_of(scope)
        sending = asyncio.create_task(self._send(send))
        leaving = asyncio.create_task(_await_leave(receive))
        try:
            async with asyncio.timeout(_SECONDS_MAX):
                await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        except Exception as error:
            log.warning("export_broke_off", reason=repr(error))
            wire.abort()
        finally:
            leaving.cancel()
            sending.cancel()
            await asyncio.gather(leaving, sending, return_exceptions=True)
            self._downloads.running -= 1
            await self._close()

    async def _send(self, send: Send) -> None:
        headers = [
            (b"content-type", _TYPES[self._media].encode()),
            (b"content-language", self._language.encode()),
            (b"content-disposition", f'attachment; filename="{_NAMES[self._media]}"'.encode()),
            (b"vary", b"Accept, Accept-Language, Origin"),
            (b"cache-control", b"no-store"),
            # Proxies that gather answers would hold rows back.
            (b"x-accel-buffering", b"no"),
            *ANSWER_SAFETY,
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await _send_body(send, self._first)
        async with aclosing(self._chunks) as chunks:
            async for chunk in chunks:
                await self._still_may()
                await _send_body(send, chunk)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _send_body(send: Send, chunk: bytes) -> None:
    for start in range(0, len(chunk), _CHUNK_BYTES):
        async with asyncio.timeout(_STALLED_SECONDS_MAX):
            # uvicorn waits for the client before it sends, so the empty one waits for it.
            for body in (chunk[start : start + _CHUNK_BYTES], b""):
                await send({"type": "http.response.body", "body": body, "more_body": True})


async def _await_leave(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
