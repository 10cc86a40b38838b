"""What lines cost: the one function that prices, with the reasons of each price.

Prices of offers come first, then promotions of lines, then those of the order, gifts last; whoever
comes later looks at what is left. Amounts are minor units of one currency. Nothing hangs on the
order in which lines or promotions are given.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Final
from uuid import UUID

from db.enums.promotions import PromotionEffect, PromotionMeasure, PromotionScope

WHOLE_BP: Final = 10_000


@dataclass(frozen=True)
class PricedPiece:
    """So many units of a SKU at the price of an offer for `per` of them; each SKU once.

    `category_ids` are the category of its product and all that this one is below.
    """

    sku_id: UUID
    product_id: UUID
    category_ids: frozenset[UUID]
    quantity: int
    unit_price_minor: int
    per: int = 1

    @property
    def list_minor(self) -> int:
        return part_of(self.unit_price_minor, self.quantity, self.per)


@dataclass(frozen=True)
class Step:
    """From so much on, by the promotion's measure, the effect has this value."""

    threshold: int
    value: int


@dataclass(frozen=True)
class Promotion:
    """What a seller gives, for what, when, and how much of it is left for this buyer.

    `group` names promotions of which one applies, the best; a higher `priority` goes first. What
    `stops` leaves its lines to no other. Where it `repeats`, each further threshold counts again.
    Without goods it is for all that the seller sells. `uses_left` and `budget_left_minor` are None
    where there is no limit.
    """

    id: UUID
    scope: PromotionScope
    measure: PromotionMeasure
    effect: PromotionEffect
    steps: tuple[Step, ...]
    starts_at: datetime
    ends_at: datetime
    repeats: bool = False
    group: str | None = None
    priority: int = 0
    stops: bool = False
    coupon: str | None = None
    gift_sku_id: UUID | None = None
    sku_ids: frozenset[UUID] = frozenset()
    product_ids: frozenset[UUID] = frozenset()
    category_ids: frozenset[UUID] = frozenset()
    max_discount_minor: int | None = None
    uses_left: int | None = None
    budget_left_minor: int | None = None

    def covers(self, piece: PricedPiece) -> bool:
        if not (self.sku_ids or self.product_ids or self.category_ids):
            return True
        return (
            piece.sku_id in self.sku_ids
            or piece.product_id in self.product_ids
            or not piece.category_ids.isdisjoint(self.category_ids)
        )

    def is_open(self, now: datetime, coupon: str | None) -> bool:
        """Whether it runs, and may still be used with this coupon, or with none."""
        is_running = self.starts_at <= now < self.ends_at
        is_left = self.uses_left is None or self.uses_left > 0
        return is_running and is_left and self.coupon in (None, coupon)


@dataclass(frozen=True)
class Discount:
    """What a promotion takes off a line."""

    promotion_id: UUID
    minor: int


@dataclass(frozen=True)
class Gift:
    """What a promotion gives."""

    promotion_id: UUID
    sku_id: UUID
    quantity: int


@dataclass(frozen=True)
class PricedLine:
    """What a line costs, and why not what its offer says."""

    piece: PricedPiece
    discounts: tuple[Discount, ...] = ()

    @property
    def discount_minor(self) -> int:
        return sum(one.minor for one in self.discounts)

    @property
    def net_minor(self) -> int:
        return self.piece.list_minor - self.discount_minor


@dataclass(frozen=True)
class PricedOrder:
    """All lines in the order in which they were given, and what is given with them."""

    lines: tuple[PricedLine, ...]
    gifts: tuple[Gift, ...]

    @property
    def total_minor(self) -> int:
        return sum(line.net_minor for line in self.lines)

    @property
    def spent(self) -> Mapping[UUID, int]:
        """The promotions that were used, each with all that it takes off."""
        found = {gift.promotion_id: 0 for gift in self.gifts}
        for line in self.lines:
            for one in line.discounts:
                found[one.promotion_id] = found.get(one.promotion_id, 0) + one.minor
        return found


def price(
    pieces: Sequence[PricedPiece],
    promotions: Iterable[Promotion],
    now: datetime,
    *,
    coupon: str | None = None,
) -> PricedOrder:
    """What pieces cost now, at the prices of their offers and with the promotions that are open."""
    pricing = _Pricing(pieces)
    is_open = [one for one in promotions if one.is_open(now, coupon)]
    for phase in _PHASES:
        for rivals in _rivals([one for one in is_open if phase(one)]):
            pricing.apply_best(rivals)
    return PricedOrder(
        tuple(PricedLine(one, tuple(pricing.discounts[one.sku_id])) for one in pieces),
        tuple(pricing.gifts),
    )


_PHASES: Final[Sequence[Callable[[Promotion], bool]]] = (
    lambda one: one.effect is not PromotionEffect.GIFT and one.scope is PromotionScope.LINE,
    lambda one: one.effect is not PromotionEffect.GIFT and one.scope is PromotionScope.ORDER,
    lambda one: one.effect is PromotionEffect.GIFT,
)


def _rivals(promotions: Sequence[Promotion]) -> list[list[Promotion]]:
    """Promotions of which one applies, by priority."""
    groups: dict[object, list[Promotion]] = {}
    for one in sorted(promotions, key=lambda one: (-one.priority, one.id)):
        groups.setdefault(one.id if one.group is None else one.group, []).append(one)
    return list(groups.values())


@dataclass
class _Pricing:
    """Lines on their way to what they cost; by SKU, so that their order says nothing."""

    pieces: Sequence[PricedPiece]
    discounts: dict[UUID, list[Discount]] = field(init=False)
    gifts: list[Gift] = field(default_factory=list)
    _nets: dict[UUID, int] = field(init=False)
    _ended: set[UUID] = field(default_factory=set)
    _used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pieces = sorted(self.pieces, key=lambda one: one.sku_id)
        self.discounts = {one.sku_id: [] for one in self.pieces}
        self._nets = {one.sku_id: one.list_minor for one in self.pieces}

    def apply_best(self, rivals: Sequence[Promotion]) -> None:
        """Take what the best of them takes off, or give what the first of them gives."""
        if rivals[0].group in self._used:
            return
        best: tuple[int, Promotion, Mapping[UUID, int], int] | None = None
        for one in rivals:
            found = self._effect_of(one)
            if found is not None and (best is None or found[0] > best[0]):
                best = (found[0], one, found[1], found[2])
        if best is None:
            return
        _, promotion, shares, given = best
        for sku_id, minor in shares.items():
            if minor:
                self.discounts[sku_id].append(Discount(promotion.id, minor))
                self._nets[sku_id] -= minor
        if given and promotion.gift_sku_id is not None:
            self.gifts.append(Gift(promotion.id, promotion.gift_sku_id, given))
        if promotion.group is not None:
            self._used.add(promotion.group)
        if promotion.stops:
            self._ended.update(one.sku_id for one in self._covered(promotion))

    def _covered(self, promotion: Promotion) -> list[PricedPiece]:
        return [
            one for one in self.pieces if one.sku_id not in self._ended and promotion.covers(one)
        ]

    def _effect_of(self, promotion: Promotion) -> tuple[int, Mapping[UUID, int], int] | None:
        """What a promotion would take off in all and off each line, and how many pieces it would
        give; None where it does nothing, or more than is left of its budget."""
        covered = self._covered(promotion)
        whole = promotion.effect is PromotionEffect.GIFT or promotion.scope is PromotionScope.ORDER
        shares: dict[UUID, int] = {}
        given = 0
        for lines in [covered] if whole else [[one] for one in covered]:
            step, times = self._step(promotion, lines)
            if step is None:
                continue
            if promotion.effect is PromotionEffect.GIFT:
                given += step.value * times
            else:
                shares |= self._taken_off(promotion, lines, step, times)
        total, most = sum(shares.values()), promotion.max_discount_minor
        if most is not None and total > most:
            shares, total = split(most, shares), most
        left = promotion.budget_left_minor
        if (total == 0 and given == 0) or (left is not None and total > left):
            return None
        return total, shares, given

    def _step(self, promotion: Promotion, lines: Sequence[PricedPiece]) -> tuple[Step | None, int]:
        """The highest step that lines come to, and how many times."""
        pieces = sum(one.quantity for one in lines)
        is_pieces = promotion.measure is PromotionMeasure.PIECES
        come_to = pieces if is_pieces else sum(self._nets[one.sku_id] for one in lines)
        reached = [one for one in promotion.steps if one.threshold <= come_to]
        if not lines or not reached:
            return None, 0
        step = max(reached, key=lambda one: one.threshold)
        round_ = step.threshold
        if promotion.effect is PromotionEffect.FREE_PIECES:
            round_ += step.value
            if pieces < round_:
                return None, 0
            come_to = pieces
        return step, come_to // round_ if promotion.repeats and round_ else 1

    def _taken_off(
        self, promotion: Promotion, lines: Sequence[PricedPiece], step: Step, times: int
    ) -> Mapping[UUID, int]:
        nets = {one.sku_id: self._nets[one.sku_id] for one in lines}
        match promotion.effect:
            case PromotionEffect.PERCENT_OFF:
                return {sku_id: percent_of(net, step.value) for sku_id, net in nets.items()}
            case PromotionEffect.AMOUNT_OFF:
                return split(min(step.value * times, sum(nets.values())), nets)
            case PromotionEffect.FIXED_PRICE:
                return {
                    one.sku_id: max(
                        0, nets[one.sku_id] - part_of(step.value, one.quantity, one.per)
                    )
                    for one in lines
                }
            case _:
                return self._free(lines, nets, step.value * times)

    @staticmethod
    def _free(
        lines: Sequence[PricedPiece], nets: Mapping[UUID, int], pieces: int
    ) -> Mapping[UUID, int]:
        """The cheapest pieces of all are free."""
        shares = {}
        for one in sorted(
            lines, key=lambda one: (Fraction(nets[one.sku_id], one.quantity), one.sku_id)
        ):
            free = min(pieces, one.quantity)
            pieces -= free
            shares[one.sku_id] = part_of(nets[one.sku_id], free, one.quantity)
        return shares


def percent_of(minor: int, basis_points: int) -> int:
    """So many hundredths of a percent of an amount, half up."""
    return (minor * basis_points + WHOLE_BP // 2) // WHOLE_BP


def split(minor: int, weights: Mapping[UUID, int]) -> dict[UUID, int]:
    """An amount in parts by weight that sum up to it: by the largest remainders, ties by key.

    No part is more than its weight where the amount is not more than all of them.
    """
    whole = sum(weights.values())
    if whole == 0:
        return dict.fromkeys(weights, 0)
    parts = {key: minor * weight // whole for key, weight in weights.items()}
    left = minor - sum(parts.values())
    by_remainder = sorted(weights, key=lambda key: (-(minor * weights[key] % whole), key))
    for key in by_remainder[:left]:
        parts[key] += 1
    return parts


def split_cost(minor: int, owner_id: UUID, shares_bp: Mapping[UUID, int]) -> dict[UUID, int]:
    """Who bears how much of what a promotion has taken off: partners their shares, the owner the
    rest."""
    own = WHOLE_BP - sum(shares_bp.values())
    return split(minor, {**shares_bp, owner_id: own})


def part_of(minor: int, pieces: int, of: int) -> int:
    """What so many pieces cost, where so many cost so much: half up."""
    return (2 * minor * pieces + of) // (2 * of)


def refund_of(paid_minor: int, pieces: int, returned: int, more: int) -> int:
    """What is paid back for more pieces of a line, of which some came back before.

    However a line comes back in parts, these sum up to what was paid for it.
    """
    return part_of(paid_minor, returned + more, pieces) - part_of(paid_minor, returned, pieces)
