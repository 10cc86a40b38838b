"""All ledgers, by the kind of their events: one module an area, found by being there."""

from collections.abc import Collection, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from db.enums.events import EventKind
from hub.ledgers.declarations import Ledger

__all__ = ["LEDGERS", "PUBLIC_KINDS", "Ledger", "hears_public"]

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
# Those of which something is told in the public feed.
PUBLIC_KINDS: Final = frozenset(kind for kind, ledger in LEDGERS.items() if ledger.is_public)


def hears_public(kinds: Collection[EventKind]) -> bool:
    """Whether who wants to hear of these kinds has to hear the public feed."""
    return not PUBLIC_KINDS.isdisjoint(kinds)
