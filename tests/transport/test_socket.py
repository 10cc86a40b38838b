"""graphql-transport-ws: what the protocol says, whatever a client may send."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import orjson
import pytest
from structlog.testing import capture_logs
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from hub.context import Hub
from hub.transport import authentication, socket
from tests.clients import told
from tests.conftest import Clock
from tests.partners import Partners, until
from tests.transport.conftest import Running

Message = dict[str, Any]


@dataclass
class Socket:
    """A client's end of a socket."""

    connection: ClientConnection

    async def send(self, message: object) -> None:
        await self.connection.send(
            message if isinstance(message, str) else orjson.dumps(message).decode()
        )

    async def receive(self) -> Message:
        async with asyncio.timeout(10):
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
        async with asyncio.timeout(10):
            with suppress(ConnectionClosed):
                while True:
                    await self.connection.recv()
        assert self.connection.close_code is not None
        return self.connection.close_code


@asynccontextmanager
async def opened(
    running: Running, *, protocol: str | None = socket.PROTOCOL, **headers: str
) -> AsyncIterator[Socket]:
    protocols: Any = [protocol] if protocol else None
    async with connect(
        running.socket_url, subprotocols=protocols, additional_headers=headers
    ) as connection:
        yield Socket(connection)


@pytest.fixture
async def open_socket(running: Running) -> AsyncIterator[Socket]:
    """A socket of somebody anonymous that is ready for operations."""
    async with opened(running) as opened_socket:
        await opened_socket.init()
        yield opened_socket


async def test_queries_mutations_and_subscriptions_run_on_one_socket(open_socket: Socket) -> None:
    await open_socket.subscribe("q", "{ hello }")
    assert await open_socket.data("q") == {"hello": "Hello you"}
    assert await open_socket.is_over("q")

    await open_socket.subscribe("m", "mutation { change }")
    assert await open_socket.data("m") == {"change": 1}
    assert await open_socket.is_over("m")

    query = "subscription S($to: Int!) { count(to: $to) }"
    await open_socket.subscribe("s", query, variables={"to": 3}, operationName="S")
    assert [await open_socket.data("s") for _ in range(3)] == [{"count": n} for n in (1, 2, 3)]
    assert await open_socket.is_over("s")


async def test_a_ping_is_answered_before_and_after_the_init(running: Running) -> None:
    async with opened(running) as client:
        await client.send({"type": "ping", "payload": {"n": 1}})
        assert await client.receive() == {"type": "pong"}
        await client.init()
        await client.send({"type": "pong"})
        await client.send({"type": "ping"})
        assert await client.receive() == {"type": "pong"}


@pytest.mark.parametrize(
    "message",
    [
        "[]", '"x"', "null", "5", "{", "", "{}", '{"type": 5}', '{"type": ["ping"]}',
        '{"type": "nonsense"}', '{"type": "connection_ack"}', '{"type": "next", "id": "1"}',
        '{"type": "connection_init", "payload": "x"}',
        '{"type": "connection_init", "payload": null}',
        '{"type": "connection_init", "payload": {"authorization": 5}}',
        '{"type": "ping", "payload": "x"}', '{"type": "ping", "payload": null}',
        '{"type": "pong", "payload": []}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "payload": {"query": "{hello}"}}',
        '{"type": "subscribe", "id": "1", "payload": null}',
        '{"type": "subscribe", "id": "1", "payload": "x"}',
        '{"type": "subscribe", "id": "1", "payload": {}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": null}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "{hello}"}}',
        '{"type": "subscribe", "id": ["1"], "payload": {"query": "{hello}"}}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "{hello}"}}',
        '{"type": "complete"}', '{"type": "complete", "id": ["1"]}',
        "[" * 100_000, '{"type":' * 100_000, '{"type": "ping", "payload": "\\ud800"}',
    ],
    ids=lambda message: message[:60],
)  # fmt: skip
async def test_a_malformed_message_closes_the_socket(running: Running, message: str) -> None:
    async with opened(running) as client:
        await client.send(message)

        assert await client.closed() == 4400


async def test_a_binary_message_closes_the_socket(running: Running) -> None:
    async with opened(running) as client:
        await client.connection.send(b'{"type": "ping"}')

        assert await client.closed() == 4400


async def test_a_message_past_the_limit_closes_the_socket(running: Running) -> None:
    async with opened(running) as client:
        await client.send({"type": "ping", "payload": {"x": "x" * socket.FRAME_CHARACTERS_MAX}})

        assert await client.closed() == 1009


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("", "BAD_REQUEST"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { hello } query B { hello }", "OPERATION_NOT_FOUND"),
        ("subscription { unstartable }", "BAD_ID"),
        ("subscription ($to: Int!) { count(to: $to) }", "BAD_INPUT"),
        ("query ($n: BigInt!) { big(n: $n) }", "BAD_INPUT"),
    ],
)
async def test_what_cannot_be_run_is_answered_and_the_socket_lives_on(
    open_socket: Socket, query: str, code: str
) -> None:
    await open_socket.subscribe("1", query)
    assert await open_socket.error("1") == code

    await open_socket.subscribe("1", "{ hello }", variables=5)
    assert await open_socket.error("1") == "BAD_REQUEST"
    await open_socket.subscribe("1", "{ hello }")
    assert await open_socket.data("1") == {"hello": "Hello you"}


async def test_an_error_of_a_field_is_part_of_the_result(open_socket: Socket) -> None:
    with capture_logs():
        await open_socket.subscribe("1", "{ broken }")
        message = await open_socket.receive()

    assert message["type"] == "next"
    assert message["payload"]["data"] is None
    assert message["payload"]["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert await open_socket.is_over("1")


@pytest.mark.parametrize(("field", "code"), [("refused", "CURSOR_EXPIRED"), ("broken", "INTERNAL")])
async def test_a_subscription_that_breaks_off_ends_with_an_error(
    open_socket: Socket, field: str, code: str
) -> None:
    with capture_logs():
        await open_socket.subscribe("1", f"subscription {{ {field} }}")
        assert await open_socket.data("1") == {field: 1}
        message = await open_socket.receive()

    assert message["type"] == "error"
    assert message["payload"][0]["extensions"]["code"] == code
    assert "4711" not in str(message)


async def test_an_outage_closes_the_socket_so_that_the_client_comes_back(
    open_socket: Socket,
) -> None:
    with capture_logs():
        await open_socket.subscribe("1", "subscription { unavailable }")
        assert await open_socket.data("1") == {"unavailable": 1}

        assert await open_socket.closed() == 1013


async def test_another_protocol_is_refused(running: Running) -> None:
    for protocol in (None, "graphql-ws"):
        async with opened(running, protocol=protocol) as client:
            assert await client.closed() == 4406


async def test_a_client_that_does_not_init_is_let_go(running: Running) -> None:
    async with opened(running) as client:
        await client.send({"type": "ping"})
        assert await client.receive() == {"type": "pong"}

        assert await client.closed() == 4408


async def test_nothing_can_be_asked_before_the_init(running: Running) -> None:
    async with opened(running) as client:
        await client.subscribe("1", "{ hello }")

        assert await client.closed() == 4401


async def test_a_second_init_closes_the_socket(open_socket: Socket) -> None:
    await open_socket.send({"type": "connection_init"})

    assert await open_socket.closed() == 4429


async def test_an_id_in_use_closes_the_socket(open_socket: Socket) -> None:
    id = "号" * 100
    await open_socket.subscribe(id, "subscription { slept(seconds: 5) }")
    await open_socket.subscribe(id, "{ hello }")

    assert await open_socket.closed() == 4409


async def test_an_id_is_free_again_once_its_operation_is_over(open_socket: Socket) -> None:
    for _ in range(2):
        await open_socket.subscribe("1", "subscription { slept(seconds: 5) }")
        await open_socket.send({"id": "1", "type": "complete"})
        await open_socket.send({"id": "unknown", "type": "complete"})

    await open_socket.subscribe("1", "{ hello }")
    assert await open_socket.data("1") == {"hello": "Hello you"}
    assert await open_socket.is_over("1")


async def test_operations_do_not_wait_for_each_other(open_socket: Socket) -> None:
    await open_socket.subscribe("slow", "{ slept(seconds: 1) }")
    await open_socket.subscribe("fast", "{ hello }")

    assert await open_socket.data("fast") == {"hello": "Hello you"}


async def test_a_socket_carries_no_more_operations_than_the_limit(
    open_socket: Socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "OPERATIONS_MAX", 1)

    await open_socket.subscribe("1", "{ slept(seconds: 5) }")
    await open_socket.subscribe("2", "{ hello }")

    assert await open_socket.error("2") == "TOO_MANY_OPERATIONS"


@pytest.mark.parametrize("how", ["complete", "close", "vanish"])
async def test_no_connection_to_the_database_is_left_behind(
    running: Running, hub: Hub, how: str
) -> None:
    pool = hub.database.pool
    async with opened(running) as client:
        await client.init()
        for n in range(6):
            await client.subscribe(str(n), "subscription { slept(seconds: 30) }")
        await until(lambda: _in_use(hub, 6))
        # A statement that is not yet running when it is cancelled would run on.
        await until(lambda: _asleep(hub, 6))

        if how == "complete":
            for n in range(6):
                await client.send({"id": str(n), "type": "complete"})
        elif how == "close":
            await client.connection.close()
        else:
            client.connection.transport.abort()
        await until(lambda: _in_use(hub, 0))

    # What they were in the middle of is over too: every connection is good for a new snapshot.
    assert await asyncio.gather(*(pool.fetchval("SELECT 1") for _ in range(8))) == [1] * 8


async def _asleep(hub: Hub, statements: int) -> bool:
    asleep: int = await hub.database.pool.fetchval(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event = 'PgSleep'"
    )
    return asleep == statements


async def _in_use(hub: Hub, connections: int) -> bool:
    return hub.database.reading == connections


async def test_a_token_may_come_with_the_init_or_with_the_handshake(
    running: Running, partners: Partners
) -> None:
    member = await partners.member()

    async with opened(running) as client:
        await client.init({"authorization": member.authorization})
        await client.subscribe("1", "{ me }")
        assert await client.data("1") == {"me": member.viewer.email}
    async with opened(running, authorization=member.authorization) as client:
        await client.init()
        await client.subscribe("1", "{ me }")
        assert await client.data("1") == {"me": member.viewer.email}


async def test_a_bad_token_closes_the_socket(running: Running) -> None:
    async with opened(running) as client:
        await client.send({"type": "connection_init", "payload": {"authorization": "Bearer x"}})

        assert await client.closed() == 4403
        assert client.connection.close_reason == "TOKEN_INVALID"


async def test_a_session_that_ends_ends_what_runs(running: Running, partners: Partners) -> None:
    member = await partners.member()
    async with opened(running) as client:
        await client.init({"authorization": member.authorization})
        await client.subscribe("1", "subscription { slept(seconds: 30) }")

        await partners.execute(
            "UPDATE sessions SET revoked_at = now() WHERE id = $1", member.viewer.session_id
        )

        assert await client.error("1") == "SESSION_ENDED"
        assert await client.closed() == 4403


async def test_a_token_that_expires_ends_what_runs(running: Running, partners: Partners) -> None:
    member = await partners.member(token_seconds=2)
    async with opened(running) as client:
        await client.init({"authorization": member.authorization})
        await client.subscribe("1", "subscription { slept(seconds: 30) }")

        assert await client.error("1") == "TOKEN_EXPIRED"
        assert await client.closed() == 4403


async def test_a_session_past_its_days_is_noticed_by_the_hubs_clock(
    running: Running, partners: Partners, clock: Clock
) -> None:
    member = await partners.member()
    async with opened(running) as client:
        await client.init({"authorization": member.authorization})

        clock.now += timedelta(days=2)

        assert await client.closed() == 4403


async def test_an_outage_of_the_database_is_not_taken_for_the_end_of_a_session(
    running: Running, partners: Partners
) -> None:
    member = await partners.member()
    async with opened(running) as client:
        await client.init({"authorization": member.authorization})
        await client.subscribe("1", "subscription { slept(seconds: 2) }")
        with capture_logs():
            await partners.cut_connections("hub reads")
            # What ran was cut off in the middle; the client may come back at once.
            assert await client.closed() == 1013


async def test_a_session_that_cannot_be_checked_goes_on(
    running: Running, partners: Partners, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, asked = await partners.member(), 0

    async def away(*_: object, **__: object) -> None:
        nonlocal asked
        asked += 1
        raise ConnectionRefusedError

    async def was_asked() -> bool:
        return asked > 0

    async with opened(running) as client:
        await client.init({"authorization": member.authorization})
        with monkeypatch.context() as broken:
            broken.setattr(authentication, "members_of_sessions", away)
            await until(was_asked)
        await client.subscribe("1", "{ me }")

        assert await client.data("1") == {"me": member.viewer.email}


async def test_what_is_too_much_for_the_database_ends_nothing_but_itself(running: Running) -> None:
    async with opened(running) as client:
        await client.init()
        await client.subscribe("1", "{ sleptTooLong }")
        message = await client.receive()
        assert await client.is_over("1")
        await client.subscribe("2", "{ hello }")

        assert await client.data("2") == {"hello": "Hello you"}
    assert [one["extensions"]["code"] for one in message["payload"]["errors"]] == ["TOO_COMPLEX"]


async def test_a_new_role_is_noticed_in_what_runs(running: Running, partners: Partners) -> None:
    member = await partners.member()
    async with opened(running) as client:
        await client.init({"authorization": member.authorization})
        await client.subscribe("1", "subscription { role }")
        assert await client.data("1") == {"role": "OWNER"}

        await partners.execute(
            "UPDATE memberships SET role = 'ANALYST' WHERE account_id = $1",
            member.viewer.account_id,
        )

        async with asyncio.timeout(3):
            while await client.data("1") != {"role": "ANALYST"}:
                pass


@pytest.mark.parametrize(
    ("error", "told"), [(ConnectionRefusedError, "UNAVAILABLE"), (ZeroDivisionError, "INTERNAL")]
)
async def test_a_client_that_cannot_be_known_now_may_come_back(
    running: Running,
    partners: Partners,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
    told: str,
) -> None:
    member = await partners.member()

    async def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(authentication, "members_of_sessions", fail)
    with capture_logs():
        async with opened(running) as client:
            payload = {"authorization": member.authorization}
            await client.send({"type": "connection_init", "payload": payload})

            assert await client.closed() == 1013
            assert client.connection.close_reason == told


async def test_pages_of_other_sites_are_refused(running: Running) -> None:
    here = f"http://127.0.0.1:{running.port}"
    async with opened(running, origin=here) as client:
        await client.init()

    for elsewhere in ("https://example.com", "null", f"{here}.example.com"):
        with pytest.raises(InvalidStatus) as refused:
            async with opened(running, origin=elsewhere):
                pass
        assert refused.value.response.status_code == 403


async def test_pages_of_sites_that_the_operator_named_are_welcome(
    running: Running, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(hub.settings.__dict__, "origins", frozenset({"https://shop.example"}))

    async with opened(running, origin="https://shop.example") as client:
        await client.init()


async def test_a_server_that_ends_says_so_at_once(running: Running) -> None:
    async with opened(running) as client:
        await client.init()
        await client.subscribe("1", "subscription { slept(seconds: 30) }")
        await asyncio.sleep(0.1)

        running.server.should_exit = True

        assert await client.closed() == 1012


async def test_http_and_sockets_share_the_address(running: Running) -> None:
    async with httpx.AsyncClient() as client:
        response = await client.post(
            f"http://127.0.0.1:{running.port}/graphql", json={"query": "{ hello }"}
        )

    assert told(response) == {"data": {"hello": "Hello you"}}
