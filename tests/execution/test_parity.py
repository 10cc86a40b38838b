"""Queries answered from plans say what the general executor says, to the letter."""

from collections.abc import Mapping, Sequence

import orjson
import pytest

from db.enums import OrderKind, PartyKind, Role
from db.tables import Order
from hub.context import Hub, asked
from hub.execution.documents import InvalidDocument, prepared
from hub.execution.run import PlannedExecutor
from hub.loaders.rendering import SqlRendering
from hub.policy.viewer import Viewer
from hub.schema import schema
from tests.execution.operations import Operations
from tests.world import World

QUERIES = 96
ROOTS = {
    "order": ("Order", "orders"),
    "party": ("Party", "parties"),
    "product": ("Product", "products"),
    "sku": ("Sku", "skus"),
    "offer": ("Offer", "offers"),
    "shipment": ("Shipment", "shipments"),
}
MEMBERS = """
SELECT a.id AS account, a.email, m.party_id AS party, p.kind
FROM accounts a JOIN memberships m ON m.account_id = a.id JOIN parties p ON p.id = m.party_id
WHERE m.role = 'OWNER' ORDER BY a.email
"""


async def _viewers(hub: Hub) -> Sequence[Viewer | None]:
    members = await hub.database.pool.fetch(MEMBERS)
    return [
        None,
        *(
            Viewer(
                m["account"],
                "",
                m["email"],
                m["party"],
                PartyKind(m["kind"]),
                Role.OWNER,
                m["account"],
            )
            for m in members
        ),
    ]


async def _ids(hub: Hub) -> Mapping[str, Sequence[str]]:
    pool = hub.database.pool
    return {
        root: [
            f"{typename}:{row['id']}"
            for row in await pool.fetch(f"SELECT id FROM {table} ORDER BY id LIMIT 40")
        ]
        for root, (typename, table) in ROOTS.items()
    }


async def _general(hub: Hub, viewer: Viewer | None, query: str) -> object:
    async with asked(hub, viewer) as request:
        result = await schema.execute(query, context_value=request)
    assert result.errors is None, result.errors
    return orjson.loads(orjson.dumps(result.data, default=str))


@pytest.mark.parametrize("part", range(4))
async def test_random_queries_are_answered_alike(demo_hub: Hub, part: int) -> None:
    operations = Operations(schema._schema, await _ids(demo_hub))
    viewers = await _viewers(demo_hub)
    executor = PlannedExecutor(schema, SqlRendering())
    planned = 0

    for seed in range(part, QUERIES, 4):
        query, viewer = operations.query(seed), viewers[seed % len(viewers)]
        try:
            document = prepared(schema, query)
        except InvalidDocument:
            continue
        async with asked(demo_hub, viewer) as request:
            text = await executor.data(query, document, None, {}, request)
        if text is not None:
            planned += 1
            assert orjson.loads(text) == await _general(demo_hub, viewer, query), query

    assert planned > QUERIES // 12, executor.fallbacks


ORDER = "query ($id: ID!) { order(id: $id) { number buyer { name } seller { name } } }"


async def test_a_planned_query_is_one_statement(world: World) -> None:
    order_id = await world.order()
    executor = PlannedExecutor(schema, SqlRendering())
    request = world.asked_by(world.brand)

    variables = {"id": f"Order:{order_id}"}
    text = await executor.data(ORDER, prepared(schema, ORDER), None, variables, request)

    assert text is not None
    assert request.reads.statements == 1
    assert orjson.loads(text)["order"]["seller"] == {"name": world.brand.party.name}


async def test_what_is_missing_and_must_not_be_is_left_to_the_general_executor(
    world: World,
) -> None:
    stranger = await world.trader(PartyKind.RETAILER)
    # No partnership tells the buyer of this seller, which commands would never let happen.
    order = Order(
        number="1",
        kind=OrderKind.WHOLESALE,
        buyer_id=stranger.id,
        seller_id=world.brand.id,
        currency="EUR",
        created_at=world.hub.clock(),
    )
    await world.add(order)
    executor = PlannedExecutor(schema, SqlRendering())

    request = world.asked_by(stranger)
    variables = {"id": f"Order:{order.id}"}
    text = await executor.data(ORDER, prepared(schema, ORDER), None, variables, request)

    assert text is None
    assert executor.fallbacks == {"something is missing that must not be": 1}


async def test_an_unknown_id_is_null_and_a_broken_one_is_left_to_the_general_executor(
    world: World,
) -> None:
    executor = PlannedExecutor(schema, SqlRendering())
    document = prepared(schema, ORDER)
    unknown = {"id": "Order:00000000-0000-7000-8000-000000000000"}

    text = await executor.data(ORDER, document, None, unknown, world.asked_by(world.brand))
    broken = await executor.data(ORDER, document, None, {"id": "x"}, world.asked_by(world.brand))

    assert text == '{"order":null}'
    assert broken is None
