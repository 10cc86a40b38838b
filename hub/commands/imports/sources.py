"""The files of an import: what each is, which part of the mapping reads it, and whether it can."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from hub.commands.files.csv_records import CsvRecords, Layout
from hub.commands.files.formats import PlainText, UnreadableFile, plain_text
from hub.domain.imports import (
    FileReader,
    FileWords,
    Mapping,
    MappingError,
    Record,
    RowRejected,
    Told,
    columns_wanted,
    compile_file,
)

STANDARD_INPUT: Final = Path("-")

# The columns of a rejects file that are ours; those of the rejected files stand between them.
PLACE_COLUMNS: Final = ("file", "row", "code", "reason")
UNREAD_COLUMN: Final = "unread"
ORIGINAL: Final = "original "

# What may stand between fields, and how many lines a title may have, where nothing is said.
_DELIMITERS: Final = (",", ";", "\t", "|")
_TITLE_LINES_MAX: Final = 30
_SPREADSHEETS: Final = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
_SEPARATOR_LINE: Final = re.compile(r"\ufeff?sep=(.)\s*", re.IGNORECASE)


class ImportFailed(Exception):
    """The import cannot go on. Its text says why and what to do; nothing is half imported."""


class SourceFile(NamedTuple):
    """A file to import, where its records begin, and how to read them.

    Its text is that of `plain`; `state` tells whether the file is still the one that was opened.
    """

    path: Path
    name: str
    plain: PlainText
    layout: Layout
    header: tuple[str, ...]
    size: int
    state: tuple[int, int, int]
    first_byte_offset: int
    first_line_no: int
    reader: FileReader
    as_above: tuple[int, ...]
    within: int | None
    notes: tuple[str, ...]
    is_rejects: bool

    def opened(self) -> BufferedReader:
        return _opened(self.plain.path)

    def fields_of(self, fields: list[str]) -> list[str]:
        """The fields of a record, without empty ones past the last column.

        Raises:
            RowRejected: WRONG_COLUMNS, there are more or fewer than the header has.
        """
        expected = len(self.header)
        if len(fields) == expected:
            return fields
        if len(fields) > expected and not any(field.strip() for field in fields[expected:]):
            return fields[:expected]
        raise RowRejected(
            "WRONG_COLUMNS", f"The row has {len(fields)} fields; the header has {expected}."
        )


def open_sources(
    mapping: Mapping, paths: Sequence[Path], *, not_over: Sequence[Path], folder: Path
) -> list[SourceFile]:
    """The files in the order in which they are read: that of the mapping's parts, then by name.

    What cannot be read as it is gets a copy in `folder`. `not_over` are written or needed besides:
    the rejects first, then the mapping.

    Raises:
        ImportFailed: a file is missing, empty, given twice, or does not fit the mapping; or the
            rejects would overwrite it.
    """
    rejects, *others = not_over
    for path in (*paths, *others):
        if _is_same_file(rejects, path):
            raise ImportFailed(f"{path} is an input; let the rejects go to another file.")
    doubled = {path for path in paths if sum(path.name == other.name for other in paths) > 1}
    if doubled:
        raise ImportFailed(
            f"Two files are called {min(doubled).name}; rejects could not be told apart."
        )
    placed = []
    for path in paths:
        source = _source(mapping, path, folder)
        placed.append((source.is_rejects, _place(mapping, source), source.name, source))
    return [source for *_, source in sorted(placed, key=lambda one: one[:3])]


def is_unchanged(source: SourceFile) -> bool:
    """Whether the file is still what it was when it was opened; a pipe always is."""
    try:
        return _is_pipe(source.path) or _state(source.path) == source.state
    except OSError:
        return False


def fingerprint(mapping: Mapping, sources: Sequence[SourceFile]) -> str:
    """Differs whenever the mapping or a byte of the files does."""
    digest = hashlib.sha256(mapping.model_dump_json().encode())
    for source in sources:
        digest.update(f"\n{source.name} {source.size} {source.layout}\n".encode())
        with source.opened() as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except OSError:
        return False


def _place(mapping: Mapping, source: SourceFile) -> int:
    return 0 if source.is_rejects else _part_for(mapping, source.path)[0]


def _part_for(mapping: Mapping, path: Path) -> tuple[int, FileWords]:
    """The part of the mapping that reads a file, whatever it is packed in.

    A pipe has no name that says anything: it is read by the mapping's only part.

    Raises:
        MappingError: none fits.
    """
    name = "stdin" if path == STANDARD_INPUT else path.name
    if _is_pipe(path) and len(mapping.files) == 1:
        return 0, mapping.files[0]
    candidates = [name, name.removesuffix(".gz")]
    if path.suffix.lower() in _SPREADSHEETS:
        candidates.append(f"{path.stem}.csv")
    for candidate in candidates:
        for place, part in enumerate(mapping.files):
            if part.fits(candidate):
                return place, part
    return mapping.file_for(name)


def _opened(path: Path) -> BufferedReader:
    return path.open("rb")


def _is_pipe(path: Path) -> bool:
    return path == STANDARD_INPUT or path.is_fifo()


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _source(mapping: Mapping, path: Path, folder: Path) -> SourceFile:
    # The name of a file need not be text; what is kept and shown of it is.
    shown = "standard input" if path == STANDARD_INPUT else path.name
    name = shown.encode("utf-8", "backslashreplace").decode()
    opened = Path("/dev/stdin") if path == STANDARD_INPUT else path
    try:
        state = _state(opened)
        if rejects := _rejects_source(mapping, path, name, state):
            return rejects
        _, part = _part_for(mapping, path)
        plain = plain_text(opened, folder, encoding=part.encoding, sheet=part.sheet)
        with _opened(plain.path) as file:
            start = _find_header(part, plain, name, file)
        reader = compile_file(mapping, part, start.header)
    except UnreadableFile as error:
        raise ImportFailed(f"{name} {error}") from None
    except MappingError as error:
        sentence = str(error)
        raise ImportFailed(
            sentence if sentence.startswith(name) else f"{name} {sentence}"
        ) from None
    except OSError as error:
        raise ImportFailed(f"{path} cannot be read: {error.strerror}.") from None
    above = part.as_above
    return SourceFile(
        path,
        name,
        plain,
        start.layout,
        start.header,
        plain.path.stat().st_size,
        state,
        start.byte_offset,
        start.line_no,
        reader,
        tuple(start.header.index(column) for column in above.columns) if above else (),
        start.header.index(above.within) if above and above.within else None,
        (*plain.notes, *start.notes),
        is_rejects=False,
    )


class _Start(NamedTuple):
    """Where the records of a file begin, and how they are written."""

    layout: Layout
    header: tuple[str, ...]
    byte_offset: int
    line_no: int
    notes: tuple[str, ...]


def _find_header(part: FileWords, plain: PlainText, name: str, file: BufferedReader) -> _Start:
    """The header is the first line that has all columns that the mapping asks for.

    Titles may stand above it. Where no line has them all, the first one is the header, and what it
    lacks is told by whoever compiles it.
    """
    separator = _SEPARATOR_LINE.fullmatch(
        file.readline(32).decode(plain.encoding, "replace").rstrip("\r\n")
    )
    skipped = file.tell() if separator else 0
    if separator:
        delimiters: tuple[str, ...] = (separator[1],)
    else:
        delimiters = (part.delimiter,) if part.delimiter else _DELIMITERS
    quote = part.quote
    wanted = columns_wanted(part)
    layouts = [Layout(plain.encoding, one, quote, plain.row_lines) for one in delimiters]
    first: _Start | None = None
    fault: str | None = None
    for layout in layouts:
        records = CsvRecords(file, layout, byte_offset=skipped, line_no=2 if skipped else 1)
        for record in islice(records, _TITLE_LINES_MAX):
            if record.fault is not None:
                fault = fault or record.fault.reason
                continue
            if part.header is not None:
                if len(record.fields) >= len(part.header) or layout is layouts[-1]:
                    return _Start(layout, part.header, record.byte_offset, record.line_no, ())
                break
            header = _columns(record.fields)
            titles = record.line_no - 1 - bool(skipped)
            notes = (f"has its header in line {record.line_no}",) if titles > 0 else ()
            start = _Start(layout, header, record.next_byte_offset, record.next_line_no, notes)
            if wanted <= set(header):
                return start
            if first is None or (titles == 0 and len(header) > len(first.header)):
                first = start
    if first is not None:
        return first
    if fault is not None:
        raise ImportFailed(f"The first line of {name} is no header of a CSV file: {fault}")
    if part.header is not None:
        return _Start(layouts[0], part.header, skipped, 1, ())
    raise ImportFailed(f"{name} is empty.")


def _columns(fields: Sequence[str]) -> tuple[str, ...]:
    """The names of columns; those at the end that have none are none."""
    names = [field.strip() for field in fields]
    while len(names) > 1 and not names[-1]:
        names.pop()
    return tuple(names)


def _rejects_source(
    mapping: Mapping, path: Path, name: str, state: tuple[int, int, int]
) -> SourceFile | None:
    """A rejects file of an earlier import, mended: each row is read as its `file` says."""
    layout = Layout("utf-8", ",", '"')
    if not path.is_file():
        return None
    with _opened(path) as file:
        record = next(iter(CsvRecords(file, layout)), None)
    if record is None or record.fault or tuple(record.fields[:4]) != PLACE_COLUMNS:
        return None
    if record.fields[-1] != UNREAD_COLUMN:
        return None
    header = tuple(record.fields)
    columns = tuple(column.removeprefix(ORIGINAL) for column in header[4:-1])
    readers: dict[str, FileReader] = {}

    def reader_of(origin: str) -> FileReader:
        if origin not in readers:
            part = _part_for(mapping, Path(origin))[1]
            readers[origin] = compile_file(mapping, part, columns)
        return readers[origin]

    def order_of(fields: Record) -> UUID | None:
        try:
            return reader_of(fields[0]).order_of(fields[4:-1])
        except MappingError:
            return None

    def read(fields: Record) -> list[Told]:
        origin = fields[0]
        if fields[-1]:
            raise RowRejected(
                "UNREAD",
                f"'{UNREAD_COLUMN}' has what could not be read: write it into the columns where"
                " it belongs, and empty it.",
                order_of(fields),
            )
        try:
            return reader_of(origin).read(fields[4:-1])
        except MappingError as error:
            raise RowRejected("UNREAD", f"{origin} {error}") from None

    return SourceFile(
        path,
        name,
        PlainText(path, "utf-8", row_lines=False, notes=()),
        layout,
        header,
        path.stat().st_size,
        state,
        record.next_byte_offset,
        record.next_line_no,
        FileReader(read, order_of),
        (),
        None,
        ("has the rejects of an earlier import",),
        is_rejects=True,
    )
