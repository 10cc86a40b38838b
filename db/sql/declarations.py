"""How rows are read: lookups and listings are declared as data, composed into SQL once, and kept.

A declaration names a table, what finds its rows, and in which order they come. Its statement under
a scope is compiled by SQLAlchemy once and run by asyncpg as text; rows come back as `Row`, never as
ORM objects, whose making costs many times the read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, ClassVar, Final, Generic, NamedTuple, TypeVar
from uuid import UUID

import asyncpg
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnClause,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Table,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    any_,
    bindparam,
    cast,
    column,
    func,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.sql.visitors import iterate
from sqlmodel import SQLModel

from db.sql.keyset import Grouping, Page, decode_cursor, encode_cursor
from db.types import SEARCHED

T = TypeVar("T", bound=SQLModel)

DIALECT: Final = asyncpg_dialect()  # type: ignore[no-untyped-call]
_KEYS = bindparam("keys", type_=ARRAY(Uuid()))
# The parents of a listing, one row each, so that one statement reads a page for every one of them.
PARENTS = (
    func.unnest(bindparam("parents", type_=ARRAY(Uuid())))
    .table_valued(column("id", Uuid()), name="parent")
    .render_derived()
)
PARENT: ColumnElement[UUID] = PARENTS.c.id


class Row(asyncpg.Record):
    """One row read from `table`, its columns as attributes."""

    table: ClassVar[str]

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"a row of {self.table} was read without {name!r}") from None


@cache
def row_class(table: str) -> type[Row]:
    return type(f"{table.title().replace('_', '')}Row", (Row,), {"table": table})


def table_of(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def columns_of(model: type[SQLModel]) -> list[ColumnElement[Any]]:
    """What a read of the table brings: not what is there to be searched alone."""
    return [c for c in table_of(model).c if c.info != SEARCHED]


# The parameter of the filter that finds words.
SEARCH: Final = "filter_search"


def given(name: str, type_: Any) -> ColumnElement[Any]:
    """The value of the filter `name`, bound when it is used."""
    return bindparam(f"filter_{name}", type_=type_)


class Statement(NamedTuple):
    """SQL text with the names of its parameters in order, and the values it brings along itself."""

    text: str
    names: tuple[str, ...]
    defaults: Mapping[str, object]

    def arguments(self, values: Mapping[str, object]) -> list[object]:
        defaults = self.defaults
        return [values[name] if name in values else defaults[name] for name in self.names]


def compiled(statement: Select[Any]) -> Statement:
    made = statement.compile(dialect=DIALECT)
    assert not made.post_compile_params, "in_() is spelt out at every run; use any_() of an array"
    names = tuple(made.positiontup or ())
    return Statement(made.string, names, {n: v for n, v in made.params.items() if v is not None})


@dataclass(frozen=True, eq=False)
class Lookup(Generic[T]):
    """Rows of a table found by a key column: one for each key, or several in an order.

    `also` are columns of another table that every row needs to be understood (a currency, say), and
    `source` the join that brings them. `filters` are predicates that may be added, each on an array
    of what will do (`given(name)`).
    """

    model: type[T]
    key: str = "id"
    order_by: tuple[str, ...] = ()
    also: tuple[ColumnElement[Any], ...] = ()
    source: FromClause | None = None
    filters: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)

    @property
    def row(self) -> type[Row]:
        return row_class(table_of(self.model).name)

    @property
    def is_of_one(self) -> bool:
        """Whether the table can hold but one row of each key."""
        table = table_of(self.model)
        constraints = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
        indexes = [
            one
            for one in table.indexes
            if one.unique and one.dialect_options["postgresql"]["where"] is None
        ]
        unique = [one.columns for one in (table.primary_key, *constraints)]
        unique += [one.columns for one in indexes]
        return any(columns.keys() == [self.key] for columns in unique)

    @cache  # noqa: B019  declarations live as long as the process
    def statement(self, predicate: ColumnElement[bool], filters: tuple[str, ...] = ()) -> Statement:
        return compiled(self.select(predicate, filters))

    def select(self, predicate: ColumnElement[bool], filters: tuple[str, ...] = ()) -> Select[Any]:
        """The rows of any of the `keys`."""
        table = table_of(self.model)
        source = table if self.source is None else self.source
        rows = select(*columns_of(self.model), *self.also).select_from(source)
        rows = rows.where(table.c[self.key] == any_(_KEYS), predicate)
        rows = rows.where(*(self.filters[name] for name in filters))
        return rows.order_by(*(table.c[name] for name in self.order_by))


@dataclass(frozen=True, eq=False)
class Sum(Generic[T]):
    """The sum of an expression over the rows of each key; keys without rows have none."""

    model: type[T]
    key: str
    of: ColumnElement[int]

    @property
    def row(self) -> type[Row]:
        return row_class(table_of(self.model).name)

    @cache  # noqa: B019  declarations live as long as the process
    def statement(self, predicate: ColumnElement[bool]) -> Statement:
        """`key` and `total` of the keys that have rows."""
        key = table_of(self.model).c[self.key]
        # PostgreSQL sums what may be large as numbers that are not whole by their type.
        total = cast(func.sum(self.of), BigInteger).label("total")
        sums = select(key.label("key"), total)
        return compiled(sums.where(key == any_(_KEYS), predicate).group_by(key))


@dataclass(frozen=True)
class Ordering:
    """Columns that sort a list, the last of them unique; all rising or all falling."""

    columns: tuple[str, ...]
    descending: bool = False


class Shape(NamedTuple):
    """What of a page decides its SQL text: everything but the values."""

    ordering: str
    backward: bool
    after: bool
    before: bool
    filters: tuple[str, ...]
    parent: str | None
    grouping: Grouping | None = None


@dataclass(frozen=True, eq=False)
class Listing(Generic[T]):
    """Rows of a table as a list that can be filtered, sorted and paged, alone or under parents.

    `parents` names the ways in which a row belongs to another (predicates on `PARENT`), `filters`
    the predicates that a client may add (on `given(name)`); `source` is what is read from, where
    that is more than the table. `ranks` are what orderings may sort by beside columns of the table:
    worked out from it and from the filter `search`. `scoped` filters are not among the others: what
    matches them depends on who asks, so the scope has them. The first ordering is the default.
    """

    model: type[T]
    orderings: Mapping[str, Ordering]
    filters: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    parents: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    source: FromClause | None = None
    ranks: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    scoped: frozenset[str] = frozenset()

    @property
    def table(self) -> Table:
        """The columns that rows of the list have."""
        return table_of(self.model)

    @property
    def columns(self) -> Sequence[ColumnElement[Any]]:
        """What a read of the list brings."""
        return columns_of(self.model)

    @property
    def row(self) -> type[Row]:
        return row_class(self.table.name)

    def cursor(self, page: Page, row: Row) -> str:
        """The place of a page's row in the list, as clients keep it."""
        keys = [row[name] for name in self.orderings[page.ordering].columns]
        return encode_cursor(self.place(page), keys)

    def values(self, page: Page) -> dict[str, object]:
        """What the parameters of a page's statement are filled with.

        Raises:
            InvalidCursor: `after` or `before` is not a cursor of this list.
        """
        values: dict[str, object] = {SEARCH: ""} if self.ranks else {}
        values |= {f"filter_{name}": value for name, value in page.filters}
        types = [python_type(key.type) for key in self.keys(page.ordering)]
        for side, cursor in (("after", page.after), ("before", page.before)):
            if cursor is not None:
                keys = decode_cursor(cursor, self.place(page), types)
                values |= {f"{side}_{n}": key for n, key in enumerate(keys)}
        # One more than asked, to know whether more follow.
        return values | {"size": page.size + 1}

    def rows(self, page: Page, parent: str | None, predicate: ColumnElement[bool]) -> Statement:
        """One page of rows; under parents one for each, whose id comes along as `parent_id`."""
        return self._rows(shape_of(page, parent), predicate)

    def count(self, page: Page, parent: str | None, predicate: ColumnElement[bool]) -> Statement:
        """`total` of the whole list, whatever the page; under parents for each `parent_id`."""
        shape = shape_of(page, parent)._replace(backward=False, after=False, before=False)
        return self._count(shape, predicate)

    def select(
        self, shape: Shape, predicate: ColumnElement[bool], columns: Sequence[Any]
    ) -> Select[Any]:
        """A page; one row more than asked, in the order in which they are found."""
        ordering, keys = self.orderings[shape.ordering], self.keys(shape.ordering)
        rows = self._matching(shape, predicate, columns)
        for side, given_, rising in (
            ("after", shape.after, not ordering.descending),
            ("before", shape.before, ordering.descending),
        ):
            if given_:
                place = tuple_(*(_key(f"{side}_{n}", k.type) for n, k in enumerate(keys)))
                rows = rows.where(tuple_(*keys) > place if rising else tuple_(*keys) < place)
        falling = ordering.descending is not shape.backward
        rows = rows.order_by(*(key.desc() if falling else key.asc() for key in keys))
        return rows.limit(bindparam("size", type_=Integer()))

    def select_count(self, shape: Shape, predicate: ColumnElement[bool]) -> Select[Any]:
        """`total`: how many rows the whole list has."""
        return self._matching(shape, predicate, [func.count().label("total")])

    @lru_cache(maxsize=1024)  # noqa: B019  declarations live as long as the process
    def _rows(self, shape: Shape, predicate: ColumnElement[bool]) -> Statement:
        names = self.orderings[shape.ordering].columns
        ranks = [of.label(name) for name, of in self.ranks.items() if name in names]
        return self._under_parents(self.select(shape, predicate, [*self.columns, *ranks]), shape)

    @lru_cache(maxsize=1024)  # noqa: B019  as above
    def _count(self, shape: Shape, predicate: ColumnElement[bool]) -> Statement:
        return self._under_parents(self.select_count(shape, predicate), shape)

    @cache  # noqa: B019  as above
    def columns_used(self, ordering: str, filters: tuple[str, ...], /) -> frozenset[str]:
        """The columns of its table that decide which rows such a page has, and in which order."""
        table = self.table
        own = [self.filters[name] for name in filters if name not in self.scoped]
        used = (one for filter_ in own for one in iterate(filter_))
        return frozenset(self.orderings[ordering].columns) | {
            one.name for one in used if isinstance(one, ColumnClause) and one.table is table
        }

    def place(self, page: Page) -> str:
        """The name of what a page's cursors are places in."""
        return f"{self.table.name}.{page.ordering}"

    def keys(self, ordering: str) -> list[Any]:
        """The columns that sort the list."""
        names = self.orderings[ordering].columns
        return [self.ranks[name] if name in self.ranks else self.table.c[name] for name in names]

    def _matching(
        self, shape: Shape, predicate: ColumnElement[bool], columns: Sequence[Any]
    ) -> Select[Any]:
        source = table_of(self.model) if self.source is None else self.source
        rows = select(*columns).select_from(source).where(predicate)
        own = (name for name in shape.filters if name not in self.scoped)
        rows = rows.where(*(self.filters[name] for name in own))
        return rows if shape.parent is None else rows.where(self.parents[shape.parent])

    @staticmethod
    def _under_parents(rows: Select[Any], shape: Shape) -> Statement:
        if shape.parent is None:
            return compiled(rows)
        item = rows.correlate(PARENTS).lateral("item")
        joined = PARENTS.join(item, true())
        return compiled(select(PARENT.label("parent_id"), *item.c).select_from(joined))


def python_type(type_: Any) -> type:
    # SQLModel's own text type does not tell what it decorates.
    plain = type_.impl_instance if isinstance(type_, TypeDecorator) else type_
    python_type: type = plain.python_type
    return python_type


def _key(name: str, type_: Any) -> ColumnElement[Any]:
    """A key from a cursor; a number in it may be larger than the column holds."""
    return bindparam(name, type_=BigInteger() if isinstance(type_, Integer) else type_)


def shape_of(page: Page, parent: str | None) -> Shape:
    return Shape(
        page.ordering,
        page.backward,
        page.after is not None,
        page.before is not None,
        tuple(name for name, _ in page.filters),
        parent,
        # What fills parameters decides nothing.
        page.grouping and page.grouping._replace(time_zone=""),
    )
