"""What is made of a whole record: its columns, the rules that reject it, how it is known again."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums.parties import PartyKind
from hub.domain.imports import (
    MappingError,
    RowRejected,
    compile_file,
    fixed_seller_id,
    read_mapping,
    source_namespace,
)
from tests.domain.imports.readers import MAPPINGS, ORDER, STOCK, TOP, Tale, reader

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
    read = compile_file(mapping, mapping.files[0], header).read

    with suppress(RowRejected):
        assert [told.kind.name for told in read(fields)][-1] == "line"


# Orders, and how things are known again


def test_a_status_is_one_that_an_imported_order_can_have() -> None:
    toml = ORDER + "status = { column = 's', map = { gone = 'SHIPPED' }, unmapped = 'keep' }"
    read = reader(TOP + toml, "order", "buyer", "at", "s")

    def status(text: str) -> object:
        return read(["1", "b", "2026-01-01", text]).order.status

    assert status("") is None
    assert status("gone") == "SHIPPED"
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

    assert (sale.cancelled, cancellation.cancelled) == (False, True)
    assert cancellation.cancels_id == sale.id


def test_a_rejected_record_names_its_order_and_one_that_is_left_out_does_not() -> None:
    rule = "[[file.reject]]\ncode='X'\nreason='x'\nwhen=[{column='buyer', op='equals', value='x'}]"
    read = reader(TOP + ORDER + rule, "order", "buyer", "at")
    order = read(["1", "b", "2026-01-01"]).order

    with pytest.raises(RowRejected) as faulty:
        read(["1", "b", "soon"])
    with pytest.raises(RowRejected) as left_out:
        read(["1", "x", "2026-01-01"])

    assert faulty.value.order_id == order.id
    assert left_out.value.order_id is None


def test_one_row_may_tell_of_several_things_of_a_kind() -> None:
    toml = ORDER + "".join(
        f"[[file.sku]]\nkey={{column='s{n}'}}\nproduct={{constant='p'}}\n"
        f"when=[{{column='s{n}', op='empty', negate=true}}]\n"
        f"[[file.line]]\nquantity={{column='q{n}'}}\ntotal={{column='t{n}'}}\n"
        f"when=[{{column='s{n}', op='empty', negate=true}}]\n"
        for n in (1, 2)
    )
    read = reader(TOP + toml, "order", "buyer", "at", "s1", "q1", "t1", "s2", "q2", "t2")

    two = read(["1", "b", "2026-01-01", "A", "1", "5.00", "B", "2", "6.00"])
    one = read(["1", "b", "2026-01-01", "A", "1", "5.00", "", "", ""])

    assert [(line.sku_id, line.quantity, line.total) for line in two.all("line")] == [
        (sku.id, pieces, total)
        for sku, pieces, total in zip(two.all("sku"), (1, 2), (500, 600), strict=True)
    ]
    assert len(one.all("line")) == 1


def test_files_refer_to_each_other_by_the_same_ids() -> None:
    mapping = read_mapping((MAPPINGS / "marketplace.toml").read_text(encoding="utf-8"))

    def read(name: str, **columns: str) -> Tale:
        _, part = mapping.file_for(name)
        return Tale(compile_file(mapping, part, tuple(columns)).read(list(columns.values())))

    customer = read(
        "customers.csv", customer_id="c1", customer_unique_id="u1", customer_city="Recife"
    ).party
    alias = read(
        "customers.csv", customer_id="c2", customer_unique_id="u1", customer_city="Recife"
    ).party
    seller = read("sellers.csv", seller_id="v1", seller_city="Natal").party
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
    assert order.buyer_id == customer.key_id
    assert order.seller_id is None
    assert order.placed_at == datetime(2018, 1, 2, 5, 4, 5, tzinfo=UTC)
    assert order.shipped_at is None
    assert item.order_id == order.id
    assert item.seller_id == seller.key_id
    assert item.sku_id == product.sku.id
    assert item.unit_price == 990
    assert product.product.owner_id == fixed_seller_id(source_namespace("marketplace"))
    assert (customer.kind, seller.kind) == (PartyKind.CONSUMER, PartyKind.RETAILER)


def test_two_sources_never_mean_the_same_thing() -> None:
    one = reader(TOP + STOCK, "a", "b")(["x", "1"]).stock
    other = reader(TOP.replace("shop", "other") + STOCK, "a", "b")(["x", "1"]).stock

    assert one.sku_id != other.sku_id
    assert one == reader(TOP + STOCK, "a", "b")(["x", "1"]).stock
