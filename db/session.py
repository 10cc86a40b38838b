"""The way to the database: a pool for reads, an engine for writes.

Reads are Core statements run on asyncpg in one read-only snapshot; writes are SQLModel objects in
one SQLAlchemy session. Nothing here commits on its own.
"""

import asyncio
import os
import socket
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from time import perf_counter
from types import MappingProxyType
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool
from sqlmodel.ext.asyncio.session import AsyncSession

from db.outages import OUTAGES
from db.scope import Scope
from db.sql.aggregates import Aggregate
from db.sql.declarations import Listing, Lookup, Row, Statement, Sum, T
from db.sql.keyset import Page

__all__ = [
    "AsyncSession",
    "Connection",
    "Database",
    "DatabaseUnavailable",
    "Journal",
    "PageRows",
    "Reads",
    "keep_alive",
    "lookup_in",
    "open_connection",
    "open_database",
]

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
# Is told of every statement that ran: its SQL, how many rows it brought, in how many seconds.
Journal: TypeAlias = Callable[[str, int, float], None]

_OLDEST_VERSION: Final = 18
_CONNECT_SECONDS_MAX: Final = 10
_GOODBYE_SECONDS_MAX: Final = 1
# A request to cancel that comes before its statement is lost, and the statement runs on.
_CANCEL_SECONDS_MAX: Final = 2
# Of every connection, ready to run: about 0.6 MB of PostgreSQL's memory each.
_STATEMENTS_KEPT_MAX: Final = 40
_STATEMENT_BYTES_KEPT_MAX: Final = 32_000

# No read is worth holding one of the few connections for longer.
READ_SECONDS_MAX: Final = 30
# Small arrays would be planned anew at every run; compiling a plan costs more than a short read.
_READ_SETTINGS: Final = {
    "plan_cache_mode": "force_generic_plan",
    "jit": "off",
    "statement_timeout": f"{READ_SECONDS_MAX}s",
}

# A machine or a network that vanishes says no goodbye. Both ends ask, after two seconds of silence
# every two seconds, and give up after the third: what was running fails, and locks are let go.
# TCP by itself would wait for a quarter of an hour, and PostgreSQL for two hours.
_SERVER_SETTINGS: Final = {
    "timezone": "UTC",
    "tcp_keepalives_idle": "2",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "8s",
}
_KEEPALIVES: Final = {
    "TCP_KEEPIDLE": 2,
    "TCP_KEEPINTVL": 2,
    "TCP_KEEPCNT": 3,
    "TCP_USER_TIMEOUT": 8_000,
}


# OUTAGES without those that can also be of files, or of Redis.
_GONE: Final = (
    ConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
)


class DatabaseUnavailable(Exception):
    """The database cannot be used; the text is a sentence without the password in it."""


@dataclass(frozen=True)
class PageRows:
    """A page of a list: its rows in the list's order, and whether more lie before and after."""

    rows: Sequence[Row]
    has_previous: bool
    has_next: bool


# Snapshots whose end outlives the request that they were of; held so that nobody collects them.
_ENDINGS: Final[set[asyncio.Future[None]]] = set()


class _Connection(asyncpg.Connection):
    """One that comes back fit for the next, whatever became of the statements on it.

    asyncpg prepares a new statement in a transaction that only running it ends. Of a statement that
    was cancelled in between it knows nothing, and any simple query ends that. Nothing else is to be
    reset, since every reader ends its own transaction; so whose statements all ended is given back
    as it is, and a round trip is saved.
    """

    __slots__ = ("broke_off",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.broke_off = False

    async def fetch(self, *args: Any, **options: Any) -> Any:
        return await self._run(super().fetch(*args, **options))

    async def fetchrow(self, *args: Any, **options: Any) -> Any:
        return await self._run(super().fetchrow(*args, **options))

    async def fetchval(self, *args: Any, **options: Any) -> Any:
        return await self._run(super().fetchval(*args, **options))

    async def execute(self, *args: Any, **options: Any) -> Any:
        return await self._run(super().execute(*args, **options))

    async def settle(self) -> None:
        if self.broke_off:
            await super().execute("SELECT", timeout=_CANCEL_SECONDS_MAX)
            self.broke_off = False

    async def _run(self, statement: Awaitable[Any]) -> Any:
        try:
            return await statement
        except BaseException:
            self.broke_off = True
            raise


class _AtHand:
    """Connections that are not given back to the pool after each statement.

    That takes as long as a short statement does. Half of the pool is left to whoever needs one for
    longer; a connection whose statement went wrong goes back to be looked after.
    """

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._most = pool.get_max_size() // 2
        self._idle: list[Any] = []

    def __len__(self) -> int:
        return len(self._idle)

    async def row(self, statement: Statement, arguments: Sequence[object]) -> Any:
        connection = self._idle.pop() if self._idle else await self._pool.acquire()
        if _is_cut(connection):
            await self._pool.release(connection)
            connection = await self._pool.acquire()
        try:
            row = await connection.fetchrow(statement.text, *arguments)
        except BaseException:
            with suppress(*OUTAGES):
                await self._pool.release(connection)
            raise
        if len(self._idle) < self._most:
            self._idle.append(connection)
        else:
            await self._pool.release(connection)
        return row

    async def give_back(self) -> None:
        while self._idle:
            await self._pool.release(self._idle.pop())


def _is_cut(connection: Any) -> bool:
    try:
        closed: bool = connection.is_closed()
    except asyncpg.InterfaceError:
        return True  # the pool has noticed it already
    return closed


class Reads:
    """One read-only snapshot of the database, opened by the first read.

    Everything read through it is of one instant. One statement runs at a time; those asked for
    meanwhile wait. `statements` counts them, so that tests and logs can tell what an answer cost.
    Once closed it stays closed: an answer that failed may leave reads behind that come too late.
    """

    def __init__(
        self, pool: asyncpg.Pool, at_hand: _AtHand, journal: Journal | None = None
    ) -> None:
        self._pool = pool
        self._at_hand = at_hand
        self._journal = journal
        self._connection: Any = None
        self._turn = asyncio.Lock()
        self._closed = False
        self.statements = 0

    @property
    def can_go_on(self) -> bool:
        """Not once it is closed or cut; and a statement that went wrong ends it for all others."""
        connection = self._connection
        is_broken = connection is not None and (_is_cut(connection) or connection.broke_off)
        return not (self._closed or is_broken)

    async def begin(self) -> None:
        """Open the snapshot, so that all that follows is of this instant."""
        async with self._turn:
            await self._open()

    async def fetch(
        self, statement: Statement, values: Mapping[str, object], row: type[Row]
    ) -> list[Row]:
        async with self._turn:
            await self._open()
            self.statements += 1
            running = self._connection.fetch(
                statement.text, *statement.arguments(values), record_class=row
            )
            rows: list[Row] = await self._noted(statement, running)
            return rows

    async def row(
        self, statement: Statement, values: Mapping[str, object], *, alone: bool
    ) -> Sequence[Any]:
        """The row of a statement that has one.

        One that answers all alone sees one instant without a transaction.
        """
        arguments = statement.arguments(values)
        if alone and self._connection is None:
            if self._closed:
                raise _over()
            self.statements += 1
            row = await self._noted(statement, self._at_hand.row(statement, arguments))
        else:
            async with self._turn:
                await self._open()
                self.statements += 1
                running = self._connection.fetchrow(statement.text, *arguments)
                row = await self._noted(statement, running)
        assert row is not None, "a statement without FROM has one row"
        return tuple(row)

    async def lookup(
        self,
        lookup: Lookup[T],
        keys: Sequence[UUID],
        *,
        scope: Scope[T],
        filters: Mapping[str, Sequence[Any]] = MappingProxyType({}),
    ) -> dict[UUID, list[Row]]:
        """The rows of every key that has any, in the lookup's order."""
        found: dict[UUID, list[Row]] = defaultdict(list)
        statement = lookup.statement(scope.predicate, tuple(filters))
        values = {**scope.values, "keys": keys}
        values |= {f"filter_{name}": wanted for name, wanted in filters.items()}
        for row in await self.fetch(statement, values, lookup.row):
            found[row[lookup.key]].append(row)
        return found

    async def sums(
        self, declared: Sum[T], keys: Sequence[UUID], *, scope: Scope[T]
    ) -> dict[UUID, int]:
        """The sum over every key's rows, for the keys that have any."""
        values = {**scope.values, "keys": keys}
        rows = await self.fetch(declared.statement(scope.predicate), values, declared.row)
        return {row["key"]: row["total"] for row in rows}

    async def page(self, listing: Listing[T], page: Page, *, scope: Scope[T]) -> PageRows:
        """A page of the whole list.

        Raises:
            InvalidCursor: the page's cursor is not one of this list.
        """
        values = {**scope.values, **listing.values(page)}
        statement = listing.rows(page, None, scope.predicate)
        return _cut(page, await self.fetch(statement, values, listing.row))

    async def pages(
        self,
        listing: Listing[T],
        page: Page,
        parent: str,
        parents: Sequence[UUID],
        *,
        scope: Scope[T],
    ) -> dict[UUID, PageRows]:
        """The same page of the list under each of the parents, in one statement.

        Raises:
            InvalidCursor: the page's cursor is not one of this list.
        """
        values = {**scope.values, **listing.values(page), "parents": parents}
        statement = listing.rows(page, parent, scope.predicate)
        found: dict[UUID, list[Row]] = {parent_id: [] for parent_id in parents}
        for row in await self.fetch(statement, values, listing.row):
            found[row["parent_id"]].append(row)
        return {parent_id: _cut(page, rows) for parent_id, rows in found.items()}

    async def count(self, listing: Listing[T], page: Page, *, scope: Scope[T]) -> int:
        """How many rows the whole list has, whatever the page."""
        values = {**scope.values, **listing.values(page)}
        rows = await self.fetch(listing.count(page, None, scope.predicate), values, listing.row)
        total: int = rows[0]["total"]
        return total

    async def counts(
        self,
        listing: Listing[T],
        page: Page,
        parent: str,
        parents: Sequence[UUID],
        *,
        scope: Scope[T],
    ) -> dict[UUID, int]:
        values = {**scope.values, **listing.values(page), "parents": parents}
        statement = listing.count(page, parent, scope.predicate)
        rows = await self.fetch(statement, values, listing.row)
        return {row["parent_id"]: row["total"] for row in rows}

    async def others(
        self,
        aggregate: Aggregate[T],
        page: Page,
        parent: str | None,
        parents: Sequence[UUID],
        *,
        scope: Scope[T],
    ) -> dict[UUID | None, Row]:
        """The measures of all that is in no group of the page, under each parent that has any.

        Of what belongs to no parent they are found under None.
        """
        values = {**scope.values, **aggregate.values(page), "parents": parents}
        statement = aggregate.others(page, parent, scope.predicate)
        rows = await self.fetch(statement, values, aggregate.row)
        return {None if parent is None else row["parent_id"]: row for row in rows}

    def _noted(self, statement: Statement, running: Awaitable[Any]) -> Awaitable[Any]:
        """What a statement brings, which the journal is told of if there is one."""
        if self._journal is None:
            return running
        return _told(self._journal, statement, running)

    async def close(self) -> None:
        """End the snapshot, also when whoever ends it is cancelled while a statement still runs."""
        self._closed = True
        if self._connection is None and not self._turn.locked():
            return
        ending = asyncio.ensure_future(self._end())
        try:
            await asyncio.shield(ending)
        except asyncio.CancelledError:
            _ENDINGS.add(ending)
            ending.add_done_callback(_ENDINGS.discard)
            raise

    async def _end(self) -> None:
        async with self._turn:
            connection, self._connection = self._connection, None
            if connection is not None:
                # Without a connection the snapshot is over too.
                with suppress(*OUTAGES):
                    try:
                        await connection.execute("ROLLBACK", timeout=_CANCEL_SECONDS_MAX)
                    finally:
                        await self._pool.release(connection, timeout=_CANCEL_SECONDS_MAX)

    async def _open(self) -> None:
        if self._closed:
            raise _over()
        if self._connection is not None:
            return
        # Those that were cut while they idled may not be seen to be, and beginning changes nothing.
        for others in range(self._pool.get_idle_size(), -1, -1):
            connection = await self._pool.acquire()
            try:
                await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            except BaseException as error:
                with suppress(*OUTAGES):
                    await self._pool.release(connection)
                if others == 0 or not isinstance(error, _GONE):
                    raise
            else:
                self._connection = connection
                return


async def _told(journal: Journal, statement: Statement, running: Awaitable[Any]) -> Any:
    started = perf_counter()
    found = await running
    journal(statement.text, len(found) if isinstance(found, list) else 1, perf_counter() - started)
    return found


async def lookup_in(
    session: AsyncSession,
    lookup: Lookup[T],
    keys: Sequence[UUID],
    *,
    scope: Scope[T],
    filters: Mapping[str, Sequence[Any]] = MappingProxyType({}),
) -> dict[UUID, list[Any]]:
    """What `Reads.lookup` finds, as the transaction of a change sees it now."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    statement = lookup.select(scope.predicate, tuple(filters))
    values = {**scope.values, "keys": list(keys)}
    values |= {f"filter_{name}": list(wanted) for name, wanted in filters.items()}
    for row in await (await session.connection()).execute(statement, values):
        found[getattr(row, lookup.key)].append(row)
    return found


def _over() -> RuntimeError:
    return RuntimeError("the request whose snapshot this was is over")


def _cut(page: Page, rows: list[Row]) -> PageRows:
    more, rows = len(rows) > page.size, rows[: page.size]
    # Where a cursor is given, its own row lies there.
    is_after, is_before = page.after is not None, page.before is not None
    if page.backward:
        return PageRows(rows[::-1], has_previous=more or is_after, has_next=is_before)
    return PageRows(rows, has_previous=is_after, has_next=more or is_before)


class Database:
    """The pools of one process, and the address for connections that must be of their own."""

    def __init__(self, url: str, pool: asyncpg.Pool, engine: AsyncEngine) -> None:
        self.url = url
        self.pool = pool
        self.engine = engine
        self._at_hand = _AtHand(pool)

    @property
    def reading(self) -> int:
        """How many connections for reads are in use."""
        return self.pool.get_size() - self.pool.get_idle_size() - len(self._at_hand)

    @property
    def writing(self) -> int:
        """How many connections for writes are in use."""
        pool = self.engine.pool
        assert isinstance(pool, QueuePool)
        return pool.checkedout()

    async def close(self) -> None:
        """Say goodbye, but do not wait for a server that does not answer, or is not there."""
        try:
            async with asyncio.timeout(_GOODBYE_SECONDS_MAX):
                await self.engine.dispose()
                await self._at_hand.give_back()
                await self.pool.close()
        except TimeoutError:
            self.pool.terminate()

    def reads(self, journal: Journal | None = None) -> Reads:
        return Reads(self.pool, self._at_hand, journal)

    def session(self) -> AsyncSession:
        """A session for one transaction; whoever opens it commits it, at the edge."""
        return AsyncSession(self.engine, expire_on_commit=False, autoflush=False)


@asynccontextmanager
async def open_database(url: str, *, connections: int) -> AsyncIterator[Database]:
    """Pools of up to `connections` each for reads and for writes; they connect once asked to."""
    pool = await asyncpg.create_pool(
        url,
        # A process that starts while the server is away waits for it like those that run.
        min_size=0,
        max_size=connections,
        init=keep_alive,
        connection_class=_Connection,
        reset=_settled,
        # A planned query is one long statement; prepared anew each time it would cost its planning.
        max_cacheable_statement_size=_STATEMENT_BYTES_KEPT_MAX,
        statement_cache_size=_STATEMENTS_KEPT_MAX,
        server_settings=_SERVER_SETTINGS | _READ_SETTINGS | {"application_name": "hub reads"},
    )
    engine = engine_for(
        url, application_name="hub writes", pool_size=connections, max_overflow=0, pool_timeout=30
    )
    database = Database(url, pool, engine)
    try:
        yield database
    finally:
        await database.close()


def engine_for(url: str, *, application_name: str, **options: Any) -> AsyncEngine:
    """An engine that leaves the address to asyncpg, so that reads and writes read it alike."""

    async def connect() -> Connection:
        connection = await asyncpg.connect(
            url, server_settings=_SERVER_SETTINGS | {"application_name": application_name}
        )
        await keep_alive(connection)
        return connection

    return create_async_engine("postgresql+asyncpg://", async_creator=connect, **options)


@asynccontextmanager
async def open_connection(url: str) -> AsyncIterator[Connection]:
    """A connection of its own for long work that is nobody's request: loading, importing.

    Raises:
        DatabaseUnavailable: the server cannot be reached, refuses, or is too old; or it went away
            or had no room left while it was used.
    """
    server = urlsplit(url).hostname or "the given address"
    try:
        connection = await asyncpg.connect(
            url, timeout=_CONNECT_SECONDS_MAX, server_settings={"application_name": "hub"}
        )
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        raise DatabaseUnavailable(
            f"PostgreSQL at {server} cannot be used: {_reason(error)}."
        ) from error
    try:
        version = connection.get_server_version()
        if version.major < _OLDEST_VERSION:
            raise DatabaseUnavailable(
                f"PostgreSQL at {server} is version {version.major}.{version.minor}; "
                f"the hub needs {_OLDEST_VERSION} or newer."
            )
        yield connection
    except _GONE as error:
        raise DatabaseUnavailable(
            f"PostgreSQL at {server} gave up what was asked of it: {_reason(error)}."
        ) from error
    finally:
        await connection.close()


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"it did not answer within {_CONNECT_SECONDS_MAX} seconds"
    if isinstance(error, OSError) and error.errno is not None:
        # A resolver's errors have numbers below zero and words of their own.
        return os.strerror(error.errno) if error.errno > 0 else str(error.strerror)
    return str(error).rstrip(".")


async def keep_alive(connection: Any) -> None:
    """Notice within seconds if the server's machine is not there any more."""
    # The only way to the socket; options for it cannot be given to asyncpg.
    end: socket.socket | None = connection._transport.get_extra_info("socket")  # noqa: SLF001
    if end is None or end.fileno() == -1:
        return  # the connection is lost already, which its next statement will tell
    if end.family in (socket.AF_INET, socket.AF_INET6):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _KEEPALIVES.items():
            option = getattr(socket, name, None)  # Linux has them all
            if option is not None:
                end.setsockopt(socket.IPPROTO_TCP, option, value)


async def _settled(connection: Any) -> None:
    await connection.settle()
