"""A cursor is one that this list gave out in this ordering, or it is refused."""

import base64
from datetime import date
from typing import Final
from uuid import UUID

import orjson
import pytest

from db.sql.keyset import InvalidCursor, Page, decode_cursor, encode_cursor
from tests.areas import Shelf
from tests.conftest import NOW
from tests.graph import answer, ask
from tests.schema.lists import ID, LISTINGS, page_beyond, read
from tests.world import World


def encoded(*keys: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(keys)).rstrip(b"=").decode()


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
    "of another order": encoded("orders.LARGEST", "EUR", 5, ID),
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
        LISTINGS["ORDERS"].values(page_beyond(1, "NEWEST", backward, cursor))


@pytest.mark.parametrize(
    ("ordering", "keys"),
    [("LARGEST", ("EUR", total, ID)) for total in (2**63, 1.5, "5")],
)
def test_a_number_that_was_not_given_out_is_refused(
    ordering: str, keys: tuple[object, ...]
) -> None:
    cursor = encoded(f"orders.{ordering}", *keys)

    with pytest.raises(InvalidCursor):
        LISTINGS["ORDERS"].values(Page(1, ordering, after=cursor))


def test_a_day_is_read_back_as_it_was_given_out() -> None:
    place, types = "a list.SOONEST", [date, UUID]
    keys = (NOW.date(), UUID(ID))

    assert decode_cursor(encode_cursor(place, keys), place, types) == keys
    for other in ("20261102", "2026-11-31", "2026-11-02T00:00:00", 7):
        with pytest.raises(InvalidCursor):
            decode_cursor(encoded(place, other, ID), place, types)


def test_text_that_cannot_be_stored_is_refused() -> None:
    cursor = encoded("products.NAME", "a\x00b", ID)

    with pytest.raises(InvalidCursor):
        LISTINGS["PRODUCTS"].values(Page(1, "NAME", after=cursor))


async def test_numbers_larger_than_the_column_are_just_beyond_it(shelf: Shelf) -> None:
    cursor = encode_cursor("stock_items.LEAST_AVAILABLE", [2**40, UUID(ID)])

    page = await read(shelf.hub, LISTINGS["STOCK"], Page(5, "LEAST_AVAILABLE", after=cursor), None)

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
