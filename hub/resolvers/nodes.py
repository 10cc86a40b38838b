"""Finding anything by its id."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from hub.context import Request
from hub.execution.errors import RequestError
from hub.execution.fields import NODE_LOADERS
from hub.execution.ids import split_id

NODES_MAX: Final = 1000


async def node(request: Request, id: str) -> Any:
    typename, key = split_id(id)
    loader = NODE_LOADERS.get(typename)
    if loader is None:
        raise RequestError(
            "BAD_ID", f"{id[:80]!r} is not an id of the hub: it has no type {typename[:40]!r}."
        )
    return await request.load(loader, key)


async def nodes(request: Request, ids: Sequence[str]) -> list[Any]:
    if len(ids) > NODES_MAX:
        raise RequestError(
            "BAD_PAGE", f"Up to {NODES_MAX} ids can be asked for at once; {len(ids)} were given."
        )
    return list(await asyncio.gather(*(node(request, id) for id in ids)))
