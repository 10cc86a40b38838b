"""At which price a seller sells: offers and their quantity tiers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from db.enums.offers import Audience
from db.types import currency_check, instant, key, words


class Offer(SQLModel, table=True):
    """The price at which a seller sells a SKU to its partners or to consumers.

    `price_minor` is in minor units of `currency` a piece. `partner_id` makes it an offer to that
    one partner. It is good from `valid_from` (included) until `valid_until` (excluded; null: open).
    `made_to_order` goods are produced after the order and need no stock to be ordered.
    """

    __tablename__ = "offers"
    __table_args__ = (
        CheckConstraint("price_minor >= 0", name="price_is_not_negative"),
        CheckConstraint("minimum_quantity > 0", name="minimum_quantity_is_positive"),
        CheckConstraint("valid_until > valid_from", name="validity_ends_after_it_begins"),
        currency_check(),
        Index("ix_offers_sku_id_price_minor_id", "sku_id", "price_minor", "id"),
        Index("ix_offers_seller_id_sku_id", "seller_id", "sku_id"),
        Index("ix_offers_partner_id", "partner_id"),
    )

    id: UUID = key()
    seller_id: UUID = Field(foreign_key="parties.id")
    sku_id: UUID = Field(foreign_key="skus.id")
    partner_id: UUID | None = Field(default=None, foreign_key="parties.id")
    audience: Audience = Field(sa_type=words(Audience))
    currency: str = Field(max_length=3)
    price_minor: int = Field(sa_type=BigInteger)
    minimum_quantity: int = 1
    made_to_order: bool = False
    valid_from: datetime = instant()
    valid_until: datetime | None = instant(default=None)


class PriceTier(SQLModel, table=True):
    """From `minimum_quantity` pieces of an offer on, a piece costs `price_minor`."""

    __tablename__ = "price_tiers"
    __table_args__ = (
        CheckConstraint("minimum_quantity > 1", name="starts_above_one_piece"),
        CheckConstraint("price_minor >= 0", name="price_is_not_negative"),
    )

    offer_id: UUID = Field(primary_key=True, foreign_key="offers.id")
    minimum_quantity: int = Field(primary_key=True)
    price_minor: int = Field(sa_type=BigInteger)
