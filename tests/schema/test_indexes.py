"""The lists that clients ask for all the time are read off indexes."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple
from uuid import UUID

from db.scope import Scope
from db.sql.declarations import Statement, table_of
from db.sql.keyset import Page, encode_cursor
from hub.context import Hub
from hub.policy.catalogue import products_listed_for
from hub.policy.offers import offers_seen_by
from hub.policy.orders import orders_seen_by
from hub.policy.parties import parties_seen_by
from hub.policy.stock import stock_movements_seen_by, stock_seen_by
from hub.policy.viewer import Viewer
from tests.conftest import NOW
from tests.graph import viewer_of
from tests.schema.lists import ID, LISTINGS

# The policies of the lists that are looked into below.
SEEN_BY: Final[Mapping[str, Callable[[Viewer], Scope[Any]]]] = {
    "ORDERS": orders_seen_by,
    "PRODUCTS": products_listed_for,
    "OFFERS": offers_seen_by,
    "STOCK": stock_seen_by,
    "MOVEMENTS": stock_movements_seen_by,
    "PARTIES": parties_seen_by,
}


class Planned(NamedTuple):
    """A list that clients ask for all the time, and the index that must serve it."""

    listing: str
    page: Page
    parent: str | None
    served_by: str


async def generic_plan(hub: Hub, statement: Statement) -> str:
    """How the statement is run whatever its values are, as the hub has it planned."""
    async with hub.database.pool.acquire() as connection:
        await connection.execute(f"PREPARE asked AS {statement.text}")
        nulls = ", ".join("NULL" for _ in statement.names)
        rows = await connection.fetch(f"EXPLAIN EXECUTE asked ({nulls})")
        await connection.execute("DEALLOCATE asked")
    return "\n".join(row[0] for row in rows)


async def test_the_main_lists_are_read_off_indexes(read_hub: Hub) -> None:
    brand = await viewer_of(read_hub, "brand@hub.demo")
    of_seller = (("seller_id", brand.party_id),)
    newest = encode_cursor("orders.NEWEST", [NOW, UUID(ID)])
    plans = [
        Planned(
            "ORDERS", Page(50, "NEWEST", filters=of_seller), None, "ix_orders_seller_id_created"
        ),
        Planned(
            "ORDERS",
            Page(50, "NEWEST", after=newest, filters=of_seller),
            None,
            "ix_orders_seller_id_created",
        ),
        Planned(
            "ORDERS", Page(50, "LARGEST", filters=of_seller), None, "ix_orders_seller_id_total"
        ),
        Planned("PRODUCTS", Page(20, "NAME"), "owner", "ix_products_owner_id_name_key_id"),
        Planned("OFFERS", Page(20, "CHEAPEST"), "sku", "ix_offers_sku_id_price"),
        Planned("STOCK", Page(20, "ENTERED"), "party", "ix_stock_items_party_id_id"),
        Planned("STOCK", Page(20, "NEWEST"), "party", "ix_stock_items_party_id_available_at_id"),
        Planned("MOVEMENTS", Page(20, "NEWEST"), "item", "uq_stock_movements_stock_item_id"),
        Planned("PARTIES", Page(20, "NAME"), None, "ix_parties_name_key_id"),
    ]
    for name, page, parent, served_by in plans:
        listing = LISTINGS[name]
        statement = listing.rows(page, parent, SEEN_BY[name](brand).predicate)
        text = await generic_plan(read_hub, statement)
        assert f"on {table_of(listing.model).name}" in text
        assert f"Seq Scan on {table_of(listing.model).name}" not in text, text
        assert served_by in text, text
