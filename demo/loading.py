"""Stores the demo world: everything by COPY, in one transaction."""

import asyncio
import gc
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

import asyncpg
from argon2 import PasswordHasher

from demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from demo.rows import Copy
from demo.world import DEFAULT_SEED, World

# Stage, how much of it is done, how much there is of it.
Progress = Callable[[str, int, int], None]

_HAS_PARTIES: Final = "SELECT EXISTS (SELECT FROM parties)"
_HAS_ACCOUNT: Final = "SELECT EXISTS (SELECT FROM accounts WHERE email = ANY ($1::text[]))"

# Movements are stored as the trade goes on and refer to stock items, so items are stored first as
# nothing and are told at the end what they came to.
_STOCK_COLUMNS: Final = ("id", "on_hand", "reserved", "incoming", "version", "updated_at")
_MAKE_STOCK_TABLE: Final = """
    CREATE TEMPORARY TABLE demo_stock (
        id uuid, on_hand integer, reserved integer, incoming integer, version integer,
        updated_at timestamptz
    ) ON COMMIT DROP
"""
_SETTLE_STOCK: Final = """
    UPDATE stock_items
    SET on_hand = demo_stock.on_hand, reserved = demo_stock.reserved,
        incoming = demo_stock.incoming, version = demo_stock.version,
        updated_at = demo_stock.updated_at, available_at = demo_stock.updated_at
    FROM demo_stock
    WHERE stock_items.id = demo_stock.id
"""
_HAS_RATES: Final = "SELECT EXISTS (SELECT FROM exchange_rates)"


class DemoRefused(Exception):
    """The demo world cannot be loaded into this database."""


async def is_loaded(connection: asyncpg.Connection) -> bool:
    """Whether accounts of the demo world are there, any of which everybody can sign in with."""
    emails = [account.email for account in DEMO_ACCOUNTS]
    return bool(await connection.fetchval(_HAS_ACCOUNT, emails))


async def is_empty(connection: asyncpg.Connection) -> bool:
    """Whether nobody trades here yet, so that the demo world can be loaded."""
    return not await connection.fetchval(_HAS_PARTIES)


async def load(
    connection: asyncpg.Connection,
    *,
    now: datetime,
    scale: int = 1,
    seed: int = DEFAULT_SEED,
    progress: Progress | None = None,
) -> Mapping[str, int]:
    """Load the demo world, all of it or nothing.

    Returns:
        How many rows of each table were stored.

    Raises:
        DemoRefused: there are parties already, and the demo world would be mixed with them.
    """
    if scale < 1:
        raise DemoRefused(f"The scale must be 1 or more, not {scale}.")
    if not await is_empty(connection):
        raise DemoRefused(
            "The database already holds parties; the demo world is only loaded into an empty one."
        )
    password_hash = await asyncio.to_thread(PasswordHasher().hash, DEMO_PASSWORD)
    world = World(scale=scale, seed=seed, now=now, password_hash=password_hash)
    stored: Counter[str] = Counter()

    async with connection.transaction(), _no_search_for_cycles():
        async for batch in _made_ahead(world):
            for table, columns, records in batch:
                if table == "exchange_rates" and await connection.fetchval(_HAS_RATES):
                    continue  # whoever has given the hub some wants those
                await connection.copy_records_to_table(table, columns=columns, records=records)
                stored[table] += len(records)
            if progress:
                progress("orders", world.orders_made, world.orders_to_make)
        await connection.execute(_MAKE_STOCK_TABLE)
        await connection.copy_records_to_table(
            "demo_stock", columns=_STOCK_COLUMNS, records=world.stock()
        )
        await connection.execute(_SETTLE_STOCK)
        # So that the first queries are planned for the rows that are there now.
        await connection.execute("ANALYZE")
    return stored


@asynccontextmanager
async def _no_search_for_cycles() -> AsyncIterator[None]:
    """Rows hold no cycles, and to search a million of them for some takes a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


async def _made_ahead(world: World) -> AsyncIterator[Sequence[Copy]]:
    """The world's rows; while some are being stored, the next are made in a thread."""
    batches = world.batches()
    making = asyncio.create_task(asyncio.to_thread(next, batches, None))
    try:
        while batch := await making:
            making = asyncio.create_task(asyncio.to_thread(next, batches, None))
            yield batch
    finally:
        # Left early, the thread still makes its batch: do not leave it without an owner.
        await asyncio.wait([making])
