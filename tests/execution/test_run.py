"""What is planned, and what is left to the general executor."""

import asyncio
import gc
import time
import weakref

import pytest
from graphql import parse

from hub.context import Request
from hub.execution.documents import prepare_document
from hub.execution.run import RELATIONS_MAX, PlannedExecutor
from hub.reads.compiler import SqlRendering
from hub.schema import schema
from tests.graph import ask, ask_field_by_field
from tests.world import World


def roots(count: int) -> str:
    """A query with so many relations."""
    lists = (f"a{n}: products(first: {n}) {{ nodes {{ id }} }}" for n in range(count))
    return f"{{ {' '.join(lists)} }}"


@pytest.mark.parametrize(("relations", "planned"), [(RELATIONS_MAX, 1), (RELATIONS_MAX + 1, 0)])
async def test_what_would_take_long_to_compose_is_not_planned(
    world: World, relations: int, planned: int
) -> None:
    executor = PlannedExecutor(schema, SqlRendering(characters_max=10**6))
    document = roots(relations)

    data = await executor.data(
        prepare_document(schema, document), None, {}, world.asked_by(world.brand)
    )

    assert (data is not None) == bool(planned)
    assert executor.fallbacks == ({} if planned else {"so many relations": 1})


async def test_what_would_be_a_very_long_statement_is_not_planned(world: World) -> None:
    executor = PlannedExecutor(schema, SqlRendering(characters_max=1500))
    request = world.asked_by(world.brand)

    for _ in range(2):
        assert (
            await executor.data(prepare_document(schema, roots(1)), None, {}, request) is not None
        )
        assert await executor.data(prepare_document(schema, roots(2)), None, {}, request) is None

    assert executor.fallbacks == {"a statement so long": 2}


async def test_what_is_kept_of_an_operation_ends_with_its_document(world: World) -> None:
    executor = PlannedExecutor(schema, SqlRendering())
    document = parse(roots(1))
    kept = weakref.ref(executor._kept_of(document.definitions[0]))  # type: ignore[arg-type]
    assert await executor.data(document, None, {}, world.asked_by(world.brand)) is not None

    del document
    gc.collect()

    assert kept() is None


async def test_what_went_wrong_in_a_plan_is_not_tried_twice(world: World) -> None:
    order_id = await world.order()
    await world.hub.database.pool.execute("UPDATE products SET status = 'DRAFT'")
    query = "query ($id: ID!) { order(id: $id) { lines { sku { code } } } }"
    variables = {"id": f"Order:{order_id}"}

    told = await ask(world.hub, world.retailer.viewer, query, **variables)
    plain = await ask_field_by_field(world.hub, world.retailer.viewer, query, **variables)

    assert told.data == plain.data == {"order": None}
    assert told.statements == plain.statements + 1


async def test_a_query_of_any_width_is_answered(world: World) -> None:
    document = roots(150)

    told = await ask(world.hub, world.brand.viewer, document)

    assert told.errors == []
    assert told.data == (await ask_field_by_field(world.hub, world.brand.viewer, document)).data


async def test_nobody_waits_long_while_a_wide_query_is_answered(world: World) -> None:
    waits: list[float] = []

    async def others() -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0)
            waits.append(time.thread_time() - before)

    watching = asyncio.create_task(others())
    fields = "lines { sku { product { owner { name } } } }"
    wide = " ".join(f"a{n}: orders(first: {n}) {{ nodes {{ {fields} }} }}" for n in range(60))
    told = await ask(world.hub, world.brand.viewer, f"{{ {wide} }}")
    watching.cancel()

    assert told.errors == []
    assert max(waits) < 0.5


async def test_a_query_that_cannot_be_planned_is_not_kept_alive_by_its_refusal(
    world: World,
) -> None:
    executor = PlannedExecutor(schema, SqlRendering())
    query = "{ viewer { role } }"
    request = Request(world.hub, world.brand.viewer)
    left = weakref.ref(request)

    for _ in range(2):
        assert await executor.data(prepare_document(schema, query), None, {}, request) is None
    await request.close()
    del request
    gc.collect()

    assert left() is None


async def test_types_told_apart_at_every_level_do_not_make_planning_long(world: World) -> None:
    inner = "name"
    for _ in range(6):
        sides = " ".join(
            f"{side} {{ ... on Brand {{ name }} partnerships {{ nodes {{ {inner} }} }} }}"
            if inner != "name"
            else f"{side} {{ ... on Brand {{ name }} name }}"
            for side in ("upstream", "downstream")
        )
        inner = sides
    query = f"{{ parties(first: 1) {{ nodes {{ partnerships {{ nodes {{ {inner} }} }} }} }} }}"
    executor = PlannedExecutor(schema, SqlRendering())
    request = world.asked_by(world.brand)

    assert await executor.data(parse(query), None, {}, request) is None
    assert executor.fallbacks == {"so many relations": 1}
