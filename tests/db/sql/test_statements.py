"""Rows that are seen with others are not looked for again, and all others are."""

from typing import Any

import pytest
from sqlalchemy import true

from db.queries.catalogue import PRODUCT_BY_ID, SKU_BY_ID, SKUS_BY_PRODUCT
from db.queries.orders import LINES_BY_ORDER, ORDER_BY_ID
from db.scope import Followed, Scope
from db.session import open_database
from db.sql.declarations import Row, table_of
from db.sql.statements import BYTES_MAX, FoundRows, Parents, statement
from db.tables.catalogue import Product, Sku
from db.tables.orders import Order, OrderLine
from db.types import new_id

ORDERS, OTHER_ORDERS = table_of(Order).c.note.is_(None), table_of(Order).c.note.is_not(None)
PRODUCTS, OTHER_PRODUCTS = table_of(Product).c.name.is_(None), table_of(Product).c.name.is_not(None)
LINES, SKUS = table_of(OrderLine).c.quantity.is_(None), table_of(Sku).c.code.is_(None)
ALL = true()

WITH_ORDER = Scope[Any](LINES, {}, Followed("order_id", table_of(Order), ORDERS))
WITH_PRODUCT = Scope[Any](SKUS, {}, Followed("product_id", table_of(Product), PRODUCTS))


def lines() -> FoundRows:
    return FoundRows("r2", LINES_BY_ORDER, WITH_ORDER)


def test_what_belongs_to_a_row_it_is_seen_with_is_seen() -> None:
    found = lines()

    match = found.are_of(FoundRows("r1", ORDER_BY_ID, Scope(ORDERS)), "id")

    assert (match, found.condition) == ("r2.order_id = r1.id", "")


@pytest.mark.parametrize(
    ("parent", "key"),
    [
        (FoundRows("r1", ORDER_BY_ID, Scope(OTHER_ORDERS)), "id"),
        (FoundRows("r1", ORDER_BY_ID, Scope(ALL)), "id"),
        (FoundRows("r1", ORDER_BY_ID, Scope(ORDERS)), "caused_by_id"),
    ],
)
def test_what_belongs_to_any_other_row_is_bounded(parent: FoundRows, key: str) -> None:
    found = lines()

    found.are_of(parent, key)

    assert found.condition == "(r2.quantity IS NULL)"


def test_one_predicate_on_two_tables_is_not_one_row() -> None:
    everything = Scope[Any](LINES, {}, Followed("order_id", table_of(Order), ALL))
    found = FoundRows("r2", LINES_BY_ORDER, everything)

    found.are_of(FoundRows("r1", PRODUCT_BY_ID, Scope(ALL)), "id")

    assert found.condition == "(r2.quantity IS NULL)"


def test_a_row_joined_to_what_it_is_seen_with_is_there_only_with_it() -> None:
    skus = FoundRows("r1", SKU_BY_ID, WITH_PRODUCT)

    skus.join(FoundRows("r2", PRODUCT_BY_ID, Scope(PRODUCTS)), "product_id")

    assert skus.condition == ""
    assert (
        skus.source == "(skus r1 JOIN products r2 ON r2.id = r1.product_id AND (r2.name IS NULL))"
    )


@pytest.mark.parametrize("scope", [Scope[Any](OTHER_PRODUCTS), Scope[Any](ALL)])
def test_a_row_joined_to_any_other_is_bounded(scope: Scope[Any]) -> None:
    skus = FoundRows("r1", SKU_BY_ID, WITH_PRODUCT)

    skus.join(FoundRows("r2", PRODUCT_BY_ID, scope), "product_id")

    assert skus.condition == "(r1.code IS NULL)"
    assert skus.source.startswith("skus r1 LEFT JOIN products r2 ON ")


def test_what_is_seen_anyway_needs_no_join_to_be_seen() -> None:
    skus = FoundRows("r2", SKUS_BY_PRODUCT, WITH_PRODUCT)
    skus.are_of(FoundRows("r1", PRODUCT_BY_ID, Scope(PRODUCTS)), "id")

    skus.join(FoundRows("r3", PRODUCT_BY_ID, Scope(PRODUCTS)), "product_id")

    assert skus.source.startswith("skus r2 LEFT JOIN products r3 ON ")


def test_what_no_row_is_seen_with_is_joined_as_it_is() -> None:
    found = lines()

    found.join(FoundRows("r3", SKU_BY_ID, Scope(SKUS)), "sku_id")

    assert found.source == (
        "order_lines r2 LEFT JOIN skus r3 ON r3.id = r2.sku_id AND (r3.code IS NULL)"
    )


def test_another_table_is_joined_where_something_is_read_of_it() -> None:
    found = lines()

    assert "orders" not in found.source
    found.column("currency")
    assert found.source == (
        "(order_lines r2 JOIN orders r2_orders ON (r2_orders.id = r2.order_id))"
    )


async def test_texts_that_are_too_large_together_stay_in_the_database(database_url: str) -> None:
    texts = [f"convert_to(repeat('x', {size}), 'UTF8')" for size in (10, 20)]
    parents = Parents(["id"])
    keys = {"id": [new_id() for _ in range(3)]}
    alone, under_parents = statement(texts), statement(texts, parents)

    async with open_database(database_url, connections=1) as database:
        reads = database.reads()
        for bytes_max, within in ((30, True), (29, False)):
            row = await reads.row(alone, {BYTES_MAX: bytes_max}, alone=True)
            assert [text is not None for text in row] == [within] * 2
        for bytes_max, count in ((90, 3), (89, 2), (30, 1), (0, 0)):
            values = {BYTES_MAX: bytes_max, **Parents.values(keys)}
            rows = await reads.fetch(under_parents, values, Row)
            told = [[text is not None for text in row] for row in rows]
            assert told == [[n < count] * 2 for n in range(3)]
        await reads.close()
