"""A hub that sends to a webhook is killed again and again: every event arrives, in order."""

from tests.clients import Client
from tests.conftest import HubServer
from tests.partners import until
from tests.receivers import receiving

STOCK = """
{ viewer { party { ... on Brand { stock(first: 1) { nodes { sku { id } location { id } } } } } } }
"""
KILLS = 2


async def test_a_hub_killed_between_tries_loses_nothing_and_keeps_the_order(
    own_hub_server: HubServer,
) -> None:
    brand = await Client.signed_in(own_hub_server.url, "brand@hub.demo")
    [item] = (await brand.ask(STOCK))["viewer"]["party"]["stock"]["nodes"]
    place = {"skuId": item["sku"]["id"], "locationId": item["location"]["id"], "reason": "found"}
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

        for _ in range(KILLS):
            # The receiver gets a message, and the hub is killed before it hears of that.
            receiver.answers = lambda _: None
            tried = len(receiver.messages)

            async def is_tried(before: int = tried) -> bool:
                return len(receiver.messages) > before

            for _ in range(3):
                made = await brand.change("adjustStock", "stockItem { version }", delta=1, **place)
                changed.append(made["stockItem"]["version"])
            await until(is_tried, seconds=20)
            own_hub_server.kill()
            receiver.answers = lambda _: 200
            own_hub_server.start()
            await until(all_taken, seconds=30)

    assert versions() == changed
    # At least once, and each only after the one before it.
    assert receiver.positions == sorted(receiver.positions)
    assert len(set(receiver.positions)) == len(changed)
    assert all(message.is_signed_with(created["secret"]) for message in receiver.taken)
    # What was tried in vain came again under the same id.
    vain = {message.id for message in receiver.messages} - {m.id for m in receiver.taken}
    assert len(receiver.messages) > len(receiver.taken)
    assert vain == set()
