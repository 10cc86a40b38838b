"""Prices are negotiated in turn; what is agreed on is what the buyer then pays."""

from datetime import timedelta
from uuid import UUID

import pytest

from db.enums.parties import PartnershipStatus, PartyKind
from hub.commands import negotiations, orders
from hub.commands.placing import WantedLine
from hub.domain.errors import ErrorCode
from hub.domain.negotiations import Term
from tests.conftest import Clock
from tests.world import Trader, World

ASKED = "Could you do better from fifty on?"


async def asked(world: World, buyer: Trader | None = None, quantity: int = 50) -> UUID:
    """A negotiation that the world's retailer, or another buyer, begins with the brand."""
    terms = [Term(world.sku.id, quantity)]
    return await world.done(
        buyer or world.retailer,
        lambda request: negotiations.ask_for_prices(request, world.brand.id, "EUR", terms, ASKED),
    )


async def proposed(
    world: World,
    who: Trader,
    negotiation_id: UUID,
    price_minor: int,
    quantity: int = 50,
    *,
    per: int = 1,
    order_multiple: int = 1,
) -> None:
    terms = [Term(world.sku.id, quantity, price_minor, per=per, order_multiple=order_multiple)]
    await world.done(
        who,
        lambda request: negotiations.propose_prices(request, negotiation_id, terms),
    )


async def paid(world: World, buyer: Trader, quantity: int) -> int:
    """What a piece costs the buyer who orders so many now, in minor units."""
    order_id = await world.done(
        buyer,
        lambda request: orders.place_order(
            request, world.brand.id, [WantedLine(world.sku.id, quantity)]
        ),
    )
    price: int = await world.hub.database.pool.fetchval(
        "SELECT unit_price_minor FROM order_lines WHERE order_id = $1", order_id
    )
    return price


async def test_what_was_agreed_on_is_what_its_buyer_pays_and_nobody_else(world: World) -> None:
    rival = await world.trader(PartyKind.RETAILER)
    await world.partnership(world.brand, rival)
    await world.stocked(world.brand, world.sku, 500)
    negotiation_id = await asked(world)
    await proposed(world, world.brand, negotiation_id, 950)
    await proposed(world, world.retailer, negotiation_id, 900, quantity=60)
    assert await paid(world, world.retailer, 60) == 1000

    await world.done(
        world.brand, lambda request: negotiations.agree_on_prices(request, negotiation_id, "Well.")
    )

    assert await paid(world, world.retailer, 60) == 900
    assert await paid(world, world.retailer, 59) == 1000
    assert await paid(world, rival, 60) == 1000


async def test_prices_for_many_and_whole_packs_are_agreed_on_like_others(world: World) -> None:
    await world.stocked(world.brand, world.sku, 500)
    negotiation_id = await asked(world)
    await proposed(
        world, world.brand, negotiation_id, 90_050, quantity=48, per=100, order_multiple=12
    )
    await world.done(
        world.retailer, lambda request: negotiations.agree_on_prices(request, negotiation_id)
    )

    assert await paid(world, world.retailer, 60) == 90_050
    assert await paid(world, world.retailer, 61) == 1000
    total = "SELECT total_minor FROM order_lines WHERE per = 100 AND quantity = 60"
    assert await world.hub.database.pool.fetchval(total) == 54_030


async def test_what_is_not_good_any_more_cannot_be_agreed_to(world: World, clock: Clock) -> None:
    negotiation_id = await asked(world)
    terms = [Term(world.sku.id, 50, 900)]
    until = clock() + timedelta(days=1)
    await world.done(
        world.brand,
        lambda request: negotiations.propose_prices(
            request, negotiation_id, terms, good_until=until
        ),
    )
    clock.now = until

    refused = await world.refusal(
        world.retailer, lambda request: negotiations.agree_on_prices(request, negotiation_id)
    )

    assert refused.code is ErrorCode.WRONG_STATUS
    assert "good until" in refused.message


async def test_a_price_that_nobody_said_cannot_be_agreed_to(world: World) -> None:
    negotiation_id = await asked(world)

    refused = await world.refusal(
        world.brand, lambda request: negotiations.agree_on_prices(request, negotiation_id)
    )

    assert refused.code is ErrorCode.INVALID_INPUT


@pytest.mark.parametrize("who", ["rival", "supplier", "consumer"])
async def test_others_find_no_negotiation_to_take_part_in(world: World, who: str) -> None:
    traders = {
        "rival": await world.trader(PartyKind.RETAILER),
        "supplier": world.supplier,
        "consumer": world.consumer,
    }
    negotiation_id = await asked(world)

    for command in (negotiations.agree_on_prices, negotiations.end_negotiation):
        refused = await world.refusal(
            traders[who], lambda request, command=command: command(request, negotiation_id)
        )
        assert refused.code is ErrorCode.NOT_FOUND


async def test_only_a_partner_is_asked_and_only_for_what_it_sells(world: World) -> None:
    former = await world.trader(PartyKind.RETAILER)
    await world.partnership(world.brand, former, status=PartnershipStatus.ENDED)
    other_brand = await world.trader(PartyKind.BRAND)
    await world.partnership(other_brand, world.retailer)
    elsewhere = await world.goods(other_brand)
    terms = [Term(elsewhere.id, 5), Term(world.sku.id, 0)]

    refused = [
        await world.refusal(
            who,
            lambda request: negotiations.ask_for_prices(request, world.brand.id, "EUR", terms),
        )
        for who in (former, world.retailer)
    ]

    assert refused[0].code is ErrorCode.NO_PARTNERSHIP
    assert {fault.code for fault in refused[1].faults} == {
        ErrorCode.NOT_OFFERED,
        ErrorCode.INVALID_QUANTITY,
    }


async def test_it_can_be_ended_though_the_partnership_is_over(world: World) -> None:
    negotiation_id = await asked(world)
    await world.hub.database.pool.execute(
        "UPDATE partnerships SET status = $1", PartnershipStatus.ENDED
    )

    refused = await world.refusal(
        world.brand, lambda request: negotiations.agree_on_prices(request, negotiation_id)
    )
    assert refused.code is ErrorCode.NO_PARTNERSHIP
    await world.done(
        world.brand, lambda request: negotiations.end_negotiation(request, negotiation_id)
    )
    status = await world.hub.database.pool.fetchval("SELECT status FROM negotiations")

    assert status == "DECLINED"
