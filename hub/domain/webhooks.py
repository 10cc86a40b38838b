"""Where webhooks may go, how their life goes on, and when a failed delivery is tried again."""

import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from db.enums import WebhookStatus
from hub.domain.errors import ErrorCode, Refused

ADDRESS_CHARACTERS_MAX: Final = 2_000
WEBHOOKS_MAX: Final = 20
# How long two secrets sign after a rotation.
ROTATION: Final = timedelta(days=1)
# For how long an event is tried.
PERSISTENCE: Final = timedelta(days=3)
_PAUSE_MIN: Final = timedelta(seconds=5)
_PAUSE_MAX: Final = timedelta(hours=6)
# Of a pause, either way: receivers that failed together are not tried together.
_JITTER: Final = 0.1


class WebhookAction(StrEnum):
    PAUSE = "PAUSE"
    RESUME = "RESUME"
    REPLAY = "REPLAY"


# Each row reads: from this status, this action leads there. What is not listed is refused.
TRANSITIONS: Final[Mapping[tuple[WebhookStatus, WebhookAction], WebhookStatus]] = {
    (WebhookStatus.ACTIVE, WebhookAction.PAUSE): WebhookStatus.PAUSED,
    (WebhookStatus.FAILING, WebhookAction.PAUSE): WebhookStatus.PAUSED,
    (WebhookStatus.PAUSED, WebhookAction.RESUME): WebhookStatus.ACTIVE,
    (WebhookStatus.FAILING, WebhookAction.RESUME): WebhookStatus.ACTIVE,
    (WebhookStatus.ACTIVE, WebhookAction.REPLAY): WebhookStatus.ACTIVE,
    (WebhookStatus.FAILING, WebhookAction.REPLAY): WebhookStatus.ACTIVE,
    (WebhookStatus.PAUSED, WebhookAction.REPLAY): WebhookStatus.ACTIVE,
}


def next_status(status: WebhookStatus, action: WebhookAction) -> WebhookStatus:
    """
    Raises:
        Refused: WRONG_STATUS, the action leads nowhere from there.
    """
    found = TRANSITIONS.get((status, action))
    if found is None:
        possible = [start for start, taken in TRANSITIONS if taken is action]
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The webhook is {status} and cannot be {action.lower()}d; only one that is"
            f" {' or '.join(possible)} can.",
            ("webhookId",),
        )
    return found


def secret_made_at(created_at: datetime, before_until: datetime | None) -> datetime:
    """When the request was made that made a webhook's secret.

    Args:
        before_until: until when the secret before it signs, if there was one.
    """
    return created_at if before_until is None else before_until - ROTATION


def next_attempt(
    failing_since: datetime, failures: int, now: datetime, *, chance: float
) -> datetime | None:
    """When an event is tried again that has failed so often, or None: it is given up.

    After 5 seconds, then twice as long each time, up to 6 hours. The last try is made three days
    after the first one.

    Args:
        failures: 1 or more.
        chance: from 0 to 1, which makes pauses shorter or longer by up to a tenth.
    """
    end = failing_since + PERSISTENCE
    if now >= end:
        return None
    # Past 2^16 every pause is the longest, and the power must stay one that can be multiplied.
    pause: timedelta = min(_PAUSE_MIN * 2 ** min(failures - 1, 16), _PAUSE_MAX)
    return min(now + pause * (1 - _JITTER + 2 * _JITTER * chance), end)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet, not of somebody's own network or machine."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        # Ways to write or reach an IPv4 address, which has to be public itself.
        within = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if within:
            return is_public(str(within))
        if found in _TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)))
        if found not in _GIVEN_OUT:
            return False
    return found.is_global and not found.is_multicast


_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
# All that the internet has of IPv6; Python takes much of the rest for public as well.
_GIVEN_OUT: Final = ipaddress.IPv6Network("2000::/3")


def checked_address(address: str, *, private: bool) -> str:
    """An address that webhooks may be sent to.

    What its name leads to is checked whenever something is sent.

    Args:
        private: whether it may be of somebody's own network, and plain http.

    Raises:
        Refused: INVALID_INPUT, and what is wrong.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port  # reading the port is what checks it
    except ValueError as error:
        raise _unfit(f"is none: {error}") from None
    if len(address) > ADDRESS_CHARACTERS_MAX:
        raise _unfit(f"has {len(address)} characters; {ADDRESS_CHARACTERS_MAX} are allowed")
    if not address.isascii() or not address.isprintable() or " " in address:
        raise _unfit("has characters that must be percent-encoded")
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise _unfit("must start with https://")
    if not host:
        raise _unfit("names no host")
    if parts.username is not None or parts.password is not None:
        raise _unfit("holds a user or a password; the signature tells who sends")
    if parts.fragment:
        raise _unfit("has a fragment, which is never sent")
    try:
        allowed = private or is_public(host)
    except ValueError:
        allowed = True  # a name
    if not allowed:
        raise _unfit("is not public")
    return address


def _unfit(reason: str) -> Refused:
    return Refused(ErrorCode.INVALID_INPUT, f"The address {reason}.", ("address",))
