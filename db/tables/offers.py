"""At which price a seller sells: offers, their quantity tiers, and what happened to them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Computed, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.enums.offers import Audience, OfferEventKind
from db.types import currency_check, instant, key, lock_rank, words


class Offer(SQLModel, table=True):
    """The price at which a seller sells a SKU to its partners or to consumers.

    `price_minor` is in minor units of `currency`, and what `per` units of the SKU cost. Ordered are
    `minimum_quantity` units or more, and a multiple of `order_multiple`. `million_minor` is what a
    million units cost, which tells the cheaper offer. `partner_id` makes it an offer to that one
    partner. It is good from `valid_from` (included) until `valid_until` (excluded; null: open);
    one that was ended before it began is never good. What it says of prices never changes.
    `made_to_order` goods are produced after the order and need no stock to be ordered.
    """

    __tablename__ = "offers"
    __table_args__ = (
        CheckConstraint("price_minor >= 0", name="price_is_not_negative"),
        CheckConstraint("minimum_quantity > 0", name="minimum_quantity_is_positive"),
        CheckConstraint("per > 0", name="per_is_positive"),
        CheckConstraint(
            "order_multiple > 0 AND minimum_quantity % order_multiple = 0",
            name="minimum_quantity_is_a_multiple",
        ),
        CheckConstraint("valid_until >= valid_from", name="validity_ends_no_sooner_than_it_begins"),
        currency_check(),
        Index("ix_offers_sku_id_price", "sku_id", "currency", "million_minor", "id"),
        Index("ix_offers_seller_id_sku_id", "seller_id", "sku_id"),
        Index("ix_offers_partner_id", "partner_id"),
        lock_rank(75),
    )

    id: UUID = key()
    seller_id: UUID = Field(foreign_key="parties.id")
    sku_id: UUID = Field(foreign_key="skus.id")
    partner_id: UUID | None = Field(default=None, foreign_key="parties.id")
    audience: Audience = Field(sa_type=words(Audience))
    currency: str = Field(max_length=3)
    price_minor: int = Field(sa_type=BigInteger)
    per: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    minimum_quantity: int = 1
    order_multiple: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    million_minor: int | None = Field(
        default=None,
        exclude=True,
        sa_column=Column(
            BigInteger,
            Computed(
                "least(div(price_minor::numeric * 1000000, per), 9223372036854775807)::bigint",
                persisted=True,
            ),
        ),
    )
    made_to_order: bool = False
    valid_from: datetime = instant()
    valid_until: datetime | None = instant(default=None)
    version: int = 0


class PriceTier(SQLModel, table=True):
    """From `minimum_quantity` units of an offer on, `per` of them cost `price_minor`."""

    __tablename__ = "price_tiers"
    __table_args__ = (
        CheckConstraint("minimum_quantity > 1", name="starts_above_one_piece"),
        CheckConstraint("price_minor >= 0", name="price_is_not_negative"),
    )

    offer_id: UUID = Field(primary_key=True, foreign_key="offers.id")
    minimum_quantity: int = Field(primary_key=True)
    price_minor: int = Field(sa_type=BigInteger)


class OfferEvent(SQLModel, table=True):
    """One step of an offer: the append-only history, and what the offer feed tells.

    `version` is the offer's after the step, `valid_until` until when it was good then. Versions of
    one offer are dense from 1; what is older than the ledger has none.
    """

    __tablename__ = "offer_events"
    __table_args__ = (UniqueConstraint("offer_id", "version"),)

    id: UUID = key()
    offer_id: UUID = Field(foreign_key="offers.id")
    version: int
    kind: OfferEventKind = Field(sa_type=words(OfferEventKind))
    valid_until: datetime | None = instant(default=None)
    occurred_at: datetime = instant()
