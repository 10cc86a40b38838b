"""Places in a sorted list, and their opaque form that clients keep."""

import base64
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from asyncpg.pgproto import pgproto

from db.types import rfc_3339


class InvalidCursor(ValueError):
    """A cursor that this list did not give out: cut, made up, or of another list or ordering."""


class Grouping(NamedTuple):
    """How rows are grouped where a list is one of facts, see `db.sql.aggregates`.

    `by` are names of dimensions. Days are those of `time_zone`, a name of IANA's, or without one
    of the viewer's, and periods are `bucket`s of them. `compared_with` says with which time before,
    `side` on which side of a trade.
    """

    by: tuple[str, ...]
    time_zone: str | None = None
    bucket: str | None = None
    compared_with: str | None = None
    side: str | None = None


@dataclass(frozen=True)
class Page:
    """The part of a list that is asked for, hashable so that equal asks are answered together.

    `size` rows from the start, or `backward` from the end; `after` and `before` are cursors as
    the client sent them; `ordering` and `filters` are names of the listing's, filters with values.
    """

    size: int
    ordering: str
    backward: bool = False
    after: str | None = None
    before: str | None = None
    filters: tuple[tuple[str, Any], ...] = ()
    grouping: Grouping | None = None


def encode_cursor(place: str, keys: Sequence[object]) -> str:
    """The cursor of a row: `place` names the list and its ordering, `keys` sort the row in it."""
    # PostgreSQL writes cursors as well (db.sql.json.cursor), to the letter the same.
    text = orjson.dumps([place, *keys], default=_text, option=orjson.OPT_PASSTHROUGH_DATETIME)
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def decode_cursor(cursor: str, place: str, types: Sequence[type]) -> tuple[object, ...]:
    """The keys that `encode_cursor` put into the cursor.

    Raises:
        InvalidCursor: it was not made for this place.
    """
    keys: tuple[object, ...] | None = None
    with suppress(ValueError, TypeError, OverflowError):
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        _, *said = orjson.loads(text)
        keys = tuple(READ_BACK[type_](key) for type_, key in zip(types, said, strict=True))
    # Only what is made of the keys just so was given out: no two cursors are of one row.
    if keys is None or encode_cursor(place, keys) != cursor:
        raise InvalidCursor(
            f"The cursor {cursor[:80]!r} is not one of this list in this ordering;"
            " pass a cursor that the same list gave out, or none."
        )
    return keys


def _text(key: object) -> str:
    return rfc_3339(key) if isinstance(key, datetime) else str(key)


def _whole_number(key: object) -> int:
    if not isinstance(key, int) or not -(2**63) <= key < 2**63:
        raise ValueError(key)
    return key


def _words(key: str) -> str:
    if "\x00" in key:
        raise ValueError(key)
    return key


# From what JSON makes of a value to the value.
READ_BACK: Final[Mapping[type, Callable[[Any], object]]] = {
    date: date.fromisoformat,
    datetime: lambda key: datetime.fromisoformat(key).astimezone(UTC),
    # As drivers read them: made and written in an eighth of the time that uuid.UUID takes.
    UUID: pgproto.UUID,
    int: _whole_number,
    str: _words,
}
