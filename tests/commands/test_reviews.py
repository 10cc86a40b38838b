"""Who has received a product reviews it, the operator publishes it, and its owner answers."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from db.enums.parties import PartyKind
from db.types import new_id
from hub.commands import orders, reviews, shipments
from hub.domain.errors import ErrorCode
from tests.graph import answer
from tests.world import Trader, World

READ = """
    query ($id: ID!) {
        product(id: $id) {
            rating { average count stars }
            reviews { nodes { stars text signedAs answer author { id } reason } }
        }
    }
"""


@pytest.fixture
async def operator(world: World) -> Trader:
    return await world.trader(PartyKind.OPERATOR)


@pytest.fixture
async def buyer(world: World) -> Trader:
    """A retailer that has received the brand's product."""
    order_id = await world.order()
    await world.done(world.brand, partial(orders.confirm_order, order_id=order_id))
    await world.done(world.brand, partial(shipments.ship_order, order_id=order_id))
    [row] = await world.hub.database.pool.fetch("SELECT id FROM shipments")
    receiving = partial(shipments.receive_shipment, shipment_id=row["id"])
    await world.done(world.retailer, receiving)
    return world.retailer


def writing(world: World, **values: Any) -> Any:
    return partial(reviews.write_review, product_id=world.sku.product_id, **{"stars": 5, **values})


async def read(world: World, who: Trader) -> Any:
    id = f"Product:{world.sku.product_id}"
    return (await answer(world.hub, who.viewer, READ, id=id))["product"]


async def publish(world: World, operator: Trader, review_id: UUID) -> None:
    await world.done(operator, partial(reviews.publish_review, review_id=review_id))


async def test_a_review_is_read_once_it_is_published_and_its_author_stays_unknown(
    world: World, buyer: Trader, operator: Trader
) -> None:
    review_id = await world.done(buyer, writing(world, stars=4, text="Good."))
    shown = {"stars": 4, "text": "Good.", "signedAs": "A***", "answer": None}
    author = {"author": {"id": f"Party:{buyer.id}"}, "reason": None}

    assert (await read(world, world.brand))["reviews"]["nodes"] == []
    assert (await read(world, buyer))["reviews"]["nodes"] == [shown | author]

    await publish(world, operator, review_id)
    answering = partial(reviews.answer_review, review_id=review_id, answer="Thank you.")
    await world.done(world.brand, answering)

    assert await read(world, world.brand) == {
        "rating": {"average": "4.00", "count": 1, "stars": [0, 0, 0, 1, 0]},
        "reviews": {"nodes": [{**shown, "answer": "Thank you.", "author": None, "reason": None}]},
    }


async def test_a_changed_or_withdrawn_review_counts_no_more_until_it_is_published_anew(
    world: World, buyer: Trader, operator: Trader
) -> None:
    review_id = await world.done(buyer, writing(world, stars=1))
    await publish(world, operator, review_id)
    assert await world.done(buyer, writing(world, stars=5)) == review_id
    assert (await read(world, world.brand))["rating"]["count"] == 0

    await publish(world, operator, review_id)
    assert (await read(world, world.brand))["rating"]["average"] == "5.00"

    await world.done(buyer, partial(reviews.withdraw_review, review_id=review_id))
    assert (await read(world, world.brand))["rating"]["average"] is None
    publishing = partial(reviews.publish_review, review_id=review_id)
    assert (await world.refusal(operator, publishing)).code is ErrorCode.WRONG_STATUS


async def test_a_declined_review_tells_its_author_why(
    world: World, buyer: Trader, operator: Trader
) -> None:
    review_id = await world.done(buyer, writing(world))
    declining = partial(reviews.decline_review, review_id=review_id, reason="It names a person.")
    await world.done(operator, declining)

    [seen] = (await read(world, buyer))["reviews"]["nodes"]
    assert seen["reason"] == "It names a person."
    assert (await read(world, world.brand))["reviews"]["nodes"] == []


async def test_who_has_received_nothing_reviews_nothing(world: World) -> None:
    await world.order()

    assert (await world.refusal(world.retailer, writing(world))).code is ErrorCode.NOT_BOUGHT


async def test_everybody_takes_the_steps_that_are_theirs(
    world: World, buyer: Trader, operator: Trader
) -> None:
    review_id = await world.done(buyer, writing(world))
    answering = partial(reviews.answer_review, review_id=review_id, answer="Thank you.")
    publishing = partial(reviews.publish_review, review_id=review_id)
    withdrawing = partial(reviews.withdraw_review, review_id=review_id)

    assert (await world.refusal(world.brand, answering)).code is ErrorCode.NOT_FOUND
    assert (await world.refusal(world.brand, publishing)).code is ErrorCode.FORBIDDEN
    await publish(world, operator, review_id)
    for who in (buyer, operator):
        assert (await world.refusal(who, answering)).code is ErrorCode.NOT_FOUND
    assert (await world.refusal(world.brand, withdrawing)).code is ErrorCode.NOT_FOUND


async def test_all_that_is_wrong_with_a_review_is_told_at_once(world: World, buyer: Trader) -> None:
    refusal = await world.refusal(buyer, writing(world, stars=6, picture_ids=[new_id()] * 10))

    assert [fault.field for fault in refusal.faults] == [
        ("stars",),
        ("pictureIds",),
    ]
