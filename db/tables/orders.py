"""What was promised: orders, their lines, and the history of their states."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.enums.orders import (
    OrderChangeKind,
    OrderChangeStatus,
    OrderEventKind,
    OrderKind,
    OrderStatus,
)
from db.lengths import CODE, NOTE
from db.types import Text, currency_check, instant, key, lock_rank, words


def _amount() -> Any:
    return Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})


class Order(SQLModel, table=True):
    """One buyer's promise to take goods from one seller.

    `status` moves only along `hub.domain.orders.TRANSITIONS`. `version` counts every change, so a
    client can tell a stale page from a fresh one. `number` is unique with its seller. Goods go to
    `deliver_to_id`, a location of the buyer, or else to its `OrderAddress`; consumers have no
    locations, and no stock. `requested_for` is the day on which the buyer wants them, and
    `buyer_reference` what it calls the order.

    `total_minor` is what its lines cost, with freight and tax, without the discount. What is paid
    of it is as another system told it. `change_asked_by_id` is the side whose change of it waits
    for the other side's word; null where none does.
    """

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("seller_id", "number"),
        CheckConstraint("buyer_id <> seller_id", name="is_between_two_parties"),
        CheckConstraint("status = 'DRAFT' OR placed_at IS NOT NULL", name="placed_orders_say_when"),
        CheckConstraint("total_minor >= 0", name="total_is_not_negative"),
        CheckConstraint(
            "least(freight_minor, tax_minor, discount_minor, paid_minor) >= 0",
            name="amounts_are_not_negative",
        ),
        currency_check(),
        Index("ix_orders_seller_id_created_at_id", "seller_id", "created_at", "id"),
        Index("ix_orders_buyer_id_created_at_id", "buyer_id", "created_at", "id"),
        Index("ix_orders_created_at_id", "created_at", "id"),
        Index("ix_orders_seller_id_total", "seller_id", "currency", "total_minor", "id"),
        Index("ix_orders_buyer_id_total", "buyer_id", "currency", "total_minor", "id"),
        Index("ix_orders_caused_by_id", "caused_by_id"),
        Index(
            "ix_orders_waiting",
            "status",
            postgresql_where=text(
                "status IN ('PLACED', 'CONFIRMED', 'IN_PRODUCTION', 'READY', 'PARTIALLY_SHIPPED')"
            ),
        ),
        lock_rank(80),
    )

    id: UUID = key()
    number: str = Field(sa_type=Text(CODE))
    kind: OrderKind = Field(sa_type=words(OrderKind))
    status: OrderStatus = Field(default=OrderStatus.DRAFT, sa_type=words(OrderStatus))
    version: int = 0
    buyer_id: UUID = Field(foreign_key="parties.id")
    seller_id: UUID = Field(foreign_key="parties.id")
    caused_by_id: UUID | None = Field(default=None, foreign_key="orders.id")
    deliver_to_id: UUID | None = Field(default=None, foreign_key="locations.id")
    change_asked_by_id: UUID | None = Field(default=None, foreign_key="parties.id")
    currency: str = Field(max_length=3)
    freight_minor: int = _amount()
    tax_minor: int = _amount()
    discount_minor: int = _amount()
    paid_minor: int = _amount()
    total_minor: int = Field(default=0, sa_type=BigInteger)
    note: str | None = Field(default=None, sa_type=Text(NOTE))
    requested_for: date | None = None
    buyer_reference: str | None = Field(default=None, sa_type=Text(CODE))
    created_at: datetime = instant()
    placed_at: datetime | None = instant(default=None)


class OrderLine(SQLModel, table=True):
    """One SKU of an order, in units of the SKU.

    `quantity` is what is ordered now: a change may leave nothing of it. `allocated` units are held
    in the seller's stock or already shipped. Of those that arrived `received` ones were good.
    `total_minor` is what they cost at `unit_price_minor` for `per` of them, rounded half up once;
    where another system told it, it may be less exact than that. Promotions take
    `discount_minor` off that. `gift_of_id` is the promotion that gives the line for nothing.
    `note` is the buyer's.
    """

    __tablename__ = "order_lines"
    __table_args__ = (
        UniqueConstraint("order_id", "position"),
        CheckConstraint("quantity >= 0", name="quantity_is_not_negative"),
        CheckConstraint("per > 0", name="per_is_positive"),
        CheckConstraint(
            "0 <= returned AND returned <= received AND damaged >= 0 AND missing >= 0"
            " AND received + damaged + missing <= shipped"
            " AND shipped <= allocated AND allocated <= quantity",
            name="goods_move_forward",
        ),
        CheckConstraint("total_minor >= 0", name="total_is_not_negative"),
        CheckConstraint(
            "0 <= discount_minor AND discount_minor <= total_minor",
            name="discount_is_no_more_than_the_total",
        ),
        Index("ix_order_lines_sku_id", "sku_id"),
    )

    id: UUID = key()
    order_id: UUID = Field(foreign_key="orders.id")
    position: int
    sku_id: UUID = Field(foreign_key="skus.id")
    offer_id: UUID | None = Field(default=None, foreign_key="offers.id")
    made_to_order: bool = False
    quantity: int
    unit_price_minor: int = Field(sa_type=BigInteger)
    per: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    total_minor: int = Field(sa_type=BigInteger)
    discount_minor: int = _amount()
    gift_of_id: UUID | None = Field(default=None, foreign_key="promotions.id")
    note: str | None = Field(default=None, sa_type=Text(NOTE))
    allocated: int = 0
    shipped: int = 0
    received: int = 0
    damaged: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    missing: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    returned: int = 0


class OrderEvent(SQLModel, table=True):
    """One step of an order's life: the append-only history, and what the order feed tells.

    `version` is the order's after the step, so versions of one order are dense from 1. `change_id`
    is the change that the step is about, if it is one.
    """

    __tablename__ = "order_events"
    __table_args__ = (UniqueConstraint("order_id", "version"),)

    id: UUID = key()
    order_id: UUID = Field(foreign_key="orders.id")
    version: int
    kind: OrderEventKind = Field(sa_type=words(OrderEventKind))
    from_status: OrderStatus | None = Field(
        default=None, sa_type=words(OrderStatus, column="from_status")
    )
    to_status: OrderStatus = Field(sa_type=words(OrderStatus, column="to_status"))
    actor_id: UUID | None = Field(default=None, foreign_key="parties.id")
    note: str | None = Field(default=None, sa_type=Text(NOTE))
    change_id: UUID | None = Field(default=None, foreign_key="order_changes.id")
    occurred_at: datetime = instant()


class OrderChange(SQLModel, table=True):
    """That an order is called off, closed or made smaller, by one side alone or with the other's
    word.

    Of those that are `ASKED` an order has one at most; the lock of the order holds them, too.
    """

    __tablename__ = "order_changes"
    __table_args__ = (
        CheckConstraint("(status = 'ASKED') = (settled_at IS NULL)", name="settled_ones_say_when"),
        Index("ix_order_changes_order_id_asked_at_id", "order_id", "asked_at", "id"),
        Index(
            "uq_order_changes_asked",
            "order_id",
            unique=True,
            postgresql_where=text("status = 'ASKED'"),
        ),
    )

    id: UUID = key()
    order_id: UUID = Field(foreign_key="orders.id")
    kind: OrderChangeKind = Field(sa_type=words(OrderChangeKind))
    status: OrderChangeStatus = Field(sa_type=words(OrderChangeStatus))
    asked_by_id: UUID = Field(foreign_key="parties.id")
    note: str | None = Field(default=None, sa_type=Text(NOTE))
    asked_at: datetime = instant()
    settled_at: datetime | None = instant(default=None)


class OrderChangeLine(SQLModel, table=True):
    """How many pieces of an order line are ordered by a change, and were before it.

    A line that is closed has one once it is closed; an order that is called off has none.
    """

    __tablename__ = "order_change_lines"
    __table_args__ = (
        UniqueConstraint("change_id", "order_line_id"),
        CheckConstraint(
            "0 <= quantity AND quantity < quantity_before", name="fewer_pieces_are_ordered"
        ),
        Index("ix_order_change_lines_order_line_id", "order_line_id"),
    )

    id: UUID = key()
    change_id: UUID = Field(foreign_key="order_changes.id")
    order_line_id: UUID = Field(foreign_key="order_lines.id")
    quantity_before: int
    quantity: int
