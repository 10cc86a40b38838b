"""Finding things by their ids, and saying so when an id is none."""

from uuid import UUID

import pytest

from hub.execution.errors import RequestError
from hub.resolvers.nodes import NODES_MAX
from tests.graph import answer, ask
from tests.world import World

NOWHERE = UUID(int=0)


async def test_nodes_come_in_the_order_they_were_asked_for(world: World) -> None:
    order = await world.order()
    ids = [f"Sku:{world.sku.id}", f"Order:{NOWHERE}", f"Order:{order}", f"Sku:{world.sku.id}"]

    told = await ask(
        world.hub,
        world.retailer.viewer,
        "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }",
        ids=ids,
    )

    assert told.errors == []
    assert told.data["nodes"] == [
        {"__typename": "Sku", "id": ids[0]},
        None,
        {"__typename": "Order", "id": ids[2]},
        {"__typename": "Sku", "id": ids[0]},
    ]
    assert told.statements == 2


async def test_nodes_of_one_type_are_read_together(world: World) -> None:
    ids = [f"Order:{await world.order()}" for _ in range(3)]

    told = await ask(
        world.hub,
        world.retailer.viewer,
        """
        query ($ids: [ID!]!) {
          nodes(ids: $ids) { id ... on Order { buyer { name } lines { sku { code } } } }
        }
        """,
        ids=ids,
    )

    assert [node["id"] for node in told.data["nodes"]] == ids
    # The nodes themselves, and their relations.
    assert told.statements == 2


async def test_nobody_by_this_id_is_null(world: World) -> None:
    found = await answer(
        world.hub,
        world.brand.viewer,
        """
        query ($order: ID!, $party: ID!) {
          order(id: $order) { id } party(id: $party) { id } node(id: $order) { id }
        }
        """,
        order=f"Order:{NOWHERE}",
        party=f"Party:{NOWHERE}",
    )

    assert found == {"order": None, "party": None, "node": None}


async def test_what_is_no_id_is_refused_wherever_it_is_given(world: World) -> None:
    party = f"Party:{world.brand.id}"
    for field, id in (
        ("node(id: $id) { id }", "nothing"),
        ("node(id: $id) { id }", f"Session:{world.brand.viewer.session_id}"),
        ("nodes(ids: [$id]) { id }", f"Orders:{NOWHERE}"),
        ("order(id: $id) { id }", party),
        ("party(id: $id) { id }", f"Brand:{world.brand.id}"),
        ("orders(filter: {sellerId: $id}) { totalCount }", f"Order:{NOWHERE}"),
        ("stock(filter: {skuIds: [$id]}) { totalCount }", party),
        ("viewer { party { products(filter: {categoryId: $id}) { totalCount } } }", party),
    ):
        query = f"query ($id: ID!) {{ {field} }}"

        told = await ask(world.hub, world.brand.viewer, query, id=id)

        assert told.codes == ["BAD_ID"], field


async def test_only_so_many_nodes_can_be_asked_for_at_once(world: World) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"

    most = await ask(world.hub, None, query, ids=[f"Sku:{world.sku.id}"] * NODES_MAX)

    assert len(most.data["nodes"]) == NODES_MAX
    with pytest.raises(RequestError, match="at most 1000 are taken") as refused:
        await ask(world.hub, None, query, ids=[f"Sku:{world.sku.id}"] * (NODES_MAX + 1))
    assert refused.value.extensions == {"code": "BAD_INPUT"}
