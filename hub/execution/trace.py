"""What is done for one operation, noted while it is run: in development, and for `hub explain`."""

from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, NamedTuple, TypeVar

# A subscription may read for long before it has something to tell.
STATEMENTS_MAX: Final = 1_000

T = TypeVar("T")

# For which places of the answer this task is at work. Statements are run far below the field that
# needs them, and those of a loader for several fields at once.
_PLACES: Final[ContextVar[tuple[str, ...]]] = ContextVar("places", default=())


class Ran(NamedTuple):
    """A statement that ran, and the places in the answer that it read for."""

    places: tuple[str, ...]
    sql: str
    rows: int
    seconds: float


class Trace:
    """What is done for one operation: the statements, and why fields were run one by one.

    A place is a path in the answer without the numbers of lists: `orders.nodes.lines`.
    """

    def __init__(self) -> None:
        self._statements: deque[Ran] = deque(maxlen=STATEMENTS_MAX)
        self._reasons: dict[str, None] = {}
        self._waiting: dict[Hashable, dict[str, None]] = {}

    def ran(self, sql: str, rows: int, seconds: float) -> None:
        self._statements.append(Ran(_PLACES.get(), sql, rows, seconds))

    def was_not_planned(self, reason: str) -> None:
        self._reasons[reason] = None

    def waits_for(self, batch: Hashable) -> None:
        """The place at work waits for what a batch will bring."""
        self._waiting.setdefault(batch, {}).update(dict.fromkeys(_PLACES.get()))

    @contextmanager
    def bringing(self, batch: Hashable) -> Iterator[None]:
        """What runs meanwhile is for all that wait for the batch."""
        with at(*self._waiting.pop(batch, ())):
            yield

    def taken(self) -> tuple[list[Ran], list[str]]:
        """The statements, and the reasons; then it begins anew."""
        statements, reasons = [*self._statements], [*self._reasons]
        self._statements.clear()
        self._reasons.clear()
        return statements, reasons


@contextmanager
def at(*places: str) -> Iterator[None]:
    """What runs meanwhile is for these places."""
    before = _PLACES.get()
    _PLACES.set(places)
    try:
        yield
    finally:
        # By value: a coroutine that is thrown away ends in another context than it began in.
        _PLACES.set(before)


def resolved_at(place: str, resolve: Callable[[], T]) -> T | Awaitable[Any]:
    """What a field's resolver brings, now or awaited, worked out for its place."""
    with at(place):
        found = resolve()
    return _awaited_at(place, found) if isinstance(found, Awaitable) else found


async def _awaited_at(place: str, found: Awaitable[Any]) -> Any:
    with at(place):
        return await found
