"""A role orders up to its limit; what is above is submitted, and ordered once it is approved."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from db.enums.accounts import Role
from db.enums.parties import PartyKind
from db.tables.catalogue import Sku
from hub.commands import carts, order_limits, requisitions
from hub.commands.carts import AddedLine, CartOrder
from hub.domain.addresses import PostalAddress
from hub.domain.errors import ErrorCode
from hub.domain.requisitions import RequisitionAction
from hub.policy.viewer import Viewer
from tests.commands.orders.steps import placing
from tests.graph import answer
from tests.world import Trader, World

COMMANDS: Mapping[RequisitionAction, Any] = {
    RequisitionAction.APPROVE: requisitions.approve_requisition,
    RequisitionAction.DECLINE: partial(requisitions.decline_requisition, message="Not now."),
    RequisitionAction.WITHDRAW: requisitions.withdraw_requisition,
}
HOME = PostalAddress("Ada", "1 Rue de la Paix", "Paris", "FR")


@pytest.fixture
async def other(world: World) -> Sku:
    """What another seller sells to the retailer, at 20.00 EUR: 10 pieces."""
    await world.partnership(world.supplier, world.retailer)
    sku = await world.goods(world.supplier)
    await world.offer(world.supplier, sku, price_minor=2000)
    await world.stocked(world.supplier, sku, 10)
    return sku


@pytest.fixture
async def junior(world: World) -> Viewer:
    """Of the retailer: a buyer who orders for up to 50.00 EUR at a time."""
    await limited(world, Role.BUYER, 5000)
    return await world.member(world.retailer.party, Role.BUYER)


async def limited(world: World, role: Role, limit_minor: int, currency: str = "EUR") -> None:
    await world.done(
        world.retailer,
        partial(
            order_limits.set_order_limit, role=role, currency=currency, limit_minor=limit_minor
        ),
    )


def adding(*wanted: tuple[Trader, Sku, int]) -> Any:
    added = [AddedLine(seller.id, sku.id, quantity) for seller, sku, quantity in wanted]
    return partial(carts.add_to_cart, lines=added)


async def submitted(world: World, who: Viewer | Trader, pieces: int = 6, **said: Any) -> UUID:
    """A requisition of so many pieces of the brand's, at 10.00 EUR."""
    await world.done(who, adding((world.brand, world.sku, pieces)))
    orders = [CartOrder(world.brand.id)]
    return await world.done(who, partial(requisitions.submit_requisition, orders=orders, **said))


def step(action: RequisitionAction, id: UUID, **said: Any) -> Any:
    return partial(COMMANDS[action], requisition_id=id, **said)


async def orders_of(world: World) -> list[tuple[UUID, int]]:
    """What the retailer has ordered: of whom, and for how much."""
    rows = await world.hub.database.pool.fetch(
        "SELECT seller_id, total_minor FROM orders WHERE buyer_id = $1 ORDER BY total_minor",
        world.retailer.id,
    )
    return [(row["seller_id"], row["total_minor"]) for row in rows]


async def test_a_role_orders_up_to_its_limit_at_a_time_on_whatever_path(
    world: World, junior: Viewer, other: Sku
) -> None:
    both = [CartOrder(world.brand.id), CartOrder(world.supplier.id)]
    cart = partial(carts.place_cart, orders=both)
    await world.done(junior, placing(world.brand, (world.sku, 5)))

    above = await world.refusal(junior, placing(world.brand, (world.sku, 6)))
    await world.done(junior, adding((world.brand, world.sku, 4), (world.supplier, other, 1)))
    together = [
        await world.refusal(junior, partial(cart, all_or_nothing=all_or_nothing))
        for all_or_nothing in (True, False)
    ]

    assert (above.code, above.field) == (ErrorCode.NEEDS_APPROVAL, ())
    assert "up to 50.00 EUR at a time; this comes to 60.00 EUR" in above.message
    for refusal in together:
        assert [(one.code, one.field) for one in refusal.faults] == [
            (ErrorCode.NEEDS_APPROVAL, ("orders", "0")),
            (ErrorCode.NEEDS_APPROVAL, ("orders", "1")),
        ]
    # One by one each is within it, others order what they like, and so do owners.
    await world.done(junior, partial(carts.place_cart, orders=both[:1]))
    await world.done(world.retailer, partial(carts.place_cart, orders=both[1:]))
    await world.done(world.retailer, placing(world.brand, (world.sku, 60)))


async def test_all_that_is_wrong_is_told_beside_the_limit_and_what_cannot_be_does_not_count(
    world: World, junior: Viewer, other: Sku
) -> None:
    await world.done(junior, adding((world.brand, world.sku, 4), (world.supplier, other, 11)))
    both = [CartOrder(world.brand.id), CartOrder(world.supplier.id)]

    refusal = await world.refusal(junior, partial(carts.place_cart, orders=both))
    found = await world.done(junior, partial(carts.place_cart, orders=both, all_or_nothing=False))

    assert {(one.code, one.field[1]) for one in refusal.faults} == {
        (ErrorCode.NEEDS_APPROVAL, "0"),
        (ErrorCode.NEEDS_APPROVAL, "1"),
        (ErrorCode.OUT_OF_STOCK, "1"),
    }
    assert [one["code"] for one in found["refusals"]] == [ErrorCode.OUT_OF_STOCK]  # type: ignore[index]
    assert await orders_of(world) == [(world.brand.id, 4000)]


async def test_what_is_paid_in_another_currency_is_above_every_limit(
    world: World, junior: Viewer
) -> None:
    await limited(world, Role.BUYER, 10**12, "CNY")

    refusal = await world.refusal(junior, placing(world.brand, (world.sku, 1)))

    assert refusal.code is ErrorCode.NEEDS_APPROVAL
    assert "That is for orders in its currency" in refusal.message


async def test_owners_alone_set_limits_and_have_none(world: World, junior: Viewer) -> None:
    manager = await world.member(world.retailer.party, Role.MANAGER)
    for who in (manager, junior):
        for command in (
            partial(
                order_limits.set_order_limit, role=Role.BUYER, currency="EUR", limit_minor=10**6
            ),
            partial(order_limits.remove_order_limit, role=Role.BUYER),
        ):
            assert (await world.refusal(who, command)).code is ErrorCode.FORBIDDEN
    for role, limit in ((Role.OWNER, 1), (Role.WAREHOUSE, 1), (Role.BUYER, -1)):
        setting = partial(
            order_limits.set_order_limit, role=role, currency="EUR", limit_minor=limit
        )
        assert (await world.refusal(world.retailer, setting)).code is ErrorCode.INVALID_INPUT
    # Another party's limits are its own.
    await world.done(
        world.brand,
        partial(order_limits.set_order_limit, role=Role.BUYER, currency="EUR", limit_minor=0),
    )
    await world.done(junior, placing(world.brand, (world.sku, 5)))

    await world.done(world.retailer, partial(order_limits.remove_order_limit, role=Role.BUYER))

    await world.done(junior, placing(world.brand, (world.sku, 50)))


STORY = """
    query ($seller: ID!, $sku: ID!) {
      viewer { orderLimit { role limit { minor currency } } orderLimits { role } }
      quote(sellerId: $seller, lines: [{ skuId: $sku, quantity: 6 }]) { problems { code } }
      cart { lineCount problems { code message } orders { quote { problems { code } } } }
      requisitions {
        nodes {
          status availableActions note submittedBy { name } deliverTo { id }
          parts {
            seller { id } total { minor } quote { total { minor } } order { status }
            lines { quantity sku { id } }
          }
          history { kind message actor { id } }
        }
      }
    }
"""
SUBMIT = """
    mutation ($input: SubmitRequisitionInput!) {
      submitRequisition(input: $input) { requisition { id status } errors { code } }
    }
"""
APPROVE = """
    mutation ($input: ApproveRequisitionInput!) {
      approveRequisition(input: $input) {
        requisition { status parts { order { total { minor } } } } errors { code }
      }
    }
"""


async def test_what_is_above_the_limit_is_told_submitted_approved_and_ordered(
    world: World, junior: Viewer, other: Sku
) -> None:
    asked = {"seller": f"Party:{world.brand.id}", "sku": f"Sku:{world.sku.id}"}
    tell = partial(answer, world.hub)
    await world.done(junior, adding((world.brand, world.sku, 4), (world.supplier, other, 1)))

    before = await tell(junior, STORY, **asked)
    orders = [{"sellerId": f"Party:{one.id}"} for one in (world.brand, world.supplier)]
    said = {"requestId": str(uuid4()), "orders": orders, "note": "For the fair."}
    submitting = (await tell(junior, SUBMIT, input=said))["submitRequisition"]
    waiting = await tell(world.retailer.viewer, STORY, **asked)
    of_junior = await tell(junior, STORY, **asked)
    approving = {"requestId": str(uuid4()), "requisitionId": submitting["requisition"]["id"]}
    approved = await tell(world.retailer.viewer, APPROVE, input=approving)
    after = await tell(junior, STORY, **asked)

    limit = {"role": "BUYER", "limit": {"minor": 5000, "currency": "EUR"}}
    assert before["viewer"] == {"orderLimit": limit, "orderLimits": [{"role": "BUYER"}]}
    assert [one["code"] for one in before["quote"]["problems"]] == ["NEEDS_APPROVAL"]
    assert [one["code"] for one in before["cart"]["problems"]] == ["NEEDS_APPROVAL"]
    assert [one["quote"]["problems"] for one in before["cart"]["orders"]] == [[], []]
    assert submitting["errors"] == []
    assert waiting["viewer"]["orderLimit"] is None
    assert waiting["quote"]["problems"] == []
    assert waiting["cart"]["lineCount"] == 0
    [one] = waiting["requisitions"]["nodes"]
    assert one["availableActions"] == ["APPROVE", "DECLINE", "WITHDRAW"]
    assert (one["note"], one["submittedBy"]["name"]) == ("For the fair.", "Ada")
    told = [(part["total"]["minor"], part["quote"]["total"]["minor"]) for part in one["parts"]]
    assert told == [(4000, 4000), (2000, 2000)]
    assert of_junior["requisitions"]["nodes"][0]["availableActions"] == ["WITHDRAW"]
    assert approved["approveRequisition"]["errors"] == []
    [one] = after["requisitions"]["nodes"]
    assert (one["status"], one["availableActions"]) == ("APPROVED", [])
    assert [part["order"]["status"] for part in one["parts"]] == ["PLACED", "PLACED"]
    assert [part["quote"] for part in one["parts"]] == [None, None]
    assert [step["kind"] for step in one["history"]] == ["SUBMITTED", "APPROVED"]
    assert [step["actor"]["id"] for step in one["history"]] == [
        f"Account:{junior.account_id}",
        f"Account:{world.retailer.viewer.account_id}",
    ]
    assert await orders_of(world) == [(world.supplier.id, 2000), (world.brand.id, 4000)]


async def test_a_price_that_has_changed_is_told_to_the_approver(
    world: World, junior: Viewer
) -> None:
    id = await submitted(world, junior, address=HOME)
    await world.hub.database.pool.execute("UPDATE offers SET price_minor = 1100")
    approve = partial(step, RequisitionAction.APPROVE, id)
    shown = [requisitions.ApprovedPart(world.brand.id, 6600)]

    refusal = await world.refusal(world.retailer, approve())
    assert (refusal.code, refusal.field) == (
        ErrorCode.PRICE_CHANGED,
        ("parts", "0", "expectedTotalMinor"),
    )
    assert "66.00 EUR, not 60.00 EUR" in refusal.message
    unknown = [requisitions.ApprovedPart(world.supplier.id, 1)]
    refusal = await world.refusal(world.retailer, approve(parts=unknown))
    assert refusal.code is ErrorCode.NOT_FOUND

    await world.done(world.retailer, approve(parts=shown))

    assert await orders_of(world) == [(world.brand.id, 6600)]
    sent_to = await world.hub.database.pool.fetchval("SELECT recipient FROM order_addresses")
    assert sent_to == HOME.recipient


async def test_the_steps_that_are_offered_succeed_and_no_others(
    world: World, junior: Viewer
) -> None:
    await limited(world, Role.MANAGER, 7000)
    party = world.retailer.party
    manager = await world.member(party, Role.MANAGER)
    analyst = await world.member(party, Role.ANALYST)
    all_of_them = set(RequisitionAction)
    withdraw = {RequisitionAction.WITHDRAW}
    may: list[tuple[Any, int, set[RequisitionAction]]] = [
        (world.retailer, 8, all_of_them),
        (manager, 7, all_of_them),
        (manager, 8, withdraw),
        (junior, 6, withdraw),
        (analyst, 6, set()),
        (world.brand, 6, set()),
    ]
    for who, pieces, actions in may:
        for action in RequisitionAction:
            id = await submitted(world, junior, pieces)
            if action in actions:
                await world.done(who, step(action, id))
                over = await world.refusal(world.retailer, step(action, id))
                assert over.code is ErrorCode.WRONG_STATUS
            else:
                await world.refusal(who, step(action, id))
                await world.done(junior, step(RequisitionAction.WITHDRAW, id))
        id = await submitted(world, junior, pieces)
        viewer = who.viewer if isinstance(who, Trader) else who
        text = "query ($id: ID!) { requisition(id: $id) { availableActions } }"
        found = await answer(world.hub, viewer, text, id=f"Requisition:{id}")
        if who is world.brand:
            assert found == {"requisition": None}
        else:
            assert set(found["requisition"]["availableActions"]) == actions


async def test_what_was_declined_goes_back_into_the_cart_to_be_changed(
    world: World, junior: Viewer
) -> None:
    id = await submitted(world, junior)
    await world.done(world.retailer, step(RequisitionAction.DECLINE, id))
    stranger = await world.trader(PartyKind.RETAILER)
    back = partial(requisitions.add_requisition_to_cart, requisition_id=id)
    assert (await world.refusal(stranger, back)).code is ErrorCode.NOT_FOUND

    await world.done(junior, back)

    text = "{ cart { orders { seller { id } lines { quantity sku { id } } } } }"
    [order] = (await answer(world.hub, junior, text))["cart"]["orders"]
    assert order["seller"] == {"id": f"Party:{world.brand.id}"}
    assert order["lines"] == [{"quantity": 6, "sku": {"id": f"Sku:{world.sku.id}"}}]
    assert await orders_of(world) == []
    # What could not be ordered is not submitted either.
    await world.done(junior, adding((world.brand, world.sku, 200)))
    submitting = partial(requisitions.submit_requisition, orders=[CartOrder(world.brand.id)])
    assert (await world.refusal(junior, submitting)).code is ErrorCode.OUT_OF_STOCK
