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

    SIGHUP does so too; see `take_hangup_for_the_end`.
    """
    unraisable = sys.unraisablehook
    sys.unraisablehook = _quiet_of_exits(unraisable)
    alarm = signal.signal(signal.SIGALRM, _terminate)
    before: dict[signal.Signals, Any] = {
        number: signal.signal(number, _interrupt) for number in _ENDS
    }
    before[signal.SIGHUP] = signal.getsignal(signal.SIGHUP)
    take_hangup_for_the_end()
    try:
        yield
    except Exception as error:
        if isinstance(error.__cause__, SystemExit):  # made another error of, as in __set_name__
            raise error.__cause__ from None
        raise
    finally:
        # In this order, since one handler raises what the next one takes: the alarm and SIGHUP
        # raise SIGTERM, and SIGINT sets the alarm.
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        for number, handler in reversed(before.items()):
            signal.signal(number, handler)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, alarm)
        sys.unraisablehook = unraisable


def take_hangup_for_the_end() -> None:
    """Let SIGHUP, which comes when a terminal closes, do what SIGTERM does, unless it is ignored,
    as it is under nohup."""
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _terminate)


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
            loop.call_soon_threadsafe(task.cancel)

        before = {number: signal.signal(number, cancel) for number in _ENDS}
        try:
            return await work
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    try:
        done = asyncio.run(cancellable())
    except asyncio.CancelledError:
        if not is_told:
            raise
        _end()
    if is_told:  # too late to cancel anything, or the work kept it to itself
        _end()
    return done


def _end() -> NoReturn:
    for number in (*_ENDS, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # what is open now closes undisturbed
    sys.exit(0)


def _interrupt(*_: object) -> None:
    """Raises the exit, and again a moment later unless the block is left by then.

    Callbacks and look-ups that C code makes, as every import has, lose what is raised within them.
    While an exception is handled, nothing is raised: what is open closes undisturbed.
    """
    signal.setitimer(signal.ITIMER_REAL, _AGAIN_SECONDS)
    if sys.exception() is None:
        sys.exit(0)


def _terminate(*_: object) -> None:
    """Leaves it to whoever handles signals by now: this module, its `run`, or a server."""
    signal.raise_signal(signal.SIGTERM)
