"""What the schema tells of itself costs what it brings, is told once, and holds nobody up."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from graphql import execute_sync, get_introspection_query, parse

from hub.context import Hub
from hub.execution.errors import RequestError
from hub.execution.introspection import Introspected, Introspection
from hub.schema import schema
from hub.transport.operations import read_operation
from tests.graph import ask

GRAPHIQL = get_introspection_query(
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
)
ABOUT = "{ name fields { name type { name ofType { name fields { name } } } } }"
SCHEMA = "__schema { types { fields { name } } }"


def objects(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from objects(one)
    elif isinstance(value, list):
        for one in value:
            yield from objects(one)


def plainly(query: str, **variables: Any) -> Any:
    """What graphql-core answers by itself."""
    return execute_sync(schema._schema, parse(query), variable_values=variables).data


async def cost(query: str, **variables: Any) -> int:
    asked = {"query": query, "variables": variables}
    return (await read_operation(schema, asked, cost_max=10**9)).cost


@pytest.mark.parametrize(
    "query",
    [
        GRAPHIQL,
        f'{{ __type(name: "Order") {ABOUT} }}',
        '{ ...F } fragment F on Query { __type(name: "Party") { possibleTypes { name } } }',
        '{ __type(name: "Nothing") { name } }',
    ],
)
async def test_introspection_costs_the_objects_it_brings_and_says_what_graphql_says(
    hub: Hub, query: str
) -> None:
    data = plainly(query)

    assert await cost(query) == sum(1 for _ in objects(data)) - 1
    assert (await ask(hub, None, query)).data == data


async def test_a_type_that_a_variable_names_costs_as_much_as_the_largest(hub: Hub) -> None:
    query = f"query ($name: String!) {{ __type(name: $name) {ABOUT} }}"
    names = [one for one in schema._schema.type_map if not one.startswith("__")]

    costs = [await cost(f'{{ __type(name: "{name}") {ABOUT} }}') for name in names]

    assert await cost(query, name="Order") == max(costs)
    for name in ("Order", "Party"):
        data = plainly(query, name=name)
        assert (await ask(hub, None, query, name=name)).data == data


async def test_it_is_told_beside_data_in_the_order_asked(hub: Hub) -> None:
    query = '{ a: __type(name: "Order") { name } viewer { role } __schema { queryType { name } } }'

    told = await ask(hub, None, query)

    assert told.errors == []
    assert orjson.dumps(told.data) == orjson.dumps(
        {"a": {"name": "Order"}, "viewer": None, "__schema": {"queryType": {"name": "Query"}}}
    )


@pytest.mark.parametrize(
    "query",
    [
        "{ a: __schema { types { name } } b: __schema { types { name } } }",
        "{"
        + " ".join(f"a{n}: __schema {{ types {{ fields {{ name }} }} }}" for n in range(160))
        + "}",
        "{ __schema { types { " + "fields { args { type { name kind } } } " * 50 + "} } }",
    ],
    ids=["twice", "160 times", "wide"],
)
async def test_more_than_once_or_too_much_is_refused(query: str) -> None:
    with pytest.raises(RequestError) as refused:
        await read_operation(schema, {"query": query}, cost_max=100_000)

    assert refused.value.extensions is not None
    assert refused.value.extensions["code"] == "TOO_COMPLEX"


async def test_where_it_is_switched_off_nothing_of_the_schema_is_told() -> None:
    for query in (GRAPHIQL, '{ viewer { role } __type(name: "Order") { name } }'):
        with pytest.raises(RequestError) as refused:
            await read_operation(schema, {"query": query}, cost_max=10**9, introspection=False)
        assert refused.value.extensions == {"code": "INTROSPECTION_DISABLED"}

    with pytest.raises(Exception, match="Cannot query field") as wrong:
        await read_operation(schema, {"query": "{ vewer }"}, cost_max=9, introspection=False)
    assert "Did you mean" not in str(wrong.value)
    await read_operation(schema, {"query": "{ __typename }"}, cost_max=9, introspection=False)


async def test_an_answer_is_made_once_and_the_loop_goes_on_meanwhile(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    make = Introspection._made

    def make_and_note(self: Introspection, asked: Introspected) -> dict[str, bytes]:
        threads.append(threading.get_ident())
        return make(self, asked)

    monkeypatch.setattr(Introspection, "_made", make_and_note)
    query = GRAPHIQL.replace("IntrospectionQuery", "OnlyHere")

    told = await asyncio.gather(*[ask(hub, None, query) for _ in range(4)])

    assert len(threads) == 1
    assert threads != [threading.get_ident()]
    assert all(one.data == told[0].data for one in told)
