"""The cost of an operation bounds the objects of its answer, and is known before it is run."""

import gc
import re
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from graphql import (
    DocumentNode,
    GraphQLNamedType,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    parse,
)

from hub.context import Hub
from hub.execution.cost import COUNT_OBJECTS, LIST_OBJECTS, Costs, check_cost
from hub.execution.errors import RequestError
from hub.schema import schema
from hub.schema.connections import PAGE_SIZE, PAGE_SIZE_MAX
from hub.settings import Settings
from tests.graph import ask, viewer_of

GRAPH: Final = schema._schema
LIMITS: Final = Path(__file__).parents[2] / "docs/reference/limits.md"


def costs() -> Costs:
    return Costs(GRAPH, page_size=PAGE_SIZE, page_size_max=PAGE_SIZE_MAX)


def cost(query: str, name: str | None = None, **variables: Any) -> int:
    return costs().of(schema.documents.prepare(query), name, variables)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ __typename }", 0),
        ("{ viewer { role } }", 1),
        ('{ order(id: "x") { number status } }', 1),
        ('{ order(id: "x") { total { minor } buyer { name } } }', 3),
        ('{ order(id: "x") { lines { quantity } } }', 1 + LIST_OBJECTS),
        ('{ order(id: "x") { lines { sku { product { id } } } } }', 1 + LIST_OBJECTS * 3),
        ("{ orders(first: 7) { nodes { number } } }", 1 + 7),
        ("{ orders(last: 7) { nodes { number } } }", 1 + 7),
        ("{ orders(first: 0) { nodes { number } } }", 1),
        ("{ orders(first: 7) { edges { cursor node { number } } } }", 1 + 7 * 2),
        ("{ orders(first: 7) { pageInfo { endCursor } } }", 1 + 1),
        ("{ orders(first: 7) { totalCount } }", 1 + COUNT_OBJECTS),
        ("{ orders { nodes { number } } }", 1 + PAGE_SIZE),
        ("{ orders(first: 3) { nodes { buyer { orders: products(first: 4) { nodes { id } } } } } }",
         1 + 3 * (1 + 1 + 1 + 4)),
        ('{ node(id: "x") { id } }', 1),
        ('{ nodes(ids: ["x", "y", "z"]) { id } }', 3),
        ('{ nodes(ids: "x") { id } }', 1),
        ("{ a: viewer { role } b: viewer { role } }", 2),
        ("{ ...Who ...Who } fragment Who on Query { viewer { role } }", 2),
        ("{ viewer { role } ... { viewer { role } } }", 2),
    ],
)  # fmt: skip
def test_every_object_is_a_point(query: str, expected: int) -> None:
    assert cost(query) == expected


def aliased(field: str, count: int, key: str = "a{}") -> str:
    return " ".join(f"{key.format(n)}: {field}" for n in range(count))


LONG: Final = "a{:0239}"  # 240 characters


@pytest.mark.parametrize(
    ("selected", "points"),
    [
        (aliased("id", 20), 0),
        (aliased("id", 25), 5),
        (f"...L {aliased('id', 5)} ... on Product {{ ... {{ ...L }} }}", 25),
        (aliased("__typename", 25), 5),
        (aliased("id", 25).replace("id", "id @skip(if: true)"), 5),
        (f"{aliased('id', 20)} owner {{ {aliased('id', 22)} }}", 1 + 2),
        (f"{'k' * 199}: id", 0),
        (f"{'k' * 200}: id", 1),
        (f"{'k' * 198}: id ... {{ id }}", 1),
        (f"{'k' * 400}: owner {{ id }}", 1 + 2),
        (f"media {{ {aliased('kind', 23)} }}", LIST_OBJECTS * (1 + 3)),
    ],
)
def test_a_wide_object_costs_more(selected: str, points: int) -> None:
    of_fragment = f" fragment L on Product {{ {aliased('id', 20, 'l{}')} }}"
    used = of_fragment if "...L" in selected else ""

    query = f"{{ products(first: 3) {{ nodes {{ {selected} }} }} }} {used}"

    assert cost(query) == 1 + 3 * (1 + points)


def test_what_python_works_out_for_each_row_costs_more() -> None:
    assert cost("{ orders(first: 3) { nodes { availableActions } } }") == 1 + 3 * (1 + 5)
    assert cost("{ viewer { account { email } } }") == 1 + 1
    # Arithmetic is the database's.
    assert cost("{ stock(first: 3) { nodes { available } } }") == 1 + 3


def test_of_several_types_the_widest_counts() -> None:
    query = f"""
    {{
      node(id: "x") {{
        {aliased("id", 15)}
        ... on Order {{ availableActions }}
        ... on Product {{ {aliased("name", 15, "p{}")} }}
        ... on Sku {{ {aliased("name", 8, "s{}")} }}
      }}
    }}
    """

    assert cost(query) == 1 + 10


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ orders(first: 300) { nodes { lines { order { lines {"
         + aliased("id", 190, LONG) + "} } } } } }",
         1 + 300 * (1 + 10 * (1 + 1 + 10 * (1 + 170 + 228)))),
        (f"{{ products(first: 1000) {{ nodes {{ {aliased('id', 190, LONG)} }} }} }}",
         1 + 1000 * (1 + 170 + 228)),
        (f"{{ orders(first: 1000) {{ nodes {{ {aliased('availableActions', 190)} }} }} }}",
         1 + 1000 * (1 + 170 + 3 + 190 * 5)),
    ],
    ids=["wide below lists", "wide", "worked out"],
)  # fmt: skip
def test_few_objects_that_are_absurdly_wide_are_refused(query: str, expected: int) -> None:
    assert cost(query) == expected
    with pytest.raises(RequestError, match="ask for smaller pages"):
        check_cost(cost(query), Settings().cost_max)


def test_of_several_types_the_one_that_costs_most_counts() -> None:
    query = """
    {
      node(id: "x") {
        ... on Order { lines { id } buyer { id } }
        ... on Product { media { id } owner { ... on Brand { locations { id } } } }
        ... on Sku { product { id } }
        ... on Party { products(first: 3) { nodes { id } } }
      }
    }
    """

    assert cost(query) == 1 + LIST_OBJECTS + 1 + LIST_OBJECTS


def test_pages_of_different_types_are_compared_when_the_variables_are_known() -> None:
    query = """
    query ($orders: Int, $stock: Int) {
      viewer { party {
        ... on Brand { orders(first: $orders) { nodes { id } } }
        ... on Retailer { stock(first: $stock) { nodes { id } } }
      } }
    }
    """

    assert cost(query, orders=30, stock=40) == 2 + 1 + 40
    assert cost(query, orders=50, stock=40) == 2 + 1 + 50


PAGED: Final = "query ($n: Int) { orders(first: $n) { nodes { number } } }"


@pytest.mark.parametrize(
    ("variables", "rows"),
    [
        ({"n": 5}, 5),
        ({"n": 5.0}, 5),
        ({}, PAGE_SIZE),
        ({"n": None}, PAGE_SIZE),
        ({"m": 5}, PAGE_SIZE),
    ],
    ids=str,
)
def test_a_page_has_the_size_that_the_variable_says(variables: dict[str, Any], rows: int) -> None:
    assert cost(PAGED, **variables) == 1 + rows


def test_a_variable_has_its_default_unless_it_is_sent() -> None:
    query = PAGED.replace("$n: Int", "$n: Int = 8")

    assert cost(query) == 1 + 8
    assert cost(query, n=3) == 1 + 3
    assert cost(query, n=None) == 1 + PAGE_SIZE


def test_ids_in_a_variable_are_counted() -> None:
    query = """
    query ($ids: [ID!]! = ["x", "y"]) { nodes(ids: $ids) { ... on Sku { product { id } } } }
    """

    assert cost(query) == 2 * 2
    assert cost(query, ids=["x"] * 50) == 50 * 2
    assert cost(query, ids="x") == 2
    assert cost("query ($a: ID!) { nodes(ids: [$a, $a, $a]) { id } }", a="x") == 3


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        (-1, 0),
        (10**30, PAGE_SIZE_MAX),
        (float("inf"), PAGE_SIZE_MAX),
        (float("nan"), 0),
        ("many", PAGE_SIZE),
        ([5], PAGE_SIZE),
        ({}, PAGE_SIZE),
    ],
    ids=str,
)
def test_a_wrong_size_is_no_error_yet(given: object, rows: int) -> None:
    assert cost(PAGED, n=given) == 1 + rows
    assert cost("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=given) <= PAGE_SIZE_MAX


def test_both_ends_of_a_list_cost_the_larger_page() -> None:
    assert cost("{ orders(first: 7, last: 9) { nodes { number } } }") == 1 + 9


def test_what_is_left_out_is_free() -> None:
    query = """
    query ($far: Boolean!) {
      orders(first: 5) { nodes {
        lines @include(if: $far) { id }
        ... @skip(if: $far) { buyer { id } }
        seller @skip(if: true) { id }
        shipments @include(if: true) { id }
      } }
    }
    """

    assert cost(query, far=True) == 1 + 5 * (1 + LIST_OBJECTS + LIST_OBJECTS)
    assert cost(query, far=False) == 1 + 5 * (1 + 1 + LIST_OBJECTS)


def test_a_change_costs_what_is_selected_of_its_payload() -> None:
    query = """
    mutation ($input: ConfirmOrderInput!) {
      confirmOrder(input: $input) { order { buyer { id } lines { id } } errors { code } }
    }
    """

    assert cost(query, input={}) == 1 + 1 + 1 + LIST_OBJECTS + LIST_OBJECTS


def test_a_subscription_costs_what_is_selected_of_one_event() -> None:
    query = "subscription { orderEvents { cursor event { order { buyer { id } } } } }"

    assert cost(query) == 4


def test_the_operation_that_is_named_counts() -> None:
    query = "query A { viewer { role } } query B { orders(first: 9) { nodes { id } } }"
    document, known = schema.documents.prepare(query), costs()

    assert [known.of(document, name, {}) for name in ("A", "B", "A")] == [1, 10, 1]


def test_cost_grows_with_the_page() -> None:
    none, one, ten, most = (cost(ORDERS, first=first) for first in (0, 1, 10, 1000))

    assert none == 1
    assert (ten - none, most - none) == (10 * (one - none), 1000 * (one - none))


def test_what_the_page_on_limits_says_is_so() -> None:
    rows = re.findall(r"^\| `(\{ .*)` \| ([\d,]+) \|$", LIMITS.read_text(), re.MULTILINE)

    assert len(rows) >= 5
    assert {query: cost(query) for query, _ in rows} == {
        query: int(told.replace(",", "")) for query, told in rows
    }


# Orders with all that belongs to them, and far too much.
ORDERS: Final = """
query ($first: Int!) {
  orders(first: $first) {
    nodes {
      number total { minor } buyer { name } shipments { status trackingNumber }
      lines { quantity unitPrice { minor } sku { product { name owner { name } } } }
    }
  }
}
"""
ABSURD: Final = """
{
  products(first: 500) { nodes { skus { offers(first: 500) { nodes { seller {
    products(first: 500) { nodes { id } }
  } } } } } }
}
"""


def test_the_largest_page_of_orders_with_all_they_have_is_allowed_and_the_absurd_is_not() -> None:
    limit = Settings().cost_max

    check_cost(cost(ORDERS, first=PAGE_SIZE_MAX), limit)
    with pytest.raises(RequestError) as refused:
        check_cost(cost(ABSURD), limit)
    assert (refused.value.extensions or {})["code"] == "TOO_COMPLEX"


def test_a_refusal_says_the_cost_and_the_limit_and_what_to_do() -> None:
    check_cost(200, 200)
    with pytest.raises(RequestError, match="costs 201, .* at most 200 are allowed; ask for"):
        check_cost(201, 200)
    with pytest.raises(RequestError, match="costs more than 10⁹,"):
        check_cost(2**80, 200)


def test_a_cost_is_kept_as_long_as_its_document() -> None:
    known, document = costs(), parse(PAGED)

    assert known.of(document, None, {"n": 5}) == 6
    kept = known._kept[id(document)][None]
    assert known.of(document, None, {"n": 7}) == 8
    assert known._kept[id(document)] == {None: kept}

    del document
    gc.collect()
    assert known._kept == {}


LINKS: Final = 24


# One link is measured for each of the types that its fragment may be spread on.
CALLS_A_LINK: Final = 2_000


def calls_of(work: Callable[[], int]) -> tuple[int, int]:
    """What the work says, and how many calls it takes: whatever the machine, the same."""
    calls = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        said = work()
    finally:
        sys.setprofile(before)
    return said, calls


def bomb(link: str, last: str) -> DocumentNode:
    """Fragments that double in a row; `{0}` is a fragment's number and `{1}` the next one's."""
    links = "".join(f"fragment F{n} on Party {{ {link.format(n, n + 1)} }} " for n in range(LINKS))
    sizes = ", ".join(f"$a{n}: Int, $b{n}: Int" for n in range(LINKS))
    head = f"query ({sizes}) {{ parties(first: 1) {{ nodes {{ ...F0 }} }} }}"
    return parse(f"{head} {links} fragment F{LINKS} on Party {{ {last} }}")


BOMBS: Final = {
    "spread": "...F{1} ...F{1} id",
    "alike": "partnerships(first: 9) {{ nodes {{"
    " upstream {{ ...F{1} }} downstream {{ ...F{1} }} }} }}",
    "told apart": "... on Brand {{ retailers {{ nodes {{ ...F{1} }} }} }}"
    " ... on Retailer {{ brands {{ nodes {{ ...F{1} }} }} }} ... on Supplier {{ ...F{1} ...F{1} }}",
    "wide": "...F{1} x{0}: id y{0}: __typename ... on Brand {{ ...F{1} z{0}: name }}",
    "by variables": "a: partnerships(first: $a{0}) {{ nodes {{ upstream {{ ...F{1} }} }} }}"
    " b: partnerships(first: $b{0}) {{ nodes {{ downstream {{ ...F{1} }} }} }}",
    "different": "... on Brand {{ a: retailers(first: $a{0}) {{ nodes {{ ...F{1} }} }} }}"
    " ... on Retailer {{ b: brands(first: $b{0}) {{ nodes {{ ...F{1} }} }} }} ...F{1}",
}


@pytest.mark.parametrize("link", BOMBS.values(), ids=BOMBS.keys())
def test_fragments_that_double_are_measured_once_each(link: str) -> None:
    document, known = bomb(link, "locations: products(first: 5) { nodes { id } }"), costs()
    variables = {f"{side}{n}": 7 for side in "ab" for n in range(LINKS)}

    found, measuring = calls_of(lambda: known.of(document, None, variables))
    again, filling_in = calls_of(lambda: known.of(document, None, variables))

    assert found == again > 2**LINKS
    assert measuring < CALLS_A_LINK * LINKS
    assert filling_in < measuring / 10


def test_a_chain_that_is_too_long_to_follow_is_refused() -> None:
    links = (f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(900))
    document = parse(f"{{ ...F0 }} {' '.join(links)} fragment F900 on Query {{ __typename }}")

    with pytest.raises(RequestError, match="nested too deeply"):
        costs().of(document, None, {})


class Asking:
    """Random queries of what is paged, of single objects, and of the lists that belong to them."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(f"cost {seed}")
        self._keys = 0

    def query(self) -> str:
        assert GRAPH.query_type is not None
        return self._selection(GRAPH.query_type, 4)

    def _selection(self, type_: GraphQLNamedType, depth: int) -> str:
        if is_abstract_type(type_):
            possible = self._chance.sample(GRAPH.get_possible_types(type_), 2)
            sides = (f"... on {one.name} {self._selection(one, depth)}" for one in possible)
            return f"{{ __typename {' '.join(sides)} }}"
        fields: dict[str, Any] = type_.fields  # type: ignore[attr-defined]
        names = [name for name in fields if self._is_asked(fields[name], depth)]
        if type_ is not GRAPH.query_type:
            # Facts of each of many rows are more than an operation may cost.
            names = [name for name in names if "by" not in fields[name].args]
        chosen = self._chance.sample(names, min(len(names), self._chance.choice((1, 2, 3))))
        parts = [self._field(name, fields[name], depth) for name in chosen]
        return f"{{ {' '.join(['__typename', *parts])} }}"

    def _is_asked(self, field: Any, depth: int) -> bool:
        if any(name in field.args for name in ("id", "ids", "code", "gtin", "number", "lines")):
            return False
        return depth > 0 or not is_composite_type(get_named_type(field.type))

    def _field(self, name: str, field: Any, depth: int) -> str:
        self._keys += 1
        asked = ""
        if "first" in field.args:
            asked = f"{self._chance.choice(('first', 'last'))}: {self._chance.randint(0, 8)}"
            by = "by: [], " if "by" in field.args else ""
            asked = f"({by}{asked})"
        if "to" in field.args:
            asked = '(to: "USD")'
        type_ = get_named_type(field.type)
        # The parts of a page are no way further.
        below = depth if type_.name.endswith("Edge") or name == "nodes" else depth - 1
        inner = self._selection(type_, below) if is_composite_type(type_) else ""
        return f"k{self._keys}: {name}{asked} {inner}"


def objects(answer: Any) -> int:
    if isinstance(answer, dict):
        return 1 + sum(map(objects, answer.values()))
    return sum(map(objects, answer)) if isinstance(answer, list) else 0


async def test_no_answer_has_more_objects_than_its_operation_costs(demo_hub: Hub) -> None:
    viewer, known, answered = await viewer_of(demo_hub, "brand@hub.demo"), costs(), 0

    for seed in range(150):
        query = Asking(seed).query()
        bound = known.of(schema.documents.prepare(query), None, {})
        told = await ask(demo_hub, viewer, query)
        assert told.errors == [], query
        found = objects(told.data) - 1  # the answer itself is none
        assert found <= bound, query
        answered += found

    assert answered > 1_500
