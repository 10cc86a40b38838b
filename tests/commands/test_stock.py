"""Corrections of stock, and what a ledger promises."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from db.enums.accounts import Role
from db.enums.catalogue import ListingStatus
from db.enums.parties import LocationKind, PartyKind
from db.enums.sharing import Exactness
from db.enums.stock import MovementKind
from db.tables.parties import Location
from db.tables.stock import StockItem, StockMovement
from db.types import new_id
from hub.commands import stock
from hub.commands.orders import cancel_order
from hub.commands.stock import count_stock, transfer_stock
from hub.domain.errors import ErrorCode, Refused
from hub.domain.stock import QUANTITY_MAX
from hub.policy.permissions import PERMISSIONS, Permission
from tests.commands.orders.steps import placing
from tests.conftest import Clock
from tests.world import Trader, World


def adjusting(owner: Trader, sku_id: UUID, delta: int, reason: str = "counted") -> Any:
    assert owner.location is not None
    return partial(
        stock.adjust_stock,
        location_id=owner.location.id,
        sku_id=sku_id,
        delta=delta,
        reason=reason,
    )


async def test_a_correction_is_a_movement_with_its_reason(world: World) -> None:
    item_id = await world.done(world.brand, adjusting(world.brand, world.sku.id, -3, "broken"))

    assert await world.stock(world.brand) == (97, 0, 0)
    assert await world.movements(item_id) == [
        (MovementKind.ADJUSTED, 100, 0, 0),
        (MovementKind.ADJUSTED, 97, 0, 0),
    ]
    [row] = await world.hub.database.pool.fetch(
        "SELECT id FROM stock_movements WHERE stock_item_id = $1 AND version = 2", item_id
    )
    movement = await world.fresh(StockMovement, row["id"])
    assert (movement.on_hand_delta, movement.reason) == (-3, "broken")
    assert (movement.order_id, movement.occurred_at) == (None, world.hub.clock())
    assert await world.feed(world.brand) == [("STOCK", 1), ("STOCK", 2)]
    assert await world.feed(world.retailer) == []


async def test_the_first_correction_makes_the_stock_item(world: World) -> None:
    item_id = await world.done(world.retailer, adjusting(world.retailer, world.sku.id, 4))

    item = await world.fresh(StockItem, item_id)
    assert (item.party_id, item.sku_id) == (world.retailer.id, world.sku.id)
    assert (item.on_hand, item.reserved, item.incoming, item.version) == (4, 0, 0, 1)


async def test_two_first_corrections_at_the_same_time_make_one_stock_item(world: World) -> None:
    ids = await asyncio.gather(
        *(world.done(world.retailer, adjusting(world.retailer, world.sku.id, 1)) for _ in range(5))
    )

    assert len(set(ids)) == 1
    assert await world.stock(world.retailer) == (5, 0, 0)


async def test_a_correction_that_cannot_be_leaves_the_stock_as_it_is(world: World) -> None:
    await world.order(5)

    for delta, code in (
        (0, ErrorCode.INVALID_QUANTITY),
        (-101, ErrorCode.OUT_OF_STOCK),
        (-QUANTITY_MAX - 1, ErrorCode.OUT_OF_STOCK),
        (QUANTITY_MAX, ErrorCode.AMOUNT_TOO_LARGE),
        (10**30, ErrorCode.AMOUNT_TOO_LARGE),
    ):
        refusal = await world.refusal(world.brand, adjusting(world.brand, world.sku.id, delta))
        assert (delta, refusal.code, refusal.field) == (delta, code, ("delta",))
    assert await world.stock(world.brand) == (100, 5, 0)


async def test_a_loss_is_booked_also_where_the_goods_were_held(world: World) -> None:
    order_id = await world.order(95)

    await world.done(world.brand, adjusting(world.brand, world.sku.id, -60))

    assert await world.stock(world.brand) == (40, 95, 0)
    item = await world.fresh(StockItem, await world.item_id(world.brand))
    assert item.available == 0
    # Nothing is sold of what is not there, and what is held is let go as ever.
    buying = placing(world.brand, (world.sku, 1))
    assert (await world.refusal(world.retailer, buying)).code is ErrorCode.OUT_OF_STOCK
    await world.done(world.retailer, partial(cancel_order, order_id=order_id))
    assert await world.stock(world.brand) == (40, 0, 0)


def counting(owner: Trader, sku_id: UUID, on_hand: int) -> Any:
    assert owner.location is not None
    return partial(
        count_stock, location_id=owner.location.id, sku_id=sku_id, on_hand=on_hand, reason="shelf"
    )


async def test_what_is_counted_is_what_is_there(world: World) -> None:
    await world.order(5)

    for on_hand in (97, 97, 3, 120):
        await world.done(world.brand, counting(world.brand, world.sku.id, on_hand))

    assert (await world.movements(await world.item_id(world.brand)))[2:] == [
        (MovementKind.COUNTED, 97, 5, 0),
        (MovementKind.COUNTED, 97, 5, 0),
        (MovementKind.COUNTED, 3, 5, 0),
        (MovementKind.COUNTED, 120, 5, 0),
    ]
    for on_hand in (-1, QUANTITY_MAX + 1):
        refusal = await world.refusal(world.brand, counting(world.brand, world.sku.id, on_hand))
        assert (refusal.code, refusal.field) == (ErrorCode.INVALID_QUANTITY, ("onHand",))
    for other in (world.retailer, world.supplier):
        refusal = await world.refusal(other, counting(world.brand, world.sku.id, 1))
        assert (refusal.code, refusal.field) == (ErrorCode.NOT_FOUND, ("locationId",))


async def test_free_pieces_are_brought_to_another_location_of_the_same_party(
    world: World,
) -> None:
    second = Location(party_id=world.brand.id, kind=LocationKind.SHOP, code="B", name="B")
    await world.add(second)
    assert world.brand.location is not None
    assert world.retailer.location is not None
    first = world.brand.location
    await world.order(30)

    def bringing(quantity: int, from_id: UUID = first.id, to_id: UUID = second.id) -> Any:
        return partial(
            transfer_stock,
            from_id=from_id,
            to_id=to_id,
            sku_id=world.sku.id,
            quantity=quantity,
            reason="new shop",
        )

    await world.done(world.brand, bringing(70))

    rows = await world.hub.database.pool.fetch(
        "SELECT code, on_hand, reserved FROM stock_items JOIN locations"
        " ON locations.id = location_id WHERE stock_items.party_id = $1 ORDER BY code",
        world.brand.id,
    )
    assert [tuple(row) for row in rows] == [("A", 30, 30), ("B", 70, 0)]
    # What is held stays, and nothing is brought to others or nowhere.
    for command, code, field in (
        (bringing(1), ErrorCode.OUT_OF_STOCK, "quantity"),
        (bringing(0), ErrorCode.INVALID_QUANTITY, "quantity"),
        (bringing(1, second.id, second.id), ErrorCode.INVALID_INPUT, "toId"),
        (bringing(1, second.id, world.retailer.location.id), ErrorCode.NOT_FOUND, "toId"),
        (bringing(1, world.retailer.location.id), ErrorCode.NOT_FOUND, "fromId"),
    ):
        refusal = await world.refusal(world.brand, command)
        assert (refusal.code, refusal.field) == (code, (field,))


async def test_a_refused_first_correction_makes_no_stock_item(world: World) -> None:
    refusal = await world.refusal(world.retailer, adjusting(world.retailer, world.sku.id, -1))

    assert refusal.code is ErrorCode.OUT_OF_STOCK


async def test_a_location_of_another_reads_as_none(world: World) -> None:
    for owner in (world.brand, world.supplier):
        refusal = await world.refusal(world.retailer, adjusting(owner, world.sku.id, 1))
        assert (refusal.code, refusal.field) == (ErrorCode.NOT_FOUND, ("locationId",))


async def test_a_sku_that_is_not_to_be_seen_reads_as_none(world: World) -> None:
    secret = await world.goods(world.brand, status=ListingStatus.DRAFT)

    for sku_id in (secret.id, new_id()):
        refusal = await world.refusal(world.retailer, adjusting(world.retailer, sku_id, 1))
        assert (refusal.code, refusal.field) == (ErrorCode.NOT_FOUND, ("skuId",))
    # Its maker has it in stock before anybody sees it.
    await world.done(world.brand, adjusting(world.brand, secret.id, 1))


async def test_stock_is_corrected_by_those_who_are_permitted_to(world: World) -> None:
    command = adjusting(world.brand, world.sku.id, 1)

    for role in Role:
        member = await world.member(world.brand.party, role)
        if Permission.MOVE_GOODS in PERMISSIONS[role]:
            await world.done(member, command)
        else:
            refusal = await world.refusal(member, command)
            assert refusal.code is ErrorCode.FORBIDDEN
    able = [
        role for role, permissions in PERMISSIONS.items() if Permission.MOVE_GOODS in permissions
    ]
    assert await world.stock(world.brand) == (100 + len(able), 0, 0)


async def test_nobody_corrects_stock_anonymously(world: World) -> None:
    refusal = await world.refusal(None, adjusting(world.brand, world.sku.id, 1))

    assert refusal.code is ErrorCode.UNAUTHENTICATED


async def test_the_ledger_goes_forward_in_time_whoever_asked_first(
    world: World, clock: Clock
) -> None:
    asked_early = world.asked_by(world.brand)
    clock.now += timedelta(seconds=5)
    item_id = await world.done(world.brand, adjusting(world.brand, world.sku.id, 1))

    async with asked_early.writing() as session:
        await adjusting(world.brand, world.sku.id, 1)(asked_early)
        await session.commit()

    rows = await world.hub.database.pool.fetch(
        "SELECT occurred_at FROM stock_movements WHERE stock_item_id = $1 ORDER BY version",
        item_id,
    )
    times = [row["occurred_at"] for row in rows]
    assert times == sorted(times)
    assert (await world.fresh(StockItem, item_id)).updated_at == clock.now


async def test_shared_stock_is_told_to_those_it_is_shared_with_and_to_no_others(
    world: World,
) -> None:
    sharing, other = [await world.trader(PartyKind.RETAILER) for _ in range(2)]
    await world.partnership(world.brand, sharing, shares_stock=Exactness.EXACT)
    await world.partnership(world.brand, other)

    await world.done(world.brand, adjusting(world.brand, world.sku.id, 1))

    assert await world.feed(sharing) == [("STOCK", 2)]
    for unconcerned in (other, world.retailer, world.supplier, world.consumer):
        assert await world.feed(unconcerned) == []


async def test_losses_and_orders_at_the_same_time_never_oversell(world: World) -> None:
    """Ten orders of 10 pieces, and ten times 10 pieces that turn out to be lost."""
    losing = [world.done(world.brand, adjusting(world.brand, world.sku.id, -10)) for _ in range(10)]

    answers = await asyncio.gather(
        *losing, *(world.order(10) for _ in range(10)), return_exceptions=True
    )

    # What is lost is lost; an order is placed on what was there then, as the ledger tells.
    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    assert {refusal.code for refusal in refusals} <= {ErrorCode.OUT_OF_STOCK}
    on_hand, reserved, _ = await world.stock(world.brand)
    assert (on_hand, reserved) == (0, 100 - 10 * len(refusals))
    for kind, there, held, _ in await world.movements(await world.item_id(world.brand)):
        assert kind is not MovementKind.RESERVED or held <= there
