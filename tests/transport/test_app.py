"""One hub process as it is put together: its addresses, its page, its health."""

import gzip
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest
import structlog
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route

from embedded import Servers
from hub.app import create_app, routes
from hub.context import Hub
from hub.process import set_up_logging
from hub.settings import Environment, Settings
from hub.subscriptions.cohorts import Cohorts
from hub.transport.authentication import Authentication
from hub.transport.graphiql import GraphiQL
from hub.transport.web_app import WebApp
from tests.clients import told
from tests.partners import NOBODY, Partners, until

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, configured = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:], root.level = handlers, level
    logging.getLogger("strawberry.execution").disabled = False
    structlog.configure(**configured)


@asynccontextmanager
async def running(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub") as client,
    ):
        yield client


@pytest.fixture
def settings() -> Settings:
    # What a worker does is tried in tests/work.
    return Settings(graphiql=True, work=False)


@pytest.fixture
async def client(
    settings: Settings, database_url: str, servers: Servers
) -> AsyncIterator[httpx.AsyncClient]:
    async with running(create_app(settings, database_url, servers.redis_url)) as client:
        yield client


async def test_it_answers_and_sequences(client: httpx.AsyncClient, partners: Partners) -> None:
    party = await partners.member()
    step = await partners.step(await partners.order(party, await partners.member()), party)

    async def was_told() -> bool:
        return await partners.feed(party) == [(1, step)]

    await until(was_told)
    response = await client.post("/graphql", json={"query": "{ viewer { role } }"})
    assert told(response) == {"data": {"viewer": None}}


async def test_signing_in_does_not_depend_on_the_token_that_it_replaces(
    client: httpx.AsyncClient, partners: Partners
) -> None:
    member = await partners.member(token_seconds=-1)
    headers = {"authorization": member.authorization}
    input = f'{{ requestId: "{uuid4()}", refreshToken: "x" }}'
    refresh = f"mutation {{ refreshSession(input: {input}) {{ errors {{ code }} }} }}"

    refused = await client.post("/graphql", json={"query": "{ __typename }"}, headers=headers)
    refreshed = await client.post("/graphql", json={"query": refresh}, headers=headers)

    assert refused.status_code == 401
    assert told(refreshed) == {
        "data": {"refreshSession": {"errors": [{"code": "WRONG_CREDENTIALS"}]}}
    }


async def test_it_lives_and_is_ready(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"lives": True}
    assert (await client.get("/readyz")).json() == {"database": True, "redis": True}


async def test_it_is_ready_without_redis_and_says_that_it_is_away(
    settings: Settings, database_url: str
) -> None:
    async with running(create_app(settings, database_url, NOBODY)) as client:
        ready = await client.get("/readyz")
        answer = await client.post("/graphql", json={"query": "{ __typename }"})

    assert (ready.status_code, ready.json()) == (200, {"database": True, "redis": False})
    assert told(answer) == {"data": {"__typename": "Query"}}


async def test_it_is_not_ready_without_its_database_but_lives(hub: Hub) -> None:
    app = Starlette(routes=routes(hub, Authentication(hub), Cohorts(hub)))
    await hub.database.close()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hub"
    ) as client:
        lives, ready = await client.get("/healthz"), await client.get("/readyz")

    assert lives.status_code == 200
    assert (ready.status_code, ready.json()) == (503, {"database": False, "redis": True})


def page_of(built: Path, *, shown: bool = True) -> httpx.AsyncClient:
    page = GraphiQL(shown=shown, built=built)

    async def index(request: Any) -> Any:
        assert page.is_wanted(request) is shown
        return page.page(request)

    return client_of([Route("/graphql", index), *page.routes()])


def client_of(routes: list[BaseRoute]) -> httpx.AsyncClient:
    app = Starlette(routes=routes)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What a build leaves: pages, files with hashes in their names, both compressed too."""
    (tmp_path / "assets").mkdir()
    for name, text in {
        "index.html": "the page",
        "store.html": "the storefront",
        "console.html": "the console",
        "assets/index-1a2b.js": "plain",
        "assets/small-3c4d.js": "small",
    }.items():
        (tmp_path / name).write_text(text)
    for name in ("store.html", "assets/index-1a2b.js"):
        (tmp_path / f"{name}.br").write_text("brotli")
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(b"gzip"))
    return tmp_path


async def test_a_browser_gets_the_page_and_its_files(built: Path) -> None:
    async with page_of(built) as client:
        page = await client.get("/graphql", headers=BROWSER)
        script = await client.get("/graphiql/assets/small-3c4d.js")
        above = await client.get("/graphiql/assets/..%2f..%2fpyproject.toml")

    assert (page.text, page.headers["vary"]) == ("the page", "Accept, Accept-Encoding")
    assert script.text == "small"
    assert above.status_code == 404


async def test_a_page_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    async with page_of(tmp_path / "dist") as client:
        page = await client.get("/graphql", headers=BROWSER)
    async with client_of([*WebApp(config={}, built=tmp_path / "dist").routes()]) as client:
        store = await client.get("/", headers=BROWSER)
        script = await client.get("/assets/index-1a2b.js")

    assert (page.status_code, store.status_code, script.status_code) == (503, 503, 404)
    assert "make web" in page.text
    assert "make web" in store.text


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/", "the storefront"),
        ("/products/Product:1", "the storefront"),
        ("/console", "the console"),
        ("/console/orders/Order:1", "the console"),
    ],
)
async def test_a_link_into_the_web_app_gets_its_page(built: Path, address: str, page: str) -> None:
    async with client_of([*WebApp(config={}, built=built).routes()]) as client:
        plain = await client.get(address, headers={**BROWSER, "accept-encoding": "identity"})
        again = await client.get(
            address,
            headers={
                **BROWSER,
                "accept-encoding": "identity",
                "if-none-match": plain.headers["etag"],
            },
        )

    assert (plain.status_code, plain.text) == (200, page)
    assert plain.headers["cache-control"] == "no-cache"
    assert plain.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self';" in plain.headers["content-security-policy"]
    assert again.status_code == 304


async def test_a_program_that_mistypes_an_address_is_told_so(built: Path) -> None:
    async with client_of([*WebApp(config={}, built=built).routes()]) as client:
        assert (await client.get("/graphqll")).status_code == 404
        assert (await client.post("/")).status_code == 405


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", None)],
)
async def test_files_are_sent_as_they_were_compressed_and_are_kept_for_good(
    built: Path, accepted: str, encoding: str | None
) -> None:
    async with (
        client_of([*WebApp(config={}, built=built).routes()]) as client,
        client.stream(
            "GET", "/assets/index-1a2b.js", headers={"accept-encoding": accepted}
        ) as script,
    ):
        sent = b"".join([part async for part in script.aiter_raw()])

    assert script.headers.get("content-encoding") == encoding
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["vary"] == "Accept-Encoding"
    assert (
        sent
        == {
            "br": b"brotli",
            "gzip": (built / "assets/index-1a2b.js.gz").read_bytes(),
            None: b"plain",
        }[encoding]
    )


async def test_a_program_gets_answers_and_no_page(client: httpx.AsyncClient) -> None:
    asked = await client.get("/graphql", params={"query": "{ __typename }"}, headers=BROWSER)
    empty = await client.get("/graphql")

    assert told(asked) == {"data": {"__typename": "Query"}}
    assert empty.status_code == 400


async def test_the_demo_accounts_are_told_in_development(client: httpx.AsyncClient) -> None:
    config = (await client.get("/config.json")).json()

    assert config["environment"] == "development"
    assert {"email": "brand@hub.demo", "label": "Brand · cosmetics"} in config["demoAccounts"]


async def test_production_shows_no_graphiql_and_tells_no_accounts(
    database_url: str, servers: Servers
) -> None:
    settings = Settings(
        environment=Environment.PRODUCTION,
        secret=SecretStr("4pZ0cHq7-Xw2uRk9_sVf1mJt6yLb3nGd"),
        database_url=database_url,
        redis_url=servers.redis_url,
    )
    async with running(create_app(settings, database_url, servers.redis_url)) as client:
        page = await client.get("/graphql", headers=BROWSER)
        config = await client.get("/config.json")

    assert page.status_code == 400
    assert config.json() == {"environment": "production", "demoAccounts": []}


def test_production_logs_lines_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger().handlers[:] = []
    set_up_logging(Environment.PRODUCTION)

    structlog.get_logger("hub").warning("told", party="Ada")
    logging.getLogger("asyncio").warning("by a library")
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        structlog.get_logger("hub").exception("broken")

    told, library, broken = map(orjson.loads, capsys.readouterr().err.splitlines())
    assert (told["event"], told["party"], told["level"]) == ("told", "Ada", "warning")
    assert library["event"] == "by a library"
    assert "ZeroDivisionError" in broken["exception"]
