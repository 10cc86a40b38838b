"""Parties keep addresses, and an order keeps the one that it was placed with."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from db.enums.parties import PartyKind
from hub.commands.addresses import add_address, change_address, remove_address
from hub.domain.addresses import PostalAddress
from hub.domain.errors import ErrorCode
from tests.commands.orders.steps import placing, shop
from tests.graph import answer
from tests.world import Trader, World

HOME = PostalAddress("Ada Lan", "12 Long Road", "Lyon", "FR", postcode="69001")
OFFICE = PostalAddress("Ada Lan", "1 Short Street", "Paris", "FR")


async def keeping(world: World, owner: Trader, address: PostalAddress) -> UUID:
    return await world.done(owner, partial(add_address, address=address))


async def sent_to(world: World, who: Trader, order_id: UUID) -> Any:
    query = """
    query ($id: ID!) {
      order(id: $id) { address { recipient lines city postcode country }
        deliverTo { code } requestedFor buyerReference }
    }
    """
    return (await answer(world.hub, who.viewer, query, id=f"Order:{order_id}"))["order"]


async def test_a_consumers_order_keeps_the_address_that_it_was_placed_with(world: World) -> None:
    await shop(world)
    home = await keeping(world, world.consumer, HOME)
    ordering = placing(world.retailer, (world.sku, 1), address_id=home, buyer_reference="Gift")
    order_id = await world.done(world.consumer, ordering)

    await world.done(world.consumer, partial(change_address, address_id=home, address=OFFICE))
    await world.done(world.consumer, partial(remove_address, address_id=home))

    said = {
        "address": {
            "recipient": "Ada Lan",
            "lines": "12 Long Road",
            "city": "Lyon",
            "postcode": "69001",
            "country": "FR",
        },
        "deliverTo": None,
        "requestedFor": None,
        "buyerReference": "Gift",
    }
    # Its two sides are told, and nobody else, not even the operator.
    for side in (world.consumer, world.retailer):
        assert await sent_to(world, side, order_id) == said
    operator = await world.trader(PartyKind.OPERATOR)
    assert (await sent_to(world, operator, order_id))["address"] is None
    assert await sent_to(world, world.brand, order_id) is None


async def test_an_order_goes_to_a_location_or_to_one_address(world: World) -> None:
    assert world.retailer.location is not None
    kept = await keeping(world, world.retailer, HOME)
    tomorrow = world.hub.clock().date() + timedelta(days=1)

    # Straight to somebody else: none of it is expected at the buyer's own places.
    straight = await world.done(
        world.retailer,
        placing(world.brand, (world.sku, 1), address=OFFICE, requested_for=tomorrow),
    )
    usual = await world.done(world.retailer, placing(world.brand, (world.sku, 1)))

    said = await sent_to(world, world.brand, straight)
    assert (said["address"]["city"], said["deliverTo"]) == ("Paris", None)
    assert said["requestedFor"] == tomorrow.isoformat()
    said = await sent_to(world, world.brand, usual)
    assert (said["address"], said["deliverTo"]) == (None, {"code": "A"})
    both = placing(
        world.brand, (world.sku, 1), address_id=kept, deliver_to_id=world.retailer.location.id
    )
    refusal = await world.refusal(world.retailer, both)
    assert (refusal.code, refusal.field) == (ErrorCode.INVALID_INPUT, ("addressId",))
    late = placing(world.brand, (world.sku, 1), requested_for=tomorrow - timedelta(days=9))
    assert (await world.refusal(world.retailer, late)).field == ("requestedFor",)


async def test_a_consumers_newest_address_is_meant_unless_another_is_said(world: World) -> None:
    await shop(world)
    await keeping(world, world.consumer, HOME)
    await keeping(world, world.consumer, OFFICE)

    order_id = await world.done(world.consumer, placing(world.retailer, (world.sku, 1)))

    assert (await sent_to(world, world.consumer, order_id))["address"]["city"] == "Paris"


async def test_addresses_are_their_partys_alone(world: World) -> None:
    await shop(world)
    home = await keeping(world, world.consumer, HOME)

    for other in (world.retailer, world.brand, await world.trader(PartyKind.OPERATOR)):
        for command in (
            partial(change_address, address_id=home, address=OFFICE),
            partial(remove_address, address_id=home),
        ):
            refusal = await world.refusal(other, command)
            assert (refusal.code, refusal.field) == (ErrorCode.NOT_FOUND, ("addressId",))
    foreign = placing(world.brand, (world.sku, 1), address_id=home)
    assert (await world.refusal(world.retailer, foreign)).field == ("addressId",)
    assert (await world.refusal(None, partial(add_address, address=HOME))).code is (
        ErrorCode.UNAUTHENTICATED
    )


async def test_an_address_says_who_and_where_and_all_that_is_wrong_is_told(world: World) -> None:
    blank = PostalAddress(" ", "", "Lyon", "UK")

    refusal = await world.refusal(world.consumer, partial(add_address, address=blank))

    assert [(fault.code, fault.field) for fault in refusal.faults] == [
        (ErrorCode.INVALID_INPUT, ("address", name)) for name in ("recipient", "lines", "country")
    ]
