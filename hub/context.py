"""One request: who asks, at which instant, what has been read, and the transaction of a change."""

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from redis.asyncio import Redis

from db.session import AsyncSession, Database
from hub.execution.loading import Loader, Loading
from hub.policy.tokens import Signer
from hub.policy.viewer import Viewer
from hub.settings import Settings


@dataclass(frozen=True)
class Hub:
    """What every request of one process shares."""

    settings: Settings
    database: Database
    redis: Redis
    signer: Signer
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


class Request:
    """One operation of one viewer: the context of every field.

    Reads come from one snapshot that the first of them opens; `renew` lets go of it. Writes go
    through the session that `writing` opens.
    """

    def __init__(self, hub: Hub, viewer: Viewer | None) -> None:
        self.hub = hub
        self.viewer = viewer
        self.now = hub.clock()
        self.reads = hub.database.reads()
        self._loading = Loading(self)
        self._session: AsyncSession | None = None

    @property
    def session(self) -> AsyncSession:
        """The transaction of the change under way."""
        assert self._session is not None, "a command runs inside `writing`"
        return self._session

    def load(self, loader: Loader, key: Hashable, arguments: Hashable = None) -> Awaitable[Any]:
        return self._loading.load(loader, key, arguments)

    async def renew(self) -> None:
        """Forget what has been read: the next read sees the newest snapshot, at a new `now`."""
        await self.reads.close()
        self.reads = self.hub.database.reads()
        self._loading = Loading(self)
        self.now = self.hub.clock()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """One transaction; left without a commit it is rolled back."""
        async with self.hub.database.session() as session:
            self._session = session
            try:
                yield session
            finally:
                self._session = None

    async def close(self) -> None:
        await self.reads.close()


@asynccontextmanager
async def asked(hub: Hub, viewer: Viewer | None) -> AsyncIterator[Request]:
    """A request that is closed whatever happens."""
    request = Request(hub, viewer)
    try:
        yield request
    finally:
        await request.close()
