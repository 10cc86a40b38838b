"""Promotions in the life of orders: what is quoted is placed, limits hold, what ends is let go."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any, Final
from uuid import UUID

import pytest

from db.enums.accounts import Role
from db.enums.offers import Audience
from db.enums.orders import OrderStatus
from db.enums.parties import PartyKind
from db.enums.promotions import PromotionEffect, PromotionScope
from db.tables.catalogue import Category, Product
from db.tables.orders import Order
from db.tables.promotions import Promotion
from db.types import new_id
from hub.commands import order_changes, orders, promotions
from hub.commands.order_changes import ReducedLine
from hub.domain.errors import ErrorCode, Refused
from hub.domain.pricing import Step
from hub.domain.promotions import Share
from tests.commands.orders.steps import lines, placing, retailer_with, shop, step
from tests.conftest import Clock
from tests.graph import answer
from tests.world import Trader, World

HOUR = timedelta(hours=1)
QUOTE = """
    query ($seller: ID!, $lines: [QuoteLineInput!]!, $coupon: String) {
      quote(sellerId: $seller, lines: $lines, coupon: $coupon) {
        problems { code field }
        listTotal { minor } discount { minor } total { minor currency }
        gifts { quantity sku { id } promotion { name } }
        lines {
          position quantity madeToOrder sku { id } unitPrice { minor } total { minor }
          discounts { amount { minor } promotion { name } }
          problems { code field }
        }
      }
    }
"""


async def giving(
    world: World, effect: PromotionEffect, *steps: tuple[int, int], **values: Any
) -> UUID:
    """A promotion of the brand's for its partners, for a day."""
    values = {
        "name": "Winter",
        "audience": Audience.PARTNERS,
        "currency": "EUR",
        "scope": PromotionScope.ORDER,
        "ends_at": world.hub.clock() + 24 * HOUR,
        **values,
    }
    owner = values.pop("by", world.brand)
    taken = [Step(*one) for one in steps or ((0, 1000),)]
    create = partial(promotions.create_promotion, effect=effect, steps=taken, **values)
    return await world.done(owner, create)


PERCENT, AMOUNT = PromotionEffect.PERCENT_OFF, PromotionEffect.AMOUNT_OFF


async def quoted(world: World, *wanted: tuple[Any, int], coupon: str | None = None) -> Any:
    asked = [{"skuId": f"Sku:{sku.id}", "quantity": quantity} for sku, quantity in wanted]
    seen = await answer(
        world.hub,
        world.retailer.viewer,
        QUOTE,
        seller=f"Party:{world.brand.id}",
        lines=asked,
        coupon=coupon,
    )
    return seen["quote"]


async def spent(world: World, promotion_id: UUID) -> tuple[int, int]:
    one = await world.fresh(Promotion, promotion_id)
    return one.uses, one.spent_minor


async def test_what_is_quoted_is_what_is_placed(world: World) -> None:
    gift = await world.goods(world.brand)
    await world.stocked(world.brand, gift, 1)
    await giving(world, AMOUNT, (3000, 400), name="400 off", repeats=True)
    await giving(world, PromotionEffect.GIFT, (1000, 1), name="Gift", gift_sku_id=gift.id)

    quote = await quoted(world, (world.sku, 7))

    assert (quote["problems"], quote["lines"][0]["problems"]) == ([], [])
    assert quote["listTotal"] == {"minor": 7000}
    assert quote["discount"] == {"minor": 800}
    assert quote["total"] == {"minor": 6200, "currency": "EUR"}
    [line] = quote["lines"]
    assert line["discounts"] == [{"amount": {"minor": 800}, "promotion": {"name": "400 off"}}]
    assert [one["promotion"]["name"] for one in quote["gifts"]] == ["Gift"]
    assert await world.stock(world.brand) == (100, 0, 0)

    place = placing(world.brand, (world.sku, 7), expected_total_minor=6200)
    order_id = await world.done(world.retailer, place)

    order = await world.fresh(Order, order_id)
    assert (order.total_minor, order.discount_minor) == (6200, 800)
    bought, given = await lines(world, order_id)
    assert (bought.total_minor, bought.discount_minor) == (7000, 800)
    assert (given.sku_id, given.quantity, given.total_minor, given.allocated) == (gift.id, 1, 0, 1)
    told = await answer(
        world.hub,
        world.retailer.viewer,
        "{ orders { nodes { total { minor } discount { minor } lines { discount { minor }"
        " discounts { amount { minor currency } promotion { name coupon } } giftOf { name }"
        " } } } }",
    )
    [seen] = told["orders"]["nodes"]
    assert seen["lines"][1]["giftOf"] == {"name": "Gift"}
    assert seen["lines"][0]["discounts"][0]["amount"] == {"minor": 800, "currency": "EUR"}
    # There was one gift: the next order goes without.
    again = await lines(world, await world.done(world.retailer, place))
    assert len(again) == 1


async def test_another_total_than_was_shown_is_refused_with_the_new_one(
    world: World, clock: Clock
) -> None:
    promotion_id = await giving(world, PERCENT)
    assert (await quoted(world, (world.sku, 1)))["total"]["minor"] == 900
    place = placing(world.brand, (world.sku, 1), expected_total_minor=900)

    # It ends while it lies in the cart.
    await world.done(world.brand, partial(promotions.end_promotion, promotion_id=promotion_id))
    refusal = await world.refusal(world.retailer, place)

    assert (refusal.code, refusal.field) == (ErrorCode.PRICE_CHANGED, ("expectedTotalMinor",))
    assert "comes to 10.00 EUR" in refusal.message
    assert (await quoted(world, (world.sku, 1)))["total"]["minor"] == 1000
    clock.now += HOUR
    ends = clock.now + HOUR
    await giving(world, PERCENT, ends_at=ends)
    clock.now = ends
    assert (await world.refusal(world.retailer, place)).code is ErrorCode.PRICE_CHANGED


async def test_a_quote_tells_all_that_is_wrong_with_every_line(world: World) -> None:
    other = await world.goods(world.brand)
    many = await world.goods(world.brand)
    await world.offer(world.brand, many, minimum_quantity=12)
    wanted = ((world.sku, 101), (other, 1), (many, 1), (world.sku, 0))

    quote = await quoted(world, *wanted, coupon="none")

    assert [[one["code"] for one in line["problems"]] for line in quote["lines"]] == [
        ["OUT_OF_STOCK"],
        ["NOT_OFFERED"],
        ["BELOW_MINIMUM"],
        ["INVALID_INPUT", "INVALID_QUANTITY"],
    ]
    assert [one["code"] for one in quote["problems"]] == ["COUPON_NOT_GOOD"]
    assert quote["lines"][0]["problems"][0]["field"] == ["lines", "0", "quantity"]
    # What has a price is told it all the same.
    assert quote["total"]["minor"] == 101_000


async def test_a_discount_goes_with_the_pieces_that_are_called_off(world: World) -> None:
    promotion_id = await giving(world, AMOUNT, (0, 100), use_limit=5)
    order_id = await world.done(world.retailer, placing(world.brand, (world.sku, 3)))
    [line] = await lines(world, order_id)

    reduce = partial(order_changes.change_order, order_id=order_id, lines=[ReducedLine(line.id, 2)])
    await world.done(world.retailer, reduce)

    [line] = await lines(world, order_id)
    order = await world.fresh(Order, order_id)
    assert (line.total_minor, line.discount_minor) == (2000, 67)
    assert (order.total_minor, order.discount_minor) == (1933, 67)
    assert await spent(world, promotion_id) == (1, 100)


async def test_a_coupon_counts_for_those_who_have_it_as_often_as_it_may(world: World) -> None:
    limits = {"use_limit": 10, "party_limit": 2, "coupon": " Winter "}
    promotion_id = await giving(world, PERCENT, **limits)
    buyers = [world.retailer, *[await retailer_with(world) for _ in range(7)]]
    await world.stocked(world.brand, world.sku, 100)

    # All at once, and more than may: neither limit is passed, and all that may be used is.
    tries = [
        world.done(buyer, placing(world.brand, (world.sku, 1), coupon="winter"))
        for buyer in buyers
        for _ in range(6)
    ]
    answers = await asyncio.gather(*tries, return_exceptions=True)

    refused = [one for one in answers if not isinstance(one, UUID)]
    assert {one.code for one in refused if isinstance(one, Refused)} == {ErrorCode.COUPON_NOT_GOOD}
    assert len(refused) == len(tries) - 10
    assert await spent(world, promotion_id) == (10, 1000)
    of = await world.hub.database.pool.fetch("SELECT party_id FROM promotion_uses")
    assert max(Counter(row["party_id"] for row in of).values()) <= 2
    # Without the coupon it is another price, and nobody is told of it.
    assert (await quoted(world, (world.sku, 1)))["discount"]["minor"] == 0
    seen = await answer(
        world.hub, (await retailer_with(world)).viewer, "{ promotions { nodes { id } } }"
    )
    assert seen["promotions"]["nodes"] == []


async def test_a_budget_is_never_overspent_and_what_is_called_off_comes_back(world: World) -> None:
    promotion_id = await giving(world, PERCENT, budget_minor=1050)
    buyers = [world.retailer, *[await retailer_with(world) for _ in range(3)]]

    placed = await asyncio.gather(
        *(world.done(one, placing(world.brand, (world.sku, 2))) for one in buyers * 4)
    )

    # Each takes 200 off: five are within the budget, the others pay the whole price.
    assert await spent(world, promotion_id) == (5, 1000)
    totals = [(await world.fresh(Order, id)).total_minor for id in placed]
    assert Counter(totals) == {1800: 5, 2000: 11}
    cheaper = placed[totals.index(1800)]
    buyer_id = (await world.fresh(Order, cheaper)).buyer_id
    buyer = next(one for one in buyers if one.id == buyer_id)
    await world.done(buyer, step(orders.cancel_order, cheaper))
    assert await spent(world, promotion_id) == (4, 800)
    other = next(id for id in placed if id != cheaper and totals[placed.index(id)] == 1800)
    await world.done(world.brand, step(orders.reject_order, other))
    assert await spent(world, promotion_id) == (3, 600)
    assert await world.status(other) is OrderStatus.REJECTED
    again = await world.done(world.retailer, placing(world.brand, (world.sku, 2)))
    assert (await world.fresh(Order, again)).total_minor == 1800


async def test_a_shared_promotion_counts_once_all_who_bear_it_agree(world: World) -> None:
    await shop(world)
    shares = [Share(world.brand.id, 4000)]
    promotion_id = await giving(
        world, PERCENT, by=world.retailer, audience=Audience.CONSUMERS, shares=shares
    )
    accept = partial(promotions.accept_promotion_share, promotion_id=promotion_id)
    place = placing(world.retailer, (world.sku, 1))

    async def total() -> int:
        return (await world.fresh(Order, await world.done(world.consumer, place))).total_minor

    assert await total() == 2500
    for other in (world.retailer, world.supplier):
        assert (await world.refusal(other, accept)).code is ErrorCode.NOT_FOUND
    await world.done(world.brand, accept)
    assert (await world.refusal(world.brand, accept)).code is ErrorCode.WRONG_STATUS
    assert await total() == 2250
    asked = "{ promotions { nodes { uses spentMinor shares { party { id } shareBp } } } }"
    borne = {
        "uses": 1,
        "spentMinor": 250,
        "shares": [{"party": {"id": f"Party:{world.brand.id}"}, "shareBp": 4000}],
    }
    for who, seen in (
        (world.retailer, borne),
        (world.brand, borne),
        (world.consumer, {"uses": None, "spentMinor": None, "shares": []}),
    ):
        told = await answer(world.hub, who.viewer, asked)
        assert told["promotions"]["nodes"] == [seen]
    assert (await answer(world.hub, world.supplier.viewer, asked))["promotions"]["nodes"] == []


async def test_all_that_is_wrong_with_a_promotion_is_told_at_once(world: World) -> None:
    now = world.hub.clock()
    wrong = partial(
        promotions.create_promotion,
        name="Wrong",
        audience=Audience.CONSUMERS,
        currency="EUR",
        scope=PromotionScope.LINE,
        effect=PromotionEffect.GIFT,
        steps=[Step(5, 0), Step(5, 1)],
        starts_at=now - HOUR,
        ends_at=now - 2 * HOUR,
        sku_ids=[new_id()],
        budget_minor=0,
        shares=[Share(world.supplier.id, 9000), Share(world.consumer.id, 2000)],
    )
    await giving(world, PERCENT, coupon="ONCE")

    refusal = await world.refusal(world.brand, partial(wrong, coupon="once"))

    assert [(one.code.value, ".".join(one.field)) for one in refusal.faults] == [
        ("NO_TRADE", "audience"),
        ("INVALID_INPUT", "startsAt"),
        ("INVALID_INPUT", "scope"),
        ("INVALID_INPUT", "steps.0.value"),
        ("INVALID_INPUT", "steps.1.threshold"),
        ("INVALID_INPUT", "budgetMinor"),
        ("COUPON_TAKEN", "coupon"),
        ("INVALID_INPUT", "giftSkuId"),
        ("NOT_FOUND", "skuIds.0"),
        ("INVALID_INPUT", "shares"),
        ("NO_PARTNERSHIP", "shares.1.partyId"),
    ]
    buyer = Trader(world.brand.party, await world.member(world.brand.party, Role.BUYER), None)
    assert (await world.refusal(buyer, wrong)).code is ErrorCode.FORBIDDEN


async def test_a_promotion_is_prolonged_and_its_limits_are_raised(
    world: World, clock: Clock
) -> None:
    promotion_id = await giving(world, PERCENT, use_limit=1)
    await world.order(1)
    assert (await quoted(world, (world.sku, 1)))["discount"]["minor"] == 0
    change = partial(promotions.change_promotion, promotion_id=promotion_id)

    for wrong in (
        {"use_limit": 1},
        {"budget_minor": 5},
        {"ends_at": clock.now},
    ):
        refusal = await world.refusal(world.brand, partial(change, **wrong))
        assert refusal.code is ErrorCode.INVALID_INPUT
    await world.done(world.brand, partial(change, use_limit=2, ends_at=clock.now + 48 * HOUR))
    clock.now += 25 * HOUR

    assert (await quoted(world, (world.sku, 1)))["discount"]["minor"] == 100
    with pytest.raises(Refused):
        await world.done(world.retailer, partial(change, name="Mine"))
    await world.done(world.brand, partial(promotions.end_promotion, promotion_id=promotion_id))
    assert (await world.refusal(world.brand, change)).code is ErrorCode.WRONG_STATUS


async def test_a_product_shows_the_promotions_that_run_for_it(world: World, clock: Clock) -> None:
    other = await world.goods(world.brand)
    await world.offer(world.brand, other)
    await giving(world, PERCENT, name="For all")
    await giving(world, PERCENT, name="For one", sku_ids=[world.sku.id])
    await giving(world, PERCENT, name="Later", starts_at=clock.now + HOUR)
    asked = """query ($at: DateTime!) { products(orderBy: OLDEST) { nodes { id
        promotions(filter: { runsAt: $at }) { nodes { name steps { value } } } } } }"""

    told = await answer(world.hub, world.retailer.viewer, asked, at=clock.now.isoformat())

    names = {
        node["id"]: {one["name"] for one in node["promotions"]["nodes"]}
        for node in told["products"]["nodes"]
    }
    assert names == {
        f"Product:{world.sku.product_id}": {"For all", "For one"},
        f"Product:{other.product_id}": {"For all"},
    }
    stranger = await world.trader(PartyKind.RETAILER)
    seen = await answer(world.hub, stranger.viewer, "{ promotions { nodes { name } } }")
    assert seen["promotions"]["nodes"] == []


async def test_a_promotion_of_a_category_is_for_all_that_is_below_it(
    world: World, clock: Clock
) -> None:
    jewellery, ring, toys = (Category(code=one, name=one) for one in ("jewellery", "ring", "toy"))
    rings = Category(code="rings", name="rings", parent_id=jewellery.id)
    ring.parent_id = rings.id
    await world.add(jewellery, rings, toys)
    await world.add(ring)
    of_ring = await world.fresh(Product, world.sku.product_id)
    of_ring.category_id = ring.id
    await world.add(of_ring)
    await giving(world, PERCENT, name="Jewels", category_ids=[jewellery.id])
    await giving(world, PERCENT, name="Toys", category_ids=[toys.id])
    below = await giving(world, PERCENT, name="Rings", category_ids=[rings.id], coupon="RING")
    asked = "{ products { nodes { promotions { nodes { name } } } } }"

    told = await answer(world.hub, world.retailer.viewer, asked)
    quote = await quoted(world, (world.sku, 10), coupon="ring")
    placed = await world.done(world.retailer, placing(world.brand, (world.sku, 10), coupon="ring"))
    clock.now += HOUR
    came = await answer(world.hub, world.brand.viewer, RESULTS, id=f"Promotion:{below}")

    assert quote["total"]["minor"] == (await world.fresh(Order, placed)).total_minor == 8100
    assert told["products"]["nodes"] == [{"promotions": {"nodes": [{"name": "Jewels"}]}}]
    assert came["promotion"]["results"]["users"]["pieces"] == 10


STEPS: Final[dict[str, Callable[..., Any]]] = {
    "CHANGE": partial(promotions.change_promotion, name="Another"),
    "END": promotions.end_promotion,
    "ACCEPT_SHARE": promotions.accept_promotion_share,
}


async def test_the_steps_that_are_offered_are_those_that_succeed(
    world: World, clock: Clock
) -> None:
    await shop(world)
    seller = await world.member(world.retailer.party, Role.WAREHOUSE)
    helper = await world.member(world.brand.party, Role.BUYER)
    viewers = [
        *(one.viewer for one in (world.retailer, world.brand, world.supplier, world.consumer)),
        seller,
        helper,
    ]
    offered: Counter[str] = Counter()
    for after in (0, 25):
        for viewer, (name, run) in product(viewers, STEPS.items()):
            promotion_id = await giving(
                world,
                PERCENT,
                by=world.retailer,
                audience=Audience.CONSUMERS,
                shares=[Share(world.brand.id, 4000)],
            )
            clock.now += after * HOUR
            asked = "query ($id: ID!) { promotion(id: $id) { availableActions } }"
            told = await answer(world.hub, viewer, asked, id=f"Promotion:{promotion_id}")
            actions = (told["promotion"] or {"availableActions": []})["availableActions"]
            try:
                await world.done(viewer, partial(run, promotion_id=promotion_id))
            except Refused:
                assert name not in actions, (viewer, name)
            else:
                assert name in actions, (viewer, name)
            offered.update(actions)
    assert set(offered) == set(STEPS)


async def test_who_is_to_bear_a_part_finds_what_waits_for_it(world: World) -> None:
    await shop(world)
    shares = [Share(world.brand.id, 4000)]
    shared = {"by": world.retailer, "audience": Audience.CONSUMERS, "shares": shares}
    promotion_id = await giving(world, PERCENT, name="Waits", **shared)
    await giving(world, PERCENT, name="Own")
    asked = """query ($agreed: Boolean) {
        sharedPromotions(filter: { isAgreed: $agreed }) { nodes { name } }
        receivedPromotions { nodes { name } } }"""

    async def waiting(
        who: Trader, *, agreed: bool | None, root: str = "sharedPromotions"
    ) -> list[str]:
        told = await answer(world.hub, who.viewer, asked, agreed=agreed)
        return [one["name"] for one in told[root]["nodes"]]

    assert await waiting(world.brand, agreed=False) == ["Waits"]
    assert await waiting(world.brand, agreed=True) == []
    for other in (world.retailer, world.supplier, world.consumer):
        assert await waiting(other, agreed=None) == []
    accept = partial(promotions.accept_promotion_share, promotion_id=promotion_id)
    await world.done(world.brand, accept)
    assert await waiting(world.brand, agreed=True) == ["Waits"]
    # As buyers they are told of what is made to them.
    for buyer, names in (
        (world.retailer, ["Own"]),
        (world.consumer, ["Waits"]),
        (world.brand, []),
        (world.supplier, []),
    ):
        assert await waiting(buyer, agreed=None, root="receivedPromotions") == names


RESULTS = """
    query ($id: ID!) {
      promotion(id: $id) {
        results {
          uplift
          users { orders buyers pieces revenue { minor currency } }
          usersBefore { orders pieces revenue { minor } }
          others { orders buyers pieces revenue { minor } }
          othersBefore { orders pieces revenue { minor } }
        }
      }
    }
"""


async def test_what_came_of_it_is_told_beside_the_time_before_and_others(
    world: World, clock: Clock
) -> None:
    other = await world.trader(PartyKind.RETAILER)
    await world.partnership(world.brand, other)
    await world.stocked(world.brand, world.sku, 500)
    # Too long ago, and of goods that it is not for.
    aside = await world.goods(world.brand)
    await world.offer(world.brand, aside)
    await world.stocked(world.brand, aside, 10)
    await world.done(world.retailer, placing(world.brand, (world.sku, 50)))
    clock.now += 4 * HOUR
    await world.done(world.retailer, placing(world.brand, (world.sku, 2)))
    await world.done(world.retailer, placing(world.brand, (aside, 1)))
    await world.done(other, placing(world.brand, (world.sku, 4)))
    clock.now += HOUR
    promotion_id = await giving(
        world, PERCENT, (3000, 1000), scope=PromotionScope.LINE, sku_ids=[world.sku.id]
    )
    await world.done(world.retailer, placing(world.brand, (world.sku, 4)))
    await world.done(other, placing(world.brand, (world.sku, 2)))
    called_off = await world.done(other, placing(world.brand, (world.sku, 9)))
    await world.done(other, step(orders.cancel_order, called_off))
    clock.now += HOUR

    seen = await answer(world.hub, world.brand.viewer, RESULTS, id=f"Promotion:{promotion_id}")
    hidden = await answer(world.hub, world.retailer.viewer, RESULTS, id=f"Promotion:{promotion_id}")

    revenue = {"minor": 3600, "currency": "EUR"}
    assert seen["promotion"]["results"] == {
        # From 2000 to 3600, while others went from 4000 to 2000.
        "uplift": "2.6000",
        "users": {"orders": 1, "buyers": 1, "pieces": 4, "revenue": revenue},
        "usersBefore": {"orders": 1, "pieces": 2, "revenue": {"minor": 2000}},
        "others": {"orders": 1, "buyers": 1, "pieces": 2, "revenue": {"minor": 2000}},
        "othersBefore": {"orders": 1, "pieces": 4, "revenue": {"minor": 4000}},
    }
    assert hidden["promotion"]["results"] is None
