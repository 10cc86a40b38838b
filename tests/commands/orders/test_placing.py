"""What a placed order says, reserves and costs."""

import asyncio
from datetime import timedelta
from uuid import UUID

from db.enums.offers import Audience
from db.enums.orders import OrderKind, OrderStatus
from db.enums.parties import LocationKind, PartnershipStatus
from db.tables.orders import Order
from db.tables.parties import Location, Partnership
from db.types import new_id
from hub.commands import orders, shipments
from hub.commands.placing import WantedLine
from hub.domain.errors import ErrorCode, Refused
from tests.commands.orders.steps import lines, placing, retailer_with, shop, step
from tests.conftest import Clock
from tests.world import Trader, World


async def test_a_placed_order_reserves_stock_and_is_told_to_both_sides(world: World) -> None:
    order_id = await world.order(5)

    assert await world.status(order_id) is OrderStatus.PLACED
    assert ("ORDER", 1) in await world.feed(world.brand)
    assert ("ORDER", 1) in await world.feed(world.retailer)
    assert await world.feed(world.supplier) == []
    assert await world.stock(world.brand) == (100, 5, 0)
    [line] = await lines(world, order_id)
    assert (line.quantity, line.allocated, line.shipped) == (5, 5, 0)


async def test_an_order_says_what_was_agreed(world: World) -> None:
    order_id = await world.done(
        world.retailer, placing(world.brand, (world.sku, 3), note="By Friday, please")
    )

    order = await world.fresh(Order, order_id)
    assert world.retailer.location is not None
    assert order.deliver_to_id == world.retailer.location.id
    assert (order.kind, order.currency, order.total_minor) == (OrderKind.WHOLESALE, "EUR", 3000)
    assert order.placed_at == order.created_at == world.hub.clock()
    assert order.note == "By Friday, please"
    assert order.number.startswith("261102-")
    [line] = await lines(world, order_id)
    assert (line.position, line.unit_price_minor, line.total_minor) == (1, 1000, 3000)
    assert line.offer_id is not None


async def test_goods_go_where_the_buyer_wants_them(world: World) -> None:
    second = Location(party_id=world.retailer.id, kind=LocationKind.SHOP, code="B", name="Shop")
    await world.add(second)

    order_id = await world.done(
        world.retailer, placing(world.brand, (world.sku, 1), deliver_to_id=second.id)
    )

    assert (await world.fresh(Order, order_id)).deliver_to_id == second.id


async def test_an_order_is_caused_by_one_that_its_buyer_sells(world: World) -> None:
    await shop(world)
    cause = await world.done(world.consumer, placing(world.retailer, (world.sku, 1)))

    caused = await world.done(
        world.retailer, placing(world.brand, (world.sku, 1), caused_by_id=cause)
    )

    assert (await world.fresh(Order, caused)).caused_by_id == cause
    # One that it buys, and one of others, cause nothing.
    for other in (caused, await world.order(1, buyer=await retailer_with(world)), new_id()):
        refusal = await world.refusal(
            world.retailer, placing(world.brand, (world.sku, 1), caused_by_id=other)
        )
        assert (refusal.code, refusal.field) == (ErrorCode.NOT_FOUND, ("causedById",))


async def test_tiers_negotiated_prices_and_minimum_make_the_price(world: World) -> None:
    sku = await world.goods(world.brand)
    await world.offer(world.brand, sku, price_minor=100, tiers=[(10, 90), (20, 80)])
    await world.offer(
        world.brand, sku, price_minor=95, minimum_quantity=5, partner_id=world.retailer.id
    )
    await world.stocked(world.brand, sku, 100)
    other = await retailer_with(world)

    async def price(buyer: Trader, quantity: int) -> int:
        order_id = await world.done(buyer, placing(world.brand, (sku, quantity)))
        [line] = await lines(world, order_id)
        return line.unit_price_minor

    assert [await price(world.retailer, n) for n in (4, 5, 20)] == [100, 95, 95]
    assert [await price(other, n) for n in (4, 9, 10, 20)] == [100, 100, 90, 80]


async def test_companies_do_not_buy_at_consumer_prices(world: World) -> None:
    sku = await world.goods(world.brand)
    await world.hub.database.pool.execute(
        "UPDATE parties SET listed = true WHERE id = $1", world.brand.id
    )
    await world.offer(world.brand, sku, price_minor=1, audience=Audience.CONSUMERS)
    await world.stocked(world.brand, sku, 10)

    refusal = await world.refusal(world.retailer, placing(world.brand, (sku, 1)))

    assert refusal.code is ErrorCode.NOT_OFFERED


async def test_the_price_a_buyer_was_shown_is_the_one_it_pays(world: World) -> None:
    wanted = [WantedLine(world.sku.id, 2, unit_price_minor=1000)]

    order_id = await world.done(
        world.retailer,
        lambda request: orders.place_order(request, world.brand.id, wanted),
    )

    assert (await world.fresh(Order, order_id)).total_minor == 2000


async def test_an_offer_is_good_until_the_instant_it_ends(world: World, clock: Clock) -> None:
    sku = await world.goods(world.brand)
    await world.offer(world.brand, sku, valid_until=clock.now + timedelta(hours=1))
    await world.stocked(world.brand, sku, 10)

    clock.now += timedelta(minutes=59)
    await world.order(1, sku=sku)
    clock.now += timedelta(minutes=1)
    refusal = await world.refusal(world.retailer, placing(world.brand, (sku, 1)))

    assert refusal.code is ErrorCode.NOT_OFFERED


async def partnership_of(world: World, seller: Trader, buyer: Trader) -> Partnership | None:
    id = await world.hub.database.pool.fetchval(
        "SELECT id FROM partnerships WHERE upstream_id = $1 AND downstream_id = $2",
        seller.id,
        buyer.id,
    )
    return None if id is None else await world.fresh(Partnership, id)


async def test_the_first_order_of_a_consumer_opens_a_partnership(world: World) -> None:
    await shop(world)
    assert await partnership_of(world, world.retailer, world.consumer) is None
    # One that fails does not.
    await world.refusal(world.consumer, placing(world.retailer, (world.sku, 11)))

    order_id = await world.done(world.consumer, placing(world.retailer, (world.sku, 1)))

    opened = await partnership_of(world, world.retailer, world.consumer)
    assert opened is not None
    assert (opened.status, opened.currency) == (PartnershipStatus.ACTIVE, "EUR")
    order = await world.fresh(Order, order_id)
    assert (order.kind, order.deliver_to_id) == (OrderKind.RETAIL, None)
    await world.done(world.consumer, placing(world.retailer, (world.sku, 1)))
    assert await partnership_of(world, world.retailer, world.consumer) == opened
    # A consumer keeps no stock: what it receives is counted on the order alone.
    await world.done(world.retailer, step(orders.confirm_order, order_id))
    shipment_id = await world.done(world.retailer, step(shipments.ship_order, order_id))
    await world.done(world.consumer, lambda r: shipments.receive_shipment(r, shipment_id))
    await world.done(world.consumer, step(orders.complete_order, order_id))
    assert await world.stock(world.retailer) == (9, 1, 0)
    assert await world.status(order_id) is OrderStatus.COMPLETED


async def test_two_first_orders_at_the_same_time_open_one_partnership(world: World) -> None:
    await shop(world)

    await asyncio.gather(
        *(world.done(world.consumer, placing(world.retailer, (world.sku, 1))) for _ in range(4))
    )

    assert await partnership_of(world, world.retailer, world.consumer) is not None
    assert await world.stock(world.retailer) == (10, 4, 0)


async def test_credit_is_what_may_be_owed_at_once(world: World) -> None:
    buyer = await retailer_with(world, credit_limit_minor=10_000)
    first = await world.order(6, buyer=buyer)

    refusal = await world.refusal(buyer, placing(world.brand, (world.sku, 5)))

    assert refusal.code is ErrorCode.CREDIT_EXCEEDED
    assert "over 50.00 EUR" in refusal.message
    assert "60.00 EUR is owed" in refusal.message
    await world.order(4, buyer=buyer)
    # What is called off is owed no more.
    await world.done(buyer, step(orders.cancel_order, first))
    await world.order(6, buyer=buyer)


async def test_orders_at_the_same_time_do_not_exceed_the_credit(world: World) -> None:
    buyer = await retailer_with(world, credit_limit_minor=10_000)

    answers = await asyncio.gather(
        *(world.done(buyer, placing(world.brand, (world.sku, 3))) for _ in range(6)),
        return_exceptions=True,
    )

    assert sum(isinstance(answer, UUID) for answer in answers) == 3
    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    assert [refusal.code for refusal in refusals] == [ErrorCode.CREDIT_EXCEEDED] * 3
