"""A year of trade, told in time order: who orders what from whom, and what comes of it.

Most orders are made of a buyer's own accord. Others are caused by one: made-to-order goods are
ordered up the chain, and who runs low after a sale orders or makes more. An order is written down
whole when it is placed, up to what has happened of it by now; its movements of stock follow when
their time comes, so that the ledger is written in time order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from heapq import heappop, heappush
from itertools import accumulate, count
from typing import Final
from uuid import UUID

from db.enums.orders import OrderKind
from db.enums.stock import MovementKind
from demo import goods
from demo.chance import DAY, HOUR, YEAR, Chance
from demo.lifecycle import (
    PRODUCTION_HOURS,
    RECEIVING,
    SHIPPING,
    Outcome,
    Step,
    draw_outcome,
    plan_steps,
    received_at,
)
from demo.market import VOLUMES, Price, Trading
from demo.orders import Line, OrderBook, PlannedOrder
from demo.parties import ROUTES, Guild, Route, Trader
from demo.stock import Hold, Item, Ledger
from hub.domain.orders import RELEASING, OrderAction
from hub.domain.stock import allocate

_DRAFT_SHARE: Final = 0.04
_DRAFTS_SINCE: Final = YEAR - 60 * DAY
_SPLIT_SHARE: Final = 0.3
_MADE_TO_ORDER_SHARE: Final = 0.35
_COUNT_SHARE: Final = 0.03
_MATERIALS_SHARE: Final = 0.3
_LINES: Final[Mapping[OrderKind, tuple[int, int]]] = {
    OrderKind.RETAIL: (2, 8),
    OrderKind.WHOLESALE: (4, 9),
    OrderKind.SUPPLY: (3, 7),
}
# Trade grows over the year: the exponent bends an even spread of orders towards its end.
_GROWTH: Final = 0.7

# How a party uses what it buys, outside the hub: what it says when it counts again.
_USES: Final[Mapping[Guild, str]] = {
    Guild.BRAND: "Used in production",
    Guild.RETAILER: "Sold over the counter",
    Guild.BOUTIQUE: "Sold over the counter",
}


class Trade:
    """Trades among these buyers and sellers."""

    def __init__(
        self, chance: Chance, ledger: Ledger, book: OrderBook, tradings: Sequence[Trading]
    ) -> None:
        self._chance = chance
        self._ledger = ledger
        self._book = book
        self._pending: list[tuple[int, int, Callable[[], None]]] = []
        self._sequence = count()
        self._open_orders: dict[UUID, PlannedOrder] = {}
        # What a step does to the goods of its order.
        self._consequences: Mapping[OrderAction, Callable[[PlannedOrder, Step], None]] = {
            OrderAction.FINISH_PRODUCTION: self._finish,
            **dict.fromkeys(SHIPPING, self._ship),
            **dict.fromkeys(RECEIVING, self._receive),
            **dict.fromkeys(RELEASING, self._release),
        }

        self._on_route: dict[Route, list[Trading]] = defaultdict(list)
        self._supplies: dict[UUID, list[Trading]] = defaultdict(list)
        for trading in tradings:
            self._on_route[trading.bond.route].append(trading)
            self._supplies[trading.bond.downstream.id].append(trading)
        self._weights = {
            route: list(accumulate(trading.bond.weight for trading in self._on_route[route]))
            for route in ROUTES
        }

    def run(self, orders: int) -> Iterator[None]:
        """Let `orders` orders be made of buyers' own accord, and all that follows from each."""
        shares = list(accumulate(route.share for route in ROUTES))
        for number in range(orders):
            at = int(YEAR * ((number + self._chance.random()) / orders) ** _GROWTH)
            self._live_until(at)
            [route] = self._chance.choices(ROUTES, cum_weights=shares)
            [trading] = self._chance.choices(
                self._on_route[route], cum_weights=self._weights[route]
            )
            self._order_freely(trading, at)
            yield
        self._live_until(YEAR)
        # Whoever looks at the world finds orders that wait for their sellers.
        for route in ROUTES:
            [trading, *_] = self._on_route[route]
            self._enter(self._intend(trading, YEAR, self._pick(trading), Outcome.SUCCEED))

    def held(self) -> Iterator[tuple[Line, Hold]]:
        """What is held for open orders now."""
        for order in self._open_orders.values():
            for line in order.lines:
                for hold in line.holds:
                    yield line, hold

    # What happens when --------------------------------------------------------------------------

    def _later(self, at: int, happening: Callable[[], None]) -> None:
        if at <= YEAR:
            heappush(self._pending, (at, next(self._sequence), happening))

    def _live_until(self, at: int) -> None:
        while self._pending and self._pending[0][0] <= at:
            _, _, happening = heappop(self._pending)
            happening()

    # Ordering -----------------------------------------------------------------------------------

    def _order_freely(self, trading: Trading, at: int) -> None:
        lines = self._pick(trading)
        if at >= _DRAFTS_SINCE and self._chance.happens(_DRAFT_SHARE):
            self._enter(self._intend(trading, at, lines, Outcome.STAY_DRAFT))
            return
        if trading.bond.downstream.guild in _USES:
            self._use_up(trading.bond.downstream, lines, at)
        self._enter(self._intend(trading, at, lines, draw_outcome(self._chance)))

    def _restock(self, trading: Trading, sku_id: UUID, cause: PlannedOrder, at: int) -> None:
        """A retailer orders what it ran low of, and some other goods with it."""
        lines = self._pick(trading, first=trading.prices[sku_id])
        self._enter(self._intend(trading, at, lines, draw_outcome(self._chance), cause.id))

    def _buy_materials(self, maker: Trader, cause_id: UUID, at: int) -> None:
        """A brand orders what it needs to make more."""
        trading = self._chance.choice(self._supplies[maker.id])
        lines = self._pick(trading)
        self._enter(self._intend(trading, at, lines, draw_outcome(self._chance), cause_id))

    def _pick(self, trading: Trading, *, first: Price | None = None) -> list[tuple[Price, int]]:
        """Choose goods and quantities that the seller has, or would make; `first` among them."""
        chance = self._chance
        bond = trading.bond
        wanted = min(chance.randint(*_LINES[bond.route.kind]), len(trading.choices))
        choices = chance.sample(trading.choices, wanted)
        if first:
            choices = [first, *(price for price in choices if price is not first)]
        lots_ordered = VOLUMES[bond.upstream.guild].lots_ordered
        picked = []
        for price in choices:
            quantity = price.minimum * chance.randint(*lots_ordered)
            if price.made_to_order:
                if chance.happens(_MADE_TO_ORDER_SHARE):
                    picked.append((price, quantity))
                continue
            available = self._ledger.available(bond.upstream, price.ware.sku_id)
            quantity = price.whole_packs(min(quantity, available))
            if quantity >= price.minimum:
                picked.append((price, quantity))
        return picked

    def _intend(
        self,
        trading: Trading,
        at: int,
        goods_wanted: Sequence[tuple[Price, int]],
        outcome: Outcome,
        caused_by_id: UUID | None = None,
    ) -> PlannedOrder:
        """Plan an order's life, and the orders up the chain that its made-to-order goods need."""
        chance = self._chance
        bond = trading.bond
        order_id = chance.id_at(at)
        lines = [Line(chance.id_at(at), price, quantity) for price, quantity in goods_wanted]
        to_make = [line for line in lines if line.price.made_to_order]
        # Nobody goes back on what was ordered up the chain for them.
        commissions = bool(to_make) and bool(self._supplies[bond.upstream.id])
        if commissions and outcome is not Outcome.STAY_DRAFT:
            outcome = Outcome.SUCCEED
        parts = self._divide(lines)
        steps = plan_steps(
            chance,
            bond.route.kind,
            at,
            outcome=outcome,
            parts=len(parts),
            production=partial(self._make_to_order, bond.upstream, to_make, order_id)
            if to_make
            else None,
        )
        return PlannedOrder(order_id, trading, at, lines, parts, steps, caused_by_id)

    def _divide(self, lines: Sequence[Line]) -> Sequence[Sequence[tuple[Line, int]]]:
        """What goes into each shipment: mostly everything into one, sometimes a part goes first."""
        whole = [(line, line.quantity) for line in lines]
        if len(lines) < 2 or not self._chance.happens(_SPLIT_SHARE):
            return [whole]
        first, *others = whole
        line, quantity = first
        if quantity < 2:
            return [[first], others]
        return [[(line, quantity // 2)], [(line, quantity - quantity // 2), *others]]

    def _make_to_order(
        self, maker: Trader, lines: Sequence[Line], cause_id: UUID, started_at: int
    ) -> int:
        """Have goods made for an order: order them up the chain where others make them.

        Returns:
            When they are ready.
        """
        chance = self._chance
        ready_at = started_at + chance.randrange(
            PRODUCTION_HOURS[0] * HOUR, PRODUCTION_HOURS[1] * HOUR
        )
        asked_at = started_at + chance.randrange(HOUR, 12 * HOUR)
        if maker.guild is Guild.BRAND:
            self._later(asked_at, partial(self._buy_materials, maker, cause_id, asked_at))
            return ready_at
        for trading in self._supplies[maker.id]:
            goods_wanted = [
                (price, max(line.quantity, price.minimum))
                for line in lines
                if (price := trading.prices.get(line.price.ware.sku_id))
            ]
            if goods_wanted:
                order = self._intend(trading, asked_at, goods_wanted, Outcome.SUCCEED, cause_id)
                self._later(asked_at, partial(self._enter, order))
                ready_at = max(ready_at, received_at(order.steps) + 6 * HOUR)
        return ready_at

    def _enter(self, order: PlannedOrder) -> None:
        """The order is placed, or drafted: write it down, hold its goods, await what follows."""
        if not order.lines:
            return
        self._book.write(order)
        if not order.steps:
            return
        self._open_orders[order.id] = order
        for line in order.lines:
            if not line.price.made_to_order:
                self._hold(order, line, order.at)
                self._look_after(order, line)
        for step in order.steps:
            if step.action in self._consequences:
                self._later(step.at, partial(self._consequences[step.action], order, step))

    # Stock --------------------------------------------------------------------------------------

    def _hold(self, order: PlannedOrder, line: Line, at: int) -> None:
        seller = order.trading.bond.upstream
        line.holds = self._ledger.reserve(
            seller, line.price.ware.sku_id, line.quantity, at, order.id
        )

    def _finish(self, order: PlannedOrder, step: Step) -> None:
        """What was made to order is there: made here, or come in from who made it."""
        seller = order.trading.bond.upstream
        for line in order.lines:
            if line.price.made_to_order:
                sku_id = line.price.ware.sku_id
                missing = line.quantity - self._ledger.available(seller, sku_id)
                if missing > 0:
                    item = self._ledger.main_item(seller, sku_id, step.at)
                    self._ledger.move(
                        item, MovementKind.PRODUCED, missing, step.at, order_id=order.id
                    )
                self._hold(order, line, step.at)

    def _release(self, order: PlannedOrder, step: Step) -> None:
        for line in order.lines:
            for hold in line.holds:
                self._ledger.move(
                    hold.item, MovementKind.RELEASED, hold.quantity, step.at, order_id=order.id
                )
            line.holds = []
        del self._open_orders[order.id]

    def _ship(self, order: PlannedOrder, step: Step) -> None:
        buyer = order.trading.bond.downstream
        for line, quantity in order.parts[step.part]:
            self._send(order, line, quantity, step.at)
            if buyer.locations:
                item = self._ledger.main_item(buyer, line.price.ware.sku_id, step.at)
                self._ledger.move(item, MovementKind.EXPECTED, quantity, step.at, order_id=order.id)
        if not any(line.holds for line in order.lines):
            del self._open_orders[order.id]

    def _send(self, order: PlannedOrder, line: Line, quantity: int, at: int) -> None:
        """Take pieces of a line from what is held for it."""
        held = [(hold, hold.quantity) for hold in line.holds]
        for hold, pieces in allocate(quantity, held, str(line.price.ware.sku_id), ()):
            self._ledger.move(hold.item, MovementKind.SHIPPED, pieces, at, order_id=order.id)
            hold.quantity -= pieces
        line.holds = [hold for hold in line.holds if hold.quantity]

    def _receive(self, order: PlannedOrder, step: Step) -> None:
        buyer = order.trading.bond.downstream
        if not buyer.locations:
            return
        for line, quantity in order.parts[step.part]:
            item = self._ledger.main_item(buyer, line.price.ware.sku_id, step.at)
            self._ledger.move(item, MovementKind.RECEIVED, quantity, step.at, order_id=order.id)

    def _look_after(self, order: PlannedOrder, line: Line) -> None:
        """After a sale the seller sometimes counts, and orders or makes more of what runs low."""
        chance = self._chance
        seller = order.trading.bond.upstream
        item = line.holds[0].item
        if chance.happens(_COUNT_SHARE):
            self._recount(item, order.at)
        if item.available >= item.threshold or item.quiet_until > order.at:
            return
        sku_id = item.sku_id
        if seller.guild in (Guild.RETAILER, Guild.BOUTIQUE):
            item.quiet_until = order.at + 20 * DAY
            [trading] = [
                trading for trading in self._supplies[seller.id] if sku_id in trading.prices
            ]
            at = order.at + chance.randrange(2 * HOUR, 30 * HOUR)
            self._later(at, partial(self._restock, trading, sku_id, order, at))
            return
        made_at = order.at + chance.randrange(3 * DAY, 10 * DAY)
        item.quiet_until = made_at
        self._later(made_at, partial(self._produce, item, made_at))
        if self._supplies[seller.id] and chance.happens(_MATERIALS_SHARE):
            at = order.at + chance.randrange(2 * HOUR, 30 * HOUR)
            self._later(at, partial(self._buy_materials, seller, order.id, at))

    def _produce(self, item: Item, at: int) -> None:
        batch = max(1, int(item.opened * self._chance.uniform(0.6, 0.9)))
        self._ledger.move(item, MovementKind.PRODUCED, batch, at, reason="Planned batch")

    def _recount(self, item: Item, at: int) -> None:
        if item.available >= 3:
            lost = self._chance.randint(1, 3)
            reason = self._chance.choice(goods.REASONS_FOR_LOSS)
            self._ledger.move(item, MovementKind.ADJUSTED, -lost, at, reason=reason)
        else:
            found = goods.REASON_FOR_GAIN
            self._ledger.move(item, MovementKind.ADJUSTED, 1, at, reason=found)

    def _use_up(self, buyer: Trader, lines: Sequence[tuple[Price, int]], at: int) -> None:
        """Before buying again, a buyer writes off what it used or sold outside the hub."""
        for price, _ in lines:
            item = self._ledger.main_item(buyer, price.ware.sku_id, at)
            used = self._chance.randint(0, item.available * 6 // 10)
            if used:
                reason = _USES[buyer.guild]
                self._ledger.move(item, MovementKind.ADJUSTED, -used, at, reason=reason)
