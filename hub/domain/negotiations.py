"""The life of a negotiation: asked for, proposed in turn, agreed on or ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Final
from uuid import UUID

from db.enums.negotiations import NegotiationStatus
from hub.domain.errors import ErrorCode, Faults, Refused
from hub.domain.money import AMOUNT_MAX, money_text
from hub.domain.offers import check_lines, check_packs, line_field
from hub.domain.orders import Side
from hub.domain.pricing import part_of
from hub.domain.stock import QUANTITY_MAX


class NegotiationAction(StrEnum):
    """A step of a negotiation after it was begun."""

    PROPOSE = "PROPOSE"
    AGREE = "AGREE"
    END = "END"


_S, _A = NegotiationStatus, NegotiationAction

# Each row reads: from this status, this action of this side leads there. What is not listed is
# refused: the sides take turns.
TRANSITIONS: Final[
    Mapping[tuple[NegotiationStatus, NegotiationAction, Side], NegotiationStatus]
] = {
    (_S.WAITING_FOR_SELLER, _A.PROPOSE, Side.SELLER): _S.WAITING_FOR_BUYER,
    (_S.WAITING_FOR_BUYER, _A.PROPOSE, Side.BUYER): _S.WAITING_FOR_SELLER,
    (_S.WAITING_FOR_SELLER, _A.AGREE, Side.SELLER): _S.AGREED,
    (_S.WAITING_FOR_BUYER, _A.AGREE, Side.BUYER): _S.AGREED,
    **{
        (status, _A.END, side): end
        for status in (_S.WAITING_FOR_SELLER, _S.WAITING_FOR_BUYER)
        for side, end in ((Side.SELLER, _S.DECLINED), (Side.BUYER, _S.WITHDRAWN))
    },
}


@dataclass(frozen=True)
class Term:
    """So many units of a SKU or more, in multiples of `order_multiple`, and what `per` of them cost
    in minor units; null: yet to be said."""

    sku_id: UUID
    quantity: int
    price_minor: int | None = None
    made_to_order: bool = False
    per: int = 1
    order_multiple: int = 1


def next_negotiation_status(
    status: NegotiationStatus, action: NegotiationAction, side: Side
) -> NegotiationStatus:
    """Where the action of a side leads a negotiation.

    Raises:
        Refused: WRONG_STATUS, it is not that side's turn, or the negotiation is over.
    """
    found = TRANSITIONS.get((status, action, side))
    if found is None:
        is_over = not any(before is status for before, _, _ in TRANSITIONS)
        what = f"is {status}" if is_over else "waits for the other side"
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The negotiation {what}; a {side.lower()} cannot {action.lower()} now.",
            ("negotiationId",),
        )
    return found


def check_terms(terms: Sequence[Term], currency: str, faults: Faults, *, is_priced: bool) -> None:
    """Collect what is wrong with the lines of a request or a proposal.

    Raises:
        Refused: INVALID_INPUT, there are none, or too many.
    """
    check_lines([term.sku_id for term in terms], faults)
    for position, term in enumerate(terms):
        if not 0 < term.quantity <= QUANTITY_MAX:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_QUANTITY,
                    f"A quantity is from 1 to {QUANTITY_MAX}; {term.quantity} was given.",
                    line_field(position, "quantity"),
                )
            )
        field_of = partial(line_field, position)
        check_packs(term.quantity, term.per, term.order_multiple, faults, field_of)
        field = field_of("priceMinor")
        if term.price_minor is None:
            if is_priced:
                faults.found.append(
                    Refused(ErrorCode.INVALID_INPUT, "A proposal says all prices.", field)
                )
        elif term.price_minor < 0:
            said = money_text(term.price_minor, currency)
            message = f"A price is not negative, as {said} is."
            faults.found.append(Refused(ErrorCode.INVALID_INPUT, message, field))
        elif term.price_minor > AMOUNT_MAX or _cost(term, term.price_minor) > AMOUNT_MAX:
            message = "That many at this price cost more than can be counted."
            faults.found.append(Refused(ErrorCode.AMOUNT_TOO_LARGE, message, field))


def _cost(term: Term, price_minor: int) -> int:
    return part_of(price_minor, max(term.quantity, 1), max(term.per, 1))


def check_good_until(good_until: datetime | None, now: datetime) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, what is proposed would be over before it is agreed on.
    """
    if good_until is not None and good_until <= now:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"{good_until:%Y-%m-%d %H:%M:%S} UTC is over; say until when the prices are good.",
            ("goodUntil",),
        )


def check_still_good(good_until: datetime | None, now: datetime) -> None:
    """
    Raises:
        Refused: WRONG_STATUS, what was proposed is not good any more.
    """
    if good_until is not None and good_until <= now:
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The prices were good until {good_until:%Y-%m-%d %H:%M:%S} UTC; propose some anew.",
            ("negotiationId",),
        )
