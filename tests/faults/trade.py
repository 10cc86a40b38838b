"""Trade through the API by many at once, and what of it was acknowledged."""

import asyncio
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

import httpx
from pydantic import SecretStr
from redis.asyncio import Redis

from db.enums.parties import PartyKind
from db.enums.sharing import Exactness
from db.session import open_database
from db.tables.catalogue import Sku
from hub.commands.stock import adjust_stock
from hub.context import Hub
from hub.process import make_hub
from hub.settings import Settings
from tests.faults.servers import SECRET
from tests.faults.verdict import Version
from tests.mutations import input_of
from tests.world import Trader, World, token_of

# More than any run sells.
_PIECES: Final = 1_000_000
_ANSWER_SECONDS_MAX: Final = 10.0
_RETRY_SECONDS: Final = 0.2
# So a client over HTTP notices after four seconds that the network has forgotten its connection.
KEEPALIVE: Final = [
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    *(
        (socket.IPPROTO_TCP, getattr(socket, name), value)
        for name, value in {
            "TCP_KEEPIDLE": 1,
            "TCP_KEEPINTVL": 1,
            "TCP_KEEPCNT": 3,
            "TCP_USER_TIMEOUT": 4_000,
        }.items()
        if hasattr(socket, name)
    ),
]
_OPEN_ORDERS_MAX: Final = 6
_DAY_SECONDS: Final = 86_400

_ORDER: Final = "order { id version status } errors { code message }"
_SHIPMENT: Final = "shipment { id version order { id version status } } errors { code message }"
_STOCK: Final = "stockItem { id version } errors { code message }"
_MUTATIONS: Final = {
    "placeOrder": _ORDER,
    "confirmOrder": _ORDER,
    "completeOrder": _ORDER,
    "shipOrder": _SHIPMENT,
    "receiveShipment": _SHIPMENT,
    "adjustStock": _STOCK,
    "setOffer": "offer { id version } errors { code message }",
}


@dataclass(frozen=True)
class Person:
    """Who trades for a party, and the token to do so with."""

    trader: Trader
    token: str

    @property
    def party_id(self) -> UUID:
        return self.trader.id

    @property
    def location_id(self) -> str:
        assert self.trader.location is not None
        return f"Location:{self.trader.location.id}"


@dataclass(frozen=True)
class Sale:
    """A buyer and a seller; what every order is of, and goods that one writer corrects."""

    buyer: Person
    seller: Person
    ordered: Sequence[Sku]
    corrected: Sku


@dataclass
class Market:
    """All who trade, and goods that nobody but the harness itself changes."""

    writers_each: int = 1
    lines_each: int = 1
    people: list[Person] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)
    held: Sku | None = None

    @property
    def holder(self) -> Person:
        """Whose goods the held ones are."""
        return self.people[0]

    async def open(self, database_url: str, redis_url: str) -> None:
        """Two brands that sell to two retailers each, in an empty database; no feed has begun."""
        async with _hub(database_url, redis_url) as hub:
            world = World(hub)
            brands = [await world.trader(PartyKind.BRAND) for _ in range(2)]
            retailers = [await world.trader(PartyKind.RETAILER) for _ in range(2)]
            people = {
                one.id: Person(one, token_of(hub, one.viewer, seconds=_DAY_SECONDS))
                for one in (*brands, *retailers)
            }
            for brand in brands:
                # All buyers of a brand want the same goods, and wait for each other's locks.
                ordered = [await world.goods(brand) for _ in range(self.lines_each)]
                for sku in ordered:
                    await world.offer(brand, sku)
                for retailer in retailers:
                    await world.partnership(brand, retailer, shares_stock=Exactness.EXACT)
                    for _ in range(self.writers_each):
                        corrected = await world.goods(brand)
                        sale = Sale(people[retailer.id], people[brand.id], ordered, corrected)
                        self.sales.append(sale)
            self.held = await world.goods(brands[0])
            # So everybody sees the prices of everybody's shop.
            await hub.database.pool.execute("UPDATE parties SET listed = true")
            await world.close()
        self.people = [*people.values()]


@dataclass
class Acknowledged:
    """What was said to be done, about when, and which parties it concerns; None is everybody."""

    changes: dict[UUID | None, dict[Version, float]] = field(default_factory=dict)
    # Of mutations, each of which may make several changes.
    count: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    retries: int = 0

    def note(self, changes: Iterable[Version], *party_ids: UUID | None) -> None:
        """What one mutation made."""
        self.count += 1
        noted = dict.fromkeys(changes, time.monotonic())
        for party_id in party_ids:
            self.changes.setdefault(party_id, {}).update(noted)


class Writer:
    """One program of a seller's and a buyer's: it places orders, moves its own on, corrects stock.

    Nobody else touches its orders, so it knows which version each of its changes made.
    """

    def __init__(self, url: str, sale: Sale, acknowledged: Acknowledged, chance: Random) -> None:
        self._url = url
        self._sale = sale
        self._acknowledged = acknowledged
        self._chance = chance
        self._open: list[dict[str, Any]] = []
        self._asked: Any = None
        self._stopped = False
        self._goes_on = asyncio.Event()
        self._goes_on.set()

    async def write(self, changes_per_second: float) -> None:
        """Until stopped, and then until what was begun is acknowledged."""
        due = time.monotonic()
        transport = httpx.AsyncHTTPTransport(
            verify=False, limits=httpx.Limits(max_connections=1), socket_options=KEEPALIVE
        )
        async with httpx.AsyncClient(
            transport=transport, timeout=_ANSWER_SECONDS_MAX
        ) as self._http:
            for sku in self._sale.ordered:
                await self._correct(sku, _PIECES)
            while not self._stopped:
                due += self._chance.expovariate(changes_per_second)
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                await self._goes_on.wait()
                # What a fault or a pause held up is not made up for.
                due = max(due, time.monotonic() - 1.0)
                await self._change()

    def pause(self) -> None:
        """Begin nothing any more."""
        self._goes_on.clear()

    def resume(self) -> None:
        self._goes_on.set()

    def stop(self) -> None:
        self._stopped = True
        self.resume()

    async def _change(self) -> None:
        drawn = self._chance.random()
        if drawn < 0.3:
            item = await self._correct(self._sale.corrected, self._chance.randint(1, 9))
            if item is not None:
                self._acknowledged.note([_version_of(item)], self._sale.seller.party_id)
        elif drawn < 0.4:
            await self._price()
        elif not self._open or (drawn < 0.5 and len(self._open) < _OPEN_ORDERS_MAX):
            await self._place()
        else:
            await self._advance(self._open.pop(self._chance.randrange(len(self._open))))

    async def _correct(self, sku: Sku, pieces: int) -> dict[str, Any] | None:
        return await self._do(
            self._sale.seller,
            "adjustStock",
            locationId=self._sale.seller.location_id,
            skuId=f"Sku:{sku.id}",
            delta=pieces,
            reason="counted",
        )

    async def _price(self) -> None:
        """The buyer sells on what it orders, at a price that everybody is told."""
        offer = await self._do(
            self._sale.buyer,
            "setOffer",
            skuId=f"Sku:{self._sale.ordered[0].id}",
            audience="CONSUMERS",
            currency="EUR",
            priceMinor=self._chance.randint(1, 9_999),
        )
        if offer is not None:
            self._acknowledged.note([_version_of(offer)], self._sale.buyer.party_id, None)

    async def _place(self) -> None:
        lines = [{"skuId": f"Sku:{sku.id}", "quantity": 1} for sku in self._sale.ordered]
        seller_id = f"Party:{self._sale.seller.party_id}"
        order = await self._do(self._sale.buyer, "placeOrder", sellerId=seller_id, lines=lines)
        self._note(order)

    async def _advance(self, order: dict[str, Any]) -> None:
        buyer, seller = self._sale.buyer, self._sale.seller
        shipment = None
        match order["status"]:
            case "PLACED":
                moved = await self._do(seller, "confirmOrder", orderId=order["id"])
            case "CONFIRMED":
                shipment = await self._do(seller, "shipOrder", orderId=order["id"])
                moved = shipment and {**shipment["order"], "shipment": shipment["id"]}
            case "SHIPPED":
                shipment = await self._do(buyer, "receiveShipment", shipmentId=order["shipment"])
                moved = shipment and shipment["order"]
            case _:
                moved = await self._do(buyer, "completeOrder", orderId=order["id"])
        self._note(moved, shipment)

    def _note(self, order: dict[str, Any] | None, shipment: dict[str, Any] | None = None) -> None:
        if order is None:
            return
        changes = [_version_of(one) for one in (order, shipment) if one is not None]
        parties = self._sale.buyer.party_id, self._sale.seller.party_id
        self._acknowledged.note(changes, *parties)
        if order["status"] != "COMPLETED":
            self._open.append(order)

    async def _do(self, who: Person, mutation: str, **input: Any) -> dict[str, Any] | None:
        """What was changed, as it now is; nothing if that was refused.

        As long as the outcome is unknown, the same request is sent again.
        """
        field = f"{mutation}(input: $input) {{ {_MUTATIONS[mutation]} }}"
        asked = {
            "query": f"mutation ($input: {input_of(mutation)}!) {{ {field} }}",
            "variables": {"input": {"requestId": str(uuid4()), **input}},
        }
        while True:
            payload = await self._payload(who, mutation, asked)
            if payload is not None:
                break
            self._acknowledged.retries += 1
            await asyncio.sleep(_RETRY_SECONDS)
        for error in payload.pop("errors"):
            self._acknowledged.refused[f"{mutation} {error['code']}: {error['message']}"] += 1
            return None
        [changed] = payload.values()
        if changed is None:
            self._acknowledged.refused[f"{mutation} told neither what it made nor why not"] += 1
        result: dict[str, Any] | None = changed
        return result

    async def _payload(self, who: Person, mutation: str, asked: Any) -> dict[str, Any] | None:
        """What the hub says to the mutation, or nothing if it did not come to that."""
        headers = {"authorization": f"Bearer {who.token}"}
        try:
            response = await self._http.post(f"{self._url}/graphql", json=asked, headers=headers)
            answer = response.json()
        except (httpx.TransportError, ValueError):
            return None
        codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
        for code in codes:
            if code != "UNAVAILABLE":
                self._acknowledged.refused[f"{mutation} {code}"] += 1
        if "UNAVAILABLE" in codes:
            # Perhaps it was done, and only what it made cannot be read.
            return None
        payload: dict[str, Any] | None = (answer.get("data") or {}).get(mutation)
        return payload


def _version_of(changed: dict[str, Any]) -> Version:
    return Version(changed["id"], changed["version"])


async def hold(
    market: Market, database_url: str, redis_url: str, acknowledged: Acknowledged, seconds: float
) -> None:
    """Change the held goods in a transaction that stays open for so long before it commits."""
    holder, sku = market.holder, market.held
    assert sku is not None
    assert holder.trader.location is not None
    location_id = holder.trader.location.id
    async with _hub(database_url, redis_url) as hub:
        world = World(hub)
        request = world.asked_by(holder.trader)
        async with request.writing() as session:
            item_id = await adjust_stock(request, location_id, sku.id, 1, "counted")
            await session.flush()
            await asyncio.sleep(seconds)
            await session.commit()
        version = await hub.database.pool.fetchval(
            "SELECT version FROM stock_items WHERE id = $1", item_id
        )
        acknowledged.note([Version(f"StockItem:{item_id}", version)], holder.party_id)
        await request.close()


@asynccontextmanager
async def _hub(database_url: str, redis_url: str) -> AsyncIterator[Hub]:
    settings = Settings().model_copy(update={"secret": SecretStr(SECRET)})
    async with (
        Redis.from_url(redis_url) as redis,
        open_database(database_url, connections=2) as database,
    ):
        yield make_hub(settings, database, redis)
