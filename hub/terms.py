"""The terms of an order: a seller's offers that are open to a buyer, and promotions that count.

Whoever asks what an order would cost reads them in a snapshot, and whoever places it in its
transaction; what they do with them is `hub.domain.pricing`.
"""

from collections import defaultdict
from collections.abc import Awaitable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from db.enums.offers import Audience
from db.enums.promotions import PromotionEffect, PromotionMeasure, PromotionScope
from db.queries import catalogue, offers, promotions
from db.scope import Scope
from db.sql.declarations import Lookup
from hub.domain.offers import Quote
from hub.domain.pricing import PricedPiece, Promotion, Step
from hub.policy.catalogue import categories_seen_by, products_seen_by
from hub.policy.offers import offers_seen_by, price_tiers_seen_by
from hub.policy.promotions import (
    goods_that_count,
    promotions_that_count,
    steps_that_count,
    uses_that_count,
)
from hub.policy.viewer import Viewer


class Find(Protocol):
    """How rows are found: `db.session.Reads.lookup`, or `lookup_in` a transaction."""

    def __call__(
        self,
        lookup: Lookup[Any],
        keys: Sequence[UUID],
        /,
        *,
        scope: Scope[Any],
        filters: Mapping[str, Sequence[Any]] = ...,
    ) -> Awaitable[Mapping[UUID, Sequence[Any]]]: ...


@dataclass(frozen=True)
class Trade:
    """Who would buy from whom, as what, and how that is looked up."""

    find: Find
    viewer: Viewer
    seller_id: UUID
    audience: Audience


async def find_quotes(
    trade: Trade, sku_ids: Collection[UUID], now: datetime
) -> dict[UUID, list[Quote]]:
    """What the seller offers the buyer now of each of some SKUs."""
    seller_id, audience = trade.seller_id, trade.audience
    found = await find_offered(
        trade.find, trade.viewer, audience, sku_ids, now, seller_ids=[seller_id]
    )
    return {sku_id: found.get((sku_id, seller_id), []) for sku_id in sku_ids}


async def find_offered(
    find: Find,
    viewer: Viewer,
    audience: Audience,
    sku_ids: Collection[UUID],
    now: datetime,
    *,
    seller_ids: Sequence[UUID] | None,
) -> dict[tuple[UUID, UUID], list[Quote]]:
    """What some sellers, or all, offer the buyer now of some SKUs: by SKU and seller."""
    filters: dict[str, Sequence[Any]] = {"audience": [audience], "good_at": [now]}
    if seller_ids is not None:
        filters["seller_ids"] = seller_ids
    scope = offers_seen_by(viewer)
    found = await find(offers.OFFERS_BY_SKU, list(sku_ids), scope=scope, filters=filters)
    rows = [row for of_sku in found.values() for row in of_sku]
    tiers: Mapping[UUID, Sequence[Any]] = {}
    if rows:
        seen = price_tiers_seen_by(viewer)
        tiers = await find(offers.TIERS_BY_OFFER, [row.id for row in rows], scope=seen)
    quotes: defaultdict[tuple[UUID, UUID], list[Quote]] = defaultdict(list)
    for row in rows:
        quote = Quote(
            row.id,
            row.currency,
            row.price_minor,
            row.minimum_quantity,
            row.made_to_order,
            per=row.per,
            order_multiple=row.order_multiple,
            negotiated=row.partner_id is not None,
            tiers=tuple(
                (tier.minimum_quantity, tier.price_minor) for tier in tiers.get(row.id, ())
            ),
        )
        quotes[row.sku_id, row.seller_id].append(quote)
    return quotes


async def find_promotions(
    trade: Trade, now: datetime, *, currency: str, coupon: str | None
) -> list[Any]:
    """The rows of the seller's promotions that run now for orders of that currency, some for a
    coupon that is given."""
    found = await trade.find(
        promotions.PROMOTIONS_BY_OWNER,
        [trade.seller_id],
        scope=promotions_that_count(trade.viewer),
        filters={"audience": [trade.audience], "runs_at": [now]},
    )
    return [
        row
        for row in found.get(trade.seller_id, ())
        if row.currency == currency and row.coupon in (None, coupon)
    ]


async def complete_promotions(trade: Trade, rows: Sequence[Any]) -> list[Promotion]:
    """Promotions with what they are for, and what is left of them for the buyer."""
    find, viewer = trade.find, trade.viewer
    ids = [row.id for row in rows]
    if not ids:
        return []
    steps = await find(promotions.STEPS_BY_PROMOTION, ids, scope=steps_that_count(viewer))
    goods = await find(promotions.GOODS_BY_PROMOTION, ids, scope=goods_that_count(viewer))
    limited = [row.id for row in rows if row.party_limit is not None]
    own: Mapping[UUID, Sequence[Any]] = {}
    if limited:
        own = await find(
            promotions.USES_BY_PROMOTION,
            limited,
            scope=uses_that_count(viewer),
            filters={"party_ids": [viewer.party_id]},
        )
    kinds: dict[UUID, dict[str, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    for of_promotion in goods.values():
        for one in of_promotion:
            for kind in ("sku_id", "product_id", "category_id"):
                id = getattr(one, kind)
                if id is not None:
                    kinds[one.promotion_id][kind].add(id)
    return [
        Promotion(
            id=row.id,
            scope=PromotionScope(row.scope),
            measure=PromotionMeasure(row.measure),
            effect=PromotionEffect(row.effect),
            steps=tuple(Step(one.threshold, one.value) for one in steps.get(row.id, ())),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            repeats=row.repeats,
            group=row.rivals,
            priority=row.priority,
            stops=row.stops,
            coupon=row.coupon,
            gift_sku_id=row.gift_sku_id,
            sku_ids=frozenset(kinds[row.id]["sku_id"]),
            product_ids=frozenset(kinds[row.id]["product_id"]),
            category_ids=frozenset(kinds[row.id]["category_id"]),
            max_discount_minor=row.max_discount_minor,
            uses_left=_least(
                (row.use_limit, row.uses), (row.party_limit, len(own.get(row.id, ())))
            ),
            budget_left_minor=_least((row.budget_minor, row.spent_minor)),
        )
        for row in rows
    ]


def _least(*limits: tuple[int | None, int]) -> int | None:
    """What is left of the nearest limit; None without any."""
    left = [limit - used for limit, used in limits if limit is not None]
    return min(left, default=None)


def is_limited(promotion: Any) -> bool:
    """Whether orders have to wait for each other to be priced with the promotion in a row."""
    limits = (promotion.use_limit, promotion.party_limit, promotion.budget_minor)
    return any(one is not None for one in limits)


async def find_branches(
    trade: Trade, product_ids: Collection[UUID], promotions: Sequence[Promotion]
) -> Mapping[UUID, frozenset[UUID]]:
    """The category of each product with all that it is below, if a promotion asks for any."""
    if not any(one.category_ids for one in promotions):
        return {}
    scope = products_seen_by(trade.viewer)
    found = await trade.find(catalogue.PRODUCT_BY_ID, list(product_ids), scope=scope)
    category_of = {id: rows[0].category_id for id, rows in found.items()}
    parents: dict[UUID, UUID | None] = {}
    level = {id for id in category_of.values() if id is not None}
    while level:
        shelves = await trade.find(
            catalogue.CATEGORY_BY_ID, list(level), scope=categories_seen_by(trade.viewer)
        )
        parents.update((id, rows[0].parent_id) for id, rows in shelves.items())
        level = {id for id in parents.values() if id is not None} - parents.keys()
    return {id: frozenset(_upwards(category, parents)) for id, category in category_of.items()}


def _upwards(category_id: UUID | None, parents: Mapping[UUID, UUID | None]) -> Iterator[UUID]:
    while category_id is not None:
        yield category_id
        category_id = parents.get(category_id)


def piece_of(
    sku: Any, branches: Mapping[UUID, frozenset[UUID]], quantity: int, price_minor: int, per: int
) -> PricedPiece:
    """So many units of the SKU in a row, as they are priced: so much for `per` of them."""
    of_product = branches.get(sku.product_id, frozenset())
    return PricedPiece(sku.id, sku.product_id, of_product, quantity, price_minor, per)
