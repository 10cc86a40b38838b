"""Partners show each other as much as each says of its own, and no more by any way."""

from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums.accounts import Role
from db.enums.parties import PartnershipStatus
from db.enums.sharing import Exactness, SharingTopic
from db.types import new_id
from hub.commands import stock as stock_commands
from hub.commands.sharing import set_sharing
from hub.domain.errors import ErrorCode
from hub.domain.sharing import BANDS, band, is_noticed
from hub.policy.stock import EXACT_STOCK
from tests.graph import answer, ask, ask_field_by_field
from tests.world import Trader, World

_STOCK: Final = """
{ stock { nodes { available availableChangedAt availableWhenTheDayBegan onHand } } }
"""
# What is read of 100 pieces, all of which were there when the day began.
_SHOWN: Final = {
    Exactness.NOTHING: None,
    Exactness.YES_NO: {"available": 1},
    Exactness.BANDED: {"available": 100},
    Exactness.DELAYED: {"available": 0, "availableWhenTheDayBegan": 100},
    Exactness.EXACT: {"available": 100, "availableWhenTheDayBegan": 100},
}
# What is named as withheld of it.
_WITHHELD: Final = {
    Exactness.NOTHING: 0,
    Exactness.YES_NO: 4,
    Exactness.BANDED: 4,
    Exactness.DELAYED: 3,
    Exactness.EXACT: 1,
}


def setting(
    partnership_id: UUID, exactness: Exactness, topic: SharingTopic = SharingTopic.STOCK
) -> Any:
    return lambda request: set_sharing(request, partnership_id, topic, exactness)


async def partnership_of(world: World, upstream: Trader, downstream: Trader) -> UUID:
    found: UUID = await world.hub.database.pool.fetchval(
        "SELECT id FROM partnerships WHERE upstream_id = $1 AND downstream_id = $2",
        upstream.id,
        downstream.id,
    )
    return found


async def begin_the_day_anew(world: World) -> None:
    """What has happened so far has happened yesterday."""
    async with world.hub.database.pool.acquire() as connection:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute(
            "UPDATE stock_movements SET occurred_at = occurred_at - interval '1 day'"
        )
        await connection.execute("RESET session_replication_role")


@pytest.mark.parametrize("exactness", Exactness)
async def test_a_partner_reads_and_notices_as_much_as_it_is_shown(
    world: World, exactness: Exactness
) -> None:
    await begin_the_day_anew(world)
    partnership_id = await partnership_of(world, world.brand, world.retailer)
    await world.done(world.brand, setting(partnership_id, exactness))

    told = await ask(world.hub, world.retailer.viewer, _STOCK)

    assert told.errors == []
    found = [
        {name: value for name, value in node.items() if value is not None}
        for node in told.data["stock"]["nodes"]
    ]
    for node in found:
        node.pop("availableChangedAt", None)
    wanted = _SHOWN[exactness]
    assert found == ([] if wanted is None else [wanted])
    assert len(told.withheld.named) == _WITHHELD[exactness]
    again = await ask_field_by_field(world.hub, world.retailer.viewer, _STOCK)
    assert (again.data, sorted(again.withheld.named)) == (
        told.data,
        sorted(told.withheld.named),
    )

    # Feeds tell of those changes alone that such a reader would notice.
    at, before = world.brand.location, 100
    assert at is not None
    heard = len(await world.feed(world.retailer))
    for delta in (-1, -60, +2, -41, +3):
        await world.done(
            world.brand,
            lambda r, delta=delta: stock_commands.adjust_stock(
                r, at.id, world.sku.id, delta, "counted"
            ),
        )
        heard += is_noticed(exactness, before, before + delta)
        before += delta
        assert len(await world.feed(world.retailer)) == heard, (delta, before)
    facts = await world.hub.database.pool.fetch(
        "SELECT fact_id FROM events WHERE kind = 'STOCK' AND $1 = ANY (audience)",
        world.retailer.id,
    )
    events = await answer(
        world.hub,
        world.retailer.viewer,
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on StockEvent { available } } }",
        ids=[f"StockEvent:{fact['fact_id']}" for fact in facts],
    )
    assert [event is not None for event in events["nodes"]] == [True] * heard
    if exactness is not Exactness.EXACT:
        assert {event["available"] for event in events["nodes"]} <= {None}


async def test_a_list_is_not_sorted_by_what_is_withheld_of_its_rows(world: World) -> None:
    await world.stocked(world.retailer, world.sku, 3)
    await world.share_stock(world.brand, world.retailer, Exactness.BANDED)
    query = """
    query ($order: StockOrder!, $filter: StockFilter) {
      stock(orderBy: $order, filter: $filter) { nodes { available } totalCount }
      viewer { party { ... on Retailer { stock(orderBy: $order) { totalCount } } } }
    }
    """
    viewer = world.retailer.viewer
    own = {"partyId": f"Party:{world.retailer.id}"}

    for order in ("LEAST_AVAILABLE", "MOST_AVAILABLE", "NEWEST"):
        for asking in (ask, ask_field_by_field):
            told = await asking(world.hub, viewer, query, order=order)
            assert told.data is None
            assert told.codes == ["FIELD_WITHHELD"]
            assert told.errors[0]["path"] == ["stock"]
            assert told.errors[0]["message"].startswith(EXACT_STOCK.sentence)

        told = await answer(world.hub, viewer, query, order=order, filter=own)
        assert told["stock"] == {"nodes": [{"available": 3}], "totalCount": 1}
        assert told["viewer"]["party"]["stock"] == {"totalCount": 1}

    told = await answer(world.hub, viewer, query, order="ENTERED")
    assert [node["available"] for node in told["stock"]["nodes"]] == [3, 100]
    await world.share_stock(world.brand, world.retailer, Exactness.EXACT)
    told = await answer(world.hub, viewer, query, order="MOST_AVAILABLE")
    assert [node["available"] for node in told["stock"]["nodes"]] == [100, 3]


async def test_each_side_decides_on_its_own(world: World) -> None:
    partnership_id = await partnership_of(world, world.brand, world.retailer)
    await world.stocked(world.retailer, world.sku, 20)

    await world.done(world.retailer, setting(partnership_id, Exactness.YES_NO))
    await world.done(world.brand, setting(partnership_id, Exactness.EXACT, SharingTopic.LOTS))

    query = """query ($id: ID!) { node(id: $id) { ... on Partnership { version
      sharing { party { id } partner { id } topic exactness isInEffect } } } }"""
    ids = [{"id": f"Party:{one.id}"} for one in (world.brand, world.retailer)]
    for side in (world.brand, world.retailer):
        told = await answer(world.hub, side.viewer, query, id=f"Partnership:{partnership_id}")
        assert told["node"]["version"] == 3
        assert told["node"]["sharing"] == [
            dict(zip(("party", "partner", "topic", "exactness", "isInEffect"), one, strict=True))
            for one in (
                (*ids, "LOTS", "EXACT", False),
                (*reversed(ids), "STOCK", "YES_NO", True),
            )
        ]
    stock = "{ stock { totalCount nodes { available } } }"
    told = await answer(world.hub, world.brand.viewer, stock)
    assert {node["available"] for node in told["stock"]["nodes"]} == {100, 1}
    told = await ask(world.hub, world.brand.viewer, stock)
    assert [rule for _, rule in told.withheld.named] == [EXACT_STOCK.sentence]
    assert (await answer(world.hub, world.retailer.viewer, stock))["stock"]["totalCount"] == 1


async def test_nobody_else_decides(world: World) -> None:
    partnership_id = await partnership_of(world, world.brand, world.retailer)
    buyer = await world.member(world.brand.party, Role.BUYER)
    for who, code in (
        (world.supplier, ErrorCode.NOT_FOUND),
        (buyer, ErrorCode.FORBIDDEN),
        (None, ErrorCode.UNAUTHENTICATED),
    ):
        refused = await world.refusal(who, setting(partnership_id, Exactness.EXACT))
        assert refused.code is code
    refused = await world.refusal(world.brand, setting(new_id(), Exactness.EXACT))
    assert refused.code is ErrorCode.NOT_FOUND

    await world.hub.database.pool.execute(
        "UPDATE partnerships SET status = $1", PartnershipStatus.ENDED
    )
    refused = await world.refusal(world.brand, setting(partnership_id, Exactness.EXACT))
    assert refused.code is ErrorCode.WRONG_STATUS


@given(st.integers(min_value=-5, max_value=20_000))
def test_a_band_begins_at_or_below_what_is_in_it(pieces: int) -> None:
    assert band(pieces) <= max(pieces, 0)
    assert band(pieces) in BANDS
    assert all(start <= band(pieces) for start in BANDS if start <= pieces)


async def test_the_database_knows_the_same_bands(world: World) -> None:
    pieces = sorted({start + step for start in BANDS for step in (-1, 0, 1)})

    found = await world.hub.database.pool.fetch(
        "SELECT stock_band(one) AS band FROM unnest($1::integer[]) AS one", pieces
    )

    assert [row["band"] for row in found] == [band(one) for one in pieces]
