"""What happens in an order's life, and what is refused."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from db.enums import (
    Audience,
    ListingStatus,
    LocationKind,
    MovementKind,
    OrderKind,
    OrderStatus,
    PartnershipStatus,
    PartyKind,
    Role,
    Visibility,
)
from db.tables import Location, Order, OrderEvent, OrderLine, Partnership, Party, Sku
from db.types import new_id
from hub.commands import orders, shipments
from hub.commands.orders import LINES_MAX, WantedLine
from hub.commands.shipments import ShippedLine
from hub.context import Request
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.domain.money import AMOUNT_MAX
from hub.domain.stock import QUANTITY_MAX
from hub.policy.duties import DUTIES, Duty
from tests.conftest import Clock
from tests.world import Trader, World

Command = Callable[[Request], Awaitable[UUID]]
Step = Callable[[Request, UUID], Awaitable[UUID]]

SELLERS_STEPS: list[Step] = [
    orders.confirm_order,
    orders.reject_order,
    orders.start_production,
    orders.finish_production,
    shipments.ship_order,
]
BUYERS_STEPS: list[Step] = [orders.complete_order]


def placing(seller: Trader, *wanted: tuple[Sku, int], **options: Any) -> Command:
    lines = [WantedLine(sku.id, quantity) for sku, quantity in wanted]
    return partial(orders.place_order, seller_id=seller.id, wanted=lines, **options)


def step(command: Step, order_id: UUID) -> Command:
    return lambda request: command(request, order_id)


async def lines(world: World, order_id: UUID) -> list[OrderLine]:
    rows = await world.hub.database.pool.fetch(
        "SELECT id FROM order_lines WHERE order_id = $1 ORDER BY position", order_id
    )
    return [await world.fresh(OrderLine, row["id"]) for row in rows]


async def history(world: World, order_id: UUID) -> list[tuple[int, str, str, UUID]]:
    rows = await world.hub.database.pool.fetch(
        "SELECT version, kind, to_status, actor_id FROM order_events WHERE order_id = $1"
        " ORDER BY version",
        order_id,
    )
    return [tuple(row) for row in rows]


async def shop(world: World, *, pieces: int = 10) -> None:
    """The retailer sells the brand's SKU to consumers, too."""
    await world.offer(world.retailer, world.sku, price_minor=2500, audience=Audience.CONSUMERS)
    await world.stocked(world.retailer, world.sku, pieces)


async def made_to_order(world: World) -> Sku:
    sku = await world.goods(world.brand)
    await world.offer(world.brand, sku, made_to_order=True)
    return sku


async def retailer_with(world: World, **terms: Any) -> Trader:
    """Another retailer, in a partnership with the brand on terms of its own."""
    retailer = await world.trader(PartyKind.RETAILER)
    await world.partnership(world.brand, retailer, **terms)
    return retailer


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


async def test_the_whole_life_of_an_order_moves_goods_from_one_stock_to_the_other(
    world: World,
) -> None:
    order_id = await world.order(5)
    [line] = await lines(world, order_id)
    brand, retailer = world.brand, world.retailer

    await world.done(brand, step(orders.confirm_order, order_id))
    assert await world.status(order_id) is OrderStatus.CONFIRMED
    part = [ShippedLine(line.id, 2)]
    first = await world.done(brand, lambda r: shipments.ship_order(r, order_id, part))
    assert await world.status(order_id) is OrderStatus.PARTIALLY_SHIPPED
    rest = await world.done(brand, step(shipments.ship_order, order_id))
    assert await world.status(order_id) is OrderStatus.SHIPPED
    await world.done(retailer, lambda r: shipments.receive_shipment(r, first))
    assert await world.status(order_id) is OrderStatus.SHIPPED
    await world.done(retailer, lambda r: shipments.receive_shipment(r, rest))
    assert await world.status(order_id) is OrderStatus.DELIVERED
    await world.done(retailer, step(orders.complete_order, order_id))

    assert await history(world, order_id) == [
        (1, "PLACED", "PLACED", retailer.id),
        (2, "CONFIRMED", "CONFIRMED", brand.id),
        (3, "PARTIALLY_SHIPPED", "PARTIALLY_SHIPPED", brand.id),
        (4, "SHIPPED", "SHIPPED", brand.id),
        (5, "PARTIALLY_RECEIVED", "SHIPPED", retailer.id),
        (6, "DELIVERED", "DELIVERED", retailer.id),
        (7, "COMPLETED", "COMPLETED", retailer.id),
    ]
    assert (await world.fresh(Order, order_id)).version == 7
    assert await world.movements(await world.item_id(brand)) == [
        (MovementKind.ADJUSTED, 100, 0, 0),
        (MovementKind.RESERVED, 100, 5, 0),
        (MovementKind.SHIPPED, 98, 3, 0),
        (MovementKind.SHIPPED, 95, 0, 0),
    ]
    assert await world.movements(await world.item_id(retailer)) == [
        (MovementKind.EXPECTED, 0, 0, 2),
        (MovementKind.EXPECTED, 0, 0, 5),
        (MovementKind.RECEIVED, 2, 0, 3),
        (MovementKind.RECEIVED, 5, 0, 0),
    ]
    [line] = await lines(world, order_id)
    assert (line.allocated, line.shipped, line.received) == (5, 5, 5)
    # Each side hears every step once, in order, and of no stock but its own.
    for trader in (brand, retailer):
        told = await world.feed(trader)
        assert [version for kind, version in told if kind == "ORDER"] == [1, 2, 3, 4, 5, 6, 7]
        assert [version for kind, version in told if kind == "STOCK"] == [1, 2, 3, 4]
    assert await world.feed(world.supplier) == []
    assert await world.feed(world.consumer) == []


async def ready(world: World) -> UUID:
    """An order that was made and waits to be shipped."""
    order_id = await world.order(2, sku=await made_to_order(world))
    for command in (orders.confirm_order, orders.start_production, orders.finish_production):
        await world.done(world.brand, step(command, order_id))
    return order_id


@pytest.mark.parametrize(
    ("caller", "command"),
    [("retailer", orders.cancel_order), ("brand", orders.cancel_order),
     ("brand", orders.reject_order)],
)  # fmt: skip
async def test_an_order_called_off_gives_its_stock_back(
    world: World, caller: str, command: Step
) -> None:
    order_id = await world.order(5)
    assert await world.stock(world.brand) == (100, 5, 0)

    await world.done(getattr(world, caller), step(command, order_id))

    assert await world.status(order_id) in {OrderStatus.CANCELLED, OrderStatus.REJECTED}
    assert await world.stock(world.brand) == (100, 0, 0)
    assert (await world.movements(await world.item_id(world.brand)))[-1] == (
        (MovementKind.RELEASED, 100, 0, 0)
    )
    [line] = await lines(world, order_id)
    assert line.allocated == 0
    assert (await world.feed(world.retailer))[-1] == ("ORDER", 2)
    # It is over: what was released is not released again.
    refusal = await world.refusal(world.retailer, step(orders.cancel_order, order_id))
    assert refusal.code is ErrorCode.WRONG_STATUS


async def test_goods_made_for_an_order_that_is_called_off_stay_in_stock(world: World) -> None:
    order_id = await ready(world)
    [line] = await lines(world, order_id)
    made = await world.fresh(Sku, line.sku_id)
    assert await world.stock(world.brand, made) == (2, 2, 0)

    await world.done(world.retailer, step(orders.cancel_order, order_id))

    assert await world.stock(world.brand, made) == (2, 0, 0)


async def test_goods_made_to_order_are_made_then_held_then_shipped(world: World) -> None:
    sku = await made_to_order(world)
    order_id = await world.done(world.retailer, placing(world.brand, (sku, 3), (world.sku, 2)))
    await world.done(world.brand, step(orders.confirm_order, order_id))
    [made, stocked] = await lines(world, order_id)
    assert (made.made_to_order, made.allocated) == (True, 0)
    assert (stocked.made_to_order, stocked.allocated) == (False, 2)

    # Nothing of it is shipped while some of it is yet to be made, not even what is there.
    for shipped in (None, [ShippedLine(stocked.id, 2)]):
        refusal = await world.refusal(
            world.brand, partial(shipments.ship_order, order_id=order_id, shipped=shipped)
        )
        assert refusal.code is ErrorCode.NOT_READY
        assert "Line 1 of order" in refusal.message

    await world.done(world.brand, step(orders.start_production, order_id))
    assert await world.status(order_id) is OrderStatus.IN_PRODUCTION
    await world.done(world.brand, step(orders.finish_production, order_id))
    assert await world.status(order_id) is OrderStatus.READY
    await world.done(world.brand, step(shipments.ship_order, order_id))

    assert await world.movements(await world.item_id(world.brand, sku)) == [
        (MovementKind.PRODUCED, 3, 0, 0),
        (MovementKind.RESERVED, 3, 3, 0),
        (MovementKind.SHIPPED, 0, 0, 0),
    ]
    assert await world.stock(world.brand) == (98, 0, 0)
    assert await world.stock(world.retailer, sku) == (0, 0, 3)


async def test_production_of_what_is_in_stock_makes_nothing(world: World) -> None:
    order_id = await world.order(5)
    for command in (orders.confirm_order, orders.start_production, orders.finish_production):
        await world.done(world.brand, step(command, order_id))

    assert await world.status(order_id) is OrderStatus.READY
    assert await world.stock(world.brand) == (100, 5, 0)


async def test_goods_cannot_be_made_where_there_is_no_place_for_them(world: World) -> None:
    brand = Party(kind=PartyKind.BRAND, name="Homeless", created_at=world.hub.clock())
    await world.add(brand)
    homeless = Trader(brand, await world.member(brand, Role.OWNER), None)
    await world.partnership(homeless, world.retailer)
    sku = await world.goods(homeless)
    await world.offer(homeless, sku, made_to_order=True)
    order_id = await world.done(world.retailer, placing(homeless, (sku, 1)))
    for command in (orders.confirm_order, orders.start_production):
        await world.done(homeless, step(command, order_id))

    refusal = await world.refusal(homeless, step(orders.finish_production, order_id))

    assert refusal.code is ErrorCode.NO_LOCATION
    assert await world.status(order_id) is OrderStatus.IN_PRODUCTION


async def test_stock_is_taken_from_locations_in_order_of_their_codes(world: World) -> None:
    late, early = (
        Location(party_id=world.brand.id, kind=LocationKind.SHOP, code=code, name=code)
        for code in ("B", "0")
    )
    await world.add(late, early)
    for place, pieces in ((late, 7), (early, 3)):
        await world.stocked(Trader(world.brand.party, world.brand.viewer, place), world.sku, pieces)

    order_id = await world.order(105)

    reserved = await world.hub.database.pool.fetch(
        "SELECT code, reserved FROM stock_items JOIN locations ON locations.id = location_id"
        " WHERE stock_items.party_id = $1 ORDER BY code",
        world.brand.id,
    )
    assert [tuple(row) for row in reserved] == [("0", 3), ("A", 100), ("B", 2)]
    # It is shipped from where it is held, in the same order.
    await world.done(world.brand, step(orders.confirm_order, order_id))
    [line] = await lines(world, order_id)
    part = [ShippedLine(line.id, 4)]
    await world.done(world.brand, lambda r: shipments.ship_order(r, order_id, part))
    assert await world.movements(await _item_at(world, early)) == [
        (MovementKind.ADJUSTED, 3, 0, 0),
        (MovementKind.RESERVED, 3, 3, 0),
        (MovementKind.SHIPPED, 0, 0, 0),
    ]
    assert await world.movements(await _item_at(world, late)) == [
        (MovementKind.ADJUSTED, 7, 0, 0),
        (MovementKind.RESERVED, 7, 2, 0),
    ]


async def _item_at(world: World, place: Location) -> UUID:
    found: UUID = await world.hub.database.pool.fetchval(
        "SELECT id FROM stock_items WHERE location_id = $1", place.id
    )
    return found


async def test_goods_go_where_the_buyer_wants_them(world: World) -> None:
    second = Location(party_id=world.retailer.id, kind=LocationKind.SHOP, code="B", name="Shop")
    await world.add(second)

    order_id = await world.done(
        world.retailer, placing(world.brand, (world.sku, 1), deliver_to_id=second.id)
    )

    assert (await world.fresh(Order, order_id)).deliver_to_id == second.id


async def test_shared_stock_is_told_to_the_partners_it_is_shared_with(world: World) -> None:
    sharing = await retailer_with(world, shares_stock=True)
    proposed = await retailer_with(world, shares_stock=True, status=PartnershipStatus.PROPOSED)

    order_id = await world.order(5)
    await world.done(world.retailer, step(orders.cancel_order, order_id))

    # The other partner hears of the pieces, and of nobody's order.
    assert await world.feed(sharing) == [("STOCK", 2), ("STOCK", 3)]
    assert await world.feed(proposed) == []
    assert ("STOCK", 2) not in await world.feed(world.retailer)


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
    assert (opened.status, opened.currency, opened.shares_stock) == (
        PartnershipStatus.ACTIVE,
        "EUR",
        False,
    )
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
    assert "5000" in refusal.message
    assert "6000 is owed" in refusal.message
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


# Refusals of an order: each case sets its stage and says who asks what of whom.


async def _unknown_seller(world: World) -> tuple[Trader, Command]:
    stranger = await world.trader(PartyKind.BRAND)
    return world.retailer, placing(stranger, (world.sku, 1))


async def _missing_seller(world: World) -> tuple[Trader, Command]:
    wanted = [WantedLine(world.sku.id, 1)]
    return world.retailer, partial(orders.place_order, seller_id=new_id(), wanted=wanted)


async def _secret_sku(world: World) -> tuple[Trader, Command]:
    other = await world.trader(PartyKind.BRAND)
    sku = await world.goods(other, visibility=Visibility.PARTNERS)
    return world.retailer, placing(world.brand, (world.sku, 1), (sku, 1))


async def _unpublished_sku(world: World) -> tuple[Trader, Command]:
    sku = await world.goods(world.brand, status=ListingStatus.DRAFT)
    await world.offer(world.brand, sku)
    return world.retailer, placing(world.brand, (world.sku, 1), (sku, 1))


async def _location_of_another(world: World) -> tuple[Trader, Command]:
    assert world.brand.location is not None
    place = world.brand.location.id
    return world.retailer, placing(world.brand, (world.sku, 1), deliver_to_id=place)


async def _up_the_chain(world: World) -> tuple[Trader, Command]:
    return world.brand, placing(world.retailer, (world.sku, 1))


async def _listed_stranger(world: World) -> tuple[Trader, Command]:
    stranger = await world.trader(PartyKind.BRAND)
    await world.hub.database.pool.execute(
        "UPDATE parties SET listed = true WHERE id = $1", stranger.id
    )
    return world.retailer, placing(stranger, (world.sku, 1))


def _partnership_that_is(
    status: PartnershipStatus,
) -> Callable[[World], Awaitable[tuple[Trader, Command]]]:
    async def case(world: World) -> tuple[Trader, Command]:
        buyer = await retailer_with(world, status=status)
        return buyer, placing(world.brand, (world.sku, 1))

    return case


async def _suspended_consumer(world: World) -> tuple[Trader, Command]:
    await shop(world)
    await world.partnership(world.retailer, world.consumer, status=PartnershipStatus.SUSPENDED)
    return world.consumer, placing(world.retailer, (world.sku, 1))


def _pieces(quantity: int) -> Callable[[World], Awaitable[tuple[Trader, Command]]]:
    async def case(world: World) -> tuple[Trader, Command]:
        return world.retailer, placing(world.brand, (world.sku, quantity))

    return case


def _lines(count: int) -> Callable[[World], Awaitable[tuple[Trader, Command]]]:
    async def case(world: World) -> tuple[Trader, Command]:
        wanted = [WantedLine(new_id(), 1) for _ in range(count)]
        return world.retailer, partial(orders.place_order, seller_id=world.brand.id, wanted=wanted)

    return case


async def _twice_the_same(world: World) -> tuple[Trader, Command]:
    other = await world.goods(world.brand)
    return world.retailer, placing(world.brand, (world.sku, 1), (other, 1), (world.sku, 2))


def _offered_only(**terms: Any) -> Callable[[World], Awaitable[tuple[Trader, Command]]]:
    async def case(world: World) -> tuple[Trader, Command]:
        sku = await world.goods(world.brand)
        now, given = world.hub.clock(), dict(terms)
        if given.pop("to_another", False):
            given["partner_id"] = (await retailer_with(world)).id
        for name in ("valid_from", "valid_until"):
            if name in given:
                given[name] = now + given[name]
        if given.pop("ever", True):
            await world.offer(world.brand, sku, **given)
        await world.stocked(world.brand, sku, 10)
        return world.retailer, placing(world.brand, (world.sku, 1), (sku, 2))

    return case


async def _of_another_seller(world: World) -> tuple[Trader, Command]:
    await world.partnership(world.supplier, world.retailer)
    sku = await world.goods(world.supplier)
    await world.offer(world.supplier, sku)
    return world.retailer, placing(world.brand, (sku, 1))


async def _older_price(world: World) -> tuple[Trader, Command]:
    wanted = [WantedLine(world.sku.id, 1, unit_price_minor=999)]
    return world.retailer, partial(orders.place_order, seller_id=world.brand.id, wanted=wanted)


async def _credit_in_another_currency(world: World) -> tuple[Trader, Command]:
    buyer = await retailer_with(world, currency="USD", credit_limit_minor=10**9)
    return buyer, placing(world.brand, (world.sku, 1))


async def _dear_line(world: World) -> tuple[Trader, Command]:
    sku = await world.goods(world.brand)
    await world.offer(world.brand, sku, price_minor=AMOUNT_MAX // 2, made_to_order=True)
    return world.retailer, placing(world.brand, (sku, 3))


async def _dear_order(world: World) -> tuple[Trader, Command]:
    skus = [await world.goods(world.brand) for _ in range(3)]
    for sku in skus:
        await world.offer(world.brand, sku, price_minor=AMOUNT_MAX // 2, made_to_order=True)
    return world.retailer, placing(world.brand, *((sku, 1) for sku in skus))


async def _homeless_buyer(world: World) -> tuple[Trader, Command]:
    party = Party(kind=PartyKind.RETAILER, name="Homeless", created_at=world.hub.clock())
    await world.add(party)
    buyer = Trader(party, await world.member(party, Role.OWNER), None)
    await world.partnership(world.brand, buyer)
    return buyer, placing(world.brand, (world.sku, 1))


async def _second_line_out_of_stock(world: World) -> tuple[Trader, Command]:
    sku = await world.goods(world.brand)
    await world.offer(world.brand, sku)
    await world.stocked(world.brand, sku, 3)
    return world.retailer, placing(world.brand, (world.sku, 1), (sku, 4))


CASES: dict[str, tuple[Any, ErrorCode, tuple[str, ...]]] = {
    "seller not to be seen": (_unknown_seller, ErrorCode.NOT_FOUND, ("sellerId",)),
    "no such seller": (_missing_seller, ErrorCode.NOT_FOUND, ("sellerId",)),
    "SKU for partners": (_secret_sku, ErrorCode.NOT_FOUND, ("lines", "1", "skuId")),
    "SKU unpublished": (_unpublished_sku, ErrorCode.NOT_FOUND, ("lines", "1", "skuId")),
    "location of another": (_location_of_another, ErrorCode.NOT_FOUND, ("deliverToId",)),
    "up the chain": (_up_the_chain, ErrorCode.NO_TRADE, ("sellerId",)),
    "stranger": (_listed_stranger, ErrorCode.NO_PARTNERSHIP, ("sellerId",)),
    **{
        f"partnership {status.lower()}": (
            _partnership_that_is(status), ErrorCode.NO_PARTNERSHIP, ("sellerId",),
        )
        for status in set(PartnershipStatus) - {PartnershipStatus.ACTIVE}
    },
    "suspended consumer": (_suspended_consumer, ErrorCode.NO_PARTNERSHIP, ("sellerId",)),
    **{
        f"{n} pieces": (_pieces(n), ErrorCode.INVALID_QUANTITY, ("lines", "0", "quantity"))
        for n in (0, -1, -QUANTITY_MAX, QUANTITY_MAX + 1, 10**30)
    },
    "no lines": (_lines(0), ErrorCode.INVALID_INPUT, ("lines",)),
    "too many lines": (_lines(LINES_MAX + 1), ErrorCode.INVALID_INPUT, ("lines",)),
    "the same SKU twice": (_twice_the_same, ErrorCode.INVALID_INPUT, ("lines", "2", "skuId")),
    "not offered": (
        _offered_only(ever=False), ErrorCode.NOT_OFFERED, ("lines", "1", "quantity"),
    ),
    "goods of another seller": (
        _of_another_seller, ErrorCode.NOT_OFFERED, ("lines", "0", "quantity"),
    ),
    "offer expired": (
        _offered_only(valid_from=timedelta(days=-2), valid_until=timedelta()),
        ErrorCode.NOT_OFFERED, ("lines", "1", "quantity"),
    ),
    "offer in the future": (
        _offered_only(valid_from=timedelta(microseconds=1)),
        ErrorCode.NOT_OFFERED, ("lines", "1", "quantity"),
    ),
    "offered to another": (
        _offered_only(to_another=True), ErrorCode.NOT_OFFERED, ("lines", "1", "quantity"),
    ),
    "offered to consumers": (
        _offered_only(audience=Audience.CONSUMERS),
        ErrorCode.NOT_OFFERED, ("lines", "1", "quantity"),
    ),
    "offered in another currency": (
        _offered_only(currency="USD"), ErrorCode.MIXED_CURRENCIES, ("lines",),
    ),
    "fewer than the minimum": (
        _offered_only(minimum_quantity=3), ErrorCode.BELOW_MINIMUM, ("lines", "1", "quantity"),
    ),
    "price changed": (_older_price, ErrorCode.PRICE_CHANGED, ("lines", "0", "unitPriceMinor")),
    "credit in another currency": (
        _credit_in_another_currency, ErrorCode.MIXED_CURRENCIES, ("lines",),
    ),
    "line too dear": (_dear_line, ErrorCode.AMOUNT_TOO_LARGE, ("lines", "0", "quantity")),
    "order too dear": (_dear_order, ErrorCode.AMOUNT_TOO_LARGE, ("lines",)),
    "no location": (_homeless_buyer, ErrorCode.NO_LOCATION, ()),
    "out of stock": (_pieces(101), ErrorCode.OUT_OF_STOCK, ("lines", "0", "quantity")),
    "one line of two out of stock": (
        _second_line_out_of_stock, ErrorCode.OUT_OF_STOCK, ("lines", "1", "quantity"),
    ),
}  # fmt: skip


async def test_a_refused_order_leaves_nothing_behind(world: World) -> None:
    for case, (stage, code, field) in CASES.items():
        buyer, command = await stage(world)

        refusal = await world.refusal(buyer, command)  # compares all that is stored, too

        assert (case, refusal.code, refusal.field) == (case, code, field)


async def test_an_offer_is_good_until_the_instant_it_ends(world: World, clock: Clock) -> None:
    sku = await world.goods(world.brand)
    await world.offer(world.brand, sku, valid_until=clock.now + timedelta(hours=1))
    await world.stocked(world.brand, sku, 10)

    clock.now += timedelta(minutes=59)
    await world.order(1, sku=sku)
    clock.now += timedelta(minutes=1)
    refusal = await world.refusal(world.retailer, placing(world.brand, (sku, 1)))

    assert refusal.code is ErrorCode.NOT_OFFERED


async def test_the_price_a_buyer_was_shown_is_the_one_it_pays(world: World) -> None:
    wanted = [WantedLine(world.sku.id, 2, unit_price_minor=1000)]

    order_id = await world.done(
        world.retailer,
        lambda request: orders.place_order(request, world.brand.id, wanted),
    )

    assert (await world.fresh(Order, order_id)).total_minor == 2000


async def strangers(world: World) -> list[Trader]:
    """Parties on neither side of an order between the retailer and the brand."""
    return [
        await retailer_with(world, shares_stock=True),
        world.supplier,
        world.consumer,
        await world.trader(PartyKind.BRAND),
    ]


async def test_an_order_of_others_reads_as_none(world: World) -> None:
    order_id, others = await world.order(5), await strangers(world)

    for command in (*SELLERS_STEPS, *BUYERS_STEPS, orders.cancel_order):
        missing = await world.refusal(world.retailer, step(command, new_id()))
        for stranger in others:
            refusal = await world.refusal(stranger, step(command, order_id))
            assert (refusal.code, refusal.message, refusal.field) == (
                (ErrorCode.NOT_FOUND, missing.message, ("orderId",))
            )


async def test_neither_side_takes_the_steps_of_the_other(world: World) -> None:
    order_id = await world.order(5)

    for caller, commands in ((world.retailer, SELLERS_STEPS), (world.brand, BUYERS_STEPS)):
        for command in commands:
            refusal = await world.refusal(caller, step(command, order_id))
            assert refusal.code is ErrorCode.NOT_FOUND


async def test_a_step_that_does_not_apply_leaves_the_order_as_it_is(world: World) -> None:
    order_id = await world.order(5)
    number = (await world.fresh(Order, order_id)).number
    sellers = set(SELLERS_STEPS) - {orders.confirm_order, orders.reject_order}

    for caller, commands in ((world.brand, sellers), (world.retailer, BUYERS_STEPS)):
        for command in commands:
            refusal = await world.refusal(caller, step(command, order_id))
            assert refusal.code is ErrorCode.WRONG_STATUS
            assert f"Order {number} is PLACED" in refusal.message


async def test_a_draft_is_its_buyers_alone_and_cannot_be_called_off(world: World) -> None:
    draft = Order(
        number="draft",
        kind=OrderKind.WHOLESALE,
        buyer_id=world.retailer.id,
        seller_id=world.brand.id,
        currency="EUR",
        created_at=world.hub.clock(),
    )
    await world.add(draft)

    buyers = await world.refusal(world.retailer, step(orders.cancel_order, draft.id))
    sellers = await world.refusal(world.brand, step(orders.cancel_order, draft.id))

    assert buyers.code is ErrorCode.WRONG_STATUS
    assert sellers.code is ErrorCode.NOT_FOUND


DUTY_OF: dict[Step, Duty] = {
    **dict.fromkeys(SELLERS_STEPS, Duty.SELL),
    **dict.fromkeys(BUYERS_STEPS, Duty.BUY),
    shipments.ship_order: Duty.MOVE_GOODS,
}


async def test_a_role_takes_the_steps_of_its_duties_only(world: World) -> None:
    placing_one = placing(world.brand, (world.sku, 1))
    for role in Role:
        order_id = await world.order(5)
        buyer = await world.member(world.retailer.party, role)
        seller = await world.member(world.brand.party, role)
        tries = [
            (buyer, Duty.BUY, placing_one),
            (buyer, Duty.BUY, step(orders.cancel_order, order_id)),
            (seller, Duty.SELL, step(orders.cancel_order, order_id)),
            *(
                (buyer if command in BUYERS_STEPS else seller, duty, step(command, order_id))
                for command, duty in DUTY_OF.items()
            ),
        ]

        for viewer, duty, command in tries:
            if duty not in DUTIES[role]:
                refusal = await world.refusal(viewer, command)
                assert refusal.code is ErrorCode.FORBIDDEN
                assert f"in the role {role.lower()} may not {duty}" in refusal.message
        if Duty.BUY in DUTIES[role]:
            await world.done(buyer, placing_one)
        if Duty.SELL in DUTIES[role]:
            await world.done(seller, step(orders.confirm_order, order_id))


async def test_nobody_takes_a_step_anonymously(world: World) -> None:
    order_id = await world.order(5)
    commands = [*(step(one, order_id) for one in DUTY_OF), placing(world.brand, (world.sku, 1))]

    for command in commands:
        refusal = await world.refusal(None, command)
        assert refusal.code is ErrorCode.UNAUTHENTICATED
    # Called off, it is first looked for among one's own.
    refusal = await world.refusal(None, step(orders.cancel_order, order_id))
    assert refusal.code is ErrorCode.UNAUTHENTICATED


async def test_a_step_is_of_the_instant_at_which_it_is_taken(world: World, clock: Clock) -> None:
    order_id = await world.order(5)
    asked_early = world.asked_by(world.retailer)
    clock.now += timedelta(seconds=5)
    await world.done(world.brand, step(orders.confirm_order, order_id))
    clock.now += timedelta(seconds=5)

    async with asked_early.writing() as session:
        await orders.cancel_order(asked_early, order_id)
        await session.commit()

    rows = await world.hub.database.pool.fetch(
        "SELECT id FROM order_events WHERE order_id = $1 ORDER BY version", order_id
    )
    times = [(await world.fresh(OrderEvent, row["id"])).occurred_at for row in rows]
    assert times == sorted(times)
    assert times[-1] == clock.now


async def test_a_large_order_asks_the_database_no_more_often_than_a_small_one(
    world: World,
) -> None:
    skus = [await world.goods(world.brand) for _ in range(30)]
    for sku in skus:
        await world.offer(world.brand, sku)
        await world.stocked(world.brand, sku, 10)

    async def life(*wanted: tuple[Sku, int]) -> list[int]:
        """How many statements each step of an order takes."""
        counts = []

        async def counted(who: Trader, command: Command) -> UUID:
            asked = 0

            def count(*_: object) -> None:
                nonlocal asked
                asked += 1

            engine = world.hub.database.engine.sync_engine
            event.listen(engine, "before_cursor_execute", count)
            try:
                result = await world.done(who, command)
            finally:
                event.remove(engine, "before_cursor_execute", count)
            counts.append(asked)
            return result

        order_id = await counted(world.retailer, placing(world.brand, *wanted))
        await counted(world.brand, step(orders.confirm_order, order_id))
        shipment = await counted(world.brand, step(shipments.ship_order, order_id))
        await counted(world.retailer, lambda r: shipments.receive_shipment(r, shipment))
        another = await counted(world.retailer, placing(world.brand, *wanted))
        await counted(world.retailer, step(orders.cancel_order, another))
        return counts

    small = await life(*((sku, 1) for sku in skus[:2]))
    large = await life(*((sku, 1) for sku in skus))

    assert large == small


async def test_the_operator_sees_every_order_and_takes_no_step_of_any(world: World) -> None:
    operator = await world.trader(PartyKind.OPERATOR)
    order_id = await world.order(5)

    with pytest.raises(NotFound):
        await world.done(operator, lambda request: orders.confirm_order(request, order_id))
    with pytest.raises(NotFound):
        await world.done(operator, lambda request: orders.cancel_order(request, order_id))

    assert await world.status(order_id) is OrderStatus.PLACED
