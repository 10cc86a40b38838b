"""How a command ends that goes on until it is told to end."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final, NoReturn, TypeVar

T = TypeVar("T")

_ENDS: Final = (signal.SIGINT, signal.SIGTERM)
_AGAIN_SECONDS: Final = 0.01


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Lets the first signal leave the block, so that all that is open closes, and exit with 0.

    SIGHUP, which comes when a terminal closes, is taken for SIGTERM unless it is ignored, as it is
    under nohup.
    """
    handlers: dict[signal.Signals, Any] = dict.fromkeys((*_ENDS, signal.SIGALRM), _end)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        handlers[signal.SIGHUP] = lambda *_: signal.raise_signal(signal.SIGTERM)
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    unraisable = sys.unraisablehook
    sys.unraisablehook = _ends_after_all(unraisable)
    try:
        yield
    finally:
        sys.unraisablehook = unraisable
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def _ends_after_all(otherwise: Callable[[Any], object]) -> Callable[[Any], object]:
    """Where a signal comes within a callback of Python's own, as every import has, the exit that it
    raises is lost there; a moment later it will not be."""

    def hook(unraisable: Any) -> None:
        if unraisable.exc_type is SystemExit:
            signal.setitimer(signal.ITIMER_REAL, _AGAIN_SECONDS)
        else:
            otherwise(unraisable)

    return hook


def run(work: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run` for a block that signals end: they cancel the work at its next await.

    An exception raised by a signal would come up anywhere, even within the C code of a driver.
    """

    async def cancellable() -> T:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def cancel(_number: int, _frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(task.cancel)

        before = {number: signal.signal(number, cancel) for number in _ENDS}
        try:
            return await work
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    try:
        return asyncio.run(cancellable())
    except asyncio.CancelledError:
        _end()


def _end(*_: object) -> NoReturn:
    for number in (*_ENDS, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # what is open now closes undisturbed
    sys.exit(0)
