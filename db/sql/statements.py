"""Statements put together as text, of clauses that are declared and compiled once.

SQLAlchemy takes milliseconds for each relation of a long statement, text takes microseconds. All of
the text comes from declarations; what clients send are values of parameters.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple, Protocol

from sqlalchemy import (
    ColumnElement,
    Integer,
    Join,
    Table,
    Uuid,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql.util import ClauseAdapter
from sqlalchemy.sql.visitors import replacement_traverse

from db.scope import Scope
from db.sql.aggregates import Aggregate
from db.sql.declarations import DIALECT, PARENT, Listing, Lookup, Shape, Statement, Sum, table_of

# Stands around the name of a parameter, until the whole statement numbers them.
_MARK: Final = "\x1f"
_MARKED: Final = re.compile(f"{_MARK}(\\w+){_MARK}")
_NUMBERED: Final = re.compile(r"\$(\d+)")
# The columns of a row, by the name of its table, until the row has a name in a statement.
_ROW: Final = re.compile(r"row\$(\w+)")
_ROW_COLUMN: Final = re.compile(r'row\$\w+\."?(\w+)"?')


class Expression(NamedTuple):
    """SQL for a value, and its type."""

    text: str
    type: Any
    is_nullable: bool = True


class Columns(Protocol):
    """A row within a statement."""

    def column(self, name: str) -> Expression: ...


def key_parameter(name: str) -> Expression:
    return Expression(f"{_MARK}{name}{_MARK}::uuid", Uuid())


def size_parameter(name: str) -> Expression:
    return Expression(f"{_MARK}{name}{_MARK}::integer", Integer())


def in_first_language(
    text: Expression, translations: Expression, parameters: Sequence[str]
) -> Expression:
    """The text in the first language of the parameters that it has a translation in, else as it is.

    There is one parameter for each, and not an array of all, since PostgreSQL goes through that
    many times slower.
    """
    if not parameters:
        return text
    found = "".join(f"{translations.text} ->> {_MARK}{one}{_MARK}::text, " for one in parameters)
    return Expression(f"coalesce({found}{text.text})", text.type, text.is_nullable)


# The parameter of a statement of texts: of how many bytes they may be together.
BYTES_MAX: Final = "bytes_max"


def statement(texts: Sequence[str], parents: "Parents | None" = None) -> Statement:
    """The statement whose one row is these texts in bytes, or one row for each of the parents.

    As soon as they are of more than `BYTES_MAX` bytes together, all that follow are null: they
    never leave the database.
    """
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"${numbers.setdefault(found[1], len(numbers) + 1)}"

    names = [f"text_{n}" for n in range(len(texts))]
    made = ", ".join(f"{text} AS {name}" for text, name in zip(texts, names, strict=True))
    size = " + ".join(f"octet_length({name})::bigint" for name in names)
    source = order = ""
    if parents is not None:
        made += ", parent.place"
        source, order = parents.source, " ORDER BY place"
        size = f"sum({size}) OVER (ORDER BY place ROWS UNBOUNDED PRECEDING)"
    within = f"size <= {_MARK}{BYTES_MAX}{_MARK}::bigint"
    bounded = ", ".join(f"CASE WHEN {within} THEN {name} END" for name in names)
    # Without OFFSET the planner would put the texts in place of their names, and make them twice.
    measured = f"SELECT *, {size} AS size FROM (SELECT {made}{source} OFFSET 0) AS made"
    whole = f"SELECT {bounded} FROM ({measured}) AS measured{order}"
    return Statement(_MARKED.sub(number, whole), tuple(numbers), {})


class Parents:
    """Rows that are at hand, of which a statement gets the keys: an array for each column."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns

    def column(self, name: str) -> Expression:
        return Expression(f"parent.{_quoted(name)}", Uuid())

    @property
    def source(self) -> str:
        """What stands after the expressions that are made for each of them."""
        arrays = ", ".join(f"{_MARK}parents_{one}{_MARK}::uuid[]" for one in self._columns)
        names = ", ".join([*map(_quoted, self._columns), "place"])
        rows = f"unnest({arrays}) WITH ORDINALITY AS parent({names})"
        return f" FROM {rows} ORDER BY parent.place"

    @staticmethod
    def values(keys: Mapping[str, Sequence[object]]) -> dict[str, object]:
        """What the parameters of the arrays are filled with."""
        return {f"parents_{name}": of for name, of in keys.items()}


class Rows:
    """Rows within a statement, under a name of their own, and the to-one rows joined to them.

    `bound` is the predicate that bounds them to what the viewer may see.
    """

    def __init__(self, name: str, table: Table, bound: ColumnElement[bool]) -> None:
        self.name = name
        self.bound = bound
        self.table = table
        self._joined: list[tuple[FoundRows, str]] = []

    def column(self, name: str) -> Expression:
        column = self.table.c[name]
        return Expression(f"{self.name}.{_quoted(name)}", column.type, bool(column.nullable))

    def is_within(self, predicate: ColumnElement[bool]) -> str:
        """The condition that the predicate, which is about the table alone, holds for the row."""
        text = _bounding(predicate, (self.table,))
        return _ROW_COLUMN.sub(lambda found: self.column(found[1]).text, text)

    def join(self, rows: "FoundRows", key: str) -> None:
        """The one row, if there is one, that is found by what is in the column."""
        self._joined.append((rows, rows.is_found_by(self.column(key))))

    @property
    def source(self) -> str:
        """What stands after FROM."""
        return self.core + self.outer_joins

    @property
    def core(self) -> str:
        raise NotImplementedError

    @property
    def outer_joins(self) -> str:
        return "".join(
            f" LEFT JOIN {rows.core} ON {both(match, rows.condition)}{rows.outer_joins}"
            for rows, match in self._joined
        )


class FoundRows(Rows):
    """The rows of a lookup, as far as the scope goes."""

    def __init__(self, name: str, lookup: Lookup[Any], scope: Scope[Any]) -> None:
        super().__init__(name, table_of(lookup.model), scope.predicate)
        self.lookup = lookup
        self._followed = scope.followed
        self._also = {column.name: column for column in lookup.also}
        # The rows that these are seen with, once they are there themselves.
        self._seen_with: tuple[FoundRows, str] | None = None
        self._is_seen_anyway = False
        self._needs_all = False

    def column(self, name: str) -> Expression:
        column = self._also.get(name)
        if column is None:
            return super().column(name)
        self._needs_all = True
        text = self._placed(f"row${column.table.name}.{_quoted(name)}")
        return Expression(text, column.type, bool(column.nullable))

    def is_found_by(self, key: Expression) -> str:
        return f"{self.column(self.lookup.key).text} = {key.text}"

    def are_of(self, parent: Rows, key: str) -> str:
        """The condition that they belong to the parent's row."""
        followed = self._followed
        if (
            followed is not None
            and (followed.column, key) == (self.lookup.key, "id")
            and followed.table is parent.table
            and followed.predicate is parent.bound
        ):
            self._is_seen_anyway = True
        return self.is_found_by(parent.column(key))

    def join(self, rows: "FoundRows", key: str) -> None:
        followed = self._followed
        if (
            followed is not None
            and (followed.column, rows.lookup.key) == (key, "id")
            and followed.table is rows.table
            and followed.predicate is rows.bound
            and not self._is_seen_anyway
        ):
            self._is_seen_anyway = True
            self._seen_with = rows, rows.is_found_by(self.column(key))
        else:
            super().join(rows, key)

    @property
    def order(self) -> list[str]:
        return [self.column(name).text for name in self.lookup.order_by]

    @property
    def condition(self) -> str:
        """What bounds them, empty where nothing more needs to."""
        if self._is_seen_anyway:
            return ""
        text = _bounding(self.bound, tuple(self._names))
        return "" if text == "true" else self._placed(text)

    @property
    def _names(self) -> Mapping[Table, str]:
        """Under which names the lookup's tables stand in the statement."""
        return {
            table: self.name if table is self.table else f"{self.name}_{table.name}"
            for table in _tables(self.lookup)
        }

    def _placed(self, text: str) -> str:
        names = {table.name: name for table, name in self._names.items()}
        return _ROW.sub(lambda found: names[found[1]], text)

    @property
    def core(self) -> str:
        text = f"{self.table.name} {self.name}"
        if self._needs_all:
            for table, condition in _joins(self.lookup):
                joined = f"{table.name} {self._names[table]}"
                text += f" JOIN {joined} ON {self._placed(condition)}"
        if self._seen_with is not None:
            rows, match = self._seen_with
            text += f" JOIN {rows.core} ON {both(match, rows.condition)}"
        return f"({text})" if " JOIN " in text else text

    @property
    def outer_joins(self) -> str:
        seen_with = "" if self._seen_with is None else self._seen_with[0].outer_joins
        return seen_with + super().outer_joins


class ListedRows(Rows):
    """The rows of a page, sorted by their `keys`.

    Parameters of the page begin with the prefix, so that one listing can be used twice.
    """

    def __init__(
        self,
        name: str,
        listing: Listing[Any],
        shape: Shape,
        scope: Scope[Any],
        *,
        prefix: str,
        parent: Expression | None,
    ) -> None:
        super().__init__(name, listing.table, scope.predicate)
        self._place = _placing(prefix, parent)
        self._template = _page(listing, shape, scope.predicate)
        self._ranks = listing.ranks
        self._size = size_parameter(f"{prefix}size").text
        self._names = listing.orderings[shape.ordering].columns
        self._falls = listing.orderings[shape.ordering].descending
        self._is_backward = shape.backward
        self._used = set(self._names)
        self._is_ranked = False

    def column(self, name: str) -> Expression:
        self._used.add(name)
        if name in self._ranks:
            return Expression(f"{self.name}.{name}", self._ranks[name].type, is_nullable=False)
        return super().column(name)

    @property
    def keys(self) -> list[Expression]:
        """What the page is sorted by."""
        return [self.column(name) for name in self._names]

    def order(self, *, reverse: bool = False) -> str:
        """The page's order, or from its end."""
        return self._sorted(self.name, falls=self._falls is not reverse)

    @property
    def is_asked_for(self) -> str:
        """What holds for all rows but the one more that is read where anybody asks for `more`."""
        self._is_ranked = True
        return f"{self.name}.rank < {self._size}"

    @property
    def more(self) -> str:
        """Whether there is one more, for a text about all of the rows."""
        self._is_ranked = True
        return f"count(*) >= {self._size}"

    @property
    def core(self) -> str:
        columns = ", ".join(map(self._listed, sorted(self._used)))
        rows = self._place(_ROW.sub(lambda _: columns, self._template))
        if not self._is_ranked:
            return f"({rows} - 1) {self.name}"  # less the one more: a page ends with its LIMIT
        order = self._sorted("found", falls=self._falls is not self._is_backward)
        ranked = f"SELECT found.*, row_number() OVER (ORDER BY {order}) AS rank"
        return f"({ranked} FROM ({rows}) found) {self.name}"

    def _listed(self, name: str) -> str:
        if name in self._ranks:
            return f"{_rank(self._ranks[name])} AS {name}"
        return f"{self.table.name}.{_quoted(name)}"

    def _sorted(self, rows: str, *, falls: bool) -> str:
        direction = " DESC" if falls else ""
        return ", ".join(f"{rows}.{_quoted(name)}{direction}" for name in self._names)


class OtherRows(Rows):
    """The row of measures of all that is in no group of a page, if there is any."""

    def __init__(
        self,
        name: str,
        aggregate: Aggregate[Any],
        shape: Shape,
        scope: Scope[Any],
        *,
        prefix: str,
        parent: Expression | None,
    ) -> None:
        super().__init__(name, aggregate.table, scope.predicate)
        self._text = _placing(prefix, parent)(_others(aggregate, shape, scope.predicate))

    @property
    def core(self) -> str:
        return f"({self._text}) {self.name}"


def length_of(
    listing: Listing[Any],
    shape: Shape,
    scope: Scope[Any],
    *,
    prefix: str,
    parent: Expression | None,
) -> Expression:
    """How many rows the whole list has, whatever the page."""
    template = _length(listing, shape._replace(after=False, before=False), scope.predicate)
    return Expression(f"({_placing(prefix, parent)(template)})", Integer())


def sum_of(declared: Sum[Any], scope: Scope[Any], parent: Expression) -> Expression:
    """The sum of the parent's rows; null where it has none."""
    return Expression(f"({_placing('', parent)(_sum(declared, scope.predicate))})", Integer())


def computed(compute: Callable[[Any], Any], columns: Sequence[str], row: Columns) -> Expression:
    """What a function of columns, which is as good on values, says of the row's."""
    found = {name: row.column(name) for name in columns}
    made = _arithmetic(compute, tuple((name, one.type) for name, one in found.items()))
    return Expression(_ROW.sub(lambda name: found[name[1]].text, made.text), made.type)


def both(one: str, other: str) -> str:
    """Both conditions; an empty one is always true."""
    return " AND ".join(condition for condition in (one, other) if condition)


class _Columns:
    """The columns of some row as attributes."""

    def __init__(self, types: Iterable[tuple[str, Any]]) -> None:
        for name, type_ in types:
            setattr(self, name, literal_column(f"row${name}", type_))


@lru_cache(maxsize=1024)
def _arithmetic(compute: Callable[[Any], Any], types: tuple[tuple[str, Any], ...]) -> Expression:
    made = compute(_Columns(types))
    return Expression(f"({_text(made)})", made.type)


@cache
def _bounding(predicate: ColumnElement[bool], tables: tuple[Table, ...]) -> str:
    rows = [table.alias(f"row${table.name}") for table in tables]
    made: Any = predicate
    for row in rows:
        made = ClauseAdapter(row).traverse(made)
    # Within a select of the rows: on its own, a subselect would read their tables anew.
    _, _, text = _text(select(literal_column("1")).select_from(*rows).where(made)).partition(
        "WHERE "
    )
    assert text, "a predicate says something"
    return text if text in {"true", "false"} else f"({text})"


@lru_cache(maxsize=1024)
def _page(listing: Listing[Any], shape: Shape, predicate: ColumnElement[bool]) -> str:
    return _text(listing.select(shape, predicate, [literal_column("row$columns")]))


@cache
def _rank(rank: ColumnElement[Any]) -> str:
    return _text(rank)


@lru_cache(maxsize=1024)
def _length(listing: Listing[Any], shape: Shape, predicate: ColumnElement[bool]) -> str:
    return _text(listing.select_count(shape, predicate))


@lru_cache(maxsize=1024)
def _others(aggregate: Aggregate[Any], shape: Shape, predicate: ColumnElement[bool]) -> str:
    return _text(aggregate.select_others(shape, predicate))


@cache
def _sum(declared: Sum[Any], predicate: ColumnElement[bool]) -> str:
    key = table_of(declared.model).c[declared.key]
    return _text(select(func.sum(declared.of)).where(key == PARENT, predicate))


@cache
def _tables(lookup: Lookup[Any]) -> tuple[Table, ...]:
    return table_of(lookup.model), *(table for table, _ in _joins(lookup))


@cache
def _joins(lookup: Lookup[Any]) -> tuple[tuple[Table, str], ...]:
    """The tables that a lookup joins to its own, and how; from the last one back to it."""
    found: list[tuple[Table, Any]] = []
    source = lookup.source
    while isinstance(source, Join):
        assert isinstance(source.right, Table), "a lookup joins tables one by one"
        found.insert(0, (source.right, source.onclause))
        source = source.left
    tables = table_of(lookup.model), *(table for table, _ in found)
    return tuple((table, _bounding(condition, tables)) for table, condition in found)


def _placing(prefix: str, parent: Expression | None) -> Callable[[str], str]:
    """Gives parameters of a page the prefix, and puts in the parent's key; the viewer's stay."""

    def placed(found: re.Match[str]) -> str:
        name = found[1]
        if name == "parent":
            assert parent is not None
            return parent.text
        is_of_page = name == "size" or name.startswith(("filter_", "after_", "before_"))
        return f"{_MARK}{prefix}{name}{_MARK}" if is_of_page else found[0]

    return lambda text: _MARKED.sub(placed, text)


def _text(clause: Any) -> str:
    """A clause as text: constants in it as they are, parameters marked by their names."""
    own: Any = replacement_traverse(clause, {}, _with_parent_as_parameter)
    made = own.compile(dialect=DIALECT)
    names = made.positiontup or ()

    def value(found: re.Match[str]) -> str:
        name = names[int(found[1]) - 1]
        constant = made.params[name]
        return f"{_MARK}{name}{_MARK}" if constant is None else _constant(constant)

    return _NUMBERED.sub(value, made.string)


def _with_parent_as_parameter(element: Any, **_: Any) -> Any:
    return bindparam("parent", type_=Uuid()) if element is PARENT else None


def _constant(value: object) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    assert isinstance(value, str), "declarations hold words and numbers"
    return quoted(str(value))


def quoted(text: str) -> str:
    """Text as a constant of SQL."""
    return "'{}'".format(text.replace("'", "''"))


@cache
def _quoted(name: str) -> str:
    return str(DIALECT.identifier_preparer.quote(name))
