"""How stock moves: which counters a movement changes, and which stock serves an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar
from uuid import UUID

from db.enums.stock import MovementKind
from db.enums.units import Unit
from hub.domain.errors import ErrorCode, Refused
from hub.domain.units import quantity_text

Shelf = TypeVar("Shelf")

# The largest count of a stock item and of an order line: a signed 32-bit integer.
QUANTITY_MAX: Final = 2**31 - 1


@dataclass(frozen=True)
class Counters:
    """Pieces of one SKU at one location, or by how much they change."""

    on_hand: int = 0
    reserved: int = 0
    incoming: int = 0

    @property
    def available(self) -> int:
        """What can still be ordered: nothing, where more is held than is there."""
        return max(0, self.on_hand - self.reserved)

    def moved(self, kind: MovementKind, quantity: int) -> "Counters":
        """The change that a movement of so many pieces makes."""
        effect = EFFECTS[kind]
        return Counters(
            effect.on_hand * quantity, effect.reserved * quantity, effect.incoming * quantity
        )

    def plus(self, change: "Counters") -> "Counters":
        """The counters after a change.

        A loss may leave less than is reserved, since it has happened.

        Raises:
            Refused: OUT_OF_STOCK where it would take what is not there, AMOUNT_TOO_LARGE where it
                would count past what can be stored.
        """
        after = Counters(
            self.on_hand + change.on_hand,
            self.reserved + change.reserved,
            self.incoming + change.incoming,
        )
        is_oversold = change.reserved > 0 and after.reserved > after.on_hand
        if is_oversold or min(after.on_hand, after.reserved, after.incoming) < 0:
            raise Refused(
                ErrorCode.OUT_OF_STOCK,
                f"{self.on_hand} pieces are on hand, {self.reserved} of them reserved;"
                f" {-change.on_hand} cannot be taken away.",
            )
        if max(after.on_hand, after.incoming) > QUANTITY_MAX:
            raise Refused(
                ErrorCode.AMOUNT_TOO_LARGE, f"A stock item counts up to {QUANTITY_MAX} pieces."
            )
        return after


# What one piece of each movement does to the counters; of negative pieces may be those that
# correct or bring what is on hand.
EFFECTS: Final[Mapping[MovementKind, Counters]] = {
    MovementKind.OPENED: Counters(on_hand=1),
    MovementKind.ADJUSTED: Counters(on_hand=1),
    MovementKind.COUNTED: Counters(on_hand=1),
    MovementKind.TRANSFERRED: Counters(on_hand=1),
    MovementKind.PRODUCED: Counters(on_hand=1),
    MovementKind.RESERVED: Counters(reserved=1),
    MovementKind.RELEASED: Counters(reserved=-1),
    MovementKind.SHIPPED: Counters(on_hand=-1, reserved=-1),
    MovementKind.EXPECTED: Counters(incoming=1),
    MovementKind.RECEIVED: Counters(on_hand=1, incoming=-1),
    MovementKind.LOST: Counters(incoming=-1),
}


@dataclass
class Place:
    """What lies at a location for an order: pieces by SKU that can leave from there."""

    code: str
    pieces: dict[UUID, int] = field(default_factory=dict)
    held: int = 0

    def add(self, sku_id: UUID, *, on_hand: int, reserved: int, held: int) -> None:
        """What lies there of a SKU, of which some is held for the order; what others hold stays."""
        free = max(0, on_hand - reserved)
        self.pieces[sku_id] = min(on_hand, held + free)
        self.held += min(on_hand, held)

    def share(self, wanted: Sequence[tuple[UUID, int]]) -> list[int]:
        """How many pieces can leave for each SKU and quantity that is wanted."""
        left = dict(self.pieces)
        shares = []
        for sku_id, quantity in wanted:
            part = min(quantity, left.get(sku_id, 0))
            left[sku_id] = left.get(sku_id, 0) - part
            shares.append(part)
        return shares


def choose_place(
    number: str, wanted: Sequence[tuple[UUID, int]], places: Mapping[UUID, Place]
) -> UUID:
    """The location from which all that is wanted of an order can leave together: of several that
    which holds most for it.

    Args:
        places: by location, in the order in which they are to be used.

    Raises:
        Refused: SEVERAL_LOCATIONS, the goods lie apart; OUT_OF_STOCK, they are not there.
    """
    quantity = sum(pieces for _, pieces in wanted)
    shares = {id: sum(place.share(wanted)) for id, place in places.items()}
    whole = [id for id, share in shares.items() if share == quantity]
    if whole:
        return max(whole, key=lambda id: places[id].held)
    there = [f"{share} at {places[id].code}" for id, share in shares.items() if share]
    if sum(shares.values()) < quantity:
        raise Refused(
            ErrorCode.OUT_OF_STOCK,
            f"Of {quantity} pieces for order {number} {', '.join(there) or 'none'} can be shipped;"
            " put more in stock first, or ship fewer.",
            ("orderId",),
        )
    raise Refused(
        ErrorCode.SEVERAL_LOCATIONS,
        f"The {quantity} pieces for order {number} lie apart: {', '.join(there)}. A shipment leaves"
        " one location; say which as `originId`.",
        ("originId",),
    )


def allocate(
    wanted: int,
    available: Sequence[tuple[Shelf, int]],
    code: str,
    field: tuple[str, ...],
    *,
    unit: Unit = Unit.C62,
    is_shown: bool = True,
) -> list[tuple[Shelf, int]]:
    """Take the wanted pieces from stock items, the first ones first.

    Args:
        available: stock items, whatever stands for them, with their available pieces, in the order
            they are to be used.
        is_shown: whether who asks is shown how many pieces there are.

    Returns:
        The stock items used, with the pieces taken from each.

    Raises:
        Refused: OUT_OF_STOCK, there are fewer pieces in all.
    """
    taken: list[tuple[Shelf, int]] = []
    missing = wanted
    for item, pieces in available:
        if missing and pieces > 0:
            taken.append((item, min(missing, pieces)))
            missing -= taken[-1][1]
    if missing:
        there = f"{_goods(wanted - missing, unit, code)} available; {wanted} were asked for."
        hidden = f"{_goods(wanted, unit, code)} not available; ask for fewer, or later."
        raise Refused(ErrorCode.OUT_OF_STOCK, there if is_shown else hidden, field)
    return taken


def _goods(quantity: int, unit: Unit, code: str) -> str:
    """How a sentence about so many of a SKU begins."""
    return f"{quantity_text(quantity, unit)} of {code} {'is' if quantity == 1 else 'are'}"
