"""What is stored: one module an area, found by being there. Importing any knows every table."""

from importlib import import_module
from pkgutil import iter_modules

from db.tables.base import metadata
from db.types import check_lengths

for _found in iter_modules(__path__):
    import_module(f"{__name__}.{_found.name}")

for _table in metadata.tables.values():
    check_lengths(_table)

__all__ = ["metadata"]
