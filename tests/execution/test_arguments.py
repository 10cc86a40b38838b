"""Arguments and variables are read as Strawberry and graphql-core read them."""

from typing import Any

import pytest
from graphql import FieldNode, GraphQLError, get_operation_ast, parse
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import convert_arguments

from hub.execution.arguments import Arguments, Variables, build_reader
from hub.schema import schema

GRAPH = schema._schema
ORDER = "Order:0199a6f0-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    "asked",
    [
        "orders",
        "orders(first: 3, after: null)",
        "orders(orderBy: LARGEST, last: 2)",
        "orders(filter: null)",
        "orders(filter: {status: [PLACED, SHIPPED], number: [], placedFrom: null})",
        'orders(filter: {sellerId: "Party:x", placedFrom: "2026-01-02T03:04:05Z"})',
        'products(search: "玫瑰 rose", filter: {categoryId: "x", trade: [COSMETICS]})',
        f'order(id: "{ORDER}")',
        f'nodes(ids: ["{ORDER}", "x"])',
    ],
)
def test_arguments_get_their_python_names(asked: str) -> None:
    operation = get_operation_ast(parse(f"{{ {asked} {{ __typename }} }}"), None)
    assert operation is not None
    [node] = operation.selection_set.selections
    assert isinstance(node, FieldNode)
    assert GRAPH.query_type is not None
    definition = GRAPH.query_type.fields[node.name.value]
    field = definition.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
    raw = get_argument_values(definition, node, VariableValues({}, {}))

    read = build_reader(field, schema.config)(raw)

    registry = schema.schema_converter.scalar_registry
    assert read == convert_arguments(raw, field.arguments, registry, schema.config)


@pytest.mark.parametrize(
    "given",
    [
        {"id": "a", "first": 3, "filter": {"status": "PLACED"}},
        {"id": "a", "first": None, "filter": None},
        {"id": "a", "more": 1},
        {"id": 5, "first": 0, "filter": {"kind": ["RETAIL"]}},
        {"id": None},
        {},
        {"id": "a", "first": "3", "filter": {}},
        {"id": "a", "first": 3, "filter": {"nothing": 1}},
        {"id": "a", "first": 2**40, "filter": {}},
    ],
)
def test_variables_are_coerced(given: dict[str, Any]) -> None:
    text = "query ($id: ID!, $first: Int = 7, $filter: OrderFilter) { __typename }"
    operation = get_operation_ast(parse(text), None)
    assert operation is not None
    known = Variables(GRAPH, operation)

    expected = get_variable_values(GRAPH, operation.variable_definitions or (), given)
    for _ in range(2):
        found = known.coerced(given)
        if isinstance(expected, list):
            assert found is None
        else:
            assert found is not None
            assert found.coerced == expected.coerced
            assert _sent(found) == _sent(expected)


@pytest.mark.parametrize(
    "asked",
    [
        "orders(first: 3, filter: {status: [PLACED]})",
        "orders(first: $first, filter: $filter, orderBy: LARGEST)",
        "orders(last: $first, filter: {sellerId: $id})",
        "order(id: $id)",
    ],
)
def test_what_a_field_is_given_is_what_graphql_core_says(asked: str) -> None:
    text = f"query ($id: ID, $first: Int, $filter: OrderFilter) {{ {asked} {{ __typename }} }}"
    operation = get_operation_ast(parse(text), None)
    assert operation is not None
    assert GRAPH.query_type is not None
    [node] = operation.selection_set.selections
    assert isinstance(node, FieldNode)
    definition = GRAPH.query_type.fields[node.name.value]
    arguments = Arguments(definition, node)
    sent: list[dict[str, Any]] = [
        {"id": "a"},
        {"id": "b", "first": 3, "filter": {"status": ["PLACED"]}},
        {"id": "c", "first": None},
        {"id": "d", "first": 4, "filter": {"number": ["1"]}},
        {},
    ]
    for given in sent:
        values = VariableValues({}, given)
        try:
            expected: Any = get_argument_values(definition, node, values)
        except GraphQLError as error:
            expected = error.message

        try:
            found: Any = arguments.given(values)
        except GraphQLError as error:
            found = error.message
        assert found == expected


def _sent(values: VariableValues) -> dict[str, Any]:
    return {name: source.value for name, source in values.sources.items()}
