"""What clients subscribe to: some kinds of a party's events, with the facts they tell of."""

import contextlib
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any, Final

from db.enums import EventKind
from db.reading import Row
from hub.context import Request
from hub.execution.errors import RequestError
from hub.execution.loading import Loader
from hub.loaders.orders import order_event_by_id
from hub.loaders.stock import stock_event_by_id
from hub.metrics import DELIVERY_SECONDS
from hub.subscriptions.cursors import cursor_at, start_of
from hub.subscriptions.follow import follow


@dataclass(frozen=True)
class Feed:
    """Events of these kinds; `fact` loads the row an event points at, if the viewer may see it."""

    kinds: frozenset[EventKind]
    fact: Loader


ORDER_EVENTS: Final = Feed(frozenset({EventKind.ORDER}), order_event_by_id)
STOCK_EVENTS: Final = Feed(frozenset({EventKind.STOCK}), stock_event_by_id)


@dataclass(frozen=True)
class Delivery:
    """One event on its way to one subscriber."""

    cursor: str
    position: int
    event: Any


async def deliveries(
    feed: Feed, request: Request, after: str | None, wanted: Callable[[Row], bool]
) -> AsyncGenerator[Delivery]:
    """The feed of the viewer's party after the cursor, or from now on.

    `request.place` says how far it has come, and may have a cursor that takes the other's place.

    Each event is read, and may be read on, in a fresh snapshot that sees at least what it tells of.
    What the viewer may not see any more is left out, as is what is not `wanted`; positions go on.

    Raises:
        RequestError: UNAUTHENTICATED, CURSOR_INVALID or CURSOR_EXPIRED.
    """
    viewer, hub, place = request.viewer, request.hub, request.place
    if viewer is None:
        raise RequestError(
            "UNAUTHENTICATED", "Sign in first; events are told to the parties they concern."
        )
    started = hub.clock()
    start = await start_of(hub, viewer.party_id, after if place.after is None else place.after)
    place.come_to(start)
    async with contextlib.aclosing(follow(hub, viewer.party_id, start)) as entries:
        async for entry in entries:
            if entry.kind in feed.kinds:
                await request.renew()
                fact = await request.load(feed.fact, entry.fact_id)
                if fact is not None and wanted(fact):
                    cursor = cursor_at(hub, viewer.party_id, entry.position)
                    place.delivery = Delivery(cursor, entry.position, fact)
                    yield place.delivery
                    # Whoever asks for the next one has sent this one.
                    if entry.recorded_at >= started:
                        DELIVERY_SECONDS.observe((hub.clock() - entry.recorded_at).total_seconds())
                # Nothing is held while waiting for the next event.
                await request.reads.close()
            place.come_to(entry.position)
