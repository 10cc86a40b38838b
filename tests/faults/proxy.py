"""An address in front of servers, with a network behind it that fails when told to."""

import asyncio
import ctypes
import socket
import struct
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Final, TypeAlias

_CHUNK_BYTES: Final = 1 << 16
# Closing with it sends RST, as a machine does that knows nothing of the connection.
_RESET: Final = struct.pack("ii", 1, 0)
# Linux drops what comes for a socket with this filter, and acknowledges nothing: the other end is
# left as with a cable that was pulled out. The filter is one instruction, "keep 0 bytes".
_SO_ATTACH_FILTER: Final = 26
_KEEP_NOTHING: Final = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
_DEAF: Final = struct.pack("HP", 1, ctypes.addressof(_KEEP_NOTHING))

Streams: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]
# Connects to a server behind the address.
Target: TypeAlias = Callable[[], Awaitable[Streams]]


def tcp(port: int) -> Target:
    return partial(asyncio.open_connection, "127.0.0.1", port)


class _Link:
    """One client's connection and the server's that belongs to it."""

    def __init__(self, client: Streams, server: Streams, proxy: "Proxy") -> None:
        self._client, self._server, self._proxy = client, server, proxy
        self._known = asyncio.Event()
        self._known.set()

    async def carry(self) -> None:
        """Both ways, until one side ends and the other was told."""
        (from_client, to_client), (from_server, to_server) = self._client, self._server
        await asyncio.gather(self._pump(from_client, to_server), self._pump(from_server, to_client))

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await source.read(_CHUNK_BYTES):
                await self._proxy.passes()
                await self._known.wait()
                sink.write(chunk)
                await sink.drain()
        # An end is told later than what came before it, and by a link that nobody knows not at all.
        await self._proxy.passes()
        await self._known.wait()
        sink.close()

    def forget(self) -> None:
        self._known.clear()
        for _, writer in (self._client, self._server):
            end = writer.get_extra_info("socket")
            if end is not None and not writer.transport.is_closing():
                end.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, _DEAF)

    def reset(self) -> None:
        _reset(self._client[1])
        _reset(self._server[1])


class Proxy:
    """Passes connections on to its targets in turn, past those that do not answer.

    Faults are of all connections that are open when they come; those that come later pass, but
    while the network stands still.
    """

    def __init__(self, *targets: Target) -> None:
        self._targets = [*targets]
        self._preferred: Target | None = None
        self._links: dict[_Link, asyncio.Task[None]] = {}
        self._flows = asyncio.Event()
        self._flows.set()
        self._delay_seconds = 0.0
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> "Proxy":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        tasks = [*self._links.values()]
        for link in [*self._links]:
            link.reset()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    @property
    def port(self) -> int:
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def __len__(self) -> int:
        """How many connections go through it."""
        return len(self._links)

    def cut(self) -> None:
        """End every connection at both sides, with RST."""
        for link in [*self._links]:
            link.reset()

    def forget(self) -> None:
        """Leave every connection half-open: nothing passes any more, and neither side is told."""
        for link in self._links:
            link.forget()

    def stall(self) -> None:
        """Hold everything back, of connections to come as well, until `flow`."""
        self._flows.clear()

    def flow(self) -> None:
        """Be a good network again."""
        self._delay_seconds = 0.0
        self._flows.set()

    def slow_down(self, seconds: float) -> None:
        """Let everything take so long on its way, until `flow`."""
        self._delay_seconds = seconds

    def lead_to(self, target: Target | None) -> None:
        """Let all who come from now on have this target first, or any again."""
        self._preferred = target

    async def passes(self) -> None:
        """Wait as long as something that is on its way has to."""
        if self._delay_seconds:
            await asyncio.sleep(self._delay_seconds)
        await self._flows.wait()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        await self._flows.wait()
        self._targets = [*self._targets[1:], self._targets[0]]
        for connect in filter(None, (self._preferred, *self._targets)):
            with suppress(OSError):
                link = _Link((reader, writer), await connect(), self)
                break
        else:
            _reset(writer)
            return
        self._links[link] = task
        try:
            await link.carry()
        except asyncio.CancelledError:
            pass  # the proxy ends; asyncio's streams would log it
        finally:
            link.reset()
            del self._links[link]


def _reset(writer: asyncio.StreamWriter) -> None:
    end = writer.get_extra_info("socket")
    if end is not None and not writer.transport.is_closing():
        with suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        writer.transport.abort()
