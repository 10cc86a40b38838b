"""Whether a process lives, and whether the servers that it needs answer it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from db.outages import OUTAGES
from hub.context import Hub

_READY_SECONDS_MAX: Final = 2.0


def health_routes(hub: Hub) -> list[BaseRoute]:
    """`GET /healthz` and `GET /readyz`."""

    async def ready(_: HttpRequest) -> Response:
        servers = {
            "database": await _answers(lambda: hub.database.pool.fetchval("SELECT 1")),
            "redis": await _answers(hub.redis.ping),
        }
        # Without Redis all goes on, only later.
        return JSONResponse(servers, status_code=200 if servers["database"] else 503)

    return [
        Route("/healthz", lambda _: JSONResponse({"lives": True})),
        Route("/readyz", ready),
    ]


async def _answers(ask: Callable[[], Awaitable[Any]]) -> bool:
    with suppress(*OUTAGES):
        async with asyncio.timeout(_READY_SECONDS_MAX):
            await ask()
            return True
    return False
