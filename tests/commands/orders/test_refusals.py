"""Why an order is not placed: each case sets its stage and says who asks what of whom."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

from db.enums.accounts import Role
from db.enums.catalogue import ListingStatus, Visibility
from db.enums.offers import Audience
from db.enums.parties import PartnershipStatus, PartyKind
from db.tables.parties import Party
from db.types import new_id
from hub.commands import orders
from hub.commands.placing import WantedLine
from hub.domain.errors import ErrorCode
from hub.domain.money import AMOUNT_MAX
from hub.domain.offers import LINES_MAX
from hub.domain.stock import QUANTITY_MAX
from tests.commands.orders.steps import Command, placing, retailer_with, shop
from tests.world import Trader, World


async def _unknown_seller(world: World) -> tuple[Trader, Command]:
    stranger = await world.trader(PartyKind.BRAND)
    return world.retailer, placing(stranger, (world.sku, 1))


async def _missing_seller(world: World) -> tuple[Trader, Command]:
    wanted = [WantedLine(world.sku.id, 1)]
    return world.retailer, partial(orders.place_order, seller_id=new_id(), lines=wanted)


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
        return world.retailer, partial(orders.place_order, seller_id=world.brand.id, lines=wanted)

    return case


async def _twice_the_same(world: World) -> tuple[Trader, Command]:
    other = await world.goods(world.brand)
    await world.offer(world.brand, other, made_to_order=True)
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
    return world.retailer, partial(orders.place_order, seller_id=world.brand.id, lines=wanted)


async def _price_for_more(world: World) -> tuple[Trader, Command]:
    sku = await world.goods(world.brand)
    await world.offer(world.brand, sku, price_minor=1000)
    await world.stocked(world.brand, sku, 10)
    wanted = [WantedLine(sku.id, 1, unit_price_minor=1000, per=1000)]
    return world.retailer, partial(orders.place_order, seller_id=world.brand.id, lines=wanted)


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
    "price for fewer": (_price_for_more, ErrorCode.PRICE_CHANGED, ("lines", "0", "unitPriceMinor")),
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


async def test_all_that_is_wrong_with_the_lines_is_told_at_once(world: World) -> None:
    dear, scarce, rare = [await world.goods(world.brand) for _ in range(3)]
    await world.offer(world.brand, dear, price_minor=2000)
    await world.offer(world.brand, scarce)
    lines = [
        WantedLine(world.sku.id, 1),
        WantedLine(world.sku.id, 2),
        WantedLine(dear.id, 1, unit_price_minor=1000),
        WantedLine(scarce.id, 1),
        WantedLine(rare.id, 1),
        WantedLine(new_id(), 1),
        WantedLine(scarce.id, 0),
    ]

    refusal = await world.refusal(
        world.retailer, partial(orders.place_order, seller_id=world.brand.id, lines=lines)
    )

    assert [(fault.code, *fault.field[1:]) for fault in refusal.faults] == [
        (ErrorCode.INVALID_INPUT, "1", "skuId"),
        (ErrorCode.PRICE_CHANGED, "2", "unitPriceMinor"),
        (ErrorCode.OUT_OF_STOCK, "3", "quantity"),
        (ErrorCode.NOT_OFFERED, "4", "quantity"),
        (ErrorCode.NOT_FOUND, "5", "skuId"),
        (ErrorCode.INVALID_INPUT, "6", "skuId"),
        (ErrorCode.INVALID_QUANTITY, "6", "quantity"),
    ]
