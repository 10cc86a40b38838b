"""Which sites' pages may ask the hub: one list for preflights, answers, streams and sockets."""

import re
from functools import lru_cache
from typing import Final

import structlog
from starlette.types import Message, Send

Headers = list[tuple[bytes, bytes]]

# What browsers and proxies are told with whatever the hub answers: to take it for what it says it
# is, to show it in no other site's frame, and to tell nobody where somebody came from.
SAFETY: Final[Headers] = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]
ANSWER_SAFETY: Final[Headers] = [
    *SAFETY,
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
PAGE_SAFETY: Final[Headers] = [
    *SAFETY,
    (
        b"content-security-policy",
        b"frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'",
    ),
]

# For how long a browser may remember what it was told: two hours, the most that any does.
_PREFLIGHT_SECONDS: Final = b"7200"
_NAMES: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+( *, *[A-Za-z0-9!#$%&'*+.^_`|~-]+)*")
_NAMES_CHARACTERS_MAX: Final = 1_000
_TOLD_MAX: Final = 256

log = structlog.get_logger(__name__)


def may_ask(origin: str | None, host: str | None, origins: frozenset[str]) -> bool:
    """Whether a page of the origin may: one of the hub's own address, or of a site on the list.

    Who is no browser says no origin. The first refusal of each is logged with its reason.
    """
    if origin is None:
        return True
    scheme, _, place = origin.lower().partition("://")
    if scheme in ("http", "https") and (
        origin.lower() in origins or (host is not None and place == host.lower())
    ):
        return True
    _log_refusal(origin[:200], None if host is None else host[:200])
    return False


@lru_cache(maxsize=_TOLD_MAX)
def _log_refusal(origin: str, host: str | None) -> None:
    log.warning(
        "origin_refused",
        origin=origin,
        host=host,
        advice="A page may ask if its origin is in HUB_ORIGINS, or is the Host that the hub is"
        " asked at; a proxy has to pass that on with its port (nginx: proxy_set_header Host"
        " $http_host).",
    )


def allowing(origin: str) -> Headers:
    """What lets pages of the origin read an answer."""
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-expose-headers", b"www-authenticate, retry-after"),
    ]


def preflight(asked_headers: str | None) -> Headers:
    """What a browser is told beside that when it asks whether it may ask."""
    names = "accept-language, authorization, content-type, last-event-id"
    if (
        asked_headers is not None
        and len(asked_headers) <= _NAMES_CHARACTERS_MAX
        and _NAMES.fullmatch(asked_headers)
    ):
        names = asked_headers
    return [
        (b"access-control-allow-methods", b"GET, POST"),
        (b"access-control-allow-headers", names.encode()),
        (b"access-control-max-age", _PREFLIGHT_SECONDS),
    ]


def adding(headers: Headers, send: Send) -> Send:
    """Sends a response with these headers beside its own."""

    async def send_with_them(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *headers]}
        await send(message)

    return send_with_them
