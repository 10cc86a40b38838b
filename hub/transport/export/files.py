"""Tables written into files, rows as they come."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from hub.transport.export.tables import Column, Row

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Spreadsheets run cells that begin so as formulas, or take them for part of one.
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_BOM: Final = "\N{BYTE ORDER MARK}".encode()


class TableFile(Protocol):
    """A file that is being written."""

    def write(self, rows: Iterable[Row]) -> bytes:
        """Add rows; what of the file is finished by now, in order."""
        ...

    def finish(self) -> Iterator[bytes]:
        """What is left of the file."""
        ...

    def close(self) -> None:
        """Let go of it, whether or not it is finished."""
        ...


class CsvFile:
    """A table by RFC 4180 in UTF-8, with a byte order mark for spreadsheets that want one."""

    def __init__(self, columns: Sequence[Column], *, with_bom: bool = False) -> None:
        self._columns = columns
        self._begun = _BOM if with_bom else b""
        self._begun += self._text([[_harmless(column.name) for column in columns]])

    def write(self, rows: Iterable[Row]) -> bytes:
        are_texts = [not column.is_number for column in self._columns]
        begun, self._begun = self._begun, b""
        return begun + self._text(
            [
                _harmless(cell) if is_text else cell
                for cell, is_text in zip(row, are_texts, strict=True)
            ]
            for row in rows
        )

    def finish(self) -> Iterator[bytes]:
        yield self._begun

    def close(self) -> None:
        """It is nowhere but in what it was told."""

    @staticmethod
    def _text(rows: Iterable[Sequence[Any]]) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        return text.getvalue().encode()


def _harmless(cell: Any) -> Any:
    """Text that spreadsheets show and do not run."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULAS) else cell


# By the word for each format: its media type, and how the name of a file ends.
FORMATS: Final[Mapping[str, str]] = {"csv": CSV, "xlsx": XLSX}


def open_file(media: str, columns: Sequence[Column], *, with_bom: bool) -> TableFile:
    """A file of the media type."""
    if media == XLSX:
        from hub.transport.export.xlsx import XlsxFile  # noqa: PLC0415  most never need it

        return XlsxFile(columns)
    return CsvFile(columns, with_bom=with_bom)
