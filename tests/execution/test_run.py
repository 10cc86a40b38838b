"""What is planned, how it is cut, and what is left to graphql-core."""

import gc
import weakref
from typing import Any

import pytest
from graphql import parse

from db.session import Reads
from hub.context import Request
from hub.execution.plan import LruCache
from hub.execution.run import PlannedExecutor
from hub.reads.compiler import SqlCompiler
from hub.schema import schema
from tests.calls import counting_calls
from tests.execution.operations import Operation
from tests.execution.parity import Parity
from tests.graph import ask, ask_field_by_field
from tests.world import World


def roots(count: int) -> str:
    """A query with so many relations."""
    lists = (f"a{n}: products(first: {n}) {{ nodes {{ id }} }}" for n in range(count))
    return f"{{ {' '.join(lists)} }}"


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The text of every statement that plans run."""
    found: list[str] = []
    row, fetch = Reads.row, Reads.fetch

    async def noted_row(self: Reads, statement: Any, *rest: Any, **options: Any) -> Any:
        found.append(statement.text)
        return await row(self, statement, *rest, **options)

    async def noted_fetch(self: Reads, statement: Any, *rest: Any, **options: Any) -> Any:
        found.append(statement.text)
        return await fetch(self, statement, *rest, **options)

    monkeypatch.setattr(Reads, "row", noted_row)
    monkeypatch.setattr(Reads, "fetch", noted_fetch)
    return found


@pytest.mark.parametrize(("relations", "count"), [(19, 1), (20, 2), (150, 8)])
async def test_what_is_too_long_for_one_statement_takes_several(
    world: World, statements: list[str], relations: int, count: int
) -> None:
    executor = PlannedExecutor(schema, SqlCompiler())
    document = roots(relations)

    async with world.asked_by(world.brand) as request:
        result = await executor.execute(schema.documents.prepare(document), None, {}, request)

    assert result is not None
    assert (len(statements), executor.fallbacks) == (count, {})
    assert max(map(len, statements)) < 30_000


async def test_what_is_kept_of_an_operation_ends_with_its_document(world: World) -> None:
    executor = PlannedExecutor(schema, SqlCompiler())
    document = parse(roots(1))
    kept = weakref.ref(executor._kept_of(document.definitions[0]))  # type: ignore[arg-type]
    assert await executor.execute(document, None, {}, world.asked_by(world.brand)) is not None

    del document
    gc.collect()

    assert kept() is None


async def test_what_is_missing_is_told_from_the_plan(world: World) -> None:
    order_id = await world.order()
    await world.hub.database.pool.execute("UPDATE products SET status = 'DRAFT'")
    query = "query ($id: ID!) { order(id: $id) { lines { sku { code } } } }"
    id = f"Order:{order_id}"

    told = await ask(world.hub, world.retailer.viewer, query, id=id)
    plain = await ask_field_by_field(world.hub, world.retailer.viewer, query, id=id)

    assert told.data == plain.data == {"order": None}
    assert [error["path"] for error in told.errors] == [["order", "lines", 0, "sku"]]
    assert told.statements == 1


async def test_a_query_of_any_width_is_answered(world: World) -> None:
    document = roots(150)

    told = await ask(world.hub, world.brand.viewer, document)

    assert told.errors == []
    assert told.data == (await ask_field_by_field(world.hub, world.brand.viewer, document)).data


async def test_a_query_that_cannot_be_planned_is_not_kept_alive_by_its_refusal(
    world: World,
) -> None:
    executor = PlannedExecutor(schema, SqlCompiler())
    query = "{ __schema { queryType { name } } }"
    request = Request(world.hub, world.brand.viewer)
    left = weakref.ref(request)

    for _ in range(2):
        assert await executor.execute(schema.documents.prepare(query), None, {}, request) is None
    await request.close()
    del request
    gc.collect()

    assert left() is None
    assert executor.fallbacks == {"introspection": 2}


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
    executor = PlannedExecutor(schema, SqlCompiler())

    async with world.asked_by(world.brand) as request:
        with counting_calls() as calls:
            result = await executor.execute(parse(query), None, {}, request)

    assert result is not None
    assert result.errors == []
    assert calls.count < 10_000_000


async def test_introspection_leaves_what_stands_beside_it_to_plans(world: World) -> None:
    query = "{ a: viewer { role } __schema { __typename } orders { totalCount } __typename }"

    told = await ask(world.hub, world.brand.viewer, query)

    assert (told.errors, [*told.data]) == ([], ["a", "__schema", "orders", "__typename"])
    assert told.statements == 1
    again = Operation(query, {}, None, "nobody")
    assert await Parity(world.hub).difference(again) is None


def test_a_cache_keeps_what_was_used_last_within_its_size() -> None:
    cache: LruCache[str] = LruCache(10, len)
    cache.get("aaaa", lambda: "aaaa")
    cache.get("bbbb", lambda: "bbbb")
    cache.get("aaaa", lambda: "never")
    cache.get("cc", lambda: "cccc")

    made: list[str] = []

    def make() -> str:
        made.append("made")
        return "dddd"

    assert [cache.get(key, make) for key in ("aaaa", "cc", "bbbb")] == ["aaaa", "cccc", "dddd"]
    assert made == ["made"]
