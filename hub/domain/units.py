"""Quantities: whole numbers of a SKU's unit, as people read them."""

from collections.abc import Mapping
from typing import Final

from db.enums.units import Unit
from hub.domain.errors import ErrorCode, Refused

# How a sentence calls one of a unit, and more.
NAMES: Final[Mapping[Unit, tuple[str, str]]] = {
    Unit.C62: ("piece", "pieces"),
    Unit.PR: ("pair", "pairs"),
    Unit.SET: ("set", "sets"),
    Unit.MGM: ("mg", "mg"),
    Unit.GRM: ("g", "g"),
    Unit.KGM: ("kg", "kg"),
    Unit.MLT: ("ml", "ml"),
    Unit.LTR: ("l", "l"),
    Unit.MMT: ("mm", "mm"),
    Unit.CMT: ("cm", "cm"),
    Unit.MTR: ("m", "m"),
    Unit.CMK: ("cm²", "cm²"),
    Unit.MTK: ("m²", "m²"),
    Unit.CTM: ("ct", "ct"),
}


def quantity_text(quantity: int, unit: Unit) -> str:
    """A quantity in a sentence: `1 piece`, `12 pieces`, `500 g`."""
    one, more = NAMES[unit]
    return f"{quantity} {one if quantity == 1 else more}"


def next_multiples(quantity: int, multiple: int) -> tuple[int, int]:
    """The multiples between which a quantity lies that is none."""
    lower = quantity // multiple * multiple
    return lower, lower + multiple


def check_multiple(position: int, quantity: int, multiple: int, field: tuple[str, ...]) -> None:
    """See that what is left of an order's line is still a multiple of what its offer sells.

    Raises:
        Refused: NOT_A_MULTIPLE.
    """
    if quantity % multiple:
        lower, higher = next_multiples(quantity, multiple)
        raise Refused(
            ErrorCode.NOT_A_MULTIPLE,
            f"Line {position} was offered in multiples of {multiple}; {quantity} are none: order"
            f" {lower} or {higher}.",
            field,
        )
