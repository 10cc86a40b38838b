"""Lists of the graph as files: all rows of a list, read page by page from one snapshot."""

from collections.abc import AsyncGenerator, Sequence
from functools import partial
from typing import Any, Final

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    IntValueNode,
    NamedTypeNode,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    StringValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    get_operation_ast,
    print_ast,
    visit,
)

from hub.context import Request
from hub.execution.cost import check_cost
from hub.execution.errors import AnswerTooLarge, RequestError
from hub.execution.run import Schema
from hub.execution.yielding import run_in_thread
from hub.transport.errors import format_error
from hub.transport.export.files import CSV, FORMATS, XLSX, open_file
from hub.transport.export.tables import Column, Row, Table, not_a_table
from hub.transport.operations import Operation, encode_json, read_json

__all__ = ["CSV", "FORMATS", "NO_LIMIT", "XLSX", "Export", "ExportFailed", "read_file"]

# What an operation that is read in pages may cost as a whole.
NO_LIMIT: Final = 10**100
# The names of the parts that are added to a document.
_FIRST: Final = "exported_first"
_AFTER: Final = "exported_after"
_PAGE: Final = "exported_page"
_ROWS_AT_ONCE: Final = 1000


class ExportFailed(Exception):
    """What was read for a table has errors, as clients read them."""

    def __init__(self, errors: Sequence[Any]) -> None:
        super().__init__(errors[0]["message"])
        self.errors = errors


class Export:
    """The rows of the one list that a query asks for, as far as its `first` and `after` say."""

    def __init__(self, schema: Schema, operation: Operation) -> None:
        """
        Raises:
            RequestError: NOT_A_TABLE, it asks for something else than one list of rows.
        """
        self._schema = schema
        self._graphql = schema._schema  # noqa: SLF001  no public name
        document = operation.parsed
        asked = get_operation_ast(document, operation.name)
        assert asked is not None
        if operation.kind is not OperationType.QUERY:
            raise not_a_table("What is exported is a list that a query asks for.")
        fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        root = _only_field(asked.selection_set, "A query for a table asks for one list.")
        query = self._graphql.query_type
        assert query is not None
        definition = query.fields[root.name.value]
        page = get_named_type(definition.type)
        if "after" not in definition.args or root.selection_set is None:
            raise not_a_table(f"`{root.name.value}` is no list that can be paged.")
        nodes = _only_field(
            root.selection_set, f"Of `{root.name.value}` ask for `nodes {{ … }}`, and nothing else."
        )
        if nodes.name.value != "nodes" or nodes.selection_set is None:
            raise not_a_table(f"Of `{root.name.value}` ask for `nodes`, not `{nodes.name.value}`.")
        row = get_named_type(page.fields["nodes"].type)
        self._table = Table(self._graphql, fragments, row, nodes.selection_set)
        self._given = _given(root, asked, operation.variables)
        self._keys = tuple(
            one.alias.value if one.alias else one.name.value for one in (root, nodes)
        )
        self._document = print_ast(_paged(document, asked, root))
        self._name = operation.name
        self._variables = operation.variables

    @property
    def columns(self) -> Sequence[Column]:
        return self._table.columns

    async def pages(self, request: Request) -> AsyncGenerator[Sequence[Row]]:
        """The rows, page by page; all are of the snapshot that the first one opens.

        Raises:
            ExportFailed: something of it cannot be read.
            RequestError: TOO_COMPLEX, a page of one row costs more than an operation may.
        """
        planned = self._schema.planned
        assert planned is not None, "exports are planned"
        document = await run_in_thread(partial(self._schema.documents.prepare, self._document))
        size, left, after = self._size(document, request), *self._given
        await request.reads.begin()
        while left is None or left > 0:
            variables = self._variables | {
                _FIRST: size if left is None else min(size, left),
                _AFTER: after,
            }
            try:
                result = await planned.execute(document, self._name, variables, request)
            except AnswerTooLarge:
                if size == 1:
                    raise
                size //= 2
                continue
            if result is None:
                raise not_a_table("What is asked about the schema is no row of a table.")
            if result.errors:
                raise ExportFailed(format_error(result.errors))
            rows, page = await run_in_thread(partial(self._read, result.data))
            yield rows
            if left is not None:
                left -= variables[_FIRST]
            if not page["hasNextPage"]:
                return
            after = page["endCursor"]

    def _read(self, data: Any) -> tuple[Sequence[Row], Any]:
        root, nodes = self._keys
        told = read_json(encode_json(data))[root]
        return self._table.rows(told[nodes]), told[_PAGE]

    def _size(self, document: DocumentNode, request: Request) -> int:
        """How many rows are read at once: as many as an operation may cost."""
        cost, limit = self._schema.costs.measured(document, self._name), request.hub.policy.cost_max
        size = _ROWS_AT_ONCE
        while size > 1 and cost.of(self._variables | {_FIRST: size}) > limit:
            size //= 2
        check_cost(cost.of(self._variables | {_FIRST: size}), limit)
        return size


async def read_file(
    export: Export, request: Request, media: str, *, with_bom: bool = False
) -> AsyncGenerator[bytes]:
    """The bytes of a file of the rows, as they come. Whoever leaves early closes it.

    Raises:
        ExportFailed, RequestError: as `Export.pages`; TOO_MANY_ROWS, more than a file can hold.
    """
    file = open_file(media, export.columns, with_bom=with_bom)
    try:
        async for rows in export.pages(request):
            yield await run_in_thread(partial(file.write, rows))
        for chunk in file.finish():
            yield chunk
    finally:
        file.close()


def _only_field(set_: SelectionSetNode, message: str) -> FieldNode:
    [*fields] = set_.selections
    if len(fields) != 1 or not isinstance(fields[0], FieldNode):
        raise not_a_table(message)
    return fields[0]


def _given(
    root: FieldNode, asked: OperationDefinitionNode, variables: dict[str, Any]
) -> tuple[int | None, str | None]:
    """How many rows are wanted, and after which cursor."""
    given = {one.name.value: one.value for one in root.arguments or ()}
    if {"last", "before"} & given.keys():
        raise not_a_table("A table begins where its list does; ask with `first` and `after`.")
    defaults = {
        one.variable.name.value: one.default_value for one in asked.variable_definitions or ()
    }
    found: dict[str, Any] = {}
    for name in ("first", "after"):
        value: Any = given.get(name)
        if isinstance(value, VariableNode):
            variable = value.name.value
            if variable in variables:
                found[name] = variables[variable]
                continue
            value = defaults.get(variable)
        if isinstance(value, IntValueNode):
            found[name] = int(value.value)
        elif isinstance(value, StringValueNode):
            found[name] = value.value
    first, after = found.get("first"), found.get("after")
    if first is not None and (not isinstance(first, int) or first < 0):
        raise RequestError("BAD_PAGE", f"A table has 0 rows or more; {first!r} were asked for.")
    return first, after


def _paged(document: DocumentNode, asked: OperationDefinitionNode, root: FieldNode) -> DocumentNode:
    """The document that asks for a page of the same list."""
    assert root.selection_set is not None
    page = FieldNode(
        alias=NameNode(value=_PAGE),
        name=NameNode(value="pageInfo"),
        selection_set=SelectionSetNode(
            selections=tuple(
                FieldNode(name=NameNode(value=one)) for one in ("hasNextPage", "endCursor")
            )
        ),
    )
    kept = [one for one in root.arguments or () if one.name.value not in {"first", "after"}]
    paging = [
        ArgumentNode(name=NameNode(value=name), value=VariableNode(name=NameNode(value=variable)))
        for name, variable in (("first", _FIRST), ("after", _AFTER))
    ]
    paged = FieldNode(
        alias=root.alias,
        name=root.name,
        arguments=(*kept, *paging),
        directives=root.directives,
        selection_set=SelectionSetNode(selections=(*root.selection_set.selections, page)),
    )
    used: set[str] = set()

    class Used(Visitor):
        @staticmethod
        def enter_variable(node: VariableNode, *_: Any) -> None:
            used.add(node.name.value)

        @staticmethod
        def enter_variable_definition(*_: Any) -> Any:
            return False

    others = [
        one
        for one in document.definitions
        if one is not asked and not isinstance(one, OperationDefinitionNode)
    ]
    for node in (paged, *(asked.directives or ()), *others):
        visit(node, Used())
    declared = [one for one in asked.variable_definitions or () if one.variable.name.value in used]
    added = [
        VariableDefinitionNode(
            variable=VariableNode(name=NameNode(value=name)),
            type=NamedTypeNode(name=NameNode(value=type_)),
        )
        for name, type_ in ((_FIRST, "Int"), (_AFTER, "Cursor"))
    ]
    operation = OperationDefinitionNode(
        operation=asked.operation,
        name=asked.name,
        variable_definitions=(*declared, *added),
        directives=asked.directives,
        selection_set=SelectionSetNode(selections=(paged,)),
    )
    return DocumentNode(definitions=(operation, *others))
