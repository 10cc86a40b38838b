"""When somebody must act: how long an order may wait, and what may be done with an alert."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from db.enums.alerts import AlertStatus
from db.enums.orders import OrderStatus
from hub.domain.errors import ErrorCode, Refused

# For how long an order may stand still before its seller must see to it.
PATIENCE: Final[Mapping[OrderStatus, timedelta]] = {
    OrderStatus.PLACED: timedelta(days=2),
    OrderStatus.CONFIRMED: timedelta(days=5),
    OrderStatus.IN_PRODUCTION: timedelta(days=45),
    OrderStatus.READY: timedelta(days=5),
    OrderStatus.PARTIALLY_SHIPPED: timedelta(days=10),
}


def waiting_since(now: datetime) -> dict[OrderStatus, datetime]:
    """Since when an order in a status has waited that is overdue now."""
    return {status: now - patience for status, patience in PATIENCE.items()}


def check_acknowledged(status: AlertStatus) -> None:
    """An alert is acknowledged once, while its condition lasts.

    Raises:
        Refused: WRONG_STATUS, somebody has it in hand already, or it is over.
    """
    if status is not AlertStatus.OPEN:
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The alert is {status} and cannot be acknowledged; only OPEN ones can.",
            ("alertId",),
        )
