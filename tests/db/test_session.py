"""Reads are of one read-only snapshot, which ends once and for all."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest
import uvloop

from db.outages import OUTAGES
from db.session import Database, Reads, keep_alive, open_database
from db.sql.declarations import Statement, row_class
from embedded import Servers
from tests.conftest import free_port
from tests.faults.proxy import Proxy
from tests.partners import until
from tests.patience import PATIENCE_SECONDS


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with open_database(database_url, connections=2) as database:
        yield database


def asking(text: str) -> Statement:
    return Statement(text, (), {})


ROW = row_class("answers")
INSTANT = asking("SELECT pg_current_snapshot()::text AS snapshot, now() AS now")


async def test_a_process_may_start_while_the_server_is_away() -> None:
    address = f"postgresql://hub@127.0.0.1:{free_port()}/hub"

    async with open_database(address, connections=2) as database:
        reads = database.reads()
        with pytest.raises(OUTAGES):
            await reads.fetch(INSTANT, {}, ROW)
        await reads.close()


async def test_everything_read_is_of_one_instant(database: Database) -> None:
    reads = database.reads()
    [first] = await reads.fetch(INSTANT, {}, ROW)
    await database.pool.execute("SELECT pg_current_xact_id()")

    [second] = await reads.fetch(INSTANT, {}, ROW)
    await reads.close()

    assert second == first
    assert reads.statements == 2


async def test_a_statement_by_itself_needs_no_snapshot_but_keeps_to_one(
    database: Database,
) -> None:
    alone, within = database.reads(), database.reads()
    [opened] = await within.fetch(INSTANT, {}, ROW)
    await database.pool.execute("SELECT pg_current_xact_id()")

    seen = await alone.row(INSTANT, {}, alone=True)
    seen_within = await within.row(INSTANT, {}, alone=True)
    for reads in (alone, within):
        await reads.close()

    assert seen_within == tuple(opened)
    assert seen != tuple(opened)
    assert (alone.statements, within.statements) == (1, 2)


async def test_nothing_can_be_written(database: Database) -> None:
    reads = database.reads()

    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await reads.fetch(asking("CREATE TABLE meanwhile ()"), {}, ROW)

    await reads.close()


async def test_reads_that_are_asked_for_at_once_take_turns(database: Database) -> None:
    reads = database.reads()

    found = await asyncio.gather(
        *(reads.fetch(asking(f"SELECT {n} AS n"), {}, ROW) for n in range(5))
    )
    await reads.close()

    assert [rows[0].n for rows in found] == [0, 1, 2, 3, 4]


async def test_what_is_closed_stays_closed(database: Database) -> None:
    opened, unopened = database.reads(), database.reads()
    await opened.fetch(INSTANT, {}, ROW)
    for reads in (opened, unopened):
        await reads.close()

        with pytest.raises(RuntimeError, match="is over"):
            await reads.fetch(INSTANT, {}, ROW)
        with pytest.raises(RuntimeError, match="is over"):
            await reads.row(INSTANT, {}, alone=True)
        await reads.close()

    assert opened.statements == 1


async def test_a_connection_comes_back_fit_for_the_next(database: Database) -> None:
    async def use(reads: Reads, text: str) -> None:
        try:
            await reads.fetch(asking(text), {}, ROW)
        finally:
            await reads.close()

    for _ in range(5):
        with pytest.raises(asyncpg.PostgresError):
            await use(database.reads(), "SELECT 1 / 0")
        await use(database.reads(), "SELECT 1")

    assert database.reading == 0
    left_open = """
        SELECT count(*) FROM pg_stat_activity
        WHERE state LIKE 'idle in%' AND datname = current_database()
    """
    assert await database.pool.fetchval(left_open) == 0


async def test_a_snapshot_ends_although_its_statement_runs_on(database: Database) -> None:
    reads = database.reads()
    # Stands for one whose cancellation came too early, which PostgreSQL forgets.
    heedless = """
        DO $$ BEGIN
            PERFORM pg_sleep(30);
        EXCEPTION WHEN query_canceled THEN
            PERFORM pg_sleep(30);
        END $$
    """
    reading = asyncio.ensure_future(reads.fetch(asking(heedless), {}, ROW))
    await until(lambda: _asleep(database))

    reading.cancel()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await reads.close()

    assert database.reading == 0
    assert await database.pool.fetchval("SELECT 1") == 1


async def _asleep(database: Database) -> bool:
    asleep: int = await database.pool.fetchval(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event = 'PgSleep'"
    )
    return asleep == 1


async def test_what_is_given_back_in_a_transaction_leaves_no_snapshot_open(
    database: Database,
) -> None:
    # As by a reader whose BEGIN is done when its cancellation comes.
    async with database.pool.acquire() as connection:
        await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    async with database.pool.acquire() as connection:
        assert not connection.is_in_transaction()


@pytest.mark.parametrize("alone", [True, False])
async def test_what_is_cancelled_between_being_prepared_and_being_run_leaves_nothing_open(
    database: Database, alone: bool
) -> None:
    statement = asking(f"SELECT 'prepared only, {alone}'")
    reads = database.reads()
    ask = reads.row(statement, {}, alone=True) if alone else database.pool.fetch(statement.text)
    task: Any = asyncio.create_task(ask)
    # The one moment at which the answer is there and the task has not gone on.
    while not _is_answered(task):
        assert not task.done()
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    left_open = "SELECT count(*) FROM pg_stat_activity WHERE query = $1 AND state = 'active'"
    async with database.pool.acquire(), database.pool.acquire() as connection:
        assert await connection.fetchval(left_open, statement.text) == 0
    await reads.close()


def _is_answered(task: Any) -> bool:
    return task._fut_waiter is not None and task._fut_waiter.done()


async def test_a_row_tells_which_column_was_not_read(database: Database) -> None:
    reads = database.reads()
    [row] = await reads.fetch(INSTANT, {}, ROW)
    await reads.close()

    with pytest.raises(AttributeError, match="a row of answers was read without 'price'"):
        _ = row.price


async def test_what_is_kept_at_hand_leaves_half_of_the_pool_to_others(database: Database) -> None:
    most = database.pool.get_max_size()

    await asyncio.gather(*(database.reads().row(INSTANT, {}, alone=True) for _ in range(3 * most)))
    taken = [await database.pool.acquire(timeout=PATIENCE_SECONDS) for _ in range(most - most // 2)]
    await database.reads().row(INSTANT, {}, alone=True)

    assert database.reading == len(taken)
    for connection in taken:
        await database.pool.release(connection)


async def test_what_was_at_hand_and_is_cut_is_not_used_again(database: Database) -> None:
    await database.reads().row(INSTANT, {}, alone=True)
    await database.pool.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'hub reads' AND datname = current_database()"
        " AND pid <> pg_backend_pid()"
    )
    await asyncio.sleep(0.2)

    assert await database.reads().row(INSTANT, {}, alone=True)
    assert database.reading == 0


async def test_a_statement_that_went_wrong_takes_its_connection_along(database: Database) -> None:
    with pytest.raises(asyncpg.DivisionByZeroError):
        await database.reads().row(asking("SELECT 1 / 0"), {}, alone=True)

    assert database.reading == 0
    assert database.pool.get_idle_size() == database.pool.get_size()


async def test_a_snapshot_opens_though_all_connections_were_cut_unnoticed(
    database: Database, database_url: str
) -> None:
    first, second = database.reads(), database.reads()
    mine = asking("SELECT pg_backend_pid() AS pid")
    pids = [(await reads.fetch(mine, {}, ROW))[0].pid for reads in (first, second)]
    for reads in (first, second):
        await reads.close()

    async def cut() -> None:
        other = await asyncpg.connect(database_url)
        for pid in pids:
            assert await other.fetchval("SELECT pg_terminate_backend($1, 5000)", pid)
        await other.close()

    # The loop stands still meanwhile, and so hears of none of them.
    with ThreadPoolExecutor() as elsewhere:
        elsewhere.submit(asyncio.run, cut()).result(PATIENCE_SECONDS)
    reads = database.reads()
    [opened] = await reads.fetch(INSTANT, {}, ROW)
    await reads.close()

    assert opened.snapshot


def test_a_connection_that_is_lost_already_is_left_to_its_next_statement(servers: Servers) -> None:
    [folder] = parse_qs(urlsplit(servers.database_url).query)["host"]
    target = partial(asyncio.open_unix_connection, f"{folder}/.s.PGSQL.5432")

    async def lose() -> None:
        async with Proxy(target) as network:
            connection = await asyncpg.connect(
                f"postgresql://hub@127.0.0.1:{network.port}/hub?sslmode=disable"
            )
            network.cut()
            await asyncio.sleep(0.1)

            await keep_alive(connection)
            with pytest.raises(OUTAGES):
                await connection.execute("SELECT 1")

    uvloop.run(lose())  # asyncio's own loop keeps the socket for longer
