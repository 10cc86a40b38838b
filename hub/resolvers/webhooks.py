"""What webhooks take from a feed's cursors, and show of their secrets.

`StartOf` tells after which position of the party's feed a cursor, or none, lets a feed start.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from db.enums.events import EventKind
from hub.commands import webhooks as commands
from hub.context import Hub, Request
from hub.domain.webhooks import secret_made_at
from hub.loaders.webhooks import webhook_by_id
from hub.policy.encryption import DecryptionFailed
from hub.resolvers.mutations import Answer, Command

StartOf = Callable[[Hub, UUID, str | None], Awaitable[int]]


def create_webhook(start_of: StartOf) -> Command:
    async def create(
        request: Request,
        address: str,
        kinds: Sequence[EventKind] | None = None,
        after: str | None = None,
    ) -> UUID:
        position = await _position(request, start_of, after)
        return await commands.create_webhook(request, address, kinds, position)

    return create


def replay_webhook(start_of: StartOf) -> Command:
    async def replay(request: Request, webhook_id: UUID, after: str) -> UUID:
        position = await _position(request, start_of, after)
        return await commands.replay_webhook(request, webhook_id, position)

    return replay


async def secret_of(request: Request, answer: Answer) -> str | None:
    """The secret that was made by the request which is answered, now or again.

    None where there is another one by now, which may be somebody else's.
    """
    webhook: Any = answer.webhook_id and await request.load(webhook_by_id, answer.webhook_id)
    if webhook is None:
        return None
    if secret_made_at(webhook.created_at, webhook.secret_before_until) == answer.asked_at:
        # A request may be answered again after the hub's own secret has changed.
        with suppress(DecryptionFailed):
            return request.hub.cipher.decrypt(webhook.secret, webhook.id)
    return None


async def _position(request: Request, start_of: StartOf, after: str | None) -> int:
    assert request.viewer is not None, "a command is asked by somebody"
    return await start_of(request.hub, request.viewer.party_id, after)
