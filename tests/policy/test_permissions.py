"""The steps that a viewer is offered are those that its side and its role may take."""

from typing import Final

from db.enums.accounts import Role
from db.enums.parties import PartyKind
from hub.commands import orders, webhooks
from tests.graph import answer
from tests.mutations import codes, mutate
from tests.world import Trader, World

_BUYERS: Final = {"CANCEL", "CHANGE"}
_SELLERS: Final = {"START_PRODUCTION", "SHIP_PART", "SHIP", *_BUYERS}

# Of a confirmed order, on the seller's side and on the buyer's.
OFFERED: Final = {
    Role.OWNER: (_SELLERS, _BUYERS),
    Role.MANAGER: (_SELLERS, _BUYERS),
    Role.BUYER: (set(), _BUYERS),
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


async def test_webhooks_are_seen_and_managed_by_owners_and_managers_alone(world: World) -> None:
    address = "https://receiver.example/hook"
    made = await world.done(
        world.brand, lambda request: webhooks.create_webhook(request, address, None, (0,))
    )
    query = "query ($id: ID!) { webhook(id: $id) { address } webhooks { totalCount } }"
    seen, managing = set(), set()

    for role in Role:
        viewer = await world.member(world.brand.party, role)
        told = await answer(world.hub, viewer, query, id=f"Webhook:{made}")
        assert (told["webhook"] is not None) == (told["webhooks"]["totalCount"] == 1)
        seen |= {role} if told["webhook"] else set()
        paused = await mutate(world, viewer, "pauseWebhook", webhookId=f"Webhook:{made}")
        managing |= {role} if codes(paused) != ["FORBIDDEN"] else set()

    assert seen == managing == {Role.OWNER, Role.MANAGER}
    for stranger in (world.retailer, await world.trader(PartyKind.OPERATOR)):
        told = await answer(world.hub, stranger.viewer, query, id=f"Webhook:{made}")
        assert told == {"webhook": None, "webhooks": {"totalCount": 0}}
        paused = await mutate(world, stranger, "pauseWebhook", webhookId=f"Webhook:{made}")
        assert codes(paused) == ["NOT_FOUND"]
