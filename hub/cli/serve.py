"""`hub serve`: the servers, migrations, the demo world on first run, then requests."""

from __future__ import annotations

import errno
import importlib
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Final

import typer
import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from embedded import Servers
from hub.cli.failure import Failure
from hub.cli.servers import database, see_that_redis_answers, servers, settings
from hub.cli.signals import run, take_hangup_for_the_end
from hub.garbage import collect_seldom
from hub.settings import Environment, Settings, load_settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

# Sockets get a closing frame and requests their answer; what is not done by then is cut.
_GOODBYE_SECONDS_MAX: Final = 3
_POLL_SECONDS: Final = 0.02


def serve() -> None:
    """Serve until a signal unwinds it; see `hub.cli.signals`."""
    configured = settings()
    with (
        _listening(configured) as listener,
        # The app takes longer to import than the servers take to start; workers do it themselves.
        _importing("hub.app") if configured.workers == 1 else nullcontext(),
        servers(configured, share=False) as used,
    ):
        has_demo = run(_prepare(configured, used))
        _announce_when_open(configured, listener, has_demo=has_demo)
        if configured.workers == 1:
            _run(configured, used, listener)
        else:
            _run_workers(configured, used, listener)


def application() -> ASGIApp:
    """What a worker serves; its servers' addresses stand in its environment."""
    collect_seldom()
    configured = load_settings()
    assert configured.database_url is not None
    assert configured.redis_url is not None
    take_hangup_for_the_end()
    _end_with_parent()
    return _app(configured, Servers(configured.database_url, configured.redis_url))


def _app(configured: Settings, used: Servers) -> ASGIApp:
    from hub.app import create_app

    metrics = own_metrics_listener(configured)
    return create_app(configured, used.database_url, used.redis_url, metrics=metrics)


def _run(configured: Settings, used: Servers, listener: socket.socket) -> None:
    server = uvicorn.Server(_config(_app(configured, used)))
    with _told_of_the_port(configured.host, configured.port, "HUB"):
        try:
            server.run(sockets=[listener])
        except SystemExit as end:
            if end.code == STARTUP_FAILURE:
                raise Failure("The hub did not start; the lines above say why.") from None
            raise  # it raised the signal that ended it again


def _run_workers(configured: Settings, used: Servers, listener: socket.socket) -> None:
    os.environ |= {"HUB_DATABASE_URL": used.database_url, "HUB_REDIS_URL": used.redis_url}
    config = _config("hub.cli.serve:application", factory=True, workers=configured.workers)
    hangup = signal.getsignal(signal.SIGHUP)
    workers = Multiprocess(config, sockets=[listener])
    signal.signal(signal.SIGHUP, hangup)  # it would restart the workers
    workers.run()
    if any(worker.exitcode == STARTUP_FAILURE for worker in workers.processes):
        raise Failure("A worker did not start, and so the hub ended; the lines above say why.")


def _config(app: ASGIApp | str, *, factory: bool = False, workers: int = 1) -> uvicorn.Config:
    from hub.transport.backpressure import FRAME_BYTES_MAX

    return uvicorn.Config(
        app,
        factory=factory,
        workers=workers,
        loop="uvloop",
        http="hub.transport.backpressure:BoundedHttp",
        ws="hub.transport.backpressure:BoundedWebSocket",
        ws_max_size=FRAME_BYTES_MAX,
        # Every compressed socket would hold some 300 kB of windows; messages here are small.
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,  # the app sets up logging
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=_GOODBYE_SECONDS_MAX,
    )


def _end_with_parent() -> None:
    """A worker whose parent was killed would serve on, on a port that nobody owns."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def _importing(module: str) -> Iterator[None]:
    """Imports a module on the side; the block may need it before that is done."""

    def load() -> None:
        with suppress(Exception):  # whoever needs the module hears of it
            importlib.import_module(module)

    threading.Thread(target=load, daemon=True).start()
    yield


@contextmanager
def _listening(configured: Settings) -> Iterator[socket.socket]:
    """The port, taken before anything is started, and open to clients once the app is."""
    # Each process takes its own later; that one is in use is better told before anything starts.
    for port in _metrics_ports(configured):
        _metrics_listener(configured, port).close()
    with _bound(configured.host, configured.port, "HUB") as listener:
        yield listener


def _metrics_ports(configured: Settings) -> range:
    """One for each process."""
    first = configured.metrics_port
    return range(0) if first is None else range(first, first + configured.workers)


def own_metrics_listener(configured: Settings) -> socket.socket | None:
    """At the first of the ports that no other process has.

    Raises:
        Failure: there is none; whoever supervises this process will start it anew.
    """
    ports = _metrics_ports(configured)
    for port in ports[:-1]:
        with suppress(Failure):
            return _metrics_listener(configured, port)
    return _metrics_listener(configured, ports[-1]) if ports else None


def _metrics_listener(configured: Settings, port: int) -> socket.socket:
    return _bound(configured.metrics_host, port, "HUB_METRICS", is_open=True)


def _bound(host: str, port: int, named: str, *, is_open: bool = False) -> socket.socket:
    """A port, taken. The settings that name it begin with `named`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise Failure(
            f"{named}_HOST, {host}, is no address of this machine: {error.strerror}."
        ) from error
    except UnicodeError as error:
        raise Failure(f"{named}_HOST, {host}, cannot be the name of a machine.") from error
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket(family, kind, protocol))
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with _told_of_the_port(host, port, named):
            listener.bind(address)
            if is_open:
                listener.listen()
        stack.pop_all()
    return listener


@contextmanager
def _told_of_the_port(host: str, port: int, named: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Failure(
                f"Port {port} of {host} is in use by another program. "
                f"Stop it, or set {named}_PORT to another port."
            ) from error
        if error.errno in (errno.EADDRNOTAVAIL, errno.EACCES):
            raise Failure(
                f"The hub cannot listen on port {port} of {host}: {os.strerror(error.errno)}. "
                f"Set {named}_HOST and {named}_PORT."
            ) from error
        raise


async def _prepare(configured: Settings, used: Servers) -> bool:
    """See that both servers will do, and tell whether the demo world is there, which is not for
    production.

    Only the embedded database gets a demo world unasked: it is nobody else's.
    """
    await see_that_redis_answers(used)
    async with database(configured, used) as connection:
        import demo

        if configured.environment is Environment.PRODUCTION:
            if await demo.is_loaded(connection):
                raise Failure(
                    "The database has accounts of the demo world, and everybody knows their "
                    "password. Set HUB_DATABASE_URL to another database."
                )
            return False
        if await demo.is_loaded(connection):
            return True
        if configured.database_url is not None or not await demo.is_empty(connection):
            return False
        from hub.cli.demo import load

        await load(connection, scale=1, seed=demo.DEFAULT_SEED)
        return True


def _announce_when_open(configured: Settings, listener: socket.socket, *, has_demo: bool) -> None:
    """Tell where to click as soon as the first worker listens."""

    def announce() -> None:
        while listener.fileno() != -1:
            with suppress(OSError), socket.socket(listener.family) as client:
                client.connect(listener.getsockname())
                _announce(configured, has_demo=has_demo)
                return
            time.sleep(_POLL_SECONDS)

    threading.Thread(target=announce, daemon=True).start()


def _announce(configured: Settings, *, has_demo: bool) -> None:
    address = _address(configured)
    typer.echo("\nThe hub serves")
    for path, what in (
        ("/", "the shop"),
        ("/console", "the console of suppliers, brands, retailers and the operator"),
        ("/graphql", "the graph, and GraphiQL in a browser"),
    ):
        typer.echo(f"  {typer.style(f'{address}{path}', bold=True):<50}  {what}")
    if has_demo:
        _announce_demo_accounts()
    typer.echo("\nCtrl-C ends it.")


def _announce_demo_accounts() -> None:
    from rich.console import Console
    from rich.table import Table

    from demo import DEMO_ACCOUNTS, DEMO_PASSWORD

    table = Table("Sign in as", "who is", box=None, padding=(0, 2))
    for account in DEMO_ACCOUNTS:
        table.add_row(account.email, account.label)
    console = Console(highlight=False)
    console.print(f"Open it in a browser. The password of every demo account is {DEMO_PASSWORD}.\n")
    console.print(table)


def _address(configured: Settings) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(configured.host, configured.host)  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host else host}:{configured.port}"
