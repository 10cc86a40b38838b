"""One run: trade, subscribers and what happens to them meanwhile, and then the verdict."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID

from db.feeds import PUBLIC_FEED, Feeds
from db.feeds import Entry as FeedEntry
from db.queries import events as queries
from db.session import Database, open_database
from tests.faults.faults import FAULTS, Stage
from tests.faults.feeds import FEEDS, NAMES, WHOLE
from tests.faults.servers import Cluster, cluster
from tests.faults.subscribers import SlowReader, SocketSubscriber, StreamSubscriber, Subscriber
from tests.faults.trade import Acknowledged, Market, Person, Writer
from tests.faults.verdict import Entry, Finding, Heard, Version, findings, holes, strays

CALM: Final = "no fault"
_WRITTEN_SECONDS_MAX: Final = 60.0
_HEARD_SECONDS_MAX: Final = 60.0
_STRAYS_TOLD_MAX: Final = 10
# How the subscribers of each party follow their feeds.
_WAYS: Final = (SocketSubscriber, StreamSubscriber)


@dataclass
class Episode:
    """A fault, from when on the run was under it, and what came of it."""

    fault: str
    start: float
    findings: list[Finding] = field(default_factory=list)
    # From the acknowledgement of a change to the last subscriber that heard of it.
    wait_seconds_max: float = 0.0


@dataclass
class Report:
    seed: int
    episodes: list[Episode]
    acknowledged: int = 0
    events: int = 0
    # In how many seconds they were made.
    seconds: float = 0.0
    delivered: int = 0
    retries: int = 0
    returns: Counter[str] = field(default_factory=Counter)
    shutdown_seconds: list[float] = field(default_factory=list)
    # What is wrong and belongs to no one fault: sentences.
    defects: list[str] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        return [finding for episode in self.episodes for finding in episode.findings]

    def at(self, instant: float) -> Episode:
        """The episode of that time."""
        begun = [episode for episode in self.episodes if episode.start <= instant]
        return (begun or self.episodes)[-1 if begun else 0]


async def run(
    seed: int,
    during: Callable[[Stage, Report], Awaitable[None]],
    *,
    changes_per_second: float,
    unit: float,
    hubs: int = 2,
    writers_each: int = 1,
    lines_each: int = 1,
    ways: Sequence[type[SocketSubscriber | StreamSubscriber]] = _WAYS,
    has_slow_reader: bool = True,
    logs: Path | None = None,
) -> Report:
    """Everybody trades and listens while something happens; then judge what was heard.

    Args:
        changes_per_second: of all writers together, when nothing is wrong.
        unit: the seconds that most faults last, and the most between two of them.
        writers_each: how many for each buyer of each seller.
        lines_each: of how many goods every order is.
        ways: how those subscribe that each party has.
        has_slow_reader: one more, which faults may pause.
    """
    chance = Random(seed)
    market, acknowledged = Market(writers_each, lines_each), Acknowledged()
    report = Report(seed, [Episode(CALM, time.monotonic())])
    async with cluster(hubs, market.open, logs) as made:
        subscribers: list[Subscriber] = [
            subscriber(made.url, one) for subscriber in ways for one in (*market.people, None)
        ]
        slow = SlowReader(made.hubs[0], market.people[0]) if has_slow_reader else None
        if slow is not None:
            subscribers.append(slow)
        await asyncio.gather(*(one.begin() for one in subscribers))
        writers = [
            Writer(made.url, sale, acknowledged, Random(chance.random())) for sale in market.sales
        ]
        stage = Stage(made, market, acknowledged, chance, unit, slow, writers)
        rate = changes_per_second / len(writers)
        async with AsyncExitStack() as stack:
            following = [asyncio.create_task(one.follow()) for one in subscribers]
            writing = [asyncio.create_task(one.write(rate)) for one in writers]
            stack.push_async_callback(_end, [*following, *writing])
            started = time.monotonic()
            await during(stage, report)
            report.seconds = time.monotonic() - started
            for writer in writers:
                writer.stop()
            await _written(writing, report)
            feeds = await _feeds(made, market.people, report)
            await _heard(subscribers, feeds)
    report.shutdown_seconds = stage.shutdown_seconds
    report.defects += stage.defects
    _judge(report, acknowledged, subscribers, feeds)
    return report


def under(
    faults: Sequence[str], said: Callable[[str], None] = lambda _: None
) -> Callable[[Stage, Report], Awaitable[None]]:
    """The faults happen one after the other."""

    async def happen(stage: Stage, report: Report) -> None:
        await stage.lasting()
        for fault in faults:
            said(fault)
            report.episodes.append(Episode(fault, time.monotonic()))
            await FAULTS[fault](stage)
            await stage.lasting(stage.chance.random())
        said("waiting for the last change to be heard of")

    return happen


async def _end(tasks: Sequence["asyncio.Task[None]"]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _written(writing: Sequence["asyncio.Task[None]"], report: Report) -> None:
    done, late = await asyncio.wait(writing, timeout=_WRITTEN_SECONDS_MAX)
    if late:
        report.defects.append(f"{len(late)} writers have no answer after {_WRITTEN_SECONDS_MAX} s")
    for task in done:
        task.result()


# A party's feed, or for None everybody's, by the name of what subscribers ask.
_Feeds = dict[tuple[UUID | None, str], list[Entry]]


async def _feeds(made: Cluster, people: Sequence[Person], report: Report) -> _Feeds:
    """What the database has of all feeds, once all that was recorded has its place."""
    deadline = time.monotonic() + _HEARD_SECONDS_MAX
    while await made.ask("SELECT count(*) FROM events"):
        if time.monotonic() > deadline:
            report.defects.append("events are not sequenced")
            break
        await asyncio.sleep(0.1)
    feeds: _Feeds = {}
    async with open_database(made.database_url, connections=1) as database:
        for party_id in (*(person.party_id for person in people), None):
            own = () if party_id is None else (party_id,)
            for is_public, followed in ((False, own), (True, (*own, PUBLIC_FEED))):
                names = [name for name, feed in FEEDS.items() if feed.is_public is is_public]
                rows = await _told(database, followed)
                for position in holes([row.position for row in rows]):
                    report.defects.append(f"{party_id}'s {names} have a hole after {position}")
                for name in names:
                    feeds[party_id, name] = [_entry(row) for row in rows if NAMES[row.kind] == name]
    return feeds


def _entry(row: FeedEntry) -> Entry:
    feed = FEEDS[NAMES[row.kind]]
    change = Version(f"{feed.aggregate.__name__}:{row.aggregate_id}", row.version)
    return Entry(row.position, f"{feed.typename}:{row.fact_id}", change)


async def _told(database: Database, followed: Feeds) -> list[FeedEntry]:
    """All that is in the feeds, in the order in which who follows them hears it."""
    start = (0,) * len(followed)
    return await queries.entries_after(database, followed, start, entries_max=100_000_000)


async def _heard(subscribers: Sequence[Subscriber], feeds: _Feeds) -> None:
    """Wait until everybody has heard as much as there is, or for as long as is bearable."""
    deadline = time.monotonic() + _HEARD_SECONDS_MAX
    while time.monotonic() < deadline:
        if all(
            len(log) >= len(feeds[one.party_id, feed])
            for one in subscribers
            for feed, log in one.logs.items()
        ):
            # What should not come may come still.
            await asyncio.sleep(0.3)
            return
        await asyncio.sleep(0.05)


def _judge(
    report: Report,
    acknowledged: Acknowledged,
    subscribers: Sequence[Subscriber],
    feeds: _Feeds,
) -> None:
    report.acknowledged, report.retries = acknowledged.count, acknowledged.retries
    report.events = len({entry.event_id for feed in feeds.values() for entry in feed})
    report.defects += [f"{n} × {why}" for why, n in acknowledged.refused.items()]
    for (party_id, name), feed in feeds.items():
        if name in WHOLE:
            changes = acknowledged.changes.get(party_id, {})
            for entry in strays(feed, changes)[:_STRAYS_TOLD_MAX]:
                report.defects.append(f"{party_id}'s {name} have what it did not make: {entry}")
    for one in subscribers:
        report.returns += one.returns
        if one.gave_up is not None:
            report.defects.append(f"a subscriber of {one.party_id} gave up: {one.gave_up}")
        changes = acknowledged.changes.get(one.party_id, {})
        for name, log in one.logs.items():
            report.delivered += len(log)
            concerning = _concerning(changes, name)
            for finding in findings(log, feeds[one.party_id, name], concerning):
                report.at(finding.at).findings.append(finding)
            # One that was made to pause has nobody else to blame.
            if not isinstance(one, SlowReader):
                _note_waits(report, log, concerning)


def _concerning(changes: dict[Version, float], name: str) -> dict[Version, float]:
    """Those of a kind that the feed tells of."""
    prefix = f"{FEEDS[name].aggregate.__name__}:"
    return {change: at for change, at in changes.items() if change.aggregate_id.startswith(prefix)}


def _note_waits(report: Report, log: Sequence[Heard], changes: dict[Version, float]) -> None:
    for heard in log:
        at = changes.get(heard.change)
        if at is not None:
            episode = report.at(at)
            episode.wait_seconds_max = max(episode.wait_seconds_max, heard.at - at)
