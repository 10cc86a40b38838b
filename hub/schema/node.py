"""What everything with an id is, and how a row tells its type."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLAbstractType, GraphQLResolveInfo, GraphQLSchema

from db.sql.declarations import table_of
from hub.execution.fields import node_id


@strawberry.interface(description="Anything with an id; `node(id:)` finds it again.")
class Node:
    id: strawberry.ID = node_id("Node")

    @classmethod
    def resolve_type(
        cls, row: Any, info: GraphQLResolveInfo[Any], type_: GraphQLAbstractType
    ) -> str | None:
        """The name of the row's type, among those that show rows of its table."""
        shown = _types_by_table(info.schema, type_).get(getattr(row, "table", ""), ())
        return next((one.name for one in shown if one.is_type_of(row, info)), None)


@cache
def _types_by_table(
    schema: GraphQLSchema, type_: GraphQLAbstractType
) -> Mapping[str, Sequence[Any]]:
    found: dict[str, list[Any]] = {}
    for possible in schema.get_possible_types(type_):
        found.setdefault(possible.is_type_of.table, []).append(possible)  # type: ignore[union-attr]
    return found


def is_row_of(model: Any, **values: str) -> Callable[[Any, Any], bool]:
    """Tells rows of the model's table, with these values in their columns, from all others."""
    table = table_of(model).name

    def is_type_of(row: Any, _: Any) -> bool:
        return getattr(row, "table", None) == table and all(
            row[name] == value for name, value in values.items()
        )

    is_type_of.table, is_type_of.values = table, values  # type: ignore[attr-defined]
    return is_type_of
