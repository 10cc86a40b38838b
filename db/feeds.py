"""Feeds by their ids, and places in several of them that are read as one."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from db.enums.events import EventKind

# What everybody may be told is entered here, once, however many hear it.
PUBLIC_FEED: Final = UUID(int=1)
# Where `feeds` counts the events of all feeds; nobody reads it as a feed.
ALL_FEEDS: Final = UUID(int=0)

# Some feeds that are read as one, and a position in each. All that is in a snapshot is what was
# entered up to some event, so the entries of several feeds have one order, in which places follow
# one another; their sum counts the entries, and tells places apart.
Feeds = tuple[UUID, ...]
Places = tuple[int, ...]


class Entry(NamedTuple):
    """An event in the feeds that are read, and their `places` when it has been told.

    `position` is the sum of those: where nothing is missing, it is one more than the entry before.
    """

    position: int
    places: Places
    kind: EventKind
    fact_id: UUID
    aggregate_id: UUID
    version: int
    recorded_at: datetime
    sequenced_at: datetime
