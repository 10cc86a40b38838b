"""The queue of jobs: procrastinate on the driver and the pool that all else uses.

Served processes do not import this: what they enqueue is one statement, see `db.queries.jobs`.
"""

import asyncio
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any, Final

import asyncpg
import orjson
from procrastinate.connector import BaseAsyncConnector, Notify
from procrastinate.exceptions import NoResult, UniqueViolation
from procrastinate.manager import QUEUEING_LOCK_CONSTRAINT

from db.outages import OUTAGES
from db.session import Database

_NAMED: Final = re.compile(r"%\((\w+)\)s")
_LISTEN_SECONDS_MAX: Final = 10
_LISTEN_LOOK_SECONDS: Final = 5.0
_GOODBYE_SECONDS_MAX: Final = 1


class PoolConnector(BaseAsyncConnector):
    """How procrastinate runs its statements: on the pool of the process."""

    def __init__(self, database: Database) -> None:
        self._pool = database.pool
        self._url = database.url

    async def open_async(self, pool: Any = None) -> None:
        """Nothing: the pool is opened and closed by whoever made it."""

    async def close_async(self) -> None:
        """Nothing, as above."""

    async def execute_query_async(self, query: str, **arguments: Any) -> None:
        with _library_errors():
            await self._pool.execute(*_positional(query, arguments))

    async def execute_query_one_async(self, query: str, **arguments: Any) -> dict[str, Any]:
        with _library_errors():
            row = await self._pool.fetchrow(*_positional(query, arguments))
        if row is None:
            raise NoResult
        return _read(row)

    async def execute_query_all_async(self, query: str, **arguments: Any) -> list[dict[str, Any]]:
        with _library_errors():
            rows = await self._pool.fetch(*_positional(query, arguments))
        return [_read(row) for row in rows]

    async def listen_notify(self, on_notification: Notify, channels: Iterable[str]) -> None:
        """Tell of notifications until the connection for them is lost, which is an OSError."""
        connection = await asyncpg.connect(
            self._url,
            timeout=_LISTEN_SECONDS_MAX,
            server_settings={"application_name": "hub jobs"},
        )
        heard: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        try:
            for channel in channels:
                await connection.add_listener(
                    channel, lambda _, __, name, payload: heard.put_nowait((name, payload))
                )
            while True:
                try:
                    async with asyncio.timeout(_LISTEN_LOOK_SECONDS):
                        channel, payload = await heard.get()
                except TimeoutError:
                    await connection.execute("SELECT", timeout=_LISTEN_SECONDS_MAX)
                    continue
                await on_notification(channel=channel, payload=payload)
        finally:
            with suppress(*OUTAGES):
                await connection.close(timeout=_GOODBYE_SECONDS_MAX)


@lru_cache
def _translated(query: str) -> tuple[str, tuple[str, ...]]:
    """The library's statement with asyncpg's numbered parameters, and their names in order."""
    names = tuple(dict.fromkeys(_NAMED.findall(query)))
    numbers = {name: number for number, name in enumerate(names, start=1)}
    return _NAMED.sub(lambda found: f"${numbers[found[1]]}", query).replace("%%", "%"), names


def _positional(query: str, arguments: Mapping[str, Any]) -> tuple[Any, ...]:
    text, names = _translated(query)
    return text, *(_written(arguments[name]) for name in names)


def _written(value: Any) -> Any:
    return orjson.dumps(value).decode() if isinstance(value, dict) else value


def _read(row: asyncpg.Record) -> dict[str, Any]:
    found = dict(row.items())
    if isinstance(found.get("args"), str):
        found["args"] = orjson.loads(found["args"])
    return found


@contextmanager
def _library_errors() -> Iterator[None]:
    """What the library wants to know: that a job of the same queueing lock waits already."""
    try:
        yield
    except asyncpg.UniqueViolationError as error:
        detail = re.search(r"=\((.*)\)", error.detail or "")
        is_queueing = error.constraint_name == QUEUEING_LOCK_CONSTRAINT
        raise UniqueViolation(
            constraint_name=error.constraint_name,
            queueing_lock=detail[1] if is_queueing and detail else None,
        ) from error
