"""The network of the fault harness fails in the ways that it should."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from tests.faults.proxy import Proxy, Streams, tcp

Speaker = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def echoing(prefix: bytes) -> AsyncIterator[int]:
    """A server that says everything back, after its prefix; its port."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(prefix + line)
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


async def said(streams: Streams, line: bytes) -> bytes:
    reader, writer = streams
    writer.write(line)
    async with asyncio.timeout(2):
        return await reader.readline()


async def test_everything_passes_a_good_network_in_turn() -> None:
    async with echoing(b"a") as one, echoing(b"b") as other, Proxy(tcp(one), tcp(other)) as proxy:
        first, second = await tcp(proxy.port)(), await tcp(proxy.port)()

        assert {await said(first, b"1\n"), await said(second, b"1\n")} == {b"a1\n", b"b1\n"}
        first[1].close()
        second[1].close()


async def test_a_server_that_is_away_is_passed_over() -> None:
    async with echoing(b"a") as here, Proxy(tcp(1), tcp(here)) as proxy:
        for _ in range(2):
            streams = await tcp(proxy.port)()
            assert await said(streams, b"1\n") == b"a1\n"
            streams[1].close()


async def test_cut_connections_are_reset_and_new_ones_pass() -> None:
    async with echoing(b"a") as here, Proxy(tcp(here)) as proxy:
        streams = await tcp(proxy.port)()
        await said(streams, b"1\n")

        proxy.cut()

        with pytest.raises(ConnectionResetError):
            await said(streams, b"2\n")
        again = await tcp(proxy.port)()
        assert await said(again, b"3\n") == b"a3\n"
        again[1].close()


async def test_nobody_is_told_of_a_half_open_connection_but_by_keepalives() -> None:
    async with echoing(b"a") as here, Proxy(tcp(here)) as proxy:
        reader, writer = await tcp(proxy.port)()
        await said((reader, writer), b"1\n")

        proxy.forget()

        with pytest.raises(TimeoutError):
            await said((reader, writer), b"2\n")
        end = writer.get_extra_info("socket")
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 300)
        with pytest.raises(TimeoutError, match="timed out"):
            await asyncio.wait_for(reader.readline(), 10)


async def test_what_stands_still_goes_on_where_it_was() -> None:
    async with echoing(b"a") as here, Proxy(tcp(here)) as proxy:
        streams = await tcp(proxy.port)()
        proxy.stall()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await said(streams, b"1\n")

        proxy.flow()

        async with asyncio.timeout(2):
            assert await streams[0].readline() == b"a1\n"
        streams[1].close()
