"""Every filter of every list keeps what it says, and nothing else."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from db.enums.jobs import JobStatus
from db.sql.declarations import table_of
from db.sql.keyset import Page
from db.tables.jobs import Job
from hub.context import Hub
from hub.work.jobs.review_alerts import look
from tests.conftest import NOW
from tests.schema.lists import LISTINGS, in_order, read
from tests.schema.shelf import delivery, webhook


class Tried(NamedTuple):
    """A filter with a value, and the same said in plain SQL."""

    value: Any
    sql: str


async def filters_to_try(hub: Hub) -> Mapping[str, Mapping[str, Tried]]:
    """For every filter of every list a value that some rows have, and some have not."""

    async def one(sql: str) -> Any:
        return await hub.database.pool.fetchval(sql)

    await look(hub)
    await one(
        "UPDATE alerts SET status = 'RESOLVED', resolved_at = now() WHERE kind = 'OVERDUE_ORDER'"
    )
    brand = await one("SELECT id FROM parties WHERE name = 'Lanmusi Beauty'")
    shelf = await one("SELECT category_id FROM products WHERE category_id IS NOT NULL LIMIT 1")
    code = await one("SELECT code FROM skus")
    gtin = await one("SELECT gtin FROM skus WHERE gtin IS NOT NULL")
    number = await one("SELECT number FROM orders")
    buyer = await one("SELECT buyer_id FROM orders")
    sku = await one("SELECT sku_id FROM order_lines")
    location = await one("SELECT location_id FROM stock_items")
    await add_deliveries(hub, brand, await one("SELECT id FROM accounts"))
    await add_jobs(hub, brand)
    await one("UPDATE parties SET status = 'APPLIED' WHERE country = 'CN' AND kind = 'RETAILER'")
    of_parties = {
        "kind": Tried(("BRAND", "RETAILER"), "kind IN ('BRAND', 'RETAILER')"),
        "country": Tried(("CN",), "country = 'CN'"),
        "status": Tried(("APPLIED",), "status = 'APPLIED'"),
        "search": Tried("lan", "name ~* '\\mlan' OR name_zh ~* '\\mlan'"),
    }
    return {
        "PRODUCTS": {
            "trade": Tried(("JEWELLERY",), "trade = 'JEWELLERY'"),
            "status": Tried(("DRAFT", "WITHDRAWN"), "status IN ('DRAFT', 'WITHDRAWN')"),
            "owner_id": Tried(brand, f"owner_id = '{brand}'"),
            "category_id": Tried(shelf, f"category_id = '{shelf}'"),
            "search": Tried(
                "精华",
                "concat(name, name_zh, description, description_zh) LIKE '%精华%'",
            ),
        },
        "CATEGORIES": {},
        "SKUS": {
            "code": Tried((code,), f"code = '{code}'"),
            "gtin": Tried((gtin,), f"gtin = '{gtin}'"),
            "owner_id": Tried(brand, f"owner_id = '{brand}'"),
        },
        "OFFERS": {"audience": Tried(("CONSUMERS",), "audience = 'CONSUMERS'")},
        "ORDERS": {
            "status": Tried(("PLACED", "DRAFT"), "status IN ('PLACED', 'DRAFT')"),
            "kind": Tried(("RETAIL",), "kind = 'RETAIL'"),
            "buyer_id": Tried(buyer, f"buyer_id = '{buyer}'"),
            "seller_id": Tried(brand, f"seller_id = '{brand}'"),
            "number": Tried((number,), f"number = '{number}'"),
            "placed_from": Tried(NOW - timedelta(days=90), "placed_at >= $1"),
            "placed_until": Tried(NOW - timedelta(days=90), "placed_at < $1"),
            "sku_id": Tried(
                sku,
                f"EXISTS (SELECT FROM order_lines WHERE order_id = orders.id AND sku_id = '{sku}')",
            ),
        },
        "PARTIES": of_parties,
        "PARTNERSHIPS": {"status": Tried(("ENDED", "PROPOSED"), "status IN ('ENDED', 'PROPOSED')")},
        "STOCK": {
            "party_id": Tried(brand, f"party_id = '{brand}'"),
            "location_id": Tried(location, f"location_id = '{location}'"),
            "sku_ids": Tried((sku,), f"sku_id = '{sku}'"),
        },
        "MOVEMENTS": {},
        "ALERTS": {
            "kind": Tried(("DELAYED_DELIVERY",), "kind = 'DELAYED_DELIVERY'"),
            "status": Tried(("OPEN", "ACKNOWLEDGED"), "status IN ('OPEN', 'ACKNOWLEDGED')"),
        },
        "WEBHOOKS": {},
        "INVITATIONS": {},
        "JOBS": {"status": Tried(("FAILED",), "status = 'FAILED'")},
        "WEBHOOK_DELIVERIES": {"delivered": Tried(False, "NOT delivered")},
    }


async def add_jobs(hub: Hub, party_id: UUID) -> None:
    """What the hub has done beside requests, and what it has failed to do."""
    async with hub.database.session() as session:
        for status in (JobStatus.QUEUED, JobStatus.FAILED):
            session.add(
                Job(
                    name="count",
                    party_id=party_id,
                    key="",
                    status=status,
                    queued_at=NOW,
                    due_at=NOW,
                    ended_at=NOW,
                )
            )
        await session.commit()


async def add_deliveries(hub: Hub, party_id: UUID, account_id: UUID) -> None:
    """The demo world has no webhooks: nobody would be there to receive anything."""
    made = webhook(party_id, account_id, NOW)
    async with hub.database.session() as session:
        session.add(made)
        await session.flush()
        session.add_all(delivery(made.id, NOW, delivered=taken) for taken in (True, False))
        await session.commit()


async def test_every_filter_keeps_what_it_says_in_every_order(demo_hub: Hub) -> None:
    tried = await filters_to_try(demo_hub)
    whole = {name: listing for name, listing in LISTINGS.items() if listing.source is None}
    assert {name: set(found) for name, found in tried.items()} == {
        name: set(listing.filters) for name, listing in whole.items()
    }
    pool = demo_hub.database.pool
    for name, listing in whole.items():
        table = table_of(listing.model).name
        for filter, (value, sql) in tried[name].items():
            arguments = [value] if "$1" in sql else []
            rows = await pool.fetch(f"SELECT id FROM {table} WHERE {sql}", *arguments)
            wanted = {row["id"] for row in rows}
            assert 0 < len(wanted) < await pool.fetchval(f"SELECT count(*) FROM {table}"), filter
            for ordering in listing.orderings:
                met, place = [], None
                while True:
                    page = Page(400, ordering, after=place, filters=((filter, value),))
                    found = await read(demo_hub, listing, page, None)
                    met += [row.id for row in found.rows]
                    if not found.has_next:
                        break
                    place = listing.cursor(ordering, found.rows[-1])
                assert met == await in_order(demo_hub, listing, ordering, list(wanted)), filter
