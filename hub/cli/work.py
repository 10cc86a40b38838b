"""`hub work`: what has to be done beside requests, until a signal ends it."""

from __future__ import annotations

from contextlib import nullcontext

import structlog

from hub.cli.serve import own_metrics_listener
from hub.cli.servers import database, servers, settings
from hub.cli.signals import run
from hub.process import open_hub, set_up_logging
from hub.schema import schema
from hub.transport.metrics import serve_metrics
from hub.work.worker import Worker


def work() -> None:
    run(_work())


async def _work() -> None:
    configured = settings()
    set_up_logging(configured.environment)
    listener = own_metrics_listener(configured)
    with servers(configured, share=True) as used:
        async with (
            database(configured, used),
            open_hub(configured, used.database_url, used.redis_url) as hub,
            nullcontext() if listener is None else serve_metrics(hub, listener),
        ):
            structlog.get_logger(__name__).info("worker_started")
            await Worker(hub, schema).run()
