"""Selections composed into SQL: a whole field is one expression, the JSON text of its answer.

Every relation is read through its loader's declared read, under the scope of the viewer. What
cannot be said in SQL raises `NotPlanned`, and the general executor answers in its place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from types import SimpleNamespace
from typing import Any, Final

from db.enums import PartyKind
from db.sql import json as sql
from db.sql.declarations import Statement, shape_of
from db.sql.keyset import Page
from db.sql.statements import (
    Columns,
    Expression,
    FoundRows,
    ListedRows,
    Rows,
    computed,
    for_owner,
    key_parameter,
    length_of,
    statement,
    sum_of,
)
from hub.context import Request
from hub.execution.fields import (
    Batched,
    Chosen,
    Column,
    Computed,
    Embedded,
    ForOwner,
    ForViewer,
    Found,
    Identity,
    Part,
    Scaled,
)
from hub.execution.plan import TYPENAME, NotPlanned, Remembered, Selected, Selection
from hub.execution.run import Asked, Plan, written
from hub.loaders.rows import PagesOf, RowsOf, SumOf
from hub.policy.viewer import Viewer, kind_of, values_of

# Kept for one plan: by which pages have cursors, filters and orderings, and for whom.
STATEMENTS_MAX: Final = 20
# Fifty orders with all they have are 3,500. PostgreSQL keeps a statement ready in every connection,
# in some hundred times the memory of its text.
CHARACTERS_MAX: Final = 24_000


@dataclass(frozen=True)
class _Renamed:
    """Some columns of a row under other names."""

    row: Columns
    names: Mapping[str, str]

    def column(self, name: str) -> Expression:
        return self.row.column(self.names[name])


@dataclass(frozen=True)
class _Blank:
    """A field that Python fills in, and the columns that it makes it of."""

    field: Selected
    columns: Mapping[str, Expression]

    def text(self, viewer: Viewer | None, values: Sequence[object]) -> bytes:
        row = SimpleNamespace()
        for (name, column), said in zip(self.columns.items(), values, strict=True):
            setattr(row, name, sql.read_back(column, said))
        assert self.field.definition is not None
        return written(self.field.definition.type, self.field.source.compute(viewer, row))


@dataclass(frozen=True)
class _Composed:
    """A plan's statement for one shape of request, and the blanks in its texts."""

    statement: Statement
    blanks: Sequence[_Blank]


class SqlRendering:
    """Answers plans with one statement each, composed once for each shape of request."""

    def __init__(self, *, characters_max: int = CHARACTERS_MAX) -> None:
        self._characters_max = characters_max

    async def texts(
        self, plan: Plan, asked: Sequence[Asked], request: Request, *, alone: bool
    ) -> Sequence[bytes | None]:
        viewer = request.viewer
        if plan.composed is None:
            plan.composed = Remembered[_Composed](STATEMENTS_MAX)
        shapes = (_shape(one, said) for one, said in zip(plan.asking, asked, strict=True))
        composed = plan.composed.get(
            (kind_of(viewer), *shapes), lambda: self._composed(viewer, plan, asked)
        )
        values = {**values_of(viewer)}
        for number, (one, said) in enumerate(zip(plan.asking, asked, strict=True)):
            values.update(_values(number, one, said))
        texts = await request.reads.row(composed.statement, values, alone=alone)
        if composed.blanks:
            fill = _filling(composed.blanks, viewer)
            texts = [None if text is None else sql.filled(text, fill) for text in texts]
        return [None if text is None or sql.BROKEN in text else text for text in texts]

    def _composed(self, viewer: Viewer | None, plan: Plan, asked: Sequence[Asked]) -> _Composed:
        composed = _Renderer(viewer, plan, asked).composed()
        if len(composed.statement.text) > self._characters_max:
            raise NotPlanned("a statement so long")
        return composed


def _filling(blanks: Sequence[_Blank], viewer: Viewer | None) -> Callable[[int, Any], bytes]:
    def fill(number: int, values: Any) -> bytes:
        try:
            return blanks[number].text(viewer, values)
        except Exception:
            # The general executor will meet the same error, and tell of it.
            return sql.BROKEN

    return fill


def _shape(one: Selected, said: Asked) -> Any:
    """What of what a field is asked for decides the statement: of a page all but values."""
    if said.page is None:
        return None
    declared = one.source.loader.declared
    if not isinstance(declared, PagesOf):
        raise NotPlanned("a list that only its loader knows")
    return shape_of(said.page, declared.under)


def _values(number: int, one: Selected, said: Asked) -> Mapping[str, object]:
    prefix = _prefix(number)
    values: dict[str, object] = {f"{prefix}key": said.of}
    if said.page is not None:
        listing = one.source.loader.declared.listing
        for name, value in listing.values(said.page).items():
            values[f"{prefix}{name}"] = value
    return values


class _Renderer:
    """Composes the texts of a plan's fields for one shape of request.

    What is asked of a field is in parameters, whose names begin with its place in `plan.asking`.
    """

    def __init__(self, viewer: Viewer | None, plan: Plan, asked: Sequence[Asked]) -> None:
        self._viewer = viewer
        self._fields = plan.fields
        self._asked = dict(zip(plan.asking, asked, strict=True))
        self._prefixes = {one: _prefix(number) for number, one in enumerate(plan.asking)}
        self._names = (f"r{number}" for number in count(1))
        self._blanks: list[_Blank] = []

    def composed(self) -> _Composed:
        texts = [sql.in_utf_8(self._whole(one)) for one in self._fields]
        return _Composed(statement(texts), self._blanks)

    def _whole(self, one: Selected) -> sql.Json:
        """The text of a field whose parent, if it has one, is not in the statement."""
        if one.source == TYPENAME:
            return ('"Query"',)
        if not isinstance(one.source, Found | Batched):
            raise NotPlanned(f"the field {one.key}")
        declared = one.source.loader.declared
        key = key_parameter(f"{self._prefixes[one]}key")
        match declared:
            case PagesOf():
                return self._page(one, declared, key)
            case SumOf():
                return self._sum(declared, key)
            case RowsOf(_, _, many):
                rows = self._found(declared)
                text = self._object(one, rows)
                is_its = rows.is_found_by(key)
                if many:
                    return sql.list_of(text, rows, is_its)
                return sql.row_of(text, rows, is_its, nullable=one.is_nullable)
        raise NotPlanned(f"the field {one.key}")

    def _object(self, one: Selected, row: Columns) -> sql.Json:
        assert one.selection is not None
        selection = one.selection
        if len(selection.branches) == 1:
            [(name, fields)] = selection.branches.items()
            return self._braced(selection, name, fields, row)
        word, words = _told_apart(selection)
        texts = [
            (words[name], self._braced(selection, name, fields, row))
            for name, fields in selection.branches.items()
        ]
        return sql.by_word(row.column(word), texts)

    def _braced(
        self, selection: Selection, name: str, fields: Sequence[Selected], row: Columns
    ) -> sql.Json:
        return _object_of(
            (
                one.key,
                self._typename(selection, name, row)
                if one.source == TYPENAME
                else self._field(one, row),
            )
            for one in fields
        )

    def _typename(self, selection: Selection, name: str, row: Columns) -> sql.Json:
        if name != selection.type.name or selection.is_of_one_type:
            return (f'"{name}"',)
        word, words = _told_apart(selection)
        texts = [(said, (f'"{type_}"',)) for type_, said in words.items()]
        return sql.by_word(row.column(word), texts)

    def _field(self, one: Selected, row: Columns) -> sql.Json:
        match one.source:
            case Column(name):
                text = sql.value(row.column(name or one.name))
                return sql.or_null(text) if one.is_nullable else text
            case Computed(compute, columns, True):
                text = sql.value(computed(compute, columns, row))
                return sql.or_null(text) if one.is_nullable else text
            case ForViewer(_, columns):
                blank = _Blank(one, {name: row.column(name) for name in columns})
                self._blanks.append(blank)
                return sql.blank(len(self._blanks) - 1, blank.columns.values())
            case ForOwner():
                return sql.or_null(sql.value(self._for_owner(one.source, row)))
            case Scaled(number, by, places, otherwise):
                return sql.scaled(row.column(number), row.column(by), places, otherwise)
            case Identity(typename):
                return f'"{typename}:', *sql.plain(row.column("id")), '"'
            case Embedded(columns):
                names = dict(columns)
                text = self._object(one, _Renamed(row, names))
                there = row.column(next(iter(names.values())))
                return sql.if_there(there, text) if one.is_nullable else text
            case Chosen():
                return self._chosen(one, one.source, row)
            case Batched(loader, str(key)):
                return self._relation(one, loader.declared, _rows_of(row), key)
        raise NotPlanned(f"the field {one.key}")

    def _for_owner(self, source: ForOwner, row: Columns) -> Expression:
        shown = row.column(source.column)
        if kind_of(self._viewer) is PartyKind.OPERATOR:
            return shown
        others = None if source.otherwise is None else row.column(source.otherwise)
        viewer = None if self._viewer is None else key_parameter("viewer_party")
        return for_owner(shown, row.column(source.owner), viewer, others)

    def _relation(self, one: Selected, declared: Any, row: Rows, key: str) -> sql.Json:
        match declared:
            case RowsOf(_, _, True):
                rows = self._found(declared)
                text = self._object(one, rows)
                return sql.list_of(text, rows, rows.are_of(row, key))
            case RowsOf(lookup):
                rows, text = self._joined(one, declared, row, key)
                otherwise = sql.NULL if one.is_nullable else None
                return sql.if_there(rows.column(lookup.key), text, otherwise=otherwise)
            case SumOf():
                return self._sum(declared, row.column(key))
            case PagesOf():
                return self._page(one, declared, row.column(key))
        raise NotPlanned(f"the relation {one.key}")

    def _joined(
        self, one: Selected, declared: RowsOf, row: Rows, key: str
    ) -> tuple[FoundRows, sql.Json]:
        """The text of the one row that goes with a row, joined to it."""
        rows = self._found(declared)
        text = self._object(one, rows)
        row.join(rows, key)
        return rows, text

    def _chosen(self, one: Selected, source: Chosen, row: Columns) -> sql.Json:
        assert one.selection is not None
        texts = []
        for word, typename, loader in source.cases:
            selection = replace(
                one.selection, branches={typename: _branch(one.selection, typename)}
            )
            case_ = replace(one, selection=selection)
            rows, text = self._joined(case_, loader.declared, _rows_of(row), "id")
            texts.append((word, sql.if_there(rows.column(loader.declared.lookup.key), text)))
        fields = _branch(one.selection, source.otherwise)
        own = self._braced(one.selection, source.otherwise, fields, row)
        return sql.by_word(row.column(source.column), texts, otherwise=own)

    def _sum(self, declared: SumOf, parent: Expression) -> sql.Json:
        total = sum_of(declared.of, declared.seen_by(self._viewer), parent)
        return sql.or_null(sql.plain(total))

    def _page(self, one: Selected, declared: PagesOf, key: Expression) -> sql.Json:
        page = self._asked[one].page
        assert page is not None
        assert one.selection is not None
        parent = key if declared.under else None
        listing, prefix = declared.listing, self._prefixes[one]
        shape, scope = shape_of(page, declared.under), declared.seen_by(self._viewer)
        rows = ListedRows(next(self._names), listing, shape, scope, prefix=prefix, parent=parent)
        [fields] = one.selection.branches.values()
        tells_of_more = any(part.source == Part("page_info") for part in fields)
        place = listing.place(page.ordering)
        list_ = _List(rows, page, place, tells_of_more=tells_of_more)
        parts: list[tuple[str, sql.Json]] = []
        for part in fields:
            match part.source:
                case "__typename":
                    text: sql.Json = (f'"{one.selection.type.name}"',)
                case Part("nodes"):
                    text = list_.of(self._object(part, rows))
                case Part("edges"):
                    text = list_.of(self._edge(part, list_))
                case Part("page_info"):
                    text = list_.page_info(part)
                case Part("total_count"):
                    text = sql.plain(length_of(listing, shape, scope, prefix=prefix, parent=parent))
                case _:
                    raise NotPlanned(f"the part {part.key}")
            parts.append((part.key, text))
        text = _object_of(parts)
        if all(part.source in {TYPENAME, Part("total_count")} for part in fields):
            return text
        return sql.page_of(text, rows)

    def _edge(self, edges: Selected, list_: "_List") -> sql.Json:
        assert edges.selection is not None
        [fields] = edges.selection.branches.values()
        pieces: list[tuple[str, sql.Json]] = []
        for one in fields:
            if one.source == TYPENAME:
                pieces.append((one.key, (f'"{edges.selection.type.name}"',)))
            elif one.name == "cursor":
                pieces.append((one.key, list_.cursor))
            else:
                pieces.append((one.key, self._object(one, list_.rows)))
        return _object_of(pieces)

    def _found(self, declared: Any) -> FoundRows:
        """A lookup's rows, bounded to those that the viewer may see."""
        if not isinstance(declared, RowsOf):
            raise NotPlanned("a relation that only its loader knows")
        return FoundRows(next(self._names), declared.lookup, declared.seen_by(self._viewer))


class _List:
    """The rows of a page within a statement; `tells_of_more` where one more than asked is read."""

    def __init__(self, rows: ListedRows, page: Page, place: str, *, tells_of_more: bool) -> None:
        self.rows = rows
        self.cursor = sql.cursor(place, rows.keys)
        self._page = page
        self._within = rows.is_asked_for if tells_of_more else None

    def of(self, text: sql.Json) -> sql.Json:
        return sql.listed(text, self.rows.order(), self._within)

    def page_info(self, part: Selected) -> sql.Json:
        page, more = self._page, sql.truth(self.rows.more)
        # Where a cursor is given, its own row lies there.
        is_after, is_before = page.after is not None, page.before is not None
        more_before = more if page.backward and not is_after else (_said(is_after),)
        more_after = (_said(is_before),) if page.backward or is_before else more
        texts: dict[str, sql.Json] = {
            "has_next_page": more_after,
            "has_previous_page": more_before,
            "start_cursor": sql.first_of(self.cursor, self.rows.order(), self._within),
            "end_cursor": sql.first_of(self.cursor, self.rows.order(reverse=True), self._within),
        }
        assert part.selection is not None
        [fields] = part.selection.branches.values()
        return _object_of(
            (one.key, ('"PageInfo"',) if one.source == TYPENAME else texts[one.name])
            for one in fields
        )


def _said(truth: bool) -> str:
    return "true" if truth else "false"


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


def _rows_of(row: Columns) -> Rows:
    """The rows to which others can be joined."""
    while isinstance(row, _Renamed):
        row = row.row
    assert isinstance(row, Rows)
    return row


def _branch(selection: Selection, typename: str) -> Sequence[Selected]:
    """What is selected of one concrete type."""
    branches = selection.branches
    return branches[typename] if typename in branches else branches[selection.type.name]


def _object_of(parts: Iterable[tuple[str, sql.Json]]) -> sql.Json:
    """An object's text. Keys are names by GraphQL's grammar and need no escapes."""
    pieces: list[str | sql.Sql] = ["{"]
    for key, text in parts:
        pieces += ["," if len(pieces) > 1 else "", f'"{key}":', *text]
    return *pieces, "}"
