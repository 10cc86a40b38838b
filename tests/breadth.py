"""Queries that ask for everything: every field of every type, relations followed some way."""

from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import UUID

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_composite_type,
    is_required_argument,
)

from db.sql.declarations import table_of
from hub.context import Hub
from hub.execution.fields import NODE_LOADERS
from hub.execution.ids import global_id
from hub.execution.plan import NotPlanned, source_of
from hub.schema import schema

_GRAPH: Final = schema._schema
# The key of nothing.
NOBODY: Final = UUID(int=0)


def everything(depth: int, *, page_size: int) -> str:
    """A query for all that the roots offer; fragments keep its text short.

    `$ids` are what `nodes` asks for.
    """
    fragments: dict[str, str] = {}
    roots = [
        _selected(name, field, depth, page_size, fragments)
        for name, field in _roots()
        if "id" not in field.args
    ]
    return f"query ($ids: [ID!]!) {{ {' '.join(roots)} }} {' '.join(fragments.values())}"


def everything_planned(depth: int, *, page_size: int) -> Iterator[str]:
    """Queries for all that plans can say: one for each list, one for each root with an `$id`."""
    for name, field in _roots():
        if _is_planned(field):
            fragments: dict[str, str] = {}
            root = _selected(name, field, depth, page_size, fragments, of=_is_planned)
            asked_with = "($id: ID!)" if "id" in field.args else ""
            yield f"query {asked_with} {{ {root} }} {' '.join(fragments.values())}"


def _roots() -> Iterator[tuple[str, GraphQLField]]:
    assert _GRAPH.query_type is not None
    yield from _GRAPH.query_type.fields.items()


def _is_planned(field: GraphQLField) -> bool:
    try:
        return source_of(field) is not None
    except NotPlanned:
        return False


def _selected(
    alias: str,
    field: GraphQLField,
    depth: int,
    page_size: int,
    fragments: dict[str, str],
    *,
    of: Callable[[GraphQLField], bool] = lambda _: True,
) -> str:
    """The field, and all the fields `of` what it leads to."""
    name = alias.rpartition("__")[2]
    arguments = "".join(f"({one}: ${one})" for one in ("id", "ids") if one in field.args)
    if "lines" in field.args:
        arguments = f'(sellerId: "Party:{NOBODY}", lines: [{{skuId: "Sku:{NOBODY}", quantity: 1}}])'
    if "first" in field.args:
        # Facts about all, told apart by nothing.
        by = "by: [], " if "by" in field.args else ""
        arguments = f"({by}first: {page_size})"
    type_ = get_named_type(field.type)
    if not is_composite_type(type_):
        return f"{alias}: {name}{arguments}"
    # The parts of a page are no way further.
    is_part = type_.name.endswith(("Connection", "Edge", "PageInfo", "Money", "Measures"))
    below = depth if is_part else depth - 1
    fragment = _fragment(type_, below, page_size, fragments, of=of)
    return f"{alias}: {name}{arguments} {{ __typename ...{fragment} }}"


def _fragment(
    type_: GraphQLNamedType,
    depth: int,
    page_size: int,
    fragments: dict[str, str],
    *,
    of: Callable[[GraphQLField], bool],
) -> str:
    """The name of the fragment that asks for all of the type."""
    name = f"{type_.name}_{depth}"
    if name in fragments:
        return name
    fragments[name] = ""
    if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
        kinds = _GRAPH.get_possible_types(type_)
        inner = [f"...{_fragment(kind, depth, page_size, fragments, of=of)}" for kind in kinds]
    else:
        assert isinstance(type_, GraphQLObjectType)
        inner = [
            _selected(f"{type_.name}__{field_name}", field, depth, page_size, fragments, of=of)
            for field_name, field in type_.fields.items()
            if of(field)
            and not any(is_required_argument(argument) for argument in field.args.values())
            and (depth > 0 or not _leads_on(field))
        ]
    fragments[name] = f"fragment {name} on {type_.name} {{ __typename {' '.join(inner)} }}"
    return name


def _leads_on(field: GraphQLField) -> bool:
    type_ = get_named_type(field.type)
    return is_composite_type(type_) and not type_.name.endswith(
        ("Edge", "PageInfo", "Money", "Measures")
    )


async def ids_of_everything(hub: Hub, *, each_max: int | None = None) -> list[str]:
    """The global id of every row that has one, or of some of each type, from all over its table."""
    found: list[str] = []
    for typename, loader in NODE_LOADERS.items():
        table = table_of(loader.declared.lookup.model).name
        rows = await hub.database.pool.fetch(
            f"SELECT id FROM {table} ORDER BY hashtext(id::text) LIMIT $1", each_max
        )
        found += [global_id(typename, row["id"]) for row in rows]
    return found


def words_in(value: Any) -> Iterator[str]:
    """All text in an answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_in(inner)
