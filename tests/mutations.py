"""Changes, asked for as clients ask: through the graph, by a request of their own.

What each mutation takes and answers is read from the schema.
"""

from functools import cache
from typing import Any, Final

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from db.types import new_id
from hub.context import Hub, open_request
from hub.policy.viewer import Viewer
from hub.schema import schema
from tests.graph import as_told
from tests.world import Trader, World

ERRORS = "errors { code message field }"
_DEPTH_MAX: Final = 3


def input_of(mutation: str) -> str:
    """The name of a mutation's input type: each has one of its own, named after it."""
    return f"{mutation[0].upper()}{mutation[1:]}Input"


@cache
def selection_of(mutation: str) -> str:
    """All that a mutation's payload says, with what is next to it."""
    assert schema._schema.mutation_type is not None
    payload = get_named_type(schema._schema.mutation_type.fields[mutation].type)
    assert isinstance(payload, GraphQLObjectType)
    return _selection(payload, _DEPTH_MAX)


def _selection(type_: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> str:
    fields = (_selected(name, field, depth) for name, field in type_.fields.items())
    return f"{{ {' '.join(one for one in fields if one)} }}"


def _selected(name: str, field: GraphQLField, depth: int) -> str:
    """The field, unless it is a page of a list or lies too deep."""
    type_ = get_named_type(field.type)
    if is_leaf_type(type_) and not any(map(is_required_argument, field.args.values())):
        return name
    if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) or depth == 1:
        return ""
    return "" if type_.name.endswith("Connection") else f"{name} {_selection(type_, depth - 1)}"


async def execute(hub: Hub, who: Trader | Viewer | None, name: str, /, **input: Any) -> Any:
    """The result of a mutation, with a request id of its own unless one is given."""
    input.setdefault("requestId", str(new_id()))
    viewer = who.viewer if isinstance(who, Trader) else who
    async with open_request(hub, viewer) as request:
        result = await schema.execute(
            f"mutation ($input: {input_of(name)}!)"
            f" {{ answer: {name}(input: $input) {selection_of(name)} }}",
            {"input": input},
            context_value=request,
        )
        result.data = as_told(result.data)
        return result


async def mutate(world: World, who: Trader | Viewer | None, name: str, /, **input: Any) -> Any:
    """The payload of a mutation."""
    result = await execute(world.hub, who, name, **input)
    assert result.errors is None, result.errors
    return result.data["answer"]


def codes(payload: Any) -> list[str]:
    return [error["code"] for error in payload["errors"]]
