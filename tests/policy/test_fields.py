"""Fields that not everybody may read who sees the row: null, and named with the rule."""

from typing import Any

import orjson

from db.queries.events import entries_after
from hub.context import Hub
from hub.execution.withheld import NAMED_MAX, Withheld, mark_withheld
from hub.policy.parties import OWN_PARTY
from hub.policy.stock import OWN_CHANGE, OWN_ITEM
from hub.schema import schema
from hub.work.webhooks.messages import message_of
from tests.graph import ask, ask_field_by_field, viewer_of
from tests.partners import Partners
from tests.policy.scene import Scene

STOCK = """
query ($ids: [ID!]!) { nodes(ids: $ids) { ... on StockItem {
  id onHand items: available threshold { pieces } party { name statusReason }
} } }
"""


async def test_a_withheld_field_is_null_and_named_with_its_rule(scene: Scene) -> None:
    ids = [scene.nodes["stock in the shop"], scene.nodes["stock of goods"]]

    told = await ask(scene.hub, scene.viewer("retailer"), STOCK, ids=ids)

    own, shared = told.data["nodes"]
    assert (own["onHand"], shared["onHand"]) == (5, None)
    assert shared["items"] == 5
    assert told.withheld == (
        [
            ("nodes.1.onHand", OWN_ITEM.sentence),
            ("nodes.1.threshold", OWN_ITEM.sentence),
            ("nodes.1.party.statusReason", OWN_PARTY.sentence),
        ],
        0,
    )
    assert told.errors == []


async def test_what_is_withheld_takes_no_statement_of_its_own(scene: Scene) -> None:
    query = "{ stock { edges { node { onHand } } nodes { version } } }"

    for viewer, withheld in (("retailer", 2), ("brand", 0)):
        told = await ask(scene.hub, scene.viewer(viewer), query)
        again = await ask_field_by_field(scene.hub, scene.viewer(viewer), query)

        assert told.statements == 1
        assert len(told.withheld.named) == withheld
        assert (sorted(again.withheld.named), again.data) == (
            sorted(told.withheld.named),
            told.data,
        )


async def test_as_many_are_named_as_can_be_read_and_the_others_counted(demo_hub: Hub) -> None:
    retailer = await viewer_of(demo_hub, "retailer@hub.demo")
    query = "{ stock(first: 500) { nodes { onHand available reserved incoming } } }"

    told = await ask(demo_hub, retailer, query)

    nulls = sum(value is None for node in told.data["stock"]["nodes"] for value in node.values())
    assert nulls > NAMED_MAX
    assert len(told.withheld.named) == NAMED_MAX
    assert told.withheld.more == nulls - NAMED_MAX


def test_the_path_of_a_mark_is_where_it_stands_in_the_text() -> None:
    mark = mark_withheld(OWN_ITEM)
    text = f'{{"a":[[1,{mark}],"}},\\"]",{{"b c":"[,","d":{mark}}}],"e":{{}},"f":{mark}}}'
    withheld = Withheld()

    whole = withheld.take_marks("r", text.encode())

    assert orjson.loads(whole)["a"][0] == [1, None]
    assert [one["path"] for one in withheld.take()["withheld"]] == [
        ["r", "a", 0, 1],
        ["r", "a", 2, "d"],
        ["r", "f"],
    ]
    assert withheld.take() == {}


async def test_where_an_error_makes_the_parent_null_nothing_below_it_is_named(
    scene: Scene,
) -> None:
    query = """query ($ids: [ID!]!) { nodes(ids: $ids) { ... on StockItem {
      reserved movements(first: 1, last: 1) { totalCount } } } }"""
    ids = [scene.nodes["stock of goods"]]

    told = await ask(scene.hub, scene.viewer("retailer"), query, ids=ids)

    assert (told.data, told.codes) == ({"nodes": [None]}, ["BAD_PAGE"])
    assert told.withheld == ([], 0)


async def test_what_is_withheld_of_an_event_is_named_to_webhooks_too(
    scene: Scene, partners: Partners
) -> None:
    brand, retailer = scene.traders["brand"], scene.traders["retailer"]
    item = scene.id("stock of goods")
    await scene.hub.database.pool.execute(
        "INSERT INTO events (kind, fact_id, aggregate_id, version, audience, recorded_at)"
        " SELECT 'STOCK', id, stock_item_id, version, ARRAY[$2::uuid, $3::uuid], now()"
        " FROM stock_movements WHERE stock_item_id = $1",
        item,
        brand.id,
        retailer.id,
    )
    await partners.sequence()

    async def message(party: str) -> Any:
        viewer = scene.viewer(party)
        assert viewer is not None
        [entry] = await entries_after(scene.hub.database, (viewer.party_id,), (0,), entries_max=9)
        body = await message_of(scene.hub, schema, viewer, entry)
        assert body is not None
        return orjson.loads(body)

    told = await message("retailer")
    assert told["type"] == "stock.changed"
    assert {(*one["path"], one["rule"]) for one in told["data"]["withheld"]} == {
        ("event", name, OWN_CHANGE.sentence) for name in ("kind", "version", "delta", "onHand")
    }
    assert "withheld" not in (await message("brand"))["data"]
