"""An answer is of so many bytes at most, however it comes together, and never made if it is not."""

from dataclasses import replace
from typing import Any

import pytest

from bench.mixed import mixed_schema
from db.types import new_id
from hub.context import Hub, open_request
from hub.execution.errors import AnswerTooLarge
from hub.policy.viewer import Viewer
from hub.reads.compiler import SqlCompiler
from hub.transport.operations import encode_json, read_operation, run
from tests.graph import ask, viewer_of
from tests.world import World

# Two or three relations a statement.
IN_PIECES = mixed_schema(SqlCompiler(), weight_max=80)
WHOLE = mixed_schema(SqlCompiler())

ORDER = "number note buyer { name } lines { quantity sku { code product { name owner { name } } } }"
ORDERS = f"orders {{ nodes {{ {ORDER} }} }}"
NODES = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Order {{ {ORDER} }} }} }}"
QUERIES = {
    "one list": f"{{ orders(first: 40) {{ nodes {{ {ORDER} }} }} }}",
    "lists side by side": f"{{ {' '.join(f'a{n}: {ORDERS}' for n in range(3))} }}",
    "worked out": "{ orders(first: 40) { nodes { number availableActions } } }",
    "a resolver's rows": f"{{ latestOrders {{ {ORDER} }} }}",
    "the same rows again": NODES,
}


def holding(hub: Hub, bytes_max: int) -> Hub:
    """The same hub, whose answers have so many bytes at most."""
    return replace(hub, policy=replace(hub.policy, answer_bytes_max=bytes_max))


@pytest.fixture
async def brand(demo_hub: Hub) -> Viewer:
    return await viewer_of(demo_hub, "brand@hub.demo")


@pytest.mark.parametrize("graph", [WHOLE, IN_PIECES], ids=["whole", "in pieces"])
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
async def test_what_is_larger_is_refused_while_it_is_made(
    demo_hub: Hub, brand: Viewer, query: str, graph: Any
) -> None:
    variables: Any = {}
    if "$ids" in query:
        found = await ask(demo_hub, brand, "{ orders(first: 1) { nodes { id } } }")
        variables = {"ids": [found.data["orders"]["nodes"][0]["id"]] * 30}
    told = await ask(demo_hub, brand, query, graph=graph, **variables)
    assert told.errors == []
    size = len(encode_json(told.data))

    # What a value is worked out from may be longer than the value.
    again = await ask(holding(demo_hub, 10 * size), brand, query, graph=graph, **variables)
    assert again.data == told.data
    operation = await read_operation(
        graph, {"query": query, "variables": variables}, cost_max=10**6
    )
    for bytes_max in (size - size // 4, 100, 0):
        async with open_request(holding(demo_hub, bytes_max), brand) as request:
            with pytest.raises(AnswerTooLarge):
                await run(graph, operation, request)


async def test_a_change_is_made_whatever_the_size_of_its_payload(world: World) -> None:
    input: dict[str, Any] = {
        "sellerId": f"Party:{world.brand.id}",
        "lines": [{"skuId": f"Sku:{world.sku.id}", "quantity": 5}],
    }

    query = "mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { number } } }"
    told = await ask(
        holding(world.hub, 20),
        world.retailer.viewer,
        query,
        input={"requestId": str(new_id()), **input},
    )

    assert told.data is None
    assert [(one["path"], one["extensions"]["code"]) for one in told.errors] == [
        (["placeOrder"], "ANSWER_TOO_LARGE")
    ]
    assert len((await world.stored())["orders"].splitlines()) == 1
