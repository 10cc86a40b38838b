"""Bulk reads of promotions, of what they are for, take off, and bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from db.enums.promotions import PromotionAction
from db.queries import promotions as queries
from db.queries.promotion_results import read_results
from hub.context import Request
from hub.domain.promotions import uplift
from hub.execution.dataloaders import Loader
from hub.loaders.rows import one, pages, several, total
from hub.policy.promotions import (
    line_discounts_seen_by,
    promotion_goods_seen_by,
    promotion_shares_seen_by,
    promotion_steps_seen_by,
    promotion_uses_seen_by,
    promotions_borne_by,
    promotions_made_to,
    promotions_seen_by,
    promotions_shared_with,
    steps_open_to,
)

promotion_by_id = one(queries.PROMOTION_BY_ID, promotions_seen_by)
steps_by_promotion = several(queries.STEPS_BY_PROMOTION, promotion_steps_seen_by)
goods_by_promotion = several(queries.GOODS_BY_PROMOTION, promotion_goods_seen_by)
shares_by_promotion = several(queries.SHARES_BY_PROMOTION, promotion_shares_seen_by)
uses_of_promotion = total(queries.COUNT_BY_PROMOTION, promotion_uses_seen_by)
spent_on_promotion = total(queries.SPENT_BY_PROMOTION, promotion_uses_seen_by)
discounts_by_line = several(queries.DISCOUNTS_BY_LINE, line_discounts_seen_by)

promotions = pages(queries.PROMOTIONS, promotions_seen_by)
received_promotions = pages(queries.PROMOTIONS, promotions_made_to)
shared_promotions = pages(queries.PROMOTIONS, promotions_shared_with)
promotions_of_product = pages(queries.PROMOTIONS, promotions_seen_by, under="product")


async def _steps(
    request: Request, ids: Sequence[UUID], _: None
) -> Mapping[UUID, list[PromotionAction]]:
    viewer, find = request.viewer, request.reads.lookup
    found = await find(queries.PROMOTION_BY_ID, ids, scope=promotions_borne_by(viewer))
    shares = await find(
        queries.SHARES_BY_PROMOTION, list(found), scope=promotion_shares_seen_by(viewer)
    )
    own = {
        id: share
        for id, of_promotion in shares.items()
        for share in of_promotion
        if viewer is not None and share.party_id == viewer.party_id
    }
    return {
        id: steps_open_to(viewer, promotion, own.get(id), request.now)
        for id, [promotion] in found.items()
    }


# The steps that the viewer may take each promotion through now.
steps_open_by_promotion = Loader(_steps, missing=list)


@dataclass
class Sales:
    """What was sold; `revenue_minor` is after discounts."""

    currency: str
    orders: int = 0
    buyers: int = 0
    pieces: int = 0
    revenue_minor: int = 0


@dataclass
class Results:
    """What was sold of a promotion's goods while it ran and as long before."""

    users: Sales
    users_before: Sales
    others: Sales
    others_before: Sales

    @property
    def uplift(self) -> Decimal | None:
        return uplift(
            self.users.revenue_minor,
            self.users_before.revenue_minor,
            self.others.revenue_minor,
            self.others_before.revenue_minor,
        )


async def _read_results(request: Request, ids: Sequence[UUID], _: None) -> Mapping[UUID, Results]:
    scope = promotions_borne_by(request.viewer)
    found = await request.reads.lookup(queries.PROMOTION_BY_ID, ids, scope=scope)
    sold = {
        (row.promotion_id, row.ran, row.used): row
        for row in await read_results(request.reads, ids, request.now, scope=scope)
    }

    def sales(id: UUID, currency: str, ran: bool, used: bool) -> Sales:
        row = sold.get((id, ran, used))
        if row is None:
            return Sales(currency)
        return Sales(currency, row.orders, row.buyers, row.pieces, int(row.revenue_minor))

    return {
        id: Results(
            *(sales(id, row.currency, ran, used) for used in (True, False) for ran in (True, False))
        )
        for id, [row] in found.items()
    }


results_of_promotion = Loader(_read_results)
