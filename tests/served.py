"""The hub's endpoints on a port, served by this process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from hub.context import Hub
from hub.execution.run import Schema
from hub.subscriptions.cohorts import Cohorts
from hub.transport.authentication import Authentication
from hub.transport.backpressure import FRAME_BYTES_MAX, BoundedHttp, BoundedWebSocket
from hub.transport.graphiql import GraphiQL
from hub.transport.http import GraphQLOverHttp
from hub.transport.socket import INIT_SECONDS_MAX, GraphQLOverSocket


@dataclass(frozen=True)
class Running:
    """A server in this process, and where it listens."""

    server: uvicorn.Server
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/graphql"


def app_of(hub: Hub, schema: Schema, *, init_seconds_max: float = INIT_SECONDS_MAX) -> Starlette:
    authentication, cohorts = Authentication(hub), Cohorts(hub)
    page = GraphiQL(shown=False)
    return Starlette(
        routes=[
            Route("/graphql", GraphQLOverHttp(hub, schema, authentication, page, cohorts)),
            WebSocketRoute(
                "/graphql",
                GraphQLOverSocket(
                    hub, schema, authentication, cohorts, init_seconds_max=init_seconds_max
                ),
            ),
        ]
    )


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[Running]:
    config = uvicorn.Config(
        app,
        port=0,
        http=BoundedHttp,
        ws=BoundedWebSocket,
        ws_max_size=FRAME_BYTES_MAX,
        ws_per_message_deflate=False,
        log_level="warning",
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not (server.started or serving.done()):  # noqa: ASYNC110  it has no event for that
        await asyncio.sleep(0.01)
    if not server.started:
        serving.result()
        raise RuntimeError("The server did not start.")
    try:
        yield Running(server, server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        await serving
