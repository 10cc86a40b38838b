"""A worker that is killed again and again sends every event, in order, and raises an alert once."""

from collections.abc import Iterator

import pytest

from embedded import Servers
from tests.clients import Client
from tests.conftest import HubServer, free_port, lent
from tests.partners import until
from tests.receivers import receiving

STOCK = """
{ viewer { party { ... on Brand { stock(first: 1) { nodes {
  id onHand reserved sku { id } location { id }
} } } } } }
"""
ALERTS = """
{ alerts(first: 100, filter: { status: [OPEN], kind: [SHORT_STOCK] }) {
  nodes { version stockItem { id } }
} }
"""
KILLS = 2


@pytest.fixture
def serving_and_working(servers: Servers) -> Iterator[tuple[HubServer, HubServer]]:
    """A hub that serves the demo world and does nothing else, and a worker beside it."""
    with lent(servers, "template_demo") as url:
        environment = {"HUB_DATABASE_URL": url, "HUB_REDIS_URL": servers.redis_url}
        server = HubServer({**environment, "HUB_WORK": "off"}, free_port())
        worker = HubServer(environment, free_port(), command="work")
        server.start()
        worker.start()
        yield server, worker
        worker.stop()
        server.stop()


async def test_a_worker_killed_between_tries_loses_nothing_and_keeps_the_order(
    serving_and_working: tuple[HubServer, HubServer],
) -> None:
    server, worker = serving_and_working
    brand = await Client.signed_in(server.url, "brand@hub.demo")
    [item] = (await brand.ask(STOCK))["viewer"]["party"]["stock"]["nodes"]
    place = {"skuId": item["sku"]["id"], "locationId": item["location"]["id"], "reason": "found"}

    async def short() -> list[int]:
        """The versions of the open alerts about the item."""
        found = (await brand.ask(ALERTS))["alerts"]["nodes"]
        return [one["version"] for one in found if one["stockItem"]["id"] == item["id"]]

    async with receiving() as receiver:
        created = await brand.change(
            "createWebhook", "secret webhook { id }", address=receiver.address, kinds=["STOCK"]
        )
        changed: list[int] = []

        def versions() -> list[int]:
            """Those taken, each once."""
            told = [message.told["data"]["event"]["version"] for message in receiver.taken]
            return list(dict.fromkeys(told))

        async def all_taken() -> bool:
            return len(versions()) >= len(changed)

        for number in range(KILLS):
            # The receiver gets a message, and the worker is killed before it hears of that.
            receiver.answers = lambda _: None
            tried = len(receiver.messages)

            async def is_tried(before: int = tried) -> bool:
                return len(receiver.messages) > before

            for _ in range(3):
                made = await brand.change("adjustStock", "stockItem { version }", delta=1, **place)
                changed.append(made["stockItem"]["version"])
            await until(is_tried)
            if number == 0:
                await brand.change(
                    "setThreshold", "stockItem { id }", stockItemId=item["id"], pieces=1_000_000
                )
            worker.kill()
            receiver.answers = lambda _: 200
            worker.start()
            await until(all_taken)
        await until(short)
        assert worker.stop() == 0

    assert versions() == changed
    # At least once, and each only after the one before it.
    assert receiver.positions == sorted(receiver.positions)
    assert len(set(receiver.positions)) == len(changed)
    assert all(message.is_signed_with(created["secret"]) for message in receiver.taken)
    # What was tried in vain came again under the same id.
    vain = {message.id for message in receiver.messages} - {m.id for m in receiver.taken}
    assert len(receiver.messages) > len(receiver.taken)
    assert vain == set()
    assert await short() == [1]
