"""How far the feeds with subscribers here have come, as far as this process knows."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Final
from uuid import UUID

from redis.asyncio import Redis
from redis.asyncio.client import PubSub

from db.feeds import Entry, Feeds, Places
from db.queries import events as queries
from db.session import Database
from hub.subscriptions.retries import cancel_tasks, retry_forever
from hub.subscriptions.sequencer import channel_of, feed_of

# How long a feed may stand still here after its wake-up was lost.
_SILENCE_SECONDS_MAX: Final = 1.0
# How often a silent connection to Redis is looked after.
_PATIENCE_SECONDS: Final = 10.0
# How many of a feed's newest entries are kept, for those who have not come to them yet.
_TAIL_ENTRIES_MAX: Final = 200


class Tail:
    """The newest entries of some feeds that were read here, without a gap between them.

    Entries never change, so one read will do for everybody; `growing` is held for it.
    """

    def __init__(self) -> None:
        self._entries: Sequence[Entry] = ()
        self.growing = asyncio.Lock()

    def ends_at(self, position: int) -> bool:
        return bool(self._entries) and bool(self._entries[-1].position == position)

    def after(self, position: int) -> Sequence[Entry]:
        """The entries after the position, if the very next one is among them."""
        if not self._entries:
            return ()
        place = position + 1 - self._entries[0].position
        return self._entries[place:] if place >= 0 else ()

    def grown(self, read: Sequence[Entry]) -> Sequence[Entry]:
        """The entries that were read, kept if they go further than what is known."""
        if not read or (self._entries and read[-1].position <= self._entries[-1].position):
            return read
        if self.ends_at(read[0].position - 1):
            self._entries = (*self._entries, *read)[-_TAIL_ENTRIES_MAX:]
        elif read[-1].position - read[0].position + 1 == len(read):
            self._entries = read[-_TAIL_ENTRIES_MAX:]
        return read


class FeedHead:
    """The newest places known of feeds that are followed as one, and their newest entries.

    `position` is the sum of what was heard, which may be hearsay, also of a hub with another
    database on the same Redis; `read` is what stood in the table.
    """

    def __init__(self, feeds: Feeds) -> None:
        self.feeds = feeds
        self.position = 0
        self.read: Places = (0,) * len(feeds)
        self.followers = 0
        self.tail = Tail()
        self._heard = dict.fromkeys(feeds, 0)
        self._moved = asyncio.Event()

    def moved_to(self, feed: UUID, position: int) -> None:
        if position > self._heard[feed]:
            self._heard[feed] = position
            self.position = sum(self._heard.values())
            self._moved.set()
            self._moved = asyncio.Event()

    def was_read(self, places: Places) -> None:
        if sum(places) > sum(self.read):
            self.read = places
        for feed, place in zip(self.feeds, places, strict=True):
            self.moved_to(feed, place)

    def is_at(self, places: Places) -> None:
        """Believe the table where something else was heard."""
        self.was_read(places)
        self._heard = dict(zip(self.feeds, places, strict=True))
        self.position, self.read = sum(places), places

    async def beyond(self, position: int) -> None:
        """Wait until the feeds have come past the position."""
        while self.position <= position:
            await self._moved.wait()


class FeedHeads:
    """The feeds that somebody follows through this process.

    Redis tells quickly; the table, read for all of them once a second, makes sure. So a message
    that was lost, or Redis away, costs at most that second. They listen only while somebody follows
    a feed, so nothing has to start or stop them.
    """

    def __init__(self, database: Database, redis: Redis) -> None:
        self._database = database
        self._redis = redis
        self._heads: dict[Feeds, FeedHead] = {}
        self._of_feed: defaultdict[UUID, set[FeedHead]] = defaultdict(set)
        self._followed = asyncio.Event()
        self._doubted = asyncio.Event()
        self._listening: tuple[asyncio.Task[None], ...] = ()

    @asynccontextmanager
    async def following(self, feeds: Feeds) -> AsyncIterator[FeedHead]:
        """The head of the feeds, followed as one, kept up to date meanwhile."""
        head = self._heads.get(feeds)
        if head is None:
            head = self._heads[feeds] = FeedHead(feeds)
            for feed in feeds:
                self._of_feed[feed].add(head)
            self._followed.set()
        if not self._listening:
            self._listening = (
                asyncio.create_task(retry_forever(self._look, "looking at positions")),
                asyncio.create_task(retry_forever(self._hear, "hearing positions")),
            )
        head.followers += 1
        try:
            yield head
        finally:
            head.followers -= 1
            if not head.followers:
                self._forget(head)
            if not self._heads:
                listening, self._listening = self._listening, ()
                await cancel_tasks(*listening)

    def _forget(self, head: FeedHead) -> None:
        del self._heads[head.feeds]
        for feed in head.feeds:
            self._of_feed[feed].remove(head)
            if not self._of_feed[feed]:
                del self._of_feed[feed]
        self._followed.set()

    def newest_read(self, feeds: Feeds) -> Places:
        """How far the feeds have come, as far as was read here; nowhere if nobody follows them."""
        head = self._heads.get(feeds)
        return (0,) * len(feeds) if head is None else head.read

    async def _look(self) -> None:
        while True:
            self._doubted.clear()
            heads = [*self._heads.values()]
            positions = await queries.positions(self._database, tuple(self._of_feed))
            for head in heads:
                head.was_read(tuple(positions.get(feed, 0) for feed in head.feeds))
            with suppress(TimeoutError):
                async with asyncio.timeout(_SILENCE_SECONDS_MAX):
                    await self._doubted.wait()

    async def _hear(self) -> None:
        heard: set[UUID] = set()
        async with self._redis.pubsub() as pubsub:
            await self._tune(pubsub, heard)
            message = asyncio.create_task(_next(pubsub))
            followed = asyncio.create_task(self._followed.wait())
            try:
                while True:
                    await asyncio.wait({message, followed}, return_when=asyncio.FIRST_COMPLETED)
                    if message.done():
                        self._take(message.result())
                        message = asyncio.create_task(_next(pubsub))
                    if followed.done():
                        await self._tune(pubsub, heard)
                        followed = asyncio.create_task(self._followed.wait())
            finally:
                await cancel_tasks(message, followed)

    def _take(self, message: Mapping[str, Any] | None) -> None:
        if message is None:
            return
        if message["type"] == "message":
            feed = feed_of(message["channel"])
            for head in self._of_feed.get(feed, ()):
                head.moved_to(feed, int(message["data"]))
        else:
            # What was told before this process listened, it has to look up.
            self._doubted.set()

    async def _tune(self, pubsub: PubSub, heard: set[UUID]) -> None:
        """Listen to the channels of the feeds that are followed now, and to no others."""
        self._followed.clear()
        followed = self._of_feed.keys()
        new, gone = followed - heard, heard - followed
        heard |= new
        heard -= gone
        if new:
            await pubsub.subscribe(*map(channel_of, new))
        if gone:
            await pubsub.unsubscribe(*map(channel_of, gone))


async def _next(pubsub: PubSub) -> Mapping[str, Any] | None:
    message: Mapping[str, Any] | None = await pubsub.get_message(timeout=_PATIENCE_SECONDS)
    return message
