"""What was sold of a promotion's goods while it ran and before, to who used it and to others."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    DateTime,
    Uuid,
    and_,
    any_,
    bindparam,
    distinct,
    func,
    or_,
    select,
    true,
)

from db.enums.offers import Audience
from db.enums.orders import OrderKind, OrderStatus
from db.queries.goods import is_below
from db.scope import Scope
from db.session import Reads
from db.sql.declarations import Row, Statement, compiled, row_class, table_of
from db.tables.catalogue import Product, Sku
from db.tables.orders import Order, OrderLine
from db.tables.promotions import Promotion, PromotionGoods, PromotionUse

_NOT_SOLD: Final = (OrderStatus.DRAFT, OrderStatus.CANCELLED, OrderStatus.REJECTED)
_ROW: Final = row_class("promotion_results")


async def read_results(
    reads: Reads, promotion_ids: Sequence[UUID], now: datetime, *, scope: Scope[Promotion]
) -> list[Row]:
    """A row for each promotion, of the time it `ran` until `now` and of as long before, and of who
    `used` it and of others: `orders`, `buyers`, `pieces` and `revenue_minor` after discounts.

    What was not sold at all has no row.
    """
    values = {**scope.values, "promotion_ids": promotion_ids, "now": now}
    return await reads.fetch(_statement(scope.predicate), values, _ROW)


@cache
def _statement(predicate: ColumnElement[bool]) -> Statement:
    promotion, order, line = table_of(Promotion).c, table_of(Order).c, table_of(OrderLine).c
    sku, product = table_of(Sku).c, table_of(Product).c
    now = bindparam("now", type_=DateTime(timezone=True))
    until = func.least(promotion.ends_at, now)
    is_retail = order.kind == OrderKind.RETAIL
    is_to_consumers = promotion.audience == Audience.CONSUMERS
    ran = (order.placed_at >= promotion.starts_at).label("ran")
    used = _was_used(promotion, order).label("used")
    sold = (
        table_of(Promotion)
        .join(table_of(Order), order.seller_id == promotion.owner_id)
        .join(table_of(OrderLine), line.order_id == order.id)
        .join(table_of(Sku), sku.id == line.sku_id)
        .join(table_of(Product), product.id == sku.product_id)
    )
    return compiled(
        select(
            promotion.id.label("promotion_id"),
            ran,
            used,
            func.count(distinct(order.id)).label("orders"),
            func.count(distinct(order.buyer_id)).label("buyers"),
            func.sum(line.quantity).label("pieces"),
            func.sum(line.total_minor - line.discount_minor).label("revenue_minor"),
        )
        .select_from(sold)
        .where(
            promotion.id == any_(bindparam("promotion_ids", type_=ARRAY(Uuid()))),
            predicate,
            is_retail == is_to_consumers,
            order.currency == promotion.currency,
            and_(*(order.status != status for status in _NOT_SOLD)),
            order.placed_at < until,
            order.placed_at >= promotion.starts_at - (until - promotion.starts_at),
            line.gift_of_id.is_(None),
            _is_covered(promotion, line, product),
        )
        .group_by(promotion.id, ran, used)
    )


def _was_used(promotion: Any, order: Any) -> ColumnElement[bool]:
    """The order's buyer has used the promotion, for this order or another."""
    use = table_of(PromotionUse).c
    return (
        select(true())
        .select_from(table_of(PromotionUse))
        .where(use.promotion_id == promotion.id, use.party_id == order.buyer_id)
        .where(use.released_at.is_(None))
        .exists()
    )


def _is_covered(promotion: Any, line: Any, product: Any) -> ColumnElement[bool]:
    """The promotion is for what the line sells, as `hub.domain.pricing.Promotion.covers` says."""
    named, any_named = table_of(PromotionGoods).alias(), table_of(PromotionGoods).alias()
    is_named = or_(
        named.c.sku_id == line.sku_id,
        named.c.product_id == product.id,
        is_below(product.category_id, named.c.category_id),
    )
    of_named = select(true()).select_from(named).where(named.c.promotion_id == promotion.id)
    of_any = select(true()).select_from(any_named).where(any_named.c.promotion_id == promotion.id)
    return or_(~of_any.exists(), of_named.where(is_named).exists())
