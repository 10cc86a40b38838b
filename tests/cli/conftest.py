import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from embedded import Servers
from tests.conftest import free_port, lent


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("HUB_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def new_servers(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    """Servers set by their addresses, with a database that nobody has migrated."""
    with _set(servers, "template1", monkeypatch) as own:
        yield own


@pytest.fixture
def own_servers(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    """Servers set by their addresses, with the tables and nothing in them."""
    with _set(servers, "template_empty", monkeypatch) as own:
        yield own


@contextmanager
def _set(servers: Servers, template: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    with lent(servers, template) as url:
        monkeypatch.setenv("HUB_DATABASE_URL", url)
        monkeypatch.setenv("HUB_REDIS_URL", servers.redis_url)
        yield Servers(url, servers.redis_url)


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    number = free_port()
    monkeypatch.setenv("HUB_PORT", str(number))
    return number
