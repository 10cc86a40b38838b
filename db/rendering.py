"""Rows written as JSON text by PostgreSQL itself, so that Python only passes the answer on.

Everything here is an expression of type text. It is null, or holds `BROKEN`, where something is
missing that must not be missing: whoever asked then answers in another way.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from typing import cast as cast_type

from sqlalchemy import (
    ARRAY,
    BindParameter,
    Boolean,
    ColumnElement,
    Date,
    Enum,
    Integer,
    Numeric,
    Select,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    case,
    cast,
    func,
    literal,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.sql.util import ClauseAdapter
from sqlalchemy.sql.visitors import iterate, replacement_traverse

from db.reading import PARENT, Lookup, Statement, compiled, table_of

Expression = ColumnElement[Any]
Json = ColumnElement[str]
Condition = ColumnElement[bool]
Piece = str | Json

# A character that JSON text cannot hold unescaped.
BROKEN: Final = "\x01"

NULL: Final[Json] = literal_column("'null'", Text())
_EMPTY: Final[Json] = literal_column("''", Text())
_COMMA: Final[Json] = literal_column("','", Text())
_QUOTE: Final[Json] = literal_column("'\"'", Text())
# Types whose text needs quotes but holds nothing to escape, and those whose text is JSON as it is.
_QUOTED: Final = (Enum, Uuid, Date, Numeric)
_BARE: Final = (Integer, Boolean)


def joined(pieces: Iterable[Piece]) -> Json:
    """Pieces one after another. Texts are passed as parameters, whatever they hold."""
    whole: list[Json] = []
    pending = ""
    for piece in pieces:
        if isinstance(piece, str):
            pending += piece
            continue
        if pending:
            whole.append(_constant(pending))
            pending = ""
        whole.append(piece)
    if pending or not whole:
        whole.append(_constant(pending))
    text = whole[0]
    for piece in whole[1:]:
        text = text.concat(piece)
    return text


def _constant(text: str) -> Json:
    return bindparam(None, text, type_=Text(), unique=True)


def value(column: Expression) -> Json:
    """The JSON text of a column's value; null where that is null."""
    if isinstance(column.type, _BARE):
        return cast(column, Text)
    if isinstance(column.type, _QUOTED):
        return _QUOTE.concat(cast(column, Text)).concat(_QUOTE)
    # Escapes text, and writes instants and arrays as JSON does.
    return cast(func.to_json(column), Text)


def plain(column: Expression) -> Json:
    """A value's text without quotes, to be a part of a longer one; it must need no escapes."""
    return cast(column, Text)


def scaled(
    number: ColumnElement[int], by: ColumnElement[str], places: Mapping[str, int], otherwise: int
) -> Json:
    """A whole number of small units as the text of a decimal of large ones, in quotes."""

    def decimal(digits: int) -> Json:
        if digits == 0:
            return cast(number, Text)
        return cast(func.round(number * literal_column(f"1e-{digits}"), digits), Text)

    words: dict[int, list[str]] = {}
    for word, digits in places.items():
        words.setdefault(digits, []).append(word)
    cases = [
        (by == any_(literal(sorted(some), ARRAY(Text()))), decimal(digits))
        for digits, some in words.items()
    ]
    return _QUOTE.concat(case(*cases, else_=decimal(otherwise))).concat(_QUOTE)


def or_null(text: Json) -> Json:
    return func.coalesce(text, NULL)


def object_or_null(there: Condition, text: Json) -> Json:
    """An object that may be missing; one that is there must be whole."""
    return case((there, text), else_=NULL)


def object_that_must_be(there: Condition, text: Json) -> Json:
    return case((there, text))


def by_word(
    word: Expression,
    texts: Iterable[tuple[str, Json]],
    otherwise: Json | None = None,
) -> Json:
    """The text that goes with the column's word; none goes with any other word."""
    return case(*((word == one, text) for one, text in texts), else_=otherwise)


def list_of(text: Json, order: Sequence[Expression], within: Condition | None = None) -> Json:
    """The list of a text over the rows of a select, sorted; each of them must be whole."""
    # Aggregates pass over nulls, so a row that is not whole has to show in another way. The text
    # stands here once only: twice at each level would be 2^depth times in all.
    whole_or_not = func.coalesce(text, _constant(BROKEN))
    comma = aggregate_order_by(_COMMA, *order) if order else _COMMA
    items: Any = func.string_agg(whole_or_not, comma)
    if within is not None:
        items = items.filter(within)
    return joined(["[", func.coalesce(items, _EMPTY), "]"])


def more_than(size: Expression) -> Json:
    """Whether a select has more rows than that, as JSON."""
    return cast(func.count() > size, Text)


def first_of(text: Json, order: Expression, within: Condition) -> Json:
    """The text of the first row of a select, sorted; JSON's null where there is no row."""
    texts = func.array_agg(aggregate_order_by(text, order), type_=ARRAY(Text()))
    return or_null(texts.filter(within)[1])


def ranked(found: Any, keys: Sequence[str], *, falling: bool) -> Any:
    """The rows of a subselect with their `rank` in it, from 1."""
    order = [found.c[key].desc() if falling else found.c[key] for key in keys]
    return select(*found.c, func.row_number().over(order_by=order).label("rank")).subquery()


def cursor(place: str, keys: Iterable[Expression]) -> Json:
    """The same text as `db.paging.encode_cursor` makes, in quotes."""
    pieces: list[Piece] = [f'["{place}"']
    for key in keys:
        pieces += [",", value(key)]
    text = func.encode(func.convert_to(joined([*pieces, "]"]), "UTF8"), "base64")
    safe = func.translate(text, "+/=\n", "-_")
    return _QUOTE.concat(safe).concat(_QUOTE)


def placed(rows: Select[Any], *, prefix: str, parent: Expression | None) -> Select[Any]:
    """A declared select put into a larger statement.

    Its own parameters get the prefix, so that one declaration can be used twice; the viewer's stay.
    `PARENT` becomes the parent's key.
    """

    def replace(element: Any, **_: Any) -> Any:
        if element is PARENT:
            return parent
        if isinstance(element, BindParameter) and _is_of_a_page(element.key):
            return bindparam(f"{prefix}{element.key}", type_=element.type)
        return None

    made = cast_type("Select[Any]", replacement_traverse(rows, {}, replace))
    return made if parent is None else made.correlate(parent.table)


def _is_of_a_page(name: str) -> bool:
    return name == "size" or name.startswith(("filter_", "after_", "before_"))


def key_parameter(name: str) -> Expression:
    return bindparam(name, type_=Uuid())


def size_parameter(name: str) -> Expression:
    return bindparam(name, type_=Integer())


def composed(texts: Iterable[Json]) -> Statement:
    """The statement whose one row is these texts."""
    return compiled(cast_type("Select[Any]", select(*texts)))


class Placed:
    """The rows of a declared lookup under names of their own, within a larger statement."""

    def __init__(self, lookup: Lookup[Any], predicate: Condition) -> None:
        source = table_of(lookup.model) if lookup.source is None else lookup.source
        tables = [part for part in iterate(source) if isinstance(part, Table)]
        self._aliases = {table: table.alias() for table in tables}
        self.main = self._aliases[table_of(lookup.model)]
        self.source: Any = self._renamed(source)
        self.condition: Condition = self._renamed(predicate)
        self._also = {column.name: self._renamed(column) for column in lookup.also}

    def column(self, name: str) -> Expression:
        found: Expression = self._also[name] if name in self._also else self.main.c[name]
        return found

    def _renamed(self, element: Any) -> Any:
        for alias in self._aliases.values():
            element = ClauseAdapter(alias).traverse(element)
        return element


def there_is(source: Any, *conditions: Condition) -> Condition:
    """Whether the source has such a row."""
    return select(literal(1)).select_from(source).where(*conditions).exists()


def scalar(text: Json, source: Any, *conditions: Any) -> Json:
    """One text out of a source's rows, within the statement around it."""
    rows = select(text).select_from(source).where(*conditions)
    found: Json = rows.scalar_subquery()
    return found


def summed_up(text: Json, source: Any) -> Json:
    """One text about all of a source's rows, within the statement around it."""
    # HAVING makes it one row even where the text sums nothing up.
    found: Json = select(text).select_from(source).having(true()).scalar_subquery()
    return found
