"""What sellers give away, for what and how long, who bears it, and what was used of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.enums.offers import Audience
from db.enums.promotions import PromotionEffect, PromotionMeasure, PromotionScope
from db.lengths import CODE, NAME
from db.types import Text, currency_check, instant, key, lock_rank, words


class Promotion(SQLModel, table=True):
    """What a seller, its owner, gives to its partners or to consumers from a time until another.

    `hub.domain.pricing.Promotion` says what its words mean. Amounts are in minor units of
    `currency`, the only one of the orders that it is for. What it gives never changes. Where it has
    a limit, `uses` and `spent_minor` count the orders that stand, and are never more than that.
    Without one they stay 0, and orders do not wait for each other. Whoever has a share of its cost
    has to agree before it counts.
    """

    __tablename__ = "promotions"
    __table_args__ = (
        CheckConstraint("starts_at <= ends_at", name="it_ends_no_sooner_than_it_begins"),
        CheckConstraint("uses >= 0 AND uses <= use_limit", name="uses_are_within_their_limit"),
        CheckConstraint(
            "spent_minor >= 0 AND spent_minor <= budget_minor", name="spent_is_within_the_budget"
        ),
        CheckConstraint(
            "(effect = 'GIFT') = (gift_sku_id IS NOT NULL)", name="gifts_say_what_is_given"
        ),
        CheckConstraint("max_discount_minor > 0", name="max_discount_is_positive"),
        CheckConstraint("party_limit > 0", name="party_limit_is_positive"),
        currency_check(),
        Index("ix_promotions_owner_id_starts_at_id", "owner_id", "starts_at", "id"),
        Index("ix_promotions_starts_at_id", "starts_at", "id"),
        Index(
            "uq_promotions_coupon",
            "owner_id",
            "coupon",
            unique=True,
            postgresql_where=text("coupon IS NOT NULL"),
        ),
        lock_rank(85),
    )

    id: UUID = key()
    owner_id: UUID = Field(foreign_key="parties.id")
    name: str = Field(sa_type=Text(NAME))
    audience: Audience = Field(sa_type=words(Audience))
    currency: str = Field(max_length=3)
    scope: PromotionScope = Field(sa_type=words(PromotionScope))
    measure: PromotionMeasure = Field(sa_type=words(PromotionMeasure))
    effect: PromotionEffect = Field(sa_type=words(PromotionEffect))
    repeats: bool = False
    rivals: str | None = Field(default=None, sa_type=Text(CODE))
    priority: int = 0
    stops: bool = False
    coupon: str | None = Field(default=None, sa_type=Text(CODE))
    gift_sku_id: UUID | None = Field(default=None, foreign_key="skus.id")
    max_discount_minor: int | None = Field(default=None, sa_type=BigInteger)
    party_limit: int | None = None
    use_limit: int | None = None
    budget_minor: int | None = Field(default=None, sa_type=BigInteger)
    uses: int = 0
    spent_minor: int = Field(default=0, sa_type=BigInteger)
    starts_at: datetime = instant()
    ends_at: datetime = instant()
    created_at: datetime = instant()
    version: int = 0


class PromotionStep(SQLModel, table=True):
    """From `threshold` on, by the promotion's measure, its effect has this value."""

    __tablename__ = "promotion_steps"
    __table_args__ = (
        CheckConstraint("threshold >= 0", name="threshold_is_not_negative"),
        CheckConstraint("value >= 0", name="value_is_not_negative"),
    )

    promotion_id: UUID = Field(primary_key=True, foreign_key="promotions.id")
    threshold: int = Field(primary_key=True, sa_type=BigInteger)
    value: int = Field(sa_type=BigInteger)


class PromotionGoods(SQLModel, table=True):
    """What a promotion is for: a SKU, a product or a category. Without any it is for all goods."""

    __tablename__ = "promotion_goods"
    __table_args__ = (
        CheckConstraint("num_nonnulls(sku_id, product_id, category_id) = 1", name="is_of_one_kind"),
        Index("ix_promotion_goods_promotion_id", "promotion_id"),
        Index("ix_promotion_goods_sku_id", "sku_id"),
        Index("ix_promotion_goods_product_id", "product_id"),
    )

    id: UUID = key()
    promotion_id: UUID = Field(foreign_key="promotions.id")
    sku_id: UUID | None = Field(default=None, foreign_key="skus.id")
    product_id: UUID | None = Field(default=None, foreign_key="products.id")
    category_id: UUID | None = Field(default=None, foreign_key="categories.id")


class PromotionShare(SQLModel, table=True):
    """The part of a promotion's cost that a partner of its owner bears, in hundredths of a percent.

    Until the partner has accepted it, the promotion does not count.
    """

    __tablename__ = "promotion_shares"
    __table_args__ = (
        CheckConstraint("0 < share_bp AND share_bp <= 10000", name="share_is_a_part"),
        Index("ix_promotion_shares_party_id", "party_id"),
    )

    promotion_id: UUID = Field(primary_key=True, foreign_key="promotions.id")
    party_id: UUID = Field(primary_key=True, foreign_key="parties.id")
    share_bp: int
    accepted_at: datetime | None = instant(default=None)


class PromotionUse(SQLModel, table=True):
    """An order that a promotion was used for, with all that it took off when it was placed.

    It counts until the order is called off or declined.
    """

    __tablename__ = "promotion_uses"
    __table_args__ = (
        UniqueConstraint("promotion_id", "order_id"),
        CheckConstraint("discount_minor >= 0", name="discount_is_not_negative"),
        Index("ix_promotion_uses_order_id", "order_id"),
        Index("ix_promotion_uses_promotion_id_party_id", "promotion_id", "party_id"),
    )

    id: UUID = key()
    promotion_id: UUID = Field(foreign_key="promotions.id")
    order_id: UUID = Field(foreign_key="orders.id")
    party_id: UUID = Field(foreign_key="parties.id")
    discount_minor: int = Field(sa_type=BigInteger)
    used_at: datetime = instant()
    released_at: datetime | None = instant(default=None)


class LineDiscount(SQLModel, table=True):
    """What a promotion takes off an order line."""

    __tablename__ = "line_discounts"
    __table_args__ = (CheckConstraint("discount_minor >= 0", name="discount_is_not_negative"),)

    order_line_id: UUID = Field(primary_key=True, foreign_key="order_lines.id")
    promotion_id: UUID = Field(primary_key=True, foreign_key="promotions.id")
    discount_minor: int = Field(sa_type=BigInteger)
