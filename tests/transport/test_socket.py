"""Operations on sockets: what the hub adds to the protocol."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from structlog.testing import capture_logs
from websockets.exceptions import InvalidStatus

from hub.context import Hub
from hub.subscriptions import cohorts
from hub.transport import authentication, socket
from tests.clients import told
from tests.conftest import Clock
from tests.partners import Partners, until, until_reading
from tests.patience import PATIENCE_SECONDS
from tests.served import Running
from tests.transport.sockets import Socket, opened


async def test_an_outage_closes_the_socket_so_that_the_client_comes_back(
    open_socket: Socket,
) -> None:
    with capture_logs():
        await open_socket.subscribe("1", "subscription { unavailable }")
        assert await open_socket.data("1") == {"unavailable": 1}

        assert await open_socket.closed() == 1013


async def test_a_socket_carries_no_more_operations_than_the_limit(
    open_socket: Socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "OPERATIONS_MAX", 1)

    await open_socket.subscribe("1", "{ slept(seconds: 5) }")
    await open_socket.subscribe("2", "{ hello }")

    assert await open_socket.error("2") == "TOO_MANY_OPERATIONS"


async def test_a_subscription_too_many_is_refused_by_itself(
    open_socket: Socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cohorts, "DIFFERENT_MAX", 1)
    await open_socket.subscribe("1", "subscription { slept(seconds: 5) }")

    for _ in range(2):
        await open_socket.subscribe("2", "subscription { slept(seconds: 5) }")
        assert await open_socket.error("2") == "TOO_MANY_SUBSCRIPTIONS"
    await open_socket.send({"id": "1", "type": "complete"})
    await open_socket.subscribe("2", "subscription { count(to: 1) }")
    assert await open_socket.data("2") == {"count": 1}


async def test_a_socket_holds_variables_up_to_the_limit(
    open_socket: Socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "VARIABLES_BYTES_MAX", 10_000)
    variables = {"unknown": "x" * 6_000}

    await open_socket.subscribe("1", "subscription { slept(seconds: 5) }", variables=variables)
    await open_socket.subscribe("2", "{ hello }", variables=variables)
    assert await open_socket.error("2") == "TOO_MANY_OPERATIONS"

    await open_socket.send({"id": "1", "type": "complete"})
    for id in ("3", "4"):
        await open_socket.subscribe(id, "{ hello }", variables=variables)
        assert await open_socket.data(id) == {"hello": "Hello you"}
        assert await open_socket.is_over(id)


async def test_a_socket_holds_different_documents_up_to_the_limit(
    open_socket: Socket,
) -> None:
    text = "subscription { slept(seconds: 5) } #" + "x" * 45_000

    for n in range(4):
        await open_socket.subscribe(f"different {n}", f"{text}{n}")
        await open_socket.subscribe(f"known {n}", f"{text}0")
    await open_socket.subscribe("5", f"{text}5")
    assert await open_socket.error("5") == "TOO_MANY_OPERATIONS"

    await open_socket.send({"id": "different 3", "type": "complete"})
    await open_socket.subscribe("6", f"{text}5")
    await open_socket.subscribe("7", "{ hello }")
    assert await open_socket.data("7") == {"hello": "Hello you"}


@pytest.mark.parametrize("how", ["complete", "close", "vanish"])
async def test_no_connection_to_the_database_is_left_behind(
    running: Running, hub: Hub, how: str
) -> None:
    pool = hub.database.pool
    async with opened(running) as client:
        await client.init()
        for n in range(6):
            await client.subscribe(str(n), "subscription { slept(seconds: 30) }")
        await until_reading(hub, 6)

        if how == "complete":
            for n in range(6):
                await client.send({"id": str(n), "type": "complete"})
        elif how == "close":
            await client.connection.close()
        else:
            client.connection.transport.abort()
        await until_reading(hub, 0)

    # What they were in the middle of is over too: every connection is good for a new snapshot.
    assert await asyncio.gather(*(pool.fetchval("SELECT 1") for _ in range(8))) == [1] * 8


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


async def test_languages_may_come_with_the_init_or_with_the_handshake(running: Running) -> None:
    for payload in ({"acceptLanguage": "zh"}, {"Accept-Language": "zh"}):
        async with opened(running, **{"accept-language": "fr"}) as client:
            await client.init(payload)
            await client.subscribe("1", "{ languages }")
            assert await client.data("1") == {"languages": ["zh"]}
    async with opened(running, **{"accept-language": "fr"}) as client:
        await client.init()
        await client.subscribe("1", "{ languages }")
        assert await client.data("1") == {"languages": ["fr"]}


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
            await partners.cut_sleeping()
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

        async with asyncio.timeout(PATIENCE_SECONDS):
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
    monkeypatch.setitem(hub.policy.__dict__, "origins", frozenset({"https://shop.example"}))

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
