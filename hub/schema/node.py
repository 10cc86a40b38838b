"""What everything with an id is, and how a row tells its type."""

from collections.abc import Callable
from typing import Any

import strawberry

from db.sql.declarations import table_of
from hub.execution.fields import node_id


@strawberry.interface(description="Anything with an id; `node(id:)` finds it again.")
class Node:
    id: strawberry.ID = node_id("Node")


def shows(model: Any, **values: str) -> Callable[[Any, Any], bool]:
    """Tells rows of the model's table, with these values in their columns, from all others."""
    table = table_of(model).name

    def is_type_of(row: Any, _: Any) -> bool:
        return getattr(row, "table", None) == table and all(
            row[name] == value for name, value in values.items()
        )

    is_type_of.table, is_type_of.values = table, values  # type: ignore[attr-defined]
    return is_type_of
