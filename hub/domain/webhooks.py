"""Where webhooks may go, how their life goes on, and when a failed delivery is tried again."""

import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from db.enums.webhooks import WebhookStatus
from hub.domain.errors import ErrorCode, Refused

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
    """Whether an IP address is one of the internet, not of somebody's own network or machine.

    Python's own `is_global` differs from version to version.

    Raises:
        ValueError: it is none.
    """
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found in _TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)))
        return found in _GIVEN_OUT and not any(found in network for network in _SPECIAL_IPV6)
    return not any(found in network for network in _SPECIAL_IPV4)


# Ways to write an IPv4 address, which has to be public itself.
_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
# All that the internet has of IPv6.
_GIVEN_OUT: Final = ipaddress.IPv6Network("2000::/3")
# IANA's registries of special-purpose addresses (RFC 6890 and since), multicast and class E; and
# the one public address at which a cloud answers its machines about themselves.
_SPECIAL_IPV4: Final = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32",
        "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
        "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
_SPECIAL_IPV6: Final = [
    ipaddress.IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
]


def checked_address(address: str, *, private: bool) -> str:
    """An address that webhooks may be sent to, its scheme in small letters.

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
    return parts.scheme + address[len(parts.scheme) :]


def _unfit(reason: str) -> Refused:
    return Refused(ErrorCode.INVALID_INPUT, f"The address {reason}.", ("address",))
