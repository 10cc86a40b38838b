"""The demo world is a plausible year of trade, and the same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import asyncpg
import pytest
from argon2 import PasswordHasher

import demo
from db.enums.catalogue import ListingStatus
from db.enums.orders import OrderKind, OrderStatus
from db.enums.parties import PartnershipStatus
from demo import DEMO_ACCOUNTS, DEMO_PASSWORD, World
from demo.catalogue import gtin13
from demo.chance import DAY, YEAR, Chance
from hub.domain.orders import HAPPENED, OVER, TRANSITIONS, check_credit
from tests.conftest import NOW


async def column(connection: asyncpg.Connection, statement: str) -> Sequence[object]:
    return [row[0] for row in await connection.fetch(statement)]


# As it lies in the database


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

    allowed = {(before, HAPPENED[action], after) for (before, action), after in TRANSITIONS.items()}
    # An order that is placed at once never was a draft.
    taken = {(step[0] or OrderStatus.DRAFT, step[1], step[2]) for step in found}
    assert taken <= allowed
    assert len(taken) > 12


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


async def test_nobody_owes_more_than_its_credit(connection: asyncpg.Connection) -> None:
    accounts = await connection.fetch(
        """
        SELECT credit_limit_minor, sum(total_minor)::bigint AS owed_minor, partnerships.currency
        FROM partnerships
        JOIN orders ON upstream_id = seller_id AND downstream_id = buyer_id
        WHERE orders.status <> ALL($1) AND credit_limit_minor IS NOT NULL
        GROUP BY partnerships.id
        """,
        list(OVER),
    )

    assert accounts
    for limit_minor, owed_minor, currency in accounts:
        check_credit(limit_minor, owed_minor, 0, currency)


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
        "SELECT count(*) FROM products"
        " WHERE coalesce(name_translations ->> 'zh' !~ '[一-龥]', true)"
        " OR coalesce(description_translations ->> 'zh' !~ '[一-龥]', true)"
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
        SELECT exactness
        FROM sharings
        JOIN memberships AS ups ON ups.party_id = sharings.party_id
        JOIN accounts AS brand ON brand.id = ups.account_id AND brand.email = 'brand@hub.demo'
        JOIN memberships AS downs ON downs.party_id = partner_id
        JOIN accounts AS retailer
            ON retailer.id = downs.account_id AND retailer.email = 'retailer@hub.demo'
        WHERE topic = 'STOCK'
    """)

    assert shares == "EXACT"


async def test_orders_sort_by_id_as_by_time(connection: asyncpg.Connection) -> None:
    moments = await column(connection, "SELECT created_at FROM orders ORDER BY id")

    assert len(moments) > 2_000
    assert moments == sorted(moments)  # type: ignore[type-var]


# As it is made


def rows_of(seed: int, now: datetime = NOW) -> dict[str, list[dict[str, object]]]:
    world = World(scale=1, seed=seed, now=now, password_hash="…")
    rows: dict[str, list[dict[str, object]]] = {}
    for batch in world.batches():
        for table, columns, records in batch:
            found = (dict(zip(columns, record, strict=True)) for record in records)
            rows.setdefault(table, []).extend(found)
    return rows


@pytest.fixture
def _few_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    """A world is made by the same rules as the whole one, sooner."""
    monkeypatch.setattr("demo.world._ORDERS", 200)


@pytest.mark.usefixtures("_few_orders")
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


@pytest.mark.usefixtures("_few_orders")
def test_another_seed_makes_another_world() -> None:
    names = [{row["name"] for row in rows_of(seed)["products"]} for seed in (1, 2)]

    assert names[0] != names[1]


def test_ids_are_uuids_of_version_7_and_none_comes_twice() -> None:
    chance = Chance(1)

    ids = [chance.id_at(second) for second in (0, 0, DAY, YEAR)]

    assert {id.version for id in ids} == {7}
    assert len(set(ids)) == len(ids)


def test_the_rows_in_memory_do_not_grow_with_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demo.world._ORDERS", 200)
    monkeypatch.setattr("demo.world._ROWS_KEPT_MAX", 1_000)
    largest = {}
    for scale in (1, 4):
        world = World(scale=scale, seed=1, now=NOW, password_hash="…")
        sizes = (
            sum(len(copy.records) for copy in batch)
            for batch in world.batches()
            if any(copy.table == "orders" for copy in batch)
        )
        largest[scale] = max(sizes)

    assert largest[4] < largest[1] * 1.2


async def test_gtins_are_valid_and_distinct(connection: asyncpg.Connection) -> None:
    gtins = [str(gtin) for gtin in await column(connection, "SELECT gtin FROM skus")]

    assert len(gtins) > 100
    for gtin in gtins:
        weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(gtin))
        assert len(gtin) == 13
        assert weighted % 10 == 0
    assert len(set(gtins)) == len(gtins)


def test_the_check_digit_is_that_of_a_known_number() -> None:
    assert gtin13(629104150021) == "6291041500213"
