"""graphql-transport-ws, as its specification has it, whatever a client may send."""

import pytest
from structlog.testing import capture_logs

from hub.transport import socket
from hub.transport.backpressure import FRAME_CHARACTERS_MAX
from tests.served import Running
from tests.transport.sockets import Socket, opened


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
        await client.send({"type": "ping", "payload": None})
        assert await client.receive() == {"type": "pong"}
        await client.send({"type": "ping", "payload": {"n": 1}})
        assert await client.receive() == {"type": "pong"}
        await client.init()
        await client.send({"type": "pong"})
        await client.send({"type": "pong", "payload": {"n": 1}})
        await client.send({"type": "ping"})
        assert await client.receive() == {"type": "pong"}


@pytest.mark.parametrize(
    "message",
    [
        "[]", '"x"', "null", "5", "{", "", "{}", '{"type": 5}', '{"type": ["ping"]}',
        '{"type": "nonsense"}', '{"type": "connection_ack"}', '{"type": "next", "id": "1"}',
        '{"type": "connection_init", "payload": "x"}',
        '{"type": "ping", "payload": "x"}',
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
async def test_a_malformed_message_closes_the_socket_and_is_no_trouble_to_the_hub(
    running: Running, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    with capture_logs() as logged:
        async with opened(running) as new, opened(running) as known:
            await known.init()
            for client in (new, known):
                await client.send(message)

                assert await client.closed() == 4400
    assert (logged, caplog.records) == ([], [])


async def test_a_token_is_text(running: Running) -> None:
    async with opened(running) as client:
        await client.send({"type": "connection_init", "payload": {"authorization": 5}})

        assert await client.closed() == 4400


async def test_a_binary_message_closes_the_socket(running: Running) -> None:
    async with opened(running) as client:
        await client.connection.send(b'{"type": "ping"}')

        assert await client.closed() == 4400


async def test_a_message_past_the_limit_closes_the_socket(running: Running) -> None:
    async with opened(running) as client:
        await client.send({"type": "ping", "payload": {"x": "x" * FRAME_CHARACTERS_MAX}})

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


async def test_another_protocol_is_refused(running: Running) -> None:
    for protocols in ((), ("graphql-ws",)):
        async with opened(running, protocols=protocols) as client:
            assert await client.closed() == 4406


async def test_of_several_protocols_the_hub_picks_its_own(running: Running) -> None:
    async with opened(running, protocols=("graphql-ws", socket.PROTOCOL)) as client:
        assert client.connection.subprotocol == socket.PROTOCOL
        await client.init()


async def test_a_client_that_does_not_init_is_let_go(impatient: Running) -> None:
    async with opened(impatient) as client:
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


async def test_nothing_comes_of_an_operation_that_the_client_completed(open_socket: Socket) -> None:
    await open_socket.subscribe("1", "subscription { slept(seconds: 0.05) }")
    await open_socket.data("1")

    await open_socket.send({"id": "1", "type": "complete"})
    await open_socket.send({"type": "ping"})
    # What was on its way already may come before the pong, and nothing after it.
    while (await open_socket.receive())["type"] != "pong":
        pass
    await open_socket.subscribe("2", "{ slept(seconds: 0.2) }")

    assert await open_socket.data("2") == {"slept": True}


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


async def test_more_queries_than_a_socket_runs_wait_for_their_turn(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "ANSWERS_MAX", 2)

    async with opened(running) as client:
        await client.init()
        for id, query in {
            "1": "{ slept(seconds: 0.5) }",
            "2": "{ slept(seconds: 60) }",
            "3": "{ broken }",
            "4": "{ hello }",
        }.items():
            await client.subscribe(id, query)
        await client.send({"id": "3", "type": "complete"})

        assert await client.data("1") == {"slept": True}
        assert await client.is_over("1")
        assert await client.data("4") == {"hello": "Hello you"}
