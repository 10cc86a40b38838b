"""The outbox, and the feeds that its events are put into."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, Identity, Index, Uuid, text
from sqlmodel import Field, SQLModel

from db.enums.events import EventKind
from db.lengths import WORD
from db.types import Text, instant, words


class Event(SQLModel, table=True):
    """A past fact that its audience has yet to be told of, recorded in the transaction of its
    change. It is gone once it stands in the feeds.

    `audience` are the feeds that it is entered into: those of the parties concerned, which have
    their ids, or the public one.

    The fact itself is the row `fact_id` of the kind's ledger (order_events, stock_movements,
    shipment_events, alert_events, offer_events).
    `id` grows in commit order within one aggregate, because it is taken under the aggregate's row
    lock; across aggregates it need not, which is why feeds have positions of their own.
    `transaction_id` tells the sequencer whether a snapshot already showed the event.
    """

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_transaction_id", "transaction_id"),)

    id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    transaction_id: int | None = Field(
        default=None,
        sa_column=Column(
            BigInteger,
            nullable=False,
            server_default=text("CAST(CAST(pg_current_xact_id() AS text) AS bigint)"),
        ),
    )
    kind: EventKind = Field(sa_type=words(EventKind))
    fact_id: UUID
    aggregate_id: UUID
    version: int
    audience: list[UUID] = Field(sa_type=ARRAY(Uuid()))
    recorded_at: datetime = instant()


class Feed(SQLModel, table=True):
    """How far a feed has come: the position of its newest entry, kept or cut off.

    A party's feed has the party's id; for the others see `db.feeds`.
    """

    __tablename__ = "feeds"

    id: UUID = Field(primary_key=True)
    position: int = Field(sa_type=BigInteger)


class FeedEntry(SQLModel, table=True):
    """An event in one feed. Positions are dense from 1, so a gap can be seen.

    `sequence` counts the events of all feeds in the order in which they were entered, so that
    several feeds have one order together. Entries from before there was any but parties' have 0.

    There is a partition for each day (UTC) of `sequenced_at`, in the schema `feed_days`: see
    `db.queries.retention`. Nothing refers to another table, so that whole days come and go without
    a lock that anybody notices; the sequencer alone writes here.
    """

    __tablename__ = "feed_entries"
    __table_args__ = ({"postgresql_partition_by": "RANGE (sequenced_at)"},)

    feed_id: UUID = Field(primary_key=True)
    position: int = Field(primary_key=True, sa_type=BigInteger)
    sequenced_at: datetime = instant(primary_key=True)
    sequence: int = Field(sa_type=BigInteger)
    event_id: int = Field(sa_type=BigInteger)
    # Its words were checked when it was recorded.
    kind: EventKind = Field(sa_type=Text(WORD))
    fact_id: UUID
    aggregate_id: UUID
    version: int
    recorded_at: datetime = instant()
