"""Subscribers as the documentation would have them: they keep their place and come back to it."""

import asyncio
import socket as sockets
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Final

import httpx
import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from tests.clients import Client
from tests.faults.feeds import FEEDS
from tests.faults.servers import HubProcess
from tests.faults.trade import KEEPALIVE, Person
from tests.faults.verdict import Heard, Version
from tests.narrow import MUCH, narrow_end

# After these, clients do not come back; `docs/howto/follow-a-feed.md` has the others.
_FINAL_CODES: Final = frozenset({1008, 1009, 1011, 4400, 4401, 4403, 4406, 4409, 4429})
_OPEN_SECONDS_MAX: Final = 4.0
_PING_SECONDS: Final = 1.0
_SILENCE_SECONDS_MAX: Final = 3.0
# Of a stream, which has a heartbeat every twelve seconds, and whose client cannot ask.
_STREAM_SILENCE_SECONDS_MAX: Final = 14.0
_RETURN_SECONDS: Final = 0.2
# Unread messages that the client holds; past them, the connection fills up.
_UNREAD_MAX: Final = 4
_PROTOCOLS: Final[Any] = ["graphql-transport-ws"]


def _query(feed: str, more: str = "") -> str:
    event = f"event {{ id version {FEEDS[feed].subject} {{ id }} }}"
    return (
        f"subscription ($after: Cursor)"
        f" {{ {feed}(after: $after) {{ cursor position {event} {more} }} }}"
    )


_QUERIES: Final = {feed: _query(feed) for feed in FEEDS}
_PUBLIC_QUERIES: Final = {
    feed: _QUERIES[feed] for feed, ledger in FEEDS.items() if ledger.is_public
}
_SLOW_FEED: Final = "orderEvents"
_LISTENED: Final = "subscription { stockEvents { position event { version } } }"
_LISTENED_AT_LENGTH: Final = f"subscription {{ stockEvents {{ {MUCH} }} }}"


class GaveUp(Exception):
    """The hub said something after which no client comes back."""


class _Gone(Exception):
    """The connection is of no use any more."""


class Subscriber(ABC):
    """One client that follows feeds of its party from their beginning, in a way of its own.

    Without a person it has not signed in, and follows what everybody is told.
    """

    def __init__(
        self, url: str, person: Person | None, queries: Mapping[str, str] | None = None
    ) -> None:
        if queries is None:
            queries = _PUBLIC_QUERIES if person is None else _QUERIES
        self.party_id = None if person is None else person.party_id
        self.logs: dict[str, list[Heard]] = {feed: [] for feed in queries}
        self.returns: Counter[str] = Counter()
        self.gave_up: str | None = None
        self._url = url
        self._token = None if person is None else person.token
        self._queries = queries
        self._cursors: dict[str, str] = {}
        self._reads = asyncio.Event()
        self._reads.set()

    async def begin(self) -> None:
        """Learn where the feed is now."""
        cursor = await Client(self._url, self._token).feed_cursor()
        self._cursors = dict.fromkeys(self._queries, cursor)

    @abstractmethod
    async def follow(self) -> None:
        """Follow until cancelled, or until the hub says that there is no coming back."""

    def pause(self) -> None:
        """Read nothing any more, and let the connection fill up."""
        self._reads.clear()

    def resume(self) -> None:
        self._reads.set()

    async def _come_back(self, connection: Callable[[], Awaitable[None]]) -> None:
        """Follow on one connection after the other."""
        while True:
            try:
                await connection()
            except GaveUp as said:
                self.gave_up = str(said)
                return
            except _Gone as gone:
                self.returns[str(gone)] += 1
            except (OSError, WebSocketException, httpx.TransportError) as error:
                self.returns[type(error).__name__] += 1
            await asyncio.sleep(_RETURN_SECONDS)

    def _hear(self, feed: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Keep an event and the place after it."""
        if "errors" in payload:
            raise GaveUp(f"{feed} had errors in an event: {payload['errors']}")
        delivery: dict[str, Any] = payload["data"][feed]
        event = delivery["event"]
        change = Version(event[FEEDS[feed].subject]["id"], event["version"])
        heard = Heard(int(delivery["position"]), event["id"], change, at=time.monotonic())
        self.logs[feed].append(heard)
        self._cursors[feed] = delivery["cursor"]
        return delivery

    def _bear(self, feed: str, errors: list[Any]) -> None:
        """Take that the hub's servers are away, and no other end of a subscription."""
        if any(error["extensions"]["code"] != "UNAVAILABLE" for error in errors):
            raise GaveUp(f"{feed} ended with {errors}")
        self.returns["UNAVAILABLE"] += 1


class SocketSubscriber(Subscriber):
    """Follows all its feeds on one WebSocket."""

    async def follow(self) -> None:
        await self._come_back(self._connection)

    async def _own_end(self) -> sockets.socket | None:
        """A connection that is there already, if it is to be a special one."""
        return None

    async def _connection(self) -> None:
        try:
            async with connect(
                _socket_url(self._url),
                sock=await self._own_end(),
                subprotocols=_PROTOCOLS,
                compression=None,
                open_timeout=_OPEN_SECONDS_MAX,
                close_timeout=0.5,
                ping_interval=None,  # the pings of the protocol itself do
                max_queue=_UNREAD_MAX,
            ) as socket:
                await self._listen(socket)
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd else 1006
            if code in _FINAL_CODES:
                raise GaveUp(f"{closed}") from None
            raise _Gone(f"closed with {code}") from None

    async def _listen(self, socket: ClientConnection) -> None:
        await _send(socket, _greeting(self._token))
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
                for feed in self._queries:
                    await self._subscribe(socket, feed)
            case {"type": "next", "id": str(feed), "payload": dict(payload)}:
                self._hear(feed, payload)
            case {"type": "error", "id": str(feed), "payload": list(errors)}:
                self._bear(feed, errors)
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
        payload = {"query": self._queries[feed], "variables": {"after": self._cursors[feed]}}
        await _send(socket, {"type": "subscribe", "id": feed, "payload": payload})


class StreamSubscriber(Subscriber):
    """Follows each of its feeds on a stream of server-sent events."""

    async def follow(self) -> None:
        # With a context for TLS it would take long to set up.
        transport = httpx.AsyncHTTPTransport(verify=False, socket_options=KEEPALIVE)
        patience = httpx.Timeout(_OPEN_SECONDS_MAX, read=_STREAM_SILENCE_SECONDS_MAX)
        async with httpx.AsyncClient(transport=transport, timeout=patience) as http:
            streams = [partial(self._stream, http, feed) for feed in self._queries]
            await asyncio.gather(*map(self._come_back, streams))

    async def _stream(self, http: httpx.AsyncClient, feed: str) -> None:
        headers = {
            "accept": "text/event-stream",
            "last-event-id": self._cursors[feed],
            **_authorization(self._token),
        }
        asked = {"query": self._queries[feed]}
        async with http.stream(
            "POST", f"{self._url}/graphql", json=asked, headers=headers
        ) as answer:
            if answer.status_code not in {200, 503}:
                raise GaveUp(f"{feed} was answered {answer.status_code}")
            event: dict[str, str] = {}
            async for line in answer.aiter_lines():
                await self._reads.wait()
                if line:
                    name, _, value = line.partition(":")
                    event[name] = value.removeprefix(" ")
                elif "event" in event:
                    self._heed(feed, event)
                    event = {}
        raise _Gone("stream ended")

    def _heed(self, feed: str, event: dict[str, str]) -> None:
        if event["event"] != "next":
            # It says that there is no more to come, ever.
            raise GaveUp(f"{feed} said {event}")
        payload = orjson.loads(event["data"])
        if "data" not in payload:
            self._bear(feed, payload["errors"])
            raise _Gone("stream refused")
        delivery = self._hear(feed, payload)
        if event.get("id") != delivery["cursor"]:
            raise GaveUp(f"{feed} had {event['id']} for the id of {delivery['cursor']}")


class SlowReader(SocketSubscriber):
    """Follows one feed at length, straight to a hub and with little room of its own.

    When it pauses, nothing hides that: neither a network in between nor its kernel reads on.
    """

    def __init__(self, hub: HubProcess, person: Person) -> None:
        super().__init__(hub.url, person, {_SLOW_FEED: _query(_SLOW_FEED, MUCH)})
        self.hub = hub

    @property
    def heard(self) -> int:
        """How many events."""
        return len(self.logs[_SLOW_FEED])

    async def _own_end(self) -> sockets.socket:
        return await narrow_end(self.hub.port)


class Listener:
    """One of a crowd: it keeps nothing. If stalled, it asks for much and reads none of it."""

    def __init__(self, hub: HubProcess, person: Person, *, stalled: bool = False) -> None:
        self.closed_with: int | None = None
        self.port = 0
        self.is_stalled = stalled
        self._hub = hub
        self._person = person
        self._listening: asyncio.Task[None] | None = None

    @property
    def is_there(self) -> bool:
        """Whether it still listens."""
        return self._listening is not None and not self._listening.done()

    async def open(self) -> None:
        end = await narrow_end(self._hub.port) if self.is_stalled else None
        socket = await connect(
            _socket_url(self._hub.url),
            sock=end,
            subprotocols=_PROTOCOLS,
            compression=None,
            ping_interval=None,
            max_queue=1,
        )
        self.port = socket.local_address[1]
        await _send(socket, _greeting(self._person.token))
        await socket.recv()
        query = _LISTENED_AT_LENGTH if self.is_stalled else _LISTENED
        await _send(socket, {"type": "subscribe", "id": "1", "payload": {"query": query}})
        self._listening = asyncio.create_task(self._listen(socket))

    async def closed(self) -> None:
        """Returns once the hub has closed it."""
        assert self._listening is not None
        await asyncio.wait([self._listening])

    async def leave(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _listen(self, socket: ClientConnection) -> None:
        try:
            if self.is_stalled:
                socket.transport.pause_reading()
                await asyncio.Event().wait()
            while True:
                await socket.recv()
        except ConnectionClosed as closed:
            self.closed_with = closed.rcvd.code if closed.rcvd else 1006
        finally:
            socket.transport.abort()


def _socket_url(url: str) -> str:
    return url.replace("http://", "ws://") + "/graphql"


def _greeting(token: str | None) -> dict[str, Any]:
    return {"type": "connection_init", "payload": _authorization(token)}


def _authorization(token: str | None) -> dict[str, str]:
    return {} if token is None else {"authorization": f"Bearer {token}"}


async def _send(socket: ClientConnection, message: dict[str, Any]) -> None:
    await socket.send(orjson.dumps(message).decode())
