"""The stock ledger of the demo world: every item is the sum of its movements."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from db.enums import MovementKind
from db.tables import StockItem, StockMovement, StockThreshold
from demo.chance import Calendar, Chance
from demo.parties import Trader
from demo.rows import Rows


@dataclass(slots=True)
class Item:
    """A stock item as it is now, and when its party orders or makes more of it."""

    id: UUID
    party_id: UUID
    location_id: UUID
    sku_id: UUID
    on_hand: int = 0
    reserved: int = 0
    incoming: int = 0
    version: int = 0
    updated_at: int = 0
    opened: int = 0
    quiet_until: int = 0
    """More is on its way until then: do not see to it again."""

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved

    @property
    def runs_low(self) -> bool:
        return self.available * 4 < self.opened


@dataclass(slots=True)
class Hold:
    """Pieces of an item that are held for an order line."""

    item: Item
    quantity: int


class StockGoesWrong(Exception):
    """The demo world moved goods that were not there: a mistake in how it is made."""


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
            # What `runs_low` says, as the owner is to be alerted of it.
            pieces = -(-quantity // 4)
            self._rows.add(
                StockThreshold, stock_item_id=item.id, party_id=item.party_id, pieces=pieces
            )
        self.move(item, MovementKind.OPENED, at, on_hand=quantity)
        return item

    def main_item(self, party: Trader, sku_id: UUID, at: int) -> Item:
        """Where a party's goods of a SKU arrive."""
        items = self.items(party, sku_id)
        return items[0] if items else self.open(party, sku_id, at, place=0, quantity=0)

    def reserve(
        self, party: Trader, sku_id: UUID, quantity: int, at: int, order_id: UUID
    ) -> list[Hold]:
        """Hold that many pieces, which must be available, from the first location on."""
        holds = []
        for item in self.items(party, sku_id):
            taken = min(item.available, quantity)
            if taken > 0:
                self.move(item, MovementKind.RESERVED, at, reserved=taken, order_id=order_id)
                holds.append(Hold(item, taken))
                quantity -= taken
        if quantity:
            raise StockGoesWrong(f"{quantity} pieces of {sku_id} are missing at {party.name.en}.")
        return holds

    def move(
        self,
        item: Item,
        kind: MovementKind,
        at: int,
        *,
        on_hand: int = 0,
        reserved: int = 0,
        incoming: int = 0,
        order_id: UUID | None = None,
        reason: str | None = None,
    ) -> None:
        """Change an item by these amounts.

        Raises:
            StockGoesWrong: the item would be negative or oversold, or would go back in time.
        """
        item.on_hand += on_hand
        item.reserved += reserved
        item.incoming += incoming
        if not 0 <= item.reserved <= item.on_hand or item.incoming < 0:
            raise StockGoesWrong(f"{kind.value} leaves an impossible {item}.")
        if item.version and at < item.updated_at:
            raise StockGoesWrong(f"{kind.value} comes before what already happened to {item}.")
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
            on_hand_delta=on_hand,
            reserved_delta=reserved,
            incoming_delta=incoming,
            on_hand=item.on_hand,
            reserved=item.reserved,
            incoming=item.incoming,
            order_id=order_id,
            reason=reason,
            occurred_at=self._calendar.at(at),
        )
