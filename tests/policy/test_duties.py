"""The steps that a viewer is offered are those that its side and its role may take."""

from typing import Final

from db.enums import Role
from hub.commands import orders
from tests.graph import answer
from tests.world import Trader, World

_SELLERS: Final = {"START_PRODUCTION", "SHIP_PART", "SHIP", "CANCEL"}

# Of a confirmed order, on the seller's side and on the buyer's.
OFFERED: Final = {
    Role.OWNER: (_SELLERS, {"CANCEL"}),
    Role.MANAGER: (_SELLERS, {"CANCEL"}),
    Role.BUYER: (set(), {"CANCEL"}),
    Role.WAREHOUSE: ({"SHIP_PART", "SHIP"}, set()),
    Role.ANALYST: (set(), set()),
}


async def test_a_role_is_offered_the_steps_it_may_take(world: World) -> None:
    order_id = await world.order()
    await world.done(world.brand, lambda request: orders.confirm_order(request, order_id))

    async def offered(trader: Trader, role: Role) -> set[str]:
        viewer = await world.member(trader.party, role)
        query = "query ($id: ID!) { order(id: $id) { availableActions } }"
        told = await answer(world.hub, viewer, query, id=f"Order:{order_id}")
        return set(told["order"]["availableActions"])

    found = {
        role: (await offered(world.brand, role), await offered(world.retailer, role))
        for role in Role
    }
    assert found == OFFERED
