"""Webhooks, with all that was sent to them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from db.enums.events import EventKind
from db.tables.webhooks import Webhook, WebhookDelivery
from hub.context import Hub
from tests.areas import Area, Shelf, Stage
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    account_id = scene.traders["brand"].viewer.account_id
    webhook = scene.keep("webhook of brand", _webhook(scene.id("brand"), account_id, NOW))
    scene.keep(
        "try of webhook of brand",
        WebhookDelivery(
            webhook_id=webhook.id,
            position=1,
            attempt=1,
            tried_at=NOW,
            milliseconds=1,
            delivered=False,
            error="Why",
        ),
    )


def _shelf(shelf: Shelf) -> None:
    for number, instant in enumerate(shelf.instants):
        webhook = _webhook(shelf.id("centre"), shelf.id("account"), instant)
        shelf.add(webhook, f"webhook {number}")
        shelf.add(_delivery(shelf.id("webhook 0"), instant, delivered=True))
    shelf.parents[WebhookDelivery] = {"webhook": shelf.id("webhook 0")}


async def _demo(hub: Hub) -> None:
    """The demo world has no webhooks: nobody would be there to receive anything."""
    pool = hub.database.pool
    party_id = await pool.fetchval("SELECT id FROM parties WHERE kind = 'BRAND' LIMIT 1")
    account_id = await pool.fetchval("SELECT id FROM accounts LIMIT 1")
    webhook = _webhook(party_id, account_id, NOW)
    async with hub.database.session() as session:
        session.add(webhook)
        await session.flush()
        session.add_all(_delivery(webhook.id, NOW, delivered=taken) for taken in (True, False))
        await session.commit()


def _webhook(party_id: UUID, account_id: UUID, created_at: datetime) -> Webhook:
    return Webhook(
        party_id=party_id,
        account_id=account_id,
        address="https://example.org",
        kinds=[EventKind.ORDER],
        created_at=created_at,
        secret=b"",
        position=0,
        public_position=0,
    )


def _delivery(webhook_id: UUID, tried_at: datetime, *, delivered: bool) -> WebhookDelivery:
    return WebhookDelivery(
        webhook_id=webhook_id,
        attempt=1,
        tried_at=tried_at,
        milliseconds=1,
        delivered=delivered,
    )


AREA: Final = Area(
    scene=_scene,
    # Their party, and in it those who manage them.
    seen_by={"webhook of brand": "brand"},
    seen_with=("try of ",),
    hidden_from_operator=("webhook of brand",),
    shelf=_shelf,
    demo=_demo,
)
