"""Webhooks: a party says where its feed is sent, from which place on, and whether."""

import base64
import secrets
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from db.enums.events import EventKind
from db.enums.webhooks import WebhookPause, WebhookStatus
from db.feeds import Places
from db.queries import webhooks as queries
from db.tables.webhooks import Webhook
from db.types import new_id
from hub.context import Request
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.domain.webhooks import (
    ROTATION,
    WEBHOOKS_MAX,
    WebhookAction,
    checked_address,
    next_status,
)
from hub.ledgers import hears_public
from hub.policy.permissions import Permission, require_permission
from hub.policy.webhooks import webhooks_seen_by

_SECRET_BYTES: Final = 32


async def create_webhook(
    request: Request, address: str, kinds: Sequence[EventKind] | None, places: Places
) -> UUID:
    """Send the viewer's feed to the address, from what comes after the places on.

    Those are in the party's feed and, unless that is to start now, in the public one.

    Raises:
        Refused: INVALID_INPUT, the address is unfit, no kind is wanted, or the party has too many.
    """
    viewer = require_permission(request.viewer, Permission.MANAGE_WEBHOOKS)
    scope = webhooks_seen_by(viewer)
    if await queries.count_locked(request.session, viewer.party_id, scope=scope) >= WEBHOOKS_MAX:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"A party has up to {WEBHOOKS_MAX} webhooks; delete one that is not needed.",
        )
    id = new_id()
    webhook = Webhook(
        id=id,
        party_id=viewer.party_id,
        account_id=viewer.account_id,
        address=_fit(request, address),
        kinds=_wanted(list(EventKind) if kinds is None else kinds),
        created_at=request.now,
        secret=_new_secret(request, id),
        position=0,
        public_position=await queries.public_position(request.session),
    )
    _move(webhook, places)
    request.session.add(webhook)
    return id


async def update_webhook(
    request: Request,
    webhook_id: UUID,
    address: str | None = None,
    kinds: Sequence[EventKind] | None = None,
) -> UUID:
    """Change where events are sent or which; what is not taken yet goes to the new address.

    Whoever gives an address is whom the webhook acts for from now on: it must not outlast them.

    Raises:
        NotFound: the viewer's party has no such webhook.
        Refused: INVALID_INPUT, as for a new one.
    """
    webhook = await _locked(request, webhook_id)
    if address is not None:
        webhook.address = _fit(request, address)
        _act_for_viewer(request, webhook)
    if kinds is not None:
        was_public = hears_public(webhook.kinds)
        webhook.kinds = _wanted(kinds)
        if hears_public(webhook.kinds) and not was_public:
            # What was told meanwhile, it did not want.
            now = await queries.public_position(request.session)
            _move(webhook, (webhook.position - webhook.public_position, now))
    return webhook_id


async def pause_webhook(request: Request, webhook_id: UUID) -> UUID:
    """Send nothing until the webhook is resumed; a try under way is finished.

    Raises:
        NotFound: the viewer's party has no such webhook.
        Refused: WRONG_STATUS, it is paused.
    """
    webhook = await _locked(request, webhook_id)
    _enter(webhook, WebhookAction.PAUSE)
    return webhook_id


async def resume_webhook(request: Request, webhook_id: UUID) -> UUID:
    """Go on at once after the last event that was taken, for the viewer from now on.

    Raises:
        NotFound: the viewer's party has no such webhook.
        Refused: WRONG_STATUS, it is neither paused nor failing.
    """
    webhook = await _locked(request, webhook_id)
    _enter(webhook, WebhookAction.RESUME)
    _act_for_viewer(request, webhook)
    return webhook_id


async def replay_webhook(request: Request, webhook_id: UUID, places: Places) -> UUID:
    """Go on at once after the places, back or forth, for the viewer from now on.

    Raises:
        NotFound: the viewer's party has no such webhook.
    """
    webhook = await _locked(request, webhook_id)
    _enter(webhook, WebhookAction.REPLAY)
    _act_for_viewer(request, webhook)
    _move(webhook, places)
    return webhook_id


async def rotate_webhook_secret(request: Request, webhook_id: UUID) -> UUID:
    """Sign with a new secret, and for a day with the old one too, for the viewer from now on.

    Raises:
        NotFound: the viewer's party has no such webhook.
    """
    webhook = await _locked(request, webhook_id)
    webhook.secret_before = webhook.secret
    webhook.secret_before_until = request.now + ROTATION
    webhook.secret = _new_secret(request, webhook_id)
    _act_for_viewer(request, webhook)
    return webhook_id


async def test_webhook(request: Request, webhook_id: UUID) -> UUID:
    """Send a message that tells of nothing, soon and once, whatever the webhook's status.

    Raises:
        NotFound: the viewer's party has no such webhook.
    """
    (await _locked(request, webhook_id)).test_wanted = True
    return webhook_id


async def delete_webhook(request: Request, webhook_id: UUID) -> UUID:
    """Forget the webhook, its secret and its log.

    Raises:
        NotFound: the viewer's party has no such webhook.
    """
    await request.session.delete(await _locked(request, webhook_id))
    return webhook_id


async def _locked(request: Request, webhook_id: UUID) -> Webhook:
    viewer = require_permission(request.viewer, Permission.MANAGE_WEBHOOKS)
    webhook = await queries.lock_webhook(
        request.session, webhook_id, scope=webhooks_seen_by(viewer)
    )
    if webhook is None:
        raise NotFound("webhook", ("webhookId",))
    return webhook


def _move(webhook: Webhook, places: Places) -> None:
    """Place it in the party's feed and, if the places say where, in the public one."""
    own, *public = places
    [webhook.public_position] = public or [webhook.public_position]
    webhook.position = own + webhook.public_position


def _act_for_viewer(request: Request, webhook: Webhook) -> None:
    webhook.account_id = require_permission(request.viewer, Permission.MANAGE_WEBHOOKS).account_id


def _enter(webhook: Webhook, action: WebhookAction) -> None:
    """Whatever was tried before, the next try is the first one."""
    webhook.status = next_status(webhook.status, action)
    is_paused = webhook.status is WebhookStatus.PAUSED
    webhook.paused_because = WebhookPause.ASKED if is_paused else None
    webhook.failures, webhook.failing_since, webhook.next_attempt_at = 0, None, None


def _fit(request: Request, address: str) -> str:
    return checked_address(address, private=request.hub.policy.private_webhooks)


def _wanted(kinds: Sequence[EventKind]) -> list[EventKind]:
    if not kinds:
        raise Refused(ErrorCode.INVALID_INPUT, "A webhook tells of at least one kind.", ("kinds",))
    return list(dict.fromkeys(kinds))


def _new_secret(request: Request, webhook_id: UUID) -> bytes:
    """In the form that Standard Webhooks gives secrets, encrypted."""
    made = base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
    return request.hub.cipher.encrypt(f"whsec_{made}", webhook_id)
