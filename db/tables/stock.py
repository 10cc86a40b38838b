"""What is where: stock items, the ledger they follow from, and what is held for orders."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Computed, Index, Integer, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.enums.stock import MovementKind
from db.lengths import NOTE
from db.types import Text, instant, key, lock_rank, words


class StockItem(SQLModel, table=True):
    """One SKU at one location of a party, in pieces.

    It is the sum of its movements, which are written with it; nothing else changes it. More may be
    reserved than is there only after a loss; nothing is available then. `version` counts its
    movements. `available_at` is when the last of them happened that changed what is
    available: partners are shown that, and lists are sorted by it.
    """

    __tablename__ = "stock_items"
    __table_args__ = (
        UniqueConstraint("location_id", "sku_id"),
        CheckConstraint("reserved >= 0", name="reserved_is_not_negative"),
        CheckConstraint("incoming >= 0", name="incoming_is_not_negative"),
        Index("ix_stock_items_party_id_sku_id", "party_id", "sku_id"),
        Index("ix_stock_items_sku_id", "sku_id"),
        Index("ix_stock_items_party_id_available_at_id", "party_id", "available_at", "id"),
        Index("ix_stock_items_party_id_id", "party_id", "id"),
        lock_rank(90),
    )

    id: UUID = key()
    party_id: UUID = Field(foreign_key="parties.id")
    location_id: UUID = Field(foreign_key="locations.id")
    sku_id: UUID = Field(foreign_key="skus.id")
    on_hand: int = 0
    reserved: int = 0
    incoming: int = 0
    available: int | None = Field(
        default=None,
        exclude=True,
        sa_column=Column(Integer, Computed("greatest(on_hand - reserved, 0)", persisted=True)),
    )
    version: int = 0
    updated_at: datetime = instant()
    available_at: datetime = instant(sa_column_kwargs={"server_default": text("now()")})


class StockMovement(SQLModel, table=True):
    """One row of the append-only ledger: by how much a stock item's counters changed, and to what.

    `version` is the item's after this movement, so versions of one item are dense from 1.
    """

    __tablename__ = "stock_movements"
    __table_args__ = (
        UniqueConstraint("stock_item_id", "version"),
        Index("ix_stock_movements_order_id", "order_id"),
    )

    id: UUID = key()
    stock_item_id: UUID = Field(foreign_key="stock_items.id")
    party_id: UUID = Field(foreign_key="parties.id")
    location_id: UUID = Field(foreign_key="locations.id")
    sku_id: UUID = Field(foreign_key="skus.id")
    kind: MovementKind = Field(sa_type=words(MovementKind))
    version: int
    on_hand_delta: int = 0
    reserved_delta: int = 0
    incoming_delta: int = 0
    on_hand: int
    reserved: int
    incoming: int
    available: int | None = Field(
        default=None,
        exclude=True,
        sa_column=Column(Integer, Computed("greatest(on_hand - reserved, 0)", persisted=False)),
    )
    order_id: UUID | None = Field(default=None, foreign_key="orders.id")
    reason: str | None = Field(default=None, sa_type=Text(NOTE))
    occurred_at: datetime = instant()


class Reservation(SQLModel, table=True):
    """Pieces of a stock item held for an order line until they are shipped or released."""

    __tablename__ = "reservations"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_is_positive"),
        Index("ix_reservations_stock_item_id", "stock_item_id"),
    )

    order_line_id: UUID = Field(primary_key=True, foreign_key="order_lines.id")
    stock_item_id: UUID = Field(primary_key=True, foreign_key="stock_items.id")
    quantity: int
