"""Places in a sorted list, and their opaque form that clients keep."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson


class InvalidCursor(ValueError):
    """A cursor that this list did not give out: cut, made up, or of another list or ordering."""


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


def encode_cursor(ordering: str, keys: Sequence[object]) -> str:
    text = orjson.dumps([ordering, *keys], default=str)
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


_FROM_JSON: Mapping[type, Callable[[Any], object]] = {
    datetime: datetime.fromisoformat,
    UUID: UUID,
    int: int,
    str: str,
}


def decode_cursor(cursor: str, ordering: str, types: Sequence[type]) -> tuple[object, ...]:
    """The sort keys that `encode_cursor` put into the cursor.

    Raises:
        InvalidCursor: it was not made by this list in this ordering.
    """
    try:
        text = cursor.encode("ascii")
        found, *keys = orjson.loads(
            base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_")
        )
        if found == ordering and len(keys) == len(types) and "\x00" not in cursor:
            return tuple(_FROM_JSON[type_](key) for type_, key in zip(types, keys, strict=True))
    except (ValueError, TypeError, binascii.Error, UnicodeError):
        pass
    raise InvalidCursor(
        f"The cursor {cursor[:80]!r} is not one of this list in this ordering;"
        " pass a cursor that the same list gave out, or none."
    )
