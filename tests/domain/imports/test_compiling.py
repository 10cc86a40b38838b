"""What is made of a whole record: its columns, the rules that reject it, how it is known again."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import OrderStatus, PartyKind
from hub.domain.imports import (
    MappingError,
    RowRecords,
    RowRejected,
    compile_file,
    fixed_seller_id,
    read_mapping,
    source_namespace,
)
from tests.domain.imports.readers import MAPPINGS, ORDER, STOCK, TOP, reader

# Which columns there must be


def test_a_file_must_have_the_columns_that_are_asked_for() -> None:
    with pytest.raises(MappingError, match="has no column 'b', which .* its columns are 'a', 'c'"):
        reader(TOP + STOCK, "a", "c")


def test_a_column_that_is_asked_for_stands_once() -> None:
    with pytest.raises(MappingError, match="has more than one column 'a'"):
        reader(TOP + STOCK, "a", "a", "b")

    assert reader(TOP + STOCK, "a", "b", "x", "x")(["s", "1", "", ""]).stock


def test_a_derived_column_cannot_take_the_name_of_one_in_the_file() -> None:
    with pytest.raises(MappingError, match="that the mapping also derives: 'b'"):
        reader(TOP + STOCK + "[file.derived]\nb = { column = 'a' }", "a", "b")


def test_a_derived_column_follows_from_earlier_ones() -> None:
    derived = "[file.derived]\nc = { column = 'd' }\nd = { column = 'a' }"

    with pytest.raises(MappingError, match="derives 'c' from 'd', which is only derived after it"):
        reader(TOP + STOCK + derived, "a", "b")


# Which records are not imported


def test_a_key_must_not_be_empty() -> None:
    read = reader(TOP + STOCK, "a", "b")

    with pytest.raises(RowRejected, match=r"stock.sku is missing: a is empty\.") as rejected:
        read([" ", "1"])

    assert rejected.value.code == "MISSING"


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        ("op = 'empty'", " ", "x"),
        ("op = 'empty', negate = true", "x", " "),
        ("op = 'equals', value = 'x'", " x ", "y"),
        ("op = 'one_of', value = ['x', 'y']", "y", "z"),
        ("op = 'starts_with', value = 'x'", "xy", "yx"),
        ("op = 'ends_with', value = 'x'", "yx", "xy"),
        ("op = 'contains', value = 'x'", "yxy", "y"),
        ("op = 'matches', value = '^[0-9]+$'", "12", "1a"),
        ("op = 'less_than', value = 1", "0.5", "1"),
        ("op = 'at_most', value = 1", "1.0", "1.1"),
        ("op = 'more_than', value = 1.5", "2", "1.5"),
        ("op = 'at_least', value = 1", "1", "0"),
        ("op = 'at_most', value = 1", "0", ""),
    ],
)
def test_a_rule_rejects_just_what_it_says(test: str, holds: str, fails: str) -> None:
    read = reader(
        f"{TOP}{STOCK}[[file.reject]]\ncode = 'NOT_OURS'\nreason = 'Not ours.'\n"
        f"when = [{{ column = 'c', {test} }}]",
        "a",
        "b",
        "c",
    )

    assert read(["s", "1", fails]).stock
    with pytest.raises(RowRejected, match=r"Not ours\.") as rejected:
        read(["s", "1", holds])
    assert rejected.value.code == "NOT_OURS"


def test_all_tests_of_a_rule_must_hold() -> None:
    read = reader(
        f"{TOP}{STOCK}[[file.reject]]\ncode = 'X'\nreason = 'x'\nwhen = ["
        "{ column = 'a', op = 'equals', value = 's' },"
        " { column = 'b', op = 'more_than', value = 5 }]",
        "a",
        "b",
    )

    assert read(["s", "5"]).stock
    assert read(["t", "6"]).stock
    with pytest.raises(RowRejected):
        read(["s", "6"])


def test_a_number_that_a_rule_cannot_read_is_rejected_as_such() -> None:
    read = reader(
        f"{TOP}{STOCK}[[file.reject]]\ncode = 'X'\nreason = 'x'\n"
        "when = [{ column = 'a', op = 'more_than', value = 5 }]",
        "a",
        "b",
    )

    with pytest.raises(RowRejected) as rejected:
        read(["s", "5"])

    assert rejected.value.code == "BAD_NUMBER"


@given(st.lists(st.text(max_size=30), min_size=8, max_size=8))
def test_no_record_breaks_the_reader(fields: list[str]) -> None:
    mapping = read_mapping((MAPPINGS / "online-retail.toml").read_text(encoding="utf-8"))
    header = (
        "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice",
        "CustomerID", "Country",
    )  # fmt: skip
    read = compile_file(mapping, mapping.files[0], header)

    with suppress(RowRejected):
        assert read(fields).line is not None


# Orders, and how things are known again


def test_an_order_is_completed_unless_the_file_says_otherwise() -> None:
    toml = ORDER + "status = { column = 's', map = { gone = 'SHIPPED' }, unmapped = 'keep' }"
    read = reader(TOP + toml, "order", "buyer", "at", "s")

    def status(text: str) -> OrderStatus:
        order = read(["1", "b", "2026-01-01", text]).order
        assert order is not None
        return order.status

    assert status("") is OrderStatus.COMPLETED
    assert status("gone") is OrderStatus.SHIPPED
    with pytest.raises(RowRejected, match="s is 'DRAFT', not one of CANCELLED, COMPLETED"):
        status("DRAFT")


def test_a_cancellation_may_name_the_order_it_cancels() -> None:
    toml = ORDER + (
        "cancels = { column = 'of' }\n"
        "cancelled_when = [{ column = 'order', op = 'starts_with', value = 'C' }]"
    )
    read = reader(TOP + toml, "order", "buyer", "at", "of")

    sale = read(["1", "b", "2026-01-01", "9"]).order
    cancellation = read(["C2", "b", "2026-01-01", "1"]).order

    assert sale is not None
    assert cancellation is not None
    assert (sale.status, sale.cancels_key_id) == (OrderStatus.COMPLETED, None)
    assert (cancellation.status, cancellation.cancels_key_id) == (
        OrderStatus.CANCELLED,
        sale.key_id,
    )


def test_files_refer_to_each_other_by_the_same_ids() -> None:
    mapping = read_mapping((MAPPINGS / "marketplace.toml").read_text(encoding="utf-8"))

    def read(name: str, **columns: str) -> RowRecords:
        _, part = mapping.file_for(name)
        return compile_file(mapping, part, tuple(columns))(list(columns.values()))

    customer = read(
        "customers.csv", customer_id="c1", customer_unique_id="u1", customer_city="Recife"
    ).parties[0]
    alias = read(
        "customers.csv", customer_id="c2", customer_unique_id="u1", customer_city="Recife"
    ).parties[0]
    seller = read("sellers.csv", seller_id="v1", seller_city="Natal").parties[0]
    product = read("products.csv", product_id="p1", product_category_name="toys")
    item = read(
        "order_items.csv",
        order_id="o1",
        order_item_id="1",
        product_id="p1",
        seller_id="v1",
        price="9.90",
        freight_value="1",
    ).line
    order = read(
        "orders.csv",
        order_id="o1",
        customer_id="c1",
        order_status="delivered",
        order_purchase_timestamp="2018-01-02 03:04:05",
        order_delivered_carrier_date="",
        order_delivered_customer_date="",
        order_estimated_delivery_date="2018-01-20 00:00:00",
    ).order

    assert customer.id == alias.id
    assert customer.key_id != alias.key_id
    assert item is not None
    assert order is not None
    assert product.product is not None
    assert product.sku is not None
    assert order.buyer_key_id == customer.key_id
    assert order.seller_key_id is None
    assert order.placed_at == datetime(2018, 1, 2, 5, 4, 5, tzinfo=UTC)
    assert order.shipped_at is None
    assert item.order_key_id == order.key_id
    assert item.order_id != order.key_id
    assert item.seller_key_id == seller.key_id
    assert item.sku_id == product.sku.id
    assert item.unit_price_minor == 990
    assert product.product.owner_key_id == fixed_seller_id(source_namespace("marketplace"))
    assert (customer.kind, seller.kind) == (PartyKind.CONSUMER, PartyKind.RETAILER)


def test_two_sources_never_mean_the_same_thing() -> None:
    one = reader(TOP + STOCK, "a", "b")(["x", "1"]).stock
    other = reader(TOP.replace("shop", "other") + STOCK, "a", "b")(["x", "1"]).stock

    assert one is not None
    assert other is not None
    assert one.sku_id != other.sku_id
    assert one == reader(TOP + STOCK, "a", "b")(["x", "1"]).stock
