"""Selections compiled into SQL: a whole root field is one expression, the JSON text of its answer.

Every relation is read through its loader's declared read, under the scope of the viewer. What
cannot be said in SQL raises `NotPlanned`, and the general executor answers in its place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from db import rendering as sql
from db.paging import Page
from db.reading import Statement, shape_of
from hub.context import Request
from hub.execution.fields import (
    Batched,
    Chosen,
    Column,
    Computed,
    Embedded,
    Found,
    Identity,
    Part,
    Scaled,
)
from hub.execution.plan import TYPENAME, NotPlanned, Selected, Selection
from hub.execution.run import Plan
from hub.loaders.rows import PagesOf, RowsOf, SumOf
from hub.policy.viewer import Viewer

# Kept for one document: by which pages have cursors, filters and orderings, and for whom.
STATEMENTS_MAX: Final = 20


class Columns(Protocol):
    """A row within a statement."""

    def column(self, name: str) -> sql.Expression: ...


class _Rows:
    """Rows within a statement, and the to-one rows joined to them."""

    def __init__(self, source: Any, columns: Callable[[str], sql.Expression]) -> None:
        self.source = source
        self.column = columns
        self.joins: list[tuple[_Rows, sql.Condition]] = []

    def joined(self, source: Any = None) -> Any:
        made = self.source if source is None else source
        for rows, condition in self.joins:
            made = rows.joined(made.outerjoin(rows.source, condition))
        return made


@dataclass(frozen=True)
class _Renamed:
    """Some columns of a row under other names."""

    row: Columns
    names: Mapping[str, str]

    def column(self, name: str) -> sql.Expression:
        return self.row.column(self.names[name])


class _Attributes:
    """A row's columns as attributes, for functions that are as good on columns as on values."""

    def __init__(self, row: Columns) -> None:
        self._row = row

    def __getattr__(self, name: str) -> sql.Expression:
        return self._row.column(name)


class SqlRendering:
    """Answers plans with one statement each, composed once for each shape of request."""

    async def texts(
        self, plan: Plan, asked: Sequence[Any], request: Request
    ) -> Sequence[str | None]:
        scopes = [seen_by(request.viewer) for seen_by in self._bounds(plan)]
        shapes = tuple(_shape(one, said) for one, said in zip(plan.asking, asked, strict=True))
        key = (shapes, tuple(id(scope.predicate) for scope in scopes))
        statement = plan.composed.get(key)
        if statement is None:
            statement = self._compose(plan, asked, request.viewer)
            if len(plan.composed) < STATEMENTS_MAX:
                plan.composed[key] = statement
        values: dict[str, object] = {}
        for scope in scopes:
            values.update(scope.values)
        for n, (one, said) in enumerate(zip(plan.asking, asked, strict=True)):
            for name, value in _values(one, said).items():
                values[f"{_prefix(n)}{name}"] = value
        texts = await request.reads.alone(statement, values)
        return [None if text is None or sql.BROKEN in text else text for text in texts]

    def _bounds(self, plan: Plan) -> Sequence[Any]:
        """The policies of every relation in the plan."""
        bounds: Sequence[Any] | None = plan.composed.get("bounds")
        if bounds is None:
            bounds = plan.composed["bounds"] = list(dict.fromkeys(_bounds(plan.roots)))
        return bounds

    @staticmethod
    def _compose(plan: Plan, asked: Sequence[Any], viewer: Viewer | None) -> Statement:
        renderer = _Renderer(viewer, dict(zip(plan.asking, asked, strict=True)))
        return sql.composed(renderer.root(root) for root in plan.roots)


def _shape(one: Selected, said: Any) -> Any:
    """What of a field's arguments decides the statement: of a page all but values."""
    if isinstance(one.source, Found):
        return None
    return shape_of(said, one.source.loader.declared.under)


def _values(one: Selected, said: Any) -> Mapping[str, object]:
    if isinstance(one.source, Found):
        return {"key": said}
    values: Mapping[str, object] = one.source.loader.declared.listing.values(said)
    return values


def _bounds(fields: Sequence[Selected]) -> Iterable[Any]:
    for one in fields:
        source = one.source
        loaders = [source.loader] if isinstance(source, Batched | Found) else []
        if isinstance(source, Chosen):
            loaders = [loader for _, _, loader in source.cases]
        for loader in loaders:
            if loader.declared is None:
                raise NotPlanned(f"the relation {one.key}")
            yield loader.declared.seen_by
        if one.selection is not None:
            for branch in one.selection.branches.values():
                yield from _bounds(branch)


class _Renderer:
    """Composes the text of root fields for one shape of request.

    `asked` are the pages that list relations are asked for. Their values, and the keys of roots,
    are parameters, whose names begin with the field's place in `asked`.
    """

    def __init__(self, viewer: Viewer | None, asked: Mapping[Selected, Page]) -> None:
        self._viewer = viewer
        self._asked = asked
        self._prefixes = {selected: _prefix(n) for n, selected in enumerate(asked)}

    def root(self, one: Selected) -> sql.Json:
        """The text of a root field; null where only the general executor can tell what is wrong."""
        match one.source:
            case "__typename":
                return sql.joined(['"Query"'])
            case Found(loader):
                declared = loader.declared
                key = sql.key_parameter(f"{self._prefixes[one]}key")
                rows, seen = self._placed(declared)
                text = self._object(one, rows)
                is_it = rows.column(declared.lookup.key) == key
                there = sql.there_is(rows.source, is_it, seen)
                return sql.object_or_null(there, sql.scalar(text, rows.joined(), is_it, seen))
            case Batched(loader, None) if isinstance(loader.declared, PagesOf):
                return self._page(one, loader.declared, None)
        raise NotPlanned(f"the root field {one.key}")

    def _object(self, one: Selected, row: Columns) -> sql.Json:
        assert one.selection is not None
        selection = one.selection
        if len(selection.branches) == 1:
            [(name, fields)] = selection.branches.items()
            return self._fields(selection, name, fields, row)
        word, words = _told_apart(selection)
        texts = [
            (words[name], self._fields(selection, name, fields, row))
            for name, fields in selection.branches.items()
        ]
        return sql.by_word(row.column(word), texts)

    def _fields(
        self, selection: Selection, name: str, fields: Sequence[Selected], row: Columns
    ) -> sql.Json:
        return _braced(
            (
                one.key,
                self._typename(selection, name, row)
                if one.source == TYPENAME
                else self._field(one, row),
            )
            for one in fields
        )

    def _typename(self, selection: Selection, name: str, row: Columns) -> sql.Piece:
        if name != selection.type.name or selection.is_of_one_type:
            return f'"{name}"'
        word, words = _told_apart(selection)
        texts = [(said, sql.joined([f'"{type_}"'])) for type_, said in words.items()]
        return sql.by_word(row.column(word), texts)

    def _field(self, one: Selected, row: Columns) -> sql.Json:
        nullable = one.is_nullable
        match one.source:
            case Column(name):
                text = sql.value(row.column(name or one.name))
                return sql.or_null(text) if nullable else text
            case Computed(compute, _, True):
                text = sql.value(compute(_Attributes(row)))
                return sql.or_null(text) if nullable else text
            case Scaled(number, by, places, otherwise):
                return sql.scaled(row.column(number), row.column(by), places, otherwise)
            case Identity(typename):
                return sql.joined([f'"{typename}:', sql.plain(row.column("id")), '"'])
            case Embedded(columns):
                names = dict(columns)
                text = self._object(one, _Renamed(row, names))
                there = row.column(next(iter(names.values()))).is_not(None)
                return sql.object_or_null(there, text) if nullable else text
            case Chosen():
                return self._chosen(one, one.source, row)
            case Batched(loader, str(key)):
                return self._relation(one, loader.declared, row, key, nullable=nullable)
        raise NotPlanned(f"the field {one.key}")

    def _relation(
        self, one: Selected, declared: Any, row: Columns, key: str, *, nullable: bool
    ) -> sql.Json:
        match declared:
            case RowsOf(lookup, _, True):
                rows, seen = self._placed(declared)
                text = self._object(one, rows)
                order = [rows.column(name) for name in lookup.order_by]
                is_its = rows.column(lookup.key) == row.column(key)
                return sql.scalar(sql.list_of(text, order), rows.joined(), is_its, seen)
            case RowsOf(lookup):
                rows, text = self._joined(one, declared, row, key)
                there = rows.column(lookup.key).is_not(None)
                write = sql.object_or_null if nullable else sql.object_that_must_be
                return write(there, text)
            case SumOf(of, seen_by):
                sums = of.select(seen_by(self._viewer).predicate).subquery()
                is_it = sums.c.key == row.column(key)
                return sql.or_null(sql.scalar(sql.plain(sums.c.total), sums, is_it))
            case PagesOf():
                return self._page(one, declared, row.column(key))
        raise NotPlanned(f"the relation {one.key}")

    def _joined(
        self, one: Selected, declared: RowsOf, row: Columns, key: str
    ) -> tuple[_Rows, sql.Json]:
        """The text of the one row that goes with a row, joined to it."""
        rows, seen = self._placed(declared)
        text = self._object(one, rows)
        is_it = rows.column(declared.lookup.key) == row.column(key)
        _rows_of(row).joins.append((rows, is_it & seen))
        return rows, text

    def _chosen(self, one: Selected, source: Chosen, row: Columns) -> sql.Json:
        assert one.selection is not None
        texts = []
        for word, typename, loader in source.cases:
            selection = replace(
                one.selection, branches={typename: _branch(one.selection, typename)}
            )
            case_ = replace(one, selection=selection)
            rows, text = self._joined(case_, loader.declared, row, "id")
            there = rows.column(loader.declared.lookup.key).is_not(None)
            texts.append((word, sql.object_or_null(there, text)))
        fields = _branch(one.selection, source.otherwise)
        own = self._fields(one.selection, source.otherwise, fields, row)
        return sql.by_word(row.column(source.column), texts, otherwise=own)

    def _page(self, one: Selected, declared: PagesOf, parent: sql.Expression | None) -> sql.Json:
        page = self._asked[one]
        assert one.selection is not None
        listing, before = declared.listing, self._prefixes[one]
        shape = shape_of(page, declared.under)
        predicate = declared.seen_by(self._viewer).predicate
        found = sql.placed(listing.select(shape, predicate), prefix=before, parent=parent)
        size = sql.size_parameter(f"{before}size") - 1
        ordering = listing.orderings[page.ordering]
        falling = ordering.descending is not page.backward
        listed = sql.ranked(found.subquery(), ordering.columns, falling=falling)
        rows = _Rows(listed, lambda name: listed.c[name])
        rank = rows.column("rank")
        list_ = _List(
            rank=rank.desc() if page.backward else rank.asc(),
            rank_from_the_end=rank.asc() if page.backward else rank.desc(),
            within=rank <= size,
            more=sql.more_than(size),
            cursor=sql.cursor(
                listing.place(page.ordering), [rows.column(name) for name in ordering.columns]
            ),
        )
        [fields] = one.selection.branches.values()
        parts: list[tuple[str, sql.Piece]] = []
        for part in fields:
            match part.source:
                case "__typename":
                    text: sql.Piece = f'"{one.selection.type.name}"'
                case Part("nodes"):
                    text = list_.of(self._object(part, rows))
                case Part("edges"):
                    text = list_.of(self._edge(part, rows, list_))
                case Part("page_info"):
                    text = list_.page_info(part, page)
                case Part("total_count"):
                    count = listing.select_count(
                        shape._replace(after=False, before=False), predicate
                    )
                    total = sql.placed(count, prefix=before, parent=parent).subquery()
                    text = sql.scalar(sql.plain(total.c.total), total)
                case _:
                    raise NotPlanned(f"the part {part.key}")
            parts.append((part.key, text))
        text = _braced(parts)
        if all(part.source in {TYPENAME, Part("total_count")} for part in fields):
            return text
        return sql.summed_up(text, rows.joined())

    def _edge(self, edges: Selected, rows: _Rows, list_: "_List") -> sql.Json:
        assert edges.selection is not None
        [fields] = edges.selection.branches.values()
        pieces: list[tuple[str, sql.Piece]] = []
        for one in fields:
            if one.source == TYPENAME:
                pieces.append((one.key, f'"{edges.selection.type.name}"'))
            elif one.name == "cursor":
                pieces.append((one.key, list_.cursor))
            else:
                pieces.append((one.key, self._object(one, rows)))
        return _braced(pieces)

    def _placed(self, declared: RowsOf) -> tuple[_Rows, sql.Condition]:
        """A lookup's rows, and what bounds them to those that the viewer may see."""
        placed = sql.Placed(declared.lookup, declared.seen_by(self._viewer).predicate)
        return _Rows(placed.source, placed.column), placed.condition


@dataclass(frozen=True)
class _List:
    """The rows of a page within a statement, one more than were asked for."""

    rank: Any
    rank_from_the_end: Any
    within: sql.Condition
    more: sql.Json
    cursor: sql.Json

    def of(self, text: sql.Json) -> sql.Json:
        return sql.list_of(text, [self.rank], within=self.within)

    def page_info(self, part: Selected, page: Page) -> sql.Json:
        backward, before, after = page.backward, page.before is not None, page.after is not None
        texts: dict[str, sql.Piece] = {
            "has_next_page": str(before).lower() if backward else self.more,
            "has_previous_page": self.more if backward else str(after).lower(),
            "start_cursor": sql.first_of(self.cursor, self.rank, self.within),
            "end_cursor": sql.first_of(self.cursor, self.rank_from_the_end, self.within),
        }
        assert part.selection is not None
        [fields] = part.selection.branches.values()
        return _braced(
            (one.key, '"PageInfo"' if one.source == TYPENAME else texts[one.name]) for one in fields
        )


def _prefix(place: int) -> str:
    """How the parameters of the field in this place begin."""
    return f"p{place}_"


def _told_apart(selection: Selection) -> tuple[str, dict[str, str]]:
    """By which column's words the concrete types of a selection are told apart.

    Raises:
        NotPlanned: they are not rows of one table, told apart by one column.
    """
    words: dict[str, str] = {}
    columns = set()
    for typename, shown in selection.shown.items():
        if len(shown) != 1:
            raise NotPlanned(f"{selection.type.name} is not told apart by one column")
        [(column, word)] = shown.items()
        columns.add(column)
        words[typename] = word
    if len(columns) != 1:
        raise NotPlanned(f"{selection.type.name} is not told apart by one column")
    return columns.pop(), words


def _rows_of(row: Columns) -> _Rows:
    """The rows to which others can be joined."""
    while isinstance(row, _Renamed):
        row = row.row
    assert isinstance(row, _Rows)
    return row


def _branch(selection: Selection, typename: str) -> Sequence[Selected]:
    """What is selected of one concrete type."""
    branches = selection.branches
    return branches[typename] if typename in branches else branches[selection.type.name]


def _braced(parts: Iterable[tuple[str, sql.Piece]]) -> sql.Json:
    """An object's text. Keys are names by GraphQL's grammar and need no escapes."""
    pieces: list[sql.Piece] = ["{"]
    for key, text in parts:
        pieces += ["," if len(pieces) > 1 else "", f'"{key}":', text]
    return sql.joined([*pieces, "}"])
