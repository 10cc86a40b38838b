"""Webhooks and what was sent to them, as clients see them."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry.types import Info

from db.enums.events import EventKind
from db.enums.webhooks import WebhookPause, WebhookStatus
from db.tables import webhooks as tables
from hub.commands import webhooks as commands
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import parties, webhooks
from hub.resolvers import webhooks as resolvers
from hub.schema.connections import Connection, connection, takes
from hub.schema.mutations import id_of, mutation, optional, optional_text, payload, required, text
from hub.schema.node import Node, is_row_of
from hub.schema.parties import Party
from hub.schema.scalars import BigInt, Cursor
from hub.subscriptions.cursors import webhook_start

ID = strawberry.ID


@strawberry.input(description="Which deliveries; all that is given must match.")
class WebhookDeliveryFilter:
    delivered: bool | None = takes("Only those that were taken, or only those that were not.")


@strawberry.type(description="One try to send an event to a webhook, or why none was made.")
class WebhookDelivery(Node):
    is_type_of = is_row_of(tables.WebhookDelivery)

    id: ID = node_id("WebhookDelivery", webhooks.webhook_delivery_by_id)
    position: BigInt | None = column(
        "The event's place in what your party is told; null for a test, which tells of none."
    )
    attempt: int = column("The how many-th try of this event it was, from 1.")
    tried_at: datetime = column("When.")
    milliseconds: int = column("How long it took.")
    delivered: bool = column("Whether the receiver took it, which is an answer from 200 to 299.")
    status_code: int | None = column("The status of the receiver's answer, if there was one.")
    error: str | None = column("Why it was not delivered; null when it was.")
    next_attempt_at: datetime | None = column("When the event is tried again, if it is.")


@strawberry.type(description="An address that your party's feed is sent to.")
class Webhook(Node):
    is_type_of = is_row_of(tables.Webhook)

    id: ID = node_id("Webhook", webhooks.webhook_by_id)
    party: Party = batched(
        parties.party_by_id, key="party_id", description="The party whose feed it is."
    )
    address: str = column("Where events are sent.")
    kinds: list[EventKind] = column("Which of the party's feeds it gets.")
    created_at: datetime = column("When it was made; lists are sorted by this.")
    status: WebhookStatus = column("Whether events are sent.")
    paused_because: WebhookPause | None = column("Why it is paused; null when it is not.")
    position: BigInt = column(
        "The place in what the party is told up to which everything was delivered or is not for it."
    )
    failures: int = column("How often the next event has been tried in vain so far.")
    failing_since: datetime | None = column("When the next event was first tried in vain.")
    next_attempt_at: datetime | None = column("When the next event is tried again.")
    delivered_at: datetime | None = column("When an event was last delivered.")
    secret_before_until: datetime | None = column(
        "Until when the secret before the last rotation signs too."
    )
    deliveries: Connection[WebhookDelivery] = connection(
        webhooks.deliveries_of_webhook,
        key="id",
        filter=WebhookDeliveryFilter,
        description="What was sent and what came of it, the newest first; some 10,000 are kept.",
    )


@strawberry.type
class WebhookQueries:
    webhook: Webhook | None = found(
        webhooks.webhook_by_id, "Webhook", description="The webhook with this id."
    )
    webhooks: Connection[Webhook] = connection(
        webhooks.webhooks,
        key=None,
        description="Your party's webhooks, the newest first; its owners and managers see them.",
    )


@payload("A webhook after a change, or why there was none.")
class WebhookPayload:
    webhook: Webhook | None = batched(
        webhooks.webhook_by_id, key="webhook_id", description="The webhook as it is now."
    )


@payload("A webhook and its new secret, or why there are none.")
class WebhookSecretPayload:
    webhook: Webhook | None = batched(
        webhooks.webhook_by_id, key="webhook_id", description="The webhook as it is now."
    )

    @strawberry.field(
        description="What it signs with. Keep it: it is shown in answer to this request alone, also"
        " if that is repeated, and null once there is another one."
    )
    async def secret(root: Any, info: Info) -> str | None:  # noqa: N805
        return await resolvers.secret_of(info.context, root)


@payload("Whether a webhook was deleted.")
class DeleteWebhookPayload:
    pass


@mutation(
    resolvers.create_webhook(webhook_start),
    WebhookSecretPayload,
    description="Have your party's feed sent to an address, signed, each event until it is taken.",
)
class CreateWebhookInput:
    address: str = text(tables.Webhook.address, "Where to: `https://…`, on the public internet.")
    kinds: list[EventKind] | None = optional("Which of the party's feeds; all unless said.")
    after: Cursor | None = optional(
        "Start after this cursor of the party's feed; with what happens from now on unless said."
    )


@mutation(
    commands.update_webhook,
    WebhookPayload,
    description="Have events sent elsewhere, or others. If you say where to, it acts for you from"
    " now on.",
)
class UpdateWebhookInput:
    webhook_id: ID = id_of("Webhook", "Which webhook.")
    address: str | None = optional_text(tables.Webhook.address, "Where to from now on.")
    kinds: list[EventKind] | None = optional("Which of the party's feeds from now on.")


@mutation(
    resolvers.replay_webhook(webhook_start),
    WebhookPayload,
    description="Go on, at once, from a place that you say, whatever the status. It acts for you"
    " from now on.",
)
class ReplayWebhookInput:
    webhook_id: ID = id_of("Webhook", "Which webhook.")
    after: Cursor = required(
        "Go on after this cursor of the party's feed: a message's `cursor`, one of a subscription,"
        " or `viewer.feedCursor`."
    )


@mutation(
    commands.pause_webhook,
    WebhookPayload,
    description="Have nothing sent until it is resumed; nothing is lost meanwhile.",
)
class PauseWebhookInput:
    webhook_id: ID = id_of("Webhook", "Which webhook.")


@mutation(
    commands.resume_webhook,
    WebhookPayload,
    description="Go on, at once, where a webhook that is paused or failing has stopped. It acts for"
    " you from now on.",
)
class ResumeWebhookInput:
    webhook_id: ID = id_of("Webhook", "Which webhook.")


@mutation(
    commands.rotate_webhook_secret,
    WebhookSecretPayload,
    description="Sign with a new secret, and for a day with the old one too. It acts for you from"
    " now on.",
)
class RotateWebhookSecretInput:
    webhook_id: ID = id_of("Webhook", "Which webhook.")


@mutation(
    commands.test_webhook,
    WebhookPayload,
    description="Have a message sent that tells of nothing; look for it in `deliveries`.",
)
class TestWebhookInput:
    webhook_id: ID = id_of("Webhook", "Which webhook.")


@mutation(
    commands.delete_webhook,
    DeleteWebhookPayload,
    description="Forget a webhook, its secret and its log.",
)
class DeleteWebhookInput:
    webhook_id: ID = id_of("Webhook", "Which webhook.")
