"""The demo world is the same for the same seed, and nothing in it contradicts itself."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import uuid4

import asyncpg
import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from db import demo
from db.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoRefused, World
from db.demo.catalogue import gtin13
from db.demo.chance import DAY, YEAR, Calendar, Chance
from db.demo.lives import Deed, Fate, plan, tell
from db.demo.names import City, Words
from db.demo.parties import Guild, Trader
from db.demo.rows import Rows
from db.demo.stock import Ledger, StockGoesWrong
from db.embedded import embedded_servers
from db.enums import (
    ListingStatus,
    MovementKind,
    OrderEventKind,
    OrderKind,
    OrderStatus,
    PartnershipStatus,
)
from db.migrate import migrate
from db.queries.consistency import STATEMENTS, inconsistencies

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)

# Each row reads: from this status, such an event leads to these.
STEPS: dict[tuple[str | None, str], set[str]] = {
    (None, "PLACED"): {"PLACED"},
    ("PLACED", "CONFIRMED"): {"CONFIRMED"},
    ("PLACED", "REJECTED"): {"REJECTED"},
    ("CONFIRMED", "PRODUCTION_STARTED"): {"IN_PRODUCTION"},
    ("IN_PRODUCTION", "PRODUCTION_FINISHED"): {"READY"},
    ("CONFIRMED", "PARTIALLY_SHIPPED"): {"PARTIALLY_SHIPPED"},
    ("READY", "PARTIALLY_SHIPPED"): {"PARTIALLY_SHIPPED"},
    ("CONFIRMED", "SHIPPED"): {"SHIPPED"},
    ("READY", "SHIPPED"): {"SHIPPED"},
    ("PARTIALLY_SHIPPED", "SHIPPED"): {"SHIPPED"},
    ("PARTIALLY_SHIPPED", "PARTIALLY_RECEIVED"): {"PARTIALLY_SHIPPED"},
    ("SHIPPED", "PARTIALLY_RECEIVED"): {"SHIPPED"},
    ("SHIPPED", "DELIVERED"): {"DELIVERED"},
    ("DELIVERED", "COMPLETED"): {"COMPLETED"},
    ("PLACED", "CANCELLED"): {"CANCELLED"},
    ("CONFIRMED", "CANCELLED"): {"CANCELLED"},
    ("IN_PRODUCTION", "CANCELLED"): {"CANCELLED"},
    ("READY", "CANCELLED"): {"CANCELLED"},
}

# A statement that breaks each rule of `db.queries.consistency`.
BREAKS = {
    "Stock items differ from the sum of their movements": (
        "UPDATE stock_items SET on_hand = on_hand + 1"
    ),
    "Movements do not follow one another": "UPDATE stock_movements SET on_hand = on_hand + 1",
    "Movements leave stock that is negative or oversold": (
        "UPDATE stock_movements SET reserved = -1"
    ),
    "Movements are of another party, location or SKU than their stock item": (
        "UPDATE stock_movements SET sku_id = (SELECT min(id::text)::uuid FROM skus)"
    ),
    "Stock items are at a location of another party": (
        "UPDATE stock_items SET party_id = (SELECT id FROM parties WHERE kind = 'OPERATOR')"
    ),
    "Stock items hold more or less than is reserved of them": "DELETE FROM reservations",
    "Order lines are not held as they are allocated": (
        "UPDATE reservations SET quantity = quantity + 1"
    ),
    "Reservations are of another SKU or seller than their order line": (
        "UPDATE order_lines SET sku_id = (SELECT min(id::text)::uuid FROM skus)"
    ),
    "Order lines or orders do not add up": "UPDATE order_lines SET total_minor = total_minor + 1",
    "Histories of orders do not follow one another": "DELETE FROM order_events WHERE version = 2",
    "Orders are not where their history leads": "UPDATE orders SET version = version + 1",
    "Orders are in a status that their lines contradict": (
        "UPDATE orders SET status = 'COMPLETED' WHERE status = 'PLACED'"
    ),
    "Order lines differ from what their shipments carry": "DELETE FROM shipment_lines",
    "Stock items expect other goods than are on their way to them": (
        "UPDATE shipments SET status = 'DELIVERED'"
    ),
    "Feeds have gaps": """
        WITH one AS (SELECT id FROM parties LIMIT 1),
        recorded AS (
            INSERT INTO events (
                kind, fact_id, aggregate_id, version, audience, recorded_at, sequenced
            )
            VALUES ('ORDER', uuidv7(), uuidv7(), 1, '{}', now(), true)
            RETURNING id
        ),
        told AS (
            INSERT INTO feed_entries (party_id, position, event_id)
            SELECT one.id, 7, recorded.id FROM one, recorded
        )
        INSERT INTO feeds (party_id, position) SELECT id, 8 FROM one
    """,
    "Feeds tell an event twice": """
        WITH one AS (SELECT id FROM parties LIMIT 1),
        recorded AS (
            INSERT INTO events (
                kind, fact_id, aggregate_id, version, audience, recorded_at, sequenced
            )
            VALUES ('ORDER', uuidv7(), uuidv7(), 1, '{}', now(), true)
            RETURNING id
        )
        INSERT INTO feed_entries (party_id, position, event_id)
        SELECT one.id, position, recorded.id FROM one, recorded, generate_series(1, 2) AS position
    """,
}


EMPTY = "TRUNCATE parties, accounts, categories CASCADE"


async def _load(url: str) -> None:
    await migrate(url)
    connection = await asyncpg.connect(url)
    await demo.load(connection, now=NOW)
    await connection.close()


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with the demo world in it."""
    with embedded_servers(tmp_path_factory.mktemp("servers"), durable=False) as servers:
        asyncio.run(_load(servers.database_url))
        yield servers.database_url


@pytest.fixture
async def connection(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """What a test changes in the demo world is undone."""
    connection = await asyncpg.connect(database_url)
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()


def trader(name: str = "Somebody") -> Trader:
    location_ids = (uuid4(), uuid4())
    return Trader(
        uuid4(), Guild.BRAND, Words(name, name), City("Suzhou", "CN"), "CNY", location_ids, 1
    )


@cache
def rows_of(seed: int, now: datetime = NOW) -> dict[str, list[dict[str, object]]]:
    world = World(scale=1, seed=seed, now=now, password_hash="…")
    rows: dict[str, list[dict[str, object]]] = {}
    for batch in world.batches():
        for table, columns, records in batch:
            found = (dict(zip(columns, record, strict=True)) for record in records)
            rows.setdefault(table, []).extend(found)
    return rows


async def column(connection: asyncpg.Connection, statement: str) -> Sequence[object]:
    return [row[0] for row in await connection.fetch(statement)]


# The world in the database


async def test_nothing_in_it_contradicts_itself(connection: asyncpg.Connection) -> None:
    assert await inconsistencies(connection) == []


@pytest.mark.parametrize("rule", STATEMENTS)
async def test_a_broken_rule_is_found(connection: asyncpg.Connection, rule: str) -> None:
    # Ledgers refuse changes; here somebody found a way.
    await connection.execute("SET LOCAL session_replication_role = replica")
    await connection.execute(BREAKS[rule])

    assert any(sentence.startswith(rule) for sentence in await inconsistencies(connection))


async def test_orders_are_in_every_status_and_of_every_kind(connection: asyncpg.Connection) -> None:
    statuses = await column(connection, "SELECT DISTINCT status FROM orders")
    kinds = await column(connection, "SELECT DISTINCT kind FROM orders")

    assert set(statuses) == {status.value for status in OrderStatus}
    assert set(kinds) == {kind.value for kind in OrderKind}


async def test_it_has_a_year_of_orders_of_about_five_lines(connection: asyncpg.Connection) -> None:
    found = await connection.fetchrow(
        "SELECT count(*), min(created_at), max(created_at) FROM orders"
    )
    assert found
    count, first, last = found
    lines = await connection.fetchval("SELECT count(*) FROM order_lines")

    assert 2_000 < count < 4_000
    assert 4 < lines / count < 6
    assert first < NOW - timedelta(days=355)
    assert NOW - timedelta(days=1) < last <= NOW


@pytest.mark.parametrize(
    ("table", "moment"),
    [
        ("orders", "created_at"),
        ("order_events", "occurred_at"),
        ("shipments", "shipped_at"),
        ("shipments", "received_at"),
        ("tracking_events", "occurred_at"),
        ("stock_movements", "occurred_at"),
        ("stock_items", "updated_at"),
        ("products", "published_at"),
        ("accounts", "created_at"),
    ],
)
async def test_nothing_has_happened_later_than_now(
    connection: asyncpg.Connection, table: str, moment: str
) -> None:
    assert await connection.fetchval(f"SELECT max({moment}) FROM {table}") <= NOW


async def test_every_history_follows_the_steps_of_an_order(connection: asyncpg.Connection) -> None:
    found = await connection.fetch("SELECT DISTINCT from_status, kind, to_status FROM order_events")

    assert [tuple(step) for step in found if step["to_status"] not in STEPS[step[0], step[1]]] == []


async def test_each_step_is_done_by_the_side_whose_it_is(connection: asyncpg.Connection) -> None:
    found = await connection.fetch("""
        SELECT DISTINCT order_events.kind, actor_id = buyer_id AS by_buyer
        FROM order_events JOIN orders ON orders.id = order_id
        WHERE actor_id IN (buyer_id, seller_id)
    """)

    by_buyer = {row["kind"] for row in found if row["by_buyer"]}
    by_seller = {row["kind"] for row in found if not row["by_buyer"]}
    assert by_buyer == {"PLACED", "CANCELLED", "PARTIALLY_RECEIVED", "DELIVERED", "COMPLETED"}
    assert by_seller == {
        "CONFIRMED", "REJECTED", "PRODUCTION_STARTED", "PRODUCTION_FINISHED",
        "PARTIALLY_SHIPPED", "SHIPPED",
    }  # fmt: skip


async def test_who_trades_is_in_an_active_partnership(connection: asyncpg.Connection) -> None:
    strangers = await connection.fetch("""
        SELECT orders.id
        FROM orders
        LEFT JOIN partnerships ON upstream_id = seller_id AND downstream_id = buyer_id
        WHERE partnerships.status IS DISTINCT FROM 'ACTIVE'
            OR partnerships.currency <> orders.currency
    """)
    statuses = await column(connection, "SELECT DISTINCT status FROM partnerships")

    assert strangers == []
    assert PartnershipStatus.ACTIVE.value in statuses
    assert len(statuses) > 1


async def test_a_line_is_priced_by_an_offer_of_its_seller_to_its_buyer(
    connection: asyncpg.Connection,
) -> None:
    wrong = await connection.fetch("""
        SELECT order_lines.id
        FROM order_lines
        JOIN orders ON orders.id = order_lines.order_id
        JOIN offers ON offers.id = order_lines.offer_id
        WHERE offers.seller_id <> orders.seller_id
            OR offers.sku_id <> order_lines.sku_id
            OR offers.currency <> orders.currency
            OR offers.partner_id <> orders.buyer_id
            OR offers.made_to_order <> order_lines.made_to_order
            OR offers.audience <>
                CASE orders.kind WHEN 'RETAIL' THEN 'CONSUMERS' ELSE 'PARTNERS' END
            OR offers.valid_until <= orders.created_at
            OR order_lines.unit_price_minor <> coalesce(
                (
                    SELECT price_minor
                    FROM price_tiers
                    WHERE offer_id = offers.id AND minimum_quantity <= order_lines.quantity
                    ORDER BY minimum_quantity DESC
                    LIMIT 1
                ),
                offers.price_minor
            )
    """)

    assert wrong == []


async def test_an_order_is_caused_by_an_earlier_one_that_its_buyer_sells(
    connection: asyncpg.Connection,
) -> None:
    chains = await connection.fetch("""
        SELECT cause.kind AS cause_kind, effect.kind AS effect_kind,
            bool_and(effect.buyer_id = cause.seller_id AND effect.created_at > cause.created_at)
                AS follows
        FROM orders AS effect
        JOIN orders AS cause ON cause.id = effect.caused_by_id
        GROUP BY cause.kind, effect.kind
    """)

    assert {tuple(chain) for chain in chains} == {
        ("RETAIL", "WHOLESALE", True),
        ("WHOLESALE", "SUPPLY", True),
    }


async def test_goods_go_to_the_buyers_first_location(connection: asyncpg.Connection) -> None:
    wrong = await connection.fetch("""
        SELECT orders.id
        FROM orders
        WHERE deliver_to_id IS DISTINCT FROM (
            SELECT id FROM locations WHERE party_id = buyer_id ORDER BY code LIMIT 1
        )
    """)

    assert wrong == []


async def test_only_what_is_published_is_offered_and_sold(connection: asyncpg.Connection) -> None:
    listed = await column(
        connection,
        "SELECT DISTINCT status FROM offers"
        " JOIN skus ON skus.id = sku_id JOIN products ON products.id = product_id",
    )
    statuses = await column(connection, "SELECT DISTINCT status FROM products")

    assert listed == [ListingStatus.PUBLISHED.value]
    assert set(statuses) == {status.value for status in ListingStatus}


async def test_materials_are_for_partners_and_finished_goods_for_all(
    connection: asyncpg.Connection,
) -> None:
    found = await connection.fetch("""
        SELECT DISTINCT trade, visibility, kind, listed
        FROM products JOIN parties ON parties.id = owner_id
    """)

    assert {tuple(row) for row in found} == {
        ("GENERAL", "PARTNERS", "SUPPLIER", False),
        ("COSMETICS", "PUBLIC", "BRAND", True),
        ("JEWELLERY", "PUBLIC", "SUPPLIER", True),
    }


async def test_every_product_speaks_both_languages(connection: asyncpg.Connection) -> None:
    silent = await connection.fetchval(
        "SELECT count(*) FROM products WHERE name_zh !~ '[一-龥]' OR description_zh !~ '[一-龥]'"
    )

    assert silent == 0


@pytest.mark.parametrize("account", DEMO_ACCOUNTS, ids=lambda account: account.email)
async def test_every_demo_account_can_sign_in_and_sees_much(
    connection: asyncpg.Connection, account: demo.DemoAccount
) -> None:
    found = await connection.fetchrow(
        """
        SELECT password_hash, role,
            (SELECT count(*) FROM orders WHERE party_id IN (buyer_id, seller_id)) AS orders,
            (SELECT kind FROM parties WHERE id = party_id) AS kind
        FROM accounts JOIN memberships ON account_id = accounts.id
        WHERE email = $1
        """,
        account.email,
    )

    assert found
    assert PasswordHasher().verify(found["password_hash"], DEMO_PASSWORD)
    assert found["role"] == "OWNER"
    assert found["kind"] == account.label.partition(" · ")[0].upper()
    assert found["orders"] > 50 or found["kind"] == "OPERATOR"


async def test_the_brand_shares_its_stock_with_the_retailer(connection: asyncpg.Connection) -> None:
    shares = await connection.fetchval("""
        SELECT shares_stock
        FROM partnerships
        JOIN memberships AS ups ON ups.party_id = upstream_id
        JOIN accounts AS brand ON brand.id = ups.account_id AND brand.email = 'brand@hub.demo'
        JOIN memberships AS downs ON downs.party_id = downstream_id
        JOIN accounts AS retailer
            ON retailer.id = downs.account_id AND retailer.email = 'retailer@hub.demo'
    """)

    assert shares is True


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


# The world as it is made


def test_the_same_seed_makes_the_same_world_at_another_time() -> None:
    later = timedelta(days=40)

    world, moved = rows_of(1), rows_of(1, NOW + later)

    assert world.keys() == moved.keys()
    assert [row["id"] for row in world["orders"]] == [row["id"] for row in moved["orders"]]
    assert world["skus"] == moved["skus"]
    assert world["order_lines"] == moved["order_lines"]
    assert [row["created_at"] + later for row in world["orders"]] == [  # type: ignore[operator]
        row["created_at"] for row in moved["orders"]
    ]


def test_another_seed_makes_another_world() -> None:
    names = [{row["name"] for row in rows_of(seed)["products"]} for seed in (1, 2)]

    assert names[0] != names[1]


def test_orders_sort_by_id_as_by_time() -> None:
    orders = rows_of(1)["orders"]

    moments = [row["created_at"] for row in sorted(orders, key=lambda row: str(row["id"]))]

    assert moments == sorted(moments)  # type: ignore[type-var]


def test_ids_are_uuids_of_version_7_and_none_comes_twice() -> None:
    chance = Chance(1)

    ids = [chance.id_at(second) for second in (0, 0, DAY, YEAR)]

    assert {id.version for id in ids} == {7}
    assert len(set(ids)) == len(ids)


def test_the_rows_in_memory_do_not_grow_with_the_world() -> None:
    largest = {}
    for scale in (1, 2):
        world = World(scale=scale, seed=1, now=NOW, password_hash="…")
        sizes = [
            sum(len(copy.records) for copy in batch)
            for batch in world.batches()
            if any(copy.table == "orders" for copy in batch)
        ]
        largest[scale] = max(sizes)

    assert largest[2] < largest[1] * 1.2


def test_gtins_are_valid_and_distinct() -> None:
    gtins = [str(row["gtin"]) for row in rows_of(1)["skus"]]

    for gtin in gtins:
        weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(gtin))
        assert len(gtin) == 13
        assert weighted % 10 == 0
    assert len(set(gtins)) == len(gtins)


def test_the_check_digit_is_that_of_a_known_number() -> None:
    assert gtin13(629104150021) == "6291041500213"


def test_order_numbers_are_unique_with_their_seller() -> None:
    orders = rows_of(1)["orders"]

    numbers = Counter((row["seller_id"], row["number"]) for row in orders)

    assert max(numbers.values()) == 1


# The life of an order


@given(
    seed=st.integers(),
    kind=st.sampled_from(OrderKind),
    fate=st.sampled_from(Fate),
    parts=st.integers(1, 3),
    made_to_order=st.booleans(),
)
def test_every_life_is_told_in_steps_that_follow_one_another(
    seed: int, kind: OrderKind, fate: Fate, parts: int, made_to_order: bool
) -> None:
    production = (lambda started_at: started_at + DAY) if made_to_order else None

    steps = plan(Chance(seed), kind, 100, fate=fate, parts=parts, production=production)
    told = list(tell(steps, parts))

    assert [step.at for step in steps] == sorted(step.at for step in steps)
    statuses = [None, *(one.to_status for one in told)]
    assert [one.from_status for one in told] == statuses[:-1]
    for one in told:
        if one.kind is not OrderEventKind.PARTIALLY_SHIPPED:
            assert one.to_status in STEPS[one.from_status, one.kind]


@pytest.mark.parametrize(
    ("fate", "end"),
    [
        (Fate.SUCCEED, OrderStatus.COMPLETED),
        (Fate.BE_CANCELLED, OrderStatus.CANCELLED),
        (Fate.BE_REJECTED, OrderStatus.REJECTED),
    ],
)
def test_a_fate_comes_true(fate: Fate, end: OrderStatus) -> None:
    steps = plan(Chance(1), OrderKind.RETAIL, 0, fate=fate, parts=2, production=None)

    assert list(tell(steps, 2))[-1].to_status is end


def test_a_draft_has_no_history() -> None:
    steps = plan(Chance(1), OrderKind.RETAIL, 0, fate=Fate.STAY_DRAFT, parts=1, production=None)

    assert steps == []


def test_goods_made_to_order_are_made_before_they_are_shipped() -> None:
    steps = plan(
        Chance(1),
        OrderKind.WHOLESALE,
        0,
        fate=Fate.SUCCEED,
        parts=1,
        production=lambda started_at: started_at + 30 * DAY,
    )

    deeds = {step.deed: step.at for step in steps}
    assert deeds[Deed.START] + 30 * DAY == deeds[Deed.FINISH] < deeds[Deed.SHIP]


# The ledger


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(Rows(), Chance(1), Calendar(NOW))


def test_goods_are_taken_from_the_first_location_on(ledger: Ledger) -> None:
    party, sku_id = trader(), uuid4()
    first = ledger.open(party, sku_id, 0, place=0, quantity=3)
    second = ledger.open(party, sku_id, 0, place=1, quantity=5)

    holds = ledger.reserve(party, sku_id, 4, 1, uuid4())

    assert [(hold.item, hold.quantity) for hold in holds] == [(first, 3), (second, 1)]
    assert ledger.available(party, sku_id) == 4


def test_more_than_there_is_cannot_be_held(ledger: Ledger) -> None:
    party, sku_id = trader("Baiyu"), uuid4()
    ledger.open(party, sku_id, 0, place=0, quantity=3)

    with pytest.raises(StockGoesWrong, match="1 pieces of .* are missing at Baiyu"):
        ledger.reserve(party, sku_id, 4, 1, uuid4())


@pytest.mark.parametrize(
    ("on_hand", "reserved", "incoming"), [(-4, 0, 0), (0, 4, 0), (0, -1, 0), (0, 0, -1)]
)
def test_stock_is_never_negative_or_oversold(
    ledger: Ledger, on_hand: int, reserved: int, incoming: int
) -> None:
    item = ledger.open(trader(), uuid4(), 0, place=0, quantity=3)

    with pytest.raises(StockGoesWrong, match="impossible"):
        ledger.move(
            item,
            MovementKind.ADJUSTED,
            1,
            on_hand=on_hand,
            reserved=reserved,
            incoming=incoming,
        )


def test_movements_are_written_in_time_order(ledger: Ledger) -> None:
    item = ledger.open(trader(), uuid4(), 10, place=0, quantity=3)

    with pytest.raises(StockGoesWrong, match="already happened"):
        ledger.move(item, MovementKind.ADJUSTED, 9, on_hand=1)
