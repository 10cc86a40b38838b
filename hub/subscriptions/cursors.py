"""Places in a feed as clients keep them: opaque, signed, and of use to one party only."""

import base64
import binascii
from typing import Final
from uuid import UUID

from db.queries import events as queries
from hub.context import Hub, Request
from hub.execution.errors import RequestError

_SIGNATURE_BYTES: Final = 16
_POSITION_BYTES: Final = 8
_PURPOSE: Final = b"feed cursor"


class CursorInvalid(RequestError):
    """Not a cursor that this party was given."""

    def __init__(self) -> None:
        super().__init__(
            "CURSOR_INVALID",
            "The cursor is not one of your feed; pass a `cursor` or `feedCursor` as you got it,"
            " or leave `after` out to start now.",
        )


class CursorExpired(RequestError):
    """The events after the cursor are no longer kept."""

    def __init__(self) -> None:
        super().__init__(
            "CURSOR_EXPIRED",
            "The events after this cursor are no longer kept; read the state anew together with"
            " `viewer.feedCursor`, and subscribe after that.",
        )


def cursor_at(hub: Hub, party_id: UUID, position: int) -> str:
    """The cursor of a position in the party's feed. The party is in the signature alone."""
    place = position.to_bytes(_POSITION_BYTES)
    signature = hub.signer.signature(_PURPOSE, party_id.bytes + place)[:_SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(place + signature).decode()


def position_of(hub: Hub, party_id: UUID, cursor: str) -> int:
    """The position that `cursor_at` put into the cursor.

    Raises:
        CursorInvalid: malformed, forged, or given to another party.
    """
    try:
        read = base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeError, binascii.Error):
        raise CursorInvalid from None
    place, signature = read[:_POSITION_BYTES], read[_POSITION_BYTES:]
    is_whole = len(signature) == _SIGNATURE_BYTES
    if not is_whole or not hub.signer.is_signature(signature, _PURPOSE, party_id.bytes + place):
        raise CursorInvalid
    return int.from_bytes(place)


async def start_of(hub: Hub, party_id: UUID, after: str | None) -> int:
    """The position after which a subscription starts: now, if no cursor says otherwise.

    Raises:
        CursorInvalid: the cursor is not the party's, or of a place the feed has not come to.
        CursorExpired: events after it are gone.
    """
    kept = await queries.kept(hub.database, party_id)
    if after is None:
        return kept.newest
    position = position_of(hub, party_id, after)
    if position > kept.newest:
        raise CursorInvalid
    if position < kept.oldest:
        raise CursorExpired
    return position


async def start_of_last(hub: Hub, party_id: UUID, entries: int) -> int:
    """The position after which the feed has so many entries yet, or all that are kept."""
    kept = await queries.kept(hub.database, party_id)
    return max(kept.oldest, kept.newest - entries)


async def feed_cursor(request: Request) -> str:
    """The place of the viewer's feed in the request's own snapshot.

    Whoever subscribes after it misses nothing that the request's answer does not yet show.
    """
    assert request.viewer is not None, "only a party has a feed"
    party_id = request.viewer.party_id
    position = await queries.newest_position(request.reads, party_id)
    return cursor_at(request.hub, party_id, position)
