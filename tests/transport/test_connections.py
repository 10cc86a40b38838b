"""Who connects and asks for nothing, or never ends asking, keeps nobody else out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import httpx
import pytest
from structlog.testing import capture_logs

from hub.transport import backpressure
from tests.patience import PATIENCE_SECONDS
from tests.served import Running
from tests.transport.sockets import opened

HALVES = (
    b"",
    b"POST /graphql HTTP/1.1\r\nhost: hub\r\nx-slow: ",
    b"POST /graphql HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{",
)


@asynccontextmanager
async def half_asked(running: Running, text: bytes) -> AsyncIterator[asyncio.StreamReader]:
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    try:
        writer.write(text)
        yield reader
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def hello(client: httpx.AsyncClient, running: Running) -> object:
    answer = await client.post(f"{running.url}/graphql", json={"query": "{ hello }"})
    return answer.json()["data"]["hello"]


@pytest.mark.parametrize("half", HALVES, ids=["nothing", "headers", "body"])
async def test_half_a_request_is_cut_off_in_time(
    running: Running, monkeypatch: pytest.MonkeyPatch, half: bytes
) -> None:
    for name in ("HEADERS_SECONDS_MAX", "BODY_SECONDS_MAX"):
        monkeypatch.setattr(backpressure, name, 0.3)

    async with half_asked(running, half) as reader, asyncio.timeout(PATIENCE_SECONDS):
        with suppress(ConnectionResetError):
            assert await reader.read() == b""


async def test_many_half_requests_keep_nobody_out(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backpressure, "connections_max", lambda: 20)
    backpressure._warn_of_connections.cache_clear()
    async with AsyncExitStack() as stack, httpx.AsyncClient() as client:
        first = await stack.enter_async_context(opened(running))
        await first.init()
        with capture_logs() as logs:
            for n in range(60):
                await stack.enter_async_context(half_asked(running, HALVES[n % 3]))
            assert await hello(client, running) == "Hello you"

        assert "many_connections" in {entry["event"] for entry in logs}
        assert len(running.server.server_state.connections) <= 21
        # Who is there already is not concerned.
        await first.subscribe("q", "{ hello }")
        assert await first.data("q") == {"hello": "Hello you"}


async def test_a_connection_that_is_kept_is_used_again(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backpressure, "HEADERS_SECONDS_MAX", 0.5)
    async with httpx.AsyncClient() as client:
        for _ in range(3):
            assert await hello(client, running) == "Hello you"
            await asyncio.sleep(0.4)
