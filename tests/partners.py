"""Parties with accounts, orders and events, written straight into the tables."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
from redis.asyncio import Redis

from bench.world import sequence_all
from db.enums.accounts import Role
from db.enums.catalogue import ListingStatus
from db.enums.events import EventKind
from db.enums.orders import OrderEventKind, OrderKind, OrderStatus
from db.enums.parties import LocationKind, PartyKind
from db.enums.stock import MovementKind
from db.feeds import PUBLIC_FEED
from db.queries import events as queries
from db.tables.catalogue import Product, Sku
from db.tables.orders import Order
from db.tables.parties import Location, Party
from db.tables.stock import StockItem
from db.types import new_id
from hub.commands.events import record_step
from hub.context import Hub, Request
from hub.ledgers import LEDGERS, Ledger
from hub.policy.viewer import Viewer
from hub.subscriptions.sequencer import Sequencer
from tests.patience import PATIENCE_SECONDS
from tests.world import World, token_of

# Where no Redis answers.
NOBODY = "redis://127.0.0.1:1"

START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Member:
    """Somebody signed in for a party."""

    viewer: Viewer
    token: str

    @property
    def party_id(self) -> UUID:
        return self.viewer.party_id

    @property
    def authorization(self) -> str:
        return f"Bearer {self.token}"


def to(ledger: Ledger, audience: Sequence[Member]) -> Ledger:
    """The ledger, whose facts these are told, whomever they concern."""

    async def told(*_: object) -> list[UUID]:
        return [member.party_id for member in audience]

    return replace(ledger, audience=told)


class Partners:
    """Makes what feeds need, and nothing that commands would check."""

    def __init__(self, hub: Hub, url: str) -> None:
        self.hub = hub
        self.url = url

    async def member(
        self, kind: PartyKind = PartyKind.BRAND, *, token_seconds: float = 900
    ) -> Member:
        """A new party, with an account that is signed in."""
        now = self.hub.clock()
        party = Party(kind=kind, name=f"{kind.title()} & Co.", created_at=now)
        await self._keep(party)
        viewer = await World(self.hub).member(party, Role.OWNER)
        return Member(viewer, token_of(self.hub, viewer, seconds=token_seconds))

    async def order(self, buyer: Member, seller: Member) -> UUID:
        order = Order(
            number=str(new_id()),
            kind=OrderKind.WHOLESALE,
            status=OrderStatus.PLACED,
            buyer_id=buyer.party_id,
            seller_id=seller.party_id,
            currency="EUR",
            created_at=START,
            placed_at=START,
        )
        await self._keep(order)
        return order.id

    async def step(
        self,
        order_id: UUID,
        *audience: Member,
        kind: OrderEventKind = OrderEventKind.CONFIRMED,
    ) -> UUID:
        """An order's next event, told to the audience as a command would."""
        async with self.writing() as (request, session):
            order = await session.get_one(Order, order_id, with_for_update=True)
            told = to(LEDGERS[EventKind.ORDER], audience)
            event = await record_step(
                request, told, order, at=START, kind=kind, to_status=OrderStatus.CONFIRMED
            )
            await session.commit()
        id: UUID = event.id
        return id

    async def tell_everybody(self) -> None:
        """An event in the public feed, of an offer that nobody may see any more."""
        await self.execute(
            "INSERT INTO events (kind, fact_id, aggregate_id, version, audience, recorded_at)"
            " VALUES ('OFFER', uuidv7(), uuidv7(), 1, ARRAY[$1::uuid], now())",
            PUBLIC_FEED,
        )

    async def stock(self, owner: Member) -> StockItem:
        product = Product(
            owner_id=owner.party_id,
            name="Serum",
            status=ListingStatus.PUBLISHED,
            created_at=START,
        )
        await self._keep(product)
        sku = Sku(product_id=product.id, owner_id=owner.party_id, code=str(new_id()), name="30 ml")
        location = Location(
            party_id=owner.party_id, kind=LocationKind.WAREHOUSE, code=str(new_id()), name="Here"
        )
        await self._keep(sku, location)
        item = StockItem(
            party_id=owner.party_id, location_id=location.id, sku_id=sku.id, updated_at=START
        )
        await self._keep(item)
        return item

    async def movement(self, item: StockItem, version: int, *audience: Member) -> UUID:
        async with self.writing() as (request, session):
            kept = await session.get_one(StockItem, item.id, with_for_update=True)
            kept.version = version - 1
            movement = await record_step(
                request,
                to(LEDGERS[EventKind.STOCK], audience),
                kept,
                at=START,
                party_id=item.party_id,
                location_id=item.location_id,
                sku_id=item.sku_id,
                kind=MovementKind.ADJUSTED,
                on_hand_delta=1,
                on_hand=version,
                reserved=0,
                incoming=0,
            )
            await session.commit()
        id: UUID = movement.id
        return id

    async def sequence(self) -> int:
        """Sequence everything recorded, once, and tell how many events that were."""
        return await sequence_all(self.url)

    async def told(self, member: Member, events: int) -> UUID:
        """An order of the member's with so many events, which are in its feed."""
        order = await self.order(member, await self.member())
        for _ in range(events):
            await self.step(order, member)
        await self.sequence()
        return order

    async def feed(self, member: Member) -> list[tuple[int, UUID]]:
        """The party's whole feed: positions and the facts they tell of."""
        entries = await queries.entries_after(
            self.hub.database, (member.party_id,), (0,), entries_max=1_000_000
        )
        return [(entry.position, entry.fact_id) for entry in entries]

    @asynccontextmanager
    async def locked(self, table: str) -> AsyncIterator[None]:
        """Meanwhile whoever reads the table waits."""
        connection = await asyncpg.connect(self.url)
        try:
            async with connection.transaction():
                await connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
                yield
        finally:
            await connection.close()

    async def execute(self, statement: str, *values: object) -> None:
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute(statement, *values)
        finally:
            await connection.close()

    async def cut_connections(self, application_name: str) -> None:
        """What a restart of PostgreSQL does to its clients."""
        await self.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = $1",
            application_name,
        )

    async def cut_sleeping(self) -> None:
        """The same to what a read waits for, once it does; a connection that is only being made
        cannot be cut yet."""

        async def is_cut() -> object:
            return await self.hub.database.pool.fetchval(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND state = 'active'"
                " AND query LIKE 'SELECT pg_sleep(%'"
            )

        await until(is_cut)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[tuple[Request, Any]]:
        request = Request(self.hub, None)
        async with request.writing() as session:
            yield request, session

    async def _keep(self, *rows: object) -> None:
        async with self.hub.database.session() as session:
            session.add_all(rows)
            await session.commit()


@asynccontextmanager
async def sequencing(url: str, redis: Redis) -> AsyncIterator[Sequencer]:
    sequencer = Sequencer(url, redis)
    running = asyncio.create_task(sequencer.run())
    try:
        yield sequencer
    finally:
        running.cancel()
        await asyncio.wait([running])


async def until(true: Callable[[], Awaitable[object]], seconds: float = PATIENCE_SECONDS) -> None:
    async with asyncio.timeout(seconds):
        while not await true():  # noqa: ASYNC110  another process makes it true
            await asyncio.sleep(0.01)


async def until_reading(hub: Hub, connections: int) -> None:
    """Waits until so many connections for reads are in use."""

    async def are_in_use() -> bool:
        return hub.database.reading == connections

    await until(are_in_use)
