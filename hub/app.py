"""The hub as an ASGI application: the graph, and the pages that show it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import Any, Final

from starlette.applications import Starlette
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from hub.context import Hub
from hub.garbage import frozen_survivors
from hub.process import open_hub, set_up_logging
from hub.schema import schema
from hub.settings import Environment, Settings
from hub.subscriptions.cohorts import Cohorts
from hub.subscriptions.retries import cancel_tasks
from hub.subscriptions.sequencer import Sequencer
from hub.transport.authentication import Authentication
from hub.transport.files import Draw, file_routes
from hub.transport.graphiql import GraphiQL
from hub.transport.health import health_routes
from hub.transport.http import GraphQLOverHttp
from hub.transport.metrics import serve_metrics
from hub.transport.origins import PAGE_SAFETY, adding
from hub.transport.product_head import ProductHeads
from hub.transport.socket import GraphQLOverSocket
from hub.transport.web_app import WebApp

GRAPHQL: Final = "/graphql"


class App(Starlette):
    """The hub as an ASGI application, serving once its lifespan has begun.

    What asks for GraphQL goes there straight: middleware and routes would take a tenth of the time
    that a short answer does.
    """

    graphql: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        straight = scope["type"] == "http" and scope["path"] == GRAPHQL
        if straight and self.graphql is not None:
            await self.graphql(scope, receive, send)
        else:
            safe = send if scope["type"] != "http" else adding(PAGE_SAFETY, send)
            await super().__call__(scope, receive, safe)


def create_app(
    settings: Settings, database_url: str, redis_url: str, *, metrics: socket.socket | None = None
) -> App:
    """The hub on these servers. Its metrics are told to whoever connects to that socket."""
    set_up_logging(settings.environment)

    @asynccontextmanager
    async def lifespan(app: App) -> AsyncIterator[None]:
        async with open_hub(settings, database_url, redis_url) as hub:
            authentication = Authentication(hub)
            page = GraphiQL(shown=settings.graphiql)
            head_of = ProductHeads(hub, schema).head_of
            web_app = WebApp(
                config=_page_config(settings),
                product_head=head_of,
                files_origin=hub.files.origin,
            )
            cohorts = Cohorts(hub)
            app.graphql = GraphQLOverHttp(hub, schema, authentication, page, cohorts)
            app.router.routes[:] = [
                *routes(hub, authentication, cohorts),
                *file_routes(hub, _drawer(hub, settings)),
                *page.routes(),
                *web_app.routes(),
            ]
            working = [asyncio.create_task(Sequencer(database_url, hub.redis).run())]
            if settings.work:
                from hub.work.worker import Worker  # noqa: PLC0415  others have no use for it

                working.append(asyncio.create_task(Worker(hub, schema).run()))
            try:
                async with (
                    frozen_survivors(),
                    nullcontext() if metrics is None else serve_metrics(hub, metrics),
                ):
                    yield
            finally:
                await cancel_tasks(*working)

    return App(lifespan=lifespan)


def routes(hub: Hub, authentication: Authentication, cohorts: Cohorts) -> list[BaseRoute]:
    """All but GraphQL over HTTP, files and pages."""
    return [
        WebSocketRoute(GRAPHQL, GraphQLOverSocket(hub, schema, authentication, cohorts)),
        *health_routes(hub),
    ]


def _drawer(hub: Hub, settings: Settings) -> Draw | None:
    """What draws the files of the demo world, where there is one."""
    if settings.environment is not Environment.DEVELOPMENT:
        return None
    from demo.drawings.drawing import Drawer  # noqa: PLC0415  production has no use for it

    return Drawer(hub).draw


def _page_config(settings: Settings) -> dict[str, Any]:
    config: dict[str, Any] = {"environment": settings.environment, "demoAccounts": []}
    if settings.environment is Environment.DEVELOPMENT:
        from demo import DEMO_ACCOUNTS  # noqa: PLC0415  production has no use for them

        config["demoAccounts"] = [account._asdict() for account in DEMO_ACCOUNTS]
    return config
