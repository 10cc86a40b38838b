"""Who asks the same with the same rights is told the same, worked out once; and nobody else is."""

import asyncio
import gc
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import orjson
import pytest
from graphql.execution.collect_fields import FieldDetails
from structlog.testing import capture_logs

from db.enums.accounts import Role
from db.enums.orders import OrderEventKind
from db.session import Reads
from db.tables.parties import Party
from hub.context import Hub, Request
from hub.execution.errors import RequestError
from hub.metrics import REGISTRY
from hub.policy.viewer import Viewer
from hub.schema import schema
from hub.subscriptions import cohorts as module
from hub.subscriptions.cohorts import Cohorts, Ended, Subscription
from hub.subscriptions.cursors import cursor_at
from hub.transport.operations import read_operation, subscribe
from tests.partners import Member, Partners, sequencing, until
from tests.world import World

EVENTS = """
subscription ($after: Cursor, $kinds: [OrderEventKind!]) {
  orderEvents(after: $after, kinds: $kinds) { cursor position event { version } }
}
"""


class Heard:
    """A client that writes down what it is told, and takes it as quickly as it is let."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.cursors: list[str | None] = []
        self.ended: Ended | None = None
        self.is_over = False
        self.open = asyncio.Event()
        self.open.set()

    def next(self, body: bytes, cursor: str | None) -> None:
        self.bodies.append(body)
        self.cursors.append(cursor)

    def over(self, ended: Ended | None) -> None:
        self.ended, self.is_over = ended, True

    @property
    def is_ready(self) -> bool:
        return self.open.is_set()

    async def ready(self) -> None:
        await self.open.wait()

    @property
    def positions(self) -> list[int]:
        told = [orjson.loads(body)["data"]["orderEvents"] for body in self.bodies]
        assert [one["cursor"] for one in told] == self.cursors
        return [one["position"] for one in told]

    def has(self, count: int) -> Callable[[], Any]:
        async def has() -> bool:
            return len(self.bodies) >= count

        return has

    async def ends(self) -> bool:
        return self.is_over


@pytest.fixture
async def party(partners: Partners) -> Member:
    return await partners.member()


@pytest.fixture
async def order(partners: Partners, party: Member) -> UUID:
    return await partners.order(party, await partners.member())


@pytest.fixture
async def cohorts(hub: Hub) -> AsyncIterator[Cohorts]:
    made = Cohorts(hub)
    yield made

    async def nothing_runs() -> bool:
        return not any(
            "_Cohort" in str(task.get_coro()) or "Heads" in str(task.get_coro())
            for task in asyncio.all_tasks()
        )

    assert (made.leading, made.starting, dict(made._asked)) == ({}, {}, {})
    assert _counted("hub_subscriptions") == 0
    await until(nothing_runs)


@asynccontextmanager
async def hearing(
    cohorts: Cohorts,
    viewer: Viewer | None,
    document: str = EVENTS,
    *,
    languages: Sequence[str] | None = None,
    **variables: object,
) -> AsyncIterator[tuple[Heard, Subscription]]:
    heard = Heard()
    asked = {"query": document, "variables": variables}
    operation = await read_operation(schema, asked, cost_max=1000)
    subscription = subscribe(cohorts, schema, operation, viewer, heard, languages=languages)
    try:
        yield heard, subscription
    finally:
        subscription.cancel()


def _counted(name: str) -> float:
    """Of `orderEvents`, by this process."""
    return REGISTRY.get_sample_value(name, {"field": "orderEvents"}) or 0


async def leads(cohorts: Cohorts, count: int = 1) -> None:
    async def true() -> bool:
        return len(cohorts.leading) == count and not cohorts.starting

    await until(true)


async def test_an_event_is_worked_out_once_and_told_to_all(
    partners: Partners, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    counts = "hub_executions_total", "hub_deliveries_total"
    before = [_counted(name) for name in counts]
    async with (
        hearing(cohorts, party.viewer) as (first, _),
        hearing(cohorts, party.viewer) as (second, _),
    ):
        await leads(cohorts)
        async with hearing(cohorts, party.viewer) as (third, _):
            for _ in range(3):
                await partners.step(order, party)
            await partners.sequence()
            for heard in (first, second, third):
                await until(heard.has(3))

    assert first.positions == [1, 2, 3]
    assert first.bodies == second.bodies == third.bodies
    assert all(one is other for one, other in zip(first.bodies, third.bodies, strict=True))
    assert [_counted(name) for name in counts] == [before[0] + 3, before[1] + 9]


async def test_nothing_is_kept_of_an_event_once_it_is_told(
    partners: Partners, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    def collected() -> int:
        """What executors have worked out of selections."""
        gc.collect()
        return sum(isinstance(one, FieldDetails) for one in gc.get_objects())

    async with hearing(cohorts, party.viewer) as (heard, _):
        await leads(cohorts)
        kept = []
        for events in (2, 22):
            for _ in range(events - len(heard.bodies)):
                await partners.step(order, party)
            await partners.sequence()
            await until(heard.has(events))
            kept.append(collected())

    assert kept[1] <= kept[0]


async def test_what_is_asked_otherwise_is_worked_out_by_itself(
    partners: Partners, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    async with (
        hearing(cohorts, party.viewer) as (all_kinds, _),
        hearing(cohorts, party.viewer, kinds=["SHIPPED"]) as (shipped, _),
        hearing(cohorts, party.viewer, kinds=["CANCELLED"]) as (cancelled, _),
    ):
        await leads(cohorts, 3)
        await partners.step(order, party)
        await partners.step(order, party, kind=OrderEventKind.SHIPPED)
        await partners.sequence()
        await until(all_kinds.has(2))
        await until(shipped.has(1))

    assert (all_kinds.positions, shipped.positions, cancelled.positions) == ([1, 2], [2], [])


async def test_other_languages_are_another_cohort(
    partners: Partners, hub: Hub, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    document = "subscription { orderEvents { event { order { buyer { name } } } } }"
    async with hub.database.session() as session:
        buyer = await session.get_one(Party, party.party_id)
        buyer.name, buyer.name_translations = "Rosewood", {"zh": "玫瑰木"}
        await session.commit()
    reader = replace(party.viewer, language="zh")
    async with (
        hearing(cohorts, party.viewer, document) as (plain, _),
        hearing(cohorts, party.viewer, document, languages=("zh",)) as (chinese, _),
        hearing(cohorts, reader, document) as (by_account, _),
        hearing(cohorts, reader, document, languages=("en",)) as (english, _),
    ):
        await leads(cohorts, 4)
        await partners.step(order, party)
        await partners.sequence()
        for heard in (plain, chinese, by_account, english):
            await until(heard.has(1))

    told = [
        orjson.loads(heard.bodies[0])["data"]["orderEvents"]["event"]["order"]["buyer"]["name"]
        for heard in (plain, chinese, by_account, english)
    ]
    assert told == ["Rosewood", "玫瑰木", "玫瑰木", "Rosewood"]


async def test_other_rights_are_another_cohort(
    partners: Partners, hub: Hub, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    document = "subscription { orderEvents { event { order { availableActions } } } }"
    other = await partners.member()
    analyst = replace(party.viewer, role=Role.ANALYST)
    colleague = replace(party.viewer, account_id=other.viewer.account_id, email="bo@example.org")

    async with (
        hearing(cohorts, party.viewer, document) as (owner, _),
        hearing(cohorts, colleague, document) as (owner_too, _),
        hearing(cohorts, analyst, document) as (reader, _),
        hearing(cohorts, other.viewer, document) as (stranger, _),
    ):
        await leads(cohorts, 3)
        await partners.step(order, party, other)
        await partners.sequence()
        for heard in (owner, owner_too, reader):
            await until(heard.has(1))
        # The stranger was told by mistake, and may not see the order.
        await asyncio.sleep(0.1)

    assert owner.bodies[0] is owner_too.bodies[0]
    assert owner.bodies != reader.bodies
    assert b'"availableActions":[]' in reader.bodies[0]
    assert stranger.bodies == []


async def test_who_comes_where_the_cohort_stands_costs_nothing(
    partners: Partners,
    cohorts: Cohorts,
    party: Member,
    order: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with hearing(cohorts, party.viewer) as (first, _):
        await leads(cohorts)
        await partners.step(order, party)
        await partners.sequence()
        await until(first.has(1))

        def unwanted(*_: object) -> None:
            raise AssertionError("a run of its own")

        with monkeypatch.context() as no_more:
            no_more.setattr(module, "_Cohort", unwanted)
            async with (
                hearing(cohorts, party.viewer) as (now, _),
                hearing(cohorts, party.viewer, after=first.cursors[0]) as (resumed, _),
            ):
                await partners.step(order, party)
                await partners.sequence()
                await until(now.has(1))
                await until(resumed.has(1))

    assert (now.positions, resumed.positions) == ([2], [2])


async def test_those_who_come_and_go_while_much_happens_miss_and_repeat_nothing(
    partners: Partners, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    events, chance = 120, random.Random(7)

    async def write() -> None:
        for _ in range(events):
            await partners.step(order, party)

    async def come(seconds: float, ways: int) -> list[int]:
        """Hear the whole feed, in parts, going away in between."""
        positions: list[int] = []
        cursor: str | None = cursor_at(partners.hub, (party.party_id,), (0,))
        await asyncio.sleep(seconds)
        for way in range(1, ways + 1):
            async with hearing(cohorts, party.viewer, after=cursor) as (heard, _):
                wanted = events - len(positions) if way == ways else chance.randint(1, 15)
                await until(heard.has(wanted))
            positions += heard.positions
            cursor = heard.cursors[-1]
        return positions

    async with (
        sequencing(partners.url, partners.hub.redis),
        hearing(cohorts, party.viewer) as (whole, _),
    ):
        await leads(cohorts)
        writing = asyncio.create_task(write())
        parts = [come(chance.random() / 2, chance.randint(1, 5)) for _ in range(24)]
        found = await asyncio.gather(*parts)
        await writing
        await until(whole.has(events))

    assert whole.positions == list(range(1, events + 1))
    for positions in found:
        assert positions == list(range(1, events + 1))


async def test_all_who_ask_the_same_end_up_in_one_cohort(
    partners: Partners, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    for _ in range(5):
        await partners.step(order, party)
    await partners.sequence()
    starts = [cursor_at(partners.hub, (party.party_id,), (n,)) for n in range(6)]

    async with (
        hearing(cohorts, party.viewer, after=starts[0]) as (_, zero),
        hearing(cohorts, party.viewer, after=starts[3]) as (_, three),
        hearing(cohorts, party.viewer, after=starts[5]) as (_, five),
        hearing(cohorts, party.viewer) as (_, now),
    ):

        async def together() -> bool:
            return len({id(one.cohort) for one in (zero, three, five, now)}) == 1

        await until(together)
        assert len(cohorts.leading) == 1


async def test_a_new_role_is_another_cohort_from_the_same_place_on(
    partners: Partners, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    async with (
        hearing(cohorts, party.viewer) as (stays, _),
        hearing(cohorts, party.viewer) as (moves, subscription),
    ):
        await leads(cohorts)
        await partners.step(order, party)
        await partners.sequence()
        await until(moves.has(1))

        subscription.asked_by(party.viewer)
        assert len(cohorts.leading) == 1
        subscription.asked_by(replace(party.viewer, role=Role.ANALYST))
        await partners.step(order, party)
        await partners.sequence()
        await until(moves.has(2))
        await until(stays.has(2))

        assert len(cohorts.leading) == 2

    assert moves.positions == stays.positions == [1, 2]
    assert moves.bodies[1] is not stays.bodies[1]


async def test_rights_that_change_twice_at_once_lose_nothing(
    partners: Partners, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    async with hearing(cohorts, party.viewer) as (heard, subscription):
        await leads(cohorts)
        await partners.step(order, party)
        await partners.sequence()
        await until(heard.has(1))

        await partners.step(order, party)
        await partners.sequence()
        # The run with the first rights has no place yet when it is left.
        subscription.asked_by(replace(party.viewer, role=Role.ANALYST))
        subscription.asked_by(party.viewer)
        await until(heard.has(2))

    assert heard.positions == [1, 2]


async def test_nobody_joins_a_run_that_everybody_has_left(cohorts: Cohorts, party: Member) -> None:
    async with hearing(cohorts, party.viewer) as (_, subscription):
        await leads(cohorts)
        left = subscription.cohort
        assert left is not None

    left.place.come_to((1_000,))  # it goes on until its cancellation reaches it

    assert cohorts.leading == {}


async def test_what_only_was_heard_is_no_place_to_start(hub: Hub, party: Member) -> None:
    async with hub.feed_heads.following((party.party_id,)) as head:
        head.moved_to(party.party_id, 50)

        assert hub.feed_heads.newest_read((party.party_id,)) == (0,)


async def test_a_feed_is_read_no_faster_than_its_one_reader_takes_it(
    partners: Partners, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    for _ in range(4):
        await partners.step(order, party)
    await partners.sequence()
    after = cursor_at(partners.hub, (party.party_id,), (0,))

    async with hearing(cohorts, party.viewer, after=after) as (slow, _):
        slow.open.clear()
        await until(slow.has(1))
        await asyncio.sleep(0.2)
        assert slow.positions == [1]

        async with hearing(cohorts, party.viewer, after=slow.cursors[0]) as (quick, _):
            # It takes its turn with the slow one and does not wait for it.
            await until(quick.has(3))
        slow.open.set()
        await until(slow.has(4))

    assert (slow.positions, quick.positions) == ([1, 2, 3, 4], [2, 3, 4])


async def test_who_joins_while_the_one_reader_begins_to_be_waited_for_is_told_at_once(
    partners: Partners,
    cohorts: Cohorts,
    party: Member,
    order: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closes, close = asyncio.Event(), Reads.close
    may_close = asyncio.Event()

    async def held_up(reads: Reads) -> None:
        if slow.bodies:
            closes.set()
            await may_close.wait()
        await close(reads)

    async with hearing(cohorts, party.viewer) as (slow, subscription):
        await leads(cohorts)
        slow.open.clear()
        monkeypatch.setattr(Reads, "close", held_up)
        await partners.step(order, party)
        await partners.sequence()
        await closes.wait()
        async with hearing(cohorts, party.viewer) as (quick, _):
            may_close.set()
            subscription.cancel()
            await partners.step(order, party)
            await partners.sequence()
            await until(quick.has(1))

    assert (slow.positions, quick.positions) == ([1], [2])


async def test_one_party_with_many_questions_lets_others_have_their_turns(
    partners: Partners,
    cohorts: Cohorts,
    party: Member,
    order: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = await partners.member()
    others_order = await partners.order(other, await partners.member())
    questions = ["CONFIRMED", "SHIPPED", "DELIVERED", "COMPLETED", "CANCELLED"]
    worked_out: list[UUID] = []

    def noted(cohort: Any, body: bytes) -> None:
        worked_out.append(cohort._viewer.party_id)
        told(cohort, body)

    told = module._Cohort._tell
    async with AsyncExitStack() as listening:
        many = [
            await listening.enter_async_context(
                hearing(cohorts, party.viewer, kinds=["CONFIRMED", *questions[:n]])
            )
            for n in range(6)
        ]
        one, _ = await listening.enter_async_context(hearing(cohorts, other.viewer))
        await leads(cohorts, 7)
        # All are woken while nobody can have a turn, those of the many first.
        monkeypatch.setattr(module._Cohort, "_tell", noted)
        held = [cohorts.turns.of(n) for n in range(module._AT_ONCE_MAX)]
        for turn in held:
            await turn.begin()
        await partners.step(order, party)
        await partners.sequence()
        await waiting_for_turns(cohorts, 6)
        await partners.step(others_order, other)
        await partners.sequence()
        await waiting_for_turns(cohorts, 7)

        held[0].end()
        await until(one.has(1))
        assert worked_out.index(other.party_id) <= 1
        for turn in held[1:]:
            turn.end()
        for heard, _ in many:
            await until(heard.has(1))


async def waiting_for_turns(cohorts: Cohorts, count: int) -> None:
    async def true() -> bool:
        return sum(map(len, cohorts.turns._waiting.values())) == count

    await until(true)


async def test_a_reader_that_is_waited_for_holds_no_turn(
    partners: Partners, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    async with (
        hearing(cohorts, party.viewer) as (slow, _),
        hearing(cohorts, party.viewer, kinds=["CONFIRMED"]) as (slow_too, _),
        hearing(cohorts, party.viewer, kinds=["SHIPPED", "CONFIRMED"]) as (quick, _),
    ):
        await leads(cohorts, 3)
        slow.open.clear()
        slow_too.open.clear()
        await partners.step(order, party)
        await partners.step(order, party)
        await partners.sequence()

        await until(quick.has(2))
        await until(slow.has(1))
        await until(slow_too.has(1))
        assert (slow.positions, slow_too.positions) == ([1], [1])


async def test_a_party_has_so_many_different_subscriptions_and_no_more(
    cohorts: Cohorts, partners: Partners, party: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DIFFERENT_MAX", 2)
    other = await partners.member()

    async with (
        hearing(cohorts, party.viewer),
        hearing(cohorts, party.viewer, kinds=[]) as (_, second),
    ):
        with pytest.raises(RequestError, match="2 different subscriptions") as refused:
            async with hearing(cohorts, party.viewer, kinds=["SHIPPED"]):
                pass
        assert refused.value.extensions == {"code": "TOO_MANY_SUBSCRIPTIONS"}
        # What is asked already, and what others ask, does not count.
        async with hearing(cohorts, party.viewer), hearing(cohorts, other.viewer):
            pass
        second.cancel()
        async with hearing(cohorts, party.viewer, kinds=["SHIPPED"]):
            pass


async def test_an_outage_is_outlasted_and_no_event_is_told_by_half(
    partners: Partners,
    cohorts: Cohorts,
    party: Member,
    order: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = EVENTS.replace("version", "version order { number }")
    load, away = Request.load, [True]

    def loading(request: Any, loader: Any, key: Any, arguments: Any = None) -> Any:
        if away:
            away.pop()
            raise ConnectionRefusedError
        return load(request, loader, key, arguments)

    async with hearing(cohorts, party.viewer, document) as (heard, _):
        await leads(cohorts)
        monkeypatch.setattr(Request, "load", loading)
        with capture_logs() as logs:
            await partners.step(order, party)
            await partners.sequence()
            await until(heard.has(1))

    assert not away
    assert [one["event"] for one in logs] == ["server_away"]
    assert heard.positions == [1]
    assert b"errors" not in heard.bodies[0]


async def test_who_waits_for_what_cannot_be_told_is_sent_away_to_come_back(
    partners: Partners,
    cohorts: Cohorts,
    party: Member,
    order: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(module, "_TRIED_SECONDS_MAX", 0.2)
    async with hearing(cohorts, party.viewer) as (heard, _):
        await leads(cohorts)
        monkeypatch.setattr(Request, "load", away)
        with capture_logs():
            await partners.step(order, party)
            await partners.sequence()
            await until(heard.ends)

    assert isinstance(heard.ended, module.Interrupted)
    assert heard.bodies == []


async def test_a_defect_leaves_nobody_waiting(
    partners: Partners, cohorts: Cohorts, party: Member, order: UUID
) -> None:
    class Broken(Heard):
        def next(self, *_: object) -> None:
            raise ZeroDivisionError

    async with hearing(cohorts, party.viewer) as (heard, subscription):
        await leads(cohorts)
        broken = subscription.listener = Broken()
        async with hearing(cohorts, party.viewer) as (other, _):
            with capture_logs() as logs:
                await partners.step(order, party)
                await partners.sequence()
                await until(other.ends)

    assert isinstance(other.ended, module.Interrupted)
    assert isinstance(broken.ended, module.Interrupted)
    assert [one["event"] for one in logs] == ["cohort_broke_off"]
    assert not heard.bodies


async def test_who_may_not_follow_is_told_why(
    world: World, cohorts: Cohorts, partners: Partners, party: Member
) -> None:
    async with (
        hearing(cohorts, None) as (nobody, _),
        hearing(cohorts, party.viewer, after="made up") as (wrong, _),
        hearing(cohorts, party.viewer) as (right, _),
    ):
        await until(nobody.ends)
        await until(wrong.ends)
        await leads(cohorts)
        # Also where a cohort stands that it might join.
        async with hearing(cohorts, party.viewer, after="made up") as (wrong_too, _):
            await until(wrong_too.ends)

        def code(heard: Heard) -> str:
            assert heard.ended is not None
            return str(heard.ended.errors[0]["extensions"]["code"])

        assert code(nobody) == "UNAUTHENTICATED"
        assert code(wrong) == code(wrong_too) == "CURSOR_INVALID"
        assert not right.is_over
