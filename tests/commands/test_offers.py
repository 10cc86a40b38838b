"""Prices that sellers set and end: which take whose place, who is told, what is refused."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from db.enums.accounts import Role
from db.enums.offers import Audience, OfferEventKind
from db.enums.parties import PartnershipStatus, PartyKind
from db.tables.offers import Offer
from db.types import new_id
from hub.commands import offers
from hub.domain.errors import ErrorCode, Refused
from hub.domain.money import AMOUNT_MAX
from hub.domain.offers import Tier
from tests.conftest import Clock
from tests.mutations import mutate
from tests.partners import Partners
from tests.world import Trader, World

HOUR = timedelta(hours=1)


def setting(world: World, price_minor: int = 900, **values: Any) -> Any:
    given = {"sku_id": world.sku.id, "audience": Audience.PARTNERS, "currency": "EUR", **values}
    return partial(offers.set_offer, price_minor=price_minor, **given)


async def set_by(seller: Trader, world: World, price_minor: int = 900, **values: Any) -> Offer:
    offer_id = await world.done(seller, setting(world, price_minor, **values))
    return await world.fresh(Offer, offer_id)


async def spans(world: World) -> list[tuple[int, Any, Any]]:
    """The brand's offers by their beginning: price, from and until, in hours from now."""
    rows = await world.hub.database.pool.fetch(
        "SELECT price_minor, valid_from, valid_until FROM offers WHERE seller_id = $1"
        " ORDER BY valid_from, id",
        world.brand.id,
    )
    now = world.hub.clock()
    return [
        (price, (start - now) / HOUR, None if end is None else (end - now) / HOUR)
        for price, start, end in rows
    ]


async def refusal_of(world: World, who: Trader, command: Any) -> list[tuple[ErrorCode, str]]:
    with pytest.raises(Refused) as refused:
        await world.done(who, command)
    return [(fault.code, ".".join(fault.field)) for fault in refused.value.faults]


async def test_a_new_price_takes_the_place_of_what_was_offered_and_orders_keep_theirs(
    world: World, clock: Clock
) -> None:
    order_id = await world.order(2)
    clock.now += HOUR

    made = await set_by(world.brand, world, 900, tiers=[Tier(10, 800)], minimum_quantity=2)

    assert (made.price_minor, made.minimum_quantity, made.version) == (900, 2, 1)
    assert await spans(world) == [(1000, -1, 0), (900, 0, None)]
    price = "SELECT unit_price_minor FROM order_lines WHERE order_id = $1"
    assert await world.hub.database.pool.fetchval(price, order_id) == 1000
    for pieces, unit in ((2, 900), (10, 800)):
        placed = await world.order(pieces)
        assert await world.hub.database.pool.fetchval(price, placed) == unit
    # A price begins in the moment in which the one before ends, also within one moment.
    await set_by(world.brand, world, 850)
    assert await spans(world) == [(1000, -1, 0), (900, 0, 0), (850, 0, None)]


async def test_all_but_the_price_and_whom_it_is_for_may_be_left_out(world: World) -> None:
    given = {"skuId": f"Sku:{world.sku.id}", "audience": "PARTNERS", "currency": "EUR"}

    plain = await mutate(world, world.brand, "setOffer", **given, priceMinor=900)
    tiers = [{"minimumQuantity": 10, "priceMinor": 700}]
    tiered = await mutate(world, world.brand, "setOffer", **given, priceMinor=800, tiers=tiers)

    assert plain["errors"] == tiered["errors"] == []
    offer = plain["offer"]
    assert (offer["minimumQuantity"], offer["madeToOrder"], offer["tiers"]) == (1, False, [])
    assert [one["minimumQuantity"] for one in tiered["offer"]["tiers"]] == [10]


async def test_what_is_planned_ends_what_goes_before_and_is_not_run_into(world: World) -> None:
    now = world.hub.clock()
    await set_by(world.brand, world, 700, valid_from=now + 2 * HOUR, valid_until=now + 3 * HOUR)
    assert await spans(world) == [(1000, 0, 2), (700, 2, 3)]

    await set_by(world.brand, world, 800, valid_from=now + HOUR)

    assert await spans(world) == [(1000, 0, 1), (800, 1, 2), (700, 2, 3)]
    too_long = setting(world, valid_until=now + 2.5 * HOUR)
    assert await refusal_of(world, world.brand, too_long) == [
        (ErrorCode.INVALID_INPUT, "validUntil")
    ]


async def test_prices_to_others_stay_as_they_are(world: World) -> None:
    rival = await world.trader(PartyKind.RETAILER)
    for partner in (world.retailer, rival):
        if partner is rival:
            await world.partnership(world.brand, rival)
        await set_by(world.brand, world, 950, partner_id=partner.id)

    await set_by(world.brand, world, 900, partner_id=rival.id)

    good = sorted(price for price, _, end in await spans(world) if end is None)
    assert good == [900, 950, 1000]


async def test_an_offer_ends_when_its_seller_says_so(world: World, clock: Clock) -> None:
    offer = await set_by(world.brand, world)
    ending = partial(offers.end_offer, offer_id=offer.id)

    await world.done(world.brand, partial(ending, valid_until=clock.now + 2 * HOUR))
    assert (await world.fresh(Offer, offer.id)).valid_until == clock.now + 2 * HOUR
    assert await refusal_of(
        world, world.brand, partial(ending, valid_until=clock.now + 3 * HOUR)
    ) == [(ErrorCode.INVALID_INPUT, "validUntil")]
    assert await refusal_of(world, world.brand, partial(ending, valid_until=clock.now - HOUR)) == [
        (ErrorCode.INVALID_INPUT, "validUntil")
    ]
    await world.done(world.brand, ending)
    assert await refusal_of(world, world.brand, ending) == [(ErrorCode.WRONG_STATUS, "offerId")]

    planned = await set_by(world.brand, world, valid_from=clock.now + HOUR)
    await world.done(world.brand, partial(offers.end_offer, offer_id=planned.id))
    ended = await world.fresh(Offer, planned.id)
    assert ended.valid_until == ended.valid_from
    assert await refusal_of(world, world.brand, partial(offers.end_offer, offer_id=planned.id)) == [
        (ErrorCode.WRONG_STATUS, "offerId")
    ]
    # What never will be good is in nobody's way.
    assert (await set_by(world.brand, world)).valid_until is None


async def test_nobody_but_the_seller_ends_an_offer(world: World) -> None:
    offer = await set_by(world.brand, world)
    ending = partial(offers.end_offer, offer_id=offer.id)

    for other in (world.retailer, world.supplier):
        assert await refusal_of(world, other, ending) == [(ErrorCode.NOT_FOUND, "offerId")]
    assert await refusal_of(world, world.brand, partial(offers.end_offer, offer_id=new_id())) == [
        (ErrorCode.NOT_FOUND, "offerId")
    ]


async def test_all_that_is_wrong_is_told_at_once(world: World) -> None:
    now = world.hub.clock()
    wrong = setting(
        world,
        -1,
        sku_id=new_id(),
        audience=Audience.CONSUMERS,
        minimum_quantity=0,
        tiers=[Tier(5, AMOUNT_MAX + 1), Tier(5, 10)],
        valid_from=now - HOUR,
        valid_until=now + HOUR,
        partner_id=world.supplier.id,
    )

    assert await refusal_of(world, world.brand, wrong) == [
        (ErrorCode.NO_TRADE, "audience"),
        (ErrorCode.INVALID_INPUT, "priceMinor"),
        (ErrorCode.INVALID_QUANTITY, "minimumQuantity"),
        (ErrorCode.AMOUNT_TOO_LARGE, "tiers.0.priceMinor"),
        (ErrorCode.INVALID_INPUT, "tiers.0.priceMinor"),
        (ErrorCode.INVALID_QUANTITY, "tiers.1.minimumQuantity"),
        (ErrorCode.INVALID_INPUT, "validFrom"),
        (ErrorCode.NOT_FOUND, "skuId"),
        (ErrorCode.NO_PARTNERSHIP, "partnerId"),
    ]
    assert await refusal_of(world, world.brand, setting(world, tiers=[Tier(2, 1)] * 21)) == [
        (ErrorCode.INVALID_INPUT, "tiers")
    ]
    assert await refusal_of(world, world.brand, setting(world, valid_until=now)) == [
        (ErrorCode.INVALID_INPUT, "validUntil")
    ]


async def test_a_suspended_partner_gets_no_price_of_its_own(world: World) -> None:
    suspended = await world.trader(PartyKind.RETAILER)
    await world.partnership(world.brand, suspended, status=PartnershipStatus.SUSPENDED)

    refused = await refusal_of(world, world.brand, setting(world, partner_id=suspended.id))

    assert refused == [(ErrorCode.NO_PARTNERSHIP, "partnerId")]


async def test_prices_are_for_those_who_sell(world: World) -> None:
    for role, may in ((Role.MANAGER, True), (Role.BUYER, False), (Role.WAREHOUSE, False)):
        viewer = await world.member(world.brand.party, role)
        member = Trader(world.brand.party, viewer, None)
        if may:
            await world.done(member, setting(world))
        else:
            assert await refusal_of(world, member, setting(world)) == [(ErrorCode.FORBIDDEN, "")]


async def test_two_prices_set_at_once_leave_one(world: World) -> None:
    await asyncio.gather(*(world.done(world.brand, setting(world, 900 - n)) for n in range(4)))

    good = [price for price, _, end in await spans(world) if end is None]
    assert len(good) == 1
    assert len(await spans(world)) == 5


async def told(world: World, *feeds: UUID) -> int:
    """How many entries there are of offers, in these feeds or in all."""
    count: int = await world.hub.database.pool.fetchval(
        "SELECT count(*) FROM feed_entries WHERE kind = 'OFFER'"
        " AND (cardinality($1::uuid[]) = 0 OR feed_id = ANY($1))",
        list(feeds),
    )
    return count


async def test_a_price_for_everybody_is_told_once_and_others_to_whom_they_are_made(
    world: World, partners: Partners
) -> None:
    rival = await world.trader(PartyKind.RETAILER)
    await world.partnership(world.brand, rival)
    former = await world.trader(PartyKind.RETAILER)
    await world.partnership(world.brand, former, status=PartnershipStatus.ENDED)
    for _ in range(5):
        await world.partnership(world.retailer, await world.trader(PartyKind.CONSUMER))

    await set_by(world.retailer, world, 2900, audience=Audience.CONSUMERS)
    await partners.sequence()
    assert await told(world) == 1

    await set_by(world.retailer, world, 2800, audience=Audience.CONSUMERS, partner_id=None)
    await partners.sequence()
    assert await told(world) == 3  # one has ended

    before = await told(world)
    await set_by(world.brand, world, 900, partner_id=rival.id)
    await partners.sequence()
    assert await told(world) - before == await told(world, world.brand.id, rival.id) == 2

    await set_by(world.brand, world, 950)
    await partners.sequence()
    for party, heard in ((world.brand, 3), (world.retailer, 2), (rival, 3), (former, 0)):
        assert await told(world, party.id) == heard, party


async def test_what_happened_to_an_offer_is_in_its_ledger(world: World, clock: Clock) -> None:
    offer = await set_by(world.brand, world)
    await world.done(
        world.brand, partial(offers.end_offer, offer_id=offer.id, valid_until=clock.now + HOUR)
    )

    rows = await world.hub.database.pool.fetch(
        "SELECT version, kind, valid_until FROM offer_events WHERE offer_id = $1 ORDER BY version",
        offer.id,
    )

    assert [tuple(row) for row in rows] == [
        (1, OfferEventKind.SET, None),
        (2, OfferEventKind.ENDED, clock.now + HOUR),
    ]
