"""The mapping language: what may be said, what is made of a record, and what is refused why."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import OrderStatus, PartyKind
from hub.domain.mapping import (
    FileReader,
    MappingError,
    RowRecords,
    RowRejected,
    compile_file,
    fixed_seller_id,
    read_mapping,
    source_namespace,
)
from hub.domain.money import minor_digits

MAPPINGS = Path(__file__).parents[2] / "mappings"

TOP = 'source = "shop"\ncurrency = "EUR"\nseller = { name = "Shop" }\n'
STOCK = """
[[file]]
name = "*.csv"
[file.stock]
sku = { column = "a" }
on_hand = { column = "b" }
"""
ORDER = """
[[file]]
name = "*.csv"
[file.order]
key = { column = "order" }
buyer = { column = "buyer" }
placed_at = { column = "at" }
"""


def reader(toml: str, *header: str) -> FileReader:
    mapping = read_mapping(toml)
    return compile_file(mapping, mapping.files[0], header)


def party_name(name: str, *, before: str = "", **columns: str) -> str | None:
    """What a record with these columns is called, where `name` says how."""
    read = reader(
        f"{TOP}{before}\n[[file]]\nname = '*'\n"
        f"[file.buyer]\nkey = {{ constant = 'k' }}\nname = {name}\n",
        *columns,
    )
    return read(list(columns.values())).parties[0].name


def line_of(
    quantity: str = "1",
    price: str = "1",
    *,
    file: str = "",
    currency: str = "EUR",
    **options: str,
) -> RowRecords:
    """What a record with this quantity and price tells."""
    read = reader(
        f"source = 's'\ncurrency = '{currency}'\n[[file]]\nname = '*'\n{file}\n[file.line]\n"
        "order = { constant = 'o' }\nsku = { constant = 's' }\n"
        f"quantity = {{ column = 'q'{options.get('quantity_options', '')} }}\n"
        f"unit_price = {{ column = 'p'{options.get('price_options', '')} }}\n",
        "q",
        "p",
    )
    return read([quantity, price])


def quantity(text: str, options: str = "", file: str = "") -> int:
    line = line_of(text, file=file, quantity_options=options).line
    assert line is not None
    return line.quantity


def price(text: str, options: str = "", *, file: str = "", currency: str = "EUR") -> int:
    line = line_of(price=text, file=file, currency=currency, price_options=options).line
    assert line is not None
    return line.unit_price_minor


def placed_at(text: str, options: str = "", timezone: str = "UTC") -> datetime:
    toml = ORDER.replace('{ column = "at" }', f'{{ column = "at"{options} }}')
    order = reader(f"timezone = '{timezone}'\n{TOP}{toml}", "order", "buyer", "at")(
        ["1", "b", text]
    ).order
    assert order is not None
    return order.placed_at


# What may be said


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.toml")), ids=lambda path: path.name)
def test_a_mapping_that_is_shipped_can_be_read(path: Path) -> None:
    assert read_mapping(path.read_text(encoding="utf-8")).files


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("source = ", "The mapping is not valid TOML: Invalid value"),
        (STOCK, "source: is missing"),
        ('source = "s"', "file: is missing"),
        (TOP + STOCK + "colour = 1", "file[1].stock.colour: the mapping language has no such word"),
        (TOP + "[[file]]\nname = '*'", "file[1]: makes nothing of its records"),
        (TOP + STOCK + 'location = { constant = "a\\u0000" }', "may have a NUL character"),
        (TOP + STOCK + "location = 'Main'", "'Main' must say what it is: { column = \"Main\" }"),
        (TOP + STOCK + "location = {}", "give exactly one of column, constant and template"),
        (
            TOP + STOCK + "location = { column = 'x', constant = 'y' }",
            "give exactly one of column, constant and template",
        ),
        (TOP + STOCK + "location = []", "location: must not be an empty list"),
        (TOP + STOCK + "location = { column = 'x', extract = '(' }", "is not a regular expression"),
        (TOP + STOCK + "location = { column = 'x', map = 'y' }", "there is no table values.y"),
        ("timezone = 'Mars/Base'\n" + TOP + STOCK, "'Mars/Base' is not a time zone"),
        ("timezone = '../etc'\n" + TOP + STOCK, "'../etc' is not a time zone"),
        (TOP.replace("EUR", "euro") + STOCK, "currency: string should match pattern"),
        (TOP + STOCK + "party = { column = 'x', format = 'iso' }", "no such word"),
        (
            TOP + ORDER.replace('"at" }', '"at", timezone = "Nowhere" }'),
            "'Nowhere' is not a time zone",
        ),
        (
            TOP + ORDER.replace('"at" }', '"at", format = "%d.%Q" }'),
            "format: '%d.%Q' is not a pattern of dates: 'Q' is a bad directive",
        ),
        (
            TOP + ORDER.replace('"at" }', '"at", format = "DD.MM.YYYY" }'),
            "format: 'DD.MM.YYYY' is not a pattern of dates: write it like",
        ),
        (TOP + "[[file]]\nname='*'\n[file.sku]\nkey={column='a'}", "sku.product must say which"),
        (
            TOP + "[[file]]\nname='*'\n[file.order]\nkey={column='a'}\nplaced_at={column='a'}",
            "order.buyer must say who bought",
        ),
        (
            TOP + "[[file]]\nname='*'\n[file.line]\nquantity={constant=1}\nunit_price={column='a'}",
            "line.order must say which order",
        ),
        (
            TOP + "[[file]]\nname='*'\n[file.line]\norder={column='a'}\nquantity={constant=1}\n"
            "unit_price={column='a'}",
            "line.sku must say what was ordered",
        ),
        (TOP + "[[file]]\nname='*'\n[file.stock]\non_hand={column='a'}", "stock.sku must say what"),
        ("source='s'\ncurrency='EUR'\n" + ORDER, "order.seller or a table seller must say who"),
        ("source='s'\n" + STOCK, "stock.party or a table seller must say whose"),
        (
            "source='s'\n[[file]]\nname='*'\n[file.product]\nkey={column='a'}",
            "product.owner or a table seller must say whose",
        ),
        ("source='s'\nseller={name='S'}\n" + ORDER, "order.currency or currency must name"),
    ],
)
def test_a_faulty_mapping_is_refused_with_a_sentence(toml: str, sentence: str) -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(toml)

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("encoding = 'klingon'", "'klingon' is not an encoding of text"),
        ("encoding = 'base64'", "'base64' is not an encoding of text"),
        ("encoding = 'utf-16'", "cannot be read line by line; save the file as utf-8"),
        ("encoding = 'utf-7'", "cannot be read line by line"),
        ("delimiter = ';;'", "delimiter: string should have at most 1 character"),
        ('delimiter = "\\n"', "must be a character within a line"),
        ("decimal = 'x'", "decimal: input should be"),
        ("thousands = '.'", "decimal and thousands cannot both be '.'"),
        ("header = []", "header: must not be an empty list"),
    ],
)
def test_a_file_that_cannot_be_read_so_is_refused(line: str, sentence: str) -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(TOP + STOCK.replace("[file.stock]", f"{line}\n[file.stock]"))

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ("{ column = 'a', op = 'is' }", "op: input should be 'empty'"),
        ("{ column = 'a', op = 'empty', value = 'x' }", "the test empty takes no value"),
        ("{ column = 'a', op = 'one_of', value = 'x' }", "the test one_of takes a list of texts"),
        ("{ column = 'a', op = 'at_most', value = 'x' }", "the test at_most takes a number"),
        ("{ column = 'a', op = 'equals' }", "the test equals takes a text"),
        ("{ column = 'a', op = 'matches', value = '[' }", "is not a regular expression"),
    ],
)
def test_a_test_that_makes_no_sense_is_refused(condition: str, sentence: str) -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(
            f"{TOP}{STOCK}\n[[file.reject]]\ncode = 'X'\nreason = 'x'\nwhen = [{condition}]"
        )

    assert sentence in str(refused.value)


def test_all_faults_of_a_mapping_are_told_at_once() -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(TOP + STOCK + "colour = 1\ntaste = 2")

    assert "colour" in str(refused.value)
    assert "taste" in str(refused.value)


def test_a_file_is_read_by_the_first_part_that_fits_its_name() -> None:
    mapping = read_mapping(TOP + STOCK.replace("*.csv", "stock-*.CSV") + STOCK)

    assert mapping.file_for("Stock-1.csv")[0] == 0
    assert mapping.file_for("other.csv")[0] == 1
    with pytest.raises(MappingError, match="notes.txt fits no file of the mapping"):
        mapping.file_for("notes.txt")


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


# Texts


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        ("{ column = 'x' }", "  Ada ", "Ada"),
        ("{ column = 'x', trim = false }", " Ada ", " Ada "),
        ("{ column = 'x' }", "   ", None),
        ("{ column = 'x', default = 'nobody' }", " ", "nobody"),
        ("{ constant = 7 }", "", "7"),
        ("{ template = 'Dr {x}!' }", " Ada ", "Dr Ada!"),
        ("{ template = 'Dr {x}' }", "", None),
        ("[{ template = 'Dr {x}' }, { constant = 'nobody' }]", "", "nobody"),
        ("[{ template = 'Dr {x}' }, { constant = 'nobody' }]", "Ada", "Dr Ada"),
        ("{ column = 'x', case = 'upper' }", "Ada", "ADA"),
        ("{ column = 'x', case = 'lower' }", "Ada", "ada"),
        ("{ column = 'x', case = 'title' }", "ada b", "Ada B"),
        (r"{ column = 'x', extract = '^(\d+)(?:\.0)?$' }", "16612.0", "16612"),
        ("{ column = 'x', extract = '[a-z]+' }", "12ada", "ada"),
        ("{ column = 'x', extract = 'ada(x)?' }", "ada", None),
        ("{ column = 'x', map = { a = 'Ada' } }", "a", "Ada"),
        ("{ column = 'x', map = { a = '' } }", "a", None),
        ("{ column = 'x', map = { a = 'Ada' }, unmapped = 'keep' }", "b", "b"),
        ("{ column = 'x', map = { a = 'Ada' }, unmapped = 'empty', default = '?' }", "b", "?"),
    ],
)  # fmt: skip
def test_a_text_is_made_as_the_mapping_says(name: str, column: str, expected: str | None) -> None:
    assert party_name(name, x=column) == expected


def test_a_table_of_values_has_a_name_and_many_uses() -> None:
    assert party_name("{ column = 'x', map = 'n' }", before="[values.n]\na = 'Ada'", x="a") == "Ada"


@pytest.mark.parametrize(
    ("name", "column", "code", "reason"),
    [
        ("{ column = 'x', extract = '^[0-9]+$' }", "n1", "BAD_VALUE", "x is 'n1', not of the"),
        (
            "{ column = 'x', map = { a = 'b' } }",
            "c",
            "UNKNOWN_VALUE",
            "x is 'c', which the mapping",
        ),
        ("{ column = 'x' }", "n" * 501, "TOO_LONG", "x has 501 characters; 500 are the most"),
    ],
)
def test_a_text_that_does_not_fit_is_rejected(
    name: str, column: str, code: str, reason: str
) -> None:
    with pytest.raises(RowRejected, match=reason) as rejected:
        party_name(name, x=column)

    assert rejected.value.code == code


def test_a_key_must_not_be_empty() -> None:
    read = reader(TOP + STOCK, "a", "b")

    with pytest.raises(RowRejected, match=r"stock.sku is missing: a is empty\.") as rejected:
        read([" ", "1"])

    assert rejected.value.code == "MISSING"


# Numbers


@pytest.mark.parametrize(
    ("text", "options", "file", "expected"),
    [
        ("12", "", "", 12),
        ("+12.0", "", "", 12),
        ("-12", ", absolute = true", "", 12),
        ("1.200", "", "decimal = ','\nthousands = '.'", 1200),
        ("1 200,0", "", "decimal = ','\nthousands = ' '", 1200),
        ("1\u202f200\u00a0300", "", "thousands = ' '", 1_200_300),
        ("1’200.0", "", 'thousands = "\'"', 1200),
        ("-1,20,000", ", absolute = true", "thousands = ','", 120_000),
        ("1200", "", "thousands = ','", 1200),
        ("2147483647", "", "", 2**31 - 1),
    ],
)
def test_a_quantity_is_read_as_it_is_written(
    text: str, options: str, file: str, expected: int
) -> None:
    assert quantity(text, options, file) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "MISSING"),
        ("many", "BAD_NUMBER"),
        ("1.5", "BAD_NUMBER"),
        ("1e3", "BAD_NUMBER"),
        ("NaN", "BAD_NUMBER"),
        ("٣", "BAD_NUMBER"),
        ("1,5", "BAD_NUMBER"),
        ("9" * 400, "BAD_NUMBER"),
        ("0", "OUT_OF_RANGE"),
        ("-3", "OUT_OF_RANGE"),
        ("2147483648", "OUT_OF_RANGE"),
    ],
)
def test_a_quantity_that_is_none_is_rejected(text: str, code: str) -> None:
    with pytest.raises(RowRejected) as rejected:
        quantity(text)

    assert rejected.value.code == code


@pytest.mark.parametrize("text", ["4.50", "1.2.345", "1.2345", "1.234.56", ".234", "1..234", "1."])
def test_signs_between_thousands_stand_only_there(text: str) -> None:
    with pytest.raises(RowRejected, match=f"p is '{text}', which is not a number"):
        price(text, file="decimal = ','\nthousands = '.'")


def test_a_point_is_no_decimal_sign_where_a_comma_is() -> None:
    with pytest.raises(RowRejected, match="p is '1.5', which is not a number"):
        price("1.5", file="decimal = ','")

    assert price("1,5", file="decimal = ','") == 150


@pytest.mark.parametrize(
    ("text", "options", "currency", "expected"),
    [
        ("0.83", "", "EUR", 83),
        (".5", "", "EUR", 50),
        ("7.", "", "EUR", 700),
        ("120", "", "JPY", 120),
        ("1.234", "", "KWD", 1234),
        ("-2", ", absolute = true", "EUR", 200),
        ("0.125", ", round = true", "EUR", 13),
        ("1.500", "", "EUR", 150),
    ],
)
def test_a_price_is_kept_to_the_last_minor_unit(
    text: str, options: str, currency: str, expected: int
) -> None:
    assert price(text, options, currency=currency) == expected


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("0.125", "EUR", "BAD_MONEY"),
        ("1.5", "JPY", "BAD_MONEY"),
        ("-1", "EUR", "OUT_OF_RANGE"),
        ("99999999999999999", "EUR", "OUT_OF_RANGE"),
        ("free", "EUR", "BAD_NUMBER"),
    ],
)
def test_a_price_that_is_none_is_rejected(text: str, currency: str, code: str) -> None:
    with pytest.raises(RowRejected) as rejected:
        price(text, currency=currency)

    assert rejected.value.code == code


def test_a_line_too_dear_to_add_up_is_rejected() -> None:
    with pytest.raises(RowRejected, match="2000000000 pieces at 1000000 are too much"):
        line_of("2000000000", "1000000")


@given(
    minor=st.integers(min_value=0, max_value=10**15),
    currency=st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_every_amount_survives_being_written_and_read(minor: int, currency: str) -> None:
    written = str(Decimal(minor).scaleb(-minor_digits(currency)).quantize(Decimal("0.001")))

    assert price(written, currency=currency) == minor


# Moments


@pytest.mark.parametrize(
    ("text", "options", "timezone", "expected"),
    [
        ("2011-11-07 07:38:00", "", "Europe/London", datetime(2011, 11, 7, 7, 38, tzinfo=UTC)),
        ("2011-07-07 07:38:00", "", "Europe/London", datetime(2011, 7, 7, 6, 38, tzinfo=UTC)),
        ("2011-07-07", "", "UTC", datetime(2011, 7, 7, tzinfo=UTC)),
        ("2011-07-07T07:38:00+02:00", "", "Asia/Tokyo", datetime(2011, 7, 7, 5, 38, tzinfo=UTC)),
        ("07/12/2011 7:38", ", format = '%d/%m/%Y %H:%M'", "UTC",
         datetime(2011, 12, 7, 7, 38, tzinfo=UTC)),
        ("2011-07-07 09:00", ", timezone = 'Asia/Tokyo'", "UTC", datetime(2011, 7, 7, tzinfo=UTC)),
        ("86400", ", format = 'epoch'", "UTC", datetime(1970, 1, 2, tzinfo=UTC)),
        ("86400000", ", format = 'epoch_ms'", "UTC", datetime(1970, 1, 2, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_a_moment_becomes_an_instant(
    text: str, options: str, timezone: str, expected: datetime
) -> None:
    assert placed_at(text, options, timezone) == expected


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("yesterday", ""),
        ("2011-02-30", ""),
        ("0001-01-01 00:00", ", timezone = 'Asia/Tokyo'"),
        ("2011-07-07", ", format = '%d/%m/%Y'"),
        ("soon", ", format = 'epoch'"),
        ("9" * 30, ", format = 'epoch'"),
        ("NaN", ", format = 'epoch'"),
    ],
)
def test_a_moment_that_is_none_is_rejected(text: str, options: str) -> None:
    with pytest.raises(RowRejected) as rejected:
        placed_at(text, options)

    assert rejected.value.code == "BAD_DATE"


# Which records are not imported


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


def test_country_and_currency_are_codes() -> None:
    party = "[[file]]\nname='*'\n[file.buyer]\nkey={constant='k'}\ncountry={column='c'}"
    read = reader(TOP + party, "c")

    assert read(["FR"]).parties[0].country == "FR"
    assert read([""]).parties[0].country is None
    with pytest.raises(RowRejected, match="c is 'France', not a country code such as GB"):
        read(["France"])

    order = reader(TOP + ORDER + "currency = { column = 'c' }", "order", "buyer", "at", "c")
    with pytest.raises(RowRejected, match="c is 'eur', not a currency code such as GBP"):
        order(["1", "b", "2026-01-01", "eur"])


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
