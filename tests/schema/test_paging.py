"""Every list can be walked from either end, in pages of any size, in each of its orders."""

import base64
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import timedelta
from itertools import cycle, product
from types import ModuleType
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

import orjson
import pytest
from sqlmodel import SQLModel

from db.enums import (
    Audience,
    ListingStatus,
    LocationKind,
    MovementKind,
    OrderKind,
    PartnershipStatus,
    PartyKind,
)
from db.paging import InvalidCursor, Page, encode_cursor
from db.queries import catalogue, offers, orders, parties, stock
from db.reading import Listing, Statement, table_of
from db.scope import Scope
from db.session import PageRows
from db.tables import (
    Category,
    Location,
    Offer,
    Order,
    Partnership,
    Party,
    Product,
    Sku,
    StockItem,
    StockMovement,
)
from hub.context import Hub
from hub.policy.catalogue import products_listed_for
from hub.policy.offers import offers_seen_by
from hub.policy.orders import orders_seen_by
from hub.policy.parties import parties_seen_by
from hub.policy.stock import stock_movements_seen_by, stock_seen_by
from hub.policy.viewer import EVERYBODY, Viewer
from hub.schema.connections import PAGE_SIZE_MAX
from tests.conftest import NOW
from tests.graph import answer, ask, ask_field_by_field, viewer_of
from tests.world import World

ALL: Final[Scope[Any]] = Scope(EVERYBODY)
ROWS: Final = 7


def listings_in(*modules: ModuleType) -> dict[str, Listing[Any]]:
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Listing)
    }


LISTINGS: Final = listings_in(catalogue, offers, orders, parties, stock)
# Every list in each of its orders, whole and under each kind of parent.
LISTS: Final = [
    (name, ordering, under)
    for name, listing in LISTINGS.items()
    for ordering, under in product(listing.orderings, (None, *listing.parents))
    # Partners are those of some party.
    if under is not None or listing.source is None
]


class Shelf(NamedTuple):
    """Rows of every table that has lists, many of them alike in what they are sorted by."""

    hub: Hub
    parents: Mapping[type[SQLModel], Mapping[str, UUID]]


@pytest.fixture
async def shelf(hub: Hub) -> Shelf:
    """`ROWS` rows of every list, whole and under each parent; pairs of them look the same."""
    rows: list[SQLModel] = []
    twins = [number // 2 for number in range(ROWS)]
    instants = [NOW + timedelta(microseconds=number) for number in twins]

    centre = Party(kind=PartyKind.BRAND, name="Centre", created_at=NOW)
    around = [
        Party(kind=kind, name=f"Party {twin}", created_at=NOW)
        for kind, twin in product(PartyKind, twins)
    ]
    rows += [centre, *around]
    for number, party in enumerate(around):
        for upstream, downstream in ((centre, party), (party, centre)):
            rows.append(
                Partnership(
                    upstream_id=upstream.id,
                    downstream_id=downstream.id,
                    status=PartnershipStatus.ACTIVE,
                    currency="EUR",
                    since=instants[number % ROWS],
                )
            )
    categories = [Category(code=f"C{number}", name="Shelf") for number in range(ROWS)]
    products = [
        Product(
            owner_id=centre.id,
            category_id=categories[0].id,
            name=f"Product {twin}",
            created_at=instant,
        )
        for twin, instant in zip(twins, instants, strict=True)
    ]
    # Codes are unique with their owner.
    skus = [
        Sku(
            product_id=products[number].id,
            owner_id=owner.id,
            code=f"S{number}",
            name="The one size",
        )
        for number, owner in product(range(ROWS), (centre, around[0]))
    ]
    rows += [*categories, *products, *skus]
    rows += [
        Offer(
            seller_id=centre.id,
            sku_id=skus[0].id,
            audience=Audience.PARTNERS,
            currency="EUR",
            price_minor=twin,
            valid_from=instant,
        )
        for twin, instant in zip(twins, instants, strict=True)
    ]
    locations = [
        Location(party_id=centre.id, kind=LocationKind.SHOP, code=f"L{number}", name="Shop")
        for number in range(ROWS)
    ]
    items = [
        StockItem(
            party_id=centre.id,
            location_id=location.id,
            sku_id=sku.id,
            on_hand=twin,
            updated_at=instant,
        )
        for location, sku, twin, instant in (
            *zip(locations, [skus[0]] * ROWS, twins, instants, strict=True),
            *zip([locations[0]] * (ROWS - 1), skus[1:ROWS], twins, instants, strict=False),
        )
    ]
    rows += [*locations, *items]
    rows += [
        StockMovement(
            stock_item_id=items[0].id,
            party_id=centre.id,
            location_id=locations[0].id,
            sku_id=skus[0].id,
            kind=MovementKind.ADJUSTED,
            version=number,
            on_hand=0,
            reserved=0,
            incoming=0,
            occurred_at=NOW,
        )
        for number in range(1, ROWS + 1)
    ]
    rows += [
        Order(
            number=f"O{number}",
            kind=OrderKind.WHOLESALE,
            buyer_id=around[0].id,
            seller_id=centre.id,
            currency="EUR",
            total_minor=twins[number],
            created_at=instants[number],
        )
        for number in range(ROWS)
    ]
    async with hub.database.session() as session:
        for row in rows:
            session.add(row)
            await session.flush()
        await session.commit()
    return Shelf(
        hub,
        {
            Party: {"partner": centre.id},
            Partnership: {"party": centre.id},
            Product: {"owner": centre.id, "category": categories[0].id},
            Offer: {"sku": skus[0].id, "seller": centre.id},
            StockItem: {
                "party": centre.id,
                "sku": skus[0].id,
                "location": locations[0].id,
            },
            StockMovement: {"item": items[0].id},
            Order: {"party": centre.id},
        },
    )


async def read(hub: Hub, listing: Listing[Any], page: Page, parent: Any) -> PageRows:
    """A page, in a snapshot of its own; `parent` is None or (under what, whose id)."""
    reads = hub.database.reads()
    try:
        if parent is None:
            return await reads.page(listing, page, scope=ALL)
        under, parent_id = parent
        return (await reads.pages(listing, page, under, [parent_id], scope=ALL))[parent_id]
    finally:
        await reads.close()


async def in_order(hub: Hub, listing: Listing[Any], ordering: str, ids: Sequence[UUID]) -> Any:
    """The same rows as PostgreSQL sorts them when it is asked plainly."""
    columns, descending = (
        listing.orderings[ordering].columns,
        listing.orderings[ordering].descending,
    )
    by = ", ".join(f"{name} {'DESC' if descending else 'ASC'}" for name in columns)
    table = table_of(listing.model).name
    sql = f"SELECT id FROM {table} WHERE id = ANY ($1) ORDER BY {by}"
    return [row["id"] for row in await hub.database.pool.fetch(sql, ids)]


def _page(size: int, ordering: str, backward: bool, place: str | None) -> Page:
    """The page beyond the place."""
    after, before = (None, place) if backward else (place, None)
    return Page(size, ordering, backward, after=after, before=before)


async def walked(
    hub: Hub, listing: Listing[Any], ordering: str, parent: Any, size: int, *, backward: bool
) -> AsyncIterator[PageRows]:
    """The list's pages, one after the other, from the start or from the end."""
    place: str | None = None
    while True:
        page = _page(size, ordering, backward, place)
        found = await read(hub, listing, page, parent)
        yield found
        if not (found.has_previous if backward else found.has_next):
            return
        place = listing.cursor(ordering, found.rows[0 if backward else -1])


def test_there_are_lists_of_every_area() -> None:
    assert {"PRODUCTS", "OFFERS", "ORDERS", "PARTIES", "STOCK"} <= LISTINGS.keys()


@pytest.mark.parametrize("backward", [False, True], ids=["forwards", "backwards"])
async def test_walking_a_list_meets_each_row_once_and_in_order(
    shelf: Shelf, backward: bool
) -> None:
    for name, ordering, under in LISTS:
        listing = LISTINGS[name]
        parent = under and (under, shelf.parents[listing.model][under])
        whole = await read(shelf.hub, listing, Page(PAGE_SIZE_MAX, ordering), parent)
        ids = [row.id for row in whole.rows]
        assert len(ids) >= ROWS, (name, under)
        assert ids == await in_order(shelf.hub, listing, ordering, ids), (name, ordering)

        for size in (1, 2, 3, len(ids) - 1, len(ids), len(ids) + 1):
            met: list[UUID] = []
            pages = walked(shelf.hub, listing, ordering, parent, size, backward=backward)
            async for page in pages:
                assert len(page.rows) <= size
                is_first, met_before = not met, len(met)
                page_ids = [row.id for row in page.rows]
                met = page_ids + met if backward else met + page_ids
                more = len(met) < len(ids)
                behind, ahead = page.has_previous, page.has_next
                if backward:
                    behind, ahead = ahead, behind
                assert (behind, ahead) == (not is_first, more), (name, ordering, size, met_before)
            assert met == ids, (name, ordering, under, size)


async def test_both_cursors_bound_a_page(shelf: Shelf) -> None:
    listing = LISTINGS["PRODUCTS"]
    whole = (await read(shelf.hub, listing, Page(100, "NAME"), None)).rows
    after, before = (listing.cursor("NAME", whole[place]) for place in (0, -1))

    for backward in (False, True):
        page = await read(
            shelf.hub, listing, Page(100, "NAME", backward, after=after, before=before), None
        )

        assert [row.id for row in page.rows] == [row.id for row in whole[1:-1]]
        assert (page.has_previous, page.has_next) == (True, True)


async def test_an_empty_page_knows_whether_there_are_rows(shelf: Shelf) -> None:
    page = await read(shelf.hub, LISTINGS["PRODUCTS"], Page(0, "NAME"), None)

    assert (list(page.rows), page.has_previous, page.has_next) == ([], False, True)


async def test_rows_that_come_meanwhile_do_not_disturb_a_walk(shelf: Shelf) -> None:
    listing = LISTINGS["ORDERS"]
    [known] = await shelf.hub.database.pool.fetch("SELECT * FROM orders LIMIT 1")

    async def come(created_at: Any) -> UUID:
        order = Order(
            **{name: known[name] for name in ("kind", "buyer_id", "seller_id", "currency")},
            number=str(uuid4()),
            created_at=created_at,
        )
        async with shelf.hub.database.session() as session:
            session.add(order)
            await session.commit()
        return order.id

    whole = await read(shelf.hub, listing, Page(100, "OLDEST"), None)
    before = [row.id for row in whole.rows]
    ahead: set[UUID] = set()
    met: list[UUID] = []

    async for page in walked(shelf.hub, listing, "OLDEST", None, 2, backward=False):
        met += [row.id for row in page.rows]
        if len(met) < 6:
            await come(NOW - timedelta(days=1))
            ahead.add(await come(NOW + timedelta(days=len(ahead))))

    assert [id for id in met if id in before] == before
    assert set(met) == {*before, *ahead}
    assert len(set(met)) == len(met)


class Tried(NamedTuple):
    """A filter with a value, and the same said in plain SQL."""

    value: Any
    sql: str


async def filters_to_try(hub: Hub) -> Mapping[str, Mapping[str, Tried]]:
    """For every filter of every list a value that some rows have, and some have not."""

    async def one(sql: str) -> Any:
        return await hub.database.pool.fetchval(sql)

    brand = await one("SELECT id FROM parties WHERE name = 'Lanmusi Beauty'")
    shelf = await one("SELECT category_id FROM products WHERE category_id IS NOT NULL LIMIT 1")
    code = await one("SELECT code FROM skus")
    gtin = await one("SELECT gtin FROM skus WHERE gtin IS NOT NULL")
    number = await one("SELECT number FROM orders")
    buyer = await one("SELECT buyer_id FROM orders")
    sku = await one("SELECT sku_id FROM order_lines")
    location = await one("SELECT location_id FROM stock_items")
    of_parties = {
        "kind": Tried(("BRAND", "RETAILER"), "kind IN ('BRAND', 'RETAILER')"),
        "country": Tried(("CN",), "country = 'CN'"),
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
    }


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


COUNTED = "{ viewer { party { products(first: 2) { nodes { id } %s } } } }"


async def test_a_list_is_counted_only_when_that_is_asked(world: World) -> None:
    for _ in range(3):
        await world.goods(world.brand, status=ListingStatus.DRAFT)

    plain = await ask(world.hub, world.brand.viewer, COUNTED % "")
    counted = await ask(world.hub, world.brand.viewer, COUNTED % "totalCount")

    assert counted.data["viewer"]["party"]["products"]["totalCount"] == 4
    assert counted.statements == plain.statements + 1


async def test_a_page_tells_its_ends(world: World) -> None:
    for _ in range(3):
        await world.goods(world.brand)
    query = """
    query ($first: Int, $after: Cursor) { products(first: $first, after: $after) {
      edges { cursor } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }
    """

    pages = []
    place = None
    while place is None or pages[-1]["pageInfo"]["hasNextPage"]:
        told = await answer(world.hub, world.brand.viewer, query, first=3, after=place)
        pages.append(told["products"])
        place = pages[-1]["pageInfo"]["endCursor"]

    assert [len(page["edges"]) for page in pages] == [3, 1]
    for page in pages:
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
    none = await answer(world.hub, world.brand.viewer, query, first=0)
    assert none["products"]["pageInfo"]["startCursor"] is None


ODD_NAMES: Final = (
    'quoted "so"', "back\\slash", "a/b", "岚", "é", "🌙", "\u2028", "\x7f", "\ttab\n", "", " ",
)  # fmt: skip


@pytest.mark.parametrize("ordering", ["NAME", "NEWEST", "OLDEST"])
async def test_clients_walk_a_list_whatever_is_in_its_cursors(world: World, ordering: str) -> None:
    instants = [NOW + timedelta(microseconds=some) for some in (0, 1, 10, 100_000, 123_456)]
    for name, created_at in product(ODD_NAMES[:: 1 if ordering == "NAME" else 6], instants):
        await world.add(Product(owner_id=world.brand.id, name=name, created_at=created_at))
    query = """
    query ($after: Cursor, $orderBy: ProductOrder!) {
      products(first: 1, after: $after, orderBy: $orderBy) {
        nodes { id } pageInfo { endCursor hasNextPage } } }
    """

    met: list[str] = []
    place = None
    for way in cycle((ask, ask_field_by_field)):
        told = await way(world.hub, world.brand.viewer, query, after=place, orderBy=ordering)
        assert told.errors == [], (place, met)
        met += [node["id"] for node in told.data["products"]["nodes"]]
        place = told.data["products"]["pageInfo"]["endCursor"]
        if not told.data["products"]["pageInfo"]["hasNextPage"]:
            break

    rows = await world.hub.database.pool.fetch("SELECT id FROM products")
    ids = await in_order(world.hub, LISTINGS["PRODUCTS"], ordering, [row["id"] for row in rows])
    assert met == [f"Product:{id}" for id in ids]


def encoded(*keys: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(keys)).rstrip(b"=").decode()


ID: Final = "019a0000-0000-7000-8000-000000000000"
INSTANT: Final = "2026-01-01T00:00:00+00:00"
BAD_CURSORS: Final = {
    "empty": "",
    "not base64": "???",
    "not ASCII": "精华",
    "not JSON": base64.urlsafe_b64encode(b"orders").decode(),
    "not a list": base64.urlsafe_b64encode(b'{"a":1}').decode(),
    "of nothing": encoded(),
    "of no row": encoded("orders.NEWEST"),
    "of another list": encoded("products.NEWEST", INSTANT, ID),
    "of another order": encoded("orders.LARGEST", 5, ID),
    "without its list": encoded("NEWEST", INSTANT, ID),
    "with a key too few": encoded("orders.NEWEST", INSTANT),
    "with a key too many": encoded("orders.NEWEST", INSTANT, ID, ID),
    "of no instant": encoded("orders.NEWEST", "yesterday", ID),
    "of an instant nowhere": encoded("orders.NEWEST", "2026-01-01T00:00:00", ID),
    "beyond all time": encoded("orders.NEWEST", "0001-01-01T00:00:00+14:00", ID),
    "of no id": encoded("orders.NEWEST", INSTANT, "1"),
    "of an id in capitals": encoded("orders.NEWEST", INSTANT, ID.upper()),
    "cut": encoded("orders.NEWEST", INSTANT, ID)[:-4],
    "padded": encoded("orders.NEWEST", INSTANT, ID) + "=",
    "with a space": " " + encoded("orders.NEWEST", INSTANT, ID),
    "long": "A" * 100_000,
}


@pytest.mark.parametrize("backward", [False, True], ids=["after", "before"])
@pytest.mark.parametrize("cursor", BAD_CURSORS.values(), ids=BAD_CURSORS.keys())
def test_a_cursor_that_was_not_given_out_is_refused(cursor: str, backward: bool) -> None:
    with pytest.raises(InvalidCursor, match="not one of this list in this ordering"):
        LISTINGS["ORDERS"].values(_page(1, "NEWEST", backward, cursor))


@pytest.mark.parametrize(
    ("ordering", "keys"),
    [("LARGEST", (2**63, ID)), ("LARGEST", (1.5, ID)), ("LARGEST", ("5", ID))],
)
def test_a_number_that_was_not_given_out_is_refused(
    ordering: str, keys: tuple[object, ...]
) -> None:
    cursor = encoded(f"orders.{ordering}", *keys)

    with pytest.raises(InvalidCursor):
        LISTINGS["ORDERS"].values(Page(1, ordering, after=cursor))


def test_text_that_cannot_be_stored_is_refused() -> None:
    cursor = encoded("products.NAME", "a\x00b", ID)

    with pytest.raises(InvalidCursor):
        LISTINGS["PRODUCTS"].values(Page(1, "NAME", after=cursor))


async def test_numbers_larger_than_the_column_are_just_beyond_it(shelf: Shelf) -> None:
    cursor = encode_cursor("stock_items.LEAST_ON_HAND", [2**40, UUID(ID)])

    page = await read(shelf.hub, LISTINGS["STOCK"], Page(5, "LEAST_ON_HAND", after=cursor), None)

    assert list(page.rows) == []


async def test_clients_are_told_of_a_bad_cursor_wherever_the_list_is(world: World) -> None:
    await world.order()
    lists = (
        "orders(first: 1, after: $cursor) { nodes { id } }",
        "orders(last: 1, before: $cursor) { nodes { id } }",
        "viewer { party { ... on Retailer { orders(after: $cursor) { nodes { id } } } } }",
    )
    for asked_for in lists:
        query = f"query ($cursor: Cursor) {{ {asked_for} }}"

        told = await ask(world.hub, world.retailer.viewer, query, cursor="bm90aGluZw")

        assert told.codes == ["BAD_CURSOR"], asked_for


async def test_a_cursor_of_a_feed_is_none_of_a_list(world: World) -> None:
    told = await answer(world.hub, world.brand.viewer, "{ viewer { feedCursor } }")

    refused = await ask(
        world.hub,
        world.brand.viewer,
        "query ($cursor: Cursor) { orders(after: $cursor) { nodes { id } } }",
        cursor=told["viewer"]["feedCursor"],
    )

    assert refused.codes == ["BAD_CURSOR"]


async def test_a_page_that_cannot_be_is_refused_before_anything_is_read(world: World) -> None:
    too_large = PAGE_SIZE_MAX + 1
    for page in (
        "first: -1",
        "last: -1",
        f"first: {too_large}",
        f"last: {too_large}",
        "first: 1, last: 1",
    ):
        query = f"{{ products({page}) {{ nodes {{ id }} }} }}"

        told = await ask(world.hub, world.brand.viewer, query)

        assert (told.codes, told.statements) == (["BAD_PAGE"], 0), page


async def test_the_smallest_and_the_largest_page_are_answered(world: World) -> None:
    for page, size in (("first: 0", 0), ("last: 0", 0), ("last: 1", 1), ("first: 1000", 1)):
        query = f"{{ products({page}) {{ nodes {{ id }} }} }}"

        told = await answer(world.hub, world.brand.viewer, query)

        assert len(told["products"]["nodes"]) == size, page


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


async def test_the_main_lists_are_read_off_indexes(demo_hub: Hub) -> None:
    brand = await viewer_of(demo_hub, "brand@hub.demo")
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
        Planned("PRODUCTS", Page(20, "NAME"), "owner", "ix_products_owner_id_name_id"),
        Planned("OFFERS", Page(20, "CHEAPEST"), "sku", "ix_offers_sku_id_price_minor_id"),
        Planned("STOCK", Page(20, "NEWEST"), "party", "ix_stock_items_party_id_updated_at_id"),
        Planned("MOVEMENTS", Page(20, "NEWEST"), "item", "uq_stock_movements_stock_item_id"),
        Planned("PARTIES", Page(20, "NAME"), None, "ix_parties_name_id"),
    ]
    for name, page, parent, served_by in plans:
        listing = LISTINGS[name]
        statement = listing.rows(page, parent, SEEN_BY[name](brand).predicate)
        text = await generic_plan(demo_hub, statement)
        assert f"on {table_of(listing.model).name}" in text
        assert f"Seq Scan on {table_of(listing.model).name}" not in text, text
        assert served_by in text, text
