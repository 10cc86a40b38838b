"""What stops up a wire: long answers, and a connection that keeps next to none of them."""

import asyncio
import socket as sockets
from typing import Final

# What the kernel keeps for a client that reads nothing hides that from the hub.
_BYTES: Final = 32 << 10
# Of a delivery: answers of some 45 kB that cost little to make.
MUCH: Final = " ".join(f"{f'n{number}_':x<200}: position" for number in range(190))


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
