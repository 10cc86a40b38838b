"""What members may order by themselves, and the life of what they ask a colleague to approve."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Protocol, TypeAlias

from db.enums import DescribedEnum
from db.enums.accounts import Role
from db.enums.requisitions import RequisitionStatus
from hub.domain.errors import ErrorCode, Refused
from hub.domain.money import AMOUNT_MAX, money_text


class RequisitionAction(DescribedEnum):
    """A step of a requisition after it was submitted."""

    APPROVE = "APPROVE", "`approveRequisition`: place its orders."
    DECLINE = "DECLINE", "`declineRequisition`: say why nothing is ordered."
    WITHDRAW = "WITHDRAW", "`withdrawRequisition`: take it back."


_S, _A = RequisitionStatus, RequisitionAction

# Each row reads: from this status, this action leads there. What is not listed is refused.
TRANSITIONS: Final[Mapping[tuple[RequisitionStatus, RequisitionAction], RequisitionStatus]] = {
    (_S.WAITING, _A.APPROVE): _S.APPROVED,
    (_S.WAITING, _A.DECLINE): _S.DECLINED,
    (_S.WAITING, _A.WITHDRAW): _S.WITHDRAWN,
}

# What is ordered together comes to, in minor units by currency.
Totals: TypeAlias = Mapping[str, int]


class Limit(Protocol):
    """What may be ordered at a time without approval."""

    @property
    def currency(self) -> str: ...

    @property
    def limit_minor(self) -> int: ...


def next_requisition_status(
    status: RequisitionStatus, action: RequisitionAction
) -> RequisitionStatus:
    """Where the action leads a requisition.

    Raises:
        Refused: WRONG_STATUS, it does not wait any more.
    """
    found = TRANSITIONS.get((status, action))
    if found is None:
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The requisition is {status}; one can {action.lower()} only what is WAITING.",
            ("requisitionId",),
        )
    return found


def totals_of(amounts: Iterable[tuple[str, int]]) -> Totals:
    """What amounts, each a currency and minor units of it, come to together."""
    totals: Counter[str] = Counter()
    for currency, minor in amounts:
        totals[currency] += minor
    return totals


def is_within(limit: Limit | None, totals: Totals) -> bool:
    """Whether so much may be ordered at a time without approval.

    A limit is in one currency; whatever is to be paid in another one is above it.
    """
    if limit is None:
        return True
    return all(
        minor <= (limit.limit_minor if currency == limit.currency else 0)
        for currency, minor in totals.items()
    )


def check_within(role: Role, limit: Limit | None, totals: Totals) -> None:
    """See that a member of a role may order so much at a time.

    Raises:
        Refused: NEEDS_APPROVAL, it is above the role's limit.
    """
    if limit is None or is_within(limit, totals):
        return
    most = money_text(limit.limit_minor, limit.currency)
    said = " and ".join(money_text(minor, currency) for currency, minor in sorted(totals.items()))
    others = " That is for orders in its currency; others need approval." * (
        set(totals) != {limit.currency}
    )
    raise Refused(
        ErrorCode.NEEDS_APPROVAL,
        f"In the role {role.lower()} one orders for up to {most} at a time; this comes to"
        f" {said}.{others} It takes a requisition that a colleague approves who may order as much.",
    )


def check_limit(limit_minor: int) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, there cannot be such a limit.
    """
    if not 0 <= limit_minor <= AMOUNT_MAX:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"A limit is from 0 to {AMOUNT_MAX} minor units; {limit_minor} was given.",
            ("limitMinor",),
        )
