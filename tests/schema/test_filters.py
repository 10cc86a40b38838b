"""Every filter of every list keeps what it says, and nothing else."""

from typing import Any, Final

from sqlalchemy import ARRAY, BindParameter
from sqlalchemy.sql.visitors import iterate

from db.sql.declarations import Listing, table_of
from db.sql.keyset import Page
from hub.context import Hub
from tests.areas import AREAS, Tried
from tests.schema.lists import LISTINGS, in_order, read

_TOLD: Final = {place: tried for area in AREAS for place, tried in area.filters.items()}
_WHOLE: Final = {name: one for name, one in LISTINGS.items() if one.source is None}


def tried(name: str, filter: str) -> Tried:
    """How a filter is tried: as its area tells, or by the column that it is named like."""
    if (name, filter) in _TOLD:
        return _TOLD[name, filter]
    listing = _WHOLE[name]
    table = table_of(listing.model)
    assert filter in table.c, f"Tell in tests/areas what {filter} of {name} keeps."
    # The rarest values, but never all of them.
    values = f"""
        SELECT array_agg(value) FROM (
            SELECT {filter} AS value FROM {table.name}
            WHERE {filter} IS NOT NULL
            GROUP BY {filter}
            ORDER BY count(*), {filter}
            LIMIT (SELECT least(2, count(DISTINCT {filter}) - 1) FROM {table.name})
        ) AS found
    """
    if takes_several(listing, filter):
        return Tried(f"{filter} = ANY ($1)", found=values)
    return Tried(f"{filter} = $1", found=f"SELECT ({values})[1]")


def takes_several(listing: Listing[Any], filter: str) -> bool:
    [given] = (one for one in iterate(listing.filters[filter]) if isinstance(one, BindParameter))
    return isinstance(given.type, ARRAY)


async def test_every_filter_keeps_what_it_says_in_every_order(demo_hub: Hub) -> None:
    pool = demo_hub.database.pool
    for area in AREAS:
        if area.demo is not None:
            await area.demo(demo_hub)
    known = {(name, filter) for name, listing in _WHOLE.items() for filter in listing.filters}
    assert _TOLD.keys() <= known
    for name, listing in _WHOLE.items():
        table = table_of(listing.model).name
        for filter in listing.filters:
            keeps, value, found = tried(name, filter)
            if found is not None:
                value = await pool.fetchval(found)
            rows = await pool.fetch(f"SELECT id FROM {table} WHERE {keeps}", value)
            wanted = {row["id"] for row in rows}
            some = (name, filter, value)
            assert 0 < len(wanted) < await pool.fetchval(f"SELECT count(*) FROM {table}"), some
            for ordering in listing.orderings:
                met, place = [], None
                asked = tuple(value) if isinstance(value, list) else value
                while True:
                    page = Page(400, ordering, after=place, filters=((filter, asked),))
                    kept = await read(demo_hub, listing, page, None)
                    met += [row.id for row in kept.rows]
                    if not kept.has_next:
                        break
                    place = listing.cursor(page, kept.rows[-1])
                if listing.ranks.keys() & set(listing.orderings[ordering].columns):
                    assert len(met) == len(wanted) == len(wanted & set(met)), some
                else:
                    assert met == await in_order(demo_hub, listing, ordering, list(wanted)), some
