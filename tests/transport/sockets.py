"""The client's end of a socket, message by message."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from hub.metrics import REGISTRY
from hub.transport import socket
from tests.patience import PATIENCE_SECONDS

if TYPE_CHECKING:
    from tests.served import Running

Message = dict[str, Any]


def readers_cut() -> float:
    """How many this process has cut off for being too slow."""
    return REGISTRY.get_sample_value("hub_closed_total", {"reason": "too_slow"}) or 0.0


@dataclass
class Socket:
    """A client's end of a socket."""

    connection: ClientConnection

    async def send(self, message: object) -> None:
        await self.connection.send(
            message if isinstance(message, str) else orjson.dumps(message).decode()
        )

    async def receive(self) -> Message:
        async with asyncio.timeout(PATIENCE_SECONDS):
            message: Message = orjson.loads(await self.connection.recv())
        return message

    async def init(self, payload: object = None) -> None:
        await self.send({"type": "connection_init", **({"payload": payload} if payload else {})})
        assert await self.receive() == {"type": "connection_ack"}

    async def subscribe(self, id: str, query: str, **payload: object) -> None:
        await self.send({"id": id, "type": "subscribe", "payload": {"query": query, **payload}})

    async def data(self, id: str) -> Any:
        """The data of the next result, which is to be the operation's."""
        message = await self.receive()
        assert (message["id"], message["type"]) == (id, "next")
        assert "errors" not in message["payload"]
        return message["payload"]["data"]

    async def error(self, id: str) -> str:
        """The code of the error that ends the operation."""
        message = await self.receive()
        assert (message["id"], message["type"]) == (id, "error")
        [error] = message["payload"]
        return str(error["extensions"]["code"])

    async def is_over(self, id: str) -> bool:
        return await self.receive() == {"id": id, "type": "complete"}

    async def closed(self) -> int:
        """The code with which the hub closes the socket."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            with suppress(ConnectionClosed):
                while True:
                    await self.connection.recv()
        assert self.connection.close_code is not None
        return self.connection.close_code


@asynccontextmanager
async def opened(
    running: "Running", *, protocols: Sequence[str] = (socket.PROTOCOL,), **headers: str
) -> AsyncIterator[Socket]:
    """A socket whose handshake offers the protocols."""
    offered: Any = list(protocols) or None
    async with connect(
        running.socket_url, subprotocols=offered, additional_headers=headers
    ) as connection:
        yield Socket(connection)
