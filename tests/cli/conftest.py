import os
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest

from embedded import Servers
from tests.conftest import free_port


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("HUB_")]:
        monkeypatch.delenv(name)


@pytest.fixture
async def own_servers(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Servers]:
    """Servers set by their addresses, with an empty database."""
    name = f"cli_{uuid4().hex}"
    admin = await asyncpg.connect(servers.database_url)
    await admin.execute(f"CREATE DATABASE {name}")
    own = Servers(servers.database_url.replace("/hub?", f"/{name}?", 1), servers.redis_url)
    monkeypatch.setenv("HUB_DATABASE_URL", own.database_url)
    monkeypatch.setenv("HUB_REDIS_URL", own.redis_url)
    try:
        yield own
    finally:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    number = free_port()
    monkeypatch.setenv("HUB_PORT", str(number))
    return number
