"""Subscribers as the documentation would have them: they keep their place and come back to it."""

import asyncio
import time
from collections import Counter
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from tests.clients import Client
from tests.faults.trade import Person
from tests.faults.verdict import Heard, Version

# By the id of its operation: what it asks, and the field that an event's aggregate stands in.
FEEDS: Final = {"orderEvents": "order", "stockEvents": "item"}
# After these, clients do not come back; `docs/howto/follow-a-feed.md` has the others.
_FINAL_CODES: Final = frozenset({1008, 1009, 1011, 4400, 4401, 4403, 4406, 4409, 4429})
_OPEN_SECONDS_MAX: Final = 4.0
_PING_SECONDS: Final = 1.0
_SILENCE_SECONDS_MAX: Final = 3.0
_RETURN_SECONDS: Final = 0.2
# Unread messages that the client holds; past them, the connection fills up.
_UNREAD_MAX: Final = 4


def _query(feed: str) -> str:
    event = f"event {{ id version {FEEDS[feed]} {{ id }} }}"
    return (
        f"subscription ($after: Cursor) {{ {feed}(after: $after) {{ cursor position {event} }} }}"
    )


_QUERIES: Final = {feed: _query(feed) for feed in FEEDS}
_LISTENED: Final = "subscription { stockEvents { position event { version } } }"


class GaveUp(Exception):
    """The hub said something after which no client comes back."""


class _Gone(Exception):
    """The connection is of no use any more."""


class Subscriber:
    """One client that follows both feeds of its party on a socket, from their beginning."""

    def __init__(self, url: str, person: Person) -> None:
        self.party_id: UUID = person.party_id
        self.logs: dict[str, list[Heard]] = {feed: [] for feed in FEEDS}
        self.returns: Counter[str] = Counter()
        self.gave_up: str | None = None
        self._url = url
        self._person = person
        self._cursors: dict[str, str] = {}
        self._reads = asyncio.Event()
        self._reads.set()
        self._socket: ClientConnection | None = None

    async def begin(self) -> None:
        """Learn where the feed is now."""
        client = Client(self._url, self._person.token)
        cursor = (await client.ask("{ viewer { feedCursor } }"))["viewer"]["feedCursor"]
        self._cursors = dict.fromkeys(FEEDS, cursor)

    async def follow(self) -> None:
        """Follow until cancelled, or until the hub says that there is no coming back."""
        url = self._url.replace("http://", "ws://") + "/graphql"
        while True:
            try:
                async with connect(
                    url,
                    subprotocols=["graphql-transport-ws"],  # type: ignore[list-item]
                    open_timeout=_OPEN_SECONDS_MAX,
                    close_timeout=0.5,
                    ping_interval=None,  # the pings of the protocol itself do
                    max_queue=_UNREAD_MAX,
                ) as self._socket:
                    await self._listen(self._socket)
            except GaveUp as said:
                self.gave_up = str(said)
                return
            except ConnectionClosed as closed:
                code = closed.rcvd.code if closed.rcvd else 1006
                if code in _FINAL_CODES:
                    self.gave_up = f"{closed}"
                    return
                self.returns[f"closed with {code}"] += 1
            except _Gone as gone:
                self.returns[str(gone)] += 1
            except (OSError, WebSocketException) as error:
                self.returns[type(error).__name__] += 1
            await asyncio.sleep(_RETURN_SECONDS)

    def pause(self) -> None:
        """Read nothing any more, and let the connection fill up."""
        self._reads.clear()

    def resume(self) -> None:
        self._reads.set()

    async def _listen(self, socket: ClientConnection) -> None:
        payload: Any = {"authorization": f"Bearer {self._person.token}"}
        await _send(socket, {"type": "connection_init", "payload": payload})
        pinging = asyncio.create_task(self._ping(socket))
        try:
            while True:
                await self._reads.wait()
                async with asyncio.timeout(_SILENCE_SECONDS_MAX):
                    text = await socket.recv()
                await self._heed(socket, orjson.loads(text))
        except TimeoutError:
            # A goodbye would go where nobody hears it.
            socket.transport.abort()
            raise _Gone("silence") from None
        finally:
            pinging.cancel()
            await asyncio.wait([pinging])

    async def _ping(self, socket: ClientConnection) -> None:
        """Have something to hear, so that silence means that the connection is broken."""
        with suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(_PING_SECONDS)
                await _send(socket, {"type": "ping"})

    async def _heed(self, socket: ClientConnection, message: dict[str, Any]) -> None:
        match message:
            case {"type": "connection_ack"}:
                for feed in FEEDS:
                    await self._subscribe(socket, feed)
            case {"type": "next", "id": str(feed), "payload": dict(payload)}:
                if "errors" in payload:
                    raise GaveUp(f"{feed} had errors in an event: {payload['errors']}")
                self._hear(feed, payload["data"][feed])
            case {"type": "error", "id": str(feed), "payload": list(errors)}:
                if any(error["extensions"]["code"] != "UNAVAILABLE" for error in errors):
                    raise GaveUp(f"{feed} ended with {errors}")
                self.returns["UNAVAILABLE"] += 1
                await asyncio.sleep(_RETURN_SECONDS)
                await self._subscribe(socket, feed)
            case {"type": "ping"}:
                await _send(socket, {"type": "pong"})
            case {"type": "pong"}:
                pass
            case _:
                # Also "complete": it says that there is no more to come, ever.
                raise GaveUp(f"said {message}")

    async def _subscribe(self, socket: ClientConnection, feed: str) -> None:
        payload = {"query": _QUERIES[feed], "variables": {"after": self._cursors[feed]}}
        await _send(socket, {"type": "subscribe", "id": feed, "payload": payload})

    def _hear(self, feed: str, delivery: dict[str, Any]) -> None:
        event = delivery["event"]
        change = Version(event[FEEDS[feed]]["id"], event["version"])
        heard = Heard(int(delivery["position"]), event["id"], change, at=time.monotonic())
        self.logs[feed].append(heard)
        self._cursors[feed] = delivery["cursor"]


class Listener:
    """One of a crowd: it keeps nothing. If stalled, it reads no more once it is welcome."""

    def __init__(self, url: str, person: Person, *, stalled: bool = False) -> None:
        self.closed_with: int | None = None
        self._url = url.replace("http://", "ws://") + "/graphql"
        self._person = person
        self._stalled = stalled
        self._listening: asyncio.Task[None] | None = None

    async def open(self) -> None:
        protocols: Any = ["graphql-transport-ws"]
        socket = await connect(self._url, subprotocols=protocols, ping_interval=None, max_queue=1)
        payload = {"authorization": f"Bearer {self._person.token}"}
        await _send(socket, {"type": "connection_init", "payload": payload})
        await socket.recv()
        subscription = {"query": _LISTENED}
        await _send(socket, {"type": "subscribe", "id": "1", "payload": subscription})
        self._listening = asyncio.create_task(self._listen(socket))

    async def leave(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _listen(self, socket: ClientConnection) -> None:
        try:
            if self._stalled:
                socket.transport.pause_reading()
                await asyncio.Event().wait()
            while True:
                await socket.recv()
        except ConnectionClosed as closed:
            self.closed_with = closed.rcvd.code if closed.rcvd else 1006
        finally:
            socket.transport.abort()


async def _send(socket: ClientConnection, message: dict[str, Any]) -> None:
    await socket.send(orjson.dumps(message).decode())
