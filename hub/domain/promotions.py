"""What a promotion may say, and what is said of coupons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from db.enums.promotions import PromotionEffect, PromotionMeasure, PromotionScope
from hub.domain.errors import ErrorCode, Faults, Refused
from hub.domain.money import AMOUNT_MAX
from hub.domain.pricing import WHOLE_BP, Step

STEPS_MAX: Final = 10
GOODS_MAX: Final = 500


@dataclass(frozen=True)
class Share:
    """The part of a promotion's cost that a partner is to bear, in hundredths of a percent."""

    party_id: UUID
    share_bp: int


@dataclass(frozen=True)
class Limits:
    """How much of a promotion there is; None where there is no limit."""

    max_discount_minor: int | None = None
    use_limit: int | None = None
    party_limit: int | None = None
    budget_minor: int | None = None


def read_coupon(said: str | None) -> str | None:
    """A coupon as it is kept: whatever its case, and without blanks around it."""
    return (said or "").strip().upper() or None


def refuse_coupon(coupon: str) -> Refused:
    return Refused(
        ErrorCode.COUPON_NOT_GOOD,
        f"The coupon {coupon} takes nothing off this order: it is another one's, over or used up,"
        " or asks for more.",
        ("coupon",),
    )


def is_over(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether a promotion counts no more; one that was ended before it began never will."""
    return ends_at <= max(now, starts_at)


def check_times(now: datetime, start: datetime, end: datetime) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, it would begin in the past, or never be.
    """
    if start < now:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"Nothing is given for the past; {start:%Y-%m-%d %H:%M:%S} UTC is over.",
            ("startsAt",),
        )
    if end <= start:
        raise Refused(ErrorCode.INVALID_INPUT, "A promotion ends after it begins.", ("endsAt",))


def check_steps(
    effect: PromotionEffect, measure: PromotionMeasure, steps: Sequence[Step], faults: Faults
) -> None:
    """Collect what is wrong with the steps of a promotion: rising thresholds, each with a value
    that its effect can have."""
    if not 0 < len(steps) <= STEPS_MAX:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                f"A promotion has from 1 to {STEPS_MAX} steps; {len(steps)} were given.",
                ("steps",),
            )
        )
        return
    if effect is PromotionEffect.FREE_PIECES and measure is not PromotionMeasure.PIECES:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                "Pieces are free after so many pieces: measure it in PIECES.",
                ("measure",),
            )
        )
    least = 0 if effect is PromotionEffect.FIXED_PRICE else 1
    most = WHOLE_BP if effect is PromotionEffect.PERCENT_OFF else AMOUNT_MAX
    before = -1
    for place, step in enumerate(steps):
        if not before < step.threshold <= AMOUNT_MAX:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    f"Each step begins above the one before it; {step.threshold} does not.",
                    ("steps", str(place), "threshold"),
                )
            )
        if not least <= step.value <= most:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    f"{effect} takes a value from {least} to {most}; {step.value} was given.",
                    ("steps", str(place), "value"),
                )
            )
        before = step.threshold


def check_scope(scope: PromotionScope, effect: PromotionEffect) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, the effect is not one of that scope.
    """
    if effect is PromotionEffect.GIFT and scope is PromotionScope.LINE:
        raise Refused(ErrorCode.INVALID_INPUT, "A gift goes with an ORDER.", ("scope",))
    if effect is PromotionEffect.FIXED_PRICE and scope is PromotionScope.ORDER:
        raise Refused(ErrorCode.INVALID_INPUT, "A price is that of a LINE.", ("scope",))


def check_gift(effect: PromotionEffect, gift_sku_id: UUID | None) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, a gift is not said, or there is to be none.
    """
    if (effect is PromotionEffect.GIFT) is not (gift_sku_id is not None):
        raise Refused(
            ErrorCode.INVALID_INPUT,
            "A GIFT says which SKU is given, and nothing else does.",
            ("giftSkuId",),
        )


def check_limits(limits: Limits, faults: Faults) -> None:
    """Collect what is wrong with the limits: each is positive."""
    for name, field in (
        ("max_discount_minor", "maxDiscountMinor"),
        ("use_limit", "useLimit"),
        ("party_limit", "partyLimit"),
        ("budget_minor", "budgetMinor"),
    ):
        limit = getattr(limits, name)
        if limit is not None and not 0 < limit <= AMOUNT_MAX:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    f"A limit is from 1 to {AMOUNT_MAX}, or left out; {limit} was given.",
                    (field,),
                )
            )


def check_shares(owner_id: UUID, shares: Sequence[Share], faults: Faults) -> None:
    """Collect what is wrong with the shares: partners, each once, who bear no more than all."""
    known = {owner_id}
    for place, one in enumerate(shares):
        if one.party_id in known:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    "Each partner has one share; what is left is your own.",
                    ("shares", str(place), "partyId"),
                )
            )
        known.add(one.party_id)
        if not 0 < one.share_bp <= WHOLE_BP:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    f"A share is from 1 to {WHOLE_BP} hundredths of a percent;"
                    f" {one.share_bp} was given.",
                    ("shares", str(place), "shareBp"),
                )
            )
    if sum(one.share_bp for one in shares) > WHOLE_BP:
        faults.found.append(
            Refused(ErrorCode.INVALID_INPUT, "The shares are more than the whole.", ("shares",))
        )


def uplift(users: int, users_before: int, others: int, others_before: int) -> Decimal | None:
    """How much more who used a promotion bought than before, beyond what others did: 0.25 is a
    quarter more. Null where there is nothing to compare with.

    >>> uplift(300, 200, 110, 100)
    Decimal('0.3636')
    """
    if users_before == 0:
        return None
    growth = Decimal(users) / users_before
    if others > 0 and others_before > 0:
        growth /= Decimal(others) / others_before
    return (growth - 1).quantize(Decimal("0.0001"))
