"""Client libraries, set up as the documentation says, through what may happen to a hub."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest

from tests.clients import Client
from tests.clients.programs import (
    FOLDER,
    IS_INSTALLED,
    LEFT_OUT,
    PROGRAMS,
    Line,
    Program,
    running,
)
from tests.conftest import HubServer
from tests.patience import PATIENCE_SECONDS

PAGE = FOLDER.parents[1] / "docs" / "howto" / "connect-a-client.md"
SHARED = ("hub.js", "resuming.js", "socket.js", "program.js")

needs_clients = pytest.mark.skipif(not IS_INSTALLED, reason=LEFT_OUT)

BOUGHT = """
query ($seller: ID!) {
  orders(first: 1, filter: { kind: WHOLESALE, status: COMPLETED, sellerId: $seller }) {
    nodes { lines { quantity sku { id } } }
  }
}
"""
FOLLOW = """
subscription ($after: Cursor) {
  orderEvents(after: $after) { position event { kind order { number } } }
}
"""


class Retailer:
    """Somebody who orders the same again and again from one seller, and knows what was placed."""

    def __init__(self, client: Client, seller_id: str) -> None:
        self._client = client
        self._seller_id = seller_id
        self.placed: list[str] = []

    async def order(self) -> None:
        [bought] = (await self._client.ask(BOUGHT, seller=self._seller_id))["orders"]["nodes"]
        lines = [
            {"skuId": line["sku"]["id"], "quantity": line["quantity"]} for line in bought["lines"]
        ]
        payload = await self._client.change(
            "placeOrder", "order { number }", sellerId=self._seller_id, lines=lines
        )
        self.placed.append(payload["order"]["number"])


def heard(lines: list[Line]) -> list[tuple[int, str, str]]:
    return [(line["position"], line["kind"], line["order"]) for line in lines if "position" in line]


def confirmed(lines: list[Line]) -> dict[str, list[Any]]:
    """The errors of each order's confirmation."""
    return {line["confirmed"]: line["errors"] for line in lines if "confirmed" in line}


@asynccontextmanager
async def all_running(url: str) -> AsyncIterator[tuple[list[Program], list[Client]]]:
    """Every program, signed in as the same brand, once it follows its orders."""
    async with AsyncExitStack() as opened:
        brands = [await Client.signed_in(url, "brand@hub.demo") for _ in PROGRAMS]
        programs = [
            await opened.enter_async_context(running(name, url, brand.token or ""))
            for name, brand in zip(PROGRAMS, brands, strict=True)
        ]
        for program in programs:
            await program.has(lambda lines: any("following" in line for line in lines))
        yield programs, brands


@needs_clients
async def test_every_client_hears_everything_once_whatever_happens_to_the_hub(
    own_hub_server: HubServer,
) -> None:
    judge = await Client.signed_in(own_hub_server.url, "brand@hub.demo")
    viewer = (await judge.ask("{ viewer { feedCursor party { id } } }"))["viewer"]
    start = viewer["feedCursor"]
    buyer = await Client.signed_in(own_hub_server.url, "retailer@hub.demo")
    retailer = Retailer(buyer, viewer["party"]["id"])

    async with all_running(own_hub_server.url) as (programs, brands):

        async def all_heard() -> None:
            """Everybody was told that each order was placed, and that it was confirmed."""
            for program in programs:
                await program.has(lambda lines: len(heard(lines)) >= 2 * len(retailer.placed))

        await retailer.order()
        await all_heard()

        # Nobody has been told of this one for sure when the hub dies.
        await retailer.order()
        own_hub_server.kill()
        own_hub_server.start()
        await retailer.order()
        await all_heard()

        own_hub_server.stop()
        own_hub_server.start()
        await retailer.order()
        await all_heard()

        async with judge.subscribed(FOLLOW, after=start) as feed:
            entries = [(await feed.next())["orderEvents"] for _ in range(2 * len(retailer.placed))]
            assert await feed.nothing()
        told = [
            (entry["position"], entry["event"]["kind"], entry["event"]["order"]["number"])
            for entry in entries
        ]
        no_errors: dict[str, list[Any]] = {order: [] for order in retailer.placed}
        for program in programs:
            assert heard(program.lines) == told, program.name
            # Who met a hub that was away twice confirms later than it hears.
            await program.has(lambda lines: confirmed(lines) == no_errors)

        for brand in brands:
            await brand.change("signOut", "")
        for program in programs:
            assert await program.ended() == 1, (program.name, program.lines)
            assert "The session has ended" in program.lines[-1]["ended"], program.name


@needs_clients
async def test_a_program_is_ended_with_all_that_it_started(hub_server: HubServer) -> None:
    brand = await Client.signed_in(hub_server.url, "brand@hub.demo")
    async with asyncio.timeout(PATIENCE_SECONDS):
        async with running("apollo.js", hub_server.url, brand.token or "") as program:
            await program.has(lambda lines: any("following" in line for line in lines))


@needs_clients
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("graphql-ws.js", "TOKEN_INVALID"),
        ("apollo.js", "The access token is not one of this hub; sign in to get one."),
        ("urql.js", "[GraphQL] The access token is not one of this hub; sign in to get one."),
        ("graphql-sse.js", "The hub refuses the token"),
        ("gql_client.py", "received 4403 (private use) TOKEN_INVALID"),
    ],
)
async def test_a_bad_token_ends_a_client_with_its_reason(
    hub_server: HubServer, name: str, reason: str
) -> None:
    async with running(name, hub_server.url, "forged") as program:
        assert await program.ended() == 1

    [line] = program.lines
    assert line["ended"].startswith(reason)


@pytest.mark.parametrize("name", [*SHARED, *PROGRAMS])
def test_the_documentation_shows_the_whole_of_what_runs_here(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") in PAGE.read_text(encoding="utf-8")
