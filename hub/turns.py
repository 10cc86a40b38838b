"""Turns at something scarce: tasks take them, and their owners have equally many."""

import asyncio
from collections import Counter, deque
from collections.abc import Hashable
from time import monotonic
from typing import Final

# How long a turn may go on while others wait for theirs.
TURN_SECONDS_MAX: Final = 0.02


class FairSemaphore:
    """A semaphore of so many turns at once, and so many of one owner.

    Of the owners that wait the one that holds the fewest is next; of those that hold as many, the
    one that has waited longest since its last turn. So an owner with a thousand tasks delays
    another with one by no more than the turns that are under way.
    """

    def __init__(self, at_once_max: int, of_owner_max: int) -> None:
        self._at_once_max = at_once_max
        self._of_owner_max = of_owner_max
        self._held: Counter[Hashable] = Counter()
        # Owners in the order in which they are served.
        self._waiting: dict[Hashable, deque[asyncio.Future[None]]] = {}

    def of(self, owner: Hashable) -> "Turn":
        """Somebody who works on the owner's behalf and holds no turn yet."""
        return Turn(self, owner)

    @property
    def are_waited_for(self) -> bool:
        return bool(self._waiting)

    async def take(self, owner: Hashable) -> None:
        """Wait for a turn of the owner's, and hold it."""
        self._forget_cancelled()
        if owner not in self._waiting and self._may_hold(owner):
            self._held[owner] += 1
            return
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(owner, deque()).append(granted)
        try:
            await granted
        except asyncio.CancelledError:
            # What is cancelled before it is granted is passed over.
            if not granted.cancelled():
                self.give_back(owner)
            raise

    def give_back(self, owner: Hashable) -> None:
        """End a turn of the owner's; whoever is next begins."""
        self._held[owner] -= 1
        if not self._held[owner]:
            del self._held[owner]
        self._forget_cancelled()
        able = [one for one in self._waiting if self._may_hold(one)]
        if able:
            next_one = min(able, key=self._held.__getitem__)
            waiting = self._waiting.pop(next_one)
            self._held[next_one] += 1
            waiting.popleft().set_result(None)
            if waiting:
                self._waiting[next_one] = waiting  # behind all others

    def _may_hold(self, owner: Hashable) -> bool:
        is_free = self._held.total() < self._at_once_max
        return is_free and self._held[owner] < self._of_owner_max

    def _forget_cancelled(self) -> None:
        """Nobody waits any more who is the next of their owner's and has gone."""
        for owner, waiting in [*self._waiting.items()]:
            while waiting and waiting[0].cancelled():
                waiting.popleft()
            if not waiting:
                del self._waiting[owner]


class Turn:
    """One task's turn: begun and ended over and over."""

    __slots__ = ("_began", "_is_held", "_owner", "_turns")

    def __init__(self, turns: FairSemaphore, owner: Hashable) -> None:
        self._turns = turns
        self._owner = owner
        self._is_held = False
        self._began = 0.0

    @property
    def is_over(self) -> bool:
        """Whether it has lasted long enough, and somebody waits."""
        return (
            self._is_held
            and self._turns.are_waited_for
            and monotonic() - self._began > TURN_SECONDS_MAX
        )

    async def begin(self) -> None:
        """Wait for the turn, unless it is held already."""
        if not self._is_held:
            await self._turns.take(self._owner)
            self._is_held, self._began = True, monotonic()

    def end(self) -> None:
        """Let others have theirs. Nothing scarce may be held any more."""
        if self._is_held:
            self._is_held = False
            self._turns.give_back(self._owner)
