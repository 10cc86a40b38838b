"""What a process of the hub is made of, whether it serves, works or runs one command and ends.

Nothing here needs the graph, which takes longer to build than all else; `hub.app` serves it.
"""

import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import orjson
import structlog
from redis.asyncio import Redis

from db.session import Database, open_database
from hub.context import Hub, Policy
from hub.file_store import Bucket, FileStore
from hub.mail import LoggedMail, Mailer, Smtp
from hub.policy.encryption import Cipher
from hub.policy.file_addresses import FileAddresses
from hub.policy.tokens import Signer
from hub.settings import Environment, ProductReviewer, Settings
from hub.sign_ins import SignIns
from hub.subscriptions.feed_heads import FeedHeads
from hub.wake_ups import WakeUps

# For all processes together; PostgreSQL allows 100 to 200. Each has two pools of its share.
_CONNECTIONS: Final = 120
_POOL_MAX: Final = 20


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
        owners_review=settings.products_reviewed_by is ProductReviewer.OWNER,
        files_bytes_max=settings.files_bytes_max,
        public_url=settings.public_url,
        traced=settings.environment is Environment.DEVELOPMENT,
    )
    signer = Signer(secret, before)
    return Hub(
        policy,
        database,
        redis,
        signer,
        Cipher(secret, before),
        FeedHeads(database, redis),
        WakeUps(redis),
        SignIns(redis),
        FileStore(_files_place(settings)),
        FileAddresses(signer),
        _mailer(settings),
        clock,
    )


def _files_place(settings: Settings) -> Path | Bucket:
    """Where the bytes of files lie: a folder beside the servers' own, or a bucket."""
    if settings.files_url is None:
        return settings.data_dir / "files"
    url = urlsplit(settings.files_url)
    if url.scheme == "file":
        return Path(url.path)
    key = settings.files_secret_access_key
    return Bucket(
        url.netloc,
        url.path.strip("/") or None,
        settings.files_region,
        settings.files_endpoint,
        settings.files_access_key_id,
        None if key is None else key.get_secret_value(),
    )


def _mailer(settings: Settings) -> Mailer | None:
    """What takes the hub's mail: a server; in development the log, in production nobody."""
    if settings.mail_url is not None:
        return Smtp(settings.mail_url.get_secret_value(), settings.mail_from)
    return LoggedMail() if settings.environment is Environment.DEVELOPMENT else None


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
