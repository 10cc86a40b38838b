"""What a file is, whatever its name says, and its records as lines of text.

CSV in UTF-8 or another encoding whose line ends are one byte is read as it is. Of anything else
(compressed, a spreadsheet, UTF-16, a pipe) a copy is made that can be read so, from any place on.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import shutil
import stat
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

# What files begin with that are no text. A spreadsheet is a ZIP or an OLE file.
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_GZIP: Final = b"\x1f\x8b"
_NOT_TEXT: Final = (
    (b"%PDF", "a PDF document"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
)
_OTHER_TEXT: Final = (
    ("<!doctype html", "an HTML page, which some systems call .xls"),
    ("<html", "an HTML page, which some systems call .xls"),
    ("<table", "an HTML page, which some systems call .xls"),
    ("<?xml", "an XML document"),
    ("{", "JSON"),
    ("[{", "JSON"),
    ("[\n", "JSON"),
)
# UTF-32 first: its mark begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD_BYTES: Final = 4096
_CHUNK_BYTES: Final = 1 << 20
# Of lines that are not UTF-8, this much tells which encoding it is.
_SAMPLE_BYTES: Final = 64 * 1024


class UnreadableFile(Exception):
    """A file that is not text in records. Its text goes on after the file's name."""


class PlainText(NamedTuple):
    """A file that can be read line by line from any byte on.

    `row_lines`: every record counts as one line, wherever its text has line ends of its own, as
    the rows of a spreadsheet do. `notes` say what was found out and not told.
    """

    path: Path
    encoding: str
    row_lines: bool
    notes: tuple[str, ...]


def plain_text(path: Path, folder: Path, *, encoding: str | None, sheet: str | None) -> PlainText:
    """The file itself, or a copy of it in the folder.

    Raises:
        UnreadableFile: it is something else, broken, or cut short.
        OSError: it cannot be read.
    """
    notes: list[str] = []
    if not stat.S_ISREG(path.stat().st_mode):
        path = _copied(path.open("rb"), folder)
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(_GZIP):
        path = _unzipped(path, folder)
        notes.append("is compressed (gzip)")
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    for magic, what in _NOT_TEXT:
        if head.startswith(magic):
            raise UnreadableFile(f"is {what}; save it as CSV or as a spreadsheet (.xlsx).")
    if head.startswith((_ZIP, _OLE)):
        copy, name = _from_spreadsheet(path, folder, sheet)
        notes.append(f"is a spreadsheet, of which the sheet '{name}' is read")
        return PlainText(copy, "utf-8", row_lines=True, notes=tuple(notes))
    if sheet is not None:
        raise UnreadableFile(f"is no spreadsheet, so it has no sheet '{sheet}'.")
    found = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    found = found or _without_mark(head)
    if found is None and encoding is None:
        found = _encoding_of(path)
        if found != "utf-8":
            notes.append(f"is taken for {found}; say encoding in the mapping if it is another")
    encoding = found or encoding or "utf-8"
    _refuse_other_text(head, encoding)
    if "\n".encode(encoding) != b"\n":
        notes.append(f"is {encoding}")
        path, encoding = _in_utf_8(path, folder, encoding), "utf-8"
    return PlainText(path, encoding, row_lines=False, notes=tuple(notes))


def _refuse_other_text(head: bytes, encoding: str) -> None:
    text = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n").lower()
    for beginning, what in _OTHER_TEXT:
        if text.startswith(beginning):
            raise UnreadableFile(f"is {what}; save it as CSV or as a spreadsheet (.xlsx).")


def _without_mark(head: bytes) -> str | None:
    """UTF-16 whose mark is missing: every other byte of Latin text in it is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) / 4 and even == 0:
        return "utf-16-le"
    if even > len(head) / 4 and odd == 0:
        return "utf-16-be"
    return None


def _encoding_of(path: Path) -> str:
    """The encoding of a file that does not say it.

    It is UTF-8 unless more of its lines say otherwise than say so.
    """
    sample = bytearray()
    of_utf_8 = others = 0
    with path.open("rb") as file:
        for line in _lines(file):
            if line.isascii():
                continue
            try:
                line.decode()
                of_utf_8 += 1
            except UnicodeDecodeError:
                others += 1
                if len(sample) < _SAMPLE_BYTES:
                    sample += line[:_SAMPLE_BYTES]
    if others <= of_utf_8:
        return "utf-8"
    from charset_normalizer import from_bytes  # noqa: PLC0415  few files need it

    best = from_bytes(bytes(sample)).best()
    # A text that nothing fits is left to be rejected line by line.
    return "utf-8" if best is None else codecs.lookup(best.encoding).name


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(_CHUNK_BYTES):
        yield line


def _copied(source: BinaryIO, folder: Path) -> Path:
    target = _new_file(folder)
    with source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy, _CHUNK_BYTES)
    return target


def _unzipped(path: Path, folder: Path) -> Path:
    try:
        return _copied(gzip.open(path), folder)  # type: ignore[arg-type]
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UnreadableFile("is compressed (gzip), and broken or cut short.") from None


def _in_utf_8(path: Path, folder: Path, encoding: str) -> Path:
    target = _new_file(folder)
    try:
        with (
            path.open(encoding=encoding, newline="") as source,
            target.open("w", encoding="utf-8", newline="") as copy,
        ):
            shutil.copyfileobj(source, copy, _CHUNK_BYTES)
    except UnicodeDecodeError:
        raise UnreadableFile(f"begins like {encoding}, but is broken or cut short.") from None
    return target


def _from_spreadsheet(path: Path, folder: Path, sheet: str | None) -> tuple[Path, str]:
    """A copy of one sheet as CSV: the first, or the one that is asked for."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  few files need it

    try:
        workbook = CalamineWorkbook.from_path(path)
        names = workbook.sheet_names
        if sheet is not None and sheet not in names:
            known = ", ".join(f"'{name}'" for name in names)
            raise UnreadableFile(f"has no sheet '{sheet}'; its sheets are {known}.")
        name = sheet or names[0]
        rows = workbook.get_sheet_by_name(name)
        target = _new_file(folder)
        with target.open("w", encoding="utf-8", newline="") as copy:
            writer = csv.writer(copy)
            # A row without anything is a blank line, which counts and is no record.
            for row in _every_row(rows):
                cells = [_cell_text(cell) for cell in row]
                writer.writerow(cells if any(cells) else [])
        return target, name
    except (CalamineError, IndexError, ValueError) as error:
        raise UnreadableFile(
            "looks like a ZIP archive or a spreadsheet, and cannot be read as one"
            f" ({str(error) or type(error).__name__}); unpack it, or save it as CSV."
        ) from None


def _every_row(sheet: object) -> Iterator[list[object]]:
    """The rows of a sheet from its first on, those above the first with anything in it too."""
    start = sheet.start  # type: ignore[attr-defined]
    for _ in range(start[0] if start else 0):
        yield []
    yield from sheet.iter_rows()  # type: ignore[attr-defined]


def _cell_text(cell: object) -> str:
    return _TEXTS.get(type(cell), str)(cell)


def _number_text(number: object) -> str:
    assert isinstance(number, float)
    return str(int(number)) if number.is_integer() else repr(number)


def _moment_text(moment: object) -> str:
    assert isinstance(moment, datetime)
    day = moment.date().isoformat()
    return day if moment.time() == time(0) else f"{day} {moment.time().isoformat()}"


_TEXTS: Final[dict[type, Callable[[object], str]]] = {
    float: _number_text,
    datetime: _moment_text,
    date: str,
    time: str,
    timedelta: str,
    bool: lambda cell: str(cell).upper(),
    type(None): lambda _: "",
}


def _new_file(folder: Path) -> Path:
    return folder / f"{sum(1 for _ in folder.iterdir())}.txt"
