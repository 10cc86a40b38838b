"""An order is imported whole or not at all, once, and changed by what is said later."""

from __future__ import annotations

import pytest

from db.consistency import inconsistencies
from tests.commands.imports.importing import Imports

MAPPING = """
source = "shop"
currency = "EUR"
seller = { name = "Shop" }
[[file]]
name = "*.csv"
[file.buyer]
key = [{ column = "buyer" }, { constant = "guest" }]
[file.product]
key = { column = "sku" }
[file.sku]
key = { column = "sku" }
[file.order]
key = { column = "order" }
placed_at = { constant = "2026-01-01" }
status = { column = "status" }
freight = { column = "freight" }
tax = { column = "tax" }
discount = { column = "discount", absolute = true }
paid = { column = "paid" }
total = { column = "total" }
[file.line]
quantity = { column = "pieces" }
unit_price = { column = "price" }
total = { column = "amount" }
[file.as_above]
columns = ["buyer", "status"]
within = "order"
"""
HEADER = "order,buyer,status,sku,pieces,price,amount,freight,tax,discount,paid,total"
ORDERS = (
    "SELECT number, status, total_minor, (SELECT string_agg(code || '×' || quantity, ' '"
    " ORDER BY code) FROM order_lines JOIN skus ON skus.id = sku_id WHERE order_id = orders.id)"
    " FROM orders ORDER BY number"
)


async def test_a_faulty_line_holds_its_order_back_and_the_mended_one_completes_it(
    imports: Imports,
) -> None:
    rows = ["7,ada,PLACED,A,1,10.00", '7,,,B,1,"1,299.00"', "7,,,C,x", "8,bob,PLACED,A,1,5"]
    file = imports.file("sales.csv", HEADER, *(f"{row}{',' * (11 - _commas(row))}" for row in rows))

    await imports.run(MAPPING, file)

    assert imports.rejected() == [
        ("sales.csv", 2, "HELD_BACK"),
        ("sales.csv", 3, "BAD_NUMBER"),
        ("sales.csv", 4, "BAD_NUMBER"),
    ]
    assert await imports.rows(ORDERS) == [("8", "PLACED", 500, "A×1")]

    mended = imports.rejects_file.read_text().replace('"1,299.00"', "1299.00").replace(",x,", ",1,")
    mended = mended.replace("C,1,,", "C,1,1.00,")
    report = await imports.run(MAPPING, imports.file("mended.csv", *mended.splitlines()))

    assert imports.rejects() == []
    assert report.imported == 3
    assert await imports.rows(ORDERS) == [
        ("7", "PLACED", 131000, "A×1 B×1 C×1"),
        ("8", "PLACED", 500, "A×1"),
    ]
    # What stood above is told with each row.
    assert await imports.rows(
        "SELECT DISTINCT name FROM parties JOIN orders ON buyer_id = parties.id WHERE number = '7'"
    ) == [("ada",)]


async def test_a_row_that_cannot_be_read_holds_its_order_back(imports: Imports) -> None:
    rows = [_row("1,ada,,A,1,1"), '1,ada,,"B" b,1,1,,,,,,', "1,ada"]
    file = imports.file("sales.csv", HEADER, *rows)

    await imports.run(MAPPING, file)

    assert [code for *_, code in imports.rejected()] == [
        "HELD_BACK", "BAD_QUOTES", "WRONG_COLUMNS",
    ]  # fmt: skip
    assert await imports.rows(ORDERS) == []


@pytest.mark.parametrize("together", [True, False])
async def test_files_say_the_same_together_or_one_after_the_other(
    imports: Imports, together: bool
) -> None:
    jan = imports.file(
        "1-jan.csv", HEADER, _row("1,ada,PLACED,A,1,1"), _row("2,ada,PLACED,A,1,1"),
        _row("2,,,A,1,1"), _row("2,,,C,4,1"),
    )  # fmt: skip
    feb = imports.file(
        "2-feb.csv", HEADER, _row("2,ada,COMPLETED,A,1,1"), _row("2,,,B,2,1"), _row("2,,,C,5,1")
    )

    if together:
        await imports.run(MAPPING, feb, jan)
    else:
        await imports.run(MAPPING, jan)
        await imports.run(MAPPING, feb)

    assert imports.rejects() == []
    assert await imports.rows(ORDERS) == [
        ("1", "PLACED", 100, "A×1"),
        ("2", "COMPLETED", 900, "A×1 A×1 B×2 C×5"),
    ]
    assert await inconsistencies(imports.connection) == []


async def test_what_is_said_later_changes_an_order_and_its_parties_hear_of_it(
    imports: Imports,
) -> None:
    await imports.run(MAPPING, imports.file("sales.csv", HEADER, _row("1,ada,PLACED,A,2,1")))

    report = await imports.run(
        MAPPING, imports.file("sales.csv", HEADER, _row("1,ada,SHIPPED,A,3,1,,2"))
    )

    assert (report.changed["orders"], report.changed["order lines"]) == (1, 1)
    assert await imports.rows(ORDERS) == [("1", "SHIPPED", 500, "A×3")]
    assert await imports.rows(
        "SELECT version, from_status, to_status FROM order_events ORDER BY 1"
    ) == [(1, None, "PLACED"), (2, "PLACED", "SHIPPED")]
    assert await imports.rows("SELECT kind, version, cardinality(audience) FROM events") == [
        ("ORDER", 2, 2)
    ]
    assert await inconsistencies(imports.connection) == []


async def test_an_order_that_went_on_in_the_hub_is_reported_as_differing(imports: Imports) -> None:
    await imports.run(MAPPING, imports.file("sales.csv", HEADER, _row("1,ada,SHIPPED,A,2,1")))

    await imports.run(MAPPING, imports.file("sales.csv", HEADER, _row("1,ada,PLACED,A,2,1")))
    assert imports.rejected() == [("sales.csv", 2, "ORDER_IS_CLOSED")]

    await imports.connection.execute(
        "WITH o AS (UPDATE orders SET version = 2, status = 'DELIVERED' RETURNING *)"
        " INSERT INTO order_events SELECT gen_random_uuid(), id, 2, 'DELIVERED', 'SHIPPED',"
        " 'DELIVERED', buyer_id, NULL, now() FROM o"
    )
    await imports.run(MAPPING, imports.file("sales.csv", HEADER, _row("1,ada,COMPLETED,A,2,1")))
    assert imports.rejected() == [("sales.csv", 2, "ORDER_IS_CLOSED")]
    await imports.run(MAPPING, imports.file("sales.csv", HEADER, _row("1,bob,SHIPPED,A,2,1")))
    assert imports.rejected() == [("sales.csv", 2, "DIFFERS")]


async def test_what_an_order_costs_adds_up(imports: Imports) -> None:
    good = "1,ada,COMPLETED,A,3,,10.00,4.90,2.10,-1.50,15.50,15.50"
    wrong = "2,ada,COMPLETED,A,3,,10.00,4.90,2.10,-1.50,15.50,15.51"

    await imports.run(MAPPING, imports.file("sales.csv", HEADER, good, wrong))

    assert imports.rejected() == [("sales.csv", 3, "TOTAL_DIFFERS")]
    assert await imports.rows(
        "SELECT orders.total_minor, freight_minor, tax_minor, orders.discount_minor, paid_minor,"
        " unit_price_minor, line.total_minor"
        " FROM orders JOIN order_lines line ON order_id = orders.id"
    ) == [(1550, 490, 210, 150, 1550, 333, 1000)]
    assert await inconsistencies(imports.connection) == []


async def test_one_code_for_two_articles_contradicts(imports: Imports) -> None:
    mapping = """
        source = "shop"
        seller = { name = "Shop" }
        [[file]]
        name = "*.csv"
        [file.product]
        key = { column = "code" }
        name = { column = "name" }
        [file.sku]
        key = { column = "code" }
        gtin = { column = "gtin" }
    """
    rows = ["A,Red mug,4006381333931", "A,red  MUG,", "A,Blue vase,", "B,Cup,", "B,Cup,96385074"]
    file = imports.file("skus.csv", "code,name,gtin", *rows, "B,Cup,4006381333931")

    await imports.run(mapping, file)
    assert imports.rejected() == [("skus.csv", 4, "CONTRADICTS"), ("skus.csv", 7, "CONTRADICTS")]

    varied = mapping.replace("[file.sku]", 'varies = ["name"]\n[file.sku]')
    await imports.run(varied, imports.file("skus.csv", "code,name,gtin", *rows))
    assert imports.rejected() == []
    changed = await imports.run(mapping, imports.file("skus.csv", "code,name,gtin", "A,Mug,"))
    assert (changed.changed["products"], changed.created["products"]) == (1, 0)
    assert await imports.rows("SELECT name FROM products ORDER BY 1") == [("Cup",), ("Mug",)]


def _commas(row: str) -> int:
    return row.replace('"1,299.00"', "").count(",")


def _row(row: str) -> str:
    return row + "," * (11 - row.count(","))


async def test_goods_are_counted_in_their_units_at_prices_for_many_of_them(
    imports: Imports,
) -> None:
    mapping = MAPPING.replace(
        "[file.sku]\n", '[file.sku]\nunit = { column = "status", map = { g = "GRM" } }\n'
    ).replace("[file.line]\n", "[file.line]\nper = { constant = 1000 }\n")
    mapping = mapping.replace('status = { column = "status" }\n', "", 1)
    rows = [_row("1,ada,g,A,250,9.90"), _row("1,ada,g,B,250,,2.50"), _row("2,ada,GRM,C,1,9.90")]

    await imports.run(mapping, imports.file("sales.csv", HEADER, *rows))

    assert imports.rejected() == [("sales.csv", 4, "UNKNOWN_VALUE")]
    assert await imports.rows(
        "SELECT code, unit, quantity, per, unit_price_minor, line.total_minor"
        " FROM order_lines line JOIN skus ON skus.id = sku_id ORDER BY code"
    ) == [("A", "GRM", 250, 1000, 990, 248), ("B", "GRM", 250, 1000, 1000, 250)]
    assert await inconsistencies(imports.connection) == []

    other = mapping.replace('"GRM"', '"MTR"')
    await imports.run(other, imports.file("again.csv", HEADER, rows[0]))

    assert imports.rejected() == [("again.csv", 2, "DIFFERS")]


@pytest.mark.parametrize(
    ("per", "before", "row"),
    [
        ("2000000000", "1,ada,,A,1,9.90", "1,ada,,A,1,,9000000000000.00"),  # what so many cost
        ("1", "1,ada,,A,2000000000,0.01", "1,ada,,A,2000000000,9000000000000.00"),
    ],
)
async def test_what_cannot_be_counted_is_rejected_of_a_known_order_too(
    imports: Imports, per: str, before: str, row: str
) -> None:
    mapping = MAPPING.replace("[file.line]\n", f"[file.line]\nper = {{ constant = {per} }}\n")
    await imports.run(mapping, imports.file("sales.csv", HEADER, _row(before)))
    assert imports.rejected() == []

    await imports.run(mapping, imports.file("again.csv", HEADER, _row(row)))

    assert imports.rejected() == [("again.csv", 2, "TOO_LARGE")]
