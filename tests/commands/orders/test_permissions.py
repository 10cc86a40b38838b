"""Who takes which step of an order."""

import pytest

from db.enums.accounts import Role
from db.enums.orders import OrderKind, OrderStatus
from db.enums.parties import PartyKind
from db.enums.sharing import Exactness
from db.tables.orders import Order
from db.types import new_id
from hub.commands import orders, shipments
from hub.domain.errors import ErrorCode, NotFound
from hub.policy.permissions import PERMISSIONS, Permission
from tests.commands.orders.steps import (
    BUYERS_STEPS,
    SELLERS_STEPS,
    Step,
    placing,
    retailer_with,
    step,
)
from tests.world import Trader, World


async def strangers(world: World) -> list[Trader]:
    """Parties on neither side of an order between the retailer and the brand."""
    return [
        await retailer_with(world, shares_stock=Exactness.EXACT),
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


PERMISSION_OF: dict[Step, Permission] = {
    **dict.fromkeys(SELLERS_STEPS, Permission.SELL),
    **dict.fromkeys(BUYERS_STEPS, Permission.BUY),
    shipments.ship_order: Permission.MOVE_GOODS,
}


async def test_a_role_takes_the_steps_of_its_duties_only(world: World) -> None:
    placing_one = placing(world.brand, (world.sku, 1))
    for role in Role:
        order_id = await world.order(5)
        buyer = await world.member(world.retailer.party, role)
        seller = await world.member(world.brand.party, role)
        tries = [
            (buyer, Permission.BUY, placing_one),
            (buyer, Permission.BUY, step(orders.cancel_order, order_id)),
            (seller, Permission.SELL, step(orders.cancel_order, order_id)),
            *(
                (buyer if command in BUYERS_STEPS else seller, permission, step(command, order_id))
                for command, permission in PERMISSION_OF.items()
            ),
        ]

        for viewer, permission, command in tries:
            if permission not in PERMISSIONS[role]:
                refusal = await world.refusal(viewer, command)
                assert refusal.code is ErrorCode.FORBIDDEN
                assert f"in the role {role.lower()} may not {permission}" in refusal.message
        if Permission.BUY in PERMISSIONS[role]:
            await world.done(buyer, placing_one)
        if Permission.SELL in PERMISSIONS[role]:
            await world.done(seller, step(orders.confirm_order, order_id))


async def test_nobody_takes_a_step_anonymously(world: World) -> None:
    order_id = await world.order(5)
    commands = [
        *(step(one, order_id) for one in PERMISSION_OF),
        placing(world.brand, (world.sku, 1)),
    ]

    for command in commands:
        refusal = await world.refusal(None, command)
        assert refusal.code is ErrorCode.UNAUTHENTICATED
    # Called off, it is first looked for among one's own.
    refusal = await world.refusal(None, step(orders.cancel_order, order_id))
    assert refusal.code is ErrorCode.UNAUTHENTICATED


async def test_the_operator_sees_every_order_and_takes_no_step_of_any(world: World) -> None:
    operator = await world.trader(PartyKind.OPERATOR)
    order_id = await world.order(5)

    with pytest.raises(NotFound):
        await world.done(operator, lambda request: orders.confirm_order(request, order_id))
    with pytest.raises(NotFound):
        await world.done(operator, lambda request: orders.cancel_order(request, order_id))

    assert await world.status(order_id) is OrderStatus.PLACED
