"""PostgreSQL, Valkey and hubs as processes that are killed and started again on what they left."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote

import asyncpg
import httpx
from redis.asyncio import Redis

from db.migrate import migrate
from db.outages import OUTAGES
from embedded import embedded_servers
from embedded.postgresql import postgres_program
from embedded.valkey import valkey_command
from tests.conftest import free_port
from tests.faults.proxy import Proxy, tcp

SECRET: Final = "of the fault harness, and of nothing else"
_HUB: Final = Path(sys.executable).with_name("hub")
_START_SECONDS_MAX: Final = 120.0
_STOP_SECONDS_MAX: Final = 20.0
_POLL_SECONDS: Final = 0.03
# Kills a server, $0, however the harness itself ends.
_WATCHDOG: Final = 'read -r _; kill -KILL -- "-$0"'

# A killed process takes nothing along that it has handed to the kernel, so nothing needs to reach
# the disk; but a commit must have been handed over before it is acknowledged.
_POSTGRES_SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "on",
    "max_connections": "200",
    "jit": "off",
    "timezone": "UTC",
}
# Each hub is a user of its own, which tells whose connections are whose.
_LEADER: Final = """
SELECT usename FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND application_name = 'hub sequencer'
"""


class Server:
    """One process, which may be killed and started any number of times."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        answers: Callable[[], Awaitable[bool]],
    ) -> None:
        self.name = name
        self.log = log
        self._command = command
        self._environment = {**os.environ, **environment}
        self._answers = answers
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Run it until it answers, also if what it left behind keeps it from that at first.

        Raises:
            TimeoutError: it does not.
        """
        deadline = time.monotonic() + _START_SECONDS_MAX
        while not (self._runs() and await self._answers()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.name} does not answer; see {self.log}")
            if not self._runs():
                self._spawn()
            await asyncio.sleep(_POLL_SECONDS)

    def kill(self) -> None:
        """End it as kill -9 does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._unwatch()

    def kill_child(self, pid: int) -> None:
        """End one of the processes that it started, in the same way."""
        status = Path(f"/proc/{pid}/status").read_text()
        assert f"PPid:\t{self.pid}\n" in status, "not a child of ours"
        os.kill(pid, signal.SIGKILL)

    async def stop(self, by: signal.Signals = signal.SIGTERM) -> float:
        """End it as an operator does, and tell how many seconds that took.

        Raises:
            TimeoutError: it has not ended by then, and was killed.
        """
        assert self._process is not None
        started = time.monotonic()
        self._process.send_signal(by)
        while self._runs():
            if time.monotonic() - started > _STOP_SECONDS_MAX:
                self.kill()
                raise TimeoutError(f"{self.name} did not end on SIGTERM; see {self.log}")
            await asyncio.sleep(_POLL_SECONDS)
        self._unwatch()
        return time.monotonic() - started

    def _runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _spawn(self) -> None:
        self._unwatch()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._watchdog = subprocess.Popen(
            ["/bin/sh", "-c", _WATCHDOG, str(self._process.pid)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def _unwatch(self) -> None:
        """Before the process id is somebody else's."""
        if self._watchdog is not None:
            self._watchdog.kill()
            self._watchdog.communicate()
            self._watchdog = None


class HubProcess(Server):
    """A hub that reaches its servers through networks of its own, which may fail."""

    def __init__(self, name: str, port: int, postgres: Proxy, valkey: Proxy, log: Path) -> None:
        metrics_port = free_port()
        database_url = f"postgresql://{name}@127.0.0.1:{postgres.port}/hub?sslmode=disable"
        environment = {
            "HUB_ENVIRONMENT": "production",
            "HUB_SECRET": SECRET,
            "HUB_PORT": str(port),
            "HUB_METRICS_PORT": str(metrics_port),
            "HUB_DATABASE_URL": database_url,
            "HUB_REDIS_URL": f"redis://127.0.0.1:{valkey.port}/0",
        }
        super().__init__(name, [str(_HUB), "serve"], environment, log, self._is_ready)
        self.port, self.metrics_port = port, metrics_port
        self.postgres = postgres
        self.valkey = valkey

    @property
    def url(self) -> str:
        """Its own address, past the one that clients know."""
        return f"http://127.0.0.1:{self.port}"

    async def metric(self, sample: str) -> float | None:
        """What its metrics say of a name with its labels, or nothing."""
        response = await _got(f"http://127.0.0.1:{self.metrics_port}/metrics")
        for line in response.text.splitlines():
            name, _, value = line.rpartition(" ")
            if name == sample:
                return float(value)
        return None

    async def _is_ready(self) -> bool:
        return await _is_ready(self.port)


class WorkerProcess(Server):
    """A worker that reaches its servers directly."""

    def __init__(self, database_url: str, redis_url: str, log: Path) -> None:
        port = free_port()
        environment = {
            "HUB_ENVIRONMENT": "production",
            "HUB_SECRET": SECRET,
            "HUB_METRICS_PORT": str(port),
            "HUB_DATABASE_URL": database_url,
            "HUB_REDIS_URL": redis_url,
        }
        super().__init__("worker", [str(_HUB), "work"], environment, log, lambda: _is_ready(port))


async def _is_ready(port: int) -> bool:
    try:
        return (await _got(f"http://127.0.0.1:{port}/readyz")).status_code == 200
    except httpx.TransportError:
        return False


async def _got(url: str) -> httpx.Response:
    async with httpx.AsyncClient(verify=False) as http:  # which takes long to set up
        return await http.get(url)


class Cluster:
    """Servers and hubs, and the one address that clients know."""

    def __init__(self, database_url: str, redis_url: str) -> None:
        """Both addresses lead to the servers past all networks that fail."""
        self.database_url = database_url
        self.redis_url = redis_url
        self.postgres: Server
        self.valkey: Server
        self.hubs: list[HubProcess] = []
        self.worker: WorkerProcess
        self.front: Proxy

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.front.port}"

    async def ask(self, statement: str, *values: object) -> Any:
        """A value out of the database."""
        connection = await asyncpg.connect(self.database_url)
        try:
            return await connection.fetchval(statement, *values)
        finally:
            await connection.close()

    async def leader(self) -> HubProcess | None:
        """The hub that leads the sequencing, if one does just now."""
        name = await self.ask(_LEADER)
        return next((hub for hub in self.hubs if hub.name == name), None)


@asynccontextmanager
async def cluster(
    hubs: int, fill: Callable[[str, str], Awaitable[None]], logs: Path | None = None
) -> AsyncIterator[Cluster]:
    """Servers on files of their own with what `fill` puts in, given both addresses, and hubs.

    `logs` is a folder for what they say; without one that is gone with the rest.
    """
    with TemporaryDirectory(prefix="hub-faults-") as name:
        folder = Path(name)
        with embedded_servers(folder, durable=False) as made:
            await migrate(made.database_url)
            for number in range(hubs):
                await _make_user(made.database_url, f"hub_{number}")
            await fill(made.database_url, made.redis_url)
        async with AsyncExitStack() as stack:
            yield await _started(folder, hubs, logs or folder, stack)


async def _make_user(database_url: str, name: str) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute(f"CREATE ROLE {name} LOGIN SUPERUSER")
    await connection.close()


async def _started(folder: Path, hubs: int, logs: Path, stack: AsyncExitStack) -> Cluster:
    sockets = folder / "run"
    sockets.mkdir(mode=0o700)
    address, port, valkey_port = quote(str(sockets)), free_port(), free_port()
    started = Cluster(
        f"postgresql://hub@/hub?host={address}&port={port}", f"unix://{address}/valkey.sock?db=0"
    )
    settings = _POSTGRES_SETTINGS | {"port": str(port), "unix_socket_directories": str(sockets)}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    started.postgres = Server(
        "postgres",
        [*postgres_program("postgres"), "-D", str(folder / "postgres"), *options],
        {"LC_ALL": "C"},
        logs / "postgres.log",
        lambda: _postgres_answers(started.database_url),
    )
    # Its processes end in their own time after a kill; the folder has to wait for them.
    stack.push_async_callback(started.postgres.stop, signal.SIGINT)
    started.valkey = Server(
        "valkey",
        [*valkey_command(folder, sockets), "--port", str(valkey_port)],
        {},
        logs / "valkey.log",
        lambda: _valkey_answers(started.redis_url),
    )
    stack.callback(started.valkey.kill)
    await asyncio.gather(started.postgres.start(), started.valkey.start())
    for number in range(hubs):
        postgres = await stack.enter_async_context(Proxy(tcp(port)))
        valkey = await stack.enter_async_context(Proxy(tcp(valkey_port)))
        name = f"hub_{number}"
        hub = HubProcess(name, free_port(), postgres, valkey, log=logs / f"{name}.log")
        stack.callback(hub.kill)
        started.hubs.append(hub)
    started.worker = WorkerProcess(
        f"postgresql://hub@127.0.0.1:{port}/hub?sslmode=disable",
        f"redis://127.0.0.1:{valkey_port}/0",
        logs / "worker.log",
    )
    stack.callback(started.worker.kill)
    await asyncio.gather(*(one.start() for one in (*started.hubs, started.worker)))
    started.front = await stack.enter_async_context(Proxy(*(tcp(hub.port) for hub in started.hubs)))
    return started


async def _postgres_answers(database_url: str) -> bool:
    with suppress(*OUTAGES):
        connection = await asyncpg.connect(database_url, timeout=5)
        await connection.close()
        return True
    return False


async def _valkey_answers(redis_url: str) -> bool:
    with suppress(*OUTAGES):
        async with Redis.from_url(redis_url) as redis:
            return bool(await redis.ping())
    return False
