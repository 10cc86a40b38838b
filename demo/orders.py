"""Writes down the orders of the demo world: lines, history, shipments and where those are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from db.enums.orders import OrderEventKind, OrderStatus
from db.enums.shipments import ShipmentStatus, TrackingStatus
from db.tables.orders import Order, OrderEvent, OrderLine
from db.tables.shipments import Shipment, ShipmentLine, TrackingEvent
from demo import goods
from demo.chance import HOUR, YEAR, Calendar, Chance
from demo.lifecycle import PACES, RECEIVING, SHIPPING, Step, history_of
from demo.market import Price, Trading
from demo.names import CARRIERS, SORTING_CENTRES
from demo.reviews import Reviewers
from demo.rows import Rows
from demo.stock import Hold
from hub.domain.orders import RELEASING, SIDES, OrderAction, Side, order_number

_NOTE_SHARE: Final = 0.05
_MISHAP_SHARE: Final = 0.03

# What is said when an order ends badly.
_REASONS: Final = {
    OrderEventKind.CANCELLED: goods.REASONS_TO_CANCEL,
    OrderEventKind.REJECTED: goods.REASONS_TO_REJECT,
}


@dataclass(slots=True)
class Line:
    """A line of an order, and the goods held for it."""

    id: UUID
    price: Price
    quantity: int
    holds: list[Hold] = field(default_factory=list)

    @property
    def total_minor(self) -> int:
        return self.price.quote(self.quantity).cost(self.quantity)


@dataclass(slots=True)
class PlannedOrder:
    """An order of the demo world with its whole lifecycle, whatever of that lies past now.

    `parts` says for every shipment what is in it. No steps: it stays a draft.
    """

    id: UUID
    trading: Trading
    at: int
    lines: Sequence[Line]
    parts: Sequence[Sequence[tuple[Line, int]]]
    steps: Sequence[Step]
    caused_by_id: UUID | None

    @property
    def steps_taken(self) -> Sequence[Step]:
        return [step for step in self.steps if step.at <= YEAR]

    @property
    def total_minor(self) -> int:
        return sum(line.total_minor for line in self.lines)


class OrderBook:
    """Writes orders down as they are now."""

    def __init__(
        self, rows: Rows, chance: Chance, calendar: Calendar, reviewers: Reviewers
    ) -> None:
        self._reviewers = reviewers
        self._rows = rows
        self._chance = chance
        self._calendar = calendar

    def write(self, order: PlannedOrder) -> None:
        steps = order.steps_taken
        status = self._write_history(order, steps)
        self._write_order(order, status, version=len(steps))
        self._write_lines(order, steps)
        shipped_at = {step.part: step.at for step in steps if step.action in SHIPPING}
        received_at = {step.part: step.at for step in order.steps if step.action in RECEIVING}
        for number, at in shipped_at.items():
            self._write_shipment(order, order.parts[number], at, received_at[number])
        self._reviewers.review(order)

    def _write_order(self, order: PlannedOrder, status: OrderStatus, version: int) -> None:
        bond = order.trading.bond
        placed_at = self._calendar.at(order.at)
        noted = self._chance.happens(_NOTE_SHARE)
        self._rows.add(
            Order,
            id=order.id,
            number=order_number(order.id, placed_at),
            kind=bond.route.kind,
            status=status,
            version=version,
            buyer_id=bond.downstream.id,
            seller_id=bond.upstream.id,
            caused_by_id=order.caused_by_id,
            deliver_to_id=bond.downstream.locations[0] if bond.downstream.locations else None,
            currency=bond.upstream.currency,
            total_minor=order.total_minor,
            note=self._chance.choice(goods.ORDER_NOTES) if noted else None,
            created_at=placed_at,
            placed_at=None if status is OrderStatus.DRAFT else placed_at,
        )

    def _write_lines(self, order: PlannedOrder, steps: Sequence[Step]) -> None:
        shipped: Counter[UUID] = Counter()
        received: Counter[UUID] = Counter()
        for step in steps:
            if step.action in SHIPPING or step.action in RECEIVING:
                moved = shipped if step.action in SHIPPING else received
                for line, quantity in order.parts[step.part]:
                    moved[line.id] += quantity
        actions = {step.action for step in steps}
        holds_goods = OrderAction.PLACE in actions and not actions & RELEASING
        is_made = OrderAction.FINISH_PRODUCTION in actions
        for position, line in enumerate(order.lines, start=1):
            quote = line.price.quote(line.quantity)
            allocated = holds_goods and (is_made or not line.price.made_to_order)
            self._rows.add(
                OrderLine,
                id=line.id,
                order_id=order.id,
                position=position,
                sku_id=line.price.ware.sku_id,
                offer_id=quote.offer_id,
                made_to_order=quote.made_to_order,
                quantity=line.quantity,
                unit_price_minor=quote.price(line.quantity),
                per=quote.per,
                total_minor=line.total_minor,
                allocated=line.quantity if allocated else 0,
                shipped=shipped[line.id],
                received=received[line.id],
                returned=0,
            )

    def _write_history(self, order: PlannedOrder, steps: Sequence[Step]) -> OrderStatus:
        """Write the events of these steps; return the status they lead to."""
        bond = order.trading.bond
        status = OrderStatus.DRAFT
        for version, entry in enumerate(history_of(steps), start=1):
            status = entry.to_status
            by_buyer = Side.BUYER in SIDES[entry.step.action]
            reasons = _REASONS.get(entry.kind)
            self._rows.add(
                OrderEvent,
                id=self._chance.id_at(entry.step.at),
                order_id=order.id,
                version=version,
                kind=entry.kind,
                from_status=entry.from_status,
                to_status=entry.to_status,
                actor_id=bond.downstream.id if by_buyer else bond.upstream.id,
                note=self._chance.choice(reasons) if reasons else None,
                occurred_at=self._calendar.at(entry.step.at),
            )
        return status

    def _write_shipment(
        self,
        order: PlannedOrder,
        part: Sequence[tuple[Line, int]],
        shipped_at: int,
        received_at: int,
    ) -> None:
        chance = self._chance
        shipment_id = chance.id_at(shipped_at)
        arrived = received_at <= YEAR
        travel_hours = PACES[order.trading.bond.route.kind].travel[1]
        self._rows.add(
            Shipment,
            id=shipment_id,
            order_id=order.id,
            status=ShipmentStatus.DELIVERED if arrived else ShipmentStatus.IN_TRANSIT,
            carrier=chance.choice(CARRIERS),
            tracking_number=f"HB{chance.randrange(10**11, 10**12)}",
            shipped_at=self._calendar.at(shipped_at),
            estimated_arrival=self._calendar.at(shipped_at + travel_hours * HOUR),
            received_at=self._calendar.at(received_at) if arrived else None,
        )
        for line, quantity in part:
            self._rows.add(
                ShipmentLine,
                id=chance.id_at(shipped_at),
                shipment_id=shipment_id,
                order_line_id=line.id,
                quantity=quantity,
                received=quantity if arrived else None,
                damaged=0 if arrived else None,
                missing=0 if arrived else None,
            )
        self._track(order, shipment_id, shipped_at, received_at)

    def _track(
        self, order: PlannedOrder, shipment_id: UUID, shipped_at: int, received_at: int
    ) -> None:
        bond = order.trading.bond
        here, there = bond.upstream.city.name, bond.downstream.city.name
        between = self._chance.choice(SORTING_CENTRES)
        way = received_at - shipped_at
        reports: list[tuple[int, TrackingStatus, str, str | None]] = [
            (shipped_at, TrackingStatus.PICKED_UP, here, None),
            (shipped_at + way // 2, TrackingStatus.IN_TRANSIT, between, None),
            (received_at - way // 10, TrackingStatus.OUT_FOR_DELIVERY, there, None),
            (received_at, TrackingStatus.DELIVERED, there, None),
        ]
        if self._chance.happens(_MISHAP_SHARE):
            mishap = self._chance.choice(goods.MISHAPS)
            reports.append((shipped_at + way * 2 // 3, TrackingStatus.EXCEPTION, between, mishap))
        for at, status, place, note in reports:
            if at <= YEAR:
                self._rows.add(
                    TrackingEvent,
                    id=self._chance.id_at(at),
                    shipment_id=shipment_id,
                    status=status,
                    place=place,
                    note=note,
                    occurred_at=self._calendar.at(at),
                )
