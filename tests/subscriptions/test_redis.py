"""Whatever happens to Redis loses no event: feeds look by themselves, until they are told again."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError
from structlog.testing import capture_logs

from embedded.valkey import valkey_command
from hub.context import Hub
from hub.subscriptions.feed_heads import FeedHeads
from hub.subscriptions.follow import follow
from hub.wake_ups import WakeUps
from tests.partners import Member, Partners, sequencing, until

LOOK_SECONDS = 30


class Valkey:
    """A server of the test's own, to do to it what happens to servers."""

    def __init__(self, folder: Path) -> None:
        self._command = valkey_command(folder, folder)
        self.url = f"unix://{folder}/valkey.sock?db=0"
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        await until(self.answers)

    async def answers(self) -> bool:
        try:
            async with Redis.from_url(self.url) as redis:
                return bool(await redis.ping())
        except (OSError, RedisError):
            return False

    def send(self, number: signal.Signals) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@pytest.fixture
async def valkey() -> AsyncIterator[Valkey]:
    with TemporaryDirectory(prefix="hub-valkey-") as folder:
        server = Valkey(Path(folder))
        yield server
        server.kill()


@asynccontextmanager
async def hearing(hub: Hub, member: Member) -> AsyncIterator[list[float]]:
    """When each of the party's events was heard of, by a follower from the beginning on."""
    heard: list[float] = []

    async def listen() -> None:
        async for entries in follow(hub, (member.party_id,), (0,)):
            heard.extend(time.monotonic() for _ in entries)

    listening = asyncio.create_task(listen())
    yield heard
    listening.cancel()
    await asyncio.wait([listening])


@asynccontextmanager
async def using(hub: Hub, valkey: Valkey) -> AsyncIterator[Hub]:
    """The hub with that Redis, as `hub.process` reaches it but for the patience of this test."""
    redis = Redis.from_url(valkey.url, socket_connect_timeout=1, socket_timeout=1)
    async with redis:
        database = type(hub.database)(hub.database.url, hub.database.pool, None)  # type: ignore[arg-type]
        heads = FeedHeads(database, redis)
        yield replace(
            hub, redis=redis, database=database, feed_heads=heads, wake_ups=WakeUps(redis)
        )


@pytest.mark.parametrize("happening", ["away at start", "restarted", "flushed", "hung"])
async def test_redis_may_be(
    happening: str,
    valkey: Valkey,
    hub: Hub,
    partners: Partners,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    member = await partners.member()
    order = await partners.order(member, await partners.member())
    told = 0

    async def tell() -> float:
        """How long it takes from a commit until it is heard."""
        nonlocal told
        told += 1
        await partners.step(order, member)
        committed = time.monotonic()
        other.wake_ups.send()
        await until(has_heard_all)
        return heard[-1] - committed

    async def has_heard_all() -> bool:
        return len(heard) >= told

    async def is_quick() -> bool:
        return max([await tell() for _ in range(3)]) < LOOK_SECONDS / 3

    with capture_logs():
        if happening != "away at start":
            await valkey.start()
        async with (
            using(hub, valkey) as other,
            sequencing(partners.url, other.redis),
            hearing(other, member) as heard,
        ):
            await tell()
            match happening:
                case "away at start":
                    await valkey.start()
                case "restarted":
                    valkey.kill()
                    await tell()
                    await valkey.start()
                case "flushed":
                    await other.redis.flushall()
                case "hung":
                    valkey.send(signal.SIGSTOP)
                    await tell()
                    valkey.send(signal.SIGCONT)
            await tell()

            # And once it is heard again, nothing waits until somebody looks.
            monkeypatch.setattr("hub.subscriptions.feed_heads._SILENCE_SECONDS_MAX", LOOK_SECONDS)
            await until(is_quick)

    assert [position for position, _ in await partners.feed(member)] == list(range(1, told + 1))
    assert len(heard) == told
