"""Rows written as JSON text by PostgreSQL itself, so that Python only passes the answer on.

Where something is missing that must not be missing there is a `MARK`, and where the answer holds
what PostgreSQL cannot work out there is a placeholder; whoever asked deals with both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from sqlalchemy import Boolean, Date, Enum, Integer, Numeric, Uuid

from db.sql.statements import Expression, FoundRows, Rows, both, quoted


@dataclass(frozen=True, slots=True)
class Sql:
    """An expression of type text."""

    text: str


# The text of something: pieces that are the same in every row, and those that SQL makes of it.
Json: TypeAlias = tuple[str | Sql, ...]

# Characters that JSON text cannot hold unescaped: what stands for a value that is missing, and what
# a placeholder stands between.
MARK: Final = "\x01"
BEGIN: Final = "\x02"
END: Final = "\x03"
NULL: Final[Json] = ("null",)
MARKED: Final[Json] = (MARK,)

# Types whose text needs quotes but holds nothing to escape, and those whose text is JSON as it is.
_QUOTED: Final = (Enum, Uuid, Date, Numeric)
_BARE: Final = (Integer, Boolean)
# PostgreSQL reads `a || b || …` as one call within another, and how deep those go is limited.
_PIECES_AT_ONCE: Final = 50


def expression(text: Json) -> str:
    """The SQL that makes the text."""
    pieces: list[str] = []
    constant = ""
    for piece in text:
        if isinstance(piece, str):
            constant += piece
            continue
        if constant:
            pieces.append(quoted(constant))
            constant = ""
        pieces.append(piece.text)
    if constant or not pieces:
        pieces.append(quoted(constant))
    while len(pieces) > _PIECES_AT_ONCE:
        pieces = [
            f"({' || '.join(pieces[n : n + _PIECES_AT_ONCE])})"
            for n in range(0, len(pieces), _PIECES_AT_ONCE)
        ]
    return " || ".join(pieces) if len(pieces) > 1 else f"{pieces[0]}::text"


def constant(text: Json) -> bytes | None:
    """The text, where there is no SQL in it."""
    pieces = [piece for piece in text if isinstance(piece, str)]
    return "".join(pieces).encode() if len(pieces) == len(text) else None


def value(of: Expression) -> Json:
    """The JSON text of a value; null where that is null."""
    if isinstance(of.type, _BARE):
        return (Sql(f"{of.text}::text"),)
    if isinstance(of.type, _QUOTED):
        return '"', Sql(f"{of.text}::text"), '"'
    # Escapes text, and writes instants and arrays as JSON does.
    return (Sql(f"to_json({of.text})::text"),)


def plain(of: Expression) -> Json:
    """A value's text without quotes, to be a part of a longer one; it must need no escapes."""
    return (Sql(f"{of.text}::text"),)


def scaled(number: Expression, by: Expression, places: Mapping[str, int], otherwise: int) -> Json:
    """A whole number of small units as the text of a decimal of large ones, in quotes."""
    words: dict[int, list[str]] = {}
    for word, digits in places.items():
        words.setdefault(digits, []).append(word)
    cases = " ".join(
        f"WHEN {by.text} IN ({', '.join(map(quoted, sorted(some)))}) "
        f"THEN {_decimal(number, digits)}"
        for digits, some in words.items()
    )
    return '"', Sql(f"CASE {cases} ELSE {_decimal(number, otherwise)} END"), '"'


def _decimal(number: Expression, digits: int) -> str:
    if digits == 0:
        return f"{number.text}::text"
    return f"round({number.text} * 1e-{digits}, {digits})::text"


def or_null(text: Json) -> Json:
    return (Sql(f"coalesce({expression(text)}, 'null')"),)


def or_mark(text: Json) -> Json:
    return (Sql(f"coalesce({expression(text)}, {quoted(MARK)})"),)


def if_there(there: Expression, text: Json, *, otherwise: Json = NULL) -> Json:
    """The text where the value is there."""
    whole, other = expression(text), expression(otherwise)
    return (Sql(f"CASE WHEN {there.text} IS NOT NULL THEN {whole} ELSE {other} END"),)


def where(condition: str, text: Json, *, otherwise: Json) -> Json:
    """The text where the condition holds."""
    if condition in {"true", "false"}:
        return text if condition == "true" else otherwise
    whole, other = expression(text), expression(otherwise)
    return (Sql(f"CASE WHEN {condition} THEN {whole} ELSE {other} END"),)


def by_word(word: Expression, texts: Iterable[tuple[str, Json]], otherwise: Json = MARKED) -> Json:
    """The text that goes with the column's word."""
    cases = " ".join(f"WHEN {quoted(one)} THEN {expression(text)}" for one, text in texts)
    if not cases:
        return otherwise
    return (Sql(f"CASE {word.text} {cases} ELSE {expression(otherwise)} END"),)


def row_of(text: Json, rows: FoundRows, condition: str, *, nullable: bool) -> Json:
    """The text of the one row."""
    found = (Sql(_selected(expression(or_mark(text)), rows, condition)),)
    return or_null(found) if nullable else or_mark(found)


def only_row(text: Json, rows: Rows) -> Json:
    """The text of the one row that there is, or null."""
    return or_null((Sql(f"(SELECT {expression(or_mark(text))} FROM {rows.source})"),))


def list_of(text: Json, rows: FoundRows, condition: str) -> Json:
    """The list of the rows' texts, sorted."""
    return "[", Sql(_selected(f"coalesce({_joined(text, rows.order)}, '')", rows, condition)), "]"


def page_of(text: Json, rows: Rows) -> Json:
    """One text about all of the rows."""
    # HAVING makes it one row even where the text sums nothing up.
    return (Sql(f"(SELECT {expression(text)} FROM {rows.source} HAVING true)"),)


def listed(text: Json, order: str, within: str | None) -> Json:
    """Within the text of a page: the list of its rows' texts, sorted."""
    return "[", Sql(f"coalesce({_joined(text, [order])}{_filter(within)}, '')"), "]"


def first_of(text: Json, order: str, within: str | None) -> Json:
    """Within the text of a page: the text of the first row, sorted; JSON's null where none is."""
    texts = f"array_agg({expression(text)} ORDER BY {order}){_filter(within)}"
    return (Sql(f"coalesce(({texts})[1], 'null')"),)


def truth(condition: str) -> Json:
    return (Sql(f"({condition})::text"),)


def cursor(place: str, keys: Iterable[Expression]) -> Json:
    """The same text as `db.sql.keyset.encode_cursor` makes, in quotes."""
    pieces: list[str | Sql] = [f'["{place}"']
    for key in keys:
        pieces += [",", *value(key)]
    text = expression((*pieces, "]"))
    encoded = f"encode(convert_to({text}, 'UTF8'), 'base64')"
    return '"', Sql(f"translate({encoded}, E'+/=\\n', '-_')"), '"'


def placeholder(number: int, values: Iterable[Expression]) -> Json:
    """A place for what is made of the values: a JSON array of its number and of them."""
    pieces: list[str | Sql] = [f"{BEGIN}[{number}"]
    for one in values:
        pieces += [",", *(or_null(value(one)) if one.is_nullable else value(one))]
    return *pieces, f"]{END}"


def in_utf_8(text: Json) -> str:
    """The SQL that makes the text as bytes, which Python need not read."""
    return f"convert_to({expression(text)}, 'UTF8')"


def _filter(within: str | None) -> str:
    return "" if within is None else f" FILTER (WHERE {within})"


def _joined(text: Json, order: Sequence[str]) -> str:
    # Aggregates pass over nulls, so a row without a text has to show in another way. The text
    # stands here once only: twice at each level would be 2^depth times in all.
    sorted_ = f" ORDER BY {', '.join(order)}" if order else ""
    return f"string_agg({expression(or_mark(text))}, ','{sorted_})"


def _selected(text: str, rows: FoundRows, condition: str) -> str:
    return f"(SELECT {text} FROM {rows.source} WHERE {both(condition, rows.condition)})"
