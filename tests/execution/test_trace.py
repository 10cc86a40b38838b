"""What is noted of an operation in development, and told as `extensions.plan`."""

from contextlib import aclosing
from dataclasses import replace
from typing import Any
from uuid import uuid4

import orjson
import pytest

from hub.context import Hub, Request, open_request
from hub.execution.steps import plan_of
from hub.execution.trace import STATEMENTS_MAX, Trace
from hub.policy.viewer import Viewer
from hub.schema import schema
from hub.subscriptions.cursors import cursor_at
from hub.transport.operations import (
    Answer,
    Operation,
    answer_of,
    encode_json,
    read_operation,
    run,
    with_plan,
)
from tests.graph import viewer_of
from tests.partners import Partners
from tests.schema.test_queries import Q2
from tests.world import World

Steps = list[tuple[str, str, int]]


@pytest.fixture
async def brand(demo_hub: Hub) -> Viewer:
    return await viewer_of(demo_hub, "brand@hub.demo")


async def operation(query: str, **variables: Any) -> Operation:
    return await read_operation(schema, {"query": query, "variables": variables}, cost_max=100_000)


def body(answer: Answer) -> Any:
    """An answer as clients read it."""
    return orjson.loads(encode_json(answer.body()))


async def told(request: Request, query: str, **variables: Any) -> Any:
    return body(await run(schema, await operation(query, **variables), request))


def steps(plan: Any) -> Steps:
    return [(one["path"], one["reads"], one["objects"]) for one in plan["steps"]]


def places(plan: Any) -> list[list[str]]:
    """What each statement was for."""
    return [one["for"] for one in plan["statements"]]


async def test_a_planned_query_tells_its_steps_and_its_one_statement(
    demo_hub: Hub, brand: Viewer
) -> None:
    async with open_request(demo_hub, brand) as request:
        answer = await told(request, Q2, first=50, seller=f"Party:{brand.party_id}")
        statements = request.reads.statements

    orders, plan = answer["data"]["orders"]["nodes"], answer["extensions"]["plan"]
    lines = sum(len(order["lines"]) for order in orders)
    shipments = sum(len(order["shipments"]) for order in orders)
    assert min(len(orders), shipments, lines) > 5
    assert [*plan] == ["steps", "statements", "fieldByField"]
    assert steps(plan) == [
        ("orders", "page", len(orders)),
        ("orders.nodes.buyer", "row", len(orders)),
        ("orders.nodes.shipments", "list", shipments),
        ("orders.nodes.lines", "list", lines),
        ("orders.nodes.lines.sku", "row", lines),
        ("orders.nodes.lines.sku.product", "row", lines),
        ("orders.nodes.lines.sku.product.owner", "row", lines),
    ]
    [statement] = plan["statements"]
    assert statements == 1
    assert (statement["for"], statement["rows"]) == (["orders"], 1)
    assert 0 < statement["milliseconds"] < 5_000
    assert statement["sql"].startswith("SELECT ")
    assert plan["fieldByField"] == []


async def test_what_resolvers_bring_is_read_on_for_all_of_a_level(
    demo_hub: Hub, brand: Viewer
) -> None:
    query = """
    query ($orders: [ID!]!) {
      viewer { feedCursor party { name } }
      nodes(ids: $orders) { ... on Order {
        availableActions buyer { name } seller { name } lines { sku { available } }
      } }
    }
    """
    ids = await demo_hub.database.pool.fetch(
        "SELECT 'Order:' || id AS id FROM orders WHERE seller_id = $1 LIMIT 3", brand.party_id
    )
    async with open_request(demo_hub, brand) as request:
        answer = await told(request, query, orders=[row["id"] for row in ids])
        statements = request.reads.statements

    plan = answer["extensions"]["plan"]
    lines = sum(len(order["lines"]) for order in answer["data"]["nodes"])
    actions = sum(len(order["availableActions"]) for order in answer["data"]["nodes"])
    assert steps(plan) == [
        ("viewer", "resolver", 1),
        ("viewer.feedCursor", "resolver", 1),
        ("viewer.party", "row", 1),
        ("nodes", "resolver", 3),
        ("nodes.availableActions", "loader", actions),
        ("nodes.buyer", "row", 3),
        ("nodes.seller", "row", 3),
        ("nodes.lines", "list", lines),
        ("nodes.lines.sku", "row", lines),
        ("nodes.lines.sku.available", "sum", lines),
    ]
    assert plan["fieldByField"] == []
    assert len(plan["statements"]) == statements
    assert sorted(places(plan)) == [
        ["nodes"],
        ["nodes.availableActions"],
        ["nodes.buyer", "nodes.seller", "nodes.lines"],
        ["viewer.feedCursor"],
        ["viewer.party"],
    ]
    assert [one["rows"] for one in plan["statements"] if one["for"] == ["nodes"]] == [3]


async def test_a_change_tells_what_was_read_for_its_payload(world: World) -> None:
    query = """
    mutation ($input: ConfirmOrderInput!) {
      confirmOrder(input: $input) {
        order { status buyer { name } lines { sku { product { name } } } } errors { code }
      }
    }
    """
    order = await world.order()
    input = {"requestId": str(uuid4()), "orderId": f"Order:{order}"}

    answer = await told(world.asked_by(world.brand), query, input=input)

    plan = answer["extensions"]["plan"]
    assert answer["data"]["confirmOrder"]["errors"] == []
    assert steps(plan) == [
        ("confirmOrder", "resolver", 1),
        ("confirmOrder.order", "row", 1),
        ("confirmOrder.order.buyer", "row", 1),
        ("confirmOrder.order.lines", "list", 1),
        ("confirmOrder.order.lines.sku", "row", 1),
        ("confirmOrder.order.lines.sku.product", "row", 1),
    ]
    assert places(plan) == [["confirmOrder.order"]]
    assert plan["fieldByField"] == []


async def test_every_event_tells_of_itself_alone(hub: Hub, database_url: str) -> None:
    partners = Partners(hub, database_url)
    buyer, seller = await partners.member(), await partners.member()
    order = await partners.order(buyer, seller)
    for _ in range(2):
        await partners.step(order, buyer, seller)
    await partners.sequence()
    asked_for = await operation(
        """
        subscription ($after: Cursor) {
          told: orderEvents(after: $after) { event { order { version buyer { name } } } }
        }
        """,
        after=cursor_at(hub, (buyer.party_id,), (0,)),
    )

    async with open_request(hub, buyer.viewer) as request:
        results = await schema.subscribe(
            asked_for.document, asked_for.variables, context_value=request
        )
        async with aclosing(results):
            # What both tell of is read at once, before there is anything to show it in.
            for read in ([[], ["told.event"]], [["told.event"]]):
                result: Any = await anext(results)
                answer = body(await with_plan(answer_of(result), schema, asked_for, request))

                plan = answer["extensions"]["plan"]
                assert steps(plan) == [
                    ("told", "resolver", 1),
                    ("told.event.order", "row", 1),
                    ("told.event.order.buyer", "row", 1),
                ]
                assert places(plan) == read


async def test_nothing_is_noted_in_production(demo_hub: Hub, brand: Viewer) -> None:
    production = replace(
        demo_hub,
        policy=replace(demo_hub.policy, traced=False),
    )

    async with open_request(production, brand) as request:
        planned = await told(request, "{ orders(first: 2) { nodes { buyer { name } } } }")
    async with open_request(production, brand) as request:
        run_by_fields = await told(request, "{ viewer { party { name } } }")
        assert request.trace is None
    async with open_request(production, brand, traced=True) as request:
        traced = await told(request, "{ viewer { party { name } } }")

    assert [*planned["extensions"]] == [*run_by_fields["extensions"]] == ["cost"]
    assert [*traced["extensions"]] == ["cost", "plan"]


def known(query: str, data: Any = None, **variables: Any) -> Any:
    """The steps of a query, with what they brought if data is given."""
    plan = plan_of(schema, schema.documents.prepare(query), None, variables, data=data)
    return [tuple(step.values()) for step in plan["steps"]]


def test_steps_are_known_before_anything_is_run() -> None:
    query = """
    query ($far: Boolean!, $id: ID!) {
      order(id: $id) { ...Far @include(if: $far) total { minor } history @skip(if: $far) { kind } }
      __schema { queryType { name } }
      found: products(first: 2) { totalCount edges { node { __typename details { __typename } } } }
    }
    fragment Far on Order { causedBy { number } }
    """
    last = [("found", "page"), ("found.totalCount", "count"), ("found.edges.node.details", "row")]

    far = known(query, far=True, id="x")
    near = known(query, far=False, id="x")

    assert far == [("order", "by id"), ("order.causedBy", "row"), *last]
    assert near == [("order", "by id"), ("order.history", "list"), *last]
    assert known(query, far="perhaps", id="x") == []
    null = known("query ($a: Boolean = true) { orders @skip(if: $a) { totalCount } }", a=None)
    assert null == []


def test_rows_of_a_page_are_counted_under_any_name_and_what_is_null_is_not() -> None:
    query = """
    { parties { all: edges { node {
        ... on Brand { shown: products { nodes { owner { name } } } }
        ... on Retailer { shown: products { nodes { owner { name } } } }
    } } pageInfo { endCursor } } }
    """
    rows = [{"owner": {"name": "x"}}, {"owner": None}]
    nodes = [{"shown": {"nodes": rows}}, {"shown": None}, {}, {"shown": {"nodes": rows[:1]}}]
    data = {"parties": {"all": [{"node": one} for one in nodes], "pageInfo": {}}}

    assert known(query, data) == [
        ("parties", "page", 4),
        ("parties.all.node.shown", "page", 3),
        ("parties.all.node.shown.nodes.owner", "row", 2),
    ]


def test_what_is_noted_is_bounded_and_begins_anew_once_taken() -> None:
    trace = Trace()
    for number in range(STATEMENTS_MAX + 5):
        trace.ran(f"SELECT {number}", 1, 0.001)
    for _ in range(3):
        trace.was_not_planned("so many relations")

    statements, reasons = trace.taken()

    assert (len(statements), statements[0].sql) == (STATEMENTS_MAX, "SELECT 5")
    assert reasons == ["so many relations"]
    assert trace.taken() == ([], [])
