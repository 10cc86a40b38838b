"""All lists of rows that there are, and pages read of them past the schema."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import product
from pkgutil import iter_modules
from typing import Any, Final
from uuid import UUID

from db import queries
from db.scope import Scope
from db.session import PageRows
from db.sql.aggregates import Aggregate
from db.sql.declarations import Listing, table_of
from db.sql.keyset import Page
from hub.context import Hub
from hub.policy.viewer import EVERYBODY

ALL: Final[Scope[Any]] = Scope(EVERYBODY)
# An id that no row has.
ID: Final = "019a0000-0000-7000-8000-000000000000"


LISTINGS: Final[Mapping[str, Listing[Any]]] = {
    name: value
    for found in iter_modules(queries.__path__)
    for name, value in vars(import_module(f"{queries.__name__}.{found.name}")).items()
    if isinstance(value, Listing) and not isinstance(value, Aggregate) and not name.startswith("_")
}
# Every list in each of its orders, whole and under each kind of parent; but by how well rows fit
# what is looked for, see `tests.schema.test_search`.
LISTS: Final = [
    (name, ordering, under)
    for name, listing in LISTINGS.items()
    for ordering, under in product(listing.orderings, (None, *listing.parents))
    # Partners are those of some party.
    if (under is not None or listing.source is None)
    and not listing.ranks.keys() & set(listing.orderings[ordering].columns)
]


def page_beyond(size: int, ordering: str, backward: bool, place: str | None) -> Page:
    """The page beyond the place."""
    after, before = (None, place) if backward else (place, None)
    return Page(size, ordering, backward, after=after, before=before)


async def read(hub: Hub, listing: Listing[Any], page: Page, parent: Any) -> PageRows:
    """A page, in a snapshot of its own; `parent` is None or (under what, whose id)."""
    reads = hub.database.reads()
    try:
        if parent is None:
            return await reads.page(listing, page, scope=ALL)
        under, parent_id = parent
        return (await reads.pages(listing, page, under, [parent_id], scope=ALL))[parent_id]
    finally:
        await reads.close()


async def in_order(hub: Hub, listing: Listing[Any], ordering: str, ids: Sequence[UUID]) -> Any:
    """The same rows as PostgreSQL sorts them when it is asked plainly."""
    columns, descending = (
        listing.orderings[ordering].columns,
        listing.orderings[ordering].descending,
    )
    by = ", ".join(f"{name} {'DESC' if descending else 'ASC'}" for name in columns)
    table = table_of(listing.model).name
    sql = f"SELECT id FROM {table} WHERE id = ANY ($1) ORDER BY {by}"
    return [row["id"] for row in await hub.database.pool.fetch(sql, ids)]
