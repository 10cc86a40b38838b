"""A list of the graph is a file with all of its rows, of one instant, with the account's rights."""

import csv
import io
from typing import Any, Final

import httpx
import pytest
from python_calamine import load_workbook

from db.queries.orders import ORDERS
from db.sql.keyset import Page
from hub.context import Hub, open_request
from hub.policy.orders import orders_seen_by
from hub.policy.viewer import Viewer
from hub.schema import schema
from hub.transport import download
from hub.transport.export import CSV, NO_LIMIT, XLSX, Export, read_file
from hub.transport.operations import read_operation
from tests.graph import answer, viewer_of
from tests.served import app_of, served
from tests.world import World, token_of

LINES: Final = """
query Lines($status: [OrderStatus!], $first: Int = 3) {
  orders(orderBy: OLDEST, filter: { status: $status }, first: $first) {
    nodes {
      number
      ...Sides
      lines { quantity made: madeToOrder total { amount } sku { product { name } } }
    }
  }
}
fragment Sides on Order { buyer { name ... on Brand { country } } availableActions }
"""
HEAD: Final = [
    "number", "buyer.name", "buyer.country", "availableActions", "lines.quantity", "lines.made",
    "lines.total.amount", "lines.sku.product.name",
]  # fmt: skip


async def exported(
    hub: Hub, viewer: Viewer | None, query: str, media: str = CSV, **variables: Any
) -> bytes:
    asked = {"query": query, "variables": variables}
    export = Export(schema, await read_operation(schema, asked, cost_max=NO_LIMIT))
    async with open_request(hub, viewer) as request:
        return b"".join([chunk async for chunk in read_file(export, request, media)])


def read(text: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(text.decode(), newline=""))]


def sheet(text: bytes) -> list[list[Any]]:
    return load_workbook(io.BytesIO(text)).get_sheet_by_index(0).to_python()


async def test_a_file_has_all_rows_of_a_list_as_pages_have_them(read_hub: Hub) -> None:
    viewer = await viewer_of(read_hub, "brand@hub.demo")
    query = """
    query ($first: Int) {
      stock(first: $first) { nodes { available location { code } sku { code } } }
    }
    """
    paged = (await answer(read_hub, viewer, query, first=1000))["stock"]["nodes"]
    wanted = [[str(one["available"]), one["location"]["code"], one["sku"]["code"]] for one in paged]
    assert len(wanted) > 50

    head, *rows = read(await exported(read_hub, viewer, query))

    assert head == ["available", "location.code", "sku.code"]
    assert rows == wanted
    assert read(await exported(read_hub, viewer, query, first=7))[1:] == wanted[:7]
    assert read(await exported(read_hub, None, query)) == [head]


async def test_pages_of_a_file_are_small_where_rows_are_costly(read_hub: Hub) -> None:
    viewer = await viewer_of(read_hub, "brand@hub.demo")
    query = """
    { orders(orderBy: OLDEST) { nodes { id lines { quantity sku { product { skus {
      code } } } } } } }
    """
    [(count,)] = await read_hub.database.pool.fetch(
        "SELECT count(*) FROM orders WHERE seller_id = $1 OR buyer_id = $1", viewer.party_id
    )

    _, *rows = read(await exported(read_hub, viewer, query))

    assert len({id for id, *_ in rows}) == count > 100


async def test_a_file_is_of_the_instant_at_which_it_began(world: World) -> None:
    for _ in range(3):
        await world.order()
    asked = {"query": "{ orders { nodes { number status } } }"}
    export = Export(schema, await read_operation(schema, asked, cost_max=NO_LIMIT))
    async with open_request(world.hub, world.brand.viewer) as request:
        pages = export.pages(request)
        # Whatever is asked first opens the snapshot; what is ordered later is in none of its pages.
        await request.reads.begin()
        await request.reads.page(ORDERS, Page(1, "NEWEST"), scope=orders_seen_by(None))
        await world.order()
        rows = [row async for page in pages for row in page]
    assert len(rows) == 3


@pytest.mark.parametrize("media", [CSV, XLSX])
async def test_lists_make_rows_and_formulas_are_harmless(world: World, media: str) -> None:
    await world.hub.database.pool.execute(
        "UPDATE products SET name = '=HYPERLINK(1)' WHERE id = $1", world.sku.product_id
    )
    await world.order(2)

    text = await exported(world.hub, world.brand.viewer, LINES, media)

    table: list[list[Any]] = read(text) if media == CSV else sheet(text)
    head, *rows = table
    [number, buyer, country, actions, quantity, made, amount, name] = rows[0]
    if media == CSV:
        assert (quantity, made, amount, name) == ("2", "false", "20.00", "'=HYPERLINK(1)")
    else:
        assert (quantity, made, amount, name) == (2.0, False, 20.0, "=HYPERLINK(1)")
    assert (head, len(rows), country) == (HEAD, 1, "")
    assert number
    assert buyer == world.retailer.party.name
    assert actions == "CONFIRM; REJECT; CANCEL; CHANGE"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ viewer { role } }", "NOT_A_TABLE"),
        ("{ orders { totalCount } }", "NOT_A_TABLE"),
        ("{ orders { totalCount nodes { id } } }", "NOT_A_TABLE"),
        ("{ orders { nodes { id } } products { nodes { id } } }", "NOT_A_TABLE"),
        ("{ orders(last: 3) { nodes { id } } }", "NOT_A_TABLE"),
        ("{ orders { nodes { lines { id } history { id } } } }", "NOT_A_TABLE"),
        ("{ orders(first: -1) { nodes { id } } }", "BAD_PAGE"),
        ('{ orders(after: "x") { nodes { id } } }', "BAD_CURSOR"),
        ("{ orders { nodes { nothing } } }", "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { signOut(input: {}) { errors { code } } }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_what_is_no_table_is_refused_before_anything_is_sent(
    hub: Hub, query: str, code: str
) -> None:
    async with served(app_of(hub, schema)) as running, httpx.AsyncClient() as client:
        told = await client.post(
            f"{running.url}/graphql", json={"query": query}, headers={"accept": CSV}
        )

    assert told.status_code == 400
    assert told.headers["content-type"].startswith("application/graphql-response+json")
    assert [error["extensions"]["code"] for error in told.json()["errors"]] == [code]


async def test_a_file_is_downloaded_by_asking_for_its_media_type(world: World) -> None:
    await world.order()
    query = "{ salesFacts(by: [PRODUCT, CURRENCY]) { nodes { currency quantity } } }"
    rights = {"authorization": f"Bearer {token_of(world.hub, world.brand.viewer)}"}
    async with served(app_of(world.hub, schema)) as running, httpx.AsyncClient() as client:

        async def told(accept: str, **headers: str) -> httpx.Response:
            return await client.post(
                f"{running.url}/graphql",
                json={"query": query},
                headers={"accept": accept, **headers},
            )

        plain, with_mark, book, by_nobody, badly = (
            await told("text/csv", **rights),
            await told("text/csv;bom=1", **rights),
            await told(XLSX, **rights),
            await told("text/csv"),
            await told("text/csv", authorization="Bearer x"),
        )

    assert plain.content == b"currency,quantity\r\nEUR,5\r\n"
    assert plain.headers["content-disposition"] == 'attachment; filename="export.csv"'
    assert plain.headers["x-content-type-options"] == "nosniff"
    assert with_mark.content == b"\xef\xbb\xbf" + plain.content
    assert sheet(book.content) == [["currency", "quantity"], ["EUR", 5.0]]
    assert by_nobody.content == b"currency,quantity\r\n"
    assert badly.status_code == 401


async def test_a_process_makes_so_many_files_at_once(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "DOWNLOADS_MAX", 0)
    async with served(app_of(hub, schema)) as running, httpx.AsyncClient() as client:
        told = await client.post(
            f"{running.url}/graphql",
            json={"query": "{ orders { nodes { id } } }"},
            headers={"accept": CSV},
        )

    assert (told.status_code, told.headers["retry-after"]) == (429, "5")
    assert told.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_EXPORTS"
