"""What an operation costs: about as many points as its answer may have objects, before it is run.

Every object is a point. A page counts the rows that are asked for, whether or not there are so
many; of an interface or union counts whichever of its types costs most. What is asked about the
schema is known before, and counted exactly.

Fields that hold no objects are free as long as an object is of ordinary width. A wide one, of many
such fields, of long response keys or of fields that Python works out, costs more points, once for
every row. What `@skip` and `@include` say is not asked there: a width is an upper bound.

An operation is measured once, in time linear in its document: a selection is measured once for each
type that it is made on, however often its fragment is spread. So what two fragments both ask for
counts twice. What variables decide is kept open, as a few products and sums (`Cost`); filling it in
takes microseconds.
"""

import math
import weakref
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    get_operation_ast,
    is_abstract_type,
    is_composite_type,
    is_list_type,
    value_from_ast_untyped,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from hub.execution.errors import RequestError
from hub.execution.fields import SOURCE, Batched, Computed, ForRequest, Part
from hub.execution.introspection import SCHEMA, TYPE, Counting
from hub.execution.plan import TYPENAME

# A list that is not paged, such as the lines of an order, belongs to its parent and is short: the
# longest of the demo world has this many rows, the average list of any kind from 1 to 6.
LIST_OBJECTS: Final = 10
# Counting reads the whole list: a list of the whole hub takes the time of hundreds of objects, one
# under a parent mostly that of a few.
COUNT_OBJECTS: Final = 20

# An ordinary object has fewer fields that hold no objects, each by one name; more of them are read,
# sent and held for every row. No type of the graph has as many columns, so it takes aliases.
LEAVES_FREE: Final = 20
# Response keys are sent again with every row: as many characters as those of an ordinary object.
KEY_CHARACTERS: Final = 200
# What the database cannot work out, Python does, row by row, about 10 µs each, on the loop that
# everybody shares; the objects that the database makes take none of that.
WORKED_OUT_POINTS: Final = 5

# What is refused may cost 2^80; nobody reads such a number.
_COST_SHOWN_MAX: Final = 10**9

_Combine = Callable[[Iterable[int]], int]


def check_cost(cost: int, limit: int) -> None:
    """
    Raises:
        RequestError: TOO_COMPLEX, the cost is above the limit.
    """
    if cost > limit:
        told = str(cost) if cost <= _COST_SHOWN_MAX else "more than 10⁹"
        raise RequestError(
            "TOO_COMPLEX",
            f"The operation costs {told}, a point or more for every object that may be in its"
            f" answer, and at most {limit} are allowed; ask for smaller pages, or in parts.",
        )


class Costs:
    """The costs of one schema's operations, each kept as long as its document is.

    A paged field has arguments `first` and `last`; without either it brings `page_size` rows. No
    field brings more than `page_size_max`: where more are asked for, it is refused when it is run.
    """

    def __init__(self, schema: GraphQLSchema, *, page_size: int, page_size_max: int) -> None:
        self._schema = schema
        self._pages = _Pages(page_size, page_size_max)
        # By the document's id: its hash is made of all that is in it.
        self._kept: dict[int, dict[str | None, Cost]] = {}

    def of(
        self, document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any]
    ) -> int:
        """The cost of the document's operation of this name; the document is a valid one.

        Variables are as they were sent: what is wrong with them is told where they are used.

        Raises:
            RequestError: TOO_COMPLEX, it is nested too deeply to be measured.
        """
        return self.measured(document, operation_name).of(variables)

    def known(self, document: DocumentNode, operation_name: str | None) -> "Cost | None":
        return self._kept.get(id(document), {}).get(operation_name)

    def measured(self, document: DocumentNode, operation_name: str | None) -> "Cost":
        """The cost of the operation, whatever its variables.

        Raises:
            RequestError: TOO_COMPLEX, it is nested too deeply, or asks too much of the schema.
        """
        cost = self.known(document, operation_name)
        if cost is None:
            cost = self._measure(document, operation_name)
            kept = self._kept.get(id(document))
            if kept is None:
                kept = self._kept[id(document)] = {}
                weakref.finalize(document, self._kept.pop, id(document)).atexit = False
            kept[operation_name] = cost
        return cost

    def _measure(self, document: DocumentNode, operation_name: str | None) -> "Cost":
        operation = get_operation_ast(document, operation_name)
        assert operation is not None
        try:
            return _Measuring(self._schema, document, operation, self._pages).cost()
        except RecursionError:
            raise RequestError(
                "TOO_COMPLEX", "The document is nested too deeply to be measured; ask in parts."
            ) from None


@dataclass(frozen=True)
class _Pages:
    """How many rows pages have."""

    size: int
    size_max: int

    def rows(self, *asked: int | None) -> int:
        """How many a page will have; what is out of bounds, and so will be refused, is bounded."""
        size = max((one for one in asked if one is not None), default=self.size)
        return int(min(max(0, size), self.size_max))


@dataclass(frozen=True)
class _Open:
    """A number that variables decide, by its place among the numbers of a cost."""

    place: int


_Number = int | _Open


@dataclass(frozen=True)
class _Given:
    """What an argument is given: `otherwise`, or what is sent for the variable, if it is sent.

    `read` makes a number of it, or None where none is given.
    """

    read: Callable[[Any], int | None]
    otherwise: int | None
    variable: str | None = None

    def value(self, variables: Mapping[str, Any]) -> int | None:
        if self.variable is None or self.variable not in variables:
            return self.otherwise
        return self.read(variables[self.variable])


class Cost:
    """The cost of one operation, as a formula over its variables.

    `_numbers` holds what is known, and room for what is open: first what is read of variables, then
    what is combined of numbers that stand before it.
    """

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._reads: list[tuple[int, Callable[..., int], tuple[_Given, ...]]] = []
        self._steps: list[tuple[int, _Combine, tuple[int, ...]]] = []
        self._places: dict[Any, _Open] = {}
        self.whole: _Number = 0
        # Whether the operation asks about the schema.
        self.introspects = False

    def of(self, variables: Mapping[str, Any]) -> int:
        if isinstance(self.whole, int):
            return self.whole
        numbers = self._numbers.copy()
        for place, meaning, given in self._reads:
            numbers[place] = meaning(*[one.value(variables) for one in given])
        for place, combine, places in self._steps:
            numbers[place] = combine([numbers[one] for one in places])
        return numbers[self.whole.place]

    def number(self, meaning: Callable[..., int], *given: _Given) -> _Number:
        """What is given means the number."""
        if all(one.variable is None for one in given):
            return meaning(*[one.otherwise for one in given])
        key = (meaning, given)
        if key not in self._places:
            self._places[key] = self._place(0)
            self._reads.append((self._places[key].place, meaning, given))
        return self._places[key]

    def sum(self, numbers: Iterable[_Number]) -> _Number:
        return self._combined(sum, 0, numbers)

    def product(self, *numbers: _Number) -> _Number:
        return 0 if 0 in numbers else self._combined(math.prod, 1, numbers)

    def largest(self, numbers: Iterable[_Number]) -> _Number:
        return self._combined(max, 0, dict.fromkeys(numbers))

    def _combined(self, combine: _Combine, neutral: int, numbers: Iterable[_Number]) -> _Number:
        known, open_ = [neutral], []
        for number in numbers:
            if isinstance(number, int):
                known.append(number)
            else:
                open_.append(number)
        rest = combine(known)
        if not open_:
            return rest
        if rest != neutral:
            open_.append(self._place(rest))
        if len(open_) == 1:
            return open_[0]
        # The same field of several types would otherwise be worked out for each.
        key = (combine, *open_)
        if key not in self._places:
            self._places[key] = self._place(0)
            places = tuple(one.place for one in open_)
            self._steps.append((self._places[key].place, combine, places))
        return self._places[key]

    def _place(self, number: int) -> _Open:
        self._numbers.append(number)
        return _Open(len(self._numbers) - 1)


def _points(leaves: int, key_characters: int) -> int:
    """What an object costs beside its own point."""
    return max(0, leaves - LEAVES_FREE) + key_characters // KEY_CHARACTERS


class _Width(NamedTuple):
    """How much of its own an object has: its leaves, its keys, and what Python works out."""

    leaves: int = 0
    key_characters: int = 0
    worked_out: int = 0

    @property
    def points(self) -> int:
        return _points(self.leaves, self.key_characters) + self.worked_out * WORKED_OUT_POINTS


class _Objects(NamedTuple):
    """What a selection brings: once, and again with every row of the page that it is made on.

    `width` is of the selection's own object; its points are in neither number yet.
    """

    once: _Number = 0
    with_each_row: _Number = 0
    width: _Width = _Width()


class _Measuring:
    """The measuring of one operation."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        pages: _Pages,
    ) -> None:
        self._schema = schema
        self._operation = operation
        self._pages = pages
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._defaults = {
            definition.variable.name.value: definition.default_value
            for definition in operation.variable_definitions or ()
            if definition.default_value is not None
        }
        self._known: dict[tuple[int, str], _Objects] = {}
        self._introspection = Counting(schema, self._fragments, _points)
        self._cost = Cost()

    def cost(self) -> Cost:
        root = self._schema.get_root_type(self._operation.operation)
        assert root is not None
        self._cost.whole = self._selection(self._operation.selection_set, root).once
        return self._cost

    def _object(self, set_: SelectionSetNode, type_: GraphQLNamedType) -> _Objects:
        """What is selected of an object, its width among it; its own point is not."""
        found = self._selection(set_, type_)
        return _Objects(self._cost.sum((found.once, found.width.points)), found.with_each_row)

    def _selection(self, set_: SelectionSetNode, type_: GraphQLNamedType) -> _Objects:
        key = (id(set_), type_.name)
        found = self._known.get(key)
        if found is None:
            self._known[key] = _Objects()  # what a circle adds; validation refuses it
            if is_abstract_type(type_):
                combine = self._cost.largest
                parts = [self._object(set_, one) for one in self._schema.get_possible_types(type_)]
            else:
                combine = self._cost.sum
                parts = [self._part(node, type_) for node in set_.selections]
            found = self._known[key] = _Objects(
                combine([one.once for one in parts]),
                combine([one.with_each_row for one in parts]),
                _Width(*map(sum, zip(*[one.width for one in parts], strict=True))),
            )
        return found

    def _part(self, node: SelectionNode, type_: GraphQLNamedType) -> _Objects:
        if isinstance(node, FieldNode):
            found = self._field(node, type_)._replace(width=_width(node, type_))
        elif isinstance(node, FragmentSpreadNode):
            fragment = self._fragments[node.name.value]
            found = self._fragment(fragment, type_)
        else:
            assert isinstance(node, InlineFragmentNode)
            found = self._fragment(node, type_)
        for directive in node.directives or ():
            meaning = _CONDITIONS.get(directive.name.value)
            if meaning is not None and directive.arguments:
                given = self._given(directive.arguments[0].value, _truth)
                times = self._cost.number(meaning, given)
                found = found._replace(
                    once=self._cost.product(times, found.once),
                    with_each_row=self._cost.product(times, found.with_each_row),
                )
        return found

    def _fragment(
        self, fragment: FragmentDefinitionNode | InlineFragmentNode, type_: GraphQLNamedType
    ) -> _Objects:
        condition = fragment.type_condition
        if condition is None or self._is_a(type_, condition.name.value):
            return self._selection(fragment.selection_set, type_)
        return _Objects()

    def _is_a(self, type_: Any, name: str) -> bool:
        named = self._schema.type_map[name]
        return named is type_ or (
            is_abstract_type(named) and self._schema.is_sub_type(named, type_)
        )

    def _field(self, node: FieldNode, type_: Any) -> _Objects:
        name = node.name.value
        if name in (SCHEMA, TYPE):
            self._cost.introspects = True
            return _Objects(self._introspection.cost(node))
        if name == TYPENAME:
            return _Objects()
        field: GraphQLField = type_.fields[name]
        is_list = is_list_type(get_nullable_type(field.type))
        source = _source(field)
        is_part = isinstance(source, Part)
        own = source.points if isinstance(source, Part | Batched) else 0
        of = get_named_type(field.type)
        if node.selection_set is None or not is_composite_type(of):
            return _Objects(own)
        below = self._object(node.selection_set, of)
        rows = self._rows(node, field)
        per_row = self._cost.product(rows, below.with_each_row)
        one = self._cost.sum((1, own, below.once, per_row))
        if not is_list:
            return _Objects(one)
        if is_part:
            return _Objects(0, one)
        return _Objects(self._cost.product(rows, one))

    def _rows(self, node: FieldNode, field: GraphQLField) -> _Number:
        """How many rows the field brings, or the page that it is."""
        if "first" in field.args or "last" in field.args:
            first, last = (self._argument(node, field, name, _size) for name in ("first", "last"))
            return self._cost.number(self._pages.rows, first, last)
        if "ids" in field.args:
            return self._cost.number(self._pages.rows, self._argument(node, field, "ids", _length))
        return LIST_OBJECTS

    def _argument(
        self, node: FieldNode, field: GraphQLField, name: str, read: Callable[[Any], int | None]
    ) -> _Given:
        argument = field.args.get(name)
        default = Undefined if argument is None else argument.default_value
        for given in node.arguments or ():
            if given.name.value == name:
                return self._given(given.value, read, default)
        return _Given(read, read(default))

    def _given(
        self, value: ValueNode, read: Callable[[Any], int | None], default: Any = Undefined
    ) -> _Given:
        if not isinstance(value, VariableNode):
            return _Given(read, read(value_from_ast_untyped(value)))
        name = value.name.value
        if name in self._defaults:
            default = value_from_ast_untyped(self._defaults[name])
        return _Given(read, read(default), name)


def _size(value: Any) -> int | None:
    # JSON's 500.0 is an Int to GraphQL.
    return value if isinstance(value, int | float) else None  # type: ignore[return-value]


def _length(value: Any) -> int:
    if value is None or value is Undefined:
        return 0
    return len(value) if isinstance(value, list) else 1


def _truth(value: Any) -> int:
    return int(value is True)


# How many times a part of a selection is there, by the directive on it.
_CONDITIONS: Final[Mapping[str, Callable[[int], int]]] = {
    "include": lambda holds: holds,
    "skip": lambda holds: 1 - holds,
}


def _width(node: FieldNode, type_: Any) -> _Width:
    """What the field adds to the width of its object."""
    name = node.name.value
    key = name if node.alias is None else node.alias.value
    source = None if name.startswith("__") else _source(type_.fields[name])
    is_worked_out = (
        isinstance(source, ForRequest)
        or (isinstance(source, Computed) and not source.arithmetic)
        # Values that only a loader in Python brings.
        or (
            isinstance(source, Batched)
            and source.loader.declared is None
            and node.selection_set is None
        )
    )
    return _Width(int(node.selection_set is None), len(key), int(is_worked_out))


def _source(field: GraphQLField) -> Any:
    """The field's declaration, if it has one."""
    declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return None if declared is None else declared.metadata.get(SOURCE)
