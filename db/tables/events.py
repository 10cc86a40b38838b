"""The outbox and the feeds made from it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, Identity, Index, Uuid, text
from sqlmodel import Field, SQLModel

from db.enums import EventKind
from db.types import instant, words


class Event(SQLModel, table=True):
    """A past fact, recorded in the transaction of its change, and the parties to be told of it.

    The fact itself is the row `fact_id` of the kind's ledger (order_events, stock_movements,
    shipment_events, alert_events).
    `id` grows in commit order within one aggregate, because it is taken under the aggregate's row
    lock; across aggregates it need not, which is why feeds have positions of their own.
    """

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_unsequenced", "id", postgresql_where=text("NOT sequenced")),)

    id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    kind: EventKind = Field(sa_type=words(EventKind))
    fact_id: UUID
    aggregate_id: UUID
    version: int
    audience: list[UUID] = Field(sa_type=ARRAY(Uuid()))
    recorded_at: datetime = instant()
    sequenced: bool = False


class Feed(SQLModel, table=True):
    """How far a party's feed has come: the position of its newest entry."""

    __tablename__ = "feeds"

    party_id: UUID = Field(primary_key=True, foreign_key="parties.id")
    position: int = Field(sa_type=BigInteger)


class FeedEntry(SQLModel, table=True):
    """An event's place in one party's feed. Positions are dense from 1, so a gap can be seen."""

    __tablename__ = "feed_entries"

    party_id: UUID = Field(primary_key=True, foreign_key="parties.id")
    position: int = Field(primary_key=True, sa_type=BigInteger)
    event_id: int = Field(foreign_key="events.id", sa_type=BigInteger)
