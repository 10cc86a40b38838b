"""All ledgers, by the kind of their events: one module an area, found by being there."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from db.enums.events import EventKind
from hub.ledgers.declarations import Ledger

__all__ = ["LEDGERS", "Ledger"]

_MODULES: Final = tuple(
    import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)
)
_BY_KIND: Final = {
    value.kind: value
    for module in _MODULES
    for value in vars(module).values()
    if isinstance(value, Ledger)
}
LEDGERS: Final[Mapping[EventKind, Ledger]] = {kind: _BY_KIND[kind] for kind in EventKind}
