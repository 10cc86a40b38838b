"""The PostgreSQL and the Redis that a command works with, and whether they will do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.exceptions import RedisError

from db.revisions import newest_revision, read_revision
from db.session import Connection, DatabaseUnavailable, open_connection
from embedded import EmbeddedServersError, Servers, embedded_servers
from hub.cli.failure import Failure, failing_on
from hub.settings import Environment, Settings, SettingsError, load_settings

_REDIS_SECONDS_MAX = 10


def settings() -> Settings:
    with failing_on(SettingsError):
        return load_settings()


@contextmanager
def servers(settings: Settings, *, share: bool) -> Iterator[Servers]:
    """The operator's servers, or the embedded ones: those of a running hub too, with `share`."""
    if settings.database_url is not None and settings.redis_url is not None:
        yield Servers(database_url=settings.database_url, redis_url=settings.redis_url)
        return
    with failing_on(EmbeddedServersError), embedded_servers(settings.data_dir, share=share) as own:
        yield own


@asynccontextmanager
async def database(settings: Settings, used: Servers) -> AsyncIterator[Connection]:
    """A connection to the database once it has every migration.

    In production only `hub migrate` migrates: there, many hubs start at once, and an operator
    decides when tables change.
    """
    with failing_on(DatabaseUnavailable):
        async with open_connection(used.database_url) as connection:
            found, newest = await read_revision(connection), newest_revision()
            if found != newest:
                if settings.environment is Environment.PRODUCTION:
                    raise Failure(
                        f"The database has migration {found or 'none'} and this hub needs "
                        f"{newest}. Run: hub migrate"
                    )
                from db.migrate import MigrationFailed, migrate

                with failing_on(MigrationFailed):
                    await migrate(used.database_url)
            yield connection


async def see_that_redis_answers(used: Servers) -> None:
    redis = Redis.from_url(used.redis_url, socket_connect_timeout=_REDIS_SECONDS_MAX)
    try:
        await redis.ping()
    # An option that it does not have is a TypeError to the client.
    except (RedisError, OSError, TypeError) as error:
        server = urlsplit(used.redis_url).hostname or "the given address"
        reason = str(error).rstrip(".")
        raise Failure(f"Redis at {server} cannot be used: {reason}.") from error
    finally:
        await redis.aclose()
