"""A list of the graph as a table: which columns a query asks for, and the rows of its answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
)

from hub.execution.errors import RequestError

# What may hold a number is one in a spreadsheet.
_NUMBERS: Final = frozenset({"Int", "Float", "BigInt", "Decimal"})
# Values of one list in one cell.
_BETWEEN: Final = "; "

Row = Sequence[Any]


def not_a_table(message: str) -> RequestError:
    return RequestError("NOT_A_TABLE", message)


@dataclass(frozen=True)
class Column:
    """A column: its name, by the response keys that lead to it, and whether it holds numbers."""

    name: str
    is_number: bool


@dataclass(frozen=True)
class _Part:
    """A response key: a cell, or what leads to further ones."""

    key: str
    column: int | None
    parts: "Sequence[_Part]" = ()
    is_list: bool = False

    @property
    def has_list(self) -> bool:
        """Whether it makes several rows of one."""
        return self.column is None and (self.is_list or any(one.has_list for one in self.parts))


class Table:
    """The columns that are selected of a row, and how rows of cells are made of answers.

    What lies in an object has a column of its own, such as `buyer.name`. A list makes a row of each
    of its items, in which the cells beside it are said again; so only one can be told.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        type_: Any,
        selected: SelectionSetNode,
    ) -> None:
        """
        Raises:
            RequestError: NOT_A_TABLE, there are several lists side by side.
        """
        self._schema = schema
        self._fragments = fragments
        self.columns: list[Column] = []
        self._parts = self._read(type_, [selected], "")

    def rows(self, objects: Sequence[Any]) -> list[Row]:
        """The rows that answers make."""
        blank = [None] * len(self.columns)
        return [row for one in objects for row in _rows(self._parts, one, blank)]

    def _read(self, type_: Any, sets: Sequence[SelectionSetNode], path: str) -> list[_Part]:
        fields: dict[str, list[tuple[Any, FieldNode]]] = {}
        for set_ in sets:
            self._collect(type_, set_, fields)
        parts = [self._part(key, found, f"{path}{key}") for key, found in fields.items()]
        lists = [one.key for one in parts if one.has_list]
        if len(lists) > 1:
            raise not_a_table(
                f"A table can tell one list, and {' and '.join(f'`{one}`' for one in lists)} lie"
                " side by side; export them one by one."
            )
        return parts

    def _part(self, key: str, found: Sequence[tuple[Any, FieldNode]], path: str) -> _Part:
        type_ = found[0][0]
        is_list = is_list_type(get_nullable_type(type_))
        named = get_named_type(type_)
        if is_composite_type(named):
            sets = [node.selection_set for _, node in found if node.selection_set is not None]
            return _Part(key, None, self._read(named, sets, f"{path}."), is_list)
        self.columns.append(Column(path, not is_list and named.name in _NUMBERS))
        return _Part(key, len(self.columns) - 1)

    def _collect(
        self, type_: Any, set_: SelectionSetNode, found: dict[str, list[tuple[Any, FieldNode]]]
    ) -> None:
        for node in set_.selections:
            if isinstance(node, FieldNode):
                name = node.name.value
                key = node.alias.value if node.alias else name
                of = self._schema.type_map["String"]
                if name != "__typename":
                    of = type_.fields[name].type
                found.setdefault(key, []).append((of, node))
                continue
            inner: Any = node
            if isinstance(node, FragmentSpreadNode):
                inner = self._fragments[node.name.value]
            condition = inner.type_condition
            on = type_ if condition is None else self._schema.type_map[condition.name.value]
            self._collect(on, inner.selection_set, found)


def _rows(parts: Sequence[_Part], value: Any, row: list[Any]) -> Iterator[list[Any]]:
    """The rows that an object makes of one to which its cells are added."""
    row = [*row]
    several: tuple[_Part, Any] | None = None
    for part in parts:
        said = value.get(part.key)
        if part.column is not None:
            row[part.column] = _cell(said)
        elif part.has_list:
            several = part, said
        elif said is not None:
            [row] = _rows(part.parts, said, row)
    if several is None:
        yield row
        return
    part, said = several
    items = (said if part.is_list else [said]) if said else []
    if not items:
        yield row
    for item in items:
        if item is None:
            yield row
        else:
            yield from _rows(part.parts, item, row)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return _BETWEEN.join("" if one is None else str(one) for one in value)
    return value
