"""Wrong passwords in a row, counted by email and by network address."""

import asyncio
import hashlib
from collections import OrderedDict
from time import monotonic
from typing import Final, NamedTuple

import structlog
from redis.asyncio import Redis

# For how long after the last wrong password it counts.
COUNTED_SECONDS: Final = 900
# Redis is asked within a sign-in: where it is slower, this process counts by itself.
_REDIS_SECONDS_MAX: Final = 0.5
# What is counted here, of the emails and addresses that were counted last.
_KEPT_MAX: Final = 10_000

log = structlog.get_logger(__name__)


class Wrong(NamedTuple):
    """How many wrong passwords were given in a row for an email, and from an address."""

    of_email: int
    of_address: int


class SignIns:
    """What processes know of sign-ins that went wrong: kept in Redis for all of them.

    Where Redis does not answer, each process counts by itself.
    """

    def __init__(self, redis: Redis, namespace: str = "hub") -> None:
        self._redis = redis
        self._namespace = namespace
        self._here: OrderedDict[str, tuple[int, float]] = OrderedDict()

    async def count(self, email: str, address: str | None) -> Wrong:
        """How many were counted of late."""
        keys = self._keys(email, address)
        here = [self._counted_here(key) for key in keys]
        try:
            async with asyncio.timeout(_REDIS_SECONDS_MAX):
                found = [int(said or 0) for said in await self._redis.mget(keys)]
        except Exception as error:
            log.warning("sign_ins_counted_locally", reason=repr(error))
            found = here
        return _wrong([max(pair) for pair in zip(found, here, strict=True)])

    async def add(self, email: str, address: str | None) -> Wrong:
        """Count one more, and tell how many they are with it."""
        keys = self._keys(email, address)
        here = [self._add_here(key) for key in keys]
        try:
            async with asyncio.timeout(_REDIS_SECONDS_MAX), self._redis.pipeline() as pipeline:
                for key in keys:
                    pipeline.incr(key)
                    pipeline.expire(key, COUNTED_SECONDS)
                found = [int(said) for said in (await pipeline.execute())[::2]]
        except Exception as error:
            log.warning("sign_ins_counted_locally", reason=repr(error))
            found = here
        return _wrong([max(pair) for pair in zip(found, here, strict=True)])

    async def forget(self, email: str) -> None:
        """Begin anew with an email whose password was right."""
        [key] = self._keys(email, None)
        self._here.pop(key, None)
        try:
            async with asyncio.timeout(_REDIS_SECONDS_MAX):
                await self._redis.delete(key)
        except Exception as error:
            log.warning("sign_ins_counted_locally", reason=repr(error))

    def _keys(self, email: str, address: str | None) -> list[str]:
        """Where they are counted; what people type stands in no key."""
        said = [("email", email.strip().lower())]
        if address is not None:
            said.append(("address", address))
        return [
            f"{self._namespace}:wrong:{kind}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"
            for kind, text in said
        ]

    def _counted_here(self, key: str) -> int:
        count, until = self._here.get(key, (0, 0.0))
        return count if monotonic() < until else 0

    def _add_here(self, key: str) -> int:
        count = self._counted_here(key) + 1
        self._here[key] = count, monotonic() + COUNTED_SECONDS
        self._here.move_to_end(key)
        while len(self._here) > _KEPT_MAX:
            self._here.popitem(last=False)
        return count


def _wrong(counts: list[int]) -> Wrong:
    return Wrong(counts[0], counts[1] if len(counts) > 1 else 0)
