"""Feeds that are sent to partners: where to, how far they have come, and what came of each try."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Column, ForeignKey, Index, LargeBinary
from sqlmodel import Field, SQLModel

from db.enums.events import EventKind
from db.enums.webhooks import WebhookPause, WebhookStatus
from db.lengths import NOTE, URL
from db.types import Text, instant, key, lock_rank, words


class Webhook(SQLModel, table=True):
    """An address that a party's feed is sent to, each event until it is taken, then the next one.

    `position` counts what was taken or passed over in the party's feed and in the public one, and
    `public_position` in the latter alone, as far as any of the `kinds` are told there. Events are
    rendered for `account_id` acting for the party. The secrets are encrypted; the one before the
    last rotation signs too until `secret_before_until`.

    One process at a time sends: the one whose `lease` it is, until `leased_until`. `failures` and
    `failing_since` count the tries of the event that is not taken yet.
    """

    __tablename__ = "webhooks"
    __table_args__ = (
        CheckConstraint("cardinality(kinds) > 0", name="kinds_are_some"),
        CheckConstraint(
            "(status = 'PAUSED') = (paused_because IS NOT NULL)", name="pause_has_a_reason"
        ),
        CheckConstraint(
            "(status = 'FAILING') = (next_attempt_at IS NOT NULL)", name="failing_is_tried_again"
        ),
        Index("ix_webhooks_party_id_created_at_id", "party_id", "created_at", "id"),
        lock_rank(110),
    )

    id: UUID = key()
    party_id: UUID = Field(foreign_key="parties.id")
    account_id: UUID = Field(foreign_key="accounts.id")
    address: str = Field(sa_type=Text(URL))
    kinds: list[EventKind] = Field(sa_type=ARRAY(words(EventKind, checked=False)))
    created_at: datetime = instant()
    secret: bytes = Field(sa_type=LargeBinary)
    secret_before: bytes | None = Field(default=None, sa_type=LargeBinary)
    secret_before_until: datetime | None = instant(default=None)
    position: int = Field(sa_type=BigInteger)
    public_position: int = Field(sa_type=BigInteger)
    status: WebhookStatus = Field(default=WebhookStatus.ACTIVE, sa_type=words(WebhookStatus))
    paused_because: WebhookPause | None = Field(default=None, sa_type=words(WebhookPause))
    test_wanted: bool = False
    failures: int = 0
    failing_since: datetime | None = instant(default=None)
    next_attempt_at: datetime | None = instant(default=None)
    delivered_at: datetime | None = instant(default=None)
    lease: UUID | None = None
    leased_until: datetime | None = instant(default=None)


class WebhookDelivery(SQLModel, table=True):
    """One try to send an event to a webhook, or why none was made.

    `position` is null for a test. The newest of each webhook are kept.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index("ix_webhook_deliveries_webhook_id_tried_at_id", "webhook_id", "tried_at", "id"),
    )

    id: UUID = key()
    webhook_id: UUID = Field(
        sa_column=Column(ForeignKey("webhooks.id", ondelete="CASCADE"), nullable=False)
    )
    position: int | None = Field(default=None, sa_type=BigInteger)
    attempt: int
    tried_at: datetime = instant()
    milliseconds: int
    delivered: bool
    status_code: int | None = None
    error: str | None = Field(default=None, sa_type=Text(NOTE))
    next_attempt_at: datetime | None = instant(default=None)
