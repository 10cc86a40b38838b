"""What clients subscribe to: the facts of a ledger, in the order of the feeds that tell them."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Iterable
from dataclasses import dataclass
from itertools import islice
from time import monotonic
from typing import Any, Final
from uuid import UUID

from db.feeds import Places
from db.sql.declarations import Row
from hub.context import Request
from hub.execution.errors import RequestError
from hub.ledgers import Ledger
from hub.loaders.ledgers import FACT_BY_ID, Narrowing
from hub.metrics import DELIVERY_SECONDS
from hub.subscriptions.cursors import cursor_at, feeds_of, start_of
from hub.subscriptions.follow import follow

# In a busy process a snapshot for each event would take longer than events take to come.
_FRESH_SECONDS_MAX: Final = 0.2
_READ_AHEAD_MAX: Final = 50


@dataclass(frozen=True)
class Delivery:
    """One event on its way to one subscriber."""

    cursor: str
    places: Places
    event: Any

    @property
    def position(self) -> int:
        return sum(self.places)


class _Facts:
    """What events tell of that wait behind one another, in their order.

    Each is read in a snapshot that is newer than its event. Some are read at once, by one statement
    that also leaves out what is not wanted, and the snapshot is used for a moment from then on.
    """

    def __init__(
        self, ledger: Ledger, request: Request, ids: Iterable[UUID], narrowing: Narrowing
    ) -> None:
        self._loader = FACT_BY_ID[ledger.kind]
        self._request = request
        self._ids = deque(ids)
        self._narrowing = narrowing
        self._ahead = 0
        self._fresh_until = 0.0

    async def next(self) -> Row | None:
        """The next fact, if the viewer may see it and it is wanted."""
        if monotonic() > self._fresh_until or not self._request.reads.can_go_on:
            await self._request.renew()
            await self._read_ahead()
            self._fresh_until = monotonic() + _FRESH_SECONDS_MAX
        elif self._ahead == 0:
            await self._read_ahead()
        self._ahead -= 1
        fact: Row | None = await self._load(self._ids.popleft())
        return fact

    async def _read_ahead(self) -> None:
        ahead = [*islice(self._ids, _READ_AHEAD_MAX)]
        await asyncio.gather(*map(self._load, ahead))
        self._ahead = len(ahead)

    def _load(self, id: UUID) -> Awaitable[Any]:
        return self._request.load(self._loader, id, self._narrowing)


async def deliveries(
    ledger: Ledger, request: Request, after: str | None, narrowing: Narrowing = ()
) -> AsyncGenerator[Delivery]:
    """The ledger's events in the viewer's feeds, after the cursor or from now on.

    Those are its party's, and the public one where the ledger tells something to everybody.

    `request.place` says how far it has come, and may have a cursor that takes the other's place.

    Each event is read, and may be read on, in a snapshot that sees at least what it tells of. Those
    that wait behind one another share it, and the reading of facts, for a moment. What the viewer
    may not see any more is left out, as is what is not within the narrowing; positions go on. All
    that is read waits for `request.place.turn`; whoever closes the generator ends it.

    Raises:
        RequestError: UNAUTHENTICATED, CURSOR_INVALID or CURSOR_EXPIRED.
    """
    hub, place = request.hub, request.place
    feeds = place.feeds = feeds_of(request.viewer, public=ledger.is_public)
    if not feeds:
        raise RequestError(
            "UNAUTHENTICATED", "Sign in first; events are told to the parties they concern."
        )
    started, turn = hub.clock(), place.turn
    await turn.begin()
    start = await start_of(hub, feeds, after if place.after is None else place.after)
    turn.end()
    place.come_to(start)
    async with contextlib.aclosing(follow(hub, feeds, start)) as known:
        async for entries in known:
            ids = (entry.fact_id for entry in entries if entry.kind == ledger.kind)
            facts = _Facts(ledger, request, ids, narrowing)
            for entry in entries:
                if entry.kind == ledger.kind:
                    if turn.is_over:
                        await request.reads.close()
                        turn.end()
                    await turn.begin()
                    fact = await facts.next()
                    if fact is not None:
                        cursor = cursor_at(hub, feeds, entry.places)
                        place.delivery = Delivery(cursor, entry.places, fact)
                        yield place.delivery
                        # Whoever asks for the next one has sent this one.
                        if entry.recorded_at >= started:
                            waited = hub.clock() - entry.recorded_at
                            DELIVERY_SECONDS.observe(waited.total_seconds())
                place.come_to(entry.places)
            # Nothing is held while waiting for the next event.
            await request.reads.close()
            turn.end()
