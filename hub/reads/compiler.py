"""Plans compiled into SQL: a whole field is one expression, the JSON text of its answer.

Every relation is read through its loader's declared read, under the scope of the viewer. What SQL
cannot say of a row Python works out from its columns, in a placeholder; where that is not enough,
`NotPlanned` makes the relation that leads to the row one whose loader brings objects.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final, cast

from graphql import (
    GraphQLError,
)

from db.sql import json as sql
from db.sql.aggregates import Aggregate
from db.sql.declarations import Row, Statement, shape_of
from db.sql.keyset import Page
from db.sql.statements import (
    BYTES_MAX,
    Columns,
    Expression,
    FoundRows,
    ListedRows,
    OtherRows,
    Parents,
    Rows,
    computed,
    in_first_language,
    key_parameter,
    length_of,
    statement,
    sum_of,
)
from hub.context import Request
from hub.domain.languages import Languages
from hub.execution import placeholders
from hub.execution.compiler import Asked, Read
from hub.execution.errors import AnswerTooLarge
from hub.execution.fields import (
    Batched,
    Chosen,
    Column,
    Computed,
    Embedded,
    ForRequest,
    Found,
    Identity,
    Part,
    Scaled,
    Translated,
)
from hub.execution.placeholders import Placeholder, Refused, Related
from hub.execution.plan import TYPENAME, LruCache, NotPlanned, Plan, Selected, Selection
from hub.execution.withheld import mark_withheld
from hub.loaders.rows import PagesOf, RowsOf, SumOf
from hub.policy.viewer import FieldRule, Viewer, kind_of, scope_parameters
from hub.reads.values import is_printed, read_back

# Of all plans: for each by which pages have cursors, filters and orderings, and for whom.
CHARACTERS_KEPT_MAX: Final = 4_000_000

# The parts of a page that are said without its rows.
_OF_NO_ROWS: Final = (TYPENAME, Part("total_count"), Part("others"))
assert sql.MARK.encode() == placeholders.MARK
assert (sql.BEGIN.encode(), sql.END.encode()) == (placeholders.BEGIN, placeholders.END)


@dataclass(frozen=True)
class _Renamed:
    """Some columns of a row under other names."""

    row: Columns
    names: Mapping[str, str]

    def column(self, name: str) -> Expression:
        return self.row.column(self.names[name])


@dataclass(frozen=True)
class _Compiled:
    """A plan's statement for one shape of request, and the placeholders in its texts."""

    statement: Statement
    placeholders: Sequence[Placeholder]
    # The texts, where there is nothing in them to read.
    constant: Sequence[bytes] | None

    @property
    def reads_on(self) -> bool:
        """Whether something else is read to fill the placeholders."""
        return any(
            isinstance(one, Related)
            or (isinstance(one, placeholders.Computed) and one.field.selection is not None)
            for one in self.placeholders
        )


class SqlCompiler:
    """Reads plans with one statement each, compiled once for each shape of request."""

    def __init__(self) -> None:
        self._compiled: LruCache[_Compiled] = LruCache(
            CHARACTERS_KEPT_MAX, lambda one: len(one.statement.text)
        )

    async def read(
        self,
        plan: Plan,
        keys: Mapping[str, Sequence[Any]] | None,
        asked: Sequence[Asked],
        request: Request,
        *,
        alone: bool,
        bytes_max: int,
    ) -> Read:
        viewer = request.viewer
        languages = request.languages
        values = {**scope_parameters(viewer), **_in_languages("", languages), BYTES_MAX: bytes_max}
        shapes: list[Any] = []
        refused: dict[int, Exception] = {}
        for number, (one, said) in enumerate(zip(plan.asking, asked, strict=True)):
            try:
                if said.error is not None:
                    raise said.error
                shapes.append(_shape(one, said))
                values.update(_values(number, one, said))
            except (GraphQLError, ValueError) as error:
                refused[number] = error
                shapes[number:] = [Refused]
        compiled = self._compiled.get(
            (plan, keys is None, kind_of(viewer), len(languages), *shapes),
            lambda: _Compilation(
                viewer, plan, asked, refused, at_root=keys is None, languages=len(languages)
            ).compiled(),
        )
        rows: Sequence[Sequence[bytes]]
        if compiled.constant is not None:
            rows = [compiled.constant] * (1 if keys is None else len(next(iter(keys.values()))))
        elif keys is None:
            alone = alone and not compiled.reads_on
            rows = [await request.reads.row(compiled.statement, values, alone=alone)]
        else:
            values |= Parents.values(keys)
            found = await request.reads.fetch(compiled.statement, values, Row)
            rows = [tuple(row) for row in found]
        if rows and None in rows[-1]:
            raise AnswerTooLarge
        return Read(rows, compiled.placeholders, refused)


def _shape(one: Selected, said: Asked) -> Any:
    """What of what a field is asked for decides the statement: of a page all but values.

    Of languages it is how many.
    """
    if isinstance(one.source, Translated):
        return said.page and len(said.page)
    declared = _declared(one)
    return shape_of(said.page, declared.under) if isinstance(declared, PagesOf) else None


def _values(number: int, one: Selected, said: Asked) -> Mapping[str, object]:
    prefix = _prefix(number)
    if isinstance(one.source, Translated):
        return _in_languages(prefix, said.page or ())
    declared = _declared(one)
    values: dict[str, object] = {f"{prefix}key": said.key}
    if isinstance(declared, PagesOf):
        for name, value in declared.listing.values(said.page).items():
            values[f"{prefix}{name}"] = value
    return values


def _in_languages(prefix: str, languages: Languages) -> Mapping[str, object]:
    return {f"{prefix}language_{n}": one for n, one in enumerate(languages)}


def _declared(one: Selected) -> Any:
    return one.source.loader.declared


class _Compilation:
    """Composes the texts of a plan's fields for one shape of request.

    What is asked of a field is in parameters, whose names begin with its place in `plan.asking`.
    """

    def __init__(
        self,
        viewer: Viewer | None,
        plan: Plan,
        asked: Sequence[Asked],
        refused: Mapping[int, Exception],
        *,
        at_root: bool,
        languages: int,
    ) -> None:
        self._viewer = viewer
        self._languages = languages
        self._plan = plan
        self._parents = None if at_root else Parents(plan.keys)
        self._pages = {one: said.page for one, said in zip(plan.asking, asked, strict=True)}
        self._places = {one: number for number, one in enumerate(plan.asking)}
        self._refused = refused
        self._names = (f"r{number}" for number in count(1))
        self._placeholders: list[Placeholder] = []

    def compiled(self) -> _Compiled:
        wholes = [self._whole(one) for one in self._plan.fields]
        texts = [sql.in_utf_8(sql.or_mark(one)) for one in wholes]
        said = [sql.constant(one) for one in wholes]
        return _Compiled(
            statement(texts, self._parents),
            self._placeholders,
            None if None in said else [one for one in said if one is not None],
        )

    def _whole(self, one: Selected) -> sql.Json:
        """The text of a field of the plan's own; its parent's key, if any, is at hand."""
        key: Expression | None = None
        if isinstance(one.source, Found):
            key = key_parameter(f"{_prefix(self._places[one])}key")
        elif self._parents is not None:
            key = self._parents.column(one.source.key)
        refusal = self._refusal(one)
        if refusal is not None:
            return refusal
        try:
            return self._read_whole(one, key)
        except NotPlanned:
            return self._related(one, key, is_loaded=True)

    def _read_whole(self, one: Selected, key: Expression | None) -> sql.Json:
        declared = _declared(one)
        match declared:
            case PagesOf():
                return self._page(one, declared, key)
            case SumOf() if key is not None:
                return self._sum(one, declared, key)
            case RowsOf(_, _, many) if key is not None:
                rows = self._found(declared)
                text = self._object(one, rows)
                is_its = rows.is_found_by(key)
                if many:
                    return sql.list_of(text, rows, is_its)
                return sql.row_of(text, rows, is_its, nullable=one.is_nullable)
        raise NotPlanned(f"the field {one.key}")

    # Placeholders

    def _placeholder(self, placeholder: Placeholder, *values: Expression) -> sql.Json:
        self._placeholders.append(placeholder)
        return sql.placeholder(len(self._placeholders) - 1, values)

    def _refusal(self, one: Selected) -> sql.Json | None:
        """A placeholder for the error of a field whose arguments are wrong."""
        place = self._places.get(one)
        if place is None or place not in self._refused:
            return None
        return self._placeholder(Refused(place))

    def _related(self, one: Selected, key: Expression | None, *, is_loaded: bool) -> sql.Json:
        """A placeholder for what a relation leads to."""
        if key is None:
            return self._placeholder(Related(one, None, is_loaded))
        return self._placeholder(Related(one, read_back(key), is_loaded), key)

    def _worked_out(self, one: Selected, columns: Iterable[str], row: Columns) -> sql.Json:
        """A placeholder for a field that Python works out."""
        found = {name: row.column(name) for name in columns}
        if not found:
            raise NotPlanned("a function that reads the whole row")
        read = tuple((name, read_back(column)) for name, column in found.items())
        return self._placeholder(placeholders.Computed(one, read), *found.values())

    # Rows

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
        text = self._readable(one, row)
        if one.seen_by is None:
            return text
        mark = mark_withheld(one.seen_by)
        otherwise: sql.Json = (mark,)
        for coarser in reversed(one.coarser):
            told = self._placeholder(placeholders.Coarse(coarser), row.column(coarser.of))
            otherwise = self._where_read(coarser.seen_by, row, (f"{mark};", *told), otherwise)
        return self._where_read(one.seen_by, row, text, otherwise)

    def _where_read(self, rule: Any, row: Columns, text: sql.Json, otherwise: sql.Json) -> sql.Json:
        """The text of those rows that the rule lets the viewer read; of all without a rule."""
        if rule is None:
            return text
        condition = _rows_of(row).is_within(cast("FieldRule", rule).rows.predicate(self._viewer))
        return sql.where(condition, text, otherwise=otherwise)

    def _readable(self, one: Selected, row: Columns) -> sql.Json:
        """The text of a field that the viewer may read."""
        match one.source:
            case Column(name):
                column = row.column(name or one.name)
                if not is_printed(one, column):
                    return self._worked_out(one, [name or one.name], row)
                return _nullable_or_marked(one, column)
            case Computed(compute, columns, True):
                return _nullable_or_marked(one, computed(compute, columns, row))
            case Computed(_, columns) | ForRequest(_, columns):
                return self._worked_out(one, columns, row)
            case Scaled(number, by, places, otherwise):
                text = sql.scaled(row.column(number), row.column(by), places, otherwise)
                return sql.or_mark(text) if row.column(number).is_nullable else text
            case Translated():
                return self._refusal(one) or self._translated(one, one.source, row)
            case Identity(typename):
                return f'"{typename}:', *sql.plain(row.column("id")), '"'
            case Embedded(columns):
                names = dict(columns)
                text = self._object(one, _Renamed(row, names))
                there = row.column(next(iter(names.values())))
                return sql.if_there(there, text) if one.is_nullable else text
            case Chosen():
                return self._chosen(one, one.source, row)
            case Batched(_, None):
                return self._refusal(one) or self._read_whole(one, None)
            case Batched(_, tuple(names)):
                found = [row.column(name) for name in names]
                related = Related(one, tuple(map(read_back, found)), is_loaded=True)
                return self._placeholder(related, *found)
            case Batched(loader, str(key)):
                if one.is_cut:
                    return self._related(one, row.column(key), is_loaded=loader.declared is None)
                refusal = self._refusal(one)
                if refusal is not None:
                    return refusal
                try:
                    return self._relation(one, loader.declared, _rows_of(row), key)
                except NotPlanned:
                    return self._related(one, row.column(key), is_loaded=True)
        raise NotPlanned(f"the field {one.key}")

    def _translated(self, one: Selected, source: Translated, row: Columns) -> sql.Json:
        """The text in the languages of the field's own argument, or else in the request's."""
        asked = self._pages.get(one)
        prefix, count_ = "", self._languages
        if asked is not None:
            prefix, count_ = _prefix(self._places[one]), len(asked)
        names = [f"{prefix}language_{n}" for n in range(count_)]
        text = in_first_language(row.column(source.text), row.column(source.translations), names)
        return _nullable_or_marked(one, text)

    def _relation(self, one: Selected, declared: Any, row: Rows, key: str) -> sql.Json:
        match declared:
            case RowsOf(_, _, True):
                rows = self._found(declared)
                text = self._object(one, rows)
                return sql.list_of(text, rows, rows.are_of(row, key))
            case RowsOf(lookup):
                rows, text = self._joined(one, declared, row, key)
                otherwise = sql.NULL if one.is_nullable else sql.MARKED
                return sql.if_there(rows.column(lookup.key), text, otherwise=otherwise)
            case SumOf():
                return self._sum(one, declared, row.column(key))
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
            branches = {typename: one.selection.branch(typename)}
            case_ = replace(one, selection=replace(one.selection, branches=branches))
            rows, text = self._joined(case_, loader.declared, _rows_of(row), "id")
            texts.append((word, sql.if_there(rows.column(loader.declared.lookup.key), text)))
        fields = one.selection.branch(source.otherwise)
        own = self._braced(one.selection, source.otherwise, fields, row)
        return sql.by_word(row.column(source.column), texts, otherwise=own)

    def _sum(self, one: Selected, declared: SumOf, parent: Expression) -> sql.Json:
        total = sum_of(declared.of, declared.seen_by(self._viewer), parent)
        text = sql.plain(total)
        return sql.or_null(text) if one.is_nullable else sql.or_mark(text)

    def _page(self, one: Selected, declared: PagesOf, key: Expression | None) -> sql.Json:
        page = self._pages[one]
        assert page is not None
        assert one.selection is not None
        parent = key if declared.under else None
        listing, prefix = declared.listing, _prefix(self._places[one])
        shape, scope = shape_of(page, declared.under), declared.scope(self._viewer, page)
        rows = ListedRows(next(self._names), listing, shape, scope, prefix=prefix, parent=parent)
        [fields] = one.selection.branches.values()
        tells_of_more = any(part.source == Part("page_info") for part in fields)
        list_ = _List(rows, page, listing.place(page), tells_of_more=tells_of_more)
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
                case Part("others") if isinstance(listing, Aggregate):
                    others = OtherRows(
                        next(self._names), listing, shape, scope, prefix=prefix, parent=parent
                    )
                    text = sql.only_row(self._object(part, others), others)
                case _:
                    raise NotPlanned(f"the part {part.key}")
            parts.append((part.key, text))
        text = _object_of(parts)
        if not all(part.source in _OF_NO_ROWS for part in fields):
            text = sql.page_of(text, rows)
        for rule, hidden in scope.hiding(listing.columns_used(page.ordering, shape.filters)):
            count_ = length_of(listing, shape, hidden, prefix=prefix, parent=parent)
            refusal = self._placeholder(placeholders.Telling(rule))
            text = sql.where(f"{count_.text} = 0", text, otherwise=refusal)
        return text

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


def _nullable_or_marked(one: Selected, column: Expression) -> sql.Json:
    """The text of a value, or what stands for one that is missing."""
    text = sql.value(column)
    if one.is_nullable:
        return sql.or_null(text)
    return sql.or_mark(text) if column.is_nullable else text


def _object_of(parts: Iterable[tuple[str, sql.Json]]) -> sql.Json:
    """An object's text. Keys are names by GraphQL's grammar and need no escapes."""
    pieces: list[str | sql.Sql] = ["{"]
    for key, text in parts:
        pieces += ["," if len(pieces) > 1 else "", f'"{key}":', *text]
    return *pieces, "}"
