"""Facts: rows of joined tables, counted and summed up by what a client tells them apart by.

An aggregate is declared once, as data. What is asked of it (dimensions, periods, filters, a time to
compare with) makes a list of groups, which is filtered, sorted and paged like any other list. A
statement says all that could be asked for: PostgreSQL works out no column that nobody reads, and
joins no table by its key of which it needs none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Interval,
    MetaData,
    Select,
    Subquery,
    Table,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    select,
)
from sqlalchemy import Column as TableColumn
from sqlalchemy.sql.visitors import iterate

from db.sql.declarations import (
    PARENTS,
    Listing,
    Shape,
    Statement,
    T,
    given,
    shape_of,
    table_of,
)
from db.sql.keyset import Grouping, Page

PERIOD: Final = "PERIOD"
YEAR_BEFORE: Final = "YEAR_BEFORE"
# By what a group is found: its dimensions as one text.
KEY: Final = "key"
# How the measures of the time that is compared with are called.
BEFORE: Final = "before_"

# A filter that all rows pass: into which currency amounts are converted.
CONVERT_TO: Final = "convert_to"
# The parameter with the time zone of whoever asks, whose days are meant unless others are.
VIEWER_TIME_ZONE: Final = "viewer_time_zone"
FIRST_DAY: Final = "first_day"
LAST_DAY: Final = "last_day"
_FIRST_DAY: Final = given(FIRST_DAY, Date())
_DAY_AFTER: Final = given(LAST_DAY, Date()) + literal_column("1", Integer())
# From a period to the next one; a year of weeks is one of whole weeks.
_NEXT: Final[Mapping[str, str]] = {
    "DAY": "1 day",
    "WEEK": "7 days",
    "MONTH": "1 month",
    "QUARTER": "3 months",
    "YEAR": "1 year",
}
_YEAR: Final[Mapping[str, str]] = dict.fromkeys(_NEXT, "1 year") | {"WEEK": "364 days"}


@dataclass(frozen=True)
class Dimension:
    """What rows are told apart by: its column in the groups, and what it is of a row."""

    column: str
    of: ColumnElement[Any]


@dataclass(frozen=True, eq=False, kw_only=True)
class Aggregate(Listing[T]):
    """Groups of the rows that `source` joins, as a list.

    `name` is what the groups are called. They have a column for each of the `dimensions`, null
    where they are not told apart by it, and for each of the `measures`, which sum up rows: first
    one that is of every group. `instant` is when a row happened: rows without it do not count, and
    the dimension PERIOD is a bucket of it. The scope of `model` bounds the rows; `usually` bounds
    them further, by the filter that takes its place where it is given. `measures_with` a filter are
    others under the same names. Where a grouping has a side `parents` are named by it.
    """

    name: str
    source: FromClause
    dimensions: Mapping[str, Dimension]
    measures: Mapping[str, ColumnElement[Any]]
    measures_with: Mapping[str, Mapping[str, ColumnElement[Any]]] = field(default_factory=dict)
    instant: ColumnElement[Any] | None = None
    usually: Mapping[str, ColumnElement[bool]]

    @cached_property
    def table(self) -> Table:
        dimensions = [TableColumn(one.column, one.of.type) for one in self.dimensions.values()]
        measures = [
            TableColumn(f"{prefix}{name}", of.type)
            for prefix in ("", BEFORE)
            for name, of in self.measures.items()
        ]
        key, period = TableColumn(KEY, Text(), nullable=False), TableColumn("period", Date())
        return Table(self.name, MetaData(), key, period, *dimensions, *measures)

    @property
    def columns(self) -> Sequence[ColumnElement[Any]]:
        return [self._column(one.name).label(one.name) for one in self.table.c]

    @cache  # noqa: B019  declarations live as long as the process
    def columns_used(self, _ordering: str, _filters: tuple[str, ...], /) -> frozenset[str]:
        """Those of the rows that groups come from, whatever of it is asked for."""
        table = table_of(self.model)
        dimensions = (one.of for one in self.dimensions.values())
        used = chain.from_iterable(
            map(
                iterate,
                chain(
                    dimensions,
                    self.measures.values(),
                    *(one.values() for one in self.measures_with.values()),
                    self.filters.values(),
                ),
            )
        )
        return frozenset(
            one.name for one in used if isinstance(one, ColumnClause) and one.table is table
        )

    def place(self, page: Page) -> str:
        grouping = _known(page.grouping)
        return ".".join([super().place(page), grouping.bucket or "", *grouping.by])

    def values(self, page: Page) -> dict[str, object]:
        return super().values(page) | {"filter_time_zone": _known(page.grouping).time_zone}

    def keys(self, ordering: str) -> list[Any]:
        return [self._column(name) for name in self.orderings[ordering].columns]

    def others(self, page: Page, parent: str | None, predicate: ColumnElement[bool]) -> Statement:
        """The measures of all rows that are in no group of the page, if there are any.

        Under parents there is a row for each, with its `parent_id`.
        """
        return self._others(shape_of(page, parent), predicate)

    def select_others(self, shape: Shape, predicate: ColumnElement[bool]) -> Select[Any]:
        """The measures of all rows that are in no group of the page; no row where there are none.

        They are called like the columns of a group.
        """
        page = self.select(shape, predicate, [self._column(KEY)])
        page = page.limit(bindparam("size", type_=Integer()) - 1)
        if shape.parent is not None:
            page = page.correlate(PARENTS)
        key = self._key([self._of(word, shape.grouping, None) for word in _by(shape)])
        others = select(*(of.label(name) for name, of in self._measures(shape).items()))
        rows = self._counted(others, shape, predicate, None).where(key.not_in(page))
        return rows.having(func.count() > 0)

    @lru_cache(maxsize=1024)  # noqa: B019  declarations live as long as the process
    def _others(self, shape: Shape, predicate: ColumnElement[bool]) -> Statement:
        return self._under_parents(self.select_others(shape, predicate), shape)

    def _matching(
        self, shape: Shape, predicate: ColumnElement[bool], columns: Sequence[Any]
    ) -> Select[Any]:
        groups = self._groups(shape, predicate, None).subquery("now")
        found = [groups.c[KEY], groups.c.period]
        found += [groups.c[one.column] for one in self.dimensions.values()]
        found += [groups.c[name] for name in self.measures]
        source: Any = groups
        before: Subquery | None = None
        shift = _shift(_known(shape.grouping))
        if shift is not None:
            before = self._groups(shape, predicate, shift).subquery("before")
            source = groups.outerjoin(before, before.c[KEY] == groups.c[KEY])
        found += [
            (cast(null(), of.type) if before is None else before.c[name]).label(f"{BEFORE}{name}")
            for name, of in self.measures.items()
        ]
        facts = select(*found).select_from(source)
        if shape.parent is not None:
            facts = facts.correlate(PARENTS)
        return select(*columns).select_from(facts.subquery(self.name))

    def _groups(self, shape: Shape, predicate: ColumnElement[bool], shift: Any) -> Select[Any]:
        by = _by(shape)
        columns = [
            (self._of(word, shape.grouping, shift) if word in by else cast(null(), type_)).label(
                name
            )
            for word, name, type_ in self._dimensions
        ]
        measures = [of.label(name) for name, of in self._measures(shape).items()]
        rows = self._counted(select(*columns, *measures), shape, predicate, shift)
        # By their places: what is worked out with a parameter is not known again in other words.
        names = [word for word, _, _ in self._dimensions]
        rows = rows.group_by(*(literal_column(str(names.index(word) + 1)) for word in by))
        if shape.parent is not None:
            rows = rows.correlate(PARENTS)
        groups = rows.subquery("groups")
        named = {word: name for word, name, _ in self._dimensions}
        key = self._key([groups.c[named[word]] for word in by])
        found = select(key.label(KEY), *groups.c)
        return found if shape.parent is None else found.correlate(PARENTS)

    @property
    def _dimensions(self) -> list[tuple[str, str, Any]]:
        """The word for each, its column and the type of that."""
        dimensions = [(word, one.column, one.of.type) for word, one in self.dimensions.items()]
        return [(PERIOD, "period", Date()), *dimensions]

    def _measures(self, shape: Shape) -> Mapping[str, ColumnElement[Any]]:
        found = dict(self.measures)
        for name in shape.filters:
            found |= self.measures_with.get(name, {})
        return found

    def _of(self, word: str, grouping: Grouping | None, shift: Any) -> ColumnElement[Any]:
        """What the dimension is of a row."""
        if word != PERIOD:
            return self.dimensions[word].of
        bucket: ColumnElement[str] = literal_column(f"'{_known(grouping).bucket}'")
        return cast(func.date_trunc(bucket, self._local(shift)), Date())

    def _local(self, shift: Any) -> ColumnElement[Any]:
        """When a row happened by clocks of the time zone, moved by so much."""
        zone = func.coalesce(given("time_zone", Text()), bindparam(VIEWER_TIME_ZONE, type_=Text()))
        local = func.timezone(zone, self.instant)
        return local if shift is None else local + shift

    def _counted(
        self, rows: Select[Any], shape: Shape, predicate: ColumnElement[bool], shift: Any
    ) -> Select[Any]:
        """The rows that count, moved by so much."""
        rows = rows.select_from(self.source).where(predicate)
        if self.instant is not None:
            rows = rows.where(self.instant.is_not(None))
        for name in shape.filters:
            if name == FIRST_DAY:
                rows = rows.where(self._local(shift) >= _FIRST_DAY)
            elif name == LAST_DAY:
                rows = rows.where(self._local(shift) < _DAY_AFTER)
            else:
                rows = rows.where(self.filters[name])
        rows = rows.where(*(of for name, of in self.usually.items() if name not in shape.filters))
        if shape.parent is None:
            return rows
        side = _known(shape.grouping).side
        return rows.where(self.parents[side or shape.parent])

    @staticmethod
    def _key(dimensions: Sequence[ColumnElement[Any]]) -> ColumnElement[str]:
        texts = [func.coalesce(cast(one, Text()), "") for one in dimensions]
        return func.concat_ws("|", *texts) if texts else literal_column("''::text", Text())

    def _column(self, name: str) -> Any:
        return literal_column(f"{self.name}.{name}", self.table.c[name].type)


def _known(grouping: Grouping | None) -> Grouping:
    assert grouping is not None, "facts are grouped"
    return grouping


def _by(shape: Shape) -> tuple[str, ...]:
    return _known(shape.grouping).by


def _shift(grouping: Grouping) -> ColumnElement[Any] | None:
    """From the time that is compared with to the time it is compared to.

    That is as long as a period, or as all the days that are asked for.
    """
    if grouping.compared_with is None:
        return None
    is_year = grouping.compared_with == YEAR_BEFORE
    if grouping.bucket is not None:
        lengths = _YEAR if is_year else _NEXT
        return literal_column(f"interval '{lengths[grouping.bucket]}'", Interval())
    if is_year:
        return literal_column(f"interval '{_YEAR['DAY']}'", Interval())
    none: ColumnElement[int] = literal_column("0", Integer())
    days = _DAY_AFTER - _FIRST_DAY
    return func.make_interval(none, none, none, days, type_=Interval())


def count_of(distinct: Any = None) -> ColumnElement[int]:
    """How many rows, or how many different ones."""
    return cast(func.count() if distinct is None else func.count(distinct.distinct()), BigInteger())
