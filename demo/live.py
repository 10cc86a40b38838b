"""Live trade in the demo world, so that feeds have something to tell.

Its parties do what people do through the API, by the same commands: they place, confirm, make,
ship, track, receive, complete and cancel orders, correct their stock and change their prices.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import accumulate
from typing import Final
from uuid import UUID

import structlog

from db.enums.accounts import Role
from db.enums.orders import OrderStatus
from db.enums.shipments import TrackingStatus
from demo import queries
from demo.chance import Chance
from demo.goods import REASONS_FOR_LOSS
from demo.names import CARRIERS, SORTING_CENTRES
from demo.queries import Actor, Pair, Waiting
from hub.commands.offers import set_offer
from hub.commands.orders import (
    cancel_order,
    complete_order,
    confirm_order,
    finish_production,
    place_order,
    reject_order,
    start_production,
)
from hub.commands.placing import WantedLine
from hub.commands.shipments import ShippedLine, receive_shipment, report_tracking, ship_order
from hub.commands.stock import adjust_stock
from hub.context import Hub, Request, open_request
from hub.domain.errors import Refused
from hub.policy.viewer import Viewer

# A command that is ready but for the request it is to be part of.
Command = Callable[[Request], Awaitable[UUID]]

_PLACE_SHARE: Final = 0.22
_ADJUST_SHARE: Final = 0.06
_PRICE_SHARE: Final = 0.03
_LINES_MAX: Final = 5
_LOTS_MAX: Final = 3
_SCARCE_COUNT: Final = 20
_BATCH: Final = (40, 160)
# By how many percent a price goes up or down.
_PRICE_CHANGE: Final = (-6, 5)

# How often something else happens than the next step: by status, the parts of it.
_CANCEL_SHARE: Final = 0.04
_REJECT_SHARE: Final = 0.03
_SHIP_PART_SHARE: Final = 0.25
_REPORT_SHARE: Final = 0.4
_ON_THE_WAY: Final = (TrackingStatus.IN_TRANSIT, TrackingStatus.OUT_FOR_DELIVERY)

log = structlog.get_logger(__name__)


async def trade(hub: Hub, *, events_per_second: float, seed: int, stop: asyncio.Event) -> None:
    """Let demo parties trade at about this rate until told to stop.

    What is refused, because somebody else was first, say, is left as it is.
    """
    parties = LiveTrade(hub, Chance(seed))
    await parties.begin()
    loop = asyncio.get_running_loop()
    due = loop.time()
    while not stop.is_set():
        await parties.act()
        # Being late is not made up for: a burst would not look like trade.
        due = max(due + 1 / events_per_second, loop.time())
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), due - loop.time())


class LiveTrade:
    """Chooses what happens next, and lets it happen."""

    def __init__(self, hub: Hub, chance: Chance) -> None:
        self._hub = hub
        self._pool = hub.database.pool
        self._chance = chance
        self._pairs: Sequence[Pair] = ()
        self._weights: Sequence[int] = ()
        self._open_ids: list[UUID] = []

    async def begin(self) -> None:
        """Get to know who trades with whom, and which orders are open."""
        self._pairs = await queries.pairs(self._pool)
        self._weights = list(accumulate(pair.weight for pair in self._pairs))
        self._open_ids = await queries.open_order_ids(self._pool)

    async def act(self) -> bool:
        """Take one step; whether anything came of it."""
        drawn = self._chance.random()
        if not self._pairs:
            return False
        if drawn < _ADJUST_SHARE:
            return await self._adjust_stock()
        if drawn > 1 - _PRICE_SHARE:
            return await self._change_price()
        if drawn < _ADJUST_SHARE + _PLACE_SHARE or not self._open_ids:
            return await self._place_order()
        return await self._advance_order()

    async def _place_order(self) -> bool:
        chance = self._chance
        [pair] = chance.choices(self._pairs, cum_weights=self._weights)
        goods = await queries.goods_for(self._pool, pair)
        wanted = []
        for offered in chance.sample(goods, min(len(goods), chance.randint(1, _LINES_MAX))):
            quantity = offered.minimum * chance.randint(1, _LOTS_MAX)
            if not offered.made_to_order:
                quantity = min(quantity, offered.available // offered.pack * offered.pack)
            if quantity >= offered.minimum:
                wanted.append(WantedLine(offered.sku_id, quantity))
        if not wanted:
            return False
        order_id = await self._do(
            pair.buyer, partial(place_order, seller_id=pair.seller.id, lines=wanted)
        )
        if order_id:
            self._open_ids.append(order_id)
        return order_id is not None

    async def _advance_order(self) -> bool:
        # The square root favours the end of the list: new orders, and those that can be watched.
        place = int(len(self._open_ids) * self._chance.random() ** 0.5)
        order = await queries.order_as_it_is(self._pool, self._open_ids[place])
        step = order and self._next_step(order)
        if not step:
            del self._open_ids[place]
            return False
        actor, command = step
        return await self._do(actor, command) is not None

    def _next_step(self, order: Waiting) -> tuple[Actor, Command] | None:
        """Who does what with the order next; nothing if it is over."""
        chance = self._chance
        match order.status:
            case OrderStatus.PLACED if chance.happens(_REJECT_SHARE):
                return order.seller, partial(reject_order, order_id=order.id)
            case OrderStatus.PLACED | OrderStatus.CONFIRMED if chance.happens(_CANCEL_SHARE):
                return order.buyer, partial(cancel_order, order_id=order.id)
            case OrderStatus.PLACED:
                return order.seller, partial(confirm_order, order_id=order.id)
            case OrderStatus.CONFIRMED if order.needs_making:
                return order.seller, partial(start_production, order_id=order.id)
            case OrderStatus.IN_PRODUCTION:
                return order.seller, partial(finish_production, order_id=order.id)
            case OrderStatus.CONFIRMED | OrderStatus.READY:
                return order.seller, self._ship(order)
            case OrderStatus.PARTIALLY_SHIPPED if not order.travelling_ids:
                return order.seller, self._ship(order)
            case OrderStatus.PARTIALLY_SHIPPED if chance.happens(0.5):
                return order.seller, self._ship(order)
            case OrderStatus.PARTIALLY_SHIPPED | OrderStatus.SHIPPED if order.travelling_ids:
                [shipment_id, *_] = order.travelling_ids
                if chance.happens(_REPORT_SHARE):
                    return order.seller, self._report(shipment_id)
                return order.buyer, partial(receive_shipment, shipment_id=shipment_id)
            case OrderStatus.DELIVERED:
                return order.buyer, partial(complete_order, order_id=order.id)
        return None

    def _ship(self, order: Waiting) -> Command:
        """All that is left of the order, or now and then its first line alone; of what lies apart,
        all that lies at one place."""
        parcel = partial(
            ship_order,
            order_id=order.id,
            carrier=self._chance.choice(CARRIERS),
            tracking_number=f"HB{self._chance.randrange(10**11, 10**12)}",
        )
        if len(order.origin_ids) > 1:
            return partial(parcel, origin_id=order.origin_ids[0])
        if len(order.unshipped) > 1 and self._chance.happens(_SHIP_PART_SHARE):
            line_id, quantity = order.unshipped[0]
            return partial(parcel, lines=[ShippedLine(line_id, quantity)])
        return parcel

    def _report(self, shipment_id: UUID) -> Command:
        """The shipment was seen on its way."""
        return partial(
            report_tracking,
            shipment_id=shipment_id,
            status=self._chance.choice(_ON_THE_WAY),
            place=self._chance.choice(SORTING_CENTRES),
        )

    async def _adjust_stock(self) -> bool:
        """A seller finds out that less is there than it thought, or puts a new batch in."""
        chance = self._chance
        [pair] = chance.choices(self._pairs, cum_weights=self._weights)
        goods = await queries.scarcest_goods(self._pool, pair.seller, count=_SCARCE_COUNT)
        if not goods:
            return False
        item = chance.choice(goods)
        delta, reason = chance.randint(*_BATCH), "New batch"
        if item.available > 0 and chance.happens(0.2):
            delta, reason = -1, chance.choice(REASONS_FOR_LOSS)
        adjusted = partial(
            adjust_stock,
            location_id=item.location_id,
            sku_id=item.sku_id,
            delta=delta,
            reason=reason,
        )
        return await self._do(pair.seller, adjusted) is not None

    async def _change_price(self) -> bool:
        """A seller asks a little more or less for something."""
        chance = self._chance
        [pair] = chance.choices(self._pairs, cum_weights=self._weights)
        asked = await queries.prices_of(self._pool, pair.seller)
        if not asked:
            return False
        now = chance.choice(asked)
        percent = 100 + chance.randint(*_PRICE_CHANGE)
        offered = partial(
            set_offer,
            sku_id=now.sku_id,
            audience=now.audience,
            currency=now.currency,
            price_minor=now.price_minor * percent // 100,
            per=now.per,
            minimum_quantity=now.minimum_quantity,
            order_multiple=now.order_multiple,
            made_to_order=now.made_to_order,
        )
        return await self._do(pair.seller, offered) is not None

    async def _do(self, actor: Actor, command: Command) -> UUID | None:
        """Run a command for a party and commit it; nothing if it was refused."""
        async with open_request(self._hub, _in_charge_of(actor)) as request:
            try:
                async with request.writing() as session:
                    changed_id = await command(request)
                    await session.commit()
            except Refused as refusal:
                log.debug("refused", party=str(actor.id), reason=refusal.message)
                return None
        self._hub.wake_ups.send()
        return changed_id


def _in_charge_of(actor: Actor) -> Viewer:
    """A viewer who may do all that the party may; nobody has signed in for it."""
    return Viewer(
        account_id=actor.id,
        account_name="Live trade",
        email="",
        party_id=actor.id,
        party_kind=actor.kind,
        role=Role.OWNER,
        session_id=actor.id,
    )
