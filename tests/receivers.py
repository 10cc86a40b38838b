"""Receivers of webhooks: a real HTTP server that takes, refuses, or leaves messages unanswered."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from standardwebhooks import Webhook

# What a receiver does with the n-th message, from 0: a status, or nothing for the time being.
Behaviour = Callable[[int], int | None]


@dataclass(frozen=True)
class Message:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        return orjson.loads(self.body)

    @property
    def position(self) -> int:
        position: int = self.told["data"]["position"]
        return position

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    def is_signed_with(self, secret: str) -> bool:
        """By the library's own verifier, which raises where it is not."""
        Webhook(secret).verify(self.body, self.headers)
        return True


class Receiver:
    """Notes every message it gets; `answers` says what it does."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.answers: Behaviour = lambda _: 204
        self.taken: list[Message] = []
        self.address = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                path = line.split()[1].decode()
                headers = {}
                while (line := await reader.readline()).strip():
                    name, _, value = line.decode().partition(":")
                    headers[name.lower()] = value.strip()
                body = await reader.readexactly(int(headers["content-length"]))
                message = Message(path, headers, body)
                self.messages.append(message)
                status = self.answers(len(self.messages) - 1)
                if status is None:
                    await asyncio.sleep(3600)
                elif 200 <= status < 300:
                    self.taken.append(message)
                location = "location: /elsewhere\r\n" if status == 302 else ""
                writer.write(
                    f"HTTP/1.1 {status} As Asked\r\n{location}content-length: 0\r\n\r\n".encode()
                )
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    @property
    def positions(self) -> list[int]:
        """Of the messages that were taken."""
        return [message.position for message in self.taken]


@asynccontextmanager
async def receiving(port: int = 0, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    """A receiver that serves meanwhile."""
    receiver = Receiver()
    serving: set[asyncio.Task[None]] = set()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(receiver.serve(reader, writer))
        serving.add(task)
        task.add_done_callback(serving.discard)

    server = await asyncio.start_server(begin, "127.0.0.1", port, ssl=tls)
    scheme = "https" if tls else "http"
    receiver.address = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    try:
        yield receiver
    finally:
        server.close()
        for task in serving:
            task.cancel()
        if serving:
            await asyncio.wait(serving)
