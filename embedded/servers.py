"""The two servers of a data directory, owned by one process and used by others."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from embedded import postgresql, valkey
from embedded.errors import DataDirectoryInUse, told_as_a_sentence
from embedded.locks import POLL_SECONDS, read_pid, take_lock, write_pid
from embedded.sockets import published
from embedded.supervision import START_SECONDS_MAX, Supervisor


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the running servers answer."""

    database_url: str
    redis_url: str


@contextmanager
def embedded_servers(
    data_dir: Path, *, durable: bool = True, share: bool = False
) -> Iterator[Servers]:
    """Run both servers on the files in `data_dir` until the block ends.

    Whoever comes first owns the directory and its servers. With `share`, whoever comes later
    waits until they answer and uses them; they end with their owner all the same.
    `durable=False` trades the data's safety for speed and is for tests.

    A server that ends alone is started again. If it cannot be, this process is sent SIGTERM, and
    leaving the block raises the reason.

    Raises:
        DataDirectoryInUse: another process owns the directory, and `share` is false.
        EmbeddedServersError: the directory cannot be used, a server does not start, or one ended
            and could not be started again.
    """
    data_dir = data_dir.expanduser().resolve()
    postgresql.forget_settings_of_the_user()
    with told_as_a_sentence(data_dir):
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = _own_or_find(data_dir, share=share)
    if isinstance(found, Servers):
        yield found
        return

    supervisor = Supervisor(data_dir, durable=durable)
    try:
        with told_as_a_sentence(data_dir):
            sockets = supervisor.start()
        yield _servers_at(sockets)
    finally:
        supervisor.stop()
        os.close(found)
        if supervisor.failure is not None:
            raise supervisor.failure


def _own_or_find(data_dir: Path, *, share: bool) -> int | Servers:
    """Take the directory's owner lock, or find the servers of the process that has it."""
    deadline = time.monotonic() + START_SECONDS_MAX
    path = data_dir / "owner.lock"
    while True:
        lock = take_lock(path)
        if lock is not None:
            write_pid(path, os.getpid())
            return lock
        if share and (servers := _answering(data_dir)):
            return servers
        if not share or time.monotonic() > deadline:
            raise DataDirectoryInUse(
                f"Another hub (process {read_pid(path) or 'unknown'}) is running "
                f"with the data directory {data_dir}. Stop it first, "
                "or set HUB_DATA_DIR (and HUB_PORT) to others."
            )
        time.sleep(POLL_SECONDS)


def _answering(data_dir: Path) -> Servers | None:
    """The servers that the directory's owner has published, if both answer."""
    sockets = published(data_dir)
    if sockets is None:
        return None
    answer = valkey.valkey_answers(sockets) and postgresql.postgres_answers(sockets)
    return _servers_at(sockets) if answer else None


def _servers_at(sockets: Path) -> Servers:
    return Servers(postgresql.database_url(sockets), valkey.redis_url(sockets))
