"""Managing webhooks: read the input, ask the command, hand back the webhook.

`StartOf` tells after which position of the party's feed a cursor, or none, lets a feed start.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from db.queries import requests as queries
from hub.commands import webhooks as commands
from hub.context import Hub, Request
from hub.domain.webhooks import secret_made_at
from hub.execution.ids import key_of
from hub.loaders.webhooks import webhook_by_id
from hub.policy.encryption import DecryptionFailed
from hub.resolvers.mutations import Outcome, UserError, changed

StartOf = Callable[[Hub, UUID, str | None], Awaitable[int]]
Resolver = Callable[[Request, Any], Awaitable[Any]]


@dataclass(frozen=True)
class WithSecret:
    """A webhook and the secret that it signs with, or why there are none.

    The secret is that of the request, which is repeated where its answer was lost; none where there
    is another one by now, which may be somebody else's.
    """

    node: Any
    secret: str | None
    errors: list[UserError]


def create_webhook(start_of: StartOf) -> Resolver:
    async def resolve(request: Request, input: Any) -> WithSecret:
        async def command() -> UUID:
            position = await _position(request, start_of, input.after)
            return await commands.create_webhook(request, input.address, input.kinds, position)

        outcome = await changed(request, "createWebhook", input, command, webhook_by_id)
        return await _with_secret(request, input.request_id, outcome)

    return resolve


def replay_webhook(start_of: StartOf) -> Resolver:
    async def resolve(request: Request, input: Any) -> Outcome:
        webhook_id = key_of(input.webhook_id, "Webhook")

        async def command() -> UUID:
            position = await _position(request, start_of, input.after)
            return await commands.replay_webhook(request, webhook_id, position)

        return await changed(request, "replayWebhook", input, command, webhook_by_id)

    return resolve


async def update_webhook(request: Request, input: Any) -> Outcome:
    webhook_id = key_of(input.webhook_id, "Webhook")

    async def command() -> UUID:
        return await commands.update_webhook(request, webhook_id, input.address, input.kinds)

    return await changed(request, "updateWebhook", input, command, webhook_by_id)


async def rotate_webhook_secret(request: Request, input: Any) -> WithSecret:
    webhook_id = key_of(input.webhook_id, "Webhook")

    async def command() -> UUID:
        return await commands.rotate_webhook_secret(request, webhook_id)

    outcome = await changed(request, "rotateWebhookSecret", input, command, webhook_by_id)
    return await _with_secret(request, input.request_id, outcome)


def _step(mutation: str, command: Callable[[Request, UUID], Awaitable[UUID]]) -> Resolver:
    async def resolve(request: Request, input: Any) -> Outcome:
        webhook_id = key_of(input.webhook_id, "Webhook")
        return await changed(
            request, mutation, input, lambda: command(request, webhook_id), webhook_by_id
        )

    return resolve


pause_webhook = _step("pauseWebhook", commands.pause_webhook)
resume_webhook = _step("resumeWebhook", commands.resume_webhook)
test_webhook = _step("testWebhook", commands.test_webhook)
delete_webhook = _step("deleteWebhook", commands.delete_webhook)


async def _position(request: Request, start_of: StartOf, after: str | None) -> int:
    assert request.viewer is not None, "a command is asked by somebody"
    return await start_of(request.hub, request.viewer.party_id, after)


async def _with_secret(request: Request, request_id: UUID, outcome: Outcome) -> WithSecret:
    webhook, secret = outcome.node, None
    if webhook is not None:
        made_at = secret_made_at(webhook.created_at, webhook.secret_before_until)
        if made_at == await _asked_at(request, request_id):
            # A request may be answered again after the hub's own secret has changed.
            with suppress(DecryptionFailed):
                secret = request.hub.cipher.decrypt(webhook.secret, webhook.id)
    return WithSecret(webhook, secret, list(outcome.errors))


async def _asked_at(request: Request, request_id: UUID) -> datetime:
    """When the request was made that is answered, now or again."""
    assert request.viewer is not None, "it was answered with a webhook"
    async with request.writing() as session:
        answer = await queries.answered(session, request.viewer.account_id, request_id)
        return answer.asked_at
