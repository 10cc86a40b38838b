"""Places in feeds as clients keep them: opaque, signed, and of use to one party only.

Those of a party hold its place in its own feed, and then, where the public feed was told too, the
one in that. Those of nobody in particular hold the latter alone.
"""

import base64
import binascii
from typing import Final
from uuid import UUID

from db.feeds import PUBLIC_FEED, Feeds, Places
from db.queries import events as queries
from hub.context import Hub, Request
from hub.execution.errors import RequestError
from hub.policy.viewer import Viewer

_SIGNATURE_BYTES: Final = 16
_POSITION_BYTES: Final = 8
_PURPOSE: Final = b"feed cursor"


class CursorInvalid(RequestError):
    """Not a cursor that this party was given, or not one to start such a subscription after."""

    def __init__(
        self,
        message: str = "The cursor is not one of your feed; pass a `cursor` or `feedCursor` as you"
        " got it, or leave `after` out to start now.",
    ) -> None:
        super().__init__("CURSOR_INVALID", message)


class CursorExpired(RequestError):
    """The events after the cursor are no longer kept."""

    def __init__(self) -> None:
        super().__init__(
            "CURSOR_EXPIRED",
            "The events after this cursor are no longer kept; read the state anew together with"
            " `feedCursor`, and subscribe after that.",
        )


def feeds_of(viewer: Viewer | None, *, public: bool = True) -> Feeds:
    """The feeds that are the viewer's to hear: its party's, if any, and the public one."""
    own = () if viewer is None else (viewer.party_id,)
    return (*own, PUBLIC_FEED) if public else own


def cursor_at(hub: Hub, feeds: Feeds, places: Places) -> str:
    """The cursor of places in the feeds, which are in its signature alone."""
    told = b"".join(place.to_bytes(_POSITION_BYTES) for place in places)
    signature = hub.signer.signature(_PURPOSE, _signed(feeds, told))[:_SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(told + signature).decode()


def places_in(hub: Hub, feeds: Feeds, cursor: str) -> Places:
    """The places that `cursor_at` put into the cursor, as many of the feeds as it has.

    Raises:
        CursorInvalid: malformed, forged, or given to another party.
    """
    try:
        read = base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeError, binascii.Error):
        raise CursorInvalid from None
    told, signature = read[:-_SIGNATURE_BYTES], read[-_SIGNATURE_BYTES:]
    count, rest = divmod(len(told), _POSITION_BYTES)
    # It may be of a subscription that told what everybody is told, too.
    signed = tuple(dict.fromkeys((*feeds, PUBLIC_FEED)))[:count]
    is_whole = len(signature) == _SIGNATURE_BYTES and not rest and 0 < count == len(signed)
    if not is_whole or not hub.signer.is_signature(signature, _PURPOSE, _signed(signed, told)):
        raise CursorInvalid
    places = (told[at : at + _POSITION_BYTES] for at in range(0, len(told), _POSITION_BYTES))
    return tuple(map(int.from_bytes, places))[: len(feeds)]


def _signed(feeds: Feeds, told: bytes) -> bytes:
    return b"".join(feed.bytes for feed in feeds) + told


async def start_of(hub: Hub, feeds: Feeds, after: str | None) -> Places:
    """The places after which a subscription to the feeds starts: now, if no cursor says otherwise.

    Raises:
        CursorInvalid: the cursor is not the party's, lacks one of the feeds, or is of a place that
            a feed has not come to.
        CursorExpired: events after it are gone.
    """
    places = await start_as_told(hub, feeds, after)
    if len(places) < len(feeds):
        raise CursorInvalid(
            "The cursor is of a subscription that does not tell what everybody is told, as this one"
            " does; pass one of this kind, or a `feedCursor`."
        )
    return places


async def start_as_told(hub: Hub, feeds: Feeds, after: str | None) -> Places:
    """The places after which a cursor lets the feeds start, in as many of them as it has places of.

    Raises:
        CursorInvalid: the cursor is not the party's, or of a place that a feed has not come to.
        CursorExpired: events after it are gone.
    """
    kept = await queries.kept(hub.database, feeds)
    if after is None:
        return kept.newest
    places = places_in(hub, feeds, after)
    if any(place > newest for place, newest in zip(places, kept.newest, strict=False)):
        raise CursorInvalid
    if any(place < oldest for place, oldest in zip(places, kept.oldest, strict=False)):
        raise CursorExpired
    return places


async def webhook_start(request: Request, after: str | None) -> Places:
    """Where a webhook of the viewer's party starts, in its feed and, if told, in the public one."""
    assert request.viewer is not None, "a command is asked by somebody"
    return await start_as_told(request.hub, feeds_of(request.viewer), after)


async def start_of_last(hub: Hub, feed: UUID, entries: int) -> Places:
    """The place after which a feed has so many entries yet, or all that are kept."""
    kept = await queries.kept(hub.database, (feed,))
    return (max(kept.oldest[0], kept.newest[0] - entries),)


async def feed_cursor(request: Request) -> str:
    """The place of all the viewer's feeds in the request's own snapshot.

    Whoever subscribes after it misses nothing that the request's answer does not yet show.
    """
    feeds = feeds_of(request.viewer)
    return cursor_at(request.hub, feeds, await queries.newest_places(request.reads, feeds))
