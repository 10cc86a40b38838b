"""Writes the rejects file: every record that was not imported, where it is, why, and its text.

It can be mended and imported by the same mapping, whatever its files were written in.
"""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from db.queries.imports import Rejected
from hub.commands.files.csv_records import CsvRecords, lenient_fields
from hub.commands.imports.sources import ORIGINAL, PLACE_COLUMNS, UNREAD_COLUMN, SourceFile


async def write_rejects(
    rejected: AsyncIterator[Rejected], sources: Sequence[SourceFile], target: Path
) -> None:
    """Writes the file whole or not at all, in UTF-8, with commas between its fields.

    Its columns are file, row, code and reason, then those of all the files, then `unread` with the
    text of records that could not be read.
    """
    columns = list(dict.fromkeys(name for source in sources for name in _columns(source)))
    # The files may use our words for columns of their own.
    ours = {*PLACE_COLUMNS, UNREAD_COLUMN}
    shown = [
        f"{ORIGINAL}{column}" if column in ours or column.startswith(ORIGINAL) else column
        for column in columns
    ]
    draft = target.with_name(f".{target.name}.draft")
    with ExitStack() as opened:
        files: dict[int, BinaryIO] = {}
        output = opened.enter_context(draft.open("w", encoding="utf-8", newline=""))
        writer = csv.writer(output)
        writer.writerow([*PLACE_COLUMNS, *shown, UNREAD_COLUMN])
        async for row in rejected:
            source = sources[row.file_no]
            if row.file_no not in files:
                files[row.file_no] = opened.enter_context(source.opened())
            fields, unread = _fields(source, files[row.file_no], row)
            place = [source.name, str(row.row_no)]
            if source.is_rejects:
                place, fields = fields[:2], fields[4:-1]
            known = dict(zip(_columns(source), fields, strict=False))
            writer.writerow(
                [*place, row.code, row.reason, *(known.get(name, "") for name in columns), unread]
            )
    draft.replace(target)


def _columns(source: SourceFile) -> Sequence[str]:
    if source.is_rejects:
        return [column.removeprefix(ORIGINAL) for column in source.header[4:-1]]
    return source.header


def _fields(source: SourceFile, file: BinaryIO, row: Rejected) -> tuple[list[str], str]:
    """The fields of a rejected record, and its text where they cannot be relied on."""
    layout = source.layout
    records = CsvRecords(file, layout, byte_offset=row.byte_offset, line_no=row.row_no)
    record = next(iter(records))
    fields, expected = record.fields, len(source.header)
    if record.fault is not None:
        text = "".join(fields)
        return lenient_fields(text, layout), text
    for column, text in row.filled.items():
        fields[source.header.index(column)] = text
    if source.is_rejects and len(fields) == expected:
        return fields, fields[-1]
    if len(fields) < expected or any(fields[expected:]):
        return fields, layout.delimiter.join(fields)
    return fields, ""
