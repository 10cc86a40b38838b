"""What SQL cannot say costs nothing but itself: the rest is read by statements all the same."""

from typing import Any

import pytest

from bench.mixed import mixed_schema
from hub.context import Hub
from hub.policy.viewer import Viewer
from hub.reads.compiler import SqlCompiler
from tests.execution.operations import Operation, Operations
from tests.execution.parity import Parity
from tests.execution.sample import sampled
from tests.graph import Told, ask, ask_field_by_field, viewer_of

pytestmark = pytest.mark.filterwarnings(
    "ignore:coroutine .* was never awaited:RuntimeWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)

WHOLE = mixed_schema(SqlCompiler())
# Two or three relations a statement.
IN_PIECES = mixed_schema(SqlCompiler(), weight_max=80)
FIELD_BY_FIELD = mixed_schema(None)
# How many random operations are looked through for those that ask for such things.
OPERATIONS = 120
MIXED = ("mixedOrders", "latestOrders", "lookAtOrders")

FIELDS = "number buyer { name } lines { quantity sku { code product { name owner { name } } } }"


@pytest.fixture
async def brand(read_hub: Hub) -> Viewer:
    return await viewer_of(read_hub, "brand@hub.demo")


async def told(hub: Hub, viewer: Viewer, query: str, graph: Any = WHOLE, **variables: Any) -> Told:
    """The answer, which field by field is the same."""
    planned = await ask(hub, viewer, query, graph=graph, **variables)
    general = await ask_field_by_field(hub, viewer, query, graph=FIELD_BY_FIELD, **variables)
    assert planned.data == general.data
    assert places(planned) == places(general)
    return planned


def places(told: Told) -> list[str]:
    return sorted(str(error["path"]) for error in told.errors)


@pytest.mark.parametrize("graph", [WHOLE, IN_PIECES], ids=["whole", "in pieces"])
async def test_random_operations_are_answered_alike(read_hub: Hub, graph: Any) -> None:
    assert graph.planned is not None
    operations = Operations(graph._schema, await sampled(read_hub))
    parity = Parity(read_hub, graph, FIELD_BY_FIELD)
    asked = [one for one in map(operations.query, range(OPERATIONS)) if is_mixed(one)]

    found = [(await parity.difference(one), one) for one in asked]

    assert [one for one in found if one[0] is not None] == []
    assert len(asked) > 5
    assert {*parity.tally.fallbacks} <= {"introspection", "a condition that is null"}


def is_mixed(operation: Operation) -> bool:
    return any(name in operation.document for name in MIXED)


async def test_what_python_works_out_takes_no_statement_of_its_own(
    read_hub: Hub, brand: Viewer
) -> None:
    query = f"""{{
      mixedOrders(first: 30) {{ nodes {{ {FIELDS} side begun stands
        lines {{ label uneven digits }} }} }}
    }}"""

    answer = await told(read_hub, brand, query)

    labels = [line["label"] for order in nodes(answer) for line in order["lines"]]
    assert answer.statements == 1
    assert len(labels) > 30
    assert labels[0].startswith("1. ")


async def test_a_statement_is_cut_at_relations(read_hub: Hub, brand: Viewer) -> None:
    counts = set()
    for size in (1, 30):
        query = f"{{ mixedOrders(first: {size}) {{ nodes {{ {FIELDS} seller {{ name }} }} }} }}"

        assert (await told(read_hub, brand, query)).statements == 1
        counts.add((await told(read_hub, brand, query, IN_PIECES)).statements)

    assert len(counts) == 1
    assert min(counts) > 1


async def test_a_loader_in_python_is_asked_once_a_level(read_hub: Hub, brand: Viewer) -> None:
    """The loader of `similar` runs one statement each time that it is asked."""
    for size in (5, 30):
        query = f"""{{ mixedOrders(first: {size}) {{ nodes {{
          lines {{ forecast {{ similar {{ code }} }} }}
        }} }} }}"""

        answer = await told(read_hub, brand, query)

        lines = [line for order in nodes(answer) for line in order["lines"]]
        assert sum(line["forecast"] is not None for line in lines) > 1
        assert answer.statements == 2


def nodes(told: Told) -> list[Any]:
    found: list[Any] = told.data["mixedOrders"]["nodes"]
    return found
