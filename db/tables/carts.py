"""What buyers mean to order, and what they wish for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.lengths import NOTE
from db.types import Text, instant, key, lock_rank


class Cart(SQLModel, table=True):
    """The one cart of a party, which all its buyers share.

    `version` counts its changes. Whoever changes a line of it holds it.
    """

    __tablename__ = "carts"
    __table_args__ = (lock_rank(65),)

    party_id: UUID = Field(primary_key=True, foreign_key="parties.id")
    version: int = 0
    changed_at: datetime = instant()


class CartLine(SQLModel, table=True):
    """So many pieces of a SKU that a party means to order of a seller.

    What they cost, and what is given with them, is worked out whenever it is asked for.
    """

    __tablename__ = "cart_lines"
    __table_args__ = (
        UniqueConstraint("party_id", "seller_id", "sku_id"),
        CheckConstraint("quantity > 0", name="quantity_is_positive"),
        CheckConstraint("party_id <> seller_id", name="is_between_two_parties"),
        Index("ix_cart_lines_party_id_added_at_id", "party_id", "added_at", "id"),
    )

    id: UUID = key()
    party_id: UUID = Field(foreign_key="carts.party_id")
    seller_id: UUID = Field(foreign_key="parties.id")
    sku_id: UUID = Field(foreign_key="skus.id")
    quantity: int
    note: str | None = Field(default=None, sa_type=Text(NOTE))
    added_at: datetime = instant()


class Wish(SQLModel, table=True):
    """A product that a party would like to have some day."""

    __tablename__ = "wishes"
    __table_args__ = (
        UniqueConstraint("party_id", "product_id"),
        Index("ix_wishes_party_id_wished_at_id", "party_id", "wished_at", "id"),
    )

    id: UUID = key()
    party_id: UUID = Field(foreign_key="parties.id")
    product_id: UUID = Field(foreign_key="products.id")
    wished_at: datetime = instant()
