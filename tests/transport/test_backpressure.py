"""Who does not read is cut off in time, and nobody else feels it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from hub.subscriptions.cursors import cursor_at
from hub.transport import backpressure
from hub.transport.socket import PROTOCOL
from tests.narrow import MUCH, REACHED, narrow_end, reach_only
from tests.partners import Member, Partners, sequencing, until
from tests.patience import PATIENCE_SECONDS
from tests.served import Running
from tests.transport.sockets import Socket, opened, readers_cut

FEED: Final = "subscription ($after: Cursor) { orderEvents(after: $after) { position } }"
LONG: Final = f"subscription {{ orderEvents {{ {MUCH} }} }}"


@asynccontextmanager
async def unread(running: Running, member: Member, query: str) -> AsyncIterator[Socket]:
    """A subscriber that reads nothing once it has subscribed."""
    small = await narrow_end(running.port)
    protocols: Any = [PROTOCOL]
    async with connect(
        running.socket_url,
        sock=small,
        subprotocols=protocols,
        max_queue=1,
        max_size=None,
        close_timeout=0.1,
    ) as connection:
        client = Socket(connection)
        await client.init({"authorization": member.authorization})
        await client.subscribe("1", query)
        connection.transport.pause_reading()
        yield client


@pytest.fixture
async def member(partners: Partners) -> Member:
    return await partners.member()


async def _are_subscribed(running: Running, count: int) -> bool:
    connections = running.server.server_state.connections
    wires = [one for one in connections if isinstance(one, backpressure.BoundedWebSocket)]
    return sum(one.subscriptions for one in wires) == count


@pytest.mark.parametrize("limit", REACHED)
async def test_who_reads_nothing_is_cut_off_and_others_hear_all(
    feeding: Running,
    partners: Partners,
    member: Member,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
) -> None:
    reach_only(limit, monkeypatch, backpressure)
    monkeypatch.setattr(backpressure, "_KERNEL_BYTES_MAX", 4096)
    order = await partners.order(member, await partners.member())
    cut = readers_cut()

    async with (
        sequencing(partners.url, partners.hub.redis),
        unread(feeding, member, LONG) as slow,
        opened(feeding) as quick,
    ):
        await quick.init({"authorization": member.authorization})
        await quick.subscribe("1", LONG)
        await until(lambda: _are_subscribed(feeding, 2))
        async with asyncio.timeout(PATIENCE_SECONDS):
            while readers_cut() == cut:
                await partners.step(order, member)
                await quick.data("1")

        # One that reads again in time hears why.
        slow.connection.transport.resume_reading()
        assert await slow.closed() == 1013
        assert slow.connection.close_reason == backpressure.TOO_SLOW
        for _ in range(3):
            await partners.step(order, member)
            await quick.data("1")


async def test_who_does_not_even_take_the_farewell_is_gone(
    feeding: Running, partners: Partners, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("STALLED_SECONDS_MAX", 0.3), ("_FAREWELL_SECONDS_MAX", 0.3)):
        monkeypatch.setattr(backpressure, name, value)
    monkeypatch.setattr(backpressure, "_KERNEL_BYTES_MAX", 4096)
    order = await partners.order(member, await partners.member())

    async def nobody_left() -> bool:
        return not feeding.server.server_state.connections

    async with (
        sequencing(partners.url, partners.hub.redis),
        unread(feeding, member, LONG),
    ):
        await until(lambda: _are_subscribed(feeding, 1))
        for _ in range(40):
            await partners.step(order, member)
        await until(nobody_left)


async def test_who_leaves_and_takes_nothing_more_is_gone(
    running: Running, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach_only("STALLED_SECONDS_MAX", monkeypatch, backpressure)
    cut = readers_cut()

    async def nobody_left() -> bool:
        return not running.server.server_state.connections

    async with unread(running, member, "subscription { large(characters: 3000000) }") as slow:
        slow.connection.transport.write(b"\x88\x82\0\0\0\0\x03\xe8")  # a close frame, 1000
        await until(nobody_left)
    assert readers_cut() == cut


async def test_who_takes_long_for_a_large_answer_but_reads_gets_it(
    running: Running, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach_only("STALLED_SECONDS_MAX", monkeypatch, backpressure)
    config = running.server.config
    monkeypatch.setattr(config, "ws_ping_interval", 0.1)
    monkeypatch.setattr(config, "ws_ping_timeout", 0.3)

    async with unread(running, member, "subscription { large(characters: 3000000) }") as slow:
        answer = asyncio.create_task(slow.data("1"))
        asked = time.monotonic()
        while not answer.done():
            slow.connection.transport.resume_reading()
            for _ in range(2):  # one to see that there is something, one to read it
                await asyncio.sleep(0)
            slow.connection.transport.pause_reading()
            await asyncio.sleep(0.02)
        assert time.monotonic() - asked > 2 * REACHED["STALLED_SECONDS_MAX"]
        assert len((await answer)["large"]) == 3_000_000


async def test_many_large_answers_wait_for_who_reads_them(
    running: Running, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach_only("WAITING_BYTES_MAX", monkeypatch, backpressure)
    monkeypatch.setattr(backpressure, "_KERNEL_BYTES_MAX", 4096)
    name = "x" * 50_000

    async with unread(running, member, "subscription { large(characters: 1) }") as slow:
        for number in range(40):
            query = "query ($name: String!) { hello(name: $name) }"
            await slow.subscribe(f"{number + 2}", query, variables={"name": name})
        await asyncio.sleep(0.1)
        slow.connection.transport.resume_reading()
        told = [await slow.receive() for _ in range(3 + 2 * 40)]
    assert sum(message["type"] == "complete" for message in told) == 1 + 40


async def test_answers_to_pings_do_not_pile_up(
    running: Running, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backpressure, "_KERNEL_BYTES_MAX", 4096)
    monkeypatch.setattr(backpressure, "STALLED_SECONDS_MAX", PATIENCE_SECONDS)

    async with unread(running, member, "subscription { large(characters: 100000) }") as slow:
        end = slow.connection.transport
        end.write(20_000 * (b"\x89\xfd\0\0\0\0" + b"x" * 125))  # pings, with zeros as a mask
        async with asyncio.timeout(PATIENCE_SECONDS):
            while end.get_write_buffer_size():  # noqa: ASYNC110  it has no event for that
                await asyncio.sleep(0.01)
        [held] = [
            one.transport.get_write_buffer_size()
            for one in running.server.server_state.connections
            if isinstance(one, backpressure.BoundedWebSocket)
        ]
        answered = await slow.connection.ping()
        await asyncio.sleep(0.05)  # so that it comes while nothing is taken
        end.resume_reading()
        await slow.data("1")
        await asyncio.wait_for(answered, PATIENCE_SECONDS)
    assert held < 200_000


async def test_a_reader_who_is_far_behind_but_reads_is_told_all(
    feeding: Running, partners: Partners, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backpressure, "WAITING_MAX", 3)
    monkeypatch.setattr(backpressure, "_KERNEL_BYTES_MAX", 4096)
    order = await partners.order(member, await partners.member())
    for _ in range(60):
        await partners.step(order, member)
    await partners.sequence()
    query = LONG.replace("orderEvents", "orderEvents(after: $after)").replace(
        "subscription", "subscription ($after: Cursor)"
    )

    async with opened(feeding) as client:
        await client.init({"authorization": member.authorization})
        after = cursor_at(partners.hub, (member.party_id,), (0,))
        await client.subscribe("1", query, variables={"after": after})
        for _ in range(60):
            await asyncio.sleep(0.005)
            await client.data("1")


async def test_the_server_ends_in_time_though_some_read_nothing(
    feeding: Running, partners: Partners, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backpressure, "_KERNEL_BYTES_MAX", 4096)
    order = await partners.order(member, await partners.member())

    async def is_stopped_up() -> bool:
        connections = feeding.server.server_state.connections
        return any(
            isinstance(one, backpressure.BoundedWebSocket) and not one.is_ready
            for one in connections
        )

    async def is_empty() -> bool:
        return not feeding.server.server_state.connections

    async with (
        sequencing(partners.url, partners.hub.redis),
        unread(feeding, member, LONG),
        opened(feeding) as reads,
    ):
        await reads.init({"authorization": member.authorization})
        await reads.subscribe("1", FEED)
        await until(lambda: _are_subscribed(feeding, 2))
        for _ in range(40):
            await partners.step(order, member)
        await until(is_stopped_up)

        feeding.server.should_exit = True

        assert await reads.closed() == 1012
        await until(is_empty)


async def test_a_client_that_answers_no_ping_may_come_back(running: Running) -> None:
    async with opened(running) as client:
        await client.init()
        [served] = running.server.server_state.connections
        assert isinstance(served, backpressure.BoundedWebSocket)

        served.keepalive_timeout()

        with pytest.raises(ConnectionClosed):
            await client.connection.recv()
        # 1006: no code came, which every client takes as a reason to come back.
        assert client.connection.close_code == 1006
