"""Writes the rejects file: every record that was not imported, where it is, why, and its text."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final

from db.queries.imports import Rejected
from hub.commands.imports.csv_records import CsvRecords
from hub.commands.imports.sources import SourceFile, open_source

_OURS: Final = ("file", "row", "code", "reason")
_UNREAD: Final = "unread"


async def write_rejects(
    rejected: AsyncIterator[Rejected], sources: Sequence[SourceFile], target: Path
) -> None:
    """Writes the file whole or not at all.

    Its columns are file, row, code and reason, then those of all the files, then `unread` for text
    that has no column.
    """
    columns = list(dict.fromkeys(name for source in sources for name in source.header))
    # The files may use our words for columns of their own.
    shown = [f"original {column}" if column in {*_OURS, _UNREAD} else column for column in columns]
    draft = target.with_name(f"{target.name}.part")
    with ExitStack() as opened:
        files: dict[int, BinaryIO] = {}
        output = opened.enter_context(draft.open("w", encoding="utf-8", newline=""))
        writer = csv.writer(output)
        writer.writerow([*_OURS, *shown, _UNREAD])
        async for row in rejected:
            source = sources[row.file_no]
            if row.file_no not in files:
                files[row.file_no] = opened.enter_context(open_source(source.path))
            records = CsvRecords(
                files[row.file_no], source.mapping, byte_offset=row.byte_offset, line_no=row.row_no
            )
            record = next(iter(records))
            if record.fault is not None:
                known, unread = {}, "".join(record.fields)
            else:
                known = dict(zip(source.header, record.fields, strict=False))
                unread = " ".join(record.fields[len(source.header) :])
            writer.writerow(
                [
                    source.name,
                    row.row_no,
                    row.code,
                    row.reason,
                    *(known.get(column, "") for column in columns),
                    unread,
                ]
            )
    draft.replace(target)
