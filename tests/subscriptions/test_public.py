"""What everybody is told beside what a party is: one order, one entry, and no rival's price."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, aclosing
from random import Random
from typing import Any

import pytest

from db.enums.offers import Audience
from db.enums.parties import PartyKind
from db.feeds import PUBLIC_FEED
from hub.commands import offers
from hub.context import Hub
from hub.metrics import REGISTRY
from hub.schema import schema
from hub.subscriptions.cursors import cursor_at, feeds_of
from hub.subscriptions.follow import follow
from tests.clients import Client
from tests.partners import Partners, sequencing, until
from tests.served import app_of, served
from tests.world import Trader, World, token_of

OFFER_EVENTS = """
subscription ($after: Cursor) {
  offerEvents(after: $after) {
    cursor position event { kind offer { price { minor } seller { id } partner { id } } }
  }
}
"""


async def priced(world: World, seller: Trader, price: int, **values: Any) -> None:
    kind = seller.party.kind
    audience = Audience.CONSUMERS if kind is PartyKind.RETAILER else Audience.PARTNERS
    await world.done(
        seller,
        lambda request: offers.set_offer(request, world.sku.id, audience, "EUR", price, **values),
    )


async def list_shops(world: World) -> None:
    """Let everybody see the brand's goods and the retailer's prices."""
    await world.hub.database.pool.execute(
        "UPDATE parties SET listed = true WHERE id = ANY($1)", [world.brand.id, world.retailer.id]
    )


def counted(name: str) -> float:
    return REGISTRY.get_sample_value(name, {"field": "offerEvents"}) or 0


@pytest.fixture
async def url(hub: Hub) -> AsyncIterator[str]:
    async with served(app_of(hub, schema)) as running:
        yield running.url


async def test_shoppers_partners_and_rivals_each_hear_the_prices_that_are_theirs(
    world: World, hub: Hub, url: str, database_url: str
) -> None:
    await list_shops(world)
    rival = await world.trader(PartyKind.RETAILER)
    await world.partnership(world.brand, rival)
    listeners = {"shopper": None, "partner": world.retailer, "rival": rival, "brand": world.brand}
    cursors = {
        name: await Client(url, None if who is None else token_of(hub, who.viewer)).feed_cursor()
        for name, who in listeners.items()
    }

    async with sequencing(database_url, hub.redis):
        await priced(world, world.brand, 900, partner_id=world.retailer.id)
        await priced(world, world.retailer, 2900)
        await priced(world, world.brand, 950)
        await priced(world, world.brand, 890, partner_id=rival.id)
        await priced(world, world.retailer, 2800)

        # The price that ends is the next one's doing; 1000 was there before.
        everybodys = [("SET", 2900), ("ENDED", 2900), ("SET", 2800)]
        of_partners = [("ENDED", 1000), ("SET", 950)]
        expected = {
            "shopper": everybodys,
            "partner": [("SET", 900), everybodys[0], *of_partners, *everybodys[1:]],
            "rival": [everybodys[0], *of_partners, ("SET", 890), *everybodys[1:]],
            "brand": [("SET", 900), everybodys[0], *of_partners, ("SET", 890), *everybodys[1:]],
        }
        for name, who in listeners.items():
            client = Client(url, None if who is None else token_of(hub, who.viewer))
            async with client.subscribed(OFFER_EVENTS, after=cursors[name]) as heard:
                told = [(await heard.next())["offerEvents"] for _ in range(len(expected[name]))]
                assert await heard.nothing()
            prices = [
                (one["event"]["kind"], one["event"]["offer"]["price"]["minor"]) for one in told
            ]
            assert prices == expected[name], name
            # Of what is told, nothing is missing and nothing came twice.
            first = told[0]["position"]
            assert [one["position"] for one in told] == [*range(first, first + len(told))]
            # Whoever comes back at any place hears the rest, in the same order.
            async with client.subscribed(OFFER_EVENTS, after=told[1]["cursor"]) as again:
                rest = [(await again.next())["offerEvents"] for _ in told[2:]]
            assert rest == told[2:]

    entries = await hub.database.pool.fetchval(
        "SELECT count(*) FROM feed_entries WHERE feed_id = $1", PUBLIC_FEED
    )
    assert entries == len(everybodys)


async def test_a_price_is_worked_out_once_for_all_who_have_not_signed_in(
    world: World, hub: Hub, url: str, database_url: str
) -> None:
    await list_shops(world)
    shoppers = 20
    client = Client(url)
    cursor = await client.feed_cursor()
    before = counted("hub_executions_total")
    async with AsyncExitStack() as sockets, sequencing(database_url, hub.redis):
        heard = [
            await sockets.enter_async_context(client.subscribed(OFFER_EVENTS, after=cursor))
            for _ in range(shoppers)
        ]

        async def all_listen() -> bool:
            return counted("hub_subscriptions") == shoppers

        await until(all_listen)
        await priced(world, world.retailer, 2900)

        told = [await one.next() for one in heard]

    assert told == [told[0]] * shoppers
    assert counted("hub_executions_total") == before + 1


async def test_a_cursor_that_knows_nothing_of_what_everybody_is_told_is_refused(
    world: World, hub: Hub, url: str
) -> None:
    own = cursor_at(hub, (world.brand.id,), (0,))
    client = Client(url, token_of(hub, world.brand.viewer))

    async with client.subscribed(OFFER_EVENTS, after=own) as heard:
        with pytest.raises(AssertionError, match="or a `feedCursor`.*CURSOR_INVALID"):
            await heard.next()
    for others in (feeds_of(None), feeds_of(world.retailer.viewer)):
        async with client.subscribed(
            OFFER_EVENTS, after=cursor_at(hub, others, (0,) * len(others))
        ) as heard:
            with pytest.raises(AssertionError, match="CURSOR_INVALID"):
                await heard.next()


async def _first(hub: Hub, feeds: Any, after: Any, count: int) -> Sequence[Any]:
    heard: list[Any] = []
    async with aclosing(follow(hub, feeds, after)) as known:
        async for entries in known:
            heard += entries
            if len(heard) >= count:
                return heard
    raise AssertionError("feeds never end")


async def test_two_feeds_have_one_order_whoever_reads_it_from_wherever(
    partners: Partners, hub: Hub
) -> None:
    chance = Random(5)
    member = await partners.member()
    order = await partners.order(member, await partners.member())
    feeds = feeds_of(member.viewer)
    for _ in range(40):
        if chance.random() < 0.5:
            await partners.step(order, member)
        else:
            await partners.tell_everybody()
        if chance.random() < 0.4:
            await partners.sequence()
    await partners.sequence()

    whole = await _first(hub, feeds, (0, 0), 40)

    assert [entry.position for entry in whole] == [*range(1, 41)]
    assert {len(entry.places) for entry in whole} == {2}
    for n in range(0, 39, 3):
        assert await _first(hub, feeds, whole[n].places, 39 - n) == whole[n + 1 :]
