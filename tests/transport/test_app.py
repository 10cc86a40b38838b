"""One hub process as it is put together: its addresses, its page, its health."""

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
from starlette.routing import Route

from embedded import Servers
from hub.app import create_app, routes, set_up_logging
from hub.context import Hub
from hub.settings import Environment, Settings
from hub.subscriptions.cohorts import Cohorts
from hub.transport.authentication import Authentication
from hub.transport.graphiql import GraphiQL
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
    page = GraphiQL(shown=False, config={})
    app = Starlette(routes=routes(hub, Authentication(hub), page, Cohorts(hub)))
    await hub.database.close()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hub"
    ) as client:
        lives, ready = await client.get("/healthz"), await client.get("/readyz")

    assert lives.status_code == 200
    assert (ready.status_code, ready.json()) == (503, {"database": False, "redis": True})


async def test_the_root_leads_to_the_graph(client: httpx.AsyncClient) -> None:
    response = await client.get("/")

    assert (response.status_code, response.headers["location"]) == (307, "/graphql")


def page_of(built: Path, *, shown: bool = True) -> httpx.AsyncClient:
    page = GraphiQL(shown=shown, config={"environment": "development"}, built=built)

    async def index(request: Any) -> Any:
        assert page.is_wanted(request) is shown
        return page.page()

    app = Starlette(routes=[Route("/graphql", index), *page.routes()])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub")


async def test_a_browser_gets_the_page_and_its_files(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("the page")
    (tmp_path / "icon.svg").write_text("<svg/>")

    async with page_of(tmp_path) as client:
        page = await client.get("/graphql", headers=BROWSER)
        icon = await client.get("/graphiql/icon.svg")
        config = await client.get("/graphiql/config.json")
        above = await client.get("/graphiql/..%2f..%2fpyproject.toml")

    assert (page.text, page.headers["vary"]) == ("the page", "Accept")
    assert icon.text == "<svg/>"
    assert config.json() == {"environment": "development"}
    assert above.status_code == 404


async def test_a_page_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    async with page_of(tmp_path / "dist") as client:
        page = await client.get("/graphql", headers=BROWSER)

    assert page.status_code == 503
    assert "make web" in page.text


async def test_a_program_gets_answers_and_no_page(client: httpx.AsyncClient) -> None:
    asked = await client.get("/graphql", params={"query": "{ __typename }"}, headers=BROWSER)
    empty = await client.get("/graphql")

    assert told(asked) == {"data": {"__typename": "Query"}}
    assert empty.status_code == 400


async def test_the_demo_accounts_are_told_in_development(client: httpx.AsyncClient) -> None:
    config = (await client.get("/graphiql/config.json")).json()

    assert config["environment"] == "development"
    assert {"email": "brand@hub.demo", "label": "Brand · cosmetics"} in config["demoAccounts"]


async def test_production_shows_no_page_and_tells_no_accounts(
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
        config = await client.get("/graphiql/config.json")

    assert page.status_code == 400
    assert config.status_code == 404


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
