"""Nobody counts what it may not see."""

from collections import Counter
from typing import Any, Final

from db.enums.parties import PartyKind
from tests.areas import ANONYMOUS
from tests.graph import answer
from tests.policy.scene import Scene

_FACTS: Final = """
{
  SELLING: salesFacts(by: [SELLER]) { nodes { orders party: seller { id } } }
  BUYING: salesFacts(by: [BUYER], side: BUYING) { nodes { orders party: buyer { id } } }
}
"""
_OF_PARTIES: Final = """
query ($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Party { id }
    ... on Supplier { SELLING: salesFacts(by: []) { nodes { orders } } }
    ... on Brand {
      SELLING: salesFacts(by: []) { nodes { orders } }
      BUYING: salesFacts(by: [], side: BUYING) { nodes { orders } }
    }
    ... on Retailer {
      SELLING: salesFacts(by: []) { nodes { orders } }
      BUYING: salesFacts(by: [], side: BUYING) { nodes { orders } }
    }
    ... on Consumer { BUYING: salesFacts(by: []) { nodes { orders } } }
  }
}
"""
_ORDERS: Final = """
SELECT 'Party:' || seller_id AS "SELLING", 'Party:' || buyer_id AS "BUYING" FROM orders
WHERE status NOT IN ('DRAFT', 'CANCELLED', 'REJECTED')
"""


def bare(id: str) -> str:
    return f"Party:{id.partition(':')[2]}"


async def test_a_party_counts_only_the_orders_that_it_may_see(scene: Scene) -> None:
    orders = await scene.hub.database.pool.fetch(_ORDERS)
    ids = [scene.nodes[name] for name in scene.traders]
    seen = 0
    for name in (*scene.traders, ANONYMOUS):
        viewer = scene.viewer(name)
        own = None if viewer is None else f"Party:{viewer.party_id}"
        is_operator = viewer is not None and viewer.party_kind is PartyKind.OPERATOR
        told: Any = await answer(scene.hub, viewer, _FACTS)
        parties = []
        for n in range(0, len(ids), 3):
            parties += (await answer(scene.hub, viewer, _OF_PARTIES, ids=ids[n : n + 3]))["nodes"]
        for side in ("SELLING", "BUYING"):
            counted = Counter(o[side] for o in orders if is_operator or o[side] == own)
            found = {bare(one["party"]["id"]): one["orders"] for one in told[side]["nodes"]}
            assert found == counted, (name, side)
            seen += len(found)
            for party in filter(None, parties):
                if side in party:
                    [fact] = party[side]["nodes"]
                    wanted = [
                        o
                        for o in orders
                        if o[side] == bare(party["id"])
                        and (is_operator or own in (o["SELLING"], o["BUYING"]))
                    ]
                    assert fact["orders"] == len(wanted), (name, party["id"], side)
    assert seen > 8
