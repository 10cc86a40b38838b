"""Subscriptions that ask the same with the same rights: run once for each event, told to all."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Callable, Hashable, Sequence
from contextlib import aclosing
from time import monotonic
from typing import Any, Final, Protocol
from uuid import UUID

import structlog

from db.feeds import Places
from hub.context import Hub, Place, Request, open_request
from hub.execution.errors import RequestError
from hub.metrics import DELIVERIES, EXECUTIONS, SUBSCRIPTIONS
from hub.policy.viewer import Viewer
from hub.subscriptions.cohort_keys import CohortKey
from hub.subscriptions.cursors import CursorInvalid, cursor_at, places_in
from hub.subscriptions.retries import pauses
from hub.turns import FairSemaphore

# How far a cohort may lag behind for those who are already further to wait for it.
_LAG_MAX: Final = 200
# How long the same event is tried again before its subscribers are told that it cannot be told.
_TRIED_SECONDS_MAX: Final = 30.0
# How many different subscriptions of one party a process works out.
DIFFERENT_MAX: Final = 500
# How many work out an event at once, and how many of one party.
_AT_ONCE_MAX: Final = 4
_OF_PARTY_MAX: Final = 2

log = structlog.get_logger(__name__)


class Ended(Exception):
    """A subscription cannot go on; `errors` is what its clients are told, as they read it."""

    def __init__(self, errors: Sequence[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.errors = errors


class Interrupted(Ended):
    """It broke off for a reason that will pass."""


# Runs a subscription in a request: every answer, encoded. It raises nothing but `Ended`.
Answers = Callable[[Request], AsyncGenerator[bytes]]


class Listener(Protocol):
    """Whom a subscription is for. Only `ready` may wait."""

    def next(self, body: bytes, cursor: str | None, /) -> None:
        """The next answer, and the cursor after it if it is a feed's."""

    def over(self, ended: Ended | None) -> None:
        """Nothing more will come; the last call."""

    @property
    def is_ready(self) -> bool:
        """Whether all but a little of what it was told has gone out."""

    async def ready(self) -> None:
        """Waits until it is."""


class Subscription:
    """One client's part in a cohort. What is told up to `start`, whose sum is `after`, it knows."""

    __slots__ = ("_answers", "_cohorts", "_key", "_viewer", "after", "cohort", "listener", "start")

    def __init__(
        self,
        cohorts: "Cohorts",
        viewer: Viewer | None,
        key: CohortKey,
        answers: Answers,
        listener: Listener,
    ) -> None:
        self._cohorts = cohorts
        self._viewer = viewer
        self._key = key
        self._answers = answers
        self.listener = listener
        self.start: Places | None = None
        self.after = -1
        self.cohort: _Cohort | None = None
        self._join(key.after)

    @property
    def field(self) -> str:
        return self._key.field

    def cancel(self) -> None:
        """Tell it nothing more."""
        if self._leave():
            self._cohorts.forget(self._viewer, self._key)

    def asked_by(self, viewer: Viewer) -> None:
        """Go on, after what was told, with the rights that the viewer has now."""
        if self.cohort is None or viewer.impersonal == self._viewer:
            return
        place = self.cohort.place
        after = place.after
        if place.places is not None:
            after = cursor_at(self._cohorts.hub, place.feeds, _further(self.start, place.places))
        self._leave()
        self._viewer = viewer.impersonal
        self._join(after)

    def _leave(self) -> bool:
        """Leave the cohort; whether there was one to leave."""
        cohort, self.cohort = self.cohort, None
        if cohort is not None:
            cohort.dismiss(self)
        return cohort is not None

    def _join(self, after: str | None) -> None:
        self._cohorts.join(self, (self._key.asked, self._viewer), self._viewer, after)

    def answers(self, request: Request) -> AsyncGenerator[bytes]:
        return self._answers(request)


class Cohorts:
    """All subscriptions of this process.

    Each begins with a run of its own, from its cursor on. Of the runs with the same key and
    rights one leads, the one that is ahead; when another has come to where it stands, its members
    join it. Who starts where the leader stands joins it at once and costs no run at all.

    Runs take turns at working out events, the parties one after the other. So what a party asks in
    a thousand ways delays its own deliveries, and hardly those of others.
    """

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.leading: dict[Hashable, _Cohort] = {}
        # Those that have told nothing yet, by where they start.
        self.starting: dict[Hashable, _Cohort] = {}
        self.turns = FairSemaphore(_AT_ONCE_MAX, _OF_PARTY_MAX)
        # How many subscriptions have each of a party's keys.
        self._asked: defaultdict[UUID | None, Counter[Hashable]] = defaultdict(Counter)

    def subscribe(
        self, viewer: Viewer | None, key: CohortKey, answers: Answers, listener: Listener
    ) -> Subscription:
        """A subscription that has begun; its listener is told all there is until it is cancelled.

        Answers are worked out for `viewer.impersonal`, and told to everybody for whom that is the
        same.

        Raises:
            RequestError: TOO_MANY_SUBSCRIPTIONS, the party asks enough different ones here.
        """
        rights = None if viewer is None else viewer.impersonal
        asked = self._asked[_party_of(viewer)]
        if key.asked not in asked and len(asked) >= DIFFERENT_MAX:
            whose = "Who has not signed in" if viewer is None else "Your party"
            raise RequestError(
                "TOO_MANY_SUBSCRIPTIONS",
                f"{whose} has {DIFFERENT_MAX} different subscriptions here, no more. Those with"
                " the same text and variables count once: ask for more in one, or end some.",
            )
        asked[key.asked] += 1
        return Subscription(self, rights, key, answers, listener)

    def forget(self, viewer: Viewer | None, key: CohortKey) -> None:
        """Count a subscription no more, once it is over."""
        asked = self._asked[_party_of(viewer)]
        asked[key.asked] -= 1
        if not asked[key.asked]:
            del asked[key.asked]
        if not asked:
            del self._asked[_party_of(viewer)]

    def join(
        self,
        subscription: Subscription,
        key: Hashable,
        viewer: Viewer | None,
        after: str | None,
    ) -> None:
        """Make the subscription one of the cohort that stands where it starts, or of a new one."""
        cohort = self.starting.get((key, after))
        leader = self.leading.get(key)
        if cohort is None and leader is not None:
            start = self._start(leader.place, after)
            if start is not None:
                leader.admit(subscription, start)
                return
        if cohort is None:
            cohort = _Cohort(self, key, viewer, subscription.answers, after)
        cohort.admit(subscription, subscription.start)

    def _start(self, leader: Place, after: str | None) -> Places | None:
        """The places to start after, if a run that stands there will do."""
        newest = _further(leader.places, self.hub.feed_heads.newest_read(leader.feeds))
        try:
            start = newest if after is None else places_in(self.hub, leader.feeds, after)
        except CursorInvalid:
            return None  # a run of its own will tell
        if len(start) < len(leader.feeds):
            return None
        most = min(sum(newest), leader.position + _LAG_MAX)
        return start if leader.position <= sum(start) <= most else None


def _further(one: Places | None, other: Places) -> Places:
    """The later of two places in the same feeds."""
    return other if one is None else max(one, other, key=sum)


def _party_of(viewer: Viewer | None) -> UUID | None:
    return None if viewer is None else viewer.party_id


class _Cohort:
    """One run of a subscription, in a task of its own, and everybody who is told its answers.

    Its place changes in the same breath as its members are told, so whoever joins or leaves knows
    exactly what has been told.
    """

    def __init__(
        self,
        cohorts: Cohorts,
        key: Hashable,
        viewer: Viewer | None,
        answers: Answers,
        after: str | None,
    ) -> None:
        self._cohorts = cohorts
        self._key = key
        self._viewer = viewer
        self._answers = answers
        self._members: dict[Subscription, None] = {}
        self._crowded = asyncio.Event()
        self._starting = (key, after)
        turn = cohorts.turns.of(_party_of(viewer))
        self.place = Place(after, moved=self._find_place, turn=turn)
        cohorts.starting[self._starting] = self
        self._task = asyncio.create_task(self._run())

    @property
    def position(self) -> int:
        return self.place.position

    def admit(self, subscription: Subscription, start: Places | None) -> None:
        subscription.cohort = self
        subscription.start = start
        subscription.after = -1 if start is None else sum(start)
        self._members[subscription] = None
        SUBSCRIPTIONS.labels(subscription.field).inc()
        if len(self._members) > 1:
            self._crowded.set()

    def dismiss(self, subscription: Subscription) -> None:
        del self._members[subscription]
        SUBSCRIPTIONS.labels(subscription.field).dec()
        if not self._members:
            self._end()

    def _end(self) -> None:
        self._withdraw()
        self._task.cancel()

    def _withdraw(self) -> None:
        """Let nobody join any more."""
        self._has_started()
        if self._cohorts.leading.get(self._key) is self:
            del self._cohorts.leading[self._key]

    def _has_started(self) -> None:
        if self._cohorts.starting.get(self._starting) is self:
            del self._cohorts.starting[self._starting]

    async def _run(self) -> None:
        ended: Ended | None = None
        try:
            await self._answer_through_outages()
        except Ended as error:
            ended = error
        except Exception:
            # Whatever it was: nobody may be left waiting for what will not come.
            log.exception("cohort_broke_off")
            ended = Interrupted([])
        finally:
            self._withdraw()
        for member in [*self._members]:
            member.cancel()
            member.listener.over(ended)

    async def _answer_through_outages(self) -> None:
        """An event half told would be an event lost: it is told anew, when it can be."""
        stood, since, tries = -1, 0.0, pauses()
        while True:
            try:
                await self._answer()
                return
            except Interrupted:
                position, places = self.place.position, self.place.places
                if places is None:
                    raise
                if position != stood:
                    stood, since, tries = position, monotonic(), pauses()
                elif monotonic() - since > _TRIED_SECONDS_MAX:
                    raise
                await asyncio.sleep(next(tries))
                self.place.after = cursor_at(self._cohorts.hub, self.place.feeds, places)

    async def _answer(self) -> None:
        async with open_request(self._cohorts.hub, self._viewer) as request:
            request.place = self.place
            try:
                async with aclosing(self._answers(request)) as answers:
                    async for body in answers:
                        self._tell(body)
                        await self._patience(request)
            finally:
                self.place.turn.end()

    def _tell(self, body: bytes) -> None:
        delivery = self.place.delivery
        cursor, told = None, [*self._members]
        for member in told[:1]:
            EXECUTIONS.labels(member.field).inc()
        if delivery is None:
            self._has_started()
        else:
            cursor, self.place.places = delivery.cursor, delivery.places
            position = self.place.position
            told = [member for member in told if member.after < position]
        for member in told:
            member.listener.next(body, cursor)
        for member in told[:1]:
            DELIVERIES.labels(member.field).inc(len(told))
        if delivery is not None:
            self._find_place()

    def _find_place(self) -> None:
        """Lead, or join those who lead, or go on alone, as the position has it."""
        self._has_started()
        leader, places = self._cohorts.leading.get(self._key), self.place.places
        if leader is self or not self._members or places is None:
            # Without members it has ended, also where its run has not noticed yet.
            return
        if leader is None or leader.position + _LAG_MAX < self.position:
            self._cohorts.leading[self._key] = self
        elif leader.position <= self.position:
            # Without an await between the look and the joining: no event falls in between.
            for member in [*self._members]:
                self.dismiss(member)
                leader.admit(member, _further(member.start, places))

    async def _patience(self, request: Request) -> None:
        """Read no faster than who alone is told takes it; of many, none waits for another."""
        if len(self._members) != 1:
            return
        [alone] = self._members
        if alone.listener.is_ready:
            return
        # Before the first await, so that whoever joins from here on is noticed.
        self._crowded.clear()
        # Nothing is held while a client takes its time.
        await request.reads.close()
        self.place.turn.end()
        waits = [
            asyncio.ensure_future(one) for one in (alone.listener.ready(), self._crowded.wait())
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()
