"""Files over HTTP: sent to the hub's own folder, and shown from it, by addresses that it signed.

Nothing that somebody has sent is shown as a page of the hub's: what it is follows from the name
that the hub gave it, browsers are told to believe that, and to run nothing in it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from hub.context import Hub
from hub.domain.files import CONTENT_TYPES, file_key, upload_key

# A bucket's address is asked for anew each time that the hub's is; it need not be good for longer.
_BUCKET_LIFETIME: Final = timedelta(minutes=15)
_SENDING_SECONDS_MAX: Final = 1_800
_STALLED_SECONDS_MAX: Final = 30

# What browsers show in a page; all else they offer to keep.
_SHOWN_IN_PAGES: Final = frozenset({"webp", "mp4"})
# Whoever has an address may use it, from whichever page: no cookie or token goes with it.
_FOR_ALL_PAGES: Final = {"access-control-allow-origin": "*"}
_SAFETY: Final = {
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    **_FOR_ALL_PAGES,
}
_MAY_SEND: Final = {
    **_FOR_ALL_PAGES,
    "access-control-allow-methods": "PUT",
    "access-control-allow-headers": "content-type",
    "access-control-max-age": "7200",
}


_Check = Callable[[str, str, str, datetime], datetime | None]


class TooLarge(Exception):
    """More bytes come than were announced."""


# Sees to it that what is shown of a file under this name is there; False where it is not to be.
Draw = Callable[[UUID, str], Awaitable[bool]]


def file_routes(hub: Hub, draw: Draw | None = None) -> list[BaseRoute]:
    """Where files are sent and had; what is missing is left to `draw`."""
    files = _Files(hub, draw)
    return [
        Route("/files/{file_id:uuid}/{name}", files.show, methods=["GET"]),
        Route("/uploads/{file_id:uuid}/{part:int}/{bytes_max:int}", files.take, methods=["PUT"]),
        Route(
            "/uploads/{file_id:uuid}/{part:int}/{bytes_max:int}",
            _may_be_sent,
            methods=["OPTIONS"],
        ),
    ]


class _Files:
    def __init__(self, hub: Hub, draw: Draw | None) -> None:
        self._hub = hub
        self._draw = draw

    async def show(self, http: HttpRequest) -> Response:
        """A file from the hub's folder, or the way to the bucket that has it."""
        name = http.path_params["name"]
        ends = self._until(http, self._hub.file_addresses.may_show)
        if ends is None:
            return _refused(403, "ADDRESS_NOT_GOOD", "Ask the graph for the address anew.")
        file_id, store = http.path_params["file_id"], self._hub.files
        key = file_key(file_id, name)
        if self._draw is not None and await store.size(key) is None:
            await self._draw(file_id, name)
        headers = {"cache-control": self._kept_until(ends), **_SAFETY}
        if store.folder is None:
            address = await store.sign("GET", key, _BUCKET_LIFETIME)
            headers["cache-control"] = f"private, max-age={_BUCKET_LIFETIME.seconds // 2}"
            return RedirectResponse(address, headers=headers)
        return await _from_folder(store.folder / key, headers)

    async def take(self, http: HttpRequest) -> Response:
        """A part of a file, streamed into the folder."""
        if self._until(http, self._hub.file_addresses.may_send) is None:
            return _refused(403, "ADDRESS_NOT_GOOD", "Ask for another upload; this one is over.")
        file_id, part = http.path_params["file_id"], http.path_params["part"]
        bytes_max = http.path_params["bytes_max"]
        try:
            async with asyncio.timeout(_SENDING_SECONDS_MAX):
                await self._hub.files.put(upload_key(file_id, part), _bounded(http, bytes_max))
        except TooLarge:
            said = f"{bytes_max:,} bytes were announced; more have come. Ask for another upload."
            return _refused(413, "TOO_LARGE", said, {"connection": "close"})
        except (ClientDisconnect, TimeoutError):
            return _refused(408, "BROKE_OFF", "Not all of it has come in time; send it again.")
        return Response(status_code=204, headers=_FOR_ALL_PAGES)

    def _until(self, http: HttpRequest, check: _Check) -> datetime | None:
        asked = http.query_params
        until, signature = asked.get("until", ""), asked.get("signature", "")
        return check(http.url.path, until, signature, self._hub.clock())

    def _kept_until(self, ends: datetime) -> str:
        left = int((ends - self._hub.clock()).total_seconds())
        return f"private, max-age={left}, immutable"


async def _may_be_sent(_: HttpRequest) -> Response:
    return Response(status_code=204, headers=_MAY_SEND)


async def _from_folder(path: Path, headers: dict[str, str]) -> Response:
    ending = path.suffix.removeprefix(".")
    content_type = CONTENT_TYPES.get(ending)
    if content_type is None or not await asyncio.to_thread(path.is_file):
        return _refused(404, "NOT_FOUND", "There is no such file.")
    shown = "inline" if ending in _SHOWN_IN_PAGES else "attachment"
    return FileResponse(
        path,
        media_type=content_type,
        headers=headers,
        filename=path.name,
        content_disposition_type=shown,
    )


async def _bounded(http: HttpRequest, bytes_max: int) -> AsyncIterator[bytes]:
    """The body of a request as it comes.

    Raises:
        TooLarge: there are more bytes of it.
        TimeoutError: nothing more comes.
    """
    announced = http.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > bytes_max:
        raise TooLarge
    came = 0
    chunks = http.stream()
    while True:
        async with asyncio.timeout(_STALLED_SECONDS_MAX):
            chunk = await anext(chunks, None)
        if chunk is None:
            return
        came += len(chunk)
        if came > bytes_max:
            raise TooLarge
        if chunk:
            yield chunk


def _refused(
    status: int, code: str, message: str, headers: dict[str, str] | None = None
) -> Response:
    body = {"errors": [{"message": message, "extensions": {"code": code}}]}
    return JSONResponse(
        body, status, headers={"cache-control": "no-store", **_SAFETY, **(headers or {})}
    )
