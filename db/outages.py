"""What the servers' drivers raise when a server is away, and when what is asked of it is wrong."""

from collections.abc import Iterator
from typing import Final

import asyncpg
from redis.exceptions import RedisError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

# TimeoutError and ConnectionError are OSErrors. PostgreSQL says 57P01 when it is shut down under a
# connection and 57P03 while it starts; asyncpg's InterfaceError is a connection closed meanwhile,
# its InternalClientError one that was cut off just as a statement was about to begin.
OUTAGES: Final[tuple[type[Exception], ...]] = (
    OSError,
    RedisError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    NoConnectionFree,
)

# A statement that the server gave up, 57014, which is none of its outages; and one that needs more
# than it can make at all, such as a text of 1 GiB, 54000.
TOO_SLOW: Final = asyncpg.QueryCanceledError
TOO_LARGE: Final = asyncpg.ProgramLimitExceededError


def causes_of(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it was raised from; SQLAlchemy raises its own from asyncpg's."""
    while error is not None:
        yield error
        error = error.__cause__


def is_outage(error: BaseException) -> bool:
    """Whether a server is away, or was when it was asked."""
    # What uvloop says to a write on a connection that was cut just before.
    is_torn = isinstance(error, RuntimeError) and "the handler is closed" in str(error)
    return is_torn or isinstance(error, OUTAGES)


def is_unfit_value(error: BaseException) -> bool:
    """The database cannot hold a value, such as a number out of its range."""
    # asyncpg refuses some values before it sends them, with an InterfaceError that is a ValueError.
    return isinstance(error, asyncpg.DataError) or (
        isinstance(error, asyncpg.InterfaceError) and isinstance(error, ValueError)
    )
