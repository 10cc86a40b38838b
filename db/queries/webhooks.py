"""Webhooks as their party manages them, and as the hub's processes send to them.

What sends goes through the pool, each statement on its own: it holds a lease, not a lock, and every
statement of it checks that the lease still stands.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Boolean, Uuid, bindparam, func, select
from sqlmodel import col
from sqlmodel import select as select_models
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.events import EventKind
from db.enums.webhooks import WebhookPause
from db.feeds import PUBLIC_FEED, Places
from db.scope import Scope, unscoped
from db.session import Database
from db.sql.declarations import (
    PARENT,
    Listing,
    Lookup,
    Ordering,
    Row,
    compiled,
    given,
    row_class,
    table_of,
)
from db.sql.locking import lock_row, lock_rows
from db.tables.events import Feed
from db.tables.parties import Party
from db.tables.webhooks import Webhook, WebhookDelivery

# How long a process that was killed, or is cut off from the database, keeps others from sending.
LEASE_SECONDS: Final = 5
# Of each webhook, the newest.
DELIVERIES_KEPT_MAX: Final = 10_000

_webhooks, _deliveries = table_of(Webhook).c, table_of(WebhookDelivery).c

WEBHOOK_BY_ID: Final = Lookup(Webhook)
WEBHOOKS: Final = Listing(
    Webhook, orderings={"NEWEST": Ordering(("created_at", "id"), descending=True)}
)
WEBHOOK_DELIVERY_BY_ID: Final = Lookup(WebhookDelivery)
WEBHOOK_DELIVERIES: Final = Listing(
    WebhookDelivery,
    orderings={"NEWEST": Ordering(("tried_at", "id"), descending=True)},
    filters={"delivered": _deliveries.delivered == given("delivered", Boolean())},
    parents={"webhook": _deliveries.webhook_id == PARENT},
)


async def lock_webhook(session: AsyncSession, id: UUID, *, scope: Scope[Webhook]) -> Webhook | None:
    """The webhook, held until the transaction ends."""
    return await lock_row(session, Webhook, col(Webhook.id) == id, scope=scope)


async def count_locked(session: AsyncSession, party_id: UUID, *, scope: Scope[Webhook]) -> int:
    """How many webhooks the party has; who else asks waits until the transaction ends."""
    await lock_rows(session, Party, col(Party.id) == party_id)
    statement = select_models(func.count()).where(
        col(Webhook.party_id) == party_id, scope.predicate
    )
    return int((await session.exec(statement, params=dict(scope.values))).one())


@unscoped("how far the public feed has come, no row of anybody's")
async def public_position(session: AsyncSession) -> int:
    """How far the public feed has come."""
    statement = select_models(Feed.position).where(col(Feed.id) == PUBLIC_FEED)
    return (await session.exec(statement)).first() or 0


# Parties take turns: each one's next webhook comes before any one's next but one. Of a party's,
# first come those that do not fail, and of them those that have waited longest for something to
# arrive. So many of one party's are taken by a process at once, so that its receivers, however slow
# they all are, leave room for others'.
_TAKE_DUE: Final = f"""
WITH waiting AS (
    SELECT webhooks.id, failures > 0 AS fails, delivered_at,
        row_number() OVER (
            PARTITION BY party_id ORDER BY failures > 0, delivered_at NULLS FIRST, webhooks.id
        ) + (
            SELECT count(*) FROM webhooks AS taken
            WHERE taken.party_id = webhooks.party_id AND taken.lease = $1
                AND taken.leased_until > now()
        ) AS place
    FROM webhooks
    LEFT JOIN feeds ON feeds.id = webhooks.party_id
    LEFT JOIN feeds AS public ON public.id = '{PUBLIC_FEED}'
    WHERE (leased_until IS NULL OR leased_until <= now())
        AND (test_wanted OR (
            status <> 'PAUSED'
            AND (
                feeds.position > webhooks.position - webhooks.public_position
                OR kinds::text[] && $5::text[] AND public.position > webhooks.public_position
            )
            AND (next_attempt_at IS NULL OR next_attempt_at <= $2)
        ))
), due AS (
    SELECT webhooks.id
    FROM webhooks JOIN waiting USING (id)
    WHERE (leased_until IS NULL OR leased_until <= now()) AND place <= $4
    ORDER BY waiting.place, waiting.fails, waiting.delivered_at NULLS FIRST, id
    LIMIT $3
    FOR UPDATE OF webhooks SKIP LOCKED
)
UPDATE webhooks SET lease = $1, leased_until = now() + interval '{LEASE_SECONDS} seconds'
FROM due WHERE webhooks.id = due.id
RETURNING webhooks.id
"""  # noqa: S608  nothing of it comes from outside

_KEEP: Final = f"""
UPDATE webhooks SET leased_until = now() + interval '{LEASE_SECONDS} seconds'
WHERE lease = $1 AND id = ANY ($2)
"""  # noqa: S608  as above

_RELEASE: Final = """
UPDATE webhooks SET lease = NULL, leased_until = NULL WHERE lease = $1 AND id = $2
"""

_HELD: Final = compiled(
    select(*_webhooks).where(
        _webhooks.id == bindparam("id", type_=Uuid()),
        _webhooks.lease == bindparam("lease", type_=Uuid()),
        _webhooks.leased_until > func.now(),
    )
)

# The row is held so that the webhook cannot be deleted between the two.
_LOG: Final = """
INSERT INTO webhook_deliveries (id, webhook_id, position, attempt, tried_at, milliseconds,
    delivered, status_code, error, next_attempt_at)
SELECT $2, id, $3, $4, $5, $6, $7, $8, $9, $10 FROM webhooks WHERE id = $1 FOR KEY SHARE
"""

_PRUNE: Final = f"""
DELETE FROM webhook_deliveries WHERE webhook_id = $1 AND (tried_at, id) <= (
    SELECT tried_at, id FROM webhook_deliveries WHERE webhook_id = $1
    ORDER BY tried_at DESC, id DESC OFFSET {DELIVERIES_KEPT_MAX} LIMIT 1
)
"""  # noqa: S608  as above

# A webhook that was paused or moved meanwhile stays so; what was taken has been taken.
_TAKEN: Final = """
UPDATE webhooks SET position = $5, public_position = $6, delivered_at = $7, failures = 0,
    failing_since = NULL, next_attempt_at = NULL,
    status = CASE status WHEN 'FAILING' THEN 'ACTIVE' ELSE status END
WHERE id = $1 AND lease = $2 AND position = $3 AND public_position = $4
"""

_PASSED: Final = """
UPDATE webhooks SET position = $5, public_position = $6, failures = 0, failing_since = NULL,
    next_attempt_at = NULL, status = CASE status WHEN 'FAILING' THEN 'ACTIVE' ELSE status END
WHERE id = $1 AND lease = $2 AND position = $3 AND public_position = $4
"""

_FAILED: Final = """
UPDATE webhooks SET status = 'FAILING', failures = failures + 1,
    failing_since = coalesce(failing_since, $5), next_attempt_at = $6
WHERE id = $1 AND lease = $2 AND position = $3 AND public_position = $4 AND status <> 'PAUSED'
"""

_PAUSED: Final = """
UPDATE webhooks SET status = 'PAUSED', paused_because = $5, failures = 0, failing_since = NULL,
    next_attempt_at = NULL
WHERE id = $1 AND lease = $2 AND position = $3 AND public_position = $4 AND status <> 'PAUSED'
"""

_TESTED: Final = "UPDATE webhooks SET test_wanted = false WHERE id = $1 AND lease = $2"


async def take_due(
    database: Database,
    lease: UUID,
    now: datetime,
    *,
    most: int,
    of_party_max: int,
    public_kinds: Collection[EventKind],
) -> list[UUID]:
    """Webhooks that something is to be sent to and that no process sends to, taken.

    `public_kinds` are those that may be told in the public feed.
    """
    rows = await database.pool.fetch(_TAKE_DUE, lease, now, most, of_party_max, list(public_kinds))
    return [row["id"] for row in rows]


async def keep(database: Database, lease: UUID, ids: Collection[UUID]) -> None:
    """Go on holding webhooks that were taken."""
    await database.pool.execute(_KEEP, lease, list(ids))


async def release(database: Database, lease: UUID, id: UUID) -> None:
    await database.pool.execute(_RELEASE, lease, id)


async def held(database: Database, lease: UUID, id: UUID) -> Row | None:
    """The webhook as it is now, if the lease on it still stands."""
    row: Row | None = await database.pool.fetchrow(
        _HELD.text,
        *_HELD.arguments({"id": id, "lease": lease}),
        record_class=row_class("webhooks"),
    )
    return row


async def log(database: Database, tried: WebhookDelivery) -> None:
    """Write down a try, or that none was made, unless the webhook is gone."""
    await database.pool.execute(
        _LOG,
        tried.webhook_id,
        tried.id,
        tried.position,
        tried.attempt,
        tried.tried_at,
        tried.milliseconds,
        tried.delivered,
        tried.status_code,
        tried.error,
        tried.next_attempt_at,
    )


async def prune(database: Database, id: UUID) -> None:
    """Drop the oldest of a log that has grown too long."""
    await database.pool.execute(_PRUNE, id)


async def taken(database: Database, webhook: Row, places: Places, now: datetime) -> None:
    """The receiver took the event at the places: the party's, and that in the public feed."""
    await _moved(database, _TAKEN, webhook, sum(places), places[1], now)


async def passed(database: Database, webhook: Row, places: Places) -> None:
    """Nothing up to the places is for the receiver: what was tried in vain before, if anything,
    says nothing about the next event."""
    await _moved(database, _PASSED, webhook, sum(places), places[1])


async def failed(database: Database, webhook: Row, now: datetime, again_at: datetime) -> None:
    """The next event was tried in vain."""
    await _moved(database, _FAILED, webhook, now, again_at)


async def paused(database: Database, webhook: Row, because: WebhookPause) -> None:
    await _moved(database, _PAUSED, webhook, because)


async def tested(database: Database, webhook: Row) -> None:
    await database.pool.execute(_TESTED, webhook.id, webhook.lease)


async def _moved(database: Database, statement: str, webhook: Row, *values: object) -> None:
    """Nothing, where the lease was lost or the webhook is at other places by now."""
    at = (webhook.position, webhook.public_position)
    await database.pool.execute(statement, webhook.id, webhook.lease, *at, *values)
