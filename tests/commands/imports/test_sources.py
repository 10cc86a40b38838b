"""Which files can be imported at all."""

from __future__ import annotations

import gzip
import os

import pytest

from hub.commands.imports import ImportFailed
from tests.commands.imports.importing import Imports
from tests.commands.imports.shops import SHOP, SHOP_HEADER, SHOP_ROWS


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "sales.csv is empty."),
        (b"a,b\n1,2\n", "sales.csv has no column 'Country', 'CustomerID'"),
        (b"\xff\xfea\x00b", "sales.csv begins like utf-16, but is broken or cut short."),
        (
            gzip.compress(b"a,b\n" * 100, mtime=0)[:-9],
            "is compressed (gzip), and broken or cut short.",
        ),
        (b"%PDF-1.7", "sales.csv is a PDF document; save it as CSV"),
        (b"<html><table>", "sales.csv is an HTML page, which some systems call .xls;"),
        (b'[{"a": 1}]', "sales.csv is JSON; save it"),
        (b"PK\x03\x04" + b"x" * 50, "looks like a ZIP archive or a spreadsheet, and cannot be"),
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
