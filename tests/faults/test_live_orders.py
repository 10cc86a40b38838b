"""Both sides of an order on live sockets, and a hub that is killed between them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from tests.clients import Client, Subscription
from tests.conftest import HubServer

EVENTS = """
subscription ($after: Cursor) {
  orderEvents(after: $after) { cursor position event { kind version from to order { id } } }
}
"""
GOODS = """
query ($seller: ID!) {
  party(id: $seller) {
    ... on Brand {
      offers(first: 20) { nodes { madeToOrder minimumQuantity sku { id available } } }
    }
  }
}
"""
STEPS = ("PLACED", "CONFIRMED", "SHIPPED", "DELIVERED", "COMPLETED")


async def _seller_of(client: Client) -> str:
    data = await client.ask("{ viewer { party { id } } }")
    party: str = data["viewer"]["party"]["id"]
    return party


@asynccontextmanager
async def _following(client: Client) -> AsyncIterator[Subscription]:
    """Told of all that happens from now on."""
    async with client.subscribed(EVENTS, after=await client.feed_cursor()) as feed:
        yield feed


async def _order(buyer: Client, seller_id: str) -> str:
    """Place an order for something that the seller has in stock."""
    data = await buyer.ask(GOODS, seller=seller_id)
    offers = data["party"]["offers"]["nodes"]
    offer = next(
        one
        for one in offers
        if not one["madeToOrder"] and (one["sku"]["available"] or 0) >= one["minimumQuantity"]
    )
    line = {"skuId": offer["sku"]["id"], "quantity": offer["minimumQuantity"]}
    payload = await buyer.change("placeOrder", "order { id }", sellerId=seller_id, lines=[line])
    order_id: str = payload["order"]["id"]
    return order_id


async def _heard(feed: Subscription, order_id: str, steps: int) -> list[dict[str, Any]]:
    heard: list[dict[str, Any]] = []
    while len(heard) < steps:
        delivery = (await feed.next())["orderEvents"]
        if delivery["event"]["order"]["id"] == order_id:
            heard.append(delivery)
    return heard


def _kinds(heard: Sequence[dict[str, Any]]) -> list[str]:
    return [delivery["event"]["kind"] for delivery in heard]


async def test_both_sides_hear_every_step_once_and_in_order(hub_server: HubServer) -> None:
    seller = await Client.signed_in(hub_server.url, "brand@hub.demo")
    buyer = await Client.signed_in(hub_server.url, "retailer@hub.demo")
    seller_id = await _seller_of(seller)

    async with _following(seller) as sellers, _following(buyer) as buyers:
        order_id = await _order(buyer, seller_id)
        await seller.change("confirmOrder", "order { id }", orderId=order_id)
        shipped = await seller.change("shipOrder", "shipment { id }", orderId=order_id)
        await buyer.change(
            "receiveShipment", "shipment { id }", shipmentId=shipped["shipment"]["id"]
        )
        await buyer.change("completeOrder", "order { id }", orderId=order_id)

        for feed in (sellers, buyers):
            heard = await _heard(feed, order_id, len(STEPS))
            assert _kinds(heard) == list(STEPS)
            assert [one["event"]["version"] for one in heard] == [1, 2, 3, 4, 5]
            positions = [one["position"] for one in heard]
            assert positions == sorted(set(positions))
            assert await feed.nothing()


async def test_a_stranger_hears_nothing(hub_server: HubServer) -> None:
    seller = await Client.signed_in(hub_server.url, "brand@hub.demo")
    buyer = await Client.signed_in(hub_server.url, "retailer@hub.demo")
    stranger = await Client.signed_in(hub_server.url, "jeweller@hub.demo")
    seller_id = await _seller_of(seller)

    async with _following(stranger) as strangers:
        await _order(buyer, seller_id)

        assert await strangers.nothing(1.0)


async def test_a_hub_killed_in_between_loses_nothing(own_hub_server: HubServer) -> None:
    seller = await Client.signed_in(own_hub_server.url, "brand@hub.demo")
    buyer = await Client.signed_in(own_hub_server.url, "retailer@hub.demo")
    seller_id = await _seller_of(seller)
    async with _following(seller) as sellers, _following(buyer) as buyers:
        order_id = await _order(buyer, seller_id)
        after = {
            "sellers": (await _heard(sellers, order_id, 1))[-1]["cursor"],
            "buyers": (await _heard(buyers, order_id, 1))[-1]["cursor"],
        }
        await seller.change("confirmOrder", "order { id }", orderId=order_id)
        # Nobody has been told of the confirmation for sure when the hub dies.
        own_hub_server.kill()

    own_hub_server.start()
    shipped = await seller.change("shipOrder", "shipment { id }", orderId=order_id)
    await buyer.change("receiveShipment", "shipment { id }", shipmentId=shipped["shipment"]["id"])

    for side, client in (("sellers", seller), ("buyers", buyer)):
        async with client.subscribed(EVENTS, after=after[side]) as feed:
            heard = await _heard(feed, order_id, 3)
            assert _kinds(heard) == ["CONFIRMED", "SHIPPED", "DELIVERED"]
            assert await feed.nothing()
