"""Every example of the GraphiQL page is a valid operation of the graph, with variables that fit."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    DocumentNode,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    parse,
    validate,
)
from graphql.execution.values import get_variable_values

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "web" / "examples").glob("*.graphql"))
ROLES = {
    "ANONYMOUS",
    "SUPPLIER",
    "BRAND",
    "RETAILER",
    "CONSUMER",
    "JEWELLER",
    "BOUTIQUE",
    "COLLECTOR",
    "OPERATOR",
}
REMARK = re.compile(r"^# (role|title|find|variables): (.*)$", re.MULTILINE)
PLACEHOLDER = re.compile(r"\{\{([\w.]+)\}\}")


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema.graphql").read_text("utf-8"))


def remarks_of(example: Path) -> dict[str, str]:
    return dict(REMARK.findall(example.read_text("utf-8")))


def operation_of(document: DocumentNode) -> OperationDefinitionNode:
    [operation] = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
    return operation


def words_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from words_in(inner)


def filled(value: Any) -> Any:
    """The variables with a stand-in for every placeholder; quantities are looked up as numbers."""
    if isinstance(value, dict):
        return {key: filled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner) for inner in value]
    if isinstance(value, str) and PLACEHOLDER.fullmatch(value):
        return 1 if value.endswith("quantity}}") else "00000000-0000-4000-8000-000000000000"
    return value


def test_every_role_has_an_example() -> None:
    assert {remarks_of(example)["role"] for example in EXAMPLES} == ROLES


def test_titles_are_unique_within_a_role() -> None:
    titles = [(remarks["role"], remarks["title"]) for remarks in map(remarks_of, EXAMPLES)]

    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_operation_is_valid(example: Path, schema: GraphQLSchema) -> None:
    document = parse(example.read_text("utf-8"))

    assert validate(schema, document) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_variables_fit_the_operation(example: Path, schema: GraphQLSchema) -> None:
    variables = json.loads(remarks_of(example).get("variables", "{}"))
    definitions = operation_of(parse(example.read_text("utf-8"))).variable_definitions or ()

    values = get_variable_values(schema, definitions, filled(variables))

    assert not isinstance(values, list), values
    assert set(variables) == {definition.variable.name.value for definition in definitions}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_what_is_looked_up_is_asked_for(example: Path, schema: GraphQLSchema) -> None:
    remarks = remarks_of(example)
    paths = {
        path
        for word in words_in(json.loads(remarks.get("variables", "{}")))
        for path in PLACEHOLDER.findall(word)
        if path != "uuid"
    }

    find = remarks.get("find", "{ __typename }")

    assert validate(schema, parse(find)) == []
    fields = set(re.findall(r"\w+", find))
    for path in paths:
        assert {step for step in path.split(".") if not step.isdigit()} <= fields
