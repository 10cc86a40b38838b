"""The hub's own scalars. `SCALARS` maps them for the schema's configuration."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NewType
from uuid import UUID

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from db.instants import is_storable
from db.types import COUNTRY_CODE, CURRENCY_CODE, rfc_3339
from hub.domain.languages import canonical_tag

Cursor = NewType("Cursor", str)
BigInt = NewType("BigInt", int)
CurrencyCode = NewType("CurrencyCode", str)
CountryCode = NewType("CountryCode", str)
LanguageTag = NewType("LanguageTag", str)

_UUID_LIKE: Final = "0199d7a8-5b1e-7c3a-9d60-3f1c2b4a5d6e"
# Of the longest name that a list is sorted by, every character escaped, some are left over.
_CURSOR_CHARACTERS_MAX: Final = 8_000
_BIG_INT_MIN: Final = -(2**63)
_BIG_INT_MAX: Final = 2**63 - 1


def _big_int(value: object) -> int:
    # True is an int to Python; to clients it is not.
    if not isinstance(value, int) or isinstance(value, bool):
        raise GraphQLError(f"A BigInt is a whole number, not {str(value)[:80]!r}.")
    if not _BIG_INT_MIN <= value <= _BIG_INT_MAX:
        raise GraphQLError(
            f"A BigInt lies between {_BIG_INT_MIN} and {_BIG_INT_MAX}; {str(value)[:80]} does not."
        )
    return value


def _cursor(value: object) -> str:
    if not isinstance(value, str):
        raise GraphQLError(f"A Cursor is text, not {str(value)[:80]!r}.")
    if len(value) > _CURSOR_CHARACTERS_MAX:
        raise GraphQLError(
            f"A Cursor has up to {_CURSOR_CHARACTERS_MAX:,} characters, not {len(value):,}."
        )
    return value


def _instant(value: object) -> datetime:
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
        if instant is not None and instant.tzinfo is not None and is_storable(instant):
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise GraphQLError(
        "A DateTime looks like '2026-11-02T09:30:00Z', with its offset, and lies within the years 1"
        f" to 9999, their very ends left out; {str(value)[:80]!r} does not."
    )


def _day(value: object) -> date:
    try:
        if isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise GraphQLError(f"A Date looks like '2026-11-02', not {str(value)[:80]!r}.")


def _decimal(value: object) -> Decimal:
    try:
        if isinstance(value, str) and (read := Decimal(value)).is_finite():
            return read
    except InvalidOperation:
        pass
    raise GraphQLError(f"A Decimal looks like '12.50', as text, not {str(value)[:80]!r}.")


def _uuid(value: object) -> UUID:
    try:
        if isinstance(value, str):
            return UUID(value)
    except ValueError:
        pass
    raise GraphQLError(f"A UUID looks like {_UUID_LIKE!r}, not {str(value)[:80]!r}.")


def _code(name: str, pattern: str, like: str) -> Callable[[Any], str]:
    known = re.compile(pattern)

    def read(value: object) -> str:
        if not isinstance(value, str) or not known.fullmatch(value):
            raise GraphQLError(f"A {name} looks like {like!r}, not {str(value)[:80]!r}.")
        return value

    return read


def _language_tag(value: object) -> str:
    try:
        if isinstance(value, str):
            return canonical_tag(value)
    except ValueError:
        pass
    raise GraphQLError(f"A LanguageTag looks like 'zh' or 'pt-BR', not {str(value)[:80]!r}.")


SCALARS: Final[Mapping[object, ScalarDefinition]] = {
    Cursor: strawberry.scalar(
        name="Cursor",
        description="A place in a list or in a feed, as the hub gave it out. Opaque: keep it and"
        " pass it back to where it came from, do not read it."
        f" {_CURSOR_CHARACTERS_MAX:,} characters at most.",
        parse_value=_cursor,
    ),
    BigInt: strawberry.scalar(
        name="BigInt",
        description="A whole number of up to 64 bits, sent as a JSON number. JavaScript's own"
        " numbers are exact up to 53 bits.",
        serialize=_big_int,
        parse_value=_big_int,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant in UTC, by RFC 3339: `2026-11-02T09:30:00+00:00`. One that you send"
        " may have any offset, but must have one.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=rfc_3339,
        parse_value=_instant,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A day of the calendar, by ISO 8601: `2026-11-02`.",
        serialize=date.isoformat,
        parse_value=_day,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description='A decimal number, as text so that nothing of it is lost: `"12.50"`.',
        serialize=str,
        parse_value=_decimal,
    ),
    UUID: strawberry.scalar(
        name="UUID",
        description=f"A universally unique id, by RFC 9562: `{_UUID_LIKE}`.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc9562",
        serialize=str,
        parse_value=_uuid,
    ),
    CurrencyCode: strawberry.scalar(
        name="CurrencyCode",
        description="A currency by ISO 4217, such as `EUR`.",
        specified_by_url="https://www.iso.org/iso-4217-currency-codes.html",
        parse_value=_code("CurrencyCode", CURRENCY_CODE, "EUR"),
    ),
    CountryCode: strawberry.scalar(
        name="CountryCode",
        description="A country by ISO 3166-1 alpha-2, such as `FR`.",
        specified_by_url="https://www.iso.org/iso-3166-country-codes.html",
        parse_value=_code("CountryCode", COUNTRY_CODE, "FR"),
    ),
    LanguageTag: strawberry.scalar(
        name="LanguageTag",
        description="A language by BCP 47, such as `zh`, `pt-BR` or `zh-Hant`. A text is looked for"
        " in it, then without what the tag ends with: `zh-Hans-CN`, `zh-Hans`, `zh`.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc5646",
        parse_value=_language_tag,
    ),
}
