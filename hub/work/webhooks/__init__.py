"""Sends feeds to webhooks: every event until it is taken, in order, one process at a time."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from functools import cached_property, partial
from time import monotonic
from typing import TYPE_CHECKING, Final
from uuid import UUID

import structlog

from db.enums.webhooks import WebhookPause, WebhookStatus
from db.feeds import PUBLIC_FEED, Entry, Places
from db.outages import OUTAGES
from db.queries import events as feeds
from db.queries import webhooks as queries
from db.queries.accounts import member_of_party
from db.sql.declarations import Row
from db.tables.webhooks import WebhookDelivery
from db.types import new_id
from hub.context import Hub
from hub.domain.webhooks import next_attempt
from hub.execution.run import Schema
from hub.ledgers import PUBLIC_KINDS, hears_public
from hub.metrics import WEBHOOK_TRIES
from hub.policy.encryption import DecryptionFailed
from hub.policy.permissions import PERMISSIONS, Permission
from hub.policy.viewer import Viewer
from hub.subscriptions.retries import cancel_tasks, retry_forever
from hub.work.webhooks.messages import (
    Answer,
    NotTold,
    message_id,
    message_of,
    secrets_of,
    signed,
    test_message,
)

if TYPE_CHECKING:
    from hub.work.webhooks.posting import Poster

# How many webhooks one process sends to at once, not counting those whose receivers are slow.
_AT_ONCE_MAX: Final = 32
# A receiver that has not answered by then is slow: its webhook makes room for another one, and
# gives others their turn after the answer.
SLOW_SECONDS: Final = 1.0
# With those; each holds a connection.
_OPEN_MAX: Final = 256
# And of one party's.
_OF_PARTY_MAX: Final = _AT_ONCE_MAX // 4
# How long an event, or the end of a pause, may go unnoticed.
LOOK_SECONDS: Final = 0.5
# After so many entries others that wait have their turn, or after so long where nothing was sent.
_ENTRIES_AT_ONCE_MAX: Final = 100
_PASSING_SECONDS_MAX: Final = 1.0
_GONE: Final = 410
_NOT_RENDERED: Final = Answer(
    None, "The hub could not tell this event; its operator has to look.", 0
)
# What the log says where nothing was sent.
_SAID: Final[Mapping[WebhookPause, str]] = {
    WebhookPause.CURSOR_EXPIRED: "The events that come next are no longer kept.",
    WebhookPause.ACCESS_LOST: "Whoever the webhook acts for may no longer manage it.",
    WebhookPause.SECRET_UNREADABLE: "The secret cannot be read any more; rotate it.",
}

log = structlog.get_logger(__name__)


class Webhooks:
    """Runs in every process. Each webhook that something is due to is taken by one of them, which
    sends until nothing is left, a try fails, or others have waited long enough.

    All that has to outlast a process is in the table: an event is moved past after its receiver
    has taken it, so whoever comes after a kill sends it again, under the same id.
    """

    def __init__(self, hub: Hub, schema: Schema, *, look_seconds: float = LOOK_SECONDS) -> None:
        self._hub = hub
        self._schema = schema
        self._database = hub.database
        self._look_seconds = look_seconds
        self._lease = new_id()
        self._sending: dict[UUID, asyncio.Task[None]] = {}
        self._slow: set[UUID] = set()
        self._opened = AsyncExitStack()

    @cached_property
    def _poster(self) -> Poster:
        # A hub without webhooks has no use for what it takes to post.
        from hub.work.webhooks.posting import Poster  # noqa: PLC0415

        poster = Poster(private=self._hub.policy.private_webhooks)
        self._opened.push_async_callback(poster.close)
        return poster

    async def run(self) -> None:
        """Send until cancelled, through every outage of the hub's servers."""
        async with self._opened:
            try:
                await retry_forever(self._look, "looking after webhooks")
            finally:
                await cancel_tasks(*self._sending.values())

    async def _look(self) -> None:
        while True:
            if self._sending:
                await queries.keep(self._database, self._lease, self._sending.keys())
            quick = len(self._sending) - len(self._slow)
            most = min(_AT_ONCE_MAX - quick, _OPEN_MAX - len(self._sending))
            now = self._hub.clock()
            for id in await queries.take_due(
                self._database,
                self._lease,
                now,
                most=most,
                of_party_max=_OF_PARTY_MAX,
                public_kinds=PUBLIC_KINDS,
            ):
                task = self._sending[id] = asyncio.create_task(self._send_to(id))
                task.add_done_callback(partial(self._sent, id))
            await asyncio.sleep(self._look_seconds)

    def _sent(self, id: UUID, task: asyncio.Task[None]) -> None:
        # What was released may have been taken again before this is called.
        if self._sending.get(id) is task:
            del self._sending[id]

    async def _send_to(self, id: UUID) -> None:
        try:
            await self._send_what_is_due(id)
        except OUTAGES as outage:
            log.warning("server_away", work="sending to a webhook", reason=repr(outage))
        except Exception:
            log.exception("work_broke_off", work="sending to a webhook", webhook=str(id))
        finally:
            # One that is not released is free when the lease ends.
            with suppress(*OUTAGES):
                await queries.release(self._database, self._lease, id)

    async def _send_what_is_due(self, id: UUID) -> None:
        webhook = await self._held(id)
        if webhook is not None and webhook.test_wanted:
            await self._test(webhook)
        passing_until = monotonic() + _PASSING_SECONDS_MAX
        while await self._has_passed(id) and monotonic() < passing_until:
            pass
        await queries.prune(self._database, id)

    async def _has_passed(self, id: UUID) -> bool:
        """Deal with the next entries; whether none of them was for the receiver, and there may be
        more."""
        webhook = await self._held(id)
        if webhook is None or not self._is_due(webhook):
            return False
        before = _places_of(webhook)
        own_feeds = (webhook.party_id, PUBLIC_FEED)
        followed = own_feeds if hears_public(webhook.kinds) else own_feeds[:1]
        # What is there is read after how far it should reach.
        newest = (await feeds.kept(self._database, followed)).newest
        found = await feeds.entries_after(
            self._database, followed, before, entries_max=_ENTRIES_AT_ONCE_MAX
        )
        # Up to a gap; the next time it is the first thing to be found.
        next_ones = enumerate(found, sum(before) + 1)
        entries = [entry for position, entry in next_ones if entry.position == position]
        is_behind = any(place < most for place, most in zip(before, newest, strict=False))
        if is_behind and not entries:
            await self._pause(webhook, WebhookPause.CURSOR_EXPIRED)
            return False
        # A kind may have been wanted anew before they happened.
        webhook = await self._come_to(id, before, before)
        come_to, was_sent = before, False
        for entry in entries:
            if webhook is None:
                return False
            if entry.kind in webhook.kinds:
                webhook = await self._come_to(id, come_to, before)
                if webhook is None:
                    return False
                come_to = before
            if entry.kind in webhook.kinds:
                viewer = await self._viewer(webhook)
                if viewer is None:
                    await self._pause(webhook, WebhookPause.ACCESS_LOST)
                    return False
                try:
                    body = await message_of(self._hub, self._schema, viewer, entry)
                except NotTold as error:
                    log.error("event_not_rendered", webhook=str(id), reason=str(error))
                    await self._failed(webhook, entry.position, _NOT_RENDERED, self._hub.clock())
                    return False
                if body is not None:
                    if not await self._tell(webhook, entry, body):
                        return False
                    come_to, was_sent = entry.places, True
            before = entry.places
        if come_to != before:
            await self._come_to(id, come_to, before)
        return not was_sent and len(found) == _ENTRIES_AT_ONCE_MAX

    async def _come_to(self, id: UUID, places: Places, next_places: Places) -> Row | None:
        """Pass what lies between the places; the webhook as it is by now, or None: it may be
        paused, moved, or another process's."""
        webhook = await self._held(id)
        if webhook is None or not self._is_due(webhook) or _places_of(webhook) != places:
            return None
        if next_places == places:
            return webhook
        # Before the next entry is tried, so that what was tried in vain is not held against it.
        await queries.passed(self._database, webhook, next_places)
        return await self._come_to(id, next_places, next_places)

    async def _held(self, id: UUID) -> Row | None:
        return await queries.held(self._database, self._lease, id)

    def _is_due(self, webhook: Row) -> bool:
        again_at = webhook.next_attempt_at
        return webhook.status != WebhookStatus.PAUSED and (
            again_at is None or again_at <= self._hub.clock()
        )

    async def _viewer(self, webhook: Row) -> Viewer | None:
        """Whom the webhook acts for, as long as they may manage the party's webhooks."""
        member = await member_of_party(self._database, webhook.account_id, webhook.party_id)
        viewer = None if member is None else Viewer.of(member)
        if viewer is None or Permission.MANAGE_WEBHOOKS not in PERMISSIONS[viewer.role]:
            return None
        return viewer

    async def _tell(self, webhook: Row, entry: Entry, body: bytes) -> bool:
        """Try the event once; whether the next one may follow at once, as the receiver took it and
        was not slow about it."""
        tried_at, position = self._hub.clock(), entry.position
        answer = await self._post(webhook, message_id(webhook.id, entry), body, tried_at)
        if answer is None:
            return False
        if answer.error is not None:
            await self._failed(webhook, position, answer, tried_at)
            return False
        await self._log(webhook, position, answer, tried_at)
        await queries.taken(self._database, webhook, entry.places, self._hub.clock())
        return answer.milliseconds < SLOW_SECONDS * 1000

    async def _test(self, webhook: Row) -> None:
        # Before it is sent: another one may be wanted meanwhile.
        await queries.tested(self._database, webhook)
        tried_at = self._hub.clock()
        body = test_message(tried_at)
        answer = await self._post(webhook, f"msg_{new_id().hex}", body, tried_at)
        if answer is not None:
            await self._log(webhook, None, answer, tried_at)

    async def _post(self, webhook: Row, message: str, body: bytes, now: datetime) -> Answer | None:
        """What came of a message, or None: it could not be signed, and the webhook is paused."""
        try:
            secrets = secrets_of(self._hub.cipher, webhook, now)
        except DecryptionFailed:
            await self._pause(webhook, WebhookPause.SECRET_UNREADABLE)
            return None
        headers = signed(message, now, body, secrets)
        turning = asyncio.get_running_loop().call_later(SLOW_SECONDS, self._slow.add, webhook.id)
        try:
            return await self._poster.post(webhook.address, headers, body)
        finally:
            turning.cancel()
            self._slow.discard(webhook.id)

    async def _failed(
        self, webhook: Row, position: int, answer: Answer, tried_at: datetime
    ) -> None:
        """Write down a try in vain, and when there is another one, if there is."""
        since, failures = webhook.failing_since or tried_at, webhook.failures + 1
        chance = random.random()  # noqa: S311  nothing secret
        again_at = next_attempt(since, failures, self._hub.clock(), chance=chance)
        if answer.status_code == _GONE:
            again_at = None
        await self._log(webhook, position, answer, tried_at, again_at)
        if again_at is not None:
            await queries.failed(self._database, webhook, tried_at, again_at)
        elif answer.status_code == _GONE:
            await queries.paused(self._database, webhook, WebhookPause.GONE)
        else:
            await queries.paused(self._database, webhook, WebhookPause.GAVE_UP)

    async def _pause(self, webhook: Row, because: WebhookPause) -> None:
        """Pause it without a try, and say so in its log."""
        answer = Answer(None, _SAID[because], 0)
        await self._log(webhook, webhook.position + 1, answer, self._hub.clock())
        await queries.paused(self._database, webhook, because)

    async def _log(
        self,
        webhook: Row,
        position: int | None,
        answer: Answer,
        tried_at: datetime,
        again_at: datetime | None = None,
    ) -> None:
        tried = WebhookDelivery(
            webhook_id=webhook.id,
            position=position,
            attempt=1 if position is None else webhook.failures + 1,
            tried_at=tried_at,
            milliseconds=answer.milliseconds,
            delivered=answer.error is None,
            status_code=answer.status_code,
            error=answer.error,
            next_attempt_at=again_at,
        )
        WEBHOOK_TRIES.labels("taken" if tried.delivered else "failed").inc()
        await queries.log(self._database, tried)


def _places_of(webhook: Row) -> Places:
    """Where it is in its party's feed, and in the public one."""
    return webhook.position - webhook.public_position, webhook.public_position
