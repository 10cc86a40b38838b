"""What a document selects, as a tree of declared fields: made once for each text.

The plan knows GraphQL and the declarations of `hub.execution.fields`, nothing of tables. Fragments
are spread out, fields of one response key merged, `@skip` and `@include` decided by the variables
they name, which are therefore part of a plan's key. What would make too long a statement is cut at
relations; what lies below a cut is planned when there is something to read for it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
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
from hub.execution.fields import (
    COARSER,
    SEEN_BY,
    SOURCE,
    Batched,
    Chosen,
    Found,
    Translated,
)
from hub.execution.withheld import Coarser, FieldRule

TYPENAME: Final = "__typename"
INTROSPECTION: Final = ("__schema", "__type")

# A statement of this weight has up to 30,000 characters. PostgreSQL keeps it ready in every
# connection, in some hundred times the memory of its text, and takes longer to prepare it than the
# hub to compose it.
WEIGHT_MAX: Final = 500
# A relation's share of a statement beside that of a column, which is 1.
RELATION_WEIGHT: Final = 24
# Of one plan: how many of those below its cuts are kept.
CUTS_KEPT_MAX: Final = 50

T = TypeVar("T")


class NotPlanned(Exception):
    """Something that plans do not do; whoever meets it answers in another way."""


class LruCache(Generic[T]):
    """What was made for each key: of the keys used last, as many as their sizes allow."""

    def __init__(self, size_max: int, size_of: Callable[[T], int] = lambda _: 1) -> None:
        self._size_max = size_max
        self._size_of = size_of
        self._size = 0
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        made = self._kept[key] = make()
        self._size += self._size_of(made)
        while self._size > self._size_max and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._size -= self._size_of(dropped)
        return made


@dataclass(frozen=True, eq=False)
class Selected:
    """One response key: where its value comes from, and what is selected of it.

    `source` is the field's declaration, None where it has a resolver of its own; `TYPENAME` stands
    for itself. `nodes` are the places in the document that ask for it, whose arguments are equal,
    `path` the response keys that lead to it from the root. Of a relation at which a statement is
    cut `below` makes the plan, and nothing else is known of what is selected.
    """

    key: str
    source: Any
    definition: GraphQLField | None
    nodes: tuple[FieldNode, ...]
    selection: "Selection | None"
    path: tuple[str, ...]
    parent: GraphQLNamedType
    weight: int = 0
    below: "Callable[[], Plan] | None" = None

    @property
    def is_cut(self) -> bool:
        return self.below is not None

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
    def seen_by(self) -> FieldRule | None:
        """The rule of who may read it, where not everybody may who sees the row."""
        if self.definition is None:
            return None
        found: FieldRule | None = self.field.metadata.get(SEEN_BY)
        return found

    @property
    def coarser(self) -> Sequence[Coarser]:
        """What is told in place of what its rule withholds."""
        found: Sequence[Coarser] = self.field.metadata.get(COARSER, ())
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
    # What is selected of a concrete type, and what of which it was asked for.
    plan_concrete: Callable[[GraphQLObjectType], Sequence[Selected]]
    concrete: dict[str, Sequence[Selected]] = field(default_factory=dict)
    # What executors keep of it, as long as it is there.
    kept: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def is_of_one_type(self) -> bool:
        return isinstance(self.type, GraphQLObjectType)

    def branch(self, typename: str) -> Sequence[Selected]:
        """What is selected of rows of one concrete type."""
        found = self.branches.get(typename)
        return self.branches[self.type.name] if found is None else found

    def of_type(self, type_: GraphQLObjectType) -> Sequence[Selected]:
        """What is selected of objects of one concrete type, as that type declares its fields."""
        found = self.branches.get(type_.name) or self.concrete.get(type_.name)
        if found is None:
            found = self.concrete[type_.name] = self.plan_concrete(type_)
        return found

    @property
    def everything(self) -> Iterable[Selected]:
        """What is selected of objects of any type, as far as there were any."""
        return chain.from_iterable([*self.branches.values(), *self.concrete.values()])


@dataclass(frozen=True, eq=False)
class Plan:
    """Fields that are read together: of the root, or of parents whose keys are at hand.

    `asking` are those, in all that is selected, that need to know what they are asked for.
    """

    fields: Sequence[Selected]

    @cached_property
    def asking(self) -> Sequence[Selected]:
        return [*_asking(self.fields, at_top=True)]

    @cached_property
    def places(self) -> Sequence[str]:
        """Where in the answer its fields are."""
        return [".".join(one.path) for one in self.fields]

    @cached_property
    def keys(self) -> Sequence[str]:
        """The columns of parents that its fields need."""
        keys = (one.source.key for one in self.fields if isinstance(one.source, Batched))
        return [*dict.fromkeys(key for key in keys if isinstance(key, str))]


def plans_of(fields: Iterable[Selected], weight_max: int) -> Sequence[Plan]:
    """The fields in as few plans as their weights allow."""
    plans: list[Plan] = []
    together: list[Selected] = []
    weight = 0
    for one in fields:
        if one.below is not None:
            plans.append(one.below())
            continue
        if together and weight + one.weight > weight_max:
            plans.append(Plan(together))
            together, weight = [], 0
        together.append(one)
        weight += one.weight
    return [*plans, Plan(together)] if together else plans


def _asking(fields: Sequence[Selected], *, at_top: bool = False) -> Iterable[Selected]:
    for one in fields:
        if isinstance(one.source, Found) or (
            isinstance(one.source, Batched)
            and one.source.arguments is not None
            and (at_top or not one.is_cut)
        ):
            yield one
        # Of the languages of most texts the request decides.
        if isinstance(one.source, Translated) and one.nodes[0].arguments:
            yield one
    for one in fields:
        if one.selection is not None:
            for branch in one.selection.branches.values():
                yield from _asking(branch)


class Planner:
    """Plans the selections of one document under one choice of its boolean variables."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
        *,
        weight_max: int = WEIGHT_MAX,
    ) -> None:
        self._weight_max = weight_max
        self._schema = schema
        self._fragments = fragments
        self._variables = variables
        self._weights: dict[Hashable, int] = {}
        self._below_cuts: LruCache[Plan] = LruCache(CUTS_KEPT_MAX)

    def root(
        self, type_: GraphQLObjectType, set_: SelectionSetNode
    ) -> tuple[Sequence[Selected], bool]:
        """The fields of an operation, and whether it asks for the schema, which no plan tells."""
        found = self._collected(type_, [set_])
        asked = {key: of for key, of in found.items() if of[0].name.value not in INTROSPECTION}
        fields = [
            self._selected(type_, key, nodes, (), self._weight_max) for key, nodes in asked.items()
        ]
        return fields, len(asked) < len(found)

    def _selection(
        self,
        type_: GraphQLNamedType,
        sets: Sequence[SelectionSetNode],
        path: tuple[str, ...],
        weight_max: int,
        *,
        is_read: bool,
    ) -> Selection:
        # What a resolver brings is planned when it is known of which types that is.
        types = self._branches(type_, sets) if is_read else []
        shown: dict[str, Mapping[str, str]] = {}
        if is_abstract_type(type_):
            possible = self._schema.get_possible_types(type_)
            shown = {one.name: getattr(one.is_type_of, "values", {}) for one in possible}
        fields = [(one, *of) for one in types for of in self._collected(one, sets).items()]
        shares = self._shares(fields, weight_max)

        def plan_concrete(of: GraphQLObjectType) -> Sequence[Selected]:
            found = [(of, *one) for one in self._collected(of, sets).items()]
            shares = self._shares(found, self._weight_max)
            return [
                self._selected(of, key, nodes, path, share)
                for (_, key, nodes), share in zip(found, shares, strict=True)
            ]

        branches: dict[str, list[Selected]] = {one.name: [] for one in types}
        for (one, key, nodes), share in zip(fields, shares, strict=True):
            branches[one.name].append(self._selected(one, key, nodes, path, share))
        return Selection(type_, branches, shown, plan_concrete)

    def _branches(self, type_: Any, sets: Sequence[SelectionSetNode]) -> Sequence[Any]:
        """The types for which something of its own is selected."""
        if is_abstract_type(type_) and self._tells_types_apart(type_, sets):
            return self._schema.get_possible_types(type_)
        return [type_]

    def _shares(
        self, fields: Sequence[tuple[Any, str, list[FieldNode]]], weight_max: int
    ) -> Sequence[int]:
        """How much each field may weigh in the statement; less than nothing where it is cut.

        The heaviest relations are cut until the others find room.
        """
        weights = [self._weight(type_, nodes) for type_, _, nodes in fields]
        shares = [*weights]
        total = sum(weights)
        for n in sorted(range(len(fields)), key=lambda n: -weights[n]):
            if total <= weight_max:
                break
            type_, _, [node, *_] = fields[n]
            if _can_be_cut(source_of(_definition(type_, node))):
                total -= weights[n]
                shares[n] = -1
        if total > weight_max:
            # What cannot be cut here is cut further below.
            wide = [n for n, share in enumerate(shares) if share > RELATION_WEIGHT]
            left = weight_max - sum(share for share in shares if 0 < share <= RELATION_WEIGHT)
            for n in wide:
                shares[n] = max(RELATION_WEIGHT, left // len(wide))
        return shares

    def _weight(self, type_: Any, nodes: Sequence[FieldNode]) -> int:
        """What a field weighs with all below it, if nothing is cut."""
        definition = _definition(type_, nodes[0])
        if definition is None:
            return 1
        own = _own_weight(source_of(definition))
        named = get_named_type(definition.type)
        if not is_composite_type(named):
            return own
        sets = tuple(node.selection_set for node in nodes if node.selection_set)
        # By identity: nodes compare by all that is in them.
        key = (named.name, *map(id, sets))
        if key not in self._weights:
            self._weights[key] = 0
            self._weights[key] = sum(
                self._weight(one, of)
                for one in self._branches(named, sets)
                for of in self._collected(one, sets).values()
            )
        return own + self._weights[key]

    def _collected(
        self, type_: Any, sets: Sequence[SelectionSetNode]
    ) -> dict[str, list[FieldNode]]:
        found: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()
        for set_ in sets:
            self._collect(type_, set_, found, visited)
        return found

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

    def _selected(
        self,
        type_: Any,
        key: str,
        nodes: Sequence[FieldNode],
        path: tuple[str, ...],
        weight_max: int,
    ) -> Selected:
        name, path = nodes[0].name.value, (*path, key)
        if name == TYPENAME:
            return Selected(key, TYPENAME, None, tuple(nodes), None, path, type_)
        definition = type_.fields[name]
        source, named = source_of(definition), get_named_type(definition.type)
        selection = None
        below: Callable[[], Plan] | None = None
        if weight_max < 0:

            def below() -> Plan:
                return self._below_cuts.get(
                    found,
                    lambda: Plan([self._selected(type_, key, nodes, path[:-1], self._weight_max)]),
                )

        elif is_composite_type(named):
            sets = [node.selection_set for node in nodes if node.selection_set]
            left = weight_max - _own_weight(source)
            selection = self._selection(named, sets, path, left, is_read=source is not None)
        weight = min(self._weight(type_, nodes), max(weight_max, RELATION_WEIGHT))
        found = Selected(
            key, source, definition, tuple(nodes), selection, path, type_, weight, below
        )
        return found

    def _is_included(self, node: Any) -> bool:
        for directive in node.directives or ():
            name = directive.name.value
            if name not in ("skip", "include"):
                raise NotPlanned(f"@{name}")
            value = directive.arguments[0].value
            condition = (
                self._variables.get(value.name.value) if value.kind == "variable" else value.value
            )
            if condition is None:
                raise NotPlanned("a condition that is null")
            if condition is (name == "skip"):
                return False
        return True


def _definition(type_: Any, node: FieldNode) -> GraphQLField | None:
    """The field's definition; None of `__typename`, all that can be asked of a union."""
    fields: Mapping[str, GraphQLField] = getattr(type_, "fields", {})
    return fields.get(node.name.value)


def source_of(definition: GraphQLField | None) -> Any:
    """The field's declaration; None where it has a resolver of its own, or is none."""
    field_ = (
        None
        if definition is None
        else definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    )
    return None if field_ is None else field_.metadata.get(SOURCE)


def _own_weight(source: Any) -> int:
    return RELATION_WEIGHT if isinstance(source, Batched | Chosen | Found) else 1


def _can_be_cut(source: Any) -> bool:
    return isinstance(source, Batched) and isinstance(source.key, str)
