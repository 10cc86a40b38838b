"""What every feed promises, tried on each feed that is registered."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs
from websockets.exceptions import ConnectionClosed

from db.enums.events import EventKind
from db.feeds import Feeds, Places
from db.queries.events import entries_after
from hub.context import Hub
from hub.ledgers import LEDGERS
from hub.policy.viewer import Viewer
from hub.schema import schema
from hub.subscriptions.cursors import cursor_at, feeds_of, places_in
from tests.clients import Client, Subscription
from tests.graph import ask
from tests.partners import NOBODY, sequencing, until
from tests.served import app_of, served
from tests.subscriptions.cases import CASES, Case, Event
from tests.subscriptions.trade import Trade
from tests.world import Trader, World, token_of

HANDOVERS_MAX: Final = 12

T = TypeVar("T")

FIELDS: Final[Any] = schema._schema.subscription_type.fields  # type: ignore[union-attr]
# What a client knows of the subjects of a feed: by id, what events tell of them.
State = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Followed:
    """One feed, followed over sockets by the party that its case names."""

    case: Case
    trade: Trade
    hub: Hub
    url: str
    database_url: str

    @property
    def follower(self) -> Trader | None:
        return self.case.follower(self.trade)

    @property
    def viewer(self) -> Viewer | None:
        return None if self.follower is None else self.follower.viewer

    async def run(self, redis: Redis | None = None) -> None:
        """All of the trade, sequenced."""
        async with sequencing(self.database_url, redis or self.hub.redis):
            await self.trade.whole()
            await until(self.is_sequenced)

    async def is_sequenced(self) -> bool:
        waiting = "SELECT EXISTS (SELECT FROM events)"
        return not await self.hub.database.pool.fetchval(waiting)

    @property
    def feeds(self) -> Feeds:
        """What the follower hears: its party's feed, and the public one if that is told, too."""
        return feeds_of(self.viewer, public=self.case.ledger.is_public)

    async def positions(self, after: Places | None = None) -> list[int]:
        """Where in the follower's feeds the table has events of this one."""
        places = (0,) * len(self.feeds) if after is None else after
        entries = await entries_after(self.hub.database, self.feeds, places, entries_max=10_000)
        return [entry.position for entry in entries if entry.kind == self.case.ledger.kind]

    def cursor(self) -> str:
        """Before all that is told."""
        return cursor_at(self.hub, self.feeds, (0,) * len(self.feeds))

    def subscribed(self, after: str, **narrowed: object) -> Any:
        """A subscription of the follower, on a socket of its own."""
        takes = FIELDS[self.case.field].args
        asked = {"after": after, **narrowed}
        variables = ", ".join(f"${name}: {takes[name].type}" for name in asked)
        arguments = ", ".join(f"{name}: ${name}" for name in asked)
        document = (
            f"subscription ({variables}) {{ {self.case.field}({arguments})"
            f" {{ cursor position event {{ {self.case.event} }} }} }}"
        )
        return self._client().subscribed(document, **asked)

    async def heard(self, count: int, after: str, **narrowed: object) -> list[Event]:
        async with self.subscribed(after, **narrowed) as subscription:
            return await self.taken(subscription, count)

    async def taken(self, subscription: Subscription, count: int) -> list[Event]:
        """The next deliveries."""
        return [(await subscription.next())[self.case.field] for _ in range(count)]

    async def whole(self) -> list[Event]:
        """All that the feed has for the follower."""
        positions = await self.positions()
        whole = await self.heard(len(positions), self.cursor())
        assert [delivery["position"] for delivery in whole] == positions
        return whole

    async def handed_over(self) -> tuple[State, str]:
        """The subjects as a query shows them, and the cursor of its snapshot."""
        query = f"{{ feedCursor {self.case.state} }}"
        told = await ask(self.hub, self.viewer, query)
        assert told.errors == []
        cursor = told.data.pop("feedCursor")
        return {row["id"]: row for row in _rows(told.data)}, cursor

    async def caught_up(self, state: State, cursor: str) -> State:
        """What a client knows that has dealt with all events after the cursor."""
        state = {id: dict(row) for id, row in state.items()}
        place = places_in(self.hub, self.feeds, cursor)
        for delivery in await self.heard(len(await self.positions(place)), cursor):
            event = delivery["event"]
            id = event["subject"]["id"]
            known = state.get(id, {"version": 0})
            if event["version"] is None:
                # Whoever is told no versions takes over what comes, as it comes.
                state[id] = {"id": id, **{name: event[name] for name in self.case.fields}}
                continue
            # What the query showed already is told again, if it was not yet numbered then.
            if event["version"] > known["version"]:
                assert event["version"] == known["version"] + 1, "an event is missing"
                state[id] = {"id": id, **{name: event[name] for name in self.case.fields}}
        return state

    def about(self, name: str, event: Event) -> set[str]:
        """By which values of an argument an event is found; a partner is never the follower."""
        return {*self.case.about[name](event)} - self._itself(name)

    def _itself(self, name: str) -> set[str]:
        return {f"Party:{self.follower.id}"} if self.follower and name == "partnerIds" else set()

    def _client(self) -> Client:
        token = None if self.viewer is None else token_of(self.hub, self.viewer)
        return Client(self.url, token)


def _rows(data: Any) -> Iterable[dict[str, Any]]:
    """The innermost objects of an answer that have a version."""
    if isinstance(data, list):
        for each in data:
            yield from _rows(each)
    elif isinstance(data, dict):
        if "version" in data:
            yield data
        else:
            yield from _rows(list(data.values()))


@pytest.fixture
async def trade(world: World) -> Trade:
    trade = Trade(world)
    await trade.begin()
    return trade


@pytest.fixture
async def url(hub: Hub) -> AsyncIterator[str]:
    """Where the hub's sockets are, served by this process."""
    async with served(app_of(hub, schema)) as running:
        yield running.url


@dataclass(frozen=True)
class AllFeeds:
    """All feeds of one trade, which runs once for all of them."""

    each: Sequence[Followed]

    @property
    def any(self) -> Followed:
        return self.each[0]

    async def all(self, tried: Callable[[Followed], Awaitable[T]]) -> list[T]:
        """Try something on every feed at once, and tell what came of it."""

        async def try_one(followed: Followed) -> T:
            try:
                return await tried(followed)
            except BaseException as error:
                error.add_note(f"tried on {followed.case.field}")
                raise

        return await asyncio.gather(*map(try_one, self.each))


@pytest.fixture
def feeds(trade: Trade, hub: Hub, url: str, database_url: str) -> AllFeeds:
    return AllFeeds([Followed(case, trade, hub, url, database_url) for case in CASES.values()])


@pytest.fixture(params=CASES)
def followed(request: pytest.FixtureRequest, feeds: AllFeeds) -> Followed:
    """One feed, where what is done to it would be felt in others."""
    return next(each for each in feeds.each if each.case is CASES[request.param])


def test_every_ledger_is_told_and_tried() -> None:
    fields = {case.field: case for case in CASES.values()}
    tried = {case.ledger.kind for case in CASES.values()}

    assert tried == LEDGERS.keys() == set(EventKind)
    assert fields.keys() == FIELDS.keys()
    for name, case in fields.items():
        assert {"after", *case.about} == FIELDS[name].args.keys()
        assert len(case.about) == len(case.ledger.facts.filters)


async def test_a_feed_can_be_resumed_after_every_delivery(feeds: AllFeeds) -> None:
    async def resume(followed: Followed) -> None:
        whole = await followed.whole()
        assert len(whole) >= 5

        rests = await asyncio.gather(
            *(
                followed.heard(len(whole) - n, delivery["cursor"])
                for n, delivery in enumerate(whole[:-1], start=1)
            )
        )

        assert rests == [whole[n:] for n in range(1, len(whole))]

    await feeds.any.run()
    await feeds.all(resume)


async def test_what_a_query_showed_and_the_events_after_it_are_what_a_query_shows_then(
    feeds: AllFeeds,
) -> None:
    async def hand_over(followed: Followed) -> list[tuple[State, str]]:
        handovers = [await followed.handed_over()]
        begun.release()
        while not written.is_set():
            handovers.append(await followed.handed_over())
            await asyncio.sleep(0)
        return handovers

    async def write() -> None:
        for _ in feeds.each:
            await begun.acquire()
        await feeds.any.run()
        written.set()

    begun, written = asyncio.Semaphore(0), asyncio.Event()
    *_, handed_over = await asyncio.gather(write(), feeds.all(hand_over))
    for followed, handovers in zip(feeds.each, handed_over, strict=True):
        fresh, _ = await followed.handed_over()
        assert fresh != handovers[0][0]

        # Some of them, from the beginning to the end.
        some = handovers[:: max(1, len(handovers) // HANDOVERS_MAX)]
        for caught_up in await asyncio.gather(*(followed.caught_up(*one) for one in some)):
            assert caught_up == fresh


async def test_without_wake_ups_a_feed_is_late_and_whole(feeds: AllFeeds) -> None:
    async with Redis.from_url(NOBODY) as nobody, AsyncExitStack() as sockets:
        heard = [
            await sockets.enter_async_context(followed.subscribed(followed.cursor()))
            for followed in feeds.each
        ]
        with capture_logs():
            await feeds.any.run(nobody)
        for followed, subscription in zip(feeds.each, heard, strict=True):
            positions = await followed.positions()
            deliveries = await followed.taken(subscription, len(positions))
            assert [delivery["position"] for delivery in deliveries] == positions


async def test_a_reader_that_does_not_read_keeps_nobody_waiting(feeds: AllFeeds) -> None:
    async with AsyncExitStack() as sockets:
        slow, quick = [
            [
                await sockets.enter_async_context(followed.subscribed(followed.cursor()))
                for followed in feeds.each
            ]
            for _ in range(2)
        ]
        await feeds.any.run()

        for readers in (quick, slow):
            for followed, reader in zip(feeds.each, readers, strict=True):
                positions = await followed.positions()
                deliveries = await followed.taken(reader, len(positions))
                assert [delivery["position"] for delivery in deliveries] == positions


async def test_what_may_be_seen_no_more_is_left_out_and_the_rest_goes_on(
    followed: Followed,
) -> None:
    await followed.run()
    whole = await followed.whole()

    await followed.case.lose(followed.trade)

    left = [one for one in whole if not followed.case.is_lost(followed.trade, one["event"])]
    assert 0 < len(left) < len(whole)
    async with followed.subscribed(followed.cursor()) as subscription:
        assert await followed.taken(subscription, len(left)) == left
        assert await subscription.nothing()


async def test_a_filter_leaves_exactly_what_is_about_one_of_its_values(feeds: AllFeeds) -> None:
    async def narrow(followed: Followed) -> None:
        whole = await followed.whole()
        cases = []
        for name in followed.case.about:
            many = str(FIELDS[followed.case.field].args[name].type).startswith("[")
            about = [(followed.about(name, one["event"]), one) for one in whole]
            values = sorted(set[str]().union(*(found for found, _ in about)))
            by_value = [
                (value, [one for found, one in about if value in found]) for value in values
            ]
            assert any(0 < len(wanted) < len(whole) for _, wanted in by_value), name
            cases += [({name: [value] if many else value}, wanted) for value, wanted in by_value]
            if many:
                cases += [
                    ({name: values}, [one for found, one in about if found]),
                    ({name: []}, []),
                ]

        async with AsyncExitStack() as sockets:
            subscriptions = []
            for narrowed, wanted in cases:
                subscription = followed.subscribed(followed.cursor(), **narrowed)
                subscriptions.append(await sockets.enter_async_context(subscription))
                assert await followed.taken(subscriptions[-1], len(wanted)) == wanted, narrowed
            assert all(await asyncio.gather(*(each.nothing() for each in subscriptions)))

    await feeds.any.run()
    await feeds.all(narrow)


async def test_whoever_is_signed_out_hears_no_more(feeds: AllFeeds) -> None:
    signed_in = [followed for followed in feeds.each if followed.viewer is not None]
    async with AsyncExitStack() as sockets:
        heard = [
            await sockets.enter_async_context(followed.subscribed(followed.cursor()))
            for followed in signed_in
        ]
        for followed in signed_in:
            assert followed.viewer is not None
            await followed.hub.database.pool.execute(
                "UPDATE sessions SET revoked_at = $1 WHERE id = $2",
                followed.hub.clock(),
                followed.viewer.session_id,
            )
        for subscription in heard:
            with pytest.raises((AssertionError, ConnectionClosed), match="SESSION_ENDED"):
                await subscription.next()
