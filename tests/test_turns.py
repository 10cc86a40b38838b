"""Turns are shared evenly among owners, whatever their tasks do."""

import asyncio
from collections import Counter

import pytest

from hub import turns as module
from hub.turns import FairSemaphore, Turn


class Work:
    """Tasks that each want one turn, in a log of who held it when; released one by one."""

    def __init__(self, turns: FairSemaphore) -> None:
        self.turns = turns
        self.log: list[str] = []
        self.holding: dict[str, list[Turn]] = {}

    def ask(self, owner: str) -> "asyncio.Task[None]":
        async def work() -> None:
            turn = self.turns.of(owner)
            await turn.begin()
            self.log.append(owner)
            self.holding.setdefault(owner, []).append(turn)

        return asyncio.create_task(work())

    async def end(self, owner: str) -> None:
        self.holding[owner].pop().end()
        await settled()


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_owners_take_turns_however_many_tasks_they_have() -> None:
    work = Work(FairSemaphore(1, 1))
    [work.ask("a") for _ in range(6)]
    await settled()
    [work.ask(owner) for owner in ("b", "b", "c")]
    await settled()

    while len(work.log) < 9:
        await work.end(work.log[-1])

    assert "".join(work.log) == "a" + "abc" + "ab" + "aaa"


async def test_one_owner_never_holds_all() -> None:
    work = Work(FairSemaphore(4, 2))
    [work.ask("a") for _ in range(10)]
    await settled()
    assert work.log == ["a", "a"]

    work.ask("b")
    await settled()
    assert work.log == ["a", "a", "b"]
    await work.end("a")
    assert Counter(work.log) == {"a": 3, "b": 1}
    assert len(work.holding["a"]) == 2


async def test_whoever_holds_fewer_is_next() -> None:
    work = Work(FairSemaphore(3, 2))
    for owner in ("a", "a", "b", "a", "c"):
        work.ask(owner)
        await settled()

    await work.end("b")

    assert work.log == ["a", "a", "b", "c"]


async def test_who_stops_waiting_keeps_nobody_from_their_turn() -> None:
    work = Work(FairSemaphore(1, 1))
    work.ask("a")
    await settled()
    gone, granted, last = work.ask("b"), work.ask("b"), work.ask("c")
    await settled()

    # In the same breath: the one before it would have its turn, the other once it has it.
    gone.cancel()
    work.holding["a"].pop().end()
    granted.cancel()
    await settled()

    assert work.log == ["a", "c"]
    assert last.done()
    assert not work.turns.are_waited_for
    await work.end("c")
    work.ask("d")
    await settled()
    assert work.log[-1] == "d"


async def test_a_turn_is_over_once_it_has_lasted_and_somebody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "TURN_SECONDS_MAX", -1)
    turns = FairSemaphore(1, 1)
    turn, other = turns.of("a"), turns.of("b")
    over = [turn.is_over]
    await turn.begin()
    over.append(turn.is_over)

    waiting = asyncio.create_task(other.begin())
    await settled()
    over.append(turn.is_over)

    turn.end()
    turn.end()
    await waiting
    over += [turn.is_over, other.is_over]

    assert over == [False, False, True, False, False]
