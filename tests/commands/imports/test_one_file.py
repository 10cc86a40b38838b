"""A file of sales becomes orders: every row is accounted for, and none counts twice."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from textwrap import dedent

from tests.commands.imports.importing import NOW, ROOT, Imports
from tests.commands.imports.shops import SHOP, SHOP_HEADER, SHOP_ROWS


async def test_every_row_is_imported_or_rejected_with_its_place_and_reason(
    imports: Imports,
) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)

    report = await imports.run(SHOP, file)

    assert (report.rows, report.imported, report.rejected) == (13, 7, 6)
    assert imports.rejected() == [
        ("sales.csv", 5, "NO_SALE"),
        ("sales.csv", 9, "NEGATIVE_SALE"),
        ("sales.csv", 10, "POSITIVE_CANCELLATION"),
        ("sales.csv", 11, "UNKNOWN_VALUE"),
        ("sales.csv", 12, "BAD_NUMBER"),
        ("sales.csv", 13, "BAD_DATE"),
    ]
    assert [count.rows for count in report.rejects] == [1] * 6
    assert imports.rejects()[0]["reason"].startswith("Damages, samples and lost goods")
    assert imports.rejects()[0]["Quantity"] == "-3"
    assert await imports.nothing_is_left_behind()


async def test_the_totals_of_the_file_are_those_of_the_hub(imports: Imports) -> None:
    await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS))
    by_invoice: dict[str, int] = defaultdict(int)
    rejected = {row for _, row, _ in imports.rejected()}
    for line_no, row in enumerate(csv.DictReader([SHOP_HEADER, *SHOP_ROWS]), start=2):
        if line_no not in rejected:
            by_invoice[row["InvoiceNo"]] += int(
                Decimal(row["UnitPrice"]) * 100 * int(row["Quantity"])
            )

    orders = await imports.rows(
        "SELECT number, CASE status WHEN 'CANCELLED' THEN -total_minor ELSE total_minor END"
        " FROM orders"
    )

    assert dict(orders) == by_invoice
    assert (
        await imports.rows(
            "SELECT FROM orders WHERE total_minor <>"
            " (SELECT sum(total_minor) FROM order_lines WHERE order_id = orders.id)"
        )
        == []
    )


async def test_an_invoice_becomes_an_order_with_its_lines(imports: Imports) -> None:
    await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS))

    orders = await imports.rows(
        "SELECT number, orders.kind, orders.status, version, placed_at, buyer.name, buyer.country,"
        " seller.name"
        " FROM orders JOIN parties buyer ON buyer.id = buyer_id"
        " JOIN parties seller ON seller.id = seller_id ORDER BY number"
    )
    lines = await imports.rows(
        "SELECT position, skus.code, skus.name, quantity, unit_price_minor,"
        " order_lines.total_minor, allocated, shipped, received, returned"
        " FROM order_lines JOIN orders ON orders.id = order_id JOIN skus ON skus.id = sku_id"
        " WHERE number = '100' ORDER BY position"
    )

    def at(day: int, hour: int, minute: int = 0) -> datetime:
        return datetime(2011, 11, day, hour, minute, tzinfo=UTC)

    shop, ada = "Online Retail Ltd", "Customer 16612"
    assert orders == [
        ("100", "RETAIL", "COMPLETED", 1, at(7, 7, 38), ada, "GB", shop),
        ("102", "RETAIL", "COMPLETED", 1, at(7, 9), "Guest (France)", "FR", shop),
        ("103", "RETAIL", "COMPLETED", 1, at(7, 9), "Guest (Unspecified)", None, shop),
        ("C104", "RETAIL", "CANCELLED", 1, at(8, 10), ada, "GB", shop),
    ]
    assert lines == [
        (1, "A1", "RED MUG", 3, 295, 885, 3, 3, 3, 0),
        (2, "A1", "RED MUG", 1, 295, 295, 1, 1, 1, 0),
        (3, "a1", "MUG, SMALL", 2, 83, 166, 2, 2, 2, 0),
        (4, "A1", "RED MUG", 1, 295, 295, 1, 1, 1, 0),
    ]


async def test_history_tells_that_an_order_was_imported_and_by_whom(imports: Imports) -> None:
    await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, SHOP_ROWS[0]))

    events = await imports.rows(
        "SELECT event.version, event.kind, from_status, to_status, actor_id = seller_id,"
        " occurred_at"
        " FROM order_events event JOIN orders ON orders.id = order_id"
    )

    assert events == [(1, "IMPORTED", None, "COMPLETED", True, NOW)]
    assert await imports.rows("SELECT FROM events") == []


async def test_the_first_name_that_is_not_empty_counts(imports: Imports) -> None:
    await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS))

    names = await imports.rows(
        "SELECT code, skus.name, products.name, status, products.visibility"
        " FROM skus JOIN products ON products.id = product_id ORDER BY code"
    )

    assert names == [
        ("A1", "RED MUG", "RED MUG", "PUBLISHED", "PUBLIC"),
        ("B2", "VASE", "VASE", "PUBLISHED", "PUBLIC"),
        ("a1", "MUG, SMALL", "MUG, SMALL", "PUBLISHED", "PUBLIC"),
    ]


async def test_only_who_sells_is_listed_and_has_partners(imports: Imports) -> None:
    await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS))

    assert await imports.rows("SELECT name FROM parties WHERE listed") == [("Online Retail Ltd",)]
    assert await imports.rows(
        "SELECT downstream.name, partnerships.status, currency FROM partnerships"
        " JOIN parties downstream ON downstream.id = downstream_id"
        " JOIN parties upstream ON upstream.id = upstream_id AND upstream.listed ORDER BY 1"
    ) == [
        ("Customer 16612", "ACTIVE", "GBP"),
        ("Guest (France)", "ACTIVE", "GBP"),
        ("Guest (Unspecified)", "ACTIVE", "GBP"),
    ]


async def test_the_report_says_what_is_new_and_what_it_comes_to(imports: Imports) -> None:
    report = await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS))

    assert report.created["orders"] == 4
    assert report.created["order lines"] == 7
    assert report.created["parties"] == 4
    assert [tuple(total) for total in report.totals] == [("GBP", 3, 6791, 1, 590)]
    assert imports.progress[-1][0] == "Merging"
    assert imports.progress[-1][1] == imports.progress[-1][2] > 0


async def test_a_second_import_changes_nothing(imports: Imports) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    first = await imports.run(SHOP, file)
    rejected = imports.rejects()
    before = await imports.everything()

    second = await imports.run(SHOP, file)

    assert await imports.everything() == before
    assert imports.rejects() == rejected
    assert set(second.created.values()) == {0}
    assert (second.rows, second.imported, second.totals) == (
        first.rows,
        first.imported,
        first.totals,
    )


async def test_a_longer_file_adds_only_what_is_new(imports: Imports) -> None:
    await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS))

    more = "110,A1,RED MUG,1,2011-11-09 07:38:00,2.95,16612.0,United Kingdom"
    report = await imports.run(SHOP, imports.file("more.csv", SHOP_HEADER, more, *SHOP_ROWS))

    assert {what: count for what, count in report.created.items() if count} == {
        "orders": 1,
        "order lines": 1,
        "order events": 1,
    }


async def test_a_file_without_records_imports_nothing(imports: Imports) -> None:
    report = await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER))

    assert (report.rows, report.imported, report.rejected, report.totals) == (0, 0, 0, [])
    assert imports.rejects() == []


async def test_the_how_to_is_true(imports: Imports) -> None:
    text = (ROOT / "docs" / "howto" / "import.md").read_text(encoding="utf-8")
    tutorial = text.partition("## Write a mapping")[2].partition("## Several files")[0]
    mapping = "".join(
        dedent(block) for block in re.findall(r"```toml\n(.*?)```", tutorial, re.DOTALL)
    )
    sales = re.findall(r"```text\n(.*?)```", tutorial, re.DOTALL)[0]
    file = imports.folder / "sales.csv"
    file.write_text(sales, encoding="cp1252")

    report = await imports.run(mapping, file)

    assert (report.imported, report.rejected) == (2, 0)
    assert await imports.rows(
        "SELECT number, orders.status, total_minor, placed_at, parties.name"
        " FROM orders JOIN parties ON parties.id = buyer_id ORDER BY 1"
    ) == [
        ("7001", "COMPLETED", 900, datetime(2026, 2, 3, 13, 5, tzinfo=UTC), "ada@shop.test"),
        ("7002", "CONFIRMED", 450, datetime(2026, 2, 3, 14, 10, tzinfo=UTC), "Guest"),
    ]
