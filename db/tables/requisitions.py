"""What members of a party may order by themselves, and what they ask a colleague to approve."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.enums.accounts import Role
from db.enums.requisitions import RequisitionEventKind, RequisitionStatus
from db.lengths import CODE, NOTE
from db.tables.addresses import PostalColumns
from db.types import Text, country_check, currency_check, instant, key, lock_rank, words


class OrderLimit(SQLModel, table=True):
    """What a party's members of one role may order at a time without approval: up to so much.

    `limit_minor` is in minor units of `currency`; orders in other currencies need approval. Roles
    without a row have no limit, and owners never have one.
    """

    __tablename__ = "order_limits"
    __table_args__ = (
        UniqueConstraint("party_id", "role"),
        CheckConstraint("role IN ('MANAGER', 'BUYER')", name="role_buys_and_is_no_owner"),
        CheckConstraint("limit_minor >= 0", name="limit_is_not_negative"),
        currency_check(),
    )

    id: UUID = key()
    party_id: UUID = Field(foreign_key="parties.id")
    role: Role = Field(sa_type=words(Role))
    currency: str = Field(max_length=3)
    limit_minor: int = Field(sa_type=BigInteger)


class Requisition(SQLModel, table=True):
    """What somebody means to order together and asks a colleague to approve.

    `status` moves only along `hub.domain.requisitions.TRANSITIONS`, `version` counts its steps. The
    goods go to `deliver_to_id`, or to its `RequisitionAddress`.
    """

    __tablename__ = "requisitions"
    __table_args__ = (
        Index("ix_requisitions_party_id_submitted_at_id", "party_id", "submitted_at", "id"),
        lock_rank(66),
    )

    id: UUID = key()
    party_id: UUID = Field(foreign_key="parties.id")
    status: RequisitionStatus = Field(sa_type=words(RequisitionStatus))
    version: int
    submitted_by_id: UUID = Field(foreign_key="accounts.id")
    note: str | None = Field(default=None, sa_type=Text(NOTE))
    deliver_to_id: UUID | None = Field(default=None, foreign_key="locations.id")
    submitted_at: datetime = instant()


class RequisitionAddress(PostalColumns, table=True):
    """Where the orders of a requisition would be sent, as it was said when it was submitted."""

    __tablename__ = "requisition_addresses"
    __table_args__ = (country_check(),)

    requisition_id: UUID = Field(primary_key=True, foreign_key="requisitions.id")


class RequisitionPart(SQLModel, table=True):
    """What a requisition would order from one seller: one order, `order_id` once it is placed.

    `total_minor` is what it came to when it was submitted.
    """

    __tablename__ = "requisition_parts"
    __table_args__ = (
        UniqueConstraint("requisition_id", "position"),
        UniqueConstraint("requisition_id", "seller_id"),
        UniqueConstraint("order_id"),
        currency_check(),
    )

    id: UUID = key()
    requisition_id: UUID = Field(foreign_key="requisitions.id")
    position: int
    seller_id: UUID = Field(foreign_key="parties.id")
    currency: str = Field(max_length=3)
    total_minor: int = Field(sa_type=BigInteger)
    coupon: str | None = Field(default=None, sa_type=Text(CODE))
    note: str | None = Field(default=None, sa_type=Text(NOTE))
    requested_for: date | None = None
    buyer_reference: str | None = Field(default=None, sa_type=Text(CODE))
    order_id: UUID | None = Field(default=None, foreign_key="orders.id")


class RequisitionLine(SQLModel, table=True):
    """So many pieces of a SKU that a requisition would order."""

    __tablename__ = "requisition_lines"
    __table_args__ = (
        UniqueConstraint("part_id", "position"),
        CheckConstraint("quantity > 0", name="quantity_is_positive"),
    )

    id: UUID = key()
    part_id: UUID = Field(foreign_key="requisition_parts.id")
    position: int
    sku_id: UUID = Field(foreign_key="skus.id")
    quantity: int
    note: str | None = Field(default=None, sa_type=Text(NOTE))


class RequisitionEvent(SQLModel, table=True):
    """One step of a requisition: the append-only history, and what the feed tells.

    `version` is the requisition's after it, `status` what it led to; `actor_id` is the person.
    """

    __tablename__ = "requisition_events"
    __table_args__ = (UniqueConstraint("requisition_id", "version"),)

    id: UUID = key()
    requisition_id: UUID = Field(foreign_key="requisitions.id")
    version: int
    kind: RequisitionEventKind = Field(sa_type=words(RequisitionEventKind))
    status: RequisitionStatus = Field(sa_type=words(RequisitionStatus))
    actor_id: UUID = Field(foreign_key="accounts.id")
    message: str | None = Field(default=None, sa_type=Text(NOTE))
    occurred_at: datetime = instant()
