"""What a document selects, as a tree of declared fields: made once for each text.

The plan knows GraphQL and the declarations of `hub.execution.fields`, nothing of tables. Fragments
are spread out, fields of one response key merged, `@skip` and `@include` decided by the variables
they name, which are therefore part of a plan's key.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_non_null_type,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from hub.execution.arguments import Arguments
from hub.execution.fields import SOURCE, Batched, Chosen, Found

TYPENAME: Final = "__typename"

T = TypeVar("T")


class NotPlanned(Exception):
    """Something that plans do not do; the operation is answered by the general executor."""


class Remembered(Generic[T]):
    """What was made for each key, or why it could not be: of the keys used last, so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, T | NotPlanned] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """
        Raises:
            NotPlanned: it could not be made.
        """
        found = self._found.get(key)
        if found is not None:
            self._found.move_to_end(key)
        else:
            found = self._found[key] = _made(make)
            if len(self._found) > self._most:
                self._found.popitem(last=False)
        if isinstance(found, NotPlanned):
            raise NotPlanned(str(found))
        return found


def _made(make: Callable[[], T]) -> T | NotPlanned:
    try:
        return make()
    except NotPlanned as error:
        # Its words alone: an exception holds on to all that was under way.
        return NotPlanned(str(error))


@dataclass(frozen=True, eq=False)
class Selected:
    """One response key: where its value comes from, and what is selected of it.

    `source` is the field's declaration; `TYPENAME` stands for itself. `nodes` are the places in the
    document that ask for it, whose arguments are equal.
    """

    key: str
    source: Any
    definition: GraphQLField | None
    nodes: tuple[FieldNode, ...]
    selection: "Selection | None"

    @property
    def is_nullable(self) -> bool:
        return self.definition is None or not is_non_null_type(self.definition.type)

    @cached_property
    def arguments(self) -> Arguments:
        """What it is given in the first of its places, which is what it is given in all."""
        assert self.definition is not None
        return Arguments(self.definition, self.nodes[0])

    @property
    def field(self) -> StrawberryField:
        """The field as it was declared."""
        assert self.definition is not None
        found: StrawberryField = self.definition.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
        return found

    @property
    def name(self) -> str:
        """The name of the field's attribute in Python."""
        return self.field.python_name


@dataclass(frozen=True, eq=False)
class Selection:
    """What is selected of an object of a type.

    Of an interface or union whose concrete types are treated alike there is one branch, under the
    name of the abstract type itself.
    """

    type: GraphQLNamedType
    branches: Mapping[str, Sequence[Selected]]
    # By concrete type: the words in a row's columns that show it is of that type.
    shown: Mapping[str, Mapping[str, str]]

    @property
    def is_of_one_type(self) -> bool:
        return isinstance(self.type, GraphQLObjectType)


class Planner:
    """Plans the selections of one document under one choice of its boolean variables."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
        *,
        relations_max: int,
    ) -> None:
        self._relations_left = relations_max
        self._schema = schema
        self._fragments = fragments
        self._variables = variables

    def field(self, type_: Any, key: str, nodes: Sequence[FieldNode]) -> "Selected":
        """One response key of an object, asked for in these places of the document."""
        return self._selected(type_, key, [*nodes])

    def selection(self, type_: GraphQLNamedType, sets: Sequence[SelectionSetNode]) -> Selection:
        if isinstance(type_, GraphQLObjectType):
            return Selection(type_, {type_.name: self._fields(type_, sets)}, {})
        assert is_abstract_type(type_)
        possible = self._schema.get_possible_types(type_)
        shown = {one.name: getattr(one.is_type_of, "values", {}) for one in possible}
        if self._tells_types_apart(type_, sets):
            return Selection(type_, {one.name: self._fields(one, sets) for one in possible}, shown)
        return Selection(type_, {type_.name: self._fields(type_, sets)}, shown)

    def _fields(self, type_: Any, sets: Sequence[SelectionSetNode]) -> tuple[Selected, ...]:
        found: dict[str, list[FieldNode]] = {}
        for set_ in sets:
            self._collect(type_, set_, found, set())
        return tuple(self._selected(type_, key, nodes) for key, nodes in found.items())

    def _collect(
        self,
        type_: Any,
        set_: SelectionSetNode,
        found: dict[str, list[FieldNode]],
        visited: set[str],
    ) -> None:
        for node in set_.selections:
            if not self._is_included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
                continue
            if isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name in visited:
                    continue
                visited.add(name)
                fragment = self._fragments[name]
                condition, inner = fragment.type_condition.name.value, fragment.selection_set
            else:
                assert isinstance(node, InlineFragmentNode)
                condition = node.type_condition.name.value if node.type_condition else type_.name
                inner = node.selection_set
            if self._applies(condition, type_):
                self._collect(type_, inner, found, visited)

    def _applies(self, condition: str, type_: Any) -> bool:
        if condition == type_.name:
            return True
        named = self._schema.type_map[condition]
        return is_abstract_type(named) and self._schema.is_sub_type(named, type_)

    def _tells_types_apart(
        self, type_: GraphQLAbstractType, sets: Iterable[SelectionSetNode]
    ) -> bool:
        for set_ in sets:
            for node in set_.selections:
                if isinstance(node, FieldNode):
                    continue
                if isinstance(node, FragmentSpreadNode):
                    fragment = self._fragments[node.name.value]
                    condition, inner = fragment.type_condition.name.value, fragment.selection_set
                else:
                    assert isinstance(node, InlineFragmentNode)
                    inner = node.selection_set
                    condition = (
                        node.type_condition.name.value if node.type_condition else type_.name
                    )
                if not self._applies(condition, type_) or self._tells_types_apart(type_, [inner]):
                    return True
        return False

    def _selected(self, type_: Any, key: str, nodes: list[FieldNode]) -> Selected:
        name = nodes[0].name.value
        if name == TYPENAME:
            return Selected(key, TYPENAME, None, tuple(nodes), None)
        definition = type_.fields.get(name)
        if definition is None:
            raise NotPlanned("introspection")
        source = source_of(definition)
        if isinstance(source, Batched | Chosen | Found):
            # Before going on below it: every type that is told apart multiplies what is below.
            self._relations_left -= 1
            if self._relations_left < 0:
                raise NotPlanned("so many relations")
        named = get_named_type(definition.type)
        selection = None
        if is_composite_type(named):
            sets = [node.selection_set for node in nodes if node.selection_set]
            selection = self.selection(named, sets)
        return Selected(key, source, definition, tuple(nodes), selection)

    def _is_included(self, node: Any) -> bool:
        for directive in node.directives or ():
            name = directive.name.value
            if name not in ("skip", "include"):
                raise NotPlanned(f"@{name}")
            value = directive.arguments[0].value
            condition = (
                self._variables[value.name.value] if value.kind == "variable" else value.value
            )
            if condition is None:
                raise NotPlanned("a condition that is null")
            if condition is (name == "skip"):
                return False
        return True


def source_of(definition: GraphQLField) -> Any:
    field = definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    source = None if field is None else field.metadata.get(SOURCE)
    if source is None:
        raise NotPlanned("a field with a resolver of its own")
    return source
