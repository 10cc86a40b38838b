from collections.abc import AsyncIterator

import asyncpg
import pytest


@pytest.fixture
async def connection(shared_demo_url: str) -> AsyncIterator[asyncpg.Connection]:
    """To a database with the demo world; what a test changes in it is undone."""
    connection = await asyncpg.connect(shared_demo_url)
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()
