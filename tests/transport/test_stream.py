"""Subscriptions, queries and changes as server-sent events."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import httpx
import orjson
import pytest
from structlog.testing import capture_logs

from hub.context import Hub, Request
from hub.metrics import REGISTRY
from hub.subscriptions import cohorts
from hub.subscriptions.cursors import cursor_at
from hub.transport import backpressure, stream
from tests.narrow import MUCH, REACHED, narrow_end, reach_only
from tests.partners import Partners, sequencing, until, until_reading
from tests.patience import PATIENCE_SECONDS
from tests.served import Running
from tests.transport.sockets import readers_cut

STREAM = {"accept": "text/event-stream"}
LONG = f"subscription {{ orderEvents {{ {MUCH} }} }}"


class Event(NamedTuple):
    kind: str
    data: Any
    id: str | None = None


class Events:
    """What a client reads of a stream."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()
        self.comments = 0

    async def next(self) -> Event | None:
        """The next event; None where the stream ends."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(PATIENCE_SECONDS):
            async for line in self._lines:
                if line.startswith(":"):
                    self.comments += 1
                elif line:
                    name, _, value = line.partition(":")
                    fields[name] = value.strip()
                elif fields:
                    data = orjson.loads(fields["data"]) if fields["data"] else None
                    if data:
                        data.pop("extensions", None)
                    return Event(fields["event"], data, fields.get("id"))
        return None

    async def rest(self) -> list[Event]:
        found = []
        while (event := await self.next()) is not None:
            found.append(event)
        return found


@asynccontextmanager
async def streamed(
    running: Running, query: str, *, method: str = "POST", **headers: str
) -> AsyncIterator[Events]:
    url = f"http://127.0.0.1:{running.port}/graphql"
    asked: Any = {"json": {"query": query}} if method == "POST" else {"params": {"query": query}}
    async with (
        httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client,
        client.stream(method, url, headers=STREAM | headers, **asked) as response,
    ):
        yield Events(response)


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_subscription_is_told_event_by_event_and_completed(
    running: Running, method: str
) -> None:
    async with streamed(running, "subscription { count(to: 3) }", method=method) as events:
        found = await events.rest()

    assert events.response.status_code == 200
    assert events.response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert found == [
        *[Event("next", {"data": {"count": n}}) for n in (1, 2, 3)],
        Event("complete", None),
    ]


async def test_queries_and_changes_are_one_event(running: Running) -> None:
    for query, data in (
        ("{ hello }", {"hello": "Hello you"}),
        ("mutation { change }", {"change": 1}),
    ):
        async with streamed(running, query) as events:
            [answer, complete] = await events.rest()
        assert (answer.kind, answer.data["data"]) == ("next", data)
        assert complete == Event("complete", None)


async def test_changes_need_post_here_too(running: Running) -> None:
    async with streamed(running, "mutation { change }", method="GET") as events:
        assert events.response.status_code == 405


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { unstartable }", "BAD_ID"),
    ],
)
async def test_what_cannot_be_run_is_told_in_the_stream(
    running: Running, query: str, code: str
) -> None:
    async with streamed(running, query) as events:
        [answer, complete] = await events.rest()

    assert events.response.status_code == 200
    assert [one["extensions"]["code"] for one in answer.data["errors"]] == [code]
    assert "data" not in answer.data
    assert complete.kind == "complete"


async def test_a_subscription_too_many_is_told_in_the_stream(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cohorts, "DIFFERENT_MAX", 0)

    async with streamed(running, "subscription { count(to: 1) }") as events:
        [answer, complete] = await events.rest()

    codes = [one["extensions"]["code"] for one in answer.data["errors"]]
    assert (codes, complete.kind) == (["TOO_MANY_SUBSCRIPTIONS"], "complete")


async def test_a_bad_token_is_refused(running: Running) -> None:
    async with streamed(running, "subscription { count(to: 1) }", authorization="Bearer x") as (
        events
    ):
        assert events.response.status_code == 401


async def test_an_outage_ends_the_stream_without_completing_it(running: Running) -> None:
    with capture_logs():
        async with streamed(running, "subscription { unavailable }") as events:
            found = await events.rest()

    assert [event.kind for event in found] == ["next"]


async def test_a_session_that_ends_ends_the_stream(running: Running, partners: Partners) -> None:
    member = await partners.member()
    async with streamed(
        running, "subscription { role }", authorization=member.authorization
    ) as events:
        assert await events.next() == Event("next", {"data": {"role": "OWNER"}})
        async with asyncio.timeout(PATIENCE_SECONDS):
            await partners.execute(
                "UPDATE sessions SET revoked_at = now() WHERE id = $1", member.viewer.session_id
            )
            *_, refused, complete = await events.rest()

    assert [one["extensions"]["code"] for one in refused.data["errors"]] == ["SESSION_ENDED"]
    assert complete.kind == "complete"


async def test_a_silent_stream_has_a_heartbeat(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_HEARTBEAT_SECONDS", 0.05)

    async with streamed(running, "subscription { slept(seconds: 0.5) }") as events:
        await events.next()

    assert events.comments > 3


async def test_a_client_that_leaves_leaves_nothing_behind(running: Running, hub: Hub) -> None:
    async with streamed(running, "subscription { slept(seconds: 30) }"):
        await until_reading(hub, 1)

    await until_reading(hub, 0)


async def test_a_stream_ends_with_the_server(running: Running) -> None:
    async with streamed(running, "subscription { slept(seconds: 30) }") as events:
        await asyncio.sleep(0.1)
        running.server.should_exit = True
        async with asyncio.timeout(1.5):
            assert await events.rest() == []


async def test_a_stream_that_begins_while_the_server_ends_ends_too(
    running: Running, partners: Partners
) -> None:
    member = await partners.member()

    async def takes_no_more() -> bool:
        return not running.server.servers[0].is_serving()

    async def rest() -> list[Event]:
        query = "subscription { slept(seconds: 30) }"
        async with streamed(running, query, authorization=member.authorization) as events:
            return await events.rest()

    async with partners.locked("sessions"):
        reading = asyncio.create_task(rest())
        await until_reading(partners.hub, 1)
        running.server.should_exit = True
        await until(takes_no_more)
    async with asyncio.timeout(1):
        assert await reading == []


async def test_a_stream_is_resumed_after_the_id_of_its_last_event(
    feeding: Running, partners: Partners, hub: Hub
) -> None:
    member = await partners.member()
    order = await partners.order(member, await partners.member())
    for _ in range(3):
        await partners.step(order, member)
    await partners.sequence()
    query = "subscription ($after: Cursor) { orderEvents(after: $after) { cursor position } }"
    start = cursor_at(hub, (member.party_id,), (0,))
    headers = {"authorization": member.authorization}

    async with streamed(feeding, query, **headers, **{"last-event-id": start}) as events:
        told = [await events.next() for _ in range(3)]
    cursors = [event.data["data"]["orderEvents"]["cursor"] for event in told if event]
    assert [event.id for event in told if event] == cursors

    async with streamed(feeding, query, **headers, **{"last-event-id": cursors[0]}) as events:
        assert [await events.next() for _ in range(2)] == told[1:]
    async with streamed(feeding, query, **headers, **{"last-event-id": "made up"}) as events:
        [refused, _] = await events.rest()
    assert refused.data["errors"][0]["extensions"]["code"] == "CURSOR_INVALID"


@asynccontextmanager
async def unread(
    running: Running, query: str, **headers: str
) -> AsyncIterator[asyncio.StreamReader]:
    """A stream of which next to nothing is taken until the test reads."""
    reader, writer = await asyncio.open_connection(sock=await narrow_end(running.port), limit=1)
    body = orjson.dumps({"query": query})
    head = [
        "POST /graphql HTTP/1.1",
        "host: hub",
        "connection: close",
        "accept: text/event-stream",
        "content-type: application/json",
        f"content-length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    writer.write("\r\n".join([*head, "", ""]).encode() + body)
    try:
        yield reader
    finally:
        writer.close()


async def test_what_waits_for_one_who_reads_is_read_at_once(
    feeding: Running,
    partners: Partners,
    hub: Hub,
    monkeypatch: pytest.MonkeyPatch,
    renewed: list[Request],
) -> None:
    monkeypatch.setattr("hub.subscriptions.feeds._FRESH_SECONDS_MAX", 60)
    member = await partners.member()
    await partners.told(member, 20)
    start = cursor_at(hub, (member.party_id,), (0,))
    headers = {"authorization": member.authorization, "last-event-id": start}

    async with streamed(feeding, "subscription { orderEvents { position } }", **headers) as events:
        told = [await events.next() for _ in range(20)]

    positions = [event.data["data"]["orderEvents"]["position"] for event in told if event]
    assert positions == [*range(1, 21)]
    assert len(renewed) == 1


@pytest.mark.parametrize("limit", REACHED)
async def test_who_reads_nothing_is_cut_off_and_others_hear_all(
    feeding: Running, partners: Partners, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    reach_only(limit, monkeypatch, stream)
    monkeypatch.setattr(backpressure, "_KERNEL_BYTES_MAX", 4096)
    member = await partners.member()
    order = await partners.order(member, await partners.member())
    cut, heard = readers_cut(), []

    async def have_subscribed() -> bool:
        return REGISTRY.get_sample_value("hub_subscriptions", {"field": "orderEvents"}) == 2

    async with (
        sequencing(partners.url, partners.hub.redis),
        unread(feeding, LONG, authorization=member.authorization) as slow,
        streamed(feeding, LONG, authorization=member.authorization) as quick,
    ):
        await until(have_subscribed)
        left = 3
        async with asyncio.timeout(PATIENCE_SECONDS):
            while left:
                await partners.step(order, member)
                event = await quick.next()
                assert event
                heard.append(event.data["data"]["orderEvents"])
                left -= readers_cut() > cut

        read = await slow.read()
        # One that reads again in time hears why, and that it is all.
        last = b": Too slow: resume with the last cursor\n\n\r\n0\r\n\r\n"
        assert read.endswith(last) == (limit != "STALLED_SECONDS_MAX")

    assert [{*one.values()} for one in heard] == [{n} for n in range(1, len(heard) + 1)]
    assert readers_cut() == cut + 1


async def test_who_reads_nothing_is_cut_off_also_if_nothing_more_comes(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "STALLED_SECONDS_MAX", 0.2)
    cut = readers_cut()

    async def is_cut() -> bool:
        return readers_cut() > cut

    async with unread(running, "subscription { large(characters: 1500000, seconds: 60) }"):
        await until(is_cut)


async def test_one_answer_may_be_larger_than_what_a_slow_reader_may_leave(
    running: Running,
) -> None:
    query = "subscription { large(characters: 1500000) }"
    async with streamed(running, query) as events:
        told = await events.rest()

    assert [event.kind for event in told] == ["next", "next", "complete"]
    assert all(len(event.data["data"]["large"]) == 1_500_000 for event in told[:2])


async def test_who_takes_long_for_a_large_event_but_reads_gets_it(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach_only("STALLED_SECONDS_MAX", monkeypatch, stream)
    read = b""

    async with unread(running, "subscription { large(characters: 800000) }") as slow:
        asked = time.monotonic()
        while some := await slow.read(64 << 10):
            read += some
            await asyncio.sleep(0.05)
    assert time.monotonic() - asked > 2 * REACHED["STALLED_SECONDS_MAX"]
    assert read.count(b"x") >= 1_600_000
    assert read.endswith(b"event: complete\ndata:\n\n\r\n0\r\n\r\n")
