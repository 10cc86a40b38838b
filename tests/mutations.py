"""Changes, asked for as clients ask: through the graph, by a request of their own."""

from typing import Any

from db.types import new_id
from hub.context import Hub, asked
from hub.policy.viewer import Viewer
from hub.schema import schema
from tests.graph import as_told
from tests.world import Trader, World

ERRORS = "errors { code message field }"
ORDER = f"{{ order {{ id status version lines {{ id allocated }} }} {ERRORS} }}"
SHIPMENT = f"{{ shipment {{ id status order {{ status }} }} {ERRORS} }}"
ALERT = f"{{ alert {{ id status version }} {ERRORS} }}"
ITEM = f"{{ stockItem {{ id onHand reserved version }} {ERRORS} }}"
SIGNED_IN = f"""{{
    accessToken accessTokenExpiresAt refreshToken viewer {{ party {{ id }} role }} {ERRORS}
}}"""
WEBHOOK = f"""{{
    webhook {{ id address kinds status pausedBecause position failures secretBeforeUntil }} {ERRORS}
}}"""
WITH_SECRET = WEBHOOK.replace(" webhook", " secret webhook", 1)
# What each mutation takes, and what is asked back.
MUTATIONS = {
    "placeOrder": ("PlaceOrderInput", ORDER),
    **dict.fromkeys(
        ["confirmOrder", "rejectOrder", "startProduction", "finishProduction", "cancelOrder",
         "completeOrder"],
        ("OrderStepInput", ORDER),
    ),
    "shipOrder": ("ShipOrderInput", SHIPMENT),
    "reportTracking": ("ReportTrackingInput", SHIPMENT),
    "receiveShipment": ("ReceiveShipmentInput", SHIPMENT),
    "acknowledgeAlert": ("AcknowledgeAlertInput", ALERT),
    "setThreshold": ("SetThresholdInput", ITEM),
    "adjustStock": ("AdjustStockInput", ITEM),
    "createWebhook": ("CreateWebhookInput", WITH_SECRET),
    "updateWebhook": ("UpdateWebhookInput", WEBHOOK),
    "replayWebhook": ("ReplayWebhookInput", WEBHOOK),
    "rotateWebhookSecret": ("WebhookStepInput", WITH_SECRET),
    **dict.fromkeys(
        ["pauseWebhook", "resumeWebhook", "testWebhook"], ("WebhookStepInput", WEBHOOK)
    ),
    "deleteWebhook": ("WebhookStepInput", f"{{ {ERRORS} }}"),
    "signIn": ("SignInInput", SIGNED_IN),
    "refreshSession": ("RefreshSessionInput", SIGNED_IN),
    "signOut": ("SignOutInput", f"{{ {ERRORS} }}"),
}  # fmt: skip


async def execute(hub: Hub, who: Trader | Viewer | None, name: str, **input: Any) -> Any:
    """The result of a mutation, with a request id of its own unless one is given."""
    input_type, asked_back = MUTATIONS[name]
    input.setdefault("requestId", str(new_id()))
    viewer = who.viewer if isinstance(who, Trader) else who
    async with asked(hub, viewer) as request:
        result = await schema.execute(
            f"mutation ($input: {input_type}!) {{ answer: {name}(input: $input) {asked_back} }}",
            {"input": input},
            context_value=request,
        )
        result.data = as_told(result.data)
        return result


async def mutate(world: World, who: Trader | Viewer | None, name: str, **input: Any) -> Any:
    """The payload of a mutation."""
    result = await execute(world.hub, who, name, **input)
    assert result.errors is None, result.errors
    return result.data["answer"]


def codes(payload: Any) -> list[str]:
    return [error["code"] for error in payload["errors"]]
