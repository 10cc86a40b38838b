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
_AGAIN_SECONDS: Final = 0.05


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Lets the first signal leave the block, so that all that is open closes, and exit with 0.

    SIGHUP, which comes when a terminal closes, is taken for SIGTERM unless it is ignored, as it is
    under nohup.
    """
    handlers: dict[signal.Signals, Any] = dict.fromkeys(_ENDS, _interrupt)
    handlers[signal.SIGALRM] = _end_if_lost
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        handlers[signal.SIGHUP] = lambda *_: signal.raise_signal(signal.SIGTERM)
    unraisable = sys.unraisablehook
    sys.unraisablehook = _quiet_of_exits(unraisable)
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    except Exception as error:
        if isinstance(error.__cause__, SystemExit):  # made another error of, as in __set_name__
            raise error.__cause__ from None
        raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
        sys.unraisablehook = unraisable


def _quiet_of_exits(otherwise: Callable[[Any], object]) -> Callable[[Any], object]:
    def hook(unraisable: Any) -> None:
        if unraisable.exc_type is not SystemExit:  # that one is raised again
            otherwise(unraisable)

    return hook


def run(work: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run` for a block that signals end: they cancel the work at its next await.

    An exception raised by a signal would come up anywhere, even within the C code of a driver.
    """
    is_told = False

    async def cancellable() -> T:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def cancel(_number: int, _frame: FrameType | None) -> None:
            nonlocal is_told
            is_told = True
            signal.setitimer(signal.ITIMER_REAL, 0)
            loop.call_soon_threadsafe(task.cancel)

        before = {number: signal.signal(number, cancel) for number in (*_ENDS, signal.SIGALRM)}
        try:
            return await work
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    try:
        done = asyncio.run(cancellable())
    except asyncio.CancelledError:
        _end()
    if is_told:  # too late to cancel anything, or the work kept it to itself
        _end()
    return done


def _end() -> NoReturn:
    for number in (*_ENDS, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # what is open now closes undisturbed
    sys.exit(0)


def _interrupt(*_: object) -> NoReturn:
    signal.setitimer(signal.ITIMER_REAL, _AGAIN_SECONDS, _AGAIN_SECONDS)
    _end()


def _end_if_lost(*_: object) -> None:
    """Raises the exit again where it is not on its way: callbacks and look-ups that C code makes,
    as every import has, lose what is raised within them."""
    exception = sys.exception()
    while exception is not None:
        if isinstance(exception, SystemExit):
            return
        exception = exception.__context__
    sys.exit(0)
