"""What a job is: one function in one module of `hub.work.jobs`, which says when and how often."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import ModuleType
from typing import Final

from db.queries import jobs as queries
from db.queries.jobs import Started
from hub.context import Hub, Request
from hub.domain.errors import Refused

_ATTEMPTS_MAX: Final = 10
_PAUSE: Final = timedelta(seconds=5)
_PAUSE_MAX: Final = timedelta(hours=1)


@dataclass
class Run:
    """One attempt at a job.

    What the job changes through `request.session` is committed together with its end: once, though
    the worker may be killed and the job begun again. What it does elsewhere has to be such that
    doing it twice is doing it once.
    """

    hub: Hub
    request: Request
    started: Started

    async def progress(self, done: int, total: int | None = None) -> None:
        """Tell whoever looks at the job how far it has come."""
        await queries.progress(self.hub.database, self.started, done, total)


Function = Callable[..., Awaitable[None]]


@dataclass(frozen=True)
class Job:
    """A declared job: its function takes the `Run`, then the arguments it was enqueued with."""

    name: str
    function: Function
    every: str | None
    attempts_max: int
    pause: timedelta
    pause_max: timedelta

    def pause_after(self, attempts: int) -> timedelta | None:
        """How long to wait after so many attempts in vain, or None: it is given up.

        Each pause is twice as long as the one before it, up to the longest.
        """
        if attempts >= self.attempts_max:
            return None
        # Past 2^16 every pause is the longest, and the power must stay one that can be multiplied.
        pause: timedelta = min(self.pause * 2 ** min(attempts - 1, 16), self.pause_max)
        return pause


def job(
    *,
    every: str | None = None,
    attempts_max: int = _ATTEMPTS_MAX,
    pause: timedelta = _PAUSE,
    pause_max: timedelta = _PAUSE_MAX,
) -> Callable[[Function], Job]:
    """Declare a function as the job of its name.

    Args:
        every: when it is due again, as cron writes it, with seconds in a sixth place; what is
            missed is not made up for. Unless given it is run when it is enqueued.
        attempts_max: how often one that was enqueued is begun before it is given up; a scheduled
            one is begun again when it is due again.
        pause: how long to wait after the first attempt in vain, and twice as long after each next.
        pause_max: and how long at most.
    """

    def declare(function: Function) -> Job:
        return Job(function.__name__, function, every, attempts_max, pause, pause_max)

    return declare


def declared_jobs() -> Mapping[str, Job]:
    """The jobs of all modules of `hub.work.jobs`, by their names."""
    import hub.work.jobs as package  # noqa: PLC0415  its modules import this one

    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
    ]
    return {found.name: found for module in modules for found in _jobs_of(module)}


def _jobs_of(module: ModuleType) -> list[Job]:
    return [found for found in vars(module).values() if isinstance(found, Job)]


def described(error: Exception) -> str:
    """Why an attempt was in vain, as the party reads it whom the job concerns.

    A refusal is meant for it; what else went wrong may tell of what is none of its business, and
    stands in the log, under the job's id.
    """
    if isinstance(error, Refused):
        return str(error)
    return f"Something went wrong within the hub ({type(error).__name__}); its log has it."
