"""Finding anything by its id, as clients see it."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from hub.resolvers import nodes as resolvers
from hub.schema.node import Node


@strawberry.type
class NodeQueries:
    @strawberry.field(description="Anything by its id, or null where there is none to be seen.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its global id.")],
    ) -> Node | None:
        return await resolvers.node(info.context, id)

    @strawberry.field(description="Several things by their ids, in the same order.")
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="Their global ids.")],
    ) -> list[Node | None]:
        return await resolvers.nodes(info.context, ids)
