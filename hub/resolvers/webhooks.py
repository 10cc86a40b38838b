"""What webhooks take from a feed's cursors, and show of their secrets.

`StartOf` tells after which places of the party's feed and the public one a cursor lets them start;
it may have the former alone.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from db.enums.events import EventKind
from db.feeds import Places
from hub.commands import webhooks as commands
from hub.context import Request
from hub.domain.webhooks import secret_made_at
from hub.loaders.webhooks import webhook_by_id
from hub.policy.encryption import DecryptionFailed
from hub.resolvers.mutations import Answer, Command

StartOf = Callable[[Request, str | None], Awaitable[Places]]


def create_webhook(start_of: StartOf) -> Command:
    async def create(
        request: Request,
        address: str,
        kinds: Sequence[EventKind] | None = None,
        after: str | None = None,
    ) -> UUID:
        places = await start_of(request, after)
        return await commands.create_webhook(request, address, kinds, places)

    return create


def replay_webhook(start_of: StartOf) -> Command:
    async def replay(request: Request, webhook_id: UUID, after: str) -> UUID:
        places = await start_of(request, after)
        return await commands.replay_webhook(request, webhook_id, places)

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
