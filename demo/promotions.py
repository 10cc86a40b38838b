"""What the sellers of the demo world give away: last month, now, and next month."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from db.enums.offers import Audience
from db.enums.promotions import PromotionEffect, PromotionMeasure, PromotionScope
from db.tables.promotions import Promotion, PromotionShare, PromotionStep
from demo.chance import DAY, YEAR, Calendar, Chance
from demo.parties import Bond, Guild, Trader
from demo.rows import Rows


class Plan(NamedTuple):
    """A promotion of every seller of a guild; days are counted from now.

    Of its cost the first of those whom the seller buys from is asked to bear `share_bp`.
    """

    name: str
    effect: PromotionEffect
    scope: PromotionScope
    measure: PromotionMeasure
    steps: Sequence[tuple[int, int]]
    first_day: int
    days: int
    repeats: bool = False
    share_bp: int = 0


_E, _S, _M = PromotionEffect, PromotionScope, PromotionMeasure

_PLANS: Final[Mapping[Guild, Sequence[Plan]]] = {
    Guild.BRAND: (
        Plan("双11备货 Stock up", _E.PERCENT_OFF, _S.LINE, _M.PIECES, ((60, 300),), -40, 20),
        Plan(
            "年终满减 Year-end", _E.AMOUNT_OFF, _S.ORDER, _M.AMOUNT,
            ((1_000_000, 20_000), (2_000_000, 60_000)), -6, 40,
        ),
        Plan("春季预订 Spring", _E.PERCENT_OFF, _S.ORDER, _M.AMOUNT, ((500_000, 200),), 35, 20),
    ),
    Guild.RETAILER: (
        Plan(
            "满300减40 40 off every 300", _E.AMOUNT_OFF, _S.ORDER, _M.AMOUNT,
            ((30_000, 4_000),), -5, 30, repeats=True,
        ),
        Plan("买二送一 Buy two, get one", _E.FREE_PIECES, _S.LINE, _M.PIECES, ((2, 1),), 20, 10),
        Plan(
            "品牌周 Brand week", _E.PERCENT_OFF, _S.ORDER, _M.AMOUNT,
            ((20_000, 800), (50_000, 1_200)), 9, 7, share_bp=4_000,
        ),
    ),
    Guild.BOUTIQUE: (
        Plan("年末礼遇 Season's gift", _E.PERCENT_OFF, _S.ORDER, _M.AMOUNT, ((0, 500),), -3, 30),
    ),
}  # fmt: skip


def add_promotions(
    rows: Rows,
    chance: Chance,
    calendar: Calendar,
    traders: Mapping[Guild, Sequence[Trader]],
    bonds: Sequence[Bond],
) -> None:
    """Let each seller who plans something make it; nothing of it was used yet."""
    for guild, plans in _PLANS.items():
        to_partners = guild is Guild.BRAND
        for seller in traders[guild]:
            for plan in plans:
                begins = YEAR + plan.first_day * DAY
                id = chance.id_at(begins - 60 * DAY)
                rows.add(
                    Promotion,
                    id=id,
                    owner_id=seller.id,
                    name=plan.name,
                    audience=Audience.PARTNERS if to_partners else Audience.CONSUMERS,
                    currency=seller.currency,
                    scope=plan.scope,
                    measure=plan.measure,
                    effect=plan.effect,
                    repeats=plan.repeats,
                    rivals=None,
                    priority=0,
                    stops=False,
                    coupon=None,
                    gift_sku_id=None,
                    max_discount_minor=None,
                    party_limit=None,
                    use_limit=None,
                    budget_minor=None,
                    uses=0,
                    spent_minor=0,
                    starts_at=calendar.at(begins),
                    ends_at=calendar.at(begins + plan.days * DAY),
                    created_at=calendar.at(begins - 60 * DAY),
                    version=1,
                )
                for threshold, value in plan.steps:
                    rows.add(PromotionStep, promotion_id=id, threshold=threshold, value=value)
                if plan.share_bp:
                    sources = (one.upstream.id for one in bonds if one.downstream is seller)
                    rows.add(
                        PromotionShare,
                        promotion_id=id,
                        party_id=next(sources),
                        share_bp=plan.share_bp,
                        accepted_at=None,
                    )
