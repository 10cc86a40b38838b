"""What operations can ask for in the demo world: ids, cursors, words, and changes that are open.

It is taken from answers to fixed questions, so that the same world makes the same sample.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphql import GraphQLEnumType, GraphQLField, GraphQLObjectType, get_named_type

from demo import DEMO_ACCOUNTS
from hub.context import Hub
from hub.schema import schema
from tests.breadth import ids_of_everything
from tests.graph import ask_field_by_field, viewer_of

_GRAPH: Final = schema._schema
_STAFF: Final = ("brand.buyer@hub.demo", "brand.warehouse@hub.demo", "retailer.analyst@hub.demo")
NOBODY: Final = "nobody"

# All that a viewer's own lists lead to, a few steps on.
_OWN: Final = """
{
  viewer { party {
    __typename id partnerships { nodes { id upstream { id } downstream { id } } }
    ... on Brand { locations { id } } ... on Retailer { locations { id } }
    ... on Supplier { locations { id } }
  } }
  orders(first: 25) { nodes { id number status createdAt placedAt availableActions buyer { id }
    seller { id } deliverTo { id } lines { id sku { id code gtin product { id } } } history { id }
    causes { id } shipments { id carrier status lines { id } trackingEvents { id } } } }
  last: orders(last: 15) { nodes { id number status availableActions lines { id } shipments { id
    status } } }
  products(first: 12) { nodes { id name inChinese: name(language: "zh")
    category { id parent { id } } media { id } documents { id } skus { id code }
    owner { id name inChinese: name(language: "zh") country } } }
  skus(first: 8) { nodes { id code gtin offers(first: 3) { nodes { id minimumQuantity seller { id }
    sku { id } price { minor } } } } }
  alerts(first: 10) { nodes { id } }
  stock(first: 15) { nodes { id party { id } sku { id } location { id } } }
}
"""


@dataclass(frozen=True)
class Sample:
    """`ids` by viewer and type name, those of the whole world under no viewer; `cursors` by type of
    connection and ordering; `texts` by the name of the argument that takes them."""

    viewers: Sequence[str]
    ids: Mapping[str | None, Mapping[str, Sequence[str]]]
    cursors: Mapping[tuple[str, str], Sequence[str]]
    texts: Mapping[str, Sequence[str]]
    # By viewer: steps that are open to them and of which order, and offers made to them.
    actions: Mapping[str, Sequence[tuple[str, str]]]
    deals: Mapping[str, Sequence[Mapping[str, Any]]]
    lines: Mapping[str, Sequence[str]]


async def sampled(hub: Hub) -> Sample:
    emails = [*(account.email for account in DEMO_ACCOUNTS), *_STAFF]
    ids: dict[str | None, dict[str, list[str]]] = {}
    ids[None] = _by_type(sorted(await ids_of_everything(hub, each_max=40)))
    texts: dict[str, set[str]] = {name: set() for name in _TEXTS}
    actions: dict[str, list[tuple[str, str]]] = {NOBODY: []}
    deals: dict[str, list[Mapping[str, Any]]] = {NOBODY: []}
    lines: dict[str, list[str]] = {}
    cursors: dict[tuple[str, str], set[str]] = {}
    for email in [NOBODY, *emails]:
        viewer = None if email == NOBODY else await viewer_of(hub, email)
        seen = (await ask_field_by_field(hub, viewer, _OWN)).data
        own = ids[email] = _by_type(dict.fromkeys(_values(seen, "id")))
        for name, keys in _TEXTS.items():
            texts[name] |= {text for key in keys for text in _values(seen, key)}
        orders = seen["orders"]["nodes"] + seen["last"]["nodes"]
        actions[email] = [
            (one, order["id"]) for order in orders for one in order["availableActions"]
        ]
        deals[email] = [offer for sku in seen["skus"]["nodes"] for offer in sku["offers"]["nodes"]]
        lines |= {order["id"]: [line["id"] for line in order["lines"]] for order in orders}
        some = [id for of_type in own.values() for id in of_type[:3]]
        told = await ask_field_by_field(hub, viewer, _lists(), ids=some)
        for answers in [*told.data.pop("nodes"), told.data]:
            for key, page in (answers or {}).items():
                of = key.split("__")
                found = cursors.setdefault((of[0], of[1]), set())
                found |= {edge["cursor"] for edge in page["edges"]}
    return Sample(
        [NOBODY, *emails],
        ids,
        {place: sorted(found)[:12] for place, found in sorted(cursors.items()) if found},
        {name: sorted(found) for name, found in texts.items()},
        actions,
        deals,
        lines,
    )


# By argument: the fields whose values it takes.
_TEXTS: Final[Mapping[str, Sequence[str]]] = {
    "number": ("number",),
    "code": ("code",),
    "gtin": ("gtin",),
    "country": ("country",),
    "carrier": ("carrier",),
    "search": ("name", "inChinese"),
    "instant": ("createdAt", "placedAt"),
}


def _by_type(ids: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id in ids:
        found.setdefault(id.partition(":")[0], []).append(id)
    return found


def _values(answer: Any, key: str) -> list[str]:
    """All texts under the key, anywhere in the answer."""
    if isinstance(answer, list):
        return [text for one in answer for text in _values(one, key)]
    if not isinstance(answer, dict):
        return []
    below = [text for one in answer.values() for text in _values(one, key)]
    return [answer[key], *below] if isinstance(answer.get(key), str) else below


def _lists() -> str:
    """A query for cursors of every list in every ordering, of roots and of `nodes`."""
    assert _GRAPH.query_type is not None
    node = _GRAPH.type_map["Node"]
    kinds = [
        f"... on {type_.name} {{ {lists} }}"
        for type_ in _GRAPH.get_possible_types(node)  # type: ignore[arg-type]
        if (lists := _lists_of(type_))
    ]
    nodes = f"nodes(ids: $ids) {{ {' '.join(kinds)} }}"
    return f"query ($ids: [ID!]!) {{ {_lists_of(_GRAPH.query_type)} {nodes} }}"


def dimensions_asked(field: GraphQLField) -> list[str]:
    """The dimensions of facts of which the sample has cursors."""
    by = get_named_type(field.args["by"].type)
    assert isinstance(by, GraphQLEnumType)
    return [*by.values][:2]


def _lists_of(type_: GraphQLObjectType) -> str:
    made = []
    for name, field in type_.fields.items():
        if "first" in field.args:
            asked = ""
            orderings = [""]
            if "orderBy" in field.args:
                ordering = get_named_type(field.args["orderBy"].type)
                assert isinstance(ordering, GraphQLEnumType)
                orderings = [*ordering.values]
            for one in orderings:
                asked = f", orderBy: {one}" if one else ""
                if "by" in field.args:
                    asked += f", by: [{', '.join(dimensions_asked(field))}]"
                if "currency" in field.args:
                    asked += ', currency: "EUR"'
                key = f"{get_named_type(field.type).name}__{one}__{type_.name}_{name}"
                made.append(f"{key}: {name}(first: 3{asked}) {{ edges {{ cursor }} }}")
    return " ".join(made)
