"""Who sees which rows, one line for each row: by id, in lists, in counts, and by no other way."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from graphql import get_named_type

from hub.execution.fields import NODE_LOADERS, Found
from hub.execution.plan import source_of
from hub.schema import schema
from tests.areas import ANONYMOUS
from tests.graph import answer, ask
from tests.policy.rules import listed_for, seen_by
from tests.policy.scene import Scene

_QUERY: Final[Any] = schema._schema.query_type


def viewers_of(scene: Scene) -> list[str]:
    return [*scene.traders, ANONYMOUS]


async def test_the_scene_has_rows_of_every_type(scene: Scene) -> None:
    assert {id.partition(":")[0] for id in scene.nodes.values()} == NODE_LOADERS.keys()


async def test_a_row_is_found_by_its_id_by_those_alone_who_may_see_it(scene: Scene) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    ids = list(scene.nodes.values())

    found = defaultdict(set)
    for viewer in viewers_of(scene):
        told = await answer(scene.hub, scene.viewer(viewer), query, ids=ids)
        for name, node in zip(scene.nodes, told["nodes"], strict=True):
            if node is not None:
                found[name].add(viewer)

    assert found == {name: seen_by(name) for name in scene.nodes}


def roots() -> Mapping[str, str]:
    """By the roots that find one row by its id: the type of that id."""
    return {
        name: source.typenames[0]
        for name, field in _QUERY.fields.items()
        if isinstance(source := source_of(field), Found)
    }


def lists() -> Mapping[str, str]:
    """By the roots that are lists: the type of their rows' ids."""
    found = {}
    for name, field in _QUERY.fields.items():
        page: Any = get_named_type(field.type)
        if page.name.endswith("Connection"):
            row: Any = get_named_type(page.fields["nodes"].type)
            # Facts are rows of no table.
            if "id" in row.fields:
                found[name] = source_of(row.fields["id"]).typename
    return found


async def test_a_root_finds_a_row_for_those_alone_who_may_see_it(scene: Scene) -> None:
    assert len(roots()) > 8
    for root, typename in roots().items():
        query = f"query ($id: ID!) {{ {root}(id: $id) {{ id }} }}"
        rows = {n: id for n, id in scene.nodes.items() if id.startswith(f"{typename}:")}
        assert rows
        for name, id in rows.items():
            found = set()
            for viewer in viewers_of(scene):
                told = await ask(scene.hub, scene.viewer(viewer), query, id=id)
                assert (told.errors, told.statements) == ([], 1)
                found |= {viewer} if told.data[root] else set()
            assert found == seen_by(name), name


async def test_a_list_and_its_count_have_the_rows_that_the_viewer_may_see(scene: Scene) -> None:
    assert len(lists()) > 8
    selected = " ".join(f"{name}(first: 500) {{ totalCount nodes {{ id }} }}" for name in lists())

    for viewer in viewers_of(scene):
        told = await answer(scene.hub, scene.viewer(viewer), f"{{ {selected} }}")
        for name, typename in lists().items():
            ids = {node["id"] for node in told[name]["nodes"]}
            wanted = {
                row
                for row, id in scene.nodes.items()
                if id.startswith(f"{typename}:") and viewer in listed_for(row, name)
            }
            assert {row for row, id in scene.nodes.items() if id in ids} == wanted, (viewer, name)
            assert told[name]["totalCount"] == len(wanted), (viewer, name)


UNDER_PARTIES: Final = """
query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Party { id
  products(first: 500) { totalCount nodes { id } }
  partnerships(first: 500) { totalCount nodes { id } }
}
... on Brand {
  suppliers { totalCount nodes { id } } retailers { totalCount nodes { id } }
  orders { totalCount nodes { id } } stock { totalCount nodes { id } }
  offers { totalCount nodes { id } } locations { id }
}
... on Retailer {
  brands { totalCount nodes { id } } consumers { totalCount nodes { id } }
  orders { totalCount nodes { id } } stock { totalCount nodes { id } }
  offers { totalCount nodes { id } } locations { id }
} } }
"""


async def test_lists_under_a_party_have_only_rows_that_the_viewer_may_see(scene: Scene) -> None:
    names = {id: name for name, id in scene.nodes.items()}
    met = 0
    for viewer in viewers_of(scene):
        told = await answer(
            scene.hub,
            scene.viewer(viewer),
            UNDER_PARTIES,
            ids=[scene.nodes[name] for name in scene.traders],
        )
        for party in filter(None, told["nodes"]):
            for field, found in party.items():
                if field == "id":
                    continue
                rows = found if isinstance(found, list) else found["nodes"]
                met += len(rows)
                for row in rows:
                    assert viewer in listed_for(names[row["id"]], field), (viewer, field)
                if not isinstance(found, list):
                    assert found["totalCount"] == len(rows), (viewer, field)
    assert met > 50


async def partners(scene: Scene, viewer: str, party: str, field: str) -> Any:
    query = f"""
    query ($id: ID!) {{ party(id: $id) {{ ... on Brand {{
      {field} {{ totalCount nodes {{ id }} }} }} }} }}
    """
    told = await answer(scene.hub, scene.viewer(viewer), query, id=scene.nodes[party])
    found = told["party"][field]
    assert found["totalCount"] == len(found["nodes"])
    names = {id: name for name, id in scene.nodes.items()}
    return {names[node["id"]] for node in found["nodes"]}


async def test_a_partner_finds_nobody_but_itself_among_its_partners_partners(scene: Scene) -> None:
    assert await partners(scene, "retailer", "brand", "retailers") == {"retailer"}
    assert await partners(scene, "retailer", "brand", "suppliers") == set()
    assert await partners(scene, "supplier", "brand", "suppliers") == {"supplier"}
    assert await partners(scene, "supplier", "brand", "retailers") == set()
    assert await partners(scene, "stranger", "brand", "retailers") == set()
    assert await partners(scene, "brand", "brand", "suppliers") == {"supplier", "rival_supplier"}
    assert await partners(scene, "brand", "brand", "retailers") == {
        "retailer",
        "rival_retailer",
        "former_retailer",
        "proposed_retailer",
    }


async def test_a_chain_of_orders_is_seen_as_far_as_one_takes_part_in_it(scene: Scene) -> None:
    query = "query ($id: ID!) { order(id: $id) { causes { id } causedBy { id } } }"
    names = {id: name for name, id in scene.nodes.items()}

    async def around(viewer: str, order: str) -> tuple[list[str], str | None]:
        told = await answer(scene.hub, scene.viewer(viewer), query, id=scene.nodes[order])
        causes = [names[found["id"]] for found in told["order"]["causes"]]
        cause = told["order"]["causedBy"]
        return causes, cause and names[cause["id"]]

    assert await around("retailer", "wholesale order") == ([], "retail order")
    assert await around("brand", "wholesale order") == (["supply order"], None)
    assert await around("consumer", "retail order") == ([], None)
    assert await around("supplier", "supply order") == ([], None)
    assert await around("operator", "wholesale order") == (["supply order"], "retail order")


async def test_a_filter_does_not_tell_whether_an_invisible_party_exists(scene: Scene) -> None:
    lists = {
        "orders(filter: {sellerId: $id})": "rival_supplier",
        "orders(filter: {buyerId: $id})": "rival_retailer",
        "products(filter: {ownerId: $id})": "stranger_brand",
        "skus(filter: {ownerId: $id})": "stranger_brand",
        "stock(filter: {partyId: $id})": "brand",
        "party(id: $id)": "rival_supplier",
    }
    nobody = "Party:00000000-0000-7000-8000-000000000000"
    viewer = scene.viewer("supplier")
    for field, party in lists.items():
        selected = "{ id }" if field.startswith("party") else "{ totalCount nodes { id } }"
        query = f"query ($id: ID!) {{ found: {field} {selected} }}"

        of_party = await ask(scene.hub, viewer, query, id=scene.nodes[party])
        of_nobody = await ask(scene.hub, viewer, query, id=nobody)

        assert of_party == of_nobody, field
        assert of_party.errors == []


async def test_a_search_finds_no_invisible_party(scene: Scene) -> None:
    query = "query ($text: String) { parties(search: $text) { totalCount nodes { id } } }"
    rival = scene.traders["rival_supplier"].party.name

    own = await answer(scene.hub, scene.viewer("brand"), query, text=rival)
    others = await answer(scene.hub, scene.viewer("supplier"), query, text=rival)

    assert [node["id"] for node in own["parties"]["nodes"]] == [scene.nodes["rival_supplier"]]
    assert others["parties"] == {"totalCount": 0, "nodes": []}


async def test_the_ledger_is_its_owners_alone(scene: Scene) -> None:
    query = """
    query ($id: ID!) { node(id: $id) { ... on StockItem {
      onHand movements { totalCount nodes { reason } } } } }
    """

    async def seen(viewer: str) -> Any:
        told = await answer(
            scene.hub, scene.viewer(viewer), query, id=scene.nodes["stock of goods"]
        )
        return told["node"]["onHand"], told["node"]["movements"]["totalCount"]

    assert await seen("brand") == (5, 1)
    assert await seen("retailer") == (None, 0)


async def test_available_counts_the_stock_that_the_viewer_sees(scene: Scene) -> None:
    query = "query ($id: ID!) { sku(id: $id) { available } }"

    async def available(viewer: str) -> Any:
        told = await answer(
            scene.hub, scene.viewer(viewer), query, id=scene.nodes["SKU of public goods"]
        )
        return told["sku"]["available"]

    assert await available("brand") == 5
    assert await available("retailer") == 10
    assert await available("rival_retailer") is None
    assert await available("consumer") is None


async def test_tiers_are_seen_with_their_offer(scene: Scene) -> None:
    query = "query ($id: ID!) { offer(id: $id) { tiers { minimumQuantity price { minor } } } }"
    tiers = [{"minimumQuantity": 2, "price": {"minor": 90}}]
    for offer in ("price to the retailer", "price to the consumer", "price of the house"):
        for viewer in viewers_of(scene):
            told = await answer(scene.hub, scene.viewer(viewer), query, id=scene.nodes[offer])

            seen = viewer in seen_by(offer)
            assert told["offer"] == ({"tiers": tiers} if seen else None), (offer, viewer)


async def test_what_a_suspended_party_sells_is_hidden_from_those_it_was_listed_for(
    scene: Scene,
) -> None:
    query = "query ($id: ID!) { node(id: $id) { id } }"
    await scene.hub.database.pool.execute(
        "UPDATE parties SET status = 'SUSPENDED' WHERE id = $1", scene.id("house")
    )

    for row, viewers in {
        "goods of the house": (ANONYMOUS, "rival_supplier"),
        "price of the house": (ANONYMOUS, "rival_supplier", "consumer"),
    }.items():
        for viewer in viewers:
            told = await answer(scene.hub, scene.viewer(viewer), query, id=scene.nodes[row])
            assert told["node"] is None, (row, viewer)


async def test_shared_stock_is_hidden_when_it_is_shared_no_more(scene: Scene) -> None:
    query = "query ($id: ID!) { node(id: $id) { id } }"
    retailer, item = scene.viewer("retailer"), scene.nodes["stock of goods"]
    assert (await answer(scene.hub, retailer, query, id=item))["node"] is not None

    for change in (
        "UPDATE sharings SET exactness = 'NOTHING' WHERE partner_id = $1",
        "UPDATE sharings SET exactness = 'EXACT', topic = 'SALES' WHERE partner_id = $1",
        """WITH shown AS (UPDATE sharings SET topic = 'STOCK')
        UPDATE partnerships SET status = 'SUSPENDED' WHERE downstream_id = $1""",
    ):
        await scene.hub.database.pool.execute(change, scene.id("retailer"))

        assert (await answer(scene.hub, retailer, query, id=item))["node"] is None, change
