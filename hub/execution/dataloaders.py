"""Loaders: many keys in, a map out; and what one snapshot has loaded through them."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from aiodataloader import DataLoader

from hub.execution.trace import Trace

# The key of a read that belongs to no parent.
WHOLE: Final = "whole"

Fetch = Callable[[Any, Sequence[Any], Any], Awaitable[Mapping[Any, Any]]]


@dataclass(frozen=True, eq=False)
class Loader:
    """A bulk read behind a relation.

    `fetch(request, keys, arguments)` answers with a map that may leave keys out; `missing()` is the
    value of those. Arguments are hashable: keys asked for with equal arguments are read together.
    `declared` says what is read, for executors that compose reads; None where only `fetch` knows.
    """

    fetch: Fetch
    missing: Callable[[], Any] = lambda: None
    declared: Any = None


class Loads(Protocol):
    """What a field's context must offer: hub.context.Request does."""

    def load(self, loader: Loader, key: Hashable, arguments: Hashable = None) -> Awaitable[Any]: ...


class DataLoaders:
    """What one request has loaded from one snapshot, a dataloader for each loader and arguments."""

    def __init__(self, request: Any, trace: Trace | None = None) -> None:
        self._request = request
        self._trace = trace
        self._loaders: dict[tuple[Loader, Hashable], DataLoader[Any, Any]] = {}

    def load(self, loader: Loader, key: Hashable, arguments: Hashable = None) -> Awaitable[Any]:
        found = self._loaders.get((loader, arguments))
        if found is None:
            found = self._loaders[loader, arguments] = self._dataloader(loader, arguments)
        loaded: asyncio.Future[Any] = found.load(key)
        # Fields that wait for one key share what was loaded: where one of them fails and its
        # brothers are cancelled, the others go on. Whoever is left waiting for nobody says nothing.
        loaded.add_done_callback(lambda done: done.cancelled() or done.exception())
        if self._trace is not None and not loaded.done():
            self._trace.waits_for((loader, arguments))
        return asyncio.shield(loaded)

    def _dataloader(self, loader: Loader, arguments: Hashable) -> DataLoader[Any, Any]:
        async def bring(keys: list[Any]) -> list[Any]:
            found = await loader.fetch(self._request, keys, arguments)
            return [found[key] if key in found else loader.missing() for key in keys]

        trace = self._trace
        if trace is None:
            return DataLoader(bring)

        async def bring_traced(keys: list[Any]) -> list[Any]:
            with trace.bringing((loader, arguments)):
                return await bring(keys)

        return DataLoader(bring_traced)
