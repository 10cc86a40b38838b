"""A small world for tests: parties with accounts, goods with prices, stock to sell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, Final, TypeVar, cast
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlmodel import SQLModel

from db.consistency import inconsistencies
from db.enums.accounts import Role
from db.enums.catalogue import ListingStatus, Visibility
from db.enums.offers import Audience
from db.enums.orders import OrderStatus
from db.enums.parties import LocationKind, PartnershipStatus, PartyKind
from db.enums.sharing import Exactness
from db.enums.stock import MovementKind
from db.enums.units import Unit
from db.tables import metadata
from db.tables.accounts import Account, Membership, Session
from db.tables.catalogue import Product, Sku
from db.tables.offers import Offer, PriceTier
from db.tables.orders import Order
from db.tables.parties import Location, Partnership, Party
from db.tables.stock import StockItem
from db.types import new_id
from hub.commands import orders as order_commands
from hub.commands import stock as stock_commands
from hub.commands.placing import WantedLine
from hub.context import Hub, Request
from hub.domain.errors import Refused
from hub.policy.viewer import Viewer

Row = TypeVar("Row", bound=SQLModel)

# In one statement: one for each table would take most of the time of a test of a refusal.
_STORED: Final = "SELECT " + ", ".join(
    f"(SELECT coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '') FROM {name} t) AS {name}"
    for name in metadata.tables
    if name != "answered_requests"
)

# Tables in an order in which rows come behind those that they refer to.
_PLACES: Final = {table.name: place for place, table in enumerate(metadata.sorted_tables)}


@dataclass(frozen=True)
class Trader:
    """A party with somebody who acts for it, and its one location (consumers have none)."""

    party: Party
    viewer: Viewer
    location: Location | None

    @property
    def id(self) -> UUID:
        return self.party.id


def token_of(hub: Hub, viewer: Viewer, *, seconds: float = 900) -> str:
    assert viewer.session_id is not None
    return hub.signer.sign(viewer.session_id, datetime.now(UTC) + timedelta(seconds=seconds))


class World:
    """Makes what a test needs by the shortest way, and changes it through commands only.

    There are a `supplier`, a `brand`, a `retailer` and a `consumer`, partners along the chain. The
    brand has one `sku`, of which 100 pieces are in stock, at 10.00 EUR for partners.
    """

    supplier: Trader
    brand: Trader
    retailer: Trader
    consumer: Trader
    sku: Sku

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._requests: list[Request] = []
        # What is to be stored together: that takes a statement a table instead of one a row.
        self._waiting: list[SQLModel] | None = None

    async def begin(self) -> None:
        self._waiting = []
        self.supplier = await self.trader(PartyKind.SUPPLIER)
        self.brand = await self.trader(PartyKind.BRAND)
        self.retailer = await self.trader(PartyKind.RETAILER)
        self.consumer = await self.trader(PartyKind.CONSUMER)
        await self.partnership(self.supplier, self.brand)
        await self.partnership(self.brand, self.retailer)
        self.sku = await self.goods(self.brand)
        await self.offer(self.brand, self.sku)
        rows, self._waiting = self._waiting, None
        await self.add(*sorted(rows, key=lambda row: _PLACES[str(row.__tablename__)]))
        await self.stocked(self.brand, self.sku, 100)

    async def close(self) -> None:
        for request in self._requests:
            await request.close()
        assert await self.inconsistencies() == []

    async def inconsistencies(self) -> list[str]:
        async with self.hub.database.pool.acquire() as connection:
            # The pool hands out a proxy that offers all that a connection does.
            return await inconsistencies(cast("asyncpg.Connection", connection))

    async def add(self, *rows: SQLModel) -> None:
        """Store rows as they are, past all commands."""
        if self._waiting is not None:
            self._waiting += rows
            return
        async with self.hub.database.session() as session:
            for _, alike in groupby(rows, key=type):
                session.add_all(alike)
                await session.flush()
            await session.commit()

    async def trader(self, kind: PartyKind, *, role: Role = Role.OWNER) -> Trader:
        now = self.hub.clock()
        party = Party(kind=kind, name=f"{kind.title()} {uuid4().hex[:6]}", created_at=now)
        rows: list[SQLModel] = [party]
        location = None
        if kind is not PartyKind.CONSUMER:
            location = Location(
                party_id=party.id, kind=LocationKind.WAREHOUSE, code="A", name="Warehouse"
            )
            rows.append(location)
        await self.add(*rows)
        return Trader(party, await self.member(party, role), location)

    async def member(self, party: Party, role: Role) -> Viewer:
        """A new account that acts for the party in the role."""
        now = self.hub.clock()
        id = new_id()
        account = Account(
            id=id, email=f"{id}@example.org", name="Ada", password_hash="", created_at=now
        )
        membership = Membership(account_id=account.id, party_id=party.id, role=role)
        session = Session(
            membership_id=membership.id, created_at=now, expires_at=now + timedelta(days=1)
        )
        await self.add(account, membership, session)
        return Viewer(
            account.id, account.name, account.email, party.id, party.kind, role, session.id
        )

    async def partnership(
        self,
        upstream: Trader,
        downstream: Trader,
        *,
        shares_stock: Exactness = Exactness.NOTHING,
        **values: Any,
    ) -> Partnership:
        """Partners, the upstream one of whom shows its stock so exactly."""
        values = {"status": PartnershipStatus.ACTIVE, "currency": "EUR", **values}
        made = Partnership(
            upstream_id=upstream.id, downstream_id=downstream.id, since=self.hub.clock(), **values
        )
        await self.add(made)
        if shares_stock is not Exactness.NOTHING:
            await self.share_stock(upstream, downstream, shares_stock)
        return made

    async def share_stock(
        self, owner: Trader, partner: Trader, exactness: Exactness = Exactness.EXACT
    ) -> None:
        """Let a party show its partner its stock, past all commands."""
        await self.hub.database.pool.execute(
            """
            INSERT INTO sharings
                (id, partnership_id, party_id, partner_id, topic, exactness, changed_at)
            SELECT uuidv7(), id, $1, $2, 'STOCK', $3, now() FROM partnerships
            WHERE upstream_id IN ($1, $2) AND downstream_id IN ($1, $2)
            ON CONFLICT (party_id, partner_id, topic) DO UPDATE SET exactness = excluded.exactness
            """,
            owner.id,
            partner.id,
            exactness,
        )

    async def goods(
        self,
        owner: Trader,
        *,
        status: ListingStatus = ListingStatus.PUBLISHED,
        visibility: Visibility = Visibility.PUBLIC,
        unit: Unit = Unit.C62,
    ) -> Sku:
        """A product with one SKU."""
        product = Product(
            owner_id=owner.id,
            name=f"Product {uuid4().hex[:6]}",
            status=status,
            visibility=visibility,
            created_at=self.hub.clock(),
        )
        sku = Sku(
            product_id=product.id,
            owner_id=owner.id,
            code=uuid4().hex[:8],
            unit=unit,
            name="The one size",
        )
        await self.add(product, sku)
        return sku

    async def offer(
        self,
        seller: Trader,
        sku: Sku,
        *,
        price_minor: int = 1000,
        tiers: Sequence[tuple[int, int]] = (),
        **values: Any,
    ) -> Offer:
        values = {"audience": Audience.PARTNERS, "currency": "EUR", **values}
        offer = Offer(
            seller_id=seller.id,
            sku_id=sku.id,
            price_minor=price_minor,
            valid_from=values.pop("valid_from", self.hub.clock()),
            **values,
        )
        rows = [
            PriceTier(offer_id=offer.id, minimum_quantity=start, price_minor=price)
            for start, price in tiers
        ]
        await self.add(offer, *rows)
        return offer

    async def stocked(self, owner: Trader, sku: Sku, pieces: int) -> UUID:
        """Pieces on hand at the owner's location; the id of the stock item."""
        assert owner.location is not None
        location_id = owner.location.id
        return await self.done(
            owner,
            lambda request: stock_commands.adjust_stock(
                request, location_id, sku.id, pieces, "counted"
            ),
        )

    def asked_by(self, who: Trader | Viewer | None) -> Request:
        """A request of the trader, closed when the test is over."""
        viewer = who.viewer if isinstance(who, Trader) else who
        request = Request(self.hub, viewer)
        self._requests.append(request)
        return request

    async def done(self, who: Trader | Viewer | None, command: Any) -> UUID:
        """What a command answers, in a transaction that is committed as the edge does."""
        request = self.asked_by(who)
        async with request.writing() as session:
            result: UUID = await command(request)
            await session.commit()
        return result

    async def refusal(self, who: Trader | Viewer | None, command: Any) -> Refused:
        """Why a command is refused, in a transaction that is committed without it, as at the edge.

        Nothing may be left of it.
        """
        before = await self.stored()
        request = self.asked_by(who)
        async with request.writing() as session:
            with pytest.raises(Refused) as refused:
                async with session.begin_nested():
                    await command(request)
            await session.commit()
        assert await self.stored() == before
        return refused.value

    async def stored(self) -> dict[str, str]:
        """The rows of each table, a line each, but for the answers that are kept, refusals among
        them."""
        [stored] = await self.hub.database.pool.fetch(_STORED)
        return dict(stored.items())

    async def order(
        self, quantity: int = 5, *, buyer: Trader | None = None, sku: Sku | None = None
    ) -> UUID:
        """A placed order of the retailer (or another buyer) with the brand."""
        wanted = [WantedLine((sku or self.sku).id, quantity)]
        return await self.done(
            buyer or self.retailer,
            lambda request: order_commands.place_order(request, self.brand.id, wanted),
        )

    async def fresh(self, model: type[Row], id: UUID) -> Row:
        """A row as it is stored now."""
        async with self.hub.database.session() as session:
            found = await session.get(model, id)
            assert found is not None
            return found

    async def status(self, order_id: UUID) -> OrderStatus:
        return (await self.fresh(Order, order_id)).status

    async def feed(self, trader: Trader) -> list[tuple[str, int]]:
        """The kind and version of every event that the trader's party is to be told of."""
        rows = await self.hub.database.pool.fetch(
            "SELECT kind, version FROM events WHERE $1 = ANY (audience) ORDER BY id", trader.id
        )
        return [(row["kind"], row["version"]) for row in rows]

    async def item_id(self, owner: Trader, sku: Sku | None = None) -> UUID:
        """The stock item of the SKU, which is at one location of the owner only."""
        [row] = await self.hub.database.pool.fetch(
            "SELECT id FROM stock_items WHERE party_id = $1 AND sku_id = $2",
            owner.id,
            (sku or self.sku).id,
        )
        return cast(UUID, row["id"])

    async def stock(self, owner: Trader, sku: Sku | None = None) -> tuple[int, int, int]:
        """What the owner has on hand, reserved and incoming of the SKU."""
        item = await self.fresh(StockItem, await self.item_id(owner, sku))
        return item.on_hand, item.reserved, item.incoming

    async def movements(self, item_id: UUID) -> list[tuple[MovementKind, int, int, int]]:
        """A stock item's ledger: kind, and what was on hand, reserved and incoming afterwards."""
        rows: list[asyncpg.Record] = await self.hub.database.pool.fetch(
            "SELECT kind, on_hand, reserved, incoming FROM stock_movements"
            " WHERE stock_item_id = $1 ORDER BY version",
            item_id,
        )
        return [(MovementKind(row[0]), *row[1:]) for row in rows]
