"""The files of an import: which part of the mapping reads which, and whether it can."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, NamedTuple

from hub.commands.imports.csv_records import CsvRecords
from hub.domain.imports import FileMapping, FileReader, Mapping, MappingError, compile_file


class ImportFailed(Exception):
    """The import cannot go on. Its text says why and what to do; nothing is half imported."""


class SourceFile(NamedTuple):
    """A file to import, where its records begin, and how to read them."""

    path: Path
    name: str
    mapping: FileMapping
    header: tuple[str, ...]
    size: int
    first_byte_offset: int
    first_line_no: int
    read: FileReader


def open_sources(mapping: Mapping, paths: Sequence[Path], rejects: Path) -> list[SourceFile]:
    """The files in the order in which they are read: that of the mapping's parts, then by name.

    Raises:
        ImportFailed: a file is missing, empty, given twice, or does not fit the mapping; or the
            rejects would overwrite it.
    """
    if rejects.resolve() in {path.resolve() for path in paths}:
        raise ImportFailed(f"{rejects} is to be imported; let the rejects go to another file.")
    doubled = {path for path in paths if sum(path.name == other.name for other in paths) > 1}
    if doubled:
        raise ImportFailed(
            f"Two files are called {min(doubled).name}; rejects could not be told apart."
        )
    try:
        placed = sorted((mapping.file_for(path.name)[0], path.name, path) for path in paths)
        return [_source(mapping, mapping.files[place], path) for place, _, path in placed]
    except MappingError as error:
        raise ImportFailed(str(error)) from None


def open_source(path: Path) -> BufferedReader:
    """The file, open to be read.

    Raises:
        ImportFailed: it is missing, a directory, or not ours to read.
    """
    try:
        return path.open("rb")
    except OSError as error:
        raise ImportFailed(f"{path} cannot be read: {error.strerror}.") from None


def fingerprint(mapping: Mapping, sources: Sequence[SourceFile]) -> str:
    """Differs whenever the mapping or a byte of the files does."""
    digest = hashlib.sha256(mapping.model_dump_json().encode())
    for source in sources:
        digest.update(f"\n{source.name} {source.size}\n".encode())
        with open_source(source.path) as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _source(mapping: Mapping, part: FileMapping, path: Path) -> SourceFile:
    # The name of a file need not be text; what is kept and shown of it is.
    name = path.name.encode("utf-8", "backslashreplace").decode()
    with open_source(path) as file:
        header, byte_offset, line_no = _header(part, name, file)
    try:
        read = compile_file(mapping, part, header)
    except MappingError as error:
        raise ImportFailed(f"{name} {error}") from None
    return SourceFile(path, name, part, header, path.stat().st_size, byte_offset, line_no, read)


def _header(part: FileMapping, name: str, file: BinaryIO) -> tuple[tuple[str, ...], int, int]:
    if part.header is not None:
        return part.header, 0, 1
    record = next(iter(CsvRecords(file, part)), None)
    if record is None:
        raise ImportFailed(f"{name} is empty.")
    if record.fault is not None:
        raise ImportFailed(
            f"The first line of {name} is no header of a CSV file: {record.fault.reason}"
        )
    header = tuple(column.strip() for column in record.fields)
    return header, record.next_byte_offset, record.next_line_no
