"""What buyers and sellers say to each other until they agree on prices."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.enums.negotiations import NegotiationEventKind, NegotiationStatus
from db.lengths import NOTE
from db.types import Text, currency_check, instant, key, lock_rank, words


class Negotiation(SQLModel, table=True):
    """A buyer and a seller work out at which prices some goods are sold.

    What is on the table are the lines of its event `terms_id`: what was asked for or proposed last.
    """

    __tablename__ = "negotiations"
    __table_args__ = (
        CheckConstraint("buyer_id <> seller_id", name="is_between_two_parties"),
        currency_check(),
        Index("ix_negotiations_opened_at_id", "opened_at", "id"),
        Index("ix_negotiations_buyer_id_opened_at_id", "buyer_id", "opened_at", "id"),
        Index("ix_negotiations_seller_id_opened_at_id", "seller_id", "opened_at", "id"),
        lock_rank(74),
    )

    id: UUID = key()
    buyer_id: UUID = Field(foreign_key="parties.id")
    seller_id: UUID = Field(foreign_key="parties.id")
    status: NegotiationStatus = Field(sa_type=words(NegotiationStatus))
    version: int
    currency: str = Field(max_length=3)
    terms_id: UUID | None = None
    opened_at: datetime = instant()


class NegotiationEvent(SQLModel, table=True):
    """One step of a negotiation: the append-only history, and what the feed tells.

    `version` is the negotiation's after it, `status` what it led to. Prices that are proposed are
    good until `good_until`, once they are agreed on; null is for good.
    """

    __tablename__ = "negotiation_events"
    __table_args__ = (UniqueConstraint("negotiation_id", "version"),)

    id: UUID = key()
    negotiation_id: UUID = Field(foreign_key="negotiations.id")
    version: int
    kind: NegotiationEventKind = Field(sa_type=words(NegotiationEventKind))
    status: NegotiationStatus = Field(sa_type=words(NegotiationStatus))
    actor_id: UUID = Field(foreign_key="parties.id")
    message: str | None = Field(default=None, sa_type=Text(NOTE))
    good_until: datetime | None = instant(default=None)
    occurred_at: datetime = instant()


class NegotiationLine(SQLModel, table=True):
    """So many units of a SKU, in multiples of `order_multiple`, and what `per` of them would cost.

    `price_minor` is in minor units of the negotiation's currency; null where a buyer asks without
    saying what it would pay.
    """

    __tablename__ = "negotiation_lines"
    __table_args__ = (
        UniqueConstraint("event_id", "position"),
        CheckConstraint("quantity > 0", name="quantity_is_positive"),
        CheckConstraint("price_minor >= 0", name="price_is_not_negative"),
        CheckConstraint("per > 0", name="per_is_positive"),
        CheckConstraint(
            "order_multiple > 0 AND quantity % order_multiple = 0", name="quantity_is_a_multiple"
        ),
    )

    id: UUID = key()
    event_id: UUID = Field(foreign_key="negotiation_events.id")
    position: int
    sku_id: UUID = Field(foreign_key="skus.id")
    quantity: int
    price_minor: int | None = Field(default=None, sa_type=BigInteger)
    per: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    order_multiple: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    made_to_order: bool = False
