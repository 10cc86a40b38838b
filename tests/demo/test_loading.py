"""The demo world is loaded whole, into an empty hub, or not at all."""

from __future__ import annotations

import asyncpg
import pytest

import demo
from db.consistency import inconsistencies
from demo import DemoRefused
from tests.conftest import NOW

EMPTY = "TRUNCATE parties, accounts, categories, exchange_rates CASCADE"


async def test_it_is_not_loaded_over_other_parties(connection: asyncpg.Connection) -> None:
    parties = await connection.fetchval("SELECT count(*) FROM parties")

    with pytest.raises(DemoRefused, match="already holds parties"):
        await demo.load(connection, now=NOW)

    assert await connection.fetchval("SELECT count(*) FROM parties") == parties


async def test_a_scale_is_at_least_one(connection: asyncpg.Connection) -> None:
    with pytest.raises(DemoRefused, match="must be 1 or more, not 0"):
        await demo.load(connection, now=NOW, scale=0)


async def test_one_can_tell_whether_it_is_loaded(connection: asyncpg.Connection) -> None:
    assert await demo.is_loaded(connection)

    await connection.execute("TRUNCATE accounts CASCADE")

    assert not await demo.is_loaded(connection)


async def test_loading_says_how_far_it_is_and_what_it_stored(
    connection: asyncpg.Connection,
) -> None:
    await connection.execute(EMPTY)
    told: list[tuple[str, int, int]] = []

    stored = await demo.load(
        connection, now=NOW, seed=5, progress=lambda *progress: told.append(progress)
    )

    assert told[-1][1] == told[-1][2]
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    for table in ("orders", "stock_items", "stock_movements"):
        assert stored[table] == await connection.fetchval(f"SELECT count(*) FROM {table}")
    assert await inconsistencies(connection) == []


async def test_a_load_that_fails_leaves_nothing(connection: asyncpg.Connection) -> None:
    await connection.execute(EMPTY)

    def lose_patience(stage: str, done: int, total: int) -> None:
        if done:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        await demo.load(connection, now=NOW, progress=lose_patience)

    assert await connection.fetchval("SELECT count(*) FROM parties") == 0
