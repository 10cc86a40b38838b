"""The composition root: what one hub process is made of."""

import asyncio
import logging
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson
import structlog
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from db.session import Database, open_database
from hub.context import Hub, Policy
from hub.garbage import frozen_survivors
from hub.mail import LoggedMail, Mailer, Smtp
from hub.policy.encryption import Cipher
from hub.policy.tokens import Signer
from hub.schema import schema
from hub.settings import Environment, Settings
from hub.sign_ins import SignIns
from hub.subscriptions.cohorts import Cohorts
from hub.subscriptions.feed_heads import FeedHeads
from hub.subscriptions.retries import cancel_tasks
from hub.subscriptions.sequencer import Sequencer
from hub.transport.authentication import Authentication
from hub.transport.graphiql import GraphiQL
from hub.transport.health import health_routes
from hub.transport.http import GraphQLOverHttp
from hub.transport.metrics import serve_metrics
from hub.transport.origins import PAGE_SAFETY, adding
from hub.transport.product_head import ProductHeads
from hub.transport.socket import GraphQLOverSocket
from hub.transport.web_app import WebApp
from hub.wake_ups import WakeUps

GRAPHQL: Final = "/graphql"
# For all processes together; PostgreSQL allows 100 to 200. Each has two pools of its share.
_CONNECTIONS: Final = 120
_POOL_MAX: Final = 20


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
            web_app = WebApp(config=_page_config(settings), product_head=head_of)
            cohorts = Cohorts(hub)
            app.graphql = GraphQLOverHttp(hub, schema, authentication, page, cohorts)
            app.router.routes[:] = routes(hub, authentication, page, web_app, cohorts)
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


@asynccontextmanager
async def open_hub(settings: Settings, database_url: str, redis_url: str) -> AsyncIterator[Hub]:
    """What the requests of this process share, as long as it runs."""
    pool = max(2, min(_POOL_MAX, _CONNECTIONS // 2 // settings.workers))
    redis = Redis.from_url(
        redis_url, socket_connect_timeout=2, socket_timeout=5, health_check_interval=10
    )
    async with open_database(database_url, connections=pool) as database, redis:
        hub = make_hub(settings, database, redis)
        try:
            yield hub
        finally:
            await hub.wake_ups.drain()


def make_hub(
    settings: Settings,
    database: Database,
    redis: Redis,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Hub:
    """What the requests of this process share: the settings as far as they depend on them."""
    secret = settings.secret.get_secret_value()
    before = None if settings.secret_before is None else settings.secret_before.get_secret_value()
    policy = Policy(
        session_lifetime=timedelta(days=settings.session_days),
        access_token_lifetime=timedelta(seconds=settings.access_token_seconds),
        cost_max=settings.cost_max,
        answer_bytes_max=settings.answer_bytes_max,
        introspection=settings.introspection,
        events_kept_days=settings.events_kept_days,
        origins=settings.origins,
        private_webhooks=settings.webhooks_private,
        admitted_by_hand=settings.admitted_by_hand,
        public_url=settings.public_url,
        traced=settings.environment is Environment.DEVELOPMENT,
    )
    return Hub(
        policy,
        database,
        redis,
        Signer(secret, before),
        Cipher(secret, before),
        FeedHeads(database, redis),
        WakeUps(redis),
        SignIns(redis),
        _mailer(settings),
        clock,
    )


def _mailer(settings: Settings) -> Mailer | None:
    """What takes the hub's mail: a server; in development the log, in production nobody."""
    if settings.mail_url is not None:
        return Smtp(settings.mail_url.get_secret_value(), settings.mail_from)
    return LoggedMail() if settings.environment is Environment.DEVELOPMENT else None


def routes(
    hub: Hub,
    authentication: Authentication,
    page: GraphiQL,
    web_app: WebApp,
    cohorts: Cohorts,
) -> list[BaseRoute]:
    """All but GraphQL over HTTP."""
    return [
        WebSocketRoute(GRAPHQL, GraphQLOverSocket(hub, schema, authentication, cohorts)),
        *health_routes(hub),
        *page.routes(),
        *web_app.routes(),
    ]


def _page_config(settings: Settings) -> dict[str, Any]:
    config: dict[str, Any] = {"environment": settings.environment, "demoAccounts": []}
    if settings.environment is Environment.DEVELOPMENT:
        from demo import DEMO_ACCOUNTS  # noqa: PLC0415  production has no use for them

        config["demoAccounts"] = [account._asdict() for account in DEMO_ACCOUNTS]
    return config


def set_up_logging(environment: Environment) -> None:
    """One line of JSON for each entry in production, something to read in development."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    rendering: list[Any] = [
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    ]
    if environment is Environment.PRODUCTION:
        rendering = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(lambda entry, **_: orjson.dumps(entry).decode()),
        ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        )
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # It would log every error of every operation; hub.transport.errors logs those that matter.
    logging.getLogger("strawberry.execution").disabled = True
