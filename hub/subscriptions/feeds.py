"""What clients subscribe to: some kinds of a party's events, with the facts they tell of."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from time import monotonic
from typing import Any, Final
from uuid import UUID

from db.enums import EventKind
from db.sql.declarations import Row
from hub.context import Request
from hub.execution.dataloaders import Loader
from hub.execution.errors import RequestError
from hub.loaders.alerts import alert_event_by_id
from hub.loaders.orders import order_event_by_id
from hub.loaders.shipments import shipment_event_by_id
from hub.loaders.stock import stock_event_by_id
from hub.metrics import DELIVERY_SECONDS
from hub.subscriptions.about import (
    About,
    column,
    order_of_alert,
    partner,
    partner_of_alert,
    partner_of_order,
    products_of,
    skus_of_alert,
    skus_of_order,
    skus_of_shipment,
)
from hub.subscriptions.cursors import cursor_at, start_of
from hub.subscriptions.follow import follow

# In a busy process a snapshot for each event would take longer than events take to come.
_FRESH_SECONDS_MAX: Final = 0.2
_READ_AHEAD_MAX: Final = 50

# Whether a subscriber wants to hear of a fact.
Wanted = Callable[[Request, Row], Awaitable[bool]]


@dataclass(frozen=True)
class Feed:
    """Events of these kinds; `fact` loads the row an event points at, if the viewer may see it.

    `about` has what the feed can be narrowed by: it tells of a fact what it is about.
    """

    kinds: frozenset[EventKind]
    fact: Loader
    about: Mapping[str, About]

    def narrowed(self, **asked: Collection[Any] | None) -> Wanted:
        """Only what is about one of the values, for each of the names that has any."""
        given = {name: frozenset(values) for name, values in asked.items() if values is not None}

        async def wanted(request: Request, fact: Row) -> bool:
            for name, values in given.items():
                if values.isdisjoint(await self.about[name](request, fact)):
                    return False
            return True

        return wanted


ORDER_EVENTS: Final = Feed(
    frozenset({EventKind.ORDER}),
    order_event_by_id,
    {
        "order_id": column("order_id"),
        "kinds": column("kind"),
        "sku_ids": skus_of_order,
        "product_ids": products_of(skus_of_order),
        "partner_ids": partner_of_order,
    },
)
STOCK_EVENTS: Final = Feed(
    frozenset({EventKind.STOCK}),
    stock_event_by_id,
    {
        "kinds": column("kind"),
        "sku_ids": column("sku_id"),
        "product_ids": products_of(column("sku_id")),
        "partner_ids": partner("party_id"),
    },
)
SHIPMENT_EVENTS: Final = Feed(
    frozenset({EventKind.SHIPMENT}),
    shipment_event_by_id,
    {
        "order_id": column("order_id"),
        "kinds": column("kind"),
        "sku_ids": skus_of_shipment,
        "product_ids": products_of(skus_of_shipment),
        "partner_ids": partner_of_order,
    },
)
ALERT_EVENTS: Final = Feed(
    frozenset({EventKind.ALERT}),
    alert_event_by_id,
    {
        "order_id": order_of_alert,
        "kinds": column("kind"),
        "sku_ids": skus_of_alert,
        "product_ids": products_of(skus_of_alert),
        "partner_ids": partner_of_alert,
    },
)

# All of them, by the field that clients subscribe to. tests/subscriptions/test_conformance.py holds
# each to what feeds promise.
FEEDS: Final[Mapping[str, Feed]] = {
    "order_events": ORDER_EVENTS,
    "stock_events": STOCK_EVENTS,
    "shipment_events": SHIPMENT_EVENTS,
    "alert_events": ALERT_EVENTS,
}


@dataclass(frozen=True)
class Delivery:
    """One event on its way to one subscriber."""

    cursor: str
    position: int
    event: Any


class _Facts:
    """What events tell of that wait behind one another, in their order.

    Each is read in a snapshot that is newer than its event. Some are read at once, and the snapshot
    is used for a moment from then on.
    """

    def __init__(self, feed: Feed, request: Request, ids: Iterable[UUID]) -> None:
        self._feed = feed
        self._request = request
        self._ids = deque(ids)
        self._ahead = 0
        self._fresh_until = 0.0

    async def next(self) -> Row | None:
        """The next fact, if the viewer may see it."""
        if monotonic() > self._fresh_until or not self._request.reads.can_go_on:
            await self._request.renew()
            await self._read_ahead()
            self._fresh_until = monotonic() + _FRESH_SECONDS_MAX
        elif self._ahead == 0:
            await self._read_ahead()
        self._ahead -= 1
        fact: Row | None = await self._request.load(self._feed.fact, self._ids.popleft())
        return fact

    async def _read_ahead(self) -> None:
        ahead = [*islice(self._ids, _READ_AHEAD_MAX)]
        await asyncio.gather(*(self._request.load(self._feed.fact, id) for id in ahead))
        self._ahead = len(ahead)


async def deliveries(
    feed: Feed, request: Request, after: str | None, wanted: Wanted
) -> AsyncGenerator[Delivery]:
    """The feed of the viewer's party after the cursor, or from now on.

    `request.place` says how far it has come, and may have a cursor that takes the other's place.

    Each event is read, and may be read on, in a snapshot that sees at least what it tells of. Those
    that wait behind one another share it, and the reading of facts, for a moment. What the viewer
    may not see any more is left out, as is what is not `wanted`; positions go on. All that is read
    waits for `request.place.turn`; whoever closes the generator ends it.

    Raises:
        RequestError: UNAUTHENTICATED, CURSOR_INVALID or CURSOR_EXPIRED.
    """
    viewer, hub, place = request.viewer, request.hub, request.place
    if viewer is None:
        raise RequestError(
            "UNAUTHENTICATED", "Sign in first; events are told to the parties they concern."
        )
    started, turn = hub.clock(), place.turn
    await turn.begin()
    start = await start_of(hub, viewer.party_id, after if place.after is None else place.after)
    turn.end()
    place.come_to(start)
    async with contextlib.aclosing(follow(hub, viewer.party_id, start)) as known:
        async for entries in known:
            ids = (entry.fact_id for entry in entries if entry.kind in feed.kinds)
            facts = _Facts(feed, request, ids)
            for entry in entries:
                if entry.kind in feed.kinds:
                    if turn.is_over:
                        await request.reads.close()
                        turn.end()
                    await turn.begin()
                    fact = await facts.next()
                    if fact is not None and await wanted(request, fact):
                        cursor = cursor_at(hub, viewer.party_id, entry.position)
                        place.delivery = Delivery(cursor, entry.position, fact)
                        yield place.delivery
                        # Whoever asks for the next one has sent this one.
                        if entry.recorded_at >= started:
                            waited = hub.clock() - entry.recorded_at
                            DELIVERY_SECONDS.observe(waited.total_seconds())
                place.come_to(entry.position)
            # Nothing is held while waiting for the next event.
            await request.reads.close()
            turn.end()
