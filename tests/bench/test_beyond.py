"""Operations that SQL cannot say whole are what they are called, and answered from plans."""

from collections import Counter
from typing import Any

import pytest

from bench.beyond import CASES, FOUR_STATEMENTS_WEIGHT, Case
from bench.mixed import mixed_schema
from bench.queries import FIRST, Q2
from hub.context import Hub
from hub.reads.compiler import SqlCompiler
from tests.graph import ask, viewer_of

WHOLE = mixed_schema(SqlCompiler())
IN_FOUR = mixed_schema(SqlCompiler(), weight_max=FOUR_STATEMENTS_WEIGHT)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
async def test_each_is_planned_and_told_of_as_many_orders_as_q2(demo_hub: Hub, case: Case) -> None:
    viewer = await viewer_of(demo_hub, "brand@hub.demo")
    graph = IN_FOUR if case.cut else WHOLE
    variables: dict[str, Any] = {"seller": f"Party:{viewer.party_id}", "first": FIRST["Q2"]}
    plain = await ask(demo_hub, viewer, Q2, graph=WHOLE, **variables)
    ids = [order["id"] for order in plain.data["orders"]["nodes"]]
    asked = case.asked(variables, ids)
    assert graph.planned is not None
    graph.planned.fallbacks.clear()

    told = await ask(demo_hub, viewer, asked["query"], graph=graph, **asked["variables"])

    assert told.errors == []
    assert graph.planned.fallbacks == Counter()
    assert len(orders(told.data)) == len(ids) > 10
    if case.cut:
        assert told.data == plain.data
        assert (plain.statements, told.statements) == (1, 4)


def orders(data: Any) -> list[Any]:
    (found,) = data.values()
    if isinstance(found, dict):
        found = found.get("nodes", found.get("orders"))
    return [one for one in found if one is not None]
