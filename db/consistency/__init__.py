"""What must be true of all that is stored: one module an area, found by being there.

A module holds `STATEMENTS`: by a sentence that says what is wrong, the statement that finds the ids
of what it is wrong with. They read whole tables: for tests and for an operator who doubts, not for
requests.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

import asyncpg

_FOUND_MAX: Final = 5

STATEMENTS: Final[Mapping[str, str]] = {
    rule: statement
    for found in iter_modules(__path__)
    for rule, statement in import_module(f"{__name__}.{found.name}").STATEMENTS.items()
}


async def inconsistencies(connection: asyncpg.Connection) -> list[str]:
    """A sentence for every rule that is broken, with the ids of some rows that break it."""
    sentences = []
    for rule, statement in STATEMENTS.items():
        found = await connection.fetch(f"{statement} LIMIT {_FOUND_MAX + 1}")
        if found:
            ids = ", ".join(str(row["id"]) for row in found[:_FOUND_MAX])
            more = ", …" if len(found) > _FOUND_MAX else ""
            sentences.append(f"{rule}: {ids}{more}.")
    return sentences
