"""Imports of whole files into a real database: every row accounted for, cut off or not."""

from __future__ import annotations

import asyncio
import csv
import os
import re
import signal
import subprocess
import sys
import tracemalloc
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from textwrap import dedent
from typing import Any

import asyncpg
import pytest

from db.embedded import embedded_servers
from db.migrate import migrate
from db.queries.consistency import inconsistencies
from hub.commands.imports import ImportFailed, ImportReport, run_import
from hub.domain.mapping import read_mapping
from hub.domain.mapping.language import IMPORTABLE_STATUSES

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
# What an import may leave behind in the hub, and what it may not.
KEPT = (
    "parties", "partnerships", "categories", "products", "skus", "orders", "order_lines",
    "order_events", "shipments", "shipment_lines", "locations", "stock_items", "stock_movements",
)  # fmt: skip
STAGING = (
    "import_runs", "staged_rows", "rejected_rows", "staged_parties", "staged_products",
    "staged_skus", "staged_orders", "staged_lines", "staged_stock",
)  # fmt: skip

SHOP = (ROOT / "mappings" / "online-retail.toml").read_text(encoding="utf-8")
MARKETPLACE = (ROOT / "mappings" / "marketplace.toml").read_text(encoding="utf-8")
SHOP_HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
SHOP_ROWS = (
    "100,A1,RED MUG ,3,2011-11-07 07:38:00,2.95,16612.0,United Kingdom",
    "100,A1,red mug,1,2011-11-07 07:38:00,2.95,16612.0,United Kingdom",
    '100,a1,"MUG, SMALL",2,2011-11-07 07:39:00,0.83,16612.0,United Kingdom',
    "101,A1,damages,-3,2011-11-07 08:00:00,0.0,,United Kingdom",
    "102,B2,,1,2011-11-07 09:00:00,10.5,,France",
    "103,B2,VASE,4,2011-11-07 09:00:00,10.25,,Unspecified",
    "C104,A1,RED MUG ,-2,2011-11-08 10:00:00,2.95,16612.0,United Kingdom",
    "105,A1,RED MUG ,-2,2011-11-08 10:00:00,2.95,16612.0,United Kingdom",
    "C106,A1,RED MUG ,2,2011-11-08 10:00:00,2.95,16612.0,United Kingdom",
    "107,A1,RED MUG ,1,2011-11-08 10:00:00,2.95,16612.0,Atlantis",
    "108,A1,RED MUG ,one,2011-11-08 10:00:00,2.95,16612.0,France",
    "109,A1,RED MUG ,1,yesterday,2.95,16612.0,France",
    "100,A1,red mug,1,2011-11-07 07:38:00,2.95,16612.0,United Kingdom",
)
SALES = """
source = "sales"
currency = "EUR"
seller = { name = "Shop" }
[[file]]
name = "products*"
[file.product]
key = { column = "sku" }
owner = { column = "owner" }
[file.sku]
key = { column = "sku" }
code = [{ column = "code" }, { column = "sku" }]
product = [{ column = "product" }, { column = "sku" }]
[[file]]
name = "parties*"
[file.owner]
key = { column = "party" }
kind = "BRAND"
[[file]]
name = "buyers*"
[file.buyer]
key = { column = "buyer" }
[[file]]
name = "lines*"
[file.line]
order = { column = "order" }
key = { column = "line" }
sku = { column = "sku" }
quantity = { column = "quantity", default = 1 }
unit_price = { column = "price", default = "1.00" }
[[file]]
name = "orders*"
[file.order]
key = { column = "order" }
number = [{ column = "number" }, { column = "order" }]
buyer = { column = "buyer" }
seller = { column = "seller" }
currency = { column = "currency", default = "EUR" }
placed_at = { constant = "2026-01-01" }
status = { column = "status" }
cancels = { column = "of" }
cancelled_when = [{ column = "of", op = "empty", negate = true }]
[[file]]
name = "stock*"
[file.stock]
party = { column = "party" }
sku = { column = "sku" }
location = { column = "place" }
on_hand = { column = "pieces" }
"""
SALES_FILES = {
    "parties": "party\nmaker\nshop",
    "buyers": "buyer\nada\nbob",
    "products": "sku,code,product,owner\nmug,,,maker\nvase,,,maker",
    "orders": "order,number,buyer,seller,currency,status,of\n1,,ada,bo,,,",
}


@dataclass
class Imports:
    """Imports into one database, and what is then in it."""

    connection: asyncpg.Connection[asyncpg.Record]
    folder: Path
    told: list[str] = field(default_factory=list)
    progress: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def rejects_file(self) -> Path:
        return self.folder / "rejects" / "rejects.csv"

    def file(self, name: str, *lines: str) -> Path:
        path = self.folder / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    async def run(
        self,
        mapping: str,
        *files: Path,
        rejects: Path | None = None,
        cut_off_at: tuple[str, int] | None = None,
        batch_rows: int = 1000,
    ) -> ImportReport:
        def progress(doing: str, bytes_read: int, bytes_total: int) -> None:
            self.progress.append((doing, bytes_read, bytes_total))
            if cut_off_at is not None:
                stage, times = cut_off_at
                if sum(doing == stage for doing, _, _ in self.progress) == times:
                    raise KeyboardInterrupt

        return await run_import(
            self.connection,
            read_mapping(mapping),
            files,
            rejects=rejects or self.rejects_file,
            now=NOW,
            progress=progress,
            tell=self.told.append,
            batch_rows=batch_rows,
        )

    def rejects(self) -> list[dict[str, str]]:
        with self.rejects_file.open(encoding="utf-8", newline="") as rejects:
            return list(csv.DictReader(rejects))

    def rejected(self) -> list[tuple[str, int, str]]:
        return [(row["file"], int(row["row"]), row["code"]) for row in self.rejects()]

    async def rows(self, query: str, *arguments: object) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.connection.fetch(query, *arguments)]

    async def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that the hub keeps, and what is staged, table by table."""
        return {
            table: await self.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3")
            for table in (*KEPT, *STAGING)
        }

    async def nothing_is_left_behind(self) -> bool:
        return not any([await self.rows(f"SELECT FROM {table}") for table in STAGING])


# Emptied rather than made anew for every test: that takes less than half the time.
@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with embedded_servers(tmp_path_factory.mktemp("servers"), durable=False) as servers:
        asyncio.run(migrate(servers.database_url))
        yield servers.database_url


@pytest.fixture
async def imports(database_url: str, tmp_path: Path) -> AsyncIterator[Imports]:
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute(f"TRUNCATE {', '.join((*KEPT, *STAGING))} CASCADE")
        (tmp_path / "rejects").mkdir()
        yield Imports(connection, tmp_path)
    finally:
        await connection.close()


# One file


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
        "SELECT number, orders.kind, status, version, placed_at, buyer.name, buyer.country,"
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
        "SELECT downstream.name, status, currency FROM partnerships"
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


async def test_an_order_in_the_hub_takes_no_more_lines(imports: Imports) -> None:
    await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, SHOP_ROWS[0]))
    before = await imports.everything()

    report = await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS[:2]))

    assert imports.rejected() == [("sales.csv", 3, "ORDER_IS_CLOSED")]
    assert report.imported == 1
    assert await imports.everything() == before


# Cut off


@pytest.mark.parametrize(
    "cut_off_at", [("Reading", 1), ("Reading", 3), ("Checking", 1), ("Merging", 1)]
)
async def test_an_import_that_was_cut_off_goes_on(
    imports: Imports, cut_off_at: tuple[str, int]
) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    with pytest.raises(KeyboardInterrupt):
        await imports.run(SHOP, file, cut_off_at=cut_off_at, batch_rows=2)
    assert await imports.rows("SELECT FROM orders") == []
    read_before = await imports.connection.fetchval("SELECT rows_read FROM import_runs")

    report = await imports.run(SHOP, file, batch_rows=2)

    assert 0 < report.rows_read_before == read_before
    assert imports.told == [
        f"Taking up the import that was cut off after {read_before} rows.",
    ]
    assert (report.rows, report.imported, report.rejected) == (13, 7, 6)
    assert len(imports.rejected()) == 6
    assert await imports.nothing_is_left_behind()


async def test_an_import_survives_its_process(imports: Imports, database_url: str) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    script = f"""
import asyncio, asyncpg, datetime, os, pathlib, signal
from hub.commands.imports import run_import
from hub.domain.mapping import read_mapping
seen = []
def progress(*place):
    seen.append(place)
    if len(seen) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
async def main():
    await run_import(
        await asyncpg.connect({database_url!r}), read_mapping({SHOP!r}),
        [pathlib.Path({str(file)!r})], rejects=pathlib.Path({str(imports.rejects_file)!r}),
        now=datetime.datetime.now(datetime.UTC), progress=progress, tell=print, batch_rows=1)
asyncio.run(main())
"""
    killed = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", script], cwd=ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL

    # The server notices the death of its client, and gives the source free, a moment later.
    for _ in range(100):
        try:
            report = await imports.run(SHOP, file)
            break
        except ImportFailed:
            await asyncio.sleep(0.05)

    assert report.rows_read_before == 4
    assert (report.rows, report.imported) == (13, 7)


async def test_a_file_that_changed_is_read_anew(imports: Imports) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    with pytest.raises(KeyboardInterrupt):
        await imports.run(SHOP, file, cut_off_at=("Reading", 3), batch_rows=2)
    imports.file("sales.csv", SHOP_HEADER, SHOP_ROWS[0].replace("100", "200"))

    report = await imports.run(SHOP, file)

    assert "beginning anew" in imports.told[0]
    assert (report.rows, report.rows_read_before) == (1, 0)
    assert await imports.rows("SELECT number FROM orders") == [("200",)]


async def test_rejects_that_could_not_be_written_can_be_had_later(imports: Imports) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    with pytest.raises(ImportFailed, match="All is imported, but .* cannot be written"):
        await imports.run(SHOP, file, rejects=imports.folder / "nowhere" / "rejects.csv")
    before = {table: rows for table, rows in (await imports.everything()).items() if table in KEPT}

    report = await imports.run(SHOP, file)

    assert (report.rows, report.imported, report.created["orders"]) == (13, 7, 4)
    assert len(imports.rejects()) == 6
    after = {table: rows for table, rows in (await imports.everything()).items() if table in KEPT}
    assert after == before


async def test_one_source_is_imported_once_at_a_time(imports: Imports, database_url: str) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    other = await asyncpg.connect(database_url)
    await other.execute("SELECT pg_advisory_lock(hashtextextended('import online-retail', 0))")

    with pytest.raises(ImportFailed, match="Another import of online-retail is running"):
        await imports.run(SHOP, file)

    await other.close()


async def test_memory_does_not_grow_with_the_file(imports: Imports) -> None:
    def sales(rows: int) -> Path:
        return imports.file(
            f"{rows}.csv",
            SHOP_HEADER,
            *(
                f"{rows}-{n % 100},S{n % 50},MUG,1,2011-11-07 07:38:00,2.95,16612.0,United Kingdom"
                for n in range(rows)
            ),
        )

    async def peak(file: Path) -> int:
        tracemalloc.start()
        await imports.run(SHOP, file, batch_rows=100)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    # Caches are bounded, and full of these few keys before it counts.
    await peak(sales(200))
    small, large = await peak(sales(300)), await peak(sales(3_000))

    assert large < 1.5 * small


async def test_the_merge_looks_nothing_up_by_reading_all_of_it(imports: Imports) -> None:
    rows = 2_000
    sales = [
        f"{n % 100},S{n},MUG,1,2011-11-07 07:38:00,2.95,16612.0,United Kingdom" for n in range(rows)
    ]
    await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, *sales))
    # As many products again, all of them new, while the planner expects to find them in the hub.
    await imports.connection.execute("ANALYZE")
    other = SHOP.replace('source = "online-retail"', 'source = "other"')

    async def rows_looked_at() -> int:
        await imports.connection.execute("SELECT pg_stat_force_next_flush()")
        found: int = await imports.connection.fetchval(
            "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint"
            " FROM pg_stat_user_tables WHERE relname LIKE 'staged%'"
        )
        return found

    before = await rows_looked_at()
    await imports.run(other, imports.file("other.csv", SHOP_HEADER, *sales))

    assert await rows_looked_at() - before < 100 * rows


# Bad input


@pytest.mark.parametrize(
    ("row", "code", "reason", "unread"),
    [
        (b"1,A1,x", "WRONG_COLUMNS", "The row has 3 fields; the header has 8.", ""),
        (b"1,A1,x,1,2,3,4,5,6,7", "WRONG_COLUMNS", "The row has 10 fields", "6 7"),
        (b"1,A1,caf\xe9,1,2,3,4,5", "BAD_ENCODING", "Byte 9 of the line is not utf-8", "caf\\xe9"),
        (b"1,A1,x\x00y,1,2,3,4,5", "BAD_CHARACTER", "The line has a NUL character.", "x\\x00y"),
        (b'1,A1,"MUG" big,1,2,3,4,5', "BAD_QUOTES", "breaks the rules of CSV", '"MUG" big'),
        (b'1,A1,"MUG,1,2,3,4,5', "BAD_QUOTES", "A quote opens here and is never closed.", '"MUG'),
        (b"1," + b"x" * 200_000, "TOO_LONG", "The line has 200004 bytes; 131072 are", "xxx"),
        (b"1,A1,\xff" + b"x" * 200_000, "TOO_LONG", "The line has 200008 bytes", "\\xff"),
        (b"x" * 201 + b",A1,x,1,2011-11-07 07:38:00,3,,France", "TOO_LONG", "201 characters", ""),
        (b"1,A1,x,99999999999,2011-11-07 07:38:00,3,,France", "OUT_OF_RANGE", "Quantity is 9", ""),
    ],
)  # fmt: skip
async def test_a_broken_row_is_rejected_and_the_next_is_read(
    imports: Imports, row: bytes, code: str, reason: str, unread: str
) -> None:
    file = imports.folder / "sales.csv"
    good = SHOP_ROWS[0].encode()
    file.write_bytes(b"\xef\xbb\xbf" + SHOP_HEADER.encode() + b"\r\n" + row + b"\r\n\r\n" + good)

    report = await imports.run(SHOP, file)

    assert (report.rows, report.imported) == (2, 1)
    assert imports.rejected() == [("sales.csv", 2, code)]
    assert reason in imports.rejects()[0]["reason"]
    assert unread in imports.rejects()[0]["unread"]


async def test_a_quote_left_open_costs_one_row_only(imports: Imports) -> None:
    many = [SHOP_ROWS[0].replace("100", str(n)) for n in range(1_200)]
    file = imports.file("sales.csv", SHOP_HEADER, '1,A1,"MUG,1,2,3,4,5', *many)

    report = await imports.run(SHOP, file)

    assert imports.rejected() == [("sales.csv", 2, "BAD_QUOTES")]
    assert "not closed within any sensible distance" in imports.rejects()[0]["reason"]
    assert (report.rows, report.imported) == (1_201, 1_200)


async def test_a_row_is_the_line_on_which_its_record_begins(imports: Imports) -> None:
    two_lines = '100,A1,"RED\nMUG",3,2011-11-07 07:38:00,2.95,16612.0,United Kingdom'
    file = imports.file("sales.csv", SHOP_HEADER, "", two_lines, "", SHOP_ROWS[3])

    await imports.run(SHOP, file, batch_rows=1)

    assert await imports.rows("SELECT name FROM skus") == [("RED\nMUG",)]
    assert imports.rejected() == [("sales.csv", 6, "NO_SALE")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "sales.csv is empty."),
        (b"a,b\n1,2\n", "sales.csv has no column 'Country', 'CustomerID'"),
        (b"\xff\xfea\x00", "The first line of sales.csv is no header of a CSV file: Byte 1"),
        (b'"a', "is no header of a CSV file: A quote opens here"),
        (b"a,b\r1,2\r", "is no header of a CSV file: A carriage return stands within the line;"),
    ],
)
async def test_a_file_that_does_not_fit_is_refused(
    imports: Imports, content: bytes, sentence: str
) -> None:
    file = imports.folder / "sales.csv"
    file.write_bytes(content)

    with pytest.raises(ImportFailed) as refused:
        await imports.run(SHOP, file)

    assert sentence in str(refused.value)
    assert not imports.rejects_file.exists()


async def test_a_file_that_is_not_there_is_refused(imports: Imports) -> None:
    with pytest.raises(ImportFailed, match=r"none.csv cannot be read: No such file or directory\."):
        await imports.run(SHOP, imports.folder / "none.csv")


async def test_rejects_never_overwrite_what_is_imported(imports: Imports) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)

    with pytest.raises(ImportFailed, match="let the rejects go to another file"):
        await imports.run(SHOP, file, rejects=imports.folder / "rejects" / ".." / "sales.csv")

    assert file.read_text(encoding="utf-8").startswith(SHOP_HEADER)


async def test_the_name_of_a_file_need_not_be_text(imports: Imports) -> None:
    file = imports.folder / os.fsdecode(b"caf\xe9.csv")
    file.write_text(f"{SHOP_HEADER}\n{SHOP_ROWS[3]}\n", encoding="utf-8")

    report = await imports.run(SHOP, file)

    assert report.files == ["caf\\udce9.csv"]
    assert imports.rejected() == [("caf\\udce9.csv", 2, "NO_SALE")]


async def test_a_file_that_no_part_of_the_mapping_reads_is_refused(imports: Imports) -> None:
    with pytest.raises(ImportFailed, match="notes.txt fits no file of the mapping"):
        await imports.run(SHOP, imports.file("notes.txt", "hello"))


async def test_two_files_of_one_name_are_refused(imports: Imports) -> None:
    file = imports.file("sales.csv", SHOP_HEADER)
    (imports.folder / "old").mkdir()
    other = imports.file("old/sales.csv", SHOP_HEADER)

    with pytest.raises(ImportFailed, match=r"Two files are called sales.csv"):
        await imports.run(SHOP, file, other)


async def test_a_file_without_records_imports_nothing(imports: Imports) -> None:
    report = await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER))

    assert (report.rows, report.imported, report.rejected, report.totals) == (0, 0, 0, [])
    assert imports.rejects() == []


async def test_a_file_may_have_no_header_and_rules_of_its_own(imports: Imports) -> None:
    mapping = """
        source = "erp"
        seller = { name = "Lager" }
        [[file]]
        name = "*.txt"
        encoding = "cp1252"
        delimiter = ";"
        quote = ""
        decimal = ","
        thousands = "."
        header = ["code", "name", "pieces"]
        [file.product]
        key = { column = "code" }
        [file.sku]
        key = { column = "code" }
        name = { column = "name" }
        [file.stock]
        on_hand = { column = "pieces" }
    """
    file = imports.folder / "bestand.txt"
    file.write_bytes('7;3" Röhre;1.200,0\r\n8;Öl;0\r\n'.encode("cp1252"))

    report = await imports.run(mapping, file)

    assert report.rejected == 0
    assert await imports.rows(
        "SELECT code, skus.name, products.name, on_hand FROM stock_items"
        " JOIN skus ON skus.id = sku_id JOIN products ON products.id = product_id ORDER BY code"
    ) == [("7", '3" Röhre', '3" Röhre', 1200), ("8", "Öl", "Öl", 0)]


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
        "SELECT number, status, total_minor, placed_at, parties.name"
        " FROM orders JOIN parties ON parties.id = buyer_id ORDER BY 1"
    ) == [
        ("7001", "COMPLETED", 900, datetime(2026, 2, 3, 13, 5, tzinfo=UTC), "ada@shop.test"),
        ("7002", "CONFIRMED", 450, datetime(2026, 2, 3, 14, 10, tzinfo=UTC), "Guest"),
    ]


# Several files


MARKETPLACE_ORDERS = (
    "order_id,customer_id,order_status,order_purchase_timestamp,order_delivered_carrier_date,"
    "order_delivered_customer_date,order_estimated_delivery_date"
)


def marketplace(imports: Imports, **more: Sequence[str]) -> list[Path]:
    """A small export of a marketplace: two persons, three orders, two sellers."""
    files = {
        "customers": [
            "customer_id,customer_unique_id,customer_city",
            "c1,ada,Recife",
            "c2,ada,Recife",
            "c3,bob,Natal",
        ],
        "sellers": ["seller_id,seller_city", "v1,Belém", "v2,Olinda"],
        "products": [
            "product_id,product_category_name,product_weight_g",
            "p1,brinquedos,100",
            "p2,,200",
            "p3,brinquedos,300",
        ],
        "order_items": [
            "order_id,order_item_id,product_id,seller_id,price,freight_value",
            "o1,1,p1,v1,10.00,1.00",
            "o1,2,p1,v1,10.00,1.00",
            "o1,3,p2,v2,5.50,1.00",
            "o2,1,p2,v1,7.00,1.00",
            "o3,1,p3,v2,3.00,1.00",
        ],
        "orders": [
            MARKETPLACE_ORDERS,
            "o1,c1,delivered,2018-01-02 03:04:05,2018-01-03 00:00:00,2018-01-09,2018-02-01",
            "o2,c2,shipped,2018-01-05 10:00:00,2018-01-06 00:00:00,,2018-02-02",
            "o3,c3,canceled,2018-01-06 10:00:00,,,2018-02-03",
        ],
    }
    return [
        imports.file(f"olist_{name}_dataset.csv", *lines, *more.get(name, ()))
        for name, lines in files.items()
    ]


async def test_a_marketplace_export_is_joined_from_its_files(imports: Imports) -> None:
    report = await imports.run(MARKETPLACE, *marketplace(imports))

    assert (report.rows, report.imported, report.rejected) == (16, 16, 0)
    assert await imports.rows(
        "SELECT number, status, seller.name, buyer.name, total_minor,"
        " (SELECT count(*) FROM order_lines WHERE order_id = orders.id)"
        " FROM orders JOIN parties buyer ON buyer.id = buyer_id"
        " JOIN parties seller ON seller.id = seller_id ORDER BY number, seller.name"
    ) == [
        ("o1", "COMPLETED", "Seller in Belém", "Customer in Recife", 2000, 2),
        ("o1", "COMPLETED", "Seller in Olinda", "Customer in Recife", 550, 1),
        ("o2", "SHIPPED", "Seller in Belém", "Customer in Recife", 700, 1),
        ("o3", "CANCELLED", "Seller in Olinda", "Customer in Natal", 300, 1),
    ]
    assert [tuple(total) for total in report.totals] == [("BRL", 3, 3250, 1, 300)]
    assert await imports.rows(
        "SELECT products.name, skus.code, categories.code FROM skus"
        " JOIN products ON products.id = product_id"
        " LEFT JOIN categories ON categories.id = category_id ORDER BY 2"
    ) == [
        ("brinquedos p1", "p1", "brinquedos"),
        ("p2", "p2", None),
        ("brinquedos p3", "p3", "brinquedos"),
    ]


async def test_one_person_with_two_keys_is_one_consumer(imports: Imports) -> None:
    await imports.run(MARKETPLACE, *marketplace(imports))

    assert await imports.rows(
        "SELECT buyer.name, count(DISTINCT number) FROM orders"
        " JOIN parties buyer ON buyer.id = buyer_id GROUP BY buyer.id, buyer.name ORDER BY 2"
    ) == [("Customer in Natal", 1), ("Customer in Recife", 2)]


async def test_a_shipped_order_has_a_shipment_to_be_received(imports: Imports) -> None:
    await imports.run(MARKETPLACE, *marketplace(imports))

    assert await imports.rows(
        "SELECT number, shipments.status, shipped_at, received_at, line.quantity,"
        " order_line.shipped, order_line.received"
        " FROM shipments JOIN orders ON orders.id = shipments.order_id"
        " JOIN shipment_lines line ON line.shipment_id = shipments.id"
        " JOIN order_lines order_line ON order_line.id = line.order_line_id"
        " WHERE number <> 'o1' ORDER BY 1"
    ) == [("o2", "IN_TRANSIT", datetime(2018, 1, 6, 2, tzinfo=UTC), None, 1, 1, 0)]
    assert await imports.rows(
        "SELECT DISTINCT number, shipments.status, received_at"
        " FROM shipments JOIN orders ON orders.id = shipments.order_id WHERE number = 'o1'"
    ) == [("o1", "DELIVERED", datetime(2018, 1, 9, 2, tzinfo=UTC))]


async def test_files_may_come_one_import_after_the_other(imports: Imports) -> None:
    together = marketplace(imports)

    for file in together[:3]:
        await imports.run(MARKETPLACE, file)
    # A person's other keys are known only to the file of customers.
    report = await imports.run(MARKETPLACE, together[0], *reversed(together[3:]))

    assert (report.rejected, report.created["orders"]) == (0, 4)
    again = await imports.run(MARKETPLACE, *together)
    assert set(again.created.values()) == {0}
    assert again.rejected == 0


async def test_what_refers_to_nothing_is_rejected_with_all_that_hangs_on_it(
    imports: Imports,
) -> None:
    files = marketplace(
        imports,
        orders=["o4,nobody,delivered,2018-01-02 03:04:05,,,", "o5,c1,delivered,2018-01-02,,,"],
        order_items=["o4,1,p1,v1,1.00,0", "o9,1,p1,v1,1.00,0", "o5,1,p9,v1,1.00,0",
                     "o5,2,p1,v9,1.00,0", "o1,3,p1,v2,1.00,0"],
    )  # fmt: skip

    report = await imports.run(MARKETPLACE, *files)

    assert report.imported == 16
    assert imports.rejected() == [
        ("olist_order_items_dataset.csv", 7, "UNKNOWN_ORDER"),
        ("olist_order_items_dataset.csv", 8, "UNKNOWN_ORDER"),
        ("olist_order_items_dataset.csv", 9, "UNKNOWN_SKU"),
        ("olist_order_items_dataset.csv", 10, "UNKNOWN_SELLER"),
        ("olist_order_items_dataset.csv", 11, "DUPLICATE_LINE"),
        ("olist_orders_dataset.csv", 5, "UNKNOWN_BUYER"),
        ("olist_orders_dataset.csv", 6, "EMPTY_ORDER"),
    ]
    assert await imports.rows("SELECT DISTINCT number FROM orders ORDER BY 1") == [
        ("o1",), ("o2",), ("o3",),
    ]  # fmt: skip


def sales(imports: Imports, **files: str) -> list[Path]:
    """Files of a shop: those that nearly every import needs, and what a test adds or replaces."""
    return [
        imports.file(f"{name}.csv", *text.split("\n"))
        for name, text in {**SALES_FILES, **files}.items()
    ]


SHOP_AS_SELLER = SALES.replace('seller = { column = "seller" }\n', "")
ORDERS = "order,number,buyer,seller,currency,status,of\n"
LINES = "order,line,sku,quantity,price\n"
STOCK = "party,sku,place,pieces\n"


async def test_what_is_imported_contradicts_nothing(imports: Imports) -> None:
    statuses = sorted(IMPORTABLE_STATUSES)
    orders = "\n".join(f"{status},,ada,,,{status}," for status in statuses)
    lines = "\n".join(f"{status},1,mug,2,1.50" for status in statuses)
    stock = STOCK + "maker,mug,Lyon,5\nmaker,vase,,0"

    report = await imports.run(
        SHOP_AS_SELLER, *sales(imports, orders=ORDERS + orders, lines=LINES + lines, stock=stock)
    )

    assert report.rejected == 0
    assert report.created["orders"] == len(statuses)
    assert await inconsistencies(imports.connection) == []


@pytest.mark.parametrize(
    ("files", "rejected"),
    [
        ({"products": "sku,code,product,owner\nmug,,,maker\nvase,,,nobody"},
         [("products.csv", 3, "UNKNOWN_OWNER")]),
        ({"products": "sku,code,product,owner\nmug,,,maker\nvase,,lost,maker"},
         [("products.csv", 3, "UNKNOWN_PRODUCT")]),
        ({"products": "sku,code,product,owner\nmug,7,,maker\nvase,7,,maker"},
         [("products.csv", 3, "SKU_TAKEN")]),
        ({"orders": ORDERS + "1,,ada,,,,\n1,,bob,,,,", "lines": LINES + "1,1,mug,1,1"},
         [("orders.csv", 3, "CONTRADICTS")]),
        ({"orders": ORDERS + "1,,ada,,USD,,", "lines": LINES + "1,1,mug,1,1"},
         [("lines.csv", 2, "MIXED_CURRENCIES"), ("orders.csv", 2, "EMPTY_ORDER")]),
        ({"orders": ORDERS + "1,7,ada,,,,\n2,7,ada,,,,",
          "lines": LINES + "1,1,mug,1,1\n2,1,mug,1,1"},
         [("lines.csv", 3, "NUMBER_TAKEN"), ("orders.csv", 3, "EMPTY_ORDER")]),
        ({"orders": ORDERS + "1,,maker,,,,", "lines": LINES + "1,1,mug,1,1"},
         [("lines.csv", 2, "NO_TRADE"), ("orders.csv", 2, "EMPTY_ORDER")]),
        ({"lines": LINES + "\n".join(f"1,{n},mug,1,10000000000000" for n in range(1, 9002))},
         [("lines.csv", n, "TOO_LARGE") for n in range(2, 9003)]
         + [("orders.csv", 2, "EMPTY_ORDER")]),
        ({"stock": STOCK + "maker,mug,,5\nmaker,mug,Main,6\nmaker,cup,,1\nno,mug,,1",
          "lines": LINES + "1,1,mug,1,1"},
         [("stock.csv", 3, "DUPLICATE_STOCK"), ("stock.csv", 4, "UNKNOWN_SKU"),
          ("stock.csv", 5, "UNKNOWN_PARTY")]),
        ({"orders": ORDERS + "1,,ada,,,,\n2,,ada,,,,9",
          "lines": LINES + "1,1,mug,1,1\n2,1,mug,1,1"},
         [("lines.csv", 3, "UNKNOWN_ORIGINAL"), ("orders.csv", 3, "EMPTY_ORDER")]),
    ],
    ids=lambda value: value[0][2] if isinstance(value, list) else "",
)  # fmt: skip
async def test_what_contradicts_is_rejected(
    imports: Imports, files: dict[str, str], rejected: list[tuple[str, int, str]]
) -> None:
    report = await imports.run(SHOP_AS_SELLER, *sales(imports, **files))

    if "lines" in files:
        assert imports.rejected() == rejected
    else:
        assert rejected[0] in imports.rejected()
    assert report.imported + report.rejected == report.rows
    assert await imports.nothing_is_left_behind()


async def test_a_buyer_cannot_be_the_seller(imports: Imports) -> None:
    await imports.run(
        SALES,
        *sales(imports, orders=ORDERS + "1,,ada,ada,,,", lines=LINES + "1,1,mug,1,1"),
    )

    assert imports.rejected()[0] == ("lines.csv", 2, "NO_TRADE")
    assert imports.rejects()[0]["reason"] == "The buyer of this order is also its seller."


async def test_codes_and_numbers_that_are_taken_in_the_hub_are_rejected(imports: Imports) -> None:
    files = {"lines": LINES + "1,1,mug,1,1"}
    await imports.run(SHOP_AS_SELLER, *sales(imports, **files))
    # The same parties' other system has other keys for the same code and the same number.
    files["products"] = SALES_FILES["products"].replace("mug,,", "cup,mug,")
    files["orders"] = ORDERS + "x1,1,ada,,,,"
    files["lines"] = LINES + "x1,1,vase,1,1"

    await imports.run(SHOP_AS_SELLER, *sales(imports, **files))

    assert imports.rejected() == [
        ("products.csv", 2, "SKU_TAKEN"),
        ("lines.csv", 2, "NUMBER_TAKEN"),
        ("orders.csv", 2, "EMPTY_ORDER"),
    ]


# Stock and returns


async def test_stock_begins_with_a_movement(imports: Imports) -> None:
    stock = imports.file("stock.csv", "party,sku,place,pieces", "maker,mug,Lyon,5", "maker,vase,,0")
    files = [*sales(imports, lines=LINES + "1,1,mug,1,1"), stock]
    await imports.run(SHOP_AS_SELLER, *files)
    before = await imports.everything()

    report = await imports.run(SHOP_AS_SELLER, *files)

    assert await imports.everything() == before
    assert report.rejected == 0
    assert await imports.rows(
        "SELECT locations.code, skus.code, item.on_hand, item.version, move.kind, on_hand_delta,"
        " move.version FROM stock_items item JOIN skus ON skus.id = item.sku_id"
        " JOIN locations ON locations.id = item.location_id"
        " JOIN stock_movements move ON move.stock_item_id = item.id ORDER BY 1"
    ) == [
        ("Lyon", "mug", 5, 1, "OPENED", 5, 1),
        ("Main", "vase", 0, 1, "OPENED", 0, 1),
    ]


async def test_a_party_with_two_keys_has_one_location_of_a_name(imports: Imports) -> None:
    mapping = """
        source = "chain"
        [[file]]
        name = "shops*"
        [file.seller]
        key = { column = "shop" }
        identity = { column = "company" }
        [[file]]
        name = "stock*"
        [file.product]
        key = { column = "sku" }
        owner = { column = "shop" }
        [file.sku]
        key = { column = "sku" }
        [file.stock]
        party = { column = "shop" }
        on_hand = { column = "pieces" }
    """
    shops = imports.file("shops.csv", "shop,company", "north,acme", "south,acme")
    stock = ["shop,sku,pieces", "north,mug,5", "south,vase,6"]

    first = await imports.run(mapping, shops, imports.file("stock.csv", *stock))
    again = await imports.run(mapping, shops, imports.file("stock.csv", *stock, "south,mug,7"))

    assert first.rejected == 0
    assert first.created["locations"] == 1
    assert imports.rejected() == [("stock.csv", 4, "DUPLICATE_STOCK")]
    assert set(again.created.values()) == {0}
    assert await imports.rows(
        "SELECT skus.code, on_hand FROM stock_items JOIN skus ON skus.id = sku_id ORDER BY 1"
    ) == [("mug", 5), ("vase", 6)]


async def test_stock_that_the_hub_keeps_is_not_overwritten(imports: Imports) -> None:
    lines = LINES + "1,1,mug,1,1"
    stock = STOCK + "maker,mug,Lyon,"
    await imports.run(SHOP_AS_SELLER, *sales(imports, lines=lines, stock=stock + "5"))

    await imports.run(SHOP_AS_SELLER, *sales(imports, lines=lines, stock=stock + "6"))

    assert imports.rejected() == [("stock.csv", 2, "STOCK_IS_KNOWN")]
    assert await imports.rows("SELECT on_hand FROM stock_items") == [(5,)]


async def test_a_cancellation_brings_goods_back_to_the_order_it_names(imports: Imports) -> None:
    orders = ORDERS + "1,,ada,,,,\n2,,ada,,,,1\n3,,ada,,,,1"
    lines = LINES + "1,1,mug,2,1\n1,2,mug,3,1\n1,3,vase,1,1\n2,1,mug,3,1\n3,1,mug,1,1"
    files = sales(imports, orders=orders, lines=lines)

    first = await imports.run(SHOP_AS_SELLER, *files)
    await imports.run(SHOP_AS_SELLER, *files)

    assert first.rejected == 0
    assert await imports.rows(
        "SELECT position, quantity, returned FROM order_lines"
        " JOIN orders ON orders.id = order_id WHERE number = '1' ORDER BY 1"
    ) == [(1, 2, 2), (2, 3, 2), (3, 1, 0)]
    assert await imports.rows(
        "SELECT back.number, back.status, original.number FROM orders back"
        " JOIN orders original ON original.id = back.caused_by_id ORDER BY 1"
    ) == [("2", "CANCELLED", "1"), ("3", "CANCELLED", "1")]


async def test_no_more_comes_back_than_was_received(imports: Imports) -> None:
    lines = LINES + "1,1,mug,2,1\n"
    await imports.run(SHOP_AS_SELLER, *sales(imports, orders=ORDERS + "1,,ada,,,,", lines=lines))

    await imports.run(
        SHOP_AS_SELLER,
        *sales(
            imports,
            orders=ORDERS + "1,,ada,,,,\n2,,ada,,,,1\n3,,bob,,,,1",
            lines=lines + "2,1,mug,3,1\n3,1,vase,1,1",
        ),
    )

    assert imports.rejected() == [
        ("lines.csv", 3, "EXCESS_RETURN"),
        ("lines.csv", 4, "EXCESS_RETURN"),
        ("orders.csv", 3, "EMPTY_ORDER"),
        ("orders.csv", 4, "EMPTY_ORDER"),
    ]
    assert await imports.rows("SELECT returned FROM order_lines") == [(0,)]
