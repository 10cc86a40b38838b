"""Real servers for every test: one PostgreSQL and one Valkey a run, a database a test."""

import asyncio
import gc
import os
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import httpx
import hypothesis
import psycopg
import pytest
import structlog
from redis.asyncio import Redis

import demo
from db.migrate import migrate
from db.session import open_database
from embedded import Servers, embedded_servers
from hub.context import Hub, Request
from hub.garbage import collect_seldom
from hub.process import make_hub
from hub.settings import Settings
from hub.sign_ins import SignIns
from hub.work.jobs.review_alerts import look
from tests.partners import Partners
from tests.patience import PATIENCE_SECONDS
from tests.preloaded import HUB, Popen
from tests.world import World

# Nothing here is timed: how long an example takes depends on what else the machine does.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# The default one takes a second to set out a traceback.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)

NOW: Final = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
_SERVERS: Final = pytest.StashKey[Servers]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers where the run begins; workers of pytest-xdist use the same ones."""
    workerinput = getattr(config, "workerinput", None)
    if workerinput is not None:
        config.stash[_SERVERS] = Servers(**workerinput["servers"])
        return
    _forget_settings_of_the_user()
    # Under nohup it would be ignored, by the hubs too that tests end with it.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    folder = TemporaryDirectory(prefix="hub-tests-")
    running = embedded_servers(Path(folder.name), durable=False)
    config.stash[_SERVERS] = running.__enter__()
    # Pictures of the demo world are drawn once a run, whichever hub is asked for them first.
    os.environ["HUB_FILES_URL"] = f"file://{folder.name}/files"

    def stop() -> None:
        running.__exit__(None, None, None)
        folder.cleanup()

    config.add_cleanup(stop)


def _forget_settings_of_the_user() -> None:
    """Take out of the environment what is set for hubs of the user's own, and what leads requests
    to this machine through a proxy, or colours what programs print."""
    for name in list(os.environ):
        is_proxy = name.lower().endswith("_proxy")
        if name.startswith("HUB_") or is_proxy or name in {"COLUMNS", "FORCE_COLOR", "LINES"}:
            del os.environ[name]


def pytest_collection_finish() -> None:
    """Let no collection look through what is imported: that is most of what there is."""
    collect_seldom()
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Three for every two cores: tests wait a lot, for processes and for clocks."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    servers = node.config.stash[_SERVERS]
    node.workerinput["servers"] = {
        "database_url": servers.database_url,
        "redis_url": servers.redis_url,
    }


@pytest.fixture(scope="session")
def servers(pytestconfig: pytest.Config) -> Servers:
    return pytestconfig.stash[_SERVERS]


async def _fill_empty(url: str, _: Servers) -> None:
    await migrate(url)


async def _fill_demo(url: str, _: Servers) -> None:
    connection = await asyncpg.connect(url)
    await demo.load(connection, now=NOW)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


async def _raise_alerts(url: str, servers: Servers) -> None:
    async with _hub(url, servers.redis_url, Clock()) as hub:
        await look(hub)


# Databases that tests get copies of: what each is a copy of itself, and what it has more.
_TEMPLATES: Final[Mapping[str, tuple[str, Callable[[str, Servers], Any]]]] = {
    "template_empty": ("template1", _fill_empty),
    "template_demo": ("template_empty", _fill_demo),
    "template_alerted": ("template_demo", _raise_alerts),
}
_copies = iter(range(1_000_000))


def _named(url: str, database: str) -> str:
    """The URL of another database of the same server."""
    return url.replace("/hub?", f"/{database}?", 1)


async def _copied(servers: Servers, template: str) -> str:
    """The name of a new database like the template, which whoever needs it first makes."""
    admin = await asyncpg.connect(servers.database_url)
    name = f"test_{os.getpid()}_{next(_copies)}"
    try:
        await admin.execute("SELECT pg_advisory_lock(1)")
        await _create(servers, admin, name, template)
    finally:
        await admin.close()
    return name


async def _create(servers: Servers, admin: asyncpg.Connection, name: str, template: str) -> None:
    known = await admin.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", template)
    if not known:
        origin, fill = _TEMPLATES[template]
        await _create(servers, admin, template, origin)
        await fill(_named(servers.database_url, template), servers)
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")


@asynccontextmanager
async def _copy(servers: Servers, template: str) -> AsyncIterator[str]:
    """The same, gone again afterwards."""
    name = await _copied(servers, template)
    yield _named(servers.database_url, name)
    admin = await asyncpg.connect(servers.database_url)
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


@contextmanager
def lent(servers: Servers, template: str) -> Iterator[str]:
    """A copy of the template, for longer than a test's own loop runs."""
    loop = asyncio.new_event_loop()
    copy = _copy(servers, template)
    url = loop.run_until_complete(copy.__aenter__())
    try:
        yield url
    finally:
        loop.run_until_complete(copy.__aexit__(None, None, None))
        loop.close()


# Those with the rows that migrations put there.
_KEPT: Final = ("alembic_version", "han_characters", "search_synonyms")
# TRUNCATE makes new files for all that refer to them as well, which takes five times as long, and
# fills the catalogue with what they were. Without triggers no order is needed.
_EMPTY: Final = f"""
DO $$
DECLARE
    name text;
    is_filled bool;
BEGIN
    FOR name IN
        SELECT quote_ident(tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tablename NOT IN {_KEPT}
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || name || ')' INTO is_filled;
        IF is_filled THEN
            EXECUTE 'DELETE FROM ' || name;
        END IF;
    END LOOP;
END $$
"""


class _Emptied:
    """The one database of this process that tests fill, and that is emptied after each."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = self._connect()

    def _connect(self) -> "psycopg.Connection[Any]":
        # One for all tests: a new one would learn of every table first. It belongs to no loop, as
        # each test has another. A test that leaves a transaction open is told so.
        options = "-c lock_timeout=5s -c session_replication_role=replica"
        return psycopg.connect(self.url, autocommit=True, options=options)

    def empty(self) -> None:
        """Take every row out; that is quicker than a new database."""
        try:
            self._connection.execute(_EMPTY)
        except psycopg.OperationalError:
            # A test may have cut all connections.
            if not self._connection.closed:
                raise
            self._connection = self._connect()
            self._connection.execute(_EMPTY)

    def close(self) -> None:
        self._connection.close()


@pytest.fixture(scope="session")
def _emptied(servers: Servers) -> Iterator[_Emptied]:
    with lent(servers, "template_empty") as url, closing(_Emptied(url)) as database:
        yield database


@pytest.fixture
def database_url(_emptied: _Emptied) -> Iterator[str]:
    """A database with the tables and nothing in them."""
    yield _emptied.url
    _emptied.empty()


@pytest.fixture
async def demo_url(servers: Servers) -> AsyncIterator[str]:
    """A database with the demo world of `NOW`."""
    async with _copy(servers, "template_demo") as url:
        yield url


@pytest.fixture(scope="session")
def shared_demo_url(servers: Servers) -> Iterator[str]:
    """A database with the demo world, for all tests of a worker that leave it as it was."""
    with lent(servers, "template_demo") as url:
        yield url


@pytest.fixture(scope="session")
def _read_url(servers: Servers) -> Iterator[str]:
    """A database with the demo world and its alerts, in which nothing can be changed."""
    with lent(servers, "template_alerted") as url:
        name = urlsplit(url).path.removeprefix("/")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        yield url


@dataclass
class Clock:
    """The time of a test: it stands still until the test moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def renewed(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """The request of each snapshot that was given up for a new one."""
    requests: list[Request] = []
    renew = Request.renew

    async def noted(request: Request) -> None:
        requests.append(request)
        await renew(request)

    monkeypatch.setattr(Request, "renew", noted)
    return requests


@asynccontextmanager
async def _hub(database_url: str, redis_url: str, clock: Clock) -> AsyncIterator[Hub]:
    redis = Redis.from_url(redis_url)
    async with open_database(database_url, connections=8) as database, redis:
        hub = make_hub(Settings(), database, redis, clock)
        # Wrong passwords of one test do not count in another.
        hub = replace(hub, sign_ins=SignIns(redis, namespace=uuid4().hex))
        yield hub
        await hub.wake_ups.drain()


@pytest.fixture
async def hub(database_url: str, servers: Servers, clock: Clock) -> AsyncIterator[Hub]:
    """What the requests of one process share, on an empty database."""
    async with _hub(database_url, servers.redis_url, clock) as hub:
        yield hub


@pytest.fixture
async def demo_hub(demo_url: str, servers: Servers, clock: Clock) -> AsyncIterator[Hub]:
    """The same on the demo world."""
    async with _hub(demo_url, servers.redis_url, clock) as hub:
        yield hub


@pytest.fixture
async def alerted_hub(servers: Servers, clock: Clock) -> AsyncIterator[Hub]:
    """The same with the alerts that there are to raise in it."""
    async with (
        _copy(servers, "template_alerted") as url,
        _hub(url, servers.redis_url, clock) as hub,
    ):
        yield hub


@pytest.fixture
async def read_hub(_read_url: str, servers: Servers, clock: Clock) -> AsyncIterator[Hub]:
    """The same, which all tests of a worker read and none can change."""
    async with _hub(_read_url, servers.redis_url, clock) as hub:
        yield hub


@pytest.fixture
async def world(hub: Hub) -> AsyncIterator[World]:
    """A small world to trade in, whose books must balance when the test is over."""
    world = World(hub)
    await world.begin()
    yield world
    await world.close()


@pytest.fixture
def partners(hub: Hub, database_url: str) -> Partners:
    """Parties that trade over the graph, and what they are told."""
    return Partners(hub, database_url)


class HubServer:
    """A hub process of its own, as an operator starts it: it serves, or does the work beside."""

    def __init__(
        self, environment: Mapping[str, str], port: int, *, command: str = "serve"
    ) -> None:
        self.url = f"http://127.0.0.1:{port}"
        setting = "HUB_PORT" if command == "serve" else "HUB_METRICS_PORT"
        self.environment = environment
        self._command = command
        self._environment = {**os.environ, **environment, setting: str(port)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = Popen(
            [*HUB, self._command],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the hub did not start: {self.kill()}")
            time.sleep(0.05)

    def _ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> str:
        """End it as kill -9 does, without a chance to tidy up, and tell what it said of errors."""
        assert self._process is not None
        self._process.kill()
        return self._process.communicate()[1].decode()

    def stop(self) -> int:
        """End it as an operator does, and tell its exit code."""
        assert self._process is not None
        self._process.terminate()
        try:
            self._process.communicate(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        return self._process.returncode


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _serving(servers: Servers, template: str) -> Iterator[HubServer]:
    with lent(servers, template) as url:
        environment = {"HUB_DATABASE_URL": url, "HUB_REDIS_URL": servers.redis_url}
        server = HubServer(environment, free_port())
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def hub_server(servers: Servers) -> Iterator[HubServer]:
    """A hub that serves the demo world, shared by all tests of a worker."""
    with _serving(servers, "template_demo") as server:
        yield server


@pytest.fixture(scope="session")
def readers_hub_server(servers: Servers) -> Iterator[HubServer]:
    """A hub that serves the demo world to all who try what a page says; they change it."""
    with _serving(servers, "template_demo") as server:
        yield server


@pytest.fixture
def own_hub_server(servers: Servers) -> Iterator[HubServer]:
    """A hub that serves the demo world to one test, which may kill and start it."""
    with _serving(servers, "template_demo") as server:
        yield server
