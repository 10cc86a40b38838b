"""One list of origins for preflights, answers, streams and sockets; headers keep pages safe."""

import httpx
import pytest
from structlog.testing import capture_logs
from websockets.exceptions import InvalidStatus

from embedded import Servers
from hub.app import create_app
from hub.context import Hub
from hub.settings import Settings
from hub.transport import origins
from tests.served import Running
from tests.transport.sockets import opened

SHOP = "https://shop.example"
HELLO = {"query": "{ hello }"}


@pytest.fixture(autouse=True)
def named(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(hub.policy.__dict__, "origins", frozenset({SHOP}))
    origins._log_refusal.cache_clear()


async def test_a_browser_of_a_named_site_is_told_that_it_may_ask(client: httpx.AsyncClient) -> None:
    asking = {
        "origin": SHOP,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,x-mine",
    }

    told = await client.options("/graphql", headers=asking)

    assert told.status_code == 204
    assert told.headers["access-control-allow-origin"] == SHOP
    assert told.headers["access-control-allow-methods"] == "GET, POST"
    assert told.headers["access-control-allow-headers"] == "authorization,content-type,x-mine"
    for accept in ("application/json", "text/event-stream"):
        headers = {"origin": SHOP, "accept": accept}
        answer = await client.post("/graphql", json=HELLO, headers=headers)
        assert answer.headers["access-control-allow-origin"] == SHOP
        assert "Origin" in answer.headers["vary"]
    wrong = await client.post("/graphql", content=b"{", headers={"origin": SHOP})
    assert wrong.headers["access-control-allow-origin"] == SHOP


@pytest.mark.parametrize(
    "origin", ["https://example.com", "null", "ftp://hub", f"{SHOP}.example.com", "http://hub:8443"]
)
async def test_other_sites_are_told_nothing_and_the_log_says_why(
    client: httpx.AsyncClient, running: Running, origin: str
) -> None:
    with capture_logs() as logs:
        asking = {"origin": origin, "access-control-request-method": "POST"}
        told = await client.options("/graphql", headers=asking)
        answer = await client.post("/graphql", json=HELLO, headers={"origin": origin})

    assert told.status_code == 403
    for one in (told, answer):
        assert not any(name.startswith("access-control") for name in one.headers)
    [entry] = logs
    assert (entry["event"], entry["origin"], entry["host"]) == ("origin_refused", origin, "hub")
    assert "proxy_set_header Host $http_host" in entry["advice"]
    with pytest.raises(InvalidStatus):
        async with opened(running, origin=origin):
            pass


async def test_the_hub_s_own_pages_may_ask_on_whatever_port(client: httpx.AsyncClient) -> None:
    headers = {"host": "hub.example:8443", "origin": "https://HUB.example:8443"}

    answer = await client.post("/graphql", json=HELLO, headers=headers)

    assert answer.headers["access-control-allow-origin"] == headers["origin"]


async def test_who_is_no_browser_is_told_what_may_be_asked(client: httpx.AsyncClient) -> None:
    told = await client.options("/graphql")

    assert (told.status_code, told.headers["allow"]) == (204, "GET, POST, OPTIONS")


async def test_whatever_is_answered_is_shown_in_no_frame_and_taken_for_what_it_is(
    database_url: str, servers: Servers
) -> None:
    app = create_app(Settings(graphiql=True), database_url, servers.redis_url)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub") as client,
    ):
        html = {"accept": "text/html"}
        answers = [
            await client.post("/graphql", json={"query": "{ __typename }"}),
            await client.get("/graphql", headers=html),
            await client.get("/config.json"),
            await client.get("/nothing"),
            await client.options("/graphql"),
        ]

    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
