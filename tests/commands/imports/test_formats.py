"""Whatever a file is written in, it tells the same; what was found out is told."""

from __future__ import annotations

import codecs
import gzip
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.commands.imports import ImportFailed
from tests.commands.imports.importing import Imports
from tests.commands.imports.spreadsheets import write_spreadsheet

MAPPING = """
source = "shop"
currency = "CNY"
seller = { name = "Shop" }
[[file]]
name = "stock*.csv"
[file.product]
key = { column = "编码" }
name = { column = "名称" }
[file.sku]
key = { column = "编码" }
[file.stock]
on_hand = { column = "数量" }
"""
ROWS = (("编码", "名称", "数量"), ("A-1", "红色马克杯, 大", "2"), ("A-2", "蓝色花瓶", "30"))
LINES = "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in ROWS)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("stock.csv", LINES.encode(), []),
        ("stock.csv", codecs.BOM_UTF8 + LINES.encode(), []),
        ("stock.csv", LINES.encode("utf-16"), ["is utf-16"]),
        ("stock.csv", LINES.encode("utf-16-be"), ["is utf-16-be"]),
        ("stock.csv", LINES.encode("gb18030"), ["is taken for gb18030"]),
        ("stock.csv.gz", gzip.compress(LINES.encode(), mtime=0), ["is compressed (gzip)"]),
        ("stock.csv", gzip.compress(LINES.encode("gbk"), mtime=0), ["is compr", "for gb18030"]),
        ("stock.csv", ("sep=;\r\n" + LINES.replace('","', '";"')).encode(), []),
        ("stock.csv", LINES.replace('","', '";"').encode(), []),
        ("stock.csv", LINES.replace('","', '"\t"').encode(), []),
        ("stock.csv", LINES.replace("\r\n", ",,\r\n").encode(), []),
        ("stock.csv", ("库存表\r\n导出,2026-01-02\r\n\r\n" + LINES).encode(), ["header in line 4"]),
    ],
)  # fmt: skip
async def test_a_file_tells_the_same_in_whatever_it_is_written(
    imports: Imports, name: str, content: bytes, told: list[str]
) -> None:
    file = imports.folder / name
    file.write_bytes(content)

    report = await imports.run(MAPPING, file)

    assert (report.rows, report.rejected) == (2, 0)
    assert await _stock(imports) == [("A-1", "红色马克杯, 大", 2), ("A-2", "蓝色花瓶", 30)]
    assert len(imports.told) == len(told)
    for sentence, part in zip(imports.told, told, strict=True):
        assert part in sentence


async def test_a_spreadsheet_is_read_row_by_row(imports: Imports) -> None:
    header: tuple[str, ...] = ("编码", "名称", "数量", "价")
    good, bad = ("A-1", "红色\n马克杯", 2.0, "#N/A"), (16612.0, "花瓶", "x", 1.5)
    rows = [("库存表",), (), header, good, bad]
    file = write_spreadsheet(imports.folder / "stock.xlsx", Notes=[("x",)], Stock=rows)

    report = await imports.run(MAPPING.replace("csv", 'xlsx"\nsheet = "Stock', 1), file)

    assert (report.rows, report.imported) == (2, 1)
    assert await _stock(imports) == [("A-1", "红色\n马克杯", 2)]
    assert imports.rejected() == [("stock.xlsx", 5, "BAD_NUMBER")]
    assert imports.rejects()[0]["编码"] == "16612"
    assert "the sheet 'Stock' is read" in imports.told[0]
    with pytest.raises(ImportFailed, match="has no sheet 'Other'; its sheets are 'Notes', 'Stock'"):
        await imports.run(MAPPING.replace("csv", 'xlsx"\nsheet = "Other', 1), file)


async def test_the_dates_of_a_spreadsheet_are_dates(imports: Imports) -> None:
    mapping = """
        source = "shop"
        currency = "CNY"
        timezone = "Asia/Shanghai"
        seller = { name = "Shop" }
        [[file]]
        name = "sales.xlsx"
        [file.buyer]
        key = { constant = "guest" }
        [file.product]
        key = { column = "sku" }
        [file.sku]
        key = { column = "sku" }
        [file.order]
        key = { column = "order" }
        placed_at = { column = "at" }
        [file.line]
        quantity = { constant = 1 }
        unit_price = { column = "price" }
    """
    at = datetime(2024, 1, 30, 12, 15, tzinfo=UTC)
    header = ("order", "at", "sku", "price")
    rows: list[tuple[str | float | datetime, ...]] = [header, (1.0, at, "A", 2.5)]
    file = write_spreadsheet(imports.folder / "sales.xlsx", Sheet1=rows)

    await imports.run(mapping, file)

    assert await imports.rows("SELECT number, placed_at, total_minor FROM orders") == [
        ("1", datetime(2024, 1, 30, 4, 15, tzinfo=UTC), 250)
    ]


async def test_a_pipe_is_read_by_the_only_part_of_a_mapping(imports: Imports) -> None:
    pipe = imports.folder / "63"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as other:
        other.submit(pipe.write_bytes, LINES.encode("gb18030"))
        report = await imports.run(MAPPING, pipe)

    assert (report.rows, report.rejected) == (2, 0)
    two = MAPPING + "[[file]]" + MAPPING.partition("[[file]]")[2]
    with pytest.raises(ImportFailed, match="stdin fits no file|63 fits no file of the mapping"):
        await imports.run(two, pipe)


async def test_a_few_broken_bytes_do_not_make_another_encoding(imports: Imports) -> None:
    file = imports.folder / "stock.csv"
    file.write_bytes(LINES.encode() + b"A-3,\xff,1\r\n")

    report = await imports.run(MAPPING, file)

    assert (report.imported, report.rejected) == (2, 1)
    assert imports.rejected() == [("stock.csv", 4, "BAD_ENCODING")]


async def test_a_file_that_changes_while_it_is_read_is_not_imported(imports: Imports) -> None:
    file = imports.folder / "stock.csv"
    file.write_text(LINES + "".join(f"B-{n},Mug,1\r\n" for n in range(100)), encoding="utf-8")

    def cut_short(path: Path) -> None:
        with path.open("r+b") as open_file:
            open_file.truncate(600)

    imports.while_reading = lambda: cut_short(file)
    with pytest.raises(ImportFailed, match="stock.csv was changed while it was read"):
        await imports.run(MAPPING, file, batch_rows=10)

    assert await imports.rows("SELECT FROM skus") == []
    assert await imports.nothing_is_left_behind()


async def test_rejects_are_mended_and_read_by_the_same_mapping(imports: Imports) -> None:
    mapping = MAPPING.replace('"stock*.csv"', '"stock*.csv"\ndelimiter = ";"\nencoding = "cp1252"')
    mapping = mapping.replace('name = { column = "名称" }', "").replace("编码", "file")
    mapping = mapping.replace("数量", "Stück")
    file = imports.folder / "stock.csv"
    file.write_bytes('file;Stück\r\nÄ;x\r\n"Ö;5\r\nÜ;7\r\n'.encode("cp1252"))
    await imports.run(mapping, file)
    assert imports.rejected() == [("stock.csv", 2, "BAD_NUMBER"), ("stock.csv", 3, "BAD_QUOTES")]

    mended = imports.rejects_file.read_text(encoding="utf-8").replace("Ä,x", "Ä,3")
    again = imports.file("mended.csv", *mended.splitlines())
    report = await imports.run(mapping, again)
    assert (report.imported, report.rejected) == (1, 1)
    assert imports.rejected() == [("stock.csv", 3, "UNREAD")]

    row = imports.rejects()[0] | {"original file": "Ö", "Stück": "5", "unread": ""}
    again = imports.file("mended.csv", ",".join(row), ",".join(f'"{v}"' for v in row.values()))
    report = await imports.run(mapping, again)

    assert (report.imported, report.rejected) == (1, 0)
    assert await imports.rows(
        "SELECT code, on_hand FROM stock_items JOIN skus ON skus.id = sku_id ORDER BY code"
    ) == [("Ä", 3), ("Ö", 5), ("Ü", 7)]


async def _stock(imports: Imports) -> list[tuple[object, ...]]:
    return await imports.rows(
        "SELECT code, products.name, on_hand FROM stock_items JOIN skus ON skus.id = sku_id"
        " JOIN products ON products.id = product_id ORDER BY code"
    )
