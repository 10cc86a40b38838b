"""The process that reads a client's file: its bytes come in, its table goes out as JSON.

It is started by `hub.commands.files.tables` and may have little memory and time, so that a file
which unpacks to gigabytes ends it and nothing else.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hub.commands.files.csv_records import CsvRecord, CsvRecords, Layout
from hub.commands.files.formats import PlainText, UnreadableFile, plain_text

_MEMORY_BYTES_MAX: Final = 768 << 20
_DISK_BYTES_MAX: Final = 64 << 20
_CPU_SECONDS_MAX: Final = 20
_DELIMITERS: Final = (",", ";", "\t", "|")


def main() -> None:
    for limit, most in (
        (resource.RLIMIT_AS, _MEMORY_BYTES_MAX),
        (resource.RLIMIT_FSIZE, _DISK_BYTES_MAX),
        (resource.RLIMIT_CPU, _CPU_SECONDS_MAX),
    ):
        resource.setrlimit(limit, (most, most))
    with TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(sys.stdin.buffer.read())
        copies = Path(folder, "copies")
        copies.mkdir()
        try:
            table = _table(plain_text(path, copies, encoding=None, sheet=None), int(sys.argv[1]))
            said = {"fault": None, **table}
        except UnreadableFile as error:
            said = {"fault": str(error)}
    json.dump(said, sys.stdout)


def _table(plain: PlainText, rows_max: int) -> dict[str, Any]:
    header, records = max(
        (_read(plain, delimiter) for delimiter in _DELIMITERS), key=lambda found: len(found[0])
    )
    taken = [*islice(records, rows_max)]
    return {
        "header": header,
        "records": [(one.line_no, one.fields) for one in taken if one.fault is None],
        "unread": [(one.line_no, one.fault.reason) for one in taken if one.fault is not None],
    }


def _read(plain: PlainText, delimiter: str) -> tuple[list[str], Iterator[CsvRecord]]:
    records = iter(
        CsvRecords(plain.path.open("rb"), Layout(plain.encoding, delimiter, '"', plain.row_lines))
    )
    first = next(records, None)
    if first is None:
        raise UnreadableFile("is empty")
    return first.fields, records


if __name__ == "__main__":
    main()
