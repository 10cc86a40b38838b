"""Tables written into spreadsheets."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from hub.execution.errors import RequestError
from hub.transport.export.tables import Column, Row

# As many as a sheet has, the first one for the names of columns.
_SHEET_ROWS_MAX: Final = (1 << 20) - 1
_CELL_CHARACTERS_MAX: Final = 32_767
_CHUNK_BYTES: Final = 64 << 10


class XlsxFile:
    """A spreadsheet with one sheet, on disk until it is whole: its parts refer to each other."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._folder = TemporaryDirectory(prefix="hub-export-")
        self._path = Path(self._folder.name, "export.xlsx")
        self._book = Workbook(
            self._path, {"constant_memory": True, "tmpdir": self._folder.name, "in_memory": False}
        )
        self._sheet = self._book.add_worksheet()
        for n, column in enumerate(columns):
            self._sheet.write_string(0, n, column.name)
        self._rows = 0

    def write(self, rows: Iterable[Row]) -> bytes:
        sheet, columns = self._sheet, self._columns
        for row in rows:
            self._rows += 1
            if self._rows > _SHEET_ROWS_MAX:
                raise RequestError(
                    "TOO_MANY_ROWS",
                    f"A sheet has {_SHEET_ROWS_MAX:,} rows below the names of its columns at most;"
                    " ask for fewer, or for CSV.",
                )
            for n, cell in enumerate(row):
                if cell is None:
                    continue
                if columns[n].is_number:
                    sheet.write_number(self._rows, n, float(cell))
                elif isinstance(cell, bool):
                    sheet.write_boolean(self._rows, n, cell)
                else:
                    sheet.write_string(self._rows, n, str(cell)[:_CELL_CHARACTERS_MAX])
        return b""

    def finish(self) -> Iterator[bytes]:
        self._book.close()
        with self._path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                yield chunk

    def close(self) -> None:
        self._folder.cleanup()
