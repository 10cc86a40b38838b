"""The stock ledger of the demo world: every item is the sum of its movements."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from db.enums.stock import MovementKind
from db.tables.alerts import StockThreshold
from db.tables.stock import StockItem, StockMovement
from demo.chance import Calendar, Chance
from demo.parties import Trader
from demo.rows import Rows
from hub.domain.stock import Counters, allocate


@dataclass(slots=True)
class Item:
    """A stock item as it is now, and when its party orders or makes more of it."""

    id: UUID
    party_id: UUID
    location_id: UUID
    sku_id: UUID
    opened: int
    counters: Counters = field(default_factory=Counters)
    version: int = 0
    updated_at: int = 0
    quiet_until: int = 0
    """More is on its way until then: do not see to it again."""

    @property
    def available(self) -> int:
        return self.counters.available

    @property
    def threshold(self) -> int:
        """Below how many available pieces the item is short: a quarter of what it opened with."""
        return -(-self.opened // 4)


@dataclass(slots=True)
class Hold:
    """Pieces of an item that are held for an order line."""

    item: Item
    quantity: int


class Ledger:
    """Keeps every stock item of the world and writes its movements."""

    def __init__(self, rows: Rows, chance: Chance, calendar: Calendar) -> None:
        self._rows = rows
        self._chance = chance
        self._calendar = calendar
        self._items: dict[tuple[UUID, UUID], list[Item]] = {}

    def __iter__(self) -> Iterator[Item]:
        for items in self._items.values():
            yield from items

    def items(self, party: Trader, sku_id: UUID) -> list[Item]:
        """Where a party keeps a SKU, in the order in which it is taken from there."""
        return self._items.get((party.id, sku_id), [])

    def available(self, party: Trader, sku_id: UUID) -> int:
        return sum(item.available for item in self.items(party, sku_id))

    def open(self, party: Trader, sku_id: UUID, at: int, *, place: int, quantity: int) -> Item:
        """Begin to keep a SKU at a party's location: its first, second, … as `place` counts from 0.

        Items of a party and SKU must be opened in the order of its places.
        """
        item = Item(
            id=self._chance.id_at(at),
            party_id=party.id,
            location_id=party.locations[place],
            sku_id=sku_id,
            opened=quantity,
        )
        self._items.setdefault((party.id, sku_id), []).append(item)
        # Movements refer to the item, so it is stored first, as nothing; see `demo.loading`.
        self._rows.add(
            StockItem,
            id=item.id,
            party_id=item.party_id,
            location_id=item.location_id,
            sku_id=sku_id,
            on_hand=0,
            reserved=0,
            incoming=0,
            version=0,
            updated_at=self._calendar.at(at),
        )
        if quantity:
            self._rows.add(
                StockThreshold,
                stock_item_id=item.id,
                party_id=item.party_id,
                pieces=item.threshold,
            )
        self.move(item, MovementKind.OPENED, quantity, at)
        return item

    def main_item(self, party: Trader, sku_id: UUID, at: int) -> Item:
        """Where a party's goods of a SKU arrive."""
        items = self.items(party, sku_id)
        return items[0] if items else self.open(party, sku_id, at, place=0, quantity=0)

    def reserve(
        self, party: Trader, sku_id: UUID, quantity: int, at: int, order_id: UUID
    ) -> list[Hold]:
        """Hold that many pieces, which must be available, from the first location on."""
        available = [(item, item.available) for item in self.items(party, sku_id)]
        holds = []
        for item, pieces in allocate(quantity, available, str(sku_id), ()):
            self.move(item, MovementKind.RESERVED, pieces, at, order_id=order_id)
            holds.append(Hold(item, pieces))
        return holds

    def move(
        self,
        item: Item,
        kind: MovementKind,
        pieces: int,
        at: int,
        *,
        order_id: UUID | None = None,
        reason: str | None = None,
    ) -> None:
        """Move pieces of an item; its movements must be written in time order.

        Raises:
            Refused: the pieces are not there to be moved.
        """
        assert not item.version or at >= item.updated_at, f"{kind} would go back in time"
        change = item.counters.moved(kind, pieces)
        item.counters = item.counters.plus(change)
        item.version += 1
        item.updated_at = at
        self._rows.add(
            StockMovement,
            id=self._chance.id_at(at),
            stock_item_id=item.id,
            party_id=item.party_id,
            location_id=item.location_id,
            sku_id=item.sku_id,
            kind=kind,
            version=item.version,
            on_hand_delta=change.on_hand,
            reserved_delta=change.reserved,
            incoming_delta=change.incoming,
            on_hand=item.counters.on_hand,
            reserved=item.counters.reserved,
            incoming=item.counters.incoming,
            order_id=order_id,
            reason=reason,
            occurred_at=self._calendar.at(at),
        )
