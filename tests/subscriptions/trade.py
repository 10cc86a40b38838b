"""A run of trade that makes events of every kind, a step at a time, through commands."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from db.enums.offers import Audience
from db.enums.parties import PartyKind
from db.enums.sharing import Exactness
from db.enums.shipments import TrackingStatus
from db.tables.catalogue import Sku
from hub.commands import (
    alerts,
    carts,
    negotiations,
    offers,
    orders,
    requisitions,
    shipments,
    stock,
)
from hub.commands.placing import WantedLine
from hub.commands.shipments import ShippedLine
from hub.context import Request
from hub.domain.negotiations import Term
from hub.work.jobs.review_alerts import look
from tests.world import Trader, World


class Trade:
    """The world's brand sells two SKUs to its retailer and to a rival, who see its stock.

    Whoever of them follows a feed hears of more than one order, SKU, product and partner.
    """

    # What the retailer says with its first requisition.
    FIRST: Final = "For the fair."

    rival: Trader
    other: Sku

    def __init__(self, world: World) -> None:
        self.world = world

    async def begin(self) -> None:
        world = self.world
        await world.share_stock(world.supplier, world.brand)
        await world.share_stock(world.brand, world.retailer)
        self.rival = await world.trader(PartyKind.RETAILER)
        await world.partnership(world.brand, self.rival, shares_stock=Exactness.EXACT)
        self.other = await world.goods(world.brand)
        await world.offer(world.brand, self.other)
        await world.hub.database.pool.execute(
            "UPDATE parties SET listed = true WHERE kind IN ('BRAND', 'RETAILER')"
        )
        await world.stocked(world.brand, self.other, 50)

        # Too little is left of either SKU once it is ordered.
        for sku, pieces in ((world.sku, 95), (self.other, 46)):
            item_id = await world.item_id(world.brand, sku)
            await self._sold(alerts.set_threshold, item_id, pieces)

    async def run(self) -> AsyncIterator[None]:
        """One command, committed, at a time."""
        world, retailer, rival = self.world, self.world.retailer, self.rival
        first = await self._placed(retailer, (world.sku, 6), (self.other, 2))
        yield
        second = await self._placed(rival, (self.other, 3))
        yield
        await self._sold(orders.confirm_order, first)
        yield
        await self._sold(orders.confirm_order, second)
        yield
        await self._reviewed()
        yield
        part = await self._sold(
            self._ship_late, first, [ShippedLine(await self._line_of(first), 2)]
        )
        yield
        await self._reviewed()
        yield
        await self._sold(shipments.report_tracking, part, TrackingStatus.PICKED_UP)
        yield
        await world.done(rival, lambda request: orders.cancel_order(request, second))
        yield
        await world.done(retailer, lambda request: shipments.receive_shipment(request, part))
        yield
        rest = await self._sold(shipments.ship_order, first)
        yield
        await self._reviewed()
        yield
        await self._acknowledged()
        yield
        await self.adjusted(world.sku, -1)
        yield
        third = await self._placed(rival, (world.sku, 1))
        yield
        await self._sold(self._ship_late, await self._confirmed(third))
        yield
        await self._reviewed()
        yield
        await world.done(retailer, lambda request: shipments.receive_shipment(request, rest))
        yield
        await world.done(retailer, lambda request: orders.complete_order(request, first))
        yield

        async for _ in self._priced():
            yield
        async for _ in self._negotiated():
            yield
        async for _ in self._submitted():
            yield

    async def _negotiated(self) -> AsyncIterator[None]:
        """The retailer and the rival ask the brand for prices, and it agrees with one of them."""
        world, retailer, rival = self.world, self.world.retailer, self.rival
        first = await self._asked(retailer, world.sku, self.other)
        yield
        second = await self._asked(rival, self.other)
        yield
        terms = [Term(world.sku.id, 20, 800)]
        await self._sold(negotiations.propose_prices, first, terms, "For twenty.")
        yield
        await self._sold(negotiations.end_negotiation, second)
        yield
        await world.done(retailer, lambda request: negotiations.agree_on_prices(request, first))
        yield

    async def _asked(self, buyer: Trader, *skus: Sku) -> UUID:
        terms = [Term(sku.id, 10) for sku in skus]
        seller_id = self.world.brand.id
        return await self.world.done(
            buyer,
            lambda request: negotiations.ask_for_prices(request, seller_id, "EUR", terms),
        )

    async def _submitted(self) -> AsyncIterator[None]:
        """The retailer and the rival submit what they would order of the brand; of the
        retailer's one is declined, one approved and one withdrawn."""
        retailer, rival = self.world.retailer, self.rival
        first = await self._requisition(retailer, self.FIRST)
        yield
        await self._requisition(rival, "Ours.")
        yield
        await self.world.done(
            retailer, lambda request: requisitions.decline_requisition(request, first, "Later.")
        )
        yield
        second = await self._requisition(retailer, "Now.")
        yield
        await self.world.done(
            retailer, lambda request: requisitions.approve_requisition(request, second)
        )
        yield
        third = await self._requisition(retailer, "Or so.")
        yield
        await self.world.done(
            retailer, lambda request: requisitions.withdraw_requisition(request, third)
        )
        yield

    async def _requisition(self, buyer: Trader, note: str) -> UUID:
        """One piece of the brand's, to be approved."""
        world = self.world
        added = [carts.AddedLine(world.brand.id, world.sku.id, 1)]
        await world.done(buyer, lambda request: carts.add_to_cart(request, added))
        orders_wanted = [carts.CartOrder(world.brand.id)]
        return await world.done(
            buyer,
            lambda request: requisitions.submit_requisition(request, orders_wanted, note=note),
        )

    async def _priced(self) -> AsyncIterator[None]:
        """Both shops and the brand set prices: for everybody, for its partners, for one of them."""
        world, retailer, rival = self.world, self.world.retailer, self.rival
        price = await self._set(retailer, world.sku, Audience.CONSUMERS, 2900)
        yield
        await self._set(rival, self.other, Audience.CONSUMERS, 3900)
        yield
        await self._set(world.brand, world.sku, Audience.PARTNERS, 990)
        yield
        await self._set(world.brand, self.other, Audience.PARTNERS, 900, partner_id=rival.id)
        yield
        await self._set(world.brand, self.other, Audience.PARTNERS, 950, partner_id=retailer.id)
        yield
        await self._set(rival, world.sku, Audience.CONSUMERS, 2800)
        yield
        await world.done(retailer, lambda request: offers.end_offer(request, price))
        yield
        await self._set(rival, world.sku, Audience.CONSUMERS, 2700)
        yield

    async def whole(self) -> None:
        async for _ in self.run():
            pass

    async def adjusted(self, sku: Sku, delta: int) -> None:
        """The brand finds that less is there."""
        place = self.world.brand.location
        assert place is not None
        await self._sold(stock.adjust_stock, place.id, sku.id, delta, "counted")

    async def hand_over_deliveries(self) -> None:
        """The supplier sees to what is late, in place of the brand."""
        world = self.world
        await world.hub.database.pool.execute(
            "UPDATE alerts SET party_id = $1 WHERE shipment_id IS NOT NULL AND party_id = $2",
            world.supplier.id,
            world.brand.id,
        )

    async def hand_over_the_rival(self) -> None:
        """The supplier takes over what the brand sold to the rival, and not where it left from."""
        world = self.world
        await world.hub.database.pool.execute("UPDATE shipments SET origin_id = NULL")
        await world.hub.database.pool.execute(
            "UPDATE orders SET seller_id = $1 WHERE buyer_id = $2", world.supplier.id, self.rival.id
        )

    async def hand_over_the_rivals_negotiations(self) -> None:
        """The supplier goes on with what the rival has asked of the brand."""
        await self.world.hub.database.pool.execute(
            "UPDATE negotiations SET seller_id = $1 WHERE buyer_id = $2",
            self.world.supplier.id,
            self.rival.id,
        )

    async def hand_over_the_first_requisition(self) -> None:
        """The supplier goes on with what the retailer submitted first."""
        await self.world.hub.database.pool.execute(
            "UPDATE requisitions SET party_id = $1 WHERE note = $2",
            self.world.supplier.id,
            self.FIRST,
        )

    async def hide_the_rival(self) -> None:
        """The rival's shop is open to nobody any more who does not buy there."""
        await self.world.hub.database.pool.execute(
            "UPDATE parties SET listed = false WHERE id = $1", self.rival.id
        )

    async def stop_sharing(self) -> None:
        await self.world.hub.database.pool.execute("UPDATE sharings SET exactness = 'NOTHING'")

    async def _set(
        self, seller: Trader, sku: Sku, audience: Audience, price_minor: int, **values: Any
    ) -> UUID:
        return await self.world.done(
            seller,
            lambda request: offers.set_offer(
                request, sku.id, audience, "EUR", price_minor, **values
            ),
        )

    async def _placed(self, buyer: Trader, *wanted: tuple[Sku, int]) -> UUID:
        lines = [WantedLine(sku.id, quantity) for sku, quantity in wanted]
        seller_id = self.world.brand.id
        return await self.world.done(
            buyer, lambda request: orders.place_order(request, seller_id, lines)
        )

    async def _ship_late(self, request: Request, *values: Any) -> UUID:
        """What should arrive at once, and is late by the next look."""
        return await shipments.ship_order(request, *values, estimated_arrival=request.now)

    async def _reviewed(self) -> None:
        """The hub looks for what must be acted on, a second later."""
        hub = self.world.hub
        await look(replace(hub, clock=lambda: hub.clock() + timedelta(seconds=1)))

    async def _acknowledged(self) -> None:
        """The brand sees to what is short."""
        open_ = await self.world.hub.database.pool.fetch(
            "SELECT id FROM alerts WHERE status = 'OPEN' AND party_id = $1", self.world.brand.id
        )
        for row in open_:
            await self._sold(alerts.acknowledge_alert, row["id"])

    async def _confirmed(self, order_id: UUID) -> UUID:
        return await self._sold(orders.confirm_order, order_id)

    async def _sold(self, command: Any, *values: Any) -> UUID:
        return await self.world.done(self.world.brand, lambda request: command(request, *values))

    async def _line_of(self, order_id: UUID) -> UUID:
        """The first line of an order."""
        line_id: UUID = await self.world.hub.database.pool.fetchval(
            "SELECT id FROM order_lines WHERE order_id = $1 AND position = 1", order_id
        )
        return line_id
