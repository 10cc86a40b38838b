"""A record that cannot be read costs that record, and no other."""

from __future__ import annotations

import pytest

from tests.commands.imports.importing import Imports
from tests.commands.imports.shops import SHOP, SHOP_HEADER, SHOP_ROWS


@pytest.mark.parametrize(
    ("row", "code", "reason", "unread"),
    [
        (b"1,A1,x", "WRONG_COLUMNS", "The row has 3 fields; the header has 8.", ""),
        (b"1,A1,x,1,2,3,4,5,6,7", "WRONG_COLUMNS", "The row has 10 fields", "5,6,7"),
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

    in_utf_8 = SHOP.replace('name = "*.csv"', 'name = "*.csv"\nencoding = "utf-8"')
    report = await imports.run(in_utf_8, file)

    assert (report.rows, report.imported) == (2, 1)
    assert imports.rejected() == [("sales.csv", 2, code)]
    assert reason in imports.rejects()[0]["reason"]
    assert unread in imports.rejects()[0]["unread"]


async def test_a_quote_left_open_costs_one_row_only(imports: Imports) -> None:
    many = [SHOP_ROWS[0].replace("100", str(n)) for n in range(1_200)]
    file = imports.file("sales.csv", SHOP_HEADER, '9999,A1,"MUG,1,2,3,4,5', *many)

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
