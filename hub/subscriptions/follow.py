"""One party's feed from a position on: first what is there, then what comes."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Final, TypeVar
from uuid import UUID

from db.outages import OUTAGES
from db.queries import events as queries
from db.sql.declarations import Row
from hub.context import Hub
from hub.metrics import RETRIES
from hub.subscriptions.cursors import CursorExpired
from hub.subscriptions.feed_heads import Tail
from hub.subscriptions.retries import pauses

_ENTRIES_AT_ONCE_MAX: Final = 200

T = TypeVar("T")


async def follow(hub: Hub, party_id: UUID, after: int) -> AsyncGenerator[Sequence[Row]]:
    """Every entry after the position, each once and in order, without end; as many as are known.

    It listens before it reads, and what it hears only makes it read: so there is no seam between
    what was there and what comes. It outlasts outages of the database.

    Raises:
        CursorExpired: the feed was cut off faster than it was followed.
    """
    async with hub.feed_heads.following(party_id) as head:
        while True:
            known = head.position
            entries = await _entries_after(hub, party_id, after, head.tail)
            if entries:
                head.was_read(entries[-1].position)
                next_ones = enumerate(entries, after + 1)
                up_to_gap = [entry for position, entry in next_ones if entry.position == position]
                after += len(up_to_gap)
                if up_to_gap:
                    yield up_to_gap
                if len(up_to_gap) < len(entries):
                    raise CursorExpired
                continue
            if known > after:
                # Heard, perhaps from a hub with another database on the same Redis.
                kept = await _answered(lambda: queries.kept(hub.database, party_id))
                if kept.oldest > after:
                    raise CursorExpired
                head.is_at(kept.newest)
            await head.beyond(after)


async def _entries_after(hub: Hub, party_id: UUID, after: int, tail: Tail) -> Sequence[Row]:
    """The next entries. What is new is read once for all who stand at the end of what is known."""
    if not tail.ends_at(after):
        return tail.after(after) or tail.grown(await _read(hub, party_id, after))
    async with tail.growing:
        return tail.after(after) or tail.grown(await _read(hub, party_id, after))


async def _read(hub: Hub, party_id: UUID, after: int) -> list[Row]:
    return await _answered(
        lambda: queries.entries_after(
            hub.database, party_id, after, entries_max=_ENTRIES_AT_ONCE_MAX
        )
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
