"""Writes down the orders of the demo world: lines, history, shipments and where those are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from db.enums import OrderEventKind, OrderStatus, ShipmentStatus, TrackingStatus
from db.tables import (
    Order,
    OrderEvent,
    OrderLine,
    Shipment,
    ShipmentLine,
    TrackingEvent,
)
from demo import goods
from demo.chance import HOUR, YEAR, Calendar, Chance
from demo.lives import PACES, Deed, Step, is_done_by_buyer, tell
from demo.market import Price, Trading
from demo.names import CARRIERS, SORTING_CENTRES
from demo.rows import Rows
from demo.stock import Hold

_NOTE_SHARE: Final = 0.05
_MISHAP_SHARE: Final = 0.03

# What is said when an order ends badly.
_REASONS: Final = {
    OrderEventKind.CANCELLED: goods.REASONS_TO_CANCEL,
    OrderEventKind.REJECTED: goods.REASONS_TO_REJECT,
}

# Orders in these states hold none of the seller's goods.
_HOLDING_NOTHING: Final = (OrderStatus.DRAFT, OrderStatus.CANCELLED, OrderStatus.REJECTED)


@dataclass(slots=True)
class Line:
    """A line of an order, and the goods held for it."""

    id: UUID
    price: Price
    quantity: int
    holds: list[Hold] = field(default_factory=list)


@dataclass(slots=True)
class Deal:
    """An order of the demo world with its whole life, whatever of that lies past now.

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


class OrderBook:
    """Writes orders down as they are now; `count` is how many it has written."""

    def __init__(self, rows: Rows, chance: Chance, calendar: Calendar) -> None:
        self._rows = rows
        self._chance = chance
        self._calendar = calendar
        self._numbers: Counter[UUID] = Counter()
        self.count = 0

    def write(self, deal: Deal) -> None:
        self.count += 1
        steps = deal.steps_taken
        status = self._write_history(deal, steps)
        self._write_order(deal, status, version=len(steps))
        self._write_lines(deal, status, steps)
        for number, part in enumerate(deal.parts):
            moments = {step.deed: step.at for step in deal.steps if step.part == number}
            if moments.get(Deed.SHIP, YEAR + 1) <= YEAR:
                self._write_shipment(deal, part, moments[Deed.SHIP], moments[Deed.RECEIVE])

    def _write_order(self, deal: Deal, status: OrderStatus, version: int) -> None:
        bond = deal.trading.bond
        placed_at = self._calendar.at(deal.at)
        self._numbers[bond.upstream.id] += 1
        noted = self._chance.happens(_NOTE_SHARE)
        self._rows.add(
            Order,
            id=deal.id,
            number=f"SO-{placed_at.year}-{self._numbers[bond.upstream.id]:06}",
            kind=bond.route.kind,
            status=status,
            version=version,
            buyer_id=bond.downstream.id,
            seller_id=bond.upstream.id,
            caused_by_id=deal.caused_by_id,
            deliver_to_id=bond.downstream.locations[0] if bond.downstream.locations else None,
            currency=bond.upstream.currency,
            total_minor=sum(line.quantity * line.price.of(line.quantity) for line in deal.lines),
            note=self._chance.choice(goods.ORDER_NOTES) if noted else None,
            created_at=placed_at,
            placed_at=None if status is OrderStatus.DRAFT else placed_at,
        )

    def _write_lines(self, deal: Deal, status: OrderStatus, steps: Sequence[Step]) -> None:
        shipped: Counter[UUID] = Counter()
        received: Counter[UUID] = Counter()
        for step in steps:
            if step.deed in (Deed.SHIP, Deed.RECEIVE):
                moved = shipped if step.deed is Deed.SHIP else received
                for line, quantity in deal.parts[step.part]:
                    moved[line.id] += quantity
        holds_goods = status not in _HOLDING_NOTHING
        is_made = any(step.deed is Deed.FINISH for step in steps)
        for position, line in enumerate(deal.lines, start=1):
            price_minor = line.price.of(line.quantity)
            allocated = holds_goods and (is_made or not line.price.made_to_order)
            self._rows.add(
                OrderLine,
                id=line.id,
                order_id=deal.id,
                position=position,
                sku_id=line.price.ware.sku_id,
                offer_id=line.price.offer_id,
                made_to_order=line.price.made_to_order,
                quantity=line.quantity,
                unit_price_minor=price_minor,
                total_minor=line.quantity * price_minor,
                allocated=line.quantity if allocated else 0,
                shipped=shipped[line.id],
                received=received[line.id],
                returned=0,
            )

    def _write_history(self, deal: Deal, steps: Sequence[Step]) -> OrderStatus:
        """Write the events of these steps; return the status they lead to."""
        bond = deal.trading.bond
        status = OrderStatus.DRAFT
        for version, told in enumerate(tell(steps, len(deal.parts)), start=1):
            status = told.to_status
            actor = bond.downstream if is_done_by_buyer(told.step.deed) else bond.upstream
            reasons = _REASONS.get(told.kind)
            self._rows.add(
                OrderEvent,
                id=self._chance.id_at(told.step.at),
                order_id=deal.id,
                version=version,
                kind=told.kind,
                from_status=told.from_status,
                to_status=told.to_status,
                actor_id=actor.id,
                note=self._chance.choice(reasons) if reasons else None,
                occurred_at=self._calendar.at(told.step.at),
            )
        return status

    def _write_shipment(
        self, deal: Deal, part: Sequence[tuple[Line, int]], shipped_at: int, received_at: int
    ) -> None:
        chance = self._chance
        shipment_id = chance.id_at(shipped_at)
        arrived = received_at <= YEAR
        travel_hours = PACES[deal.trading.bond.route.kind].travel[1]
        self._rows.add(
            Shipment,
            id=shipment_id,
            order_id=deal.id,
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
            )
        self._track(deal, shipment_id, shipped_at, received_at)

    def _track(self, deal: Deal, shipment_id: UUID, shipped_at: int, received_at: int) -> None:
        bond = deal.trading.bond
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
