"""What a process counts, told to Prometheus at a port of its own, away from clients."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from math import nan
from typing import Final

import uvicorn
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from db.outages import OUTAGES
from db.queries.jobs import Backlog, backlog
from hub.context import Hub
from hub.metrics import (
    DATABASE_CONNECTIONS,
    JOBS_FAILED,
    JOBS_WAITING,
    JOBS_WAITING_SECONDS,
    REGISTRY,
    TASKS,
    WAITING_EVENTS,
    WAITING_SECONDS,
)
from hub.subscriptions.sequencer import behind
from hub.transport.health import health_routes

# Prometheus gives up after ten seconds; what else there is to tell should come before that.
_LOOK_SECONDS_MAX: Final = 2.0


def metrics_app(hub: Hub) -> Starlette:
    """`GET /metrics` of this process, and its health, for those that serve nothing else."""

    async def metrics(_: HttpRequest) -> Response:
        await _look(hub)
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/metrics", metrics), *health_routes(hub)])


@asynccontextmanager
async def serve_metrics(hub: Hub, listener: socket.socket) -> AsyncIterator[None]:
    """Meanwhile, whoever connects to the listener may read the metrics."""
    config = uvicorn.Config(
        metrics_app(hub), lifespan="off", ws="none", log_config=None, access_log=False
    )
    server = _Beside(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


class _Beside(uvicorn.Server):
    """A server beside the process's main one, which is the one that signals end."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _look(hub: Hub) -> None:
    TASKS.set(len(asyncio.all_tasks()))
    DATABASE_CONNECTIONS.labels("reads").set(hub.database.reading)
    DATABASE_CONNECTIONS.labels("writes").set(hub.database.writing)
    events: float = nan
    seconds = nan
    jobs = Backlog(nan, nan, nan, nan)
    with suppress(*OUTAGES):
        async with asyncio.timeout(_LOOK_SECONDS_MAX):
            events, seconds = await behind(hub)
            jobs = await backlog(hub.database)
    JOBS_WAITING.set(jobs.waiting)
    JOBS_WAITING_SECONDS.set(jobs.oldest_seconds)
    JOBS_FAILED.set(jobs.failed)
    WAITING_EVENTS.set(events)
    WAITING_SECONDS.set(seconds)
