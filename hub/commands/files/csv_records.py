"""Reads the records of a CSV file one at a time, each with its place, good or bad.

The standard reader does the parsing. What is added is what an import needs: the line and the byte
at which a record begins, and a way on after a record that is broken.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple, Self

# A quote that is never closed would otherwise swallow the rest of the file.
RECORD_BYTES_MAX: Final = 128 * 1024
RECORD_LINES_MAX: Final = 500


class Fault(NamedTuple):
    """Why a record cannot be read."""

    code: str
    reason: str


class Layout(NamedTuple):
    """How the records of a file are written. `row_lines`: each counts as one line."""

    encoding: str
    delimiter: str
    quote: str
    row_lines: bool = False


class CsvRecord(NamedTuple):
    """A record, the line and byte at which it begins, and those at which the next one does.

    With a `fault` its `fields` are as much of its text as could be made out.
    """

    line_no: int
    byte_offset: int
    next_line_no: int
    next_byte_offset: int
    fields: list[str]
    fault: Fault | None


class _Line(NamedTuple):
    text: str
    size: int
    fault: Fault | None


class _RecordTooLong(csv.Error):
    """A record of more bytes or lines than any honest one has."""


class _Lines:
    """The lines of a file as text. Those `taken` since the last record can be put back."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._encoding = encoding
        # A byte order mark is never part of the first column's name.
        self._codec = "utf-8-sig" if encoding == "utf-8" else encoding
        self._waiting: deque[_Line] = deque()
        self.taken: list[_Line] = []
        self._size = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._read()
        if self.taken and (
            self._size + line.size > RECORD_BYTES_MAX or len(self.taken) == RECORD_LINES_MAX
        ):
            self._waiting.appendleft(line)
            raise _RecordTooLong
        self.taken.append(line)
        self._size += line.size
        return line.text

    def forget(self) -> None:
        self.taken = []
        self._size = 0

    def put_back_all_but_first(self) -> None:
        self._waiting.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]

    def _read(self) -> _Line:
        raw = self._file.readline(RECORD_BYTES_MAX)
        if not raw:
            raise StopIteration
        size = len(raw)
        if size == RECORD_BYTES_MAX and not raw.endswith(b"\n"):
            while (more := self._file.readline(RECORD_BYTES_MAX)) and not more.endswith(b"\n"):
                size += len(more)
            size += len(more)
            reason = f"The line has {size} bytes; {RECORD_BYTES_MAX} are the most it can have."
            return _Line(self._shown(raw[:1000]), size, Fault("TOO_LONG", reason))
        try:
            text = raw.decode(self._codec)
        except UnicodeDecodeError as error:
            reason = f"Byte {error.start + 1} of the line is not {self._encoding}."
            return _Line(self._shown(raw), size, Fault("BAD_ENCODING", reason))
        if "\0" in text:
            fault = Fault("BAD_CHARACTER", "The line has a NUL character.")
            return _Line(text.replace("\0", "\\x00"), size, fault)
        return _Line(text, size, None)

    def _shown(self, raw: bytes) -> str:
        return raw.decode(self._codec, "backslashreplace").replace("\0", "\\x00")


class CsvRecords:
    """The records of an open file from a given place on. Blank lines are not records."""

    def __init__(
        self, file: BinaryIO, layout: Layout, *, byte_offset: int = 0, line_no: int = 1
    ) -> None:
        file.seek(byte_offset)
        self._layout = layout
        self._lines = _Lines(file, layout.encoding)
        self._reader = self._new_reader()
        self.byte_offset = byte_offset
        self.line_no = line_no

    def _new_reader(self) -> Iterator[list[str]]:
        return _csv_reader(self._lines, self._layout, strict=True)

    def __iter__(self) -> Iterator[CsvRecord]:
        lines = self._lines
        while True:
            lines.forget()
            broken: Fault | None = None
            try:
                fields = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                lines.put_back_all_but_first()
                # The old reader has thrown away what it read, and would not go on after an end.
                self._reader = self._new_reader()
                fields = [lines.taken[0].text.rstrip("\r\n")]
                broken = Fault("BAD_QUOTES", _broken(error))
            line_no, byte_offset = self.line_no, self.byte_offset
            for line in lines.taken:
                self.byte_offset += line.size
                broken = line.fault or broken
            self.line_no += 1 if self._layout.row_lines else len(lines.taken)
            if fields:
                yield CsvRecord(
                    line_no, byte_offset, self.line_no, self.byte_offset, fields, broken
                )


def lenient_fields(text: str, layout: Layout) -> list[str]:
    """What the fields of a record that breaks the rules most likely are."""
    try:
        return next(_csv_reader(iter([text]), layout, strict=False), [])
    except csv.Error:
        return []


def _csv_reader(lines: Iterator[str], layout: Layout, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=layout.delimiter,
        quotechar=layout.quote or None,
        quoting=csv.QUOTE_MINIMAL if layout.quote else csv.QUOTE_NONE,
        strict=strict,
    )


def _broken(error: csv.Error) -> str:
    if isinstance(error, _RecordTooLong):
        return "A quote opens here and is not closed within any sensible distance."
    if "unexpected end of data" in str(error):
        return "A quote opens here and is never closed."
    if "new-line character" in str(error):
        return "A carriage return stands within the line; lines end with a line feed."
    return f"The line breaks the rules of CSV: {error}."
