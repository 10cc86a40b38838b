"""Finding anything by its id."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from hub.context import Request
from hub.execution.dataloaders import Loader
from hub.execution.errors import RequestError
from hub.execution.fields import NODE_LOADERS
from hub.execution.ids import split_id

NODES_MAX: Final = 1000


async def node(request: Request, id: str) -> Any:
    loader, key = _found_by(id)
    return await request.load(loader, key)


async def nodes(request: Request, ids: Sequence[str]) -> list[Any]:
    if len(ids) > NODES_MAX:
        raise RequestError(
            "BAD_PAGE", f"Up to {NODES_MAX} ids can be asked for at once; {len(ids)} were given."
        )
    asked = [_found_by(id) for id in ids]
    keys: dict[Loader, dict[UUID, None]] = {}
    for loader, key in asked:
        keys.setdefault(loader, {})[key] = None
    found = {loader: await loader.fetch(request, [*of], None) for loader, of in keys.items()}
    return [found[loader].get(key) for loader, key in asked]


def _found_by(id: str) -> tuple[Loader, UUID]:
    """What finds the row of an id, and its key.

    Raises:
        RequestError: it is no id of the hub.
    """
    typename, key = split_id(id)
    loader = NODE_LOADERS.get(typename)
    if loader is None:
        raise RequestError(
            "BAD_ID", f"{id[:80]!r} is not an id of the hub: it has no type {typename[:40]!r}."
        )
    return loader, key
