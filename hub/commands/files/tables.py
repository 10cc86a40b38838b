"""A file that a client sends, as a table.

A small file can unpack to more than any machine holds, so it is read in a process of its own with
little memory and time.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from hub.domain.errors import ErrorCode, Refused

# As base64; a request has no more.
FILE_CHARACTERS_MAX: Final = 900_000
_SECONDS_MAX: Final = 30.0
_FIELD: Final = ("file",)


@dataclass(frozen=True)
class Table:
    """The names of a file's columns, and its rows by their numbers."""

    header: Sequence[str]
    records: Sequence[tuple[int, Sequence[str]]]


async def read_table(file: str, rows_max: int) -> Table:
    """The table in a file, which is given as base64: CSV, or the first sheet of a spreadsheet.

    Of more rows than `rows_max` one more is read.

    Raises:
        Refused: INVALID_INPUT, it is no such file, broken, or unpacks to too much; or, all at once,
            rows that cannot be read.
    """
    try:
        content = base64.b64decode(file, validate=True)
    except binascii.Error:
        raise _refuse("is not written as base64") from None
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "hub.commands.files.reading",
        str(rows_max + 1),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        said, _ = await asyncio.wait_for(child.communicate(content), _SECONDS_MAX)
    except TimeoutError:
        raise _refuse("takes too long to read") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise _refuse("holds more than can be read at once, or is broken")
    found = orjson.loads(said)
    if found["fault"] is not None:
        raise _refuse(found["fault"].rstrip("."))
    faults = [
        Refused(ErrorCode.INVALID_INPUT, reason, (*_FIELD, str(number)))
        for number, reason in found["unread"]
    ]
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]
    return Table(found["header"], [(number, cells) for number, cells in found["records"]])


def _refuse(what: str) -> Refused:
    return Refused(ErrorCode.INVALID_INPUT, f"The file {what}.", _FIELD)
