"""How each part of an operation is answered, told to those who wrote it.

A step is a field that leads to other rows or runs a function; fields that are columns of a row are
none. Steps follow from the document alone, how many objects each brought from the answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLNamedType,
    GraphQLSchema,
    GraphQLSkipDirective,
    SelectionSetNode,
    get_directive_values,
    get_named_type,
    get_nullable_type,
    get_operation_ast,
    is_composite_type,
    is_list_type,
)
from graphql.execution.values import get_variable_values
from strawberry import Schema
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from hub.execution.fields import SOURCE, Batched, Chosen, ForRequest, Found, Part
from hub.execution.trace import Trace

_ROWS_OF_A_PAGE: Final = (Part("nodes"), Part("edges"))

# Where fields are selected: on which type, by which part of the document.
_Selected = tuple[GraphQLNamedType, SelectionSetNode]


class Step(NamedTuple):
    """`objects` are what it brought, objects or values; of a page its rows. None before it ran."""

    path: str
    reads: str
    objects: int | None


def plan_of(
    schema: Schema,
    document: DocumentNode,
    operation_name: str | None,
    variables: Mapping[str, Any],
    *,
    data: Any = None,
    trace: Trace | None = None,
) -> dict[str, Any]:
    """`extensions.plan`: steps, statements, and why fields were run one by one.

    `data` is the answer as clients read it; without it, nothing has been run yet.
    """
    statements, reasons = ([], []) if trace is None else trace.taken()
    return {
        "steps": [
            {"path": path, "reads": reads} | ({} if objects is None else {"objects": objects})
            for path, reads, objects in steps_of(schema, document, operation_name, variables, data)
        ],
        "statements": [
            {
                "for": ran.places,
                "rows": ran.rows,
                "milliseconds": round(ran.seconds * 1000, 2),
                "sql": ran.sql,
            }
            for ran in statements
        ],
        "fieldByField": reasons,
    }


def steps_of(
    schema: Schema,
    document: DocumentNode,
    operation_name: str | None,
    variables: Mapping[str, Any],
    data: Any = None,
) -> list[Step]:
    """The steps of an operation, parents first; none where its variables are wrong."""
    graphql = schema._schema  # noqa: SLF001  no public name
    operation = get_operation_ast(document, operation_name)
    assert operation is not None
    values = get_variable_values(graphql, operation.variable_definitions or (), dict(variables))
    root = graphql.get_root_type(operation.operation)
    if isinstance(values, list) or root is None:
        return []
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    walk = _Walk(graphql, fragments, values)
    objects = None if data is None else [data]
    return [*walk.steps([(root, operation.selection_set)], "", objects)]


class _Walk:
    """Goes through a document along its paths, each of them once whatever the types of objects."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Any,
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables

    def steps(
        self, selected: Sequence[_Selected], prefix: str, objects: Sequence[Any] | None
    ) -> Iterator[Step]:
        fields: dict[str, list[tuple[GraphQLField, FieldNode]]] = {}
        visited: set[str] = set()
        for type_, set_ in selected:
            self._collect(type_, set_, fields, visited)
        for key, found in fields.items():
            path = f"{prefix}{key}"
            below = [
                (get_named_type(definition.type), node.selection_set)
                for definition, node in found
                if node.selection_set is not None
            ]
            values = None if objects is None else _values(key, objects)
            reads = " or ".join(dict.fromkeys(filter(None, (_reads(one) for one, _ in found))))
            if reads:
                brought = self._rows(below, values) if reads == "page" else values
                yield Step(path, reads, None if brought is None else len(brought))
            yield from self.steps(below, f"{path}.", values)

    def _collect(
        self,
        type_: Any,
        set_: SelectionSetNode,
        found: dict[str, list[tuple[GraphQLField, FieldNode]]],
        visited: set[str],
    ) -> None:
        for node in set_.selections:
            if not self._is_included(node):
                continue
            if isinstance(node, FieldNode):
                # What begins with __ is answered from the schema.
                if not node.name.value.startswith("__"):
                    key = node.alias.value if node.alias else node.name.value
                    found.setdefault(key, []).append((type_.fields[node.name.value], node))
                continue
            inner: Any = node
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in visited:
                    continue
                visited.add(node.name.value)
                inner = self._fragments[node.name.value]
            condition = inner.type_condition
            on = type_ if condition is None else self._schema.type_map[condition.name.value]
            self._collect(on, inner.selection_set, found, visited)

    def _is_included(self, node: Any) -> bool:
        try:
            skip = get_directive_values(GraphQLSkipDirective, node, self._variables)
            include = get_directive_values(GraphQLIncludeDirective, node, self._variables)
        except GraphQLError:
            return False  # a condition that is null, which is an error of the answer
        return not (skip and skip["if"]) and (include is None or include["if"])

    def _rows(
        self, selected: Sequence[_Selected], pages: Sequence[Any] | None
    ) -> Sequence[Any] | None:
        """The rows of pages, under whichever name they are asked for."""
        if pages is None:
            return None
        fields: dict[str, list[tuple[GraphQLField, FieldNode]]] = {}
        for type_, set_ in selected:
            self._collect(type_, set_, fields, set())
        keys = [key for key, [(one, _), *_] in fields.items() if _source(one) in _ROWS_OF_A_PAGE]
        return max((_values(key, pages) for key in keys), key=len, default=())


def _reads(definition: GraphQLField) -> str | None:
    """How the field gets what it brings; None where the object at hand has it already."""
    source = _source(definition)
    match source:
        case Found():
            return "by id"
        case Batched(loader, _):
            if loader.declared is None:
                return "loader"
            if is_list_type(get_nullable_type(definition.type)):
                return "list"
            named = get_named_type(definition.type)
            if not is_composite_type(named):
                return "sum"
            fields = getattr(named, "fields", {})
            is_page = any(_source(field) in _ROWS_OF_A_PAGE for field in fields.values())
            return "page" if is_page else "row"
        case Chosen():
            return "row"
        case Part("total_count"):
            return "count"
        case ForRequest():
            return "python"
        case None if _has_resolver(definition):
            return "resolver"
    return None


def _declared(definition: GraphQLField) -> StrawberryField | None:
    return definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)


def _source(definition: GraphQLField) -> Any:
    field = _declared(definition)
    return None if field is None else field.metadata.get(SOURCE)


def _has_resolver(definition: GraphQLField) -> bool:
    field = _declared(definition)
    return field is not None and field.base_resolver is not None


def _values(key: str, objects: Sequence[Any]) -> Sequence[Any]:
    """What all objects have under the key, lists spread out and nulls left out."""
    found: list[Any] = []
    level = [one[key] for one in objects if isinstance(one, dict) and key in one]
    while level:
        found += [one for one in level if one is not None and not isinstance(one, list)]
        level = [inner for one in level if isinstance(one, list) for inner in one]
    return found
