"""Rows of every table that has lists, for walks along them."""

from hub.context import Hub
from tests.areas import AREAS, Shelf


async def filled(hub: Hub) -> Shelf:
    """What every area puts on a shelf."""
    shelf = Shelf(hub)
    for area in AREAS:
        if area.shelf is not None:
            area.shelf(shelf)
    await shelf.store()
    return shelf
