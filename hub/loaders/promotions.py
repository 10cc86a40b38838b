"""Bulk reads of promotions, of what they are for, and of what they take off."""

from db.queries import promotions as queries
from hub.loaders.rows import one, pages, several, total
from hub.policy.promotions import (
    line_discounts_seen_by,
    promotion_goods_seen_by,
    promotion_shares_seen_by,
    promotion_steps_seen_by,
    promotion_uses_seen_by,
    promotions_seen_by,
)

promotion_by_id = one(queries.PROMOTION_BY_ID, promotions_seen_by)
steps_by_promotion = several(queries.STEPS_BY_PROMOTION, promotion_steps_seen_by)
goods_by_promotion = several(queries.GOODS_BY_PROMOTION, promotion_goods_seen_by)
shares_by_promotion = several(queries.SHARES_BY_PROMOTION, promotion_shares_seen_by)
uses_of_promotion = total(queries.COUNT_BY_PROMOTION, promotion_uses_seen_by)
spent_on_promotion = total(queries.SPENT_BY_PROMOTION, promotion_uses_seen_by)
discounts_by_line = several(queries.DISCOUNTS_BY_LINE, line_discounts_seen_by)

promotions = pages(queries.PROMOTIONS, promotions_seen_by)
promotions_of_product = pages(queries.PROMOTIONS, promotions_seen_by, under="product")
