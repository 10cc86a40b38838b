"""Reads and locks of promotions, what they are for, and what was used of them."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    DateTime,
    FromClause,
    Text,
    Uuid,
    and_,
    any_,
    case,
    or_,
    select,
    true,
    update,
)
from sqlmodel import col
from sqlmodel import select as select_rows
from sqlmodel.ext.asyncio.session import AsyncSession

from db.queries.goods import is_below, uuids_given
from db.queries.times import is_between
from db.scope import Scope, unscoped
from db.sql.declarations import PARENT, Listing, Lookup, Ordering, Sum, given, table_of
from db.sql.locking import lock_row, lock_rows
from db.tables.catalogue import Product, Sku
from db.tables.offers import Offer
from db.tables.orders import Order, OrderLine
from db.tables.promotions import (
    LineDiscount,
    Promotion,
    PromotionGoods,
    PromotionShare,
    PromotionStep,
    PromotionUse,
)

_promotions, _uses = table_of(Promotion).c, table_of(PromotionUse).c

PROMOTION_BY_ID: Final = Lookup(Promotion)
# Those of some sellers for an audience, as they are at one of some instants.
PROMOTIONS_BY_OWNER: Final = Lookup(
    Promotion,
    key="owner_id",
    filters={
        "audience": _promotions.audience == any_(given("audience", ARRAY(Text()))),
        "runs_at": is_between(_promotions.starts_at, _promotions.ends_at, "runs_at"),
    },
)
STEPS_BY_PROMOTION: Final = Lookup(PromotionStep, key="promotion_id", order_by=("threshold",))
GOODS_BY_PROMOTION: Final = Lookup(PromotionGoods, key="promotion_id", order_by=("id",))
SHARES_BY_PROMOTION: Final = Lookup(PromotionShare, key="promotion_id", order_by=("party_id",))
# The uses that stand, of some parties.
USES_BY_PROMOTION: Final = Lookup(
    PromotionUse,
    key="promotion_id",
    filters={
        "party_ids": and_(_uses.party_id == uuids_given("party_ids"), _uses.released_at.is_(None))
    },
)
_stands = _uses.released_at.is_(None)
COUNT_BY_PROMOTION: Final = Sum(PromotionUse, key="promotion_id", of=case((_stands, 1), else_=0))
SPENT_BY_PROMOTION: Final = Sum(
    PromotionUse, key="promotion_id", of=case((_stands, _uses.discount_minor), else_=0)
)
DISCOUNTS_BY_LINE: Final = Lookup(
    LineDiscount,
    key="order_line_id",
    order_by=("promotion_id",),
    also=(table_of(Order).c.currency,),
    source=table_of(LineDiscount)
    .join(table_of(OrderLine))
    .join(table_of(Order), table_of(Order).c.id == table_of(OrderLine).c.order_id),
)


def _some(of: FromClause, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """There is a row of which the conditions are true; all else in them is of the statement
    around."""
    return select(true()).select_from(of).where(*conditions).correlate_except(of).exists()


def is_agreed(promotion: Any) -> ColumnElement[bool]:
    """Nobody is still to accept a share of its cost."""
    share = table_of(PromotionShare).alias()
    open_shares = (share.c.promotion_id == promotion.id, share.c.accepted_at.is_(None))
    return ~_some(share, *open_shares)


def _is_for_product(product_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    """It is for the product or something of it, or for all goods of an owner who offers it."""
    goods, any_goods, product, sku, sold, offer = (
        table_of(one).alias() for one in (PromotionGoods, PromotionGoods, Product, Sku, Sku, Offer)
    )
    is_named = or_(
        goods.c.product_id == product_id,
        _some(sku, sku.c.id == goods.c.sku_id, sku.c.product_id == product_id),
        _some(
            product,
            product.c.id == product_id,
            is_below(product.c.category_id, goods.c.category_id),
        ),
    )
    is_offered = _some(
        offer,
        offer.c.seller_id == _promotions.owner_id,
        offer.c.audience == _promotions.audience,
        _some(sold, sold.c.id == offer.c.sku_id, sold.c.product_id == product_id),
    )
    is_of_all = ~_some(any_goods, any_goods.c.promotion_id == _promotions.id)
    return and_(
        is_offered,
        or_(is_of_all, _some(goods, goods.c.promotion_id == _promotions.id, is_named)),
    )


PROMOTIONS: Final = Listing(
    Promotion,
    orderings={
        "NEWEST": Ordering(("starts_at", "id"), descending=True),
        "OLDEST": Ordering(("starts_at", "id")),
    },
    filters={
        "owner_id": _promotions.owner_id == given("owner_id", Uuid()),
        "audience": _promotions.audience == any_(given("audience", ARRAY(Text()))),
        "runs_at": and_(
            _promotions.starts_at <= given("runs_at", DateTime(timezone=True)),
            _promotions.ends_at > given("runs_at", DateTime(timezone=True)),
        ),
        "runs_from": _promotions.ends_at > given("runs_from", DateTime(timezone=True)),
        "runs_until": _promotions.starts_at < given("runs_until", DateTime(timezone=True)),
        "is_agreed": is_agreed(_promotions) == given("is_agreed", Boolean()),
    },
    parents={"product": _is_for_product(PARENT)},
)


async def lock_promotion(
    session: AsyncSession, id: UUID, *, scope: Scope[Promotion]
) -> Promotion | None:
    """The promotion, held until the transaction ends."""
    return await lock_row(session, Promotion, col(Promotion.id) == id, scope=scope)


@unscoped("that an order is placed with, or was")
async def lock_promotions(session: AsyncSession, ids: Collection[UUID]) -> list[Promotion]:
    """Promotions in the order of their ids, held until the transaction ends."""
    return await lock_rows(session, Promotion, col(Promotion.id).in_(ids)) if ids else []


@unscoped("of a locked promotion")
async def share_of(
    session: AsyncSession, promotion_id: UUID, party_id: UUID
) -> PromotionShare | None:
    return await session.get(PromotionShare, (promotion_id, party_id))


@unscoped("of the viewer's own party")
async def has_coupon(session: AsyncSession, owner_id: UUID, coupon: str) -> bool:
    """Whether a promotion of the owner's asks for the coupon."""
    statement = select_rows(Promotion.id).where(
        col(Promotion.owner_id) == owner_id, col(Promotion.coupon) == coupon
    )
    return (await session.exec(statement)).first() is not None


@unscoped("of a locked order")
async def uses_of(session: AsyncSession, order_id: UUID) -> list[PromotionUse]:
    """The promotions that count for an order that is locked."""
    statement = select_rows(PromotionUse).where(
        col(PromotionUse.order_id) == order_id, col(PromotionUse.released_at).is_(None)
    )
    return list(await session.exec(statement))


@unscoped("that an order is placed with and are locked where they are limited")
async def count_use(session: AsyncSession, promotion_id: UUID, uses: int, minor: int) -> bool:
    """Count uses, or fewer, and what they take off; False where that goes beyond a limit."""
    is_within = (
        or_(
            col(Promotion.use_limit).is_(None),
            col(Promotion.uses) + uses <= col(Promotion.use_limit),
        ),
        or_(
            col(Promotion.budget_minor).is_(None),
            col(Promotion.spent_minor) + minor <= col(Promotion.budget_minor),
        ),
    )
    statement = (
        update(Promotion)
        .where(col(Promotion.id) == promotion_id, *(is_within if uses > 0 else ()))
        .values(uses=col(Promotion.uses) + uses, spent_minor=col(Promotion.spent_minor) + minor)
        .execution_options(synchronize_session=False)
    )
    return bool((await session.exec(statement)).rowcount)


@unscoped("of a locked order")
async def discounts_of(session: AsyncSession, line_ids: Collection[UUID]) -> list[LineDiscount]:
    """What promotions take off lines of an order that is locked."""
    statement = select_rows(LineDiscount).where(col(LineDiscount.order_line_id).in_(line_ids))
    return list(await session.exec(statement.order_by(col(LineDiscount.promotion_id))))
