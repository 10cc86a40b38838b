"""Promotions: a seller makes one, with partners who bear a part of it, changes and ends it.

What a promotion gives never changes, and an order keeps what it was given.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from db.enums.offers import Audience
from db.enums.parties import PartnershipStatus
from db.enums.promotions import PromotionEffect, PromotionMeasure, PromotionScope
from db.queries import catalogue, parties
from db.queries import promotions as queries
from db.queries.offers import lock_prices
from db.scope import Scope
from db.tables.promotions import Promotion, PromotionGoods, PromotionShare, PromotionStep
from db.types import new_id
from hub.context import Request
from hub.domain.errors import ErrorCode, Faults, NotFound, Refused
from hub.domain.offers import check_audience
from hub.domain.pricing import Step
from hub.domain.promotions import (
    GOODS_MAX,
    Limits,
    Share,
    check_gift,
    check_limits,
    check_scope,
    check_shares,
    check_steps,
    check_times,
    is_over,
    read_coupon,
)
from hub.policy.catalogue import products_seen_by, skus_seen_by
from hub.policy.permissions import Permission, require_permission
from hub.policy.promotions import promotions_borne_by, promotions_of
from hub.policy.viewer import Viewer


async def create_promotion(
    request: Request,
    name: str,
    audience: Audience,
    currency: str,
    *,
    scope: PromotionScope,
    effect: PromotionEffect,
    steps: Sequence[Step],
    ends_at: datetime,
    starts_at: datetime | None = None,
    measure: PromotionMeasure = PromotionMeasure.AMOUNT,
    repeats: bool = False,
    rivals: str | None = None,
    priority: int = 0,
    stops: bool = False,
    coupon: str | None = None,
    gift_sku_id: UUID | None = None,
    sku_ids: Sequence[UUID] = (),
    product_ids: Sequence[UUID] = (),
    category_ids: Sequence[UUID] = (),
    max_discount_minor: int | None = None,
    use_limit: int | None = None,
    party_limit: int | None = None,
    budget_minor: int | None = None,
    shares: Sequence[Share] = (),
) -> UUID:
    """Give buyers something from now or later on, until a time.

    Raises:
        NotFound: there are no such goods to be seen.
        Refused: all that is wrong at once. FORBIDDEN; NO_TRADE, such a party does not sell to that
            audience; NO_PARTNERSHIP, who is to bear a share is no partner; COUPON_TAKEN;
            INVALID_INPUT.
    """
    viewer = require_permission(request.viewer, Permission.SELL)
    session, faults = request.session, Faults()
    start = request.now if starts_at is None else starts_at
    limits = Limits(max_discount_minor, use_limit, party_limit, budget_minor)
    await lock_prices(session, viewer.party_id)
    with faults.collect():
        check_audience(viewer.party_kind, audience)
    with faults.collect():
        check_times(request.now, start, ends_at)
    with faults.collect():
        check_scope(scope, effect)
    check_steps(effect, measure, steps, faults)
    check_limits(limits, faults)
    coupon = read_coupon(coupon)
    if coupon is not None and await queries.has_coupon(session, viewer.party_id, coupon):
        faults.found.append(
            Refused(ErrorCode.COUPON_TAKEN, f"Another promotion has {coupon}.", ("coupon",))
        )
    with faults.collect():
        check_gift(effect, gift_sku_id)
    await _check_goods(
        request,
        viewer,
        gift_sku_id,
        sku_ids=sku_ids,
        product_ids=product_ids,
        category_ids=category_ids,
        faults=faults,
    )
    check_shares(viewer.party_id, shares, faults)
    await _check_partners(request, viewer.party_id, shares, faults)
    faults.raise_all()

    promotion = Promotion(
        id=new_id(),
        owner_id=viewer.party_id,
        name=name,
        audience=audience,
        currency=currency,
        scope=scope,
        measure=measure,
        effect=effect,
        repeats=repeats,
        rivals=rivals,
        priority=priority,
        stops=stops,
        coupon=coupon,
        gift_sku_id=gift_sku_id,
        **vars(limits),
        starts_at=start,
        ends_at=ends_at,
        created_at=request.now,
        version=1,
    )
    session.add(promotion)
    await session.flush()
    id = promotion.id
    session.add_all(
        PromotionStep(promotion_id=id, threshold=step.threshold, value=step.value) for step in steps
    )
    for column, ids in (
        ("sku_id", sku_ids),
        ("product_id", product_ids),
        ("category_id", category_ids),
    ):
        session.add_all(
            PromotionGoods(promotion_id=id, **{column: one}) for one in dict.fromkeys(ids)
        )
    session.add_all(
        PromotionShare(promotion_id=id, party_id=share.party_id, share_bp=share.share_bp)
        for share in shares
    )
    return id


async def change_promotion(
    request: Request,
    promotion_id: UUID,
    *,
    name: str | None = None,
    ends_at: datetime | None = None,
    use_limit: int | None = None,
    budget_minor: int | None = None,
) -> UUID:
    """Give a promotion of the viewer's party another name or end, or more of what limits it.

    Raises:
        NotFound: the viewer's party makes no such promotion.
        Refused: FORBIDDEN; WRONG_STATUS, it is over; INVALID_INPUT, the end has passed or comes
            before it begins, or a limit is not one that it has, or not higher.
    """
    promotion = await _lock_own(request, promotion_id)
    faults = Faults()
    if ends_at is not None and not max(request.now, promotion.starts_at) < ends_at:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                "It ends later than now, and than it begins; end it instead.",
                ("endsAt",),
            )
        )
    for column, field, limit in (
        ("use_limit", "useLimit", use_limit),
        ("budget_minor", "budgetMinor", budget_minor),
    ):
        before = getattr(promotion, column)
        if limit is not None and (before is None or limit <= before):
            said = "has none" if before is None else f"is {before} already"
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    f"A limit is only raised; this one {said}.",
                    (field,),
                )
            )
    faults.raise_all()
    promotion.name = promotion.name if name is None else name
    promotion.ends_at = promotion.ends_at if ends_at is None else ends_at
    promotion.use_limit = promotion.use_limit if use_limit is None else use_limit
    promotion.budget_minor = promotion.budget_minor if budget_minor is None else budget_minor
    promotion.version += 1
    return promotion.id


async def end_promotion(request: Request, promotion_id: UUID) -> UUID:
    """End a promotion of the viewer's party now; one that has not begun never will.

    Raises:
        NotFound: the viewer's party makes no such promotion.
        Refused: FORBIDDEN; WRONG_STATUS, it is over.
    """
    promotion = await _lock_own(request, promotion_id)
    promotion.ends_at = max(request.now, promotion.starts_at)
    promotion.version += 1
    return promotion.id


async def accept_promotion_share(request: Request, promotion_id: UUID) -> UUID:
    """Bear the share of a promotion's cost that its owner asks for; it counts once all do.

    Raises:
        NotFound: the viewer's party has no share of such a promotion.
        Refused: FORBIDDEN; WRONG_STATUS, it has accepted, or the promotion is over.
    """
    viewer = require_permission(request.viewer, Permission.MANAGE_PARTNERS)
    promotion = await _lock(request, promotion_id, promotions_borne_by(viewer))
    share = await queries.share_of(request.session, promotion.id, viewer.party_id)
    if share is None:
        raise NotFound("promotion that you have a share of", ("promotionId",))
    if share.accepted_at is not None:
        raise Refused(ErrorCode.WRONG_STATUS, "Your share is accepted already.", ("promotionId",))
    share.accepted_at = request.now
    promotion.version += 1
    return promotion.id


async def _lock_own(request: Request, promotion_id: UUID) -> Promotion:
    viewer = require_permission(request.viewer, Permission.SELL)
    return await _lock(request, promotion_id, promotions_of(viewer))


async def _lock(request: Request, promotion_id: UUID, scope: Scope[Promotion]) -> Promotion:
    """A promotion within the scope that is not over, held until the transaction ends."""
    promotion = await queries.lock_promotion(request.session, promotion_id, scope=scope)
    if promotion is None:
        raise NotFound("promotion", ("promotionId",))
    if is_over(promotion.starts_at, promotion.ends_at, request.now):
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The promotion is over since {promotion.ends_at:%Y-%m-%d %H:%M:%S} UTC; make another.",
            ("promotionId",),
        )
    return promotion


async def _check_goods(
    request: Request,
    viewer: Viewer,
    gift_sku_id: UUID | None,
    *,
    sku_ids: Sequence[UUID],
    product_ids: Sequence[UUID],
    category_ids: Sequence[UUID],
    faults: Faults,
) -> None:
    session = request.session
    if len(sku_ids) + len(product_ids) + len(category_ids) > GOODS_MAX:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                f"A promotion names up to {GOODS_MAX} goods; name products or categories instead.",
                ("skuIds",),
            )
        )
        return
    wanted = [*sku_ids, *(() if gift_sku_id is None else (gift_sku_id,))]
    skus = await catalogue.skus(session, wanted, scope=skus_seen_by(viewer))
    found = await catalogue.products(session, product_ids, scope=products_seen_by(viewer))
    shelves = await catalogue.categories(session, category_ids)
    if gift_sku_id is not None and gift_sku_id not in skus:
        faults.found.append(NotFound("SKU", ("giftSkuId",)))
    for name, what, ids, known in (
        ("skuIds", "SKU", sku_ids, skus.keys()),
        ("productIds", "product", product_ids, found),
        ("categoryIds", "category", category_ids, shelves),
    ):
        faults.found += [
            NotFound(what, (name, str(place))) for place, id in enumerate(ids) if id not in known
        ]


async def _check_partners(
    request: Request, owner_id: UUID, shares: Sequence[Share], faults: Faults
) -> None:
    partners = await parties.partners_of(request.session, owner_id)
    for place, share in enumerate(shares):
        if partners.get(share.party_id) is not PartnershipStatus.ACTIVE:
            faults.found.append(
                Refused(
                    ErrorCode.NO_PARTNERSHIP,
                    "A share is borne by those alone whose partnership with you is active.",
                    ("shares", str(place), "partyId"),
                )
            )
