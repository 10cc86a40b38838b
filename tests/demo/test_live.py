"""Live trade goes through the hub's own commands and leaves a world without contradictions."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import cast
from uuid import uuid4

import asyncpg
import pytest

import demo
from db.consistency import inconsistencies
from db.enums.orders import OrderEventKind
from db.enums.parties import PartyKind
from db.migrate import migrate
from db.session import open_connection
from demo import queries
from demo.chance import Chance
from demo.live import LiveTrade, trade
from embedded import Servers, embedded_servers
from hub.context import Hub
from hub.process import open_hub
from hub.settings import Settings
from tests.patience import PATIENCE_SECONDS


async def _load(url: str) -> None:
    await migrate(url)
    connection = await asyncpg.connect(url)
    await demo.load(connection, now=datetime.now(UTC))
    await connection.close()


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with embedded_servers(tmp_path_factory.mktemp("servers"), durable=False) as servers:
        asyncio.run(_load(servers.database_url))
        yield servers


@pytest.fixture
async def hub(servers: Servers) -> AsyncIterator[Hub]:
    async with open_hub(Settings(), servers.database_url, servers.redis_url) as hub:
        yield hub


async def events(hub: Hub) -> int:
    return int(await hub.database.pool.fetchval("SELECT count(*) FROM events"))


STEPS = {
    OrderEventKind.PLACED,
    OrderEventKind.CONFIRMED,
    OrderEventKind.PRODUCTION_STARTED,
    OrderEventKind.PRODUCTION_FINISHED,
    OrderEventKind.PARTIALLY_SHIPPED,
    OrderEventKind.SHIPPED,
    OrderEventKind.DELIVERED,
    OrderEventKind.COMPLETED,
}


async def test_trade_takes_orders_through_their_lives_and_contradicts_nothing(
    hub: Hub, servers: Servers
) -> None:
    before = datetime.now(UTC)
    parties = LiveTrade(hub, Chance(1))
    await parties.begin()

    came_of_it = [await parties.act() for _ in range(300)]

    assert sum(came_of_it) > 200
    async with open_connection(servers.database_url) as connection:
        # Which orders there are is a matter of chance, so the rarer steps may take some more.
        for _ in range(20):
            happened = await connection.fetch(
                "SELECT DISTINCT kind FROM order_events WHERE occurred_at >= $1", before
            )
            missing = STEPS - {row["kind"] for row in happened}
            if not missing:
                break
            came_of_it += [await parties.act() for _ in range(100)]
        assert missing == set()
        assert await inconsistencies(connection) == []


async def test_everything_that_happens_is_recorded_for_the_feeds(hub: Hub) -> None:
    before = datetime.now(UTC)
    parties = LiveTrade(hub, Chance(2))
    await parties.begin()

    for _ in range(30):
        await parties.act()

    untold = await hub.database.pool.fetchval(
        """
        SELECT count(*)
        FROM (
            SELECT id FROM order_events WHERE occurred_at >= $1
            UNION ALL
            SELECT id FROM offer_events WHERE occurred_at >= $1
            UNION ALL
            SELECT id FROM stock_movements WHERE occurred_at >= $1 AND kind <> 'OPENED'
        ) AS fact
        WHERE id NOT IN (SELECT fact_id FROM events)
        """,
        before,
    )
    assert untold == 0


async def test_a_seller_changes_a_price_now_and_then(hub: Hub) -> None:
    parties = LiveTrade(hub, Chance(7))
    await parties.begin()

    assert [await parties._change_price() for _ in range(5)] == [True] * 5

    kinds = await hub.database.pool.fetch("SELECT kind, count(*) FROM offer_events GROUP BY kind")
    told = {row["kind"]: row["count"] for row in kinds}
    assert told["SET"] >= 5
    assert told["ENDED"] >= 5
    async with hub.database.pool.acquire() as connection:
        assert await inconsistencies(cast("asyncpg.Connection", connection)) == []


async def test_it_keeps_about_the_rate_it_was_told_and_stops_when_told(hub: Hub) -> None:
    before = await events(hub)
    stop = asyncio.Event()

    trading = asyncio.create_task(trade(hub, events_per_second=10, seed=3, stop=stop))
    await asyncio.sleep(1.5)
    stop.set()
    await asyncio.wait_for(trading, timeout=PATIENCE_SECONDS)

    assert await events(hub) > before


async def test_what_is_refused_is_left_as_it_is(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else buys the goods between the look at them and the order."""
    parties = LiveTrade(hub, Chance(4))
    await parties.begin()
    before = await events(hub)

    async def far_too_much(*_: object) -> list[queries.Offered]:
        return [queries.Offered(uuid4(), 1, 1, made_to_order=False, available=10)]

    monkeypatch.setattr(queries, "goods_for", far_too_much)

    assert not await parties._place_order()
    assert await events(hub) == before


async def test_an_order_that_is_over_is_forgotten(hub: Hub) -> None:
    parties = LiveTrade(hub, Chance(5))
    over = await hub.database.pool.fetchval(
        "SELECT id FROM orders WHERE status = 'COMPLETED' LIMIT 1"
    )
    parties._open_ids = [over]

    assert not await parties._advance_order()
    assert parties._open_ids == []


async def test_a_hub_without_partnerships_has_nothing_to_trade(hub: Hub) -> None:
    assert not await LiveTrade(hub, Chance(6)).act()


async def test_somebody_without_goods_or_stock_does_nothing(hub: Hub) -> None:
    pool = hub.database.pool
    nobody = queries.Actor(uuid4(), PartyKind.SUPPLIER)

    assert await queries.scarcest_goods(pool, nobody, count=3) == []
    nobody_else = queries.Actor(uuid4(), PartyKind.BRAND)
    assert await queries.goods_for(pool, queries.Pair(nobody, nobody_else, 1)) == []
    assert await queries.order_as_it_is(pool, uuid4()) is None
