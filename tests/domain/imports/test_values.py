"""What is made of one column of a record, and why it is rejected."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.imports import RowRejected
from hub.domain.money import minor_digits
from tests.domain.imports.readers import ORDER, TOP, Tale, reader


def party_name(name: str, *, before: str = "", **columns: str) -> str | None:
    """What a record with these columns is called, where `name` says how."""
    read = reader(
        f"{TOP}{before}\n[[file]]\nname = '*'\n"
        f"[file.buyer]\nkey = {{ constant = 'k' }}\nname = {name}\n",
        *columns,
    )
    name_found: str | None = read(list(columns.values())).party.name
    return name_found


def line_of(
    quantity: str = "1",
    price: str = "1",
    *,
    file: str = "",
    currency: str = "EUR",
    **options: str,
) -> Tale:
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
    pieces: int = line.quantity
    return pieces


def price(text: str, options: str = "", *, file: str = "", currency: str = "EUR") -> int:
    line = line_of(price=text, file=file, currency=currency, price_options=options).line
    minor: int = line.unit_price
    return minor


def placed_at(text: str, options: str = "", timezone: str = "UTC") -> datetime:
    toml = ORDER.replace('{ column = "at" }', f'{{ column = "at"{options} }}')
    order = reader(f"timezone = '{timezone}'\n{TOP}{toml}", "order", "buyer", "at")(
        ["1", "b", text]
    ).order
    instant: datetime = order.placed_at
    return instant


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
        ("{ column = 'x' }", "n" * 201, "TOO_LONG", "x has 201 characters; 200 are the most"),
    ],
)
def test_a_text_that_does_not_fit_is_rejected(
    name: str, column: str, code: str, reason: str
) -> None:
    with pytest.raises(RowRejected, match=reason) as rejected:
        party_name(name, x=column)

    assert rejected.value.code == code


def test_country_and_currency_are_codes() -> None:
    party = "[[file]]\nname='*'\n[file.buyer]\nkey={constant='k'}\ncountry={column='c'}"
    read = reader(TOP + party, "c")

    assert read(["FR"]).party.country == "FR"
    assert read([""]).party.country is None
    with pytest.raises(
        RowRejected, match="c is 'France', not a country code of ISO 3166 such as GB"
    ):
        read(["France"])

    order = reader(TOP + ORDER + "currency = { column = 'c' }", "order", "buyer", "at", "c")
    with pytest.raises(
        RowRejected, match="c is 'eur', not a currency code of ISO 4217 such as GBP; EUR is"
    ):
        order(["1", "b", "2026-01-01", "eur"])


@pytest.mark.parametrize(
    ("country", "advice"),
    [
        ("UK", "; GB is meant, perhaps."),
        ("gb", "; GB is meant, perhaps."),
        ("ZZ", r"such as GB\.$"),
    ],
)
def test_what_is_mistaken_for_a_country_is_told(country: str, advice: str) -> None:
    party = "[[file]]\nname='*'\n[file.buyer]\nkey={constant='k'}\ncountry={column='c'}"
    with pytest.raises(RowRejected, match=advice):
        reader(TOP + party, "c")([country])


def test_what_is_mistaken_for_a_currency_is_told() -> None:
    order = reader(TOP + ORDER + "currency = { column = 'c' }", "order", "buyer", "at", "c")

    with pytest.raises(RowRejected, match="c is 'RMB', .*; CNY is meant, perhaps."):
        order(["1", "b", "2026-01-01", "RMB"])


@pytest.mark.parametrize("gtin", ["4006381333931", "96385074", "036000291452", "4006-3813 33931"])
def test_a_gtin_has_its_check_digit(gtin: str) -> None:
    sku = "[[file]]\nname='*'\n[file.sku]\nkey={constant='k'}\nproduct={constant='p'}\ngtin="
    read = reader(f"{TOP}{sku}{{column='g'}}", "g")

    found = read([gtin]).sku

    assert found.gtin == "".join(filter(str.isdigit, gtin))
    for wrong, fault in (
        (gtin[:-1] + "7", "its check digit is wrong"),
        ("123", "it has not 8"),
        ("4.00638E+12", "it has not 8"),
    ):
        with pytest.raises(RowRejected, match=fault):
            read([wrong])


@pytest.mark.parametrize("text", ["#N/A", " NULL ", "-", ""])
def test_words_for_nothing_are_nothing(text: str) -> None:
    read = reader(
        f"{TOP}[[file]]\nname='*'\nempty = ['#N/A', 'NULL', '-']\n"
        "[file.buyer]\nkey={constant='k'}\nname=[{column='n'}, {constant='nobody'}]",
        "n",
    )

    assert read([text]).party.name == "nobody"
    assert read(["-5"]).party.name == "-5"


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
        ("(1,200)", ", absolute = true", "accounting = true\nthousands = ','", 1200),
        ("3 pcs", "", "units = ['pcs']", 3),
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
    "text",
    ["(12.50)", "12.50-", "-12.50", "−12.50", "-¥12.50", "¥-12.50", "(¥ 12.50)", "(CNY 12.50)",
     "12.50 CNY-", "- 12.50"],
)  # fmt: skip
def test_an_amount_of_an_account_is_negative(text: str) -> None:
    accounts = "accounting = true\nunits = ['¥', 'CNY']"

    assert price(text, ", absolute = true", file=accounts) == 1250
    with pytest.raises(RowRejected, match="is no price"):
        price(text, file=accounts)


@pytest.mark.parametrize("text", ["(12.50", "12.50)", "--12.50", "-12.50-", "(-12.50)", "$12.50"])
def test_an_amount_has_one_sign_and_units_that_are_known(text: str) -> None:
    with pytest.raises(RowRejected, match="which is not a number"):
        price(text, ", absolute = true", file="accounting = true\nunits = ['¥']")


def test_an_amount_may_have_its_currency_and_thousands() -> None:
    assert price("¥1,299.00", file="units = ['¥', 'RMB']\nthousands = ','") == 129_900


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
        ("45321.5", ", format = 'serial'", "UTC", datetime(2024, 1, 30, 12, tzinfo=UTC)),
        ("43859.5", ", format = 'serial1904'", "UTC", datetime(2024, 1, 30, 12, tzinfo=UTC)),
        ("45321.74826388889", ", format = 'serial'", "Asia/Shanghai",
         datetime(2024, 1, 30, 9, 57, 30, tzinfo=UTC)),
        ("30.01.2024", ", format = ['iso', '%d.%m.%Y', 'serial']", "UTC",
         datetime(2024, 1, 30, tzinfo=UTC)),
        ("45321", ", format = ['iso', '%d.%m.%Y', 'serial']", "UTC",
         datetime(2024, 1, 30, tzinfo=UTC)),
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
        ("0001-01-01 00:00", ", timezone = 'UTC'"),
        ("9999-12-31T23:59:59.999999", ", timezone = 'UTC'"),
        ("2011-07-07", ", format = '%d/%m/%Y'"),
        ("soon", ", format = 'epoch'"),
        ("9" * 30, ", format = 'epoch'"),
        ("NaN", ", format = 'epoch'"),
        ("NaN", ", format = 'serial'"),
        ("-1e9", ", format = ['serial', 'iso']"),
    ],
)
def test_a_moment_that_is_none_is_rejected(text: str, options: str) -> None:
    with pytest.raises(RowRejected) as rejected:
        placed_at(text, options)

    assert rejected.value.code == "BAD_DATE"
