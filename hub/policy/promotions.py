"""Who may see which promotions: those who make or bear them, and whom they are made to."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from db.enums.offers import Audience
from db.enums.promotions import PromotionAction
from db.queries.promotions import is_agreed
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.orders import OrderLine
from db.tables.promotions import (
    LineDiscount,
    Promotion,
    PromotionGoods,
    PromotionShare,
    PromotionStep,
    PromotionUse,
)
from hub.domain.promotions import is_over
from hub.policy.offers import is_shop, sold_by
from hub.policy.orders import ORDER_LINES
from hub.policy.parties import buys_from, is_active, is_listed
from hub.policy.permissions import Permission, has_permission
from hub.policy.viewer import EVERYBODY, NOBODY, VIEWER, FieldRule, Rule, Viewer, seen_with

_promotions = table_of(Promotion).c


def _is_borne(promotion: Any) -> ColumnElement[bool]:
    """The viewer makes it, or bears a part of it."""
    share = table_of(PromotionShare).alias().c
    bears = select(share.party_id).where(
        share.promotion_id == promotion.id, share.party_id == VIEWER
    )
    return or_(promotion.owner_id == VIEWER, bears.exists())


def _was_used(promotion: Any) -> ColumnElement[bool]:
    use = table_of(PromotionUse).alias().c
    found = select(use.id).where(use.promotion_id == promotion.id, use.party_id == VIEWER)
    return found.exists()


# What needs a coupon is told to nobody; who has the coupon uses it, and sees what was used.
_is_open = and_(_promotions.coupon.is_(None), is_agreed(_promotions))
_to_partners = and_(
    _promotions.audience == Audience.PARTNERS, buys_from(_promotions.owner_id, is_active)
)
_to_consumers = _promotions.audience == Audience.CONSUMERS
_in_open_shop = and_(_to_consumers, sold_by(_promotions.owner_id, is_listed))

_OWN: Final = Rule[Promotion](
    company=_promotions.owner_id == VIEWER, consumer=NOBODY, operator=NOBODY
)
_BORNE: Final = Rule[Promotion](company=_is_borne(_promotions), consumer=NOBODY)
# How far it is used, and what it takes to use it.
BORNE_PROMOTION: Final = FieldRule(
    Promotion,
    _BORNE,
    "The coupon, the limits and the uses of a promotion are told to whoever bears its cost.",
    "促销的优惠码、限额与使用情况仅告知承担其费用的各方。",
)
_PROMOTIONS: Final = Rule[Promotion](
    company=or_(
        _is_borne(_promotions),
        _was_used(_promotions),
        and_(_is_open, or_(_to_partners, _in_open_shop)),
    ),
    consumer=or_(
        _was_used(_promotions),
        and_(_is_open, _to_consumers, sold_by(_promotions.owner_id, is_shop)),
    ),
    anonymous=and_(_is_open, _in_open_shop),
    fields=dict.fromkeys(
        ("coupon", "use_limit", "budget_minor", "uses", "spent_minor"), BORNE_PROMOTION
    ),
)
_STEPS: Final[Rule[PromotionStep]] = seen_with(
    table_of(PromotionStep).c.promotion_id, Promotion, _PROMOTIONS
)
_GOODS: Final[Rule[PromotionGoods]] = seen_with(
    table_of(PromotionGoods).c.promotion_id, Promotion, _PROMOTIONS
)
_SHARES: Final[Rule[PromotionShare]] = seen_with(
    table_of(PromotionShare).c.promotion_id, Promotion, _BORNE
)
_USES: Final[Rule[PromotionUse]] = seen_with(
    table_of(PromotionUse).c.promotion_id, Promotion, _BORNE
)
_DISCOUNTS: Final[Rule[LineDiscount]] = seen_with(
    table_of(LineDiscount).c.order_line_id, OrderLine, ORDER_LINES
)
_SHARED: Final = Rule[Promotion](
    company=and_(_is_borne(_promotions), _promotions.owner_id != VIEWER),
    consumer=NOBODY,
    operator=NOBODY,
)
_RECEIVED: Final = Rule[Promotion](
    company=and_(_promotions.owner_id != VIEWER, _is_open, _to_partners),
    consumer=and_(_is_open, _to_consumers, sold_by(_promotions.owner_id, is_shop)),
    operator=NOBODY,
)
_AGREED: Final = Rule[Promotion](company=is_agreed(_promotions))
_ANY_USE: Final = Rule[PromotionUse](company=EVERYBODY)
_ANY_STEP: Final = Rule[PromotionStep](company=EVERYBODY)
_ANY_GOODS: Final = Rule[PromotionGoods](company=EVERYBODY)


def promotions_seen_by(viewer: Viewer | None) -> Scope[Promotion]:
    return _PROMOTIONS.scope(viewer)


def promotions_of(viewer: Viewer | None) -> Scope[Promotion]:
    """Those that the viewer's party makes."""
    return _OWN.scope(viewer)


def promotions_borne_by(viewer: Viewer | None) -> Scope[Promotion]:
    """Those that the viewer's party makes, or has a share of."""
    return _BORNE.scope(viewer)


def promotion_steps_seen_by(viewer: Viewer | None) -> Scope[PromotionStep]:
    return _STEPS.scope(viewer)


def promotions_shared_with(viewer: Viewer | None) -> Scope[Promotion]:
    """Those of others of whose cost the viewer's party bears, or is to bear, a part."""
    return _SHARED.scope(viewer)


def promotions_made_to(viewer: Viewer | None) -> Scope[Promotion]:
    """Those that the viewer's party can use as a buyer, but for what takes a coupon."""
    return _RECEIVED.scope(viewer)


def steps_open_to(
    viewer: Viewer | None, promotion: Any, share: Any | None, now: datetime
) -> list[PromotionAction]:
    """The steps that the viewer may take the promotion through now.

    Args:
        promotion: its `owner_id`, `starts_at` and `ends_at`.
        share: the share of its cost that is the viewer's party's, if there is one.
    """
    if viewer is None or is_over(promotion.starts_at, promotion.ends_at, now):
        return []
    is_own = promotion.owner_id == viewer.party_id
    is_asked = share is not None and share.accepted_at is None
    open_steps = {
        PromotionAction.CHANGE: is_own and has_permission(viewer, Permission.SELL),
        PromotionAction.END: is_own and has_permission(viewer, Permission.SELL),
        PromotionAction.ACCEPT_SHARE: is_asked
        and has_permission(viewer, Permission.MANAGE_PARTNERS),
    }
    return [action for action, is_open in open_steps.items() if is_open]


def promotion_goods_seen_by(viewer: Viewer | None) -> Scope[PromotionGoods]:
    return _GOODS.scope(viewer)


def promotion_shares_seen_by(viewer: Viewer | None) -> Scope[PromotionShare]:
    """Who bears a promotion is known to those who do."""
    return _SHARES.scope(viewer)


def promotion_uses_seen_by(viewer: Viewer | None) -> Scope[PromotionUse]:
    """How often a promotion was used is known to those who bear it."""
    return _USES.scope(viewer)


def line_discounts_seen_by(viewer: Viewer | None) -> Scope[LineDiscount]:
    """What was taken off a line is seen with the line."""
    return _DISCOUNTS.scope(viewer)


def promotions_that_count(viewer: Viewer | None) -> Scope[Promotion]:
    """Those that orders of the viewer's are priced with, whether they are shown or need a coupon;
    whose they are and for whom, the order says."""
    return _AGREED.scope(viewer)


def steps_that_count(viewer: Viewer | None) -> Scope[PromotionStep]:
    return _ANY_STEP.scope(viewer)


def goods_that_count(viewer: Viewer | None) -> Scope[PromotionGoods]:
    return _ANY_GOODS.scope(viewer)


def uses_that_count(viewer: Viewer | None) -> Scope[PromotionUse]:
    """Those of the viewer's own party, by which a limit for each is held."""
    return _ANY_USE.scope(viewer)
