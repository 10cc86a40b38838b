"""The process of subscribers: it notes when events come, and how its sockets end."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve

from bench.feeds.subscribers import PROTOCOL, Subscribers, Subscribing, subscribers
from bench.load import LoadFailed


async def _serve(client: ServerConnection) -> None:
    """Greets; a document names what each subscription to it is told at once, `again` twice."""
    async for text in client:
        message = json.loads(text)
        if message["type"] == "connection_init":
            assert message["payload"] == {"authorization": "me"}
            await client.send('{"type": "connection_ack"}')
        elif message["type"] == "ping":
            await client.send('{"type": "pong"}')
        elif message["payload"]["query"] == "close":
            await client.close(1012)
        else:
            *again, event = message["payload"]["query"].split()
            payload = {"data": {"orderEvents": {"id": f"OrderEvent:{event}"}}}
            for _ in (None, *again):
                await client.send(
                    json.dumps({"id": message["id"], "type": "next", "payload": payload})
                )


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serve(_serve, "127.0.0.1", 0, subprotocols=[PROTOCOL]) as server:  # type: ignore[list-item]
        yield server


@pytest.fixture
async def clients() -> AsyncIterator[Subscribers]:
    async with subscribers() as clients:
        yield clients


def asking(server: Server, document: str, **how: int) -> Subscribing:
    port = next(iter(server.sockets)).getsockname()[1]
    return Subscribing("all", port, document, greeting={"authorization": "me"}, **how)  # type: ignore[arg-type]


async def test_every_subscription_on_every_socket_is_told(
    server: Server, clients: Subscribers
) -> None:
    event, other = str(uuid4()), str(uuid4())
    began = time.monotonic()

    seconds = await clients.subscribe(asking(server, event, sockets=3, operations=4))
    arrived = await clients.arrivals("all", [event], 12, 5)
    nothing = await clients.arrivals("all", [other], 1, 0)

    assert 0 < seconds < time.monotonic() - began
    assert len(arrived[event]) == 12
    assert all(began < at < time.monotonic() for at in arrived[event])
    assert nothing == {other: []}


async def test_what_comes_twice_fails_the_run_and_stands_for_nobody_elses(
    server: Server, clients: Subscribers
) -> None:
    event = str(uuid4())
    await clients.subscribe(asking(server, f"again {event}"))

    with pytest.raises(LoadFailed, match="twice"):
        await clients.arrivals("all", [event], 2, 0.1)


async def test_a_socket_that_stalls_is_seen_to_be_cut(server: Server, clients: Subscribers) -> None:
    await clients.subscribe(asking(server, str(uuid4())))
    await clients.stall("all")

    assert await clients.cut_after("all", 0.1) is None
    [connection] = server.connections
    connection.transport.abort()
    seconds = await clients.cut_after("all", 5)

    assert seconds is not None
    assert 0.1 <= seconds < 5


async def test_sockets_tell_with_which_code_they_ended(
    server: Server, clients: Subscribers
) -> None:
    await clients.subscribe(asking(server, str(uuid4()), sockets=2))

    assert await clients.closed("all", 0) == {"none": 2}
    for connection in server.connections:
        await connection.close(1013)

    assert await clients.closed("all", 5) == {"1013": 2}


async def test_a_socket_that_is_refused_fails_the_run(server: Server, clients: Subscribers) -> None:
    with pytest.raises(LoadFailed, match="ended with 1012"):
        async with asyncio.timeout(10):
            await clients.subscribe(asking(server, "close"))
