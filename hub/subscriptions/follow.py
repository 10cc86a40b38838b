"""Feeds from some place on, as one: first what is there, then what comes."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Final, TypeVar

from db.feeds import Entry, Feeds, Places
from db.outages import OUTAGES
from db.queries import events as queries
from hub.context import Hub
from hub.metrics import RETRIES
from hub.subscriptions.cursors import CursorExpired
from hub.subscriptions.feed_heads import Tail
from hub.subscriptions.retries import pauses

_ENTRIES_AT_ONCE_MAX: Final = 200

T = TypeVar("T")


async def follow(hub: Hub, feeds: Feeds, after: Places) -> AsyncGenerator[Sequence[Entry]]:
    """Every entry after the places, each once and in order, without end; as many as are known.

    It listens before it reads, and what it hears only makes it read: so there is no seam between
    what was there and what comes. It outlasts outages of the database.

    Raises:
        CursorExpired: a feed was cut off faster than it was followed.
    """
    async with hub.feed_heads.following(feeds) as head:
        while True:
            known = head.position
            entries = await _entries_after(hub, feeds, after, head.tail)
            if entries:
                head.was_read(entries[-1].places)
                next_ones = enumerate(entries, sum(after) + 1)
                up_to_gap = [entry for position, entry in next_ones if entry.position == position]
                if up_to_gap:
                    after = up_to_gap[-1].places
                    yield up_to_gap
                if len(up_to_gap) < len(entries):
                    raise CursorExpired
                continue
            if known > sum(after):
                # Heard, perhaps from a hub with another database on the same Redis.
                kept = await _answered(lambda: queries.kept(hub.database, feeds))
                if any(oldest > place for oldest, place in zip(kept.oldest, after, strict=True)):
                    raise CursorExpired
                head.is_at(kept.newest)
            await head.beyond(sum(after))


async def _entries_after(hub: Hub, feeds: Feeds, after: Places, tail: Tail) -> Sequence[Entry]:
    """The next entries. What is new is read once for all who stand at the end of what is known."""
    position = sum(after)
    if not tail.ends_at(position):
        return tail.after(position) or tail.grown(await _read(hub, feeds, after))
    async with tail.growing:
        return tail.after(position) or tail.grown(await _read(hub, feeds, after))


async def _read(hub: Hub, feeds: Feeds, after: Places) -> list[Entry]:
    return await _answered(
        lambda: queries.entries_after(hub.database, feeds, after, entries_max=_ENTRIES_AT_ONCE_MAX)
    )


async def _answered(ask: Callable[[], Awaitable[T]]) -> T:
    """What the database says, as soon as it says anything."""
    for pause in pauses():
        try:
            return await ask()
        except OUTAGES:
            RETRIES.labels("reading feeds").inc()
            await asyncio.sleep(pause)
    raise AssertionError("pauses never end")
