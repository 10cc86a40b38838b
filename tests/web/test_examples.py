"""Every example of the GraphiQL page is a valid operation of the graph, with variables that fit."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest
from graphql import (
    DocumentNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    build_schema,
    parse,
    validate,
)
from graphql.execution.values import get_variable_values

from tests.patience import PATIENCE_SECONDS

if TYPE_CHECKING:
    from tests.conftest import HubServer

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "web" / "graphiql" / "examples").glob("*.graphql"))
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
REMARK = re.compile(r"^# (roles|title|find|variables): (.*)$", re.MULTILINE)
PLACEHOLDER = re.compile(r"\{\{([\w.]+)\}\}")


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema.graphql").read_text("utf-8"))


def remarks_of(example: Path) -> dict[str, str]:
    return dict(REMARK.findall(example.read_text("utf-8")))


def roles_of(example: Path) -> list[str]:
    return remarks_of(example)["roles"].split()


def operation_of(document: DocumentNode) -> OperationDefinitionNode:
    [operation] = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
    return operation


def asks(example: Path) -> bool:
    """It changes nothing and ends."""
    operation = operation_of(parse(example.read_text("utf-8")))
    return operation.operation is OperationType.QUERY


def words_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from words_in(inner)


def filled(value: Any, found: Any = None) -> Any:
    """The variables with what was found, or a stand-in, for every placeholder."""
    if isinstance(value, dict):
        return {key: filled(inner, found) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, found) for inner in value]
    placeholder = PLACEHOLDER.fullmatch(value) if isinstance(value, str) else None
    if placeholder is None:
        return value
    path = placeholder[1]
    if found is not None and path != "uuid":
        return looked_up(found, path)
    return 1 if path.endswith("quantity") else str(uuid4())


def looked_up(found: Any, path: str) -> Any:
    for step in path.split("."):
        assert found, f"nothing at {step} of {path}"
        found = found[int(step) if step.isdigit() else step]
    return found


def test_every_role_has_an_example() -> None:
    assert {role for example in EXAMPLES for role in roles_of(example)} == ROLES


def test_titles_are_unique_within_a_role() -> None:
    titles = [
        (role, remarks_of(example)["title"]) for example in EXAMPLES for role in roles_of(example)
    ]

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


@pytest.fixture
def client(hub_server: "HubServer") -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hub_server.url, timeout=PATIENCE_SECONDS) as client:
        yield client


@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_examples_find_something_in_the_demo_world(role: str, client: httpx.Client) -> None:
    if role != "ANONYMOUS":
        sign_in(client, f"{role.lower()}@hub.demo")

    for example in EXAMPLES:
        if role not in roles_of(example):
            continue
        remarks = remarks_of(example)
        found = answer(client, remarks.get("find", "{ __typename }"))
        variables = filled(json.loads(remarks.get("variables", "{}")), found)
        if asks(example):
            told = answer(client, example.read_text("utf-8"), variables)
            assert all(told.values()), example.stem


def sign_in(client: httpx.Client, email: str) -> None:
    told = answer(
        client,
        "mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }",
        {"input": {"requestId": str(uuid4()), "email": email, "password": "demo"}},
    )
    client.headers["authorization"] = f"Bearer {told['signIn']['accessToken']}"


def answer(client: httpx.Client, query: str, variables: Any = None) -> dict[str, Any]:
    told = client.post("/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in told, (query, told["errors"])
    data: dict[str, Any] = told["data"]
    return data
