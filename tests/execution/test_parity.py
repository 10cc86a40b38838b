"""Whatever is asked, both executors say the same, to the letter; `make soak` asks much more."""

import gc
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import OperationType
from structlog.testing import capture_logs

from bench.world import sequence_all
from hub.context import Hub
from hub.schema import schema
from tests.execution.operations import Operation, Operations
from tests.execution.parity import (
    CORPUS,
    RAISED,
    Answers,
    Kept,
    Parity,
    keep,
    kept,
    kind_of,
    shrunk,
)
from tests.execution.sample import Sample, sampled
from tests.execution.torn import tear
from tests.graph import Told, ask
from tests.world import World

# Where a field fails, graphql-core leaves what was to be awaited beside it.
pytestmark = pytest.mark.filterwarnings(
    "ignore:coroutine .* was never awaited:RuntimeWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)

PARTS = 4
QUERIES = 160
QUERIES_WITH_HOLES = 240
CHANGES = 60
EVENTS = 8

# What can be asked for is the same in every copy of the demo world.
_sample: list[Sample] = []


@pytest.fixture
async def operations(read_hub: Hub) -> Operations:
    if not _sample:
        _sample.append(await sampled(read_hub))
    return Operations(schema._schema, _sample[0])


@pytest.fixture(autouse=True, scope="module")
def swept() -> Iterator[None]:
    """What graphql-core leaves behind is found here, not in a module that comes later."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def unlogged() -> Iterator[None]:
    """Errors are compared; written down as well, with where they come from, they take seconds."""
    logging.disable()
    with capture_logs():
        yield
    logging.disable(logging.NOTSET)


async def differences(parity: Parity, asked: Iterable[Operation]) -> list[tuple[str, Operation]]:
    found = [(await parity.difference(one), one) for one in asked]
    return [(difference, one) for difference, one in found if difference is not None]


def answers(*said: tuple[object, list[dict[str, object]]]) -> Answers:
    return Answers({str(n): Told(data, errors, 0) for n, (data, errors) in enumerate(said)})


def error(*path: object, message: str = "no") -> dict[str, object]:
    return {"message": message, "path": [*path], "extensions": {"code": "X"}}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (({"a": 1}, []), ({"a": 1.0}, [])),
        (({"a": 1}, []), ({"a": True}, [])),
        (({"a": [1, 2]}, []), ({"a": [2, 1]}, [])),
        (({"a": 1, "b": 2}, []), ({"b": 2, "a": 1}, [])),
        (({"a": None}, []), ({}, [])),
        (({"a": None}, [error("a")]), ({"a": None}, [])),
        (({"a": None}, [error("a")]), ({"a": None}, [error("a", message="never")])),
        (({"a": None}, [error("a", 0, "b")]), ({"a": None}, [error("a", 1, "b")])),
        (({"a": 1, "b": None}, [error("b")]), ({"a": 1, "b": None}, [error("b"), error("a")])),
        (({"a": 1}, [{**error(), "extensions": {"code": RAISED}}]),) * 2,
    ],
)
def test_answers_that_differ_are_told_apart(one: Any, other: Any) -> None:
    assert answers(one, other).difference is not None
    assert answers(one, one, other).difference is not None


def test_what_clients_cannot_tell_apart_is_no_difference() -> None:
    data = {"a": {"b": None}, "c": None}
    one = answers(
        (data, [error("a", "b"), error("c", 0, "d"), error("c", 1, "d")]),
        (data, [error("c", 1, "d"), error("a", "b")]),
    )

    assert one.difference is None


def test_what_was_told_when_asked_again_counts_too() -> None:
    one = answers(({"a": None}, [error("a", 0, "b")]), ({"a": None}, [error("a", 1, "c")]))
    again = answers(({"a": None}, [error("a", 1, "c")]), ({"a": None}, [error("a", 1, "c")]))

    assert one.difference is not None
    assert one.is_left_open
    assert one.and_then(again).difference is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (({"a": None}, [error("a", 0, "b")]), ({"a": 1}, [])),
        (({"a": None}, [error("a", 0, "b")]), ({"a": None}, [])),
        (({"a": None}, [error("a")]), ({"a": None}, [error("a", message="never")])),
        (({"a": 1}, [{**error(), "extensions": {"code": RAISED}}]),) * 2,
    ],
)
def test_nothing_else_is_asked_again(one: Any, other: Any) -> None:
    assert not answers(one, other).is_left_open


async def test_the_same_seed_asks_the_same(operations: Operations) -> None:
    again = Operations(schema._schema, _sample[0])

    for seed in range(20):
        assert again.query(seed) == operations.query(seed)
        assert again.mutation(seed) == operations.mutation(seed)
        assert again.subscription(seed) == operations.subscription(seed)


async def test_an_operation_is_cut_down_to_what_differs() -> None:
    document = """
        query Asked($a: Int, $b: Int) {
          orders(first: $a) { nodes { ...F ... { id } } }
          products(first: $b) { nodes { name } }
        }
        fragment F on Order { number buyer { name } ...G }
        fragment G on Order { status }
    """

    async def differs(operation: Operation) -> bool:
        return "number" in operation.document

    smallest = await shrunk(Operation(document, {"a": 1, "b": 2}), differs)

    assert "".join(smallest.document.split()) == (
        "queryAsked($a:Int){orders(first:$a){nodes{...F}}}fragmentFonOrder{number}"
    )
    assert smallest.variables == {"a": 1}


def test_a_kept_operation_reads_as_it_was_written(tmp_path: Path) -> None:
    operation = Operation(
        "query A { viewer { role } }\n", {"a": "精华\u2028\n"}, "A", "brand@hub.demo"
    )

    keep(operation, "it\ndiffered", tmp_path / "a.graphql", is_torn=True)

    assert kept(tmp_path / "a.graphql") == Kept("it differed", True, [operation])


@pytest.mark.parametrize("part", range(PARTS))
async def test_random_queries_are_answered_alike(
    read_hub: Hub, operations: Operations, part: int
) -> None:
    parity = Parity(read_hub)

    found = await differences(parity, map(operations.query, range(part, QUERIES, PARTS)))

    assert found == []
    assert parity.tally.planned > QUERIES // PARTS / 3, parity.tally


async def test_what_is_missing_and_must_not_be_is_told_alike(
    alerted_hub: Hub, operations: Operations
) -> None:
    await tear(alerted_hub.database.url)
    parity = Parity(alerted_hub)

    found = await differences(parity, map(operations.query, range(QUERIES_WITH_HOLES)))

    assert found == []


async def test_changes_and_the_events_that_tell_of_them_are_told_alike(
    alerted_hub: Hub, operations: Operations
) -> None:
    parity = Parity(alerted_hub)

    found = await differences(parity, map(operations.mutation, range(CHANGES)))
    await sequence_all(alerted_hub.database.url)
    found += await differences(parity, map(operations.subscription, range(EVENTS)))

    assert found == []


def corpus(*, is_torn: bool) -> list[Path]:
    return [path for path in sorted(CORPUS.glob("*.graphql")) if kept(path).is_torn is is_torn]


@pytest.mark.parametrize("part", range(PARTS))
async def test_what_ever_differed_is_answered_alike(
    demo_hub: Hub, demo_url: str, part: int
) -> None:
    parity = Parity(demo_hub)

    found = await of_files(parity, corpus(is_torn=False)[part::PARTS], demo_url)

    assert found == {}


async def test_what_ever_differed_where_something_is_missing_is_answered_alike(
    demo_hub: Hub, demo_url: str
) -> None:
    await tear(demo_url)
    parity = Parity(demo_hub)

    assert await of_files(parity, corpus(is_torn=True), demo_url) == {}
    # Random operations may miss every hole; these are kept because they met one.
    assert parity.tally.codes["INTERNAL"] > 0


async def of_files(parity: Parity, paths: Iterable[Path], url: str) -> dict[str, str]:
    """The differences by file: queries first, and subscriptions when there is something to tell."""
    asked = [(path.name, one) for path in paths for one in kept(path).operations]
    order = [OperationType.QUERY, OperationType.MUTATION, OperationType.SUBSCRIPTION]
    found = {}
    for kind in order:
        for name, one in asked:
            if kind_of(one) is kind and (difference := await parity.difference(one)):
                found[f"{name} for {one.viewer}"] = difference
        await sequence_all(url)
    return found


ORDER = "query ($id: ID!) { order(id: $id) { number buyer { name } seller { name } } }"


async def test_a_query_of_declared_fields_is_one_statement(world: World) -> None:
    order_id = await world.order()

    told = await ask(world.hub, world.brand.viewer, ORDER, id=f"Order:{order_id}")

    assert told.errors == []
    assert told.data["order"]["seller"] == {"name": world.brand.party.name}
    assert told.statements == 1


async def test_what_may_not_be_missing_is_told_to_be_missing(world: World) -> None:
    order_id = await world.order()
    # What was once published cannot become a draft again; commands never let it happen.
    await world.hub.database.pool.execute("UPDATE products SET status = 'DRAFT'")
    query = "query ($id: ID!) { order(id: $id) { number lines { sku { code } } } }"

    told = await ask(world.hub, world.retailer.viewer, query, id=f"Order:{order_id}")

    assert told.data == {"order": None}
    assert [(error["path"], error["extensions"]["code"]) for error in told.errors] == [
        (["order", "lines", 0, "sku"], "INTERNAL")
    ]


async def test_an_unknown_id_is_null_and_a_broken_one_an_error(world: World) -> None:
    unknown = "Order:00000000-0000-7000-8000-000000000000"

    nothing = await ask(world.hub, world.brand.viewer, ORDER, id=unknown)
    broken = await ask(world.hub, world.brand.viewer, ORDER, id="x")

    assert (nothing.data, nothing.errors) == ({"order": None}, [])
    assert (broken.data, broken.codes) == ({"order": None}, ["BAD_ID"])
