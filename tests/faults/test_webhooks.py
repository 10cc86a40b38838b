"""A hub that sends to a webhook is killed again and again: every event arrives, in order."""

import asyncio
from itertools import pairwise

from tests.clients import Client
from tests.conftest import HubServer
from tests.receivers import Receiver, receiving

STOCK = """
{ viewer { party { ... on Brand { stock(first: 1) { nodes { sku { id } location { id } } } } } } }
"""
PROGRESS = "query ($id: ID!) { webhook(id: $id) { position } }"
KILLS = 2


async def test_a_hub_killed_between_tries_loses_nothing_and_keeps_the_order(
    own_hub_server: HubServer,
) -> None:
    brand = await Client.signed_in(own_hub_server.url, "brand@hub.demo")
    [item] = (await brand.ask(STOCK))["viewer"]["party"]["stock"]["nodes"]
    place = {"skuId": item["sku"]["id"], "locationId": item["location"]["id"], "reason": "found"}
    async with receiving() as receiver:
        created = await brand.change(
            "createWebhook", "secret webhook { id position }", address=receiver.address
        )
        changed, before = [], created["webhook"]["position"]
        for _ in range(KILLS):
            # The receiver gets a message, and the hub is killed before it hears of that.
            receiver.answers = lambda _: None
            tried = len(receiver.messages)
            for _ in range(3):
                made = await brand.change("adjustStock", "stockItem { version }", delta=1, **place)
                changed.append(made["stockItem"]["version"])
            await _until_tried(receiver, tried + 1)
            own_hub_server.kill()
            receiver.answers = lambda _: 200
            own_hub_server.start()
            await _until_delivered(brand, created["webhook"]["id"], before + len(changed))

    positions = receiver.positions
    assert list(dict.fromkeys(positions)) == [before + n for n in range(1, len(changed) + 1)]
    # At least once, and each only after the one before it.
    assert {later - earlier for earlier, later in pairwise(positions)} <= {0, 1}
    assert [m.told["data"]["event"]["version"] for m in receiver.taken[-3:]] == changed[-3:]
    assert all(message.is_signed_with(created["secret"]) for message in receiver.taken)
    # What was tried in vain came again under the same id.
    vain = {message.id for message in receiver.messages} - {m.id for m in receiver.taken}
    assert len(receiver.messages) > len(receiver.taken)
    assert vain == set()


async def _until_tried(receiver: Receiver, messages: int) -> None:
    async with asyncio.timeout(20):
        while len(receiver.messages) < messages:  # noqa: ASYNC110  another process sends
            await asyncio.sleep(0.02)


async def _until_delivered(client: Client, webhook_id: str, position: int) -> None:
    async with asyncio.timeout(30):
        while True:
            found = await client.ask(PROGRESS, id=webhook_id)
            if found["webhook"]["position"] >= position:
                return
            await asyncio.sleep(0.05)
