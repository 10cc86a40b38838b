"""Every list can be walked from either end, in pages of any size, in each of its orders."""

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import cycle, product
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from db.enums.catalogue import ListingStatus
from db.session import PageRows
from db.sql.declarations import Listing
from db.sql.keyset import Page
from db.tables.catalogue import Product
from db.tables.orders import Order
from hub.context import Hub
from hub.schema.connections import PAGE_SIZE_MAX
from tests.areas import ROWS, Shelf
from tests.conftest import NOW
from tests.graph import answer, ask, ask_field_by_field
from tests.schema.lists import LISTINGS, LISTS, in_order, page_beyond, read
from tests.world import World


async def walked(
    hub: Hub, listing: Listing[Any], ordering: str, parent: Any, size: int, *, backward: bool
) -> AsyncIterator[PageRows]:
    """The list's pages, one after the other, from the start or from the end."""
    place: str | None = None
    while True:
        page = page_beyond(size, ordering, backward, place)
        found = await read(hub, listing, page, parent)
        yield found
        if not (found.has_previous if backward else found.has_next):
            return
        place = listing.cursor(page, found.rows[0 if backward else -1])


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
    asked = Page(100, "NAME")
    whole = (await read(shelf.hub, listing, asked, None)).rows
    after, before = (listing.cursor(asked, whole[place]) for place in (0, -1))

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


COUNTED = "{ viewer { party { products(first: 2) { nodes { id } %s } } } }"


async def test_a_list_is_counted_only_when_that_is_asked(world: World) -> None:
    for _ in range(3):
        await world.goods(world.brand, status=ListingStatus.DRAFT)

    plain = await ask_field_by_field(world.hub, world.brand.viewer, COUNTED % "")
    counted = await ask_field_by_field(world.hub, world.brand.viewer, COUNTED % "totalCount")

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
