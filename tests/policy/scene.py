"""Two rival chains that meet in one brand, with rows of every kind that have a tenant."""

from typing import Any
from uuid import UUID, uuid4

from sqlmodel import SQLModel

from db.enums.accounts import Role
from db.enums.alerts import AlertEventKind, AlertKind
from db.enums.catalogue import DocumentKind, ListingStatus, MediaKind, Trade, Visibility
from db.enums.events import EventKind
from db.enums.offers import Audience
from db.enums.orders import OrderEventKind, OrderKind, OrderStatus
from db.enums.parties import PartnershipStatus, PartyKind
from db.enums.shipments import ShipmentEventKind, ShipmentStatus, TrackingStatus
from db.enums.stock import MovementKind
from db.queries.members import membership_of
from db.tables.accounts import Invitation
from db.tables.alerts import Alert, AlertEvent
from db.tables.catalogue import Category, CosmeticDetails, Document, Media, Product, Sku
from db.tables.jobs import Job
from db.tables.offers import Offer, PriceTier
from db.tables.orders import Order, OrderEvent, OrderLine
from db.tables.shipments import Shipment, ShipmentEvent, ShipmentLine, TrackingEvent
from db.tables.stock import StockItem, StockMovement
from db.tables.webhooks import Webhook, WebhookDelivery
from hub.context import Hub
from hub.execution.ids import global_id
from hub.policy.viewer import Viewer
from tests.conftest import NOW
from tests.world import Trader, World

ANONYMOUS = "anonymous"


class Scene:
    """Parties by name, and the global ids of their rows by words.

    `supplier` and `rival_supplier` sell to `brand`, `brand` to `retailer` and `rival_retailer`,
    `retailer` to `consumer`. `stranger_brand` trades with nobody, `stranger` is a consumer who
    does not either. Nobody is listed but `house`, a brand that everybody may know of.
    """

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.traders: dict[str, Trader] = {}
        self.nodes: dict[str, str] = {}
        self._world = World(hub)
        self._rows: list[SQLModel] = []

    def viewer(self, name: str) -> Viewer | None:
        return None if name == ANONYMOUS else self.traders[name].viewer

    def key(self, name: str) -> UUID:
        return UUID(self.nodes[name].partition(":")[2])

    async def set_up_chain(self) -> None:
        """The tenants with all that is theirs."""
        for name, kind in (
            ("supplier", PartyKind.SUPPLIER),
            ("brand", PartyKind.BRAND),
            ("retailer", PartyKind.RETAILER),
            ("consumer", PartyKind.CONSUMER),
        ):
            await self._party(name, kind)
        await self._partnership("supplier", "brand")
        await self._partnership("brand", "retailer", shares_stock=True)
        await self._partnership("retailer", "consumer")

        self._keep("shelf", Category(code="shelf", name="Shelf"))
        partners_only = {"visibility": Visibility.PARTNERS}
        self._product("material", "supplier", **partners_only)
        self._product("public goods", "brand", category_id=self.key("shelf"))
        self._product("goods for partners", "brand", **partners_only)
        self._product("unfinished goods", "brand", status=ListingStatus.DRAFT)
        self._product("withdrawn goods", "brand", status=ListingStatus.WITHDRAWN)

        self._offer("price of material", "supplier", "material")
        self._offer("price to partners", "brand", "goods for partners")
        to = self.key
        self._offer("price to the retailer", "brand", "public goods", partner_id=to("retailer"))
        openly = {"audience": Audience.CONSUMERS}
        self._offer("price in the shop", "retailer", "public goods", **openly)
        self._offer(
            "price to the consumer", "retailer", "public goods", partner_id=to("consumer"), **openly
        )
        self._stock("stock of goods", "brand", "public goods")
        self._stock("stock of material", "brand", "material")
        self._stock("stock in the shop", "retailer", "public goods")

        self._order("retail order", "consumer", "retailer", "public goods", kind=OrderKind.RETAIL)
        self._order(
            "wholesale order",
            "retailer",
            "brand",
            "public goods",
            caused_by_id=self.key("retail order"),
            deliver_to_id=self.key("place of retailer"),
        )
        self._order(
            "supply order",
            "brand",
            "supplier",
            "material",
            kind=OrderKind.SUPPLY,
            caused_by_id=self.key("wholesale order"),
            deliver_to_id=self.key("place of brand"),
        )
        self._webhook("webhook of brand", "brand")
        self._job("job of brand", "brand")
        self._keep(
            "invitation of brand",
            Invitation(
                party_id=self.key("brand"),
                email="grace@example.org",
                role=Role.BUYER,
                created_at=NOW,
                expires_at=NOW,
            ),
        )
        self._order("unsent order", "retailer", "brand", "public goods", status=OrderStatus.DRAFT)
        await self._store()

    async def set_up_others(self) -> None:
        """Rivals who trade with the same parties, who do so no more or not yet, and strangers."""
        for name, kind in (
            ("rival_supplier", PartyKind.SUPPLIER),
            ("rival_retailer", PartyKind.RETAILER),
            ("former_retailer", PartyKind.RETAILER),
            ("proposed_retailer", PartyKind.RETAILER),
            ("stranger_brand", PartyKind.BRAND),
            ("stranger", PartyKind.CONSUMER),
            ("operator", PartyKind.OPERATOR),
        ):
            await self._party(name, kind)
        await self._partnership("rival_supplier", "brand")
        await self._partnership("brand", "rival_retailer")
        await self._partnership("brand", "former_retailer", status=PartnershipStatus.ENDED)
        await self._partnership("brand", "proposed_retailer", status=PartnershipStatus.PROPOSED)
        await self._party("house", PartyKind.BRAND)
        await self.hub.database.pool.execute(
            "UPDATE parties SET listed = true WHERE id = $1", self.key("house")
        )
        self._product("goods of the house", "house")
        self._offer(
            "price of the house", "house", "goods of the house", audience=Audience.CONSUMERS
        )
        await self._store()

    async def _store(self) -> None:
        await self._world.add(*self._rows)
        self._rows.clear()

    def _keep(self, name: str, row: Any, typename: str | None = None) -> None:
        self._rows.append(row)
        self.nodes[name] = global_id(typename or type(row).__name__, row.id)

    async def _party(self, name: str, kind: PartyKind) -> None:
        trader = self.traders[name] = await self._world.trader(kind)
        self.nodes[name] = global_id("Party", trader.id)
        if trader.location is not None:
            self.nodes[f"place of {name}"] = global_id("Location", trader.location.id)
        account_id = trader.viewer.account_id
        self.nodes[f"account of {name}"] = global_id("Account", account_id)
        async with self.hub.database.session() as session:
            membership = await membership_of(session, account_id, trader.id)
        assert membership is not None
        self.nodes[f"membership of {name}"] = global_id("Membership", membership.id)

    async def _partnership(self, upstream: str, downstream: str, **values: Any) -> None:
        made = await self._world.partnership(
            self.traders[upstream], self.traders[downstream], **values
        )
        name = f"partnership of {upstream} and {downstream}"
        self.nodes[name] = global_id("Partnership", made.id)

    def _product(self, name: str, owner: str, **values: Any) -> None:
        product = Product(
            owner_id=self.key(owner),
            name=name,
            created_at=NOW,
            **{"trade": Trade.COSMETICS, "status": ListingStatus.PUBLISHED, **values},
        )
        of = product.id
        sku = Sku(product_id=of, owner_id=product.owner_id, code=name, name=name)
        picture = Media(product_id=of, position=1, kind=MediaKind.IMAGE, url="https://example.org")
        paper = Document(
            product_id=of, kind=DocumentKind.QC_REPORT, title=name, url="https://example.org"
        )
        self._keep(name, product)
        self._keep(f"SKU of {name}", sku)
        self._keep(f"picture of {name}", picture)
        self._keep(f"paper about {name}", paper)
        self._rows.append(CosmeticDetails(product_id=of))

    def _offer(self, name: str, seller: str, product: str, **values: Any) -> None:
        offer = Offer(
            seller_id=self.key(seller),
            sku_id=self.key(f"SKU of {product}"),
            currency="EUR",
            price_minor=100,
            valid_from=NOW,
            **{"audience": Audience.PARTNERS, **values},
        )
        self._keep(name, offer)
        self._rows.append(PriceTier(offer_id=offer.id, minimum_quantity=2, price_minor=90))

    def _stock(self, name: str, party: str, product: str) -> None:
        place: dict[str, Any] = {
            "party_id": self.key(party),
            "location_id": self.key(f"place of {party}"),
            "sku_id": self.key(f"SKU of {product}"),
        }
        item = StockItem(**place, on_hand=5, version=1, updated_at=NOW)
        alert = Alert(
            party_id=item.party_id,
            kind=AlertKind.SHORT_STOCK,
            version=1,
            subject_id=item.id,
            stock_item_id=item.id,
            raised_at=NOW,
        )
        raised = AlertEvent(
            alert_id=alert.id,
            version=1,
            kind=AlertEventKind.RAISED,
            status=alert.status,
            occurred_at=NOW,
        )
        counters: dict[str, Any] = {"on_hand": 5, "reserved": 0, "incoming": 0}
        opened = StockMovement(
            **place,
            **counters,
            stock_item_id=item.id,
            kind=MovementKind.OPENED,
            version=1,
            on_hand_delta=5,
            occurred_at=NOW,
        )
        self._keep(name, item)
        self._keep(f"change of {name}", opened, "StockEvent")
        self._keep(f"alert about {name}", alert)
        self._keep(f"event of the alert about {name}", raised)

    def _job(self, name: str, party: str) -> None:
        job = Job(name="count", party_id=self.key(party), key="", queued_at=NOW, due_at=NOW)
        job.last_error = "Why"
        self._keep(name, job)

    def _webhook(self, name: str, party: str) -> None:
        webhook = Webhook(
            party_id=self.key(party),
            account_id=self.traders[party].viewer.account_id,
            address="https://example.org",
            kinds=[EventKind.ORDER],
            created_at=NOW,
            secret=b"",
            position=0,
        )
        tried = WebhookDelivery(
            webhook_id=webhook.id,
            position=1,
            attempt=1,
            tried_at=NOW,
            milliseconds=1,
            delivered=False,
            error="Why",
        )
        self._keep(name, webhook)
        self._keep(f"try of {name}", tried)

    def _order(self, name: str, buyer: str, seller: str, product: str, **values: Any) -> None:
        order = Order(
            number=uuid4().hex,
            buyer_id=self.key(buyer),
            seller_id=self.key(seller),
            currency="EUR",
            created_at=NOW,
            placed_at=NOW,
            **{"kind": OrderKind.WHOLESALE, "status": OrderStatus.PARTIALLY_SHIPPED, **values},
        )
        line = OrderLine(
            order_id=order.id,
            position=1,
            sku_id=self.key(f"SKU of {product}"),
            quantity=2,
            unit_price_minor=0,
            total_minor=0,
        )
        step = OrderEvent(
            order_id=order.id,
            version=1,
            kind=OrderEventKind.PLACED,
            to_status=OrderStatus.PLACED,
            actor_id=order.buyer_id,
            occurred_at=NOW,
        )
        shipment = Shipment(order_id=order.id, status=ShipmentStatus.IN_TRANSIT, shipped_at=NOW)
        shipped = ShipmentLine(shipment_id=shipment.id, order_line_id=line.id, quantity=1)
        report = TrackingEvent(
            shipment_id=shipment.id, status=TrackingStatus.PICKED_UP, occurred_at=NOW
        )
        happened = ShipmentEvent(
            shipment_id=shipment.id,
            order_id=order.id,
            version=1,
            kind=ShipmentEventKind.REPORTED,
            status=shipment.status,
            report_id=report.id,
            occurred_at=NOW,
        )
        self._keep(name, order)
        self._keep(f"line of {name}", line)
        self._keep(f"step of {name}", step)
        self._keep(f"shipment of {name}", shipment)
        self._keep(f"shipped line of {name}", shipped)
        self._keep(f"report on {name}", report)
        self._keep(f"event of the shipment of {name}", happened)
