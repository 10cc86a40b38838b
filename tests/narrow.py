"""What stops up a wire: long answers, a connection that keeps next to none of them, low limits."""

import asyncio
import socket as sockets
from types import ModuleType
from typing import Final

import pytest

# What the kernel keeps for a client that reads nothing hides that from the hub.
_BYTES: Final = 32 << 10
# Of a delivery: answers of some 45 kB that cost little to make.
MUCH: Final = " ".join(f"{f'n{number}_':x<200}: position" for number in range(190))

# Limits of a wire that nobody reaches in a test, and ones that who reads nothing soon does.
_OUT_OF_REACH: Final = {
    "WAITING_MAX": 1 << 30,
    "WAITING_BYTES_MAX": 1 << 30,
    "STALLED_SECONDS_MAX": 60.0,
}
REACHED: Final = {"WAITING_MAX": 5, "WAITING_BYTES_MAX": 200_000, "STALLED_SECONDS_MAX": 0.5}


def reach_only(limit: str, patch: pytest.MonkeyPatch, wire: ModuleType) -> None:
    """Let who reads nothing reach this limit of the wire's, and none of the others."""
    for name, value in (_OUT_OF_REACH | {limit: REACHED[limit]}).items():
        patch.setattr(wire, name, value)


async def narrow_end(port: int) -> sockets.socket:
    """A connection whose client's kernel keeps next to nothing for it."""
    end = sockets.socket()
    try:
        end.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, _BYTES)
        end.setblocking(False)
        await asyncio.get_running_loop().sock_connect(end, ("127.0.0.1", port))
    except BaseException:
        end.close()
        raise
    return end
