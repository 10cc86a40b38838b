"""What is asked about: a database of its own, the demo world in it, and its busiest seller."""

import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

import asyncpg

import demo
from db.enums.accounts import Role
from db.enums.parties import PartyKind
from db.migrate import migrate
from db.queries import events
from db.queries.retention import make_days
from db.types import new_id
from embedded import Servers, embedded_servers
from hub.process import open_hub
from hub.settings import Settings
from hub.work.jobs.review_alerts import look

_EMAIL: Final = "bench@hub.example"
_BUYER_EMAIL: Final = "buyer@hub.example"
_BUSIEST_SELLER: Final = """
SELECT p.id, p.kind FROM parties p JOIN orders o ON o.seller_id = p.id
WHERE p.kind = ANY ($1) GROUP BY p.id ORDER BY count(*) DESC LIMIT 1
"""
_BUSIEST_BUYER: Final = """
SELECT buyer_id FROM orders WHERE seller_id = $1 AND status <> 'DRAFT'
GROUP BY buyer_id ORDER BY count(*) DESC, buyer_id LIMIT 1
"""
_NEWEST_ORDER: Final = """
SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id
WHERE o.seller_id = $1 GROUP BY o.id HAVING count(*) = 5 ORDER BY o.created_at DESC LIMIT 1
"""
# A draft is shown to its buyer alone; but the hub's peers have no policies, and would show it to
# its seller. Where there is none, all say the same.
_GIVE_UP_DRAFTS: Final = """
UPDATE orders SET status = 'CANCELLED', placed_at = created_at
WHERE seller_id = $1 AND status = 'DRAFT'
"""
# A hub in production serves no accounts whose password everybody knows.
_LOCK_DEMO_ACCOUNTS: Final = "UPDATE accounts SET email = 'locked.' || email, password_hash = ''"
# Nobody's password has this hash: whoever asks comes with a token.
_MAKE_ACCOUNT: Final = """
INSERT INTO accounts (id, email, name, password_hash, created_at) VALUES ($1, $2, 'Bench', '', $3)
"""
_MAKE_MEMBERSHIP: Final = """
INSERT INTO memberships (id, account_id, party_id, role) VALUES ($1, $2, $3, $4)
"""

_EVENTS_AT_ONCE: Final = 1_000

# Fills an empty database and says what it holds now.
Filling = Callable[[asyncpg.Connection], Awaitable[str]]


@dataclass(frozen=True)
class World:
    """A database full of trade, who asks in it, and about what.

    The account with the `email` is an owner of the busiest seller, that with the `buyer_email` one
    of the party that buys most from it; `order_id` is the seller's newest order of five lines.
    `postmaster` is the process whose descendants are all of PostgreSQL.
    """

    title: str
    postgres: str
    database_url: str
    redis_url: str
    postmaster: int
    seller_id: UUID
    seller_kind: PartyKind
    order_id: UUID
    buyer_id: UUID
    email: str = _EMAIL
    buyer_email: str = _BUYER_EMAIL


@contextmanager
def servers() -> Iterator[tuple[Servers, Path]]:
    """PostgreSQL and Valkey on files that are gone afterwards, and a folder for others."""
    with (
        TemporaryDirectory(prefix="hub-bench-") as folder,
        embedded_servers(Path(folder), durable=False) as own,
    ):
        yield own, Path(folder)


def demo_world(scale: int) -> Filling:
    async def fill(connection: asyncpg.Connection) -> str:
        started = time.perf_counter()
        counts = await demo.load(connection, scale=scale, now=datetime.now(UTC))
        await connection.execute(_LOCK_DEMO_ACCOUNTS)
        seconds = time.perf_counter() - started
        return (
            f"Demo world, scale {scale}: {counts['orders']:,} orders, "
            f"{counts['order_lines']:,} lines, loaded in {seconds:.0f} s"
        )

    return fill


async def made(own: Servers, folder: Path, fill: Filling) -> World:
    """The world in the servers' empty database, settled: nothing is left to vacuum or to write.

    A world that was just made has a year's overdue orders and late deliveries, which a hub raises
    alerts of, and tells of them, in its first seconds. That is done by now, and in no measure.
    """
    await migrate(own.database_url)
    connection = await asyncpg.connect(own.database_url)
    try:
        title = await fill(connection)
        async with open_hub(Settings(), own.database_url, own.redis_url) as hub:
            await look(hub)
        await sequence_all(own.database_url)
        seller_id, kind = await _busiest_seller(connection)
        await connection.execute(_GIVE_UP_DRAFTS, seller_id)
        order_id = await connection.fetchval(_NEWEST_ORDER, seller_id)
        assert order_id is not None, "the busiest seller has no order of five lines"
        buyer_id = await connection.fetchval(_BUSIEST_BUYER, seller_id)
        for email, party_id in ((_EMAIL, seller_id), (_BUYER_EMAIL, buyer_id)):
            await _let_in(connection, email, party_id)
        await connection.execute("VACUUM ANALYZE")
        await connection.execute("CHECKPOINT")
        version = await connection.fetchval("SHOW server_version")
    finally:
        await connection.close()
    postmaster = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
    return World(
        title=title,
        postgres=version,
        database_url=own.database_url,
        redis_url=own.redis_url,
        postmaster=postmaster,
        seller_id=seller_id,
        seller_kind=PartyKind(kind),
        order_id=order_id,
        buyer_id=buyer_id,
    )


async def sequence_all(url: str) -> int:
    """Give everything recorded its places in the feeds, once; how many events that were."""
    sequenced = 0
    async with events.sequencing(url) as connection:
        await make_days(connection)
        while done := (await events.sequence(connection, _EVENTS_AT_ONCE)).events:
            sequenced += done
    return sequenced


async def _busiest_seller(connection: asyncpg.Connection) -> tuple[UUID, str]:
    found = await connection.fetchrow(_BUSIEST_SELLER, [PartyKind.BRAND, PartyKind.RETAILER])
    assert found is not None, "nobody sells anything"
    return found["id"], found["kind"]


async def _let_in(connection: asyncpg.Connection, email: str, party_id: UUID) -> None:
    account_id = new_id()
    await connection.execute(_MAKE_ACCOUNT, account_id, email, datetime.now(UTC))
    await connection.execute(_MAKE_MEMBERSHIP, new_id(), account_id, party_id, Role.OWNER)
