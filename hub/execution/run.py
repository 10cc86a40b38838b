"""Operations answered from plans: one statement, whose text is the answer.

A query of declared fields alone is answered without any other executor. In whatever else there is
(mutations, events, queries with resolvers of their own), graphql-core runs the resolvers, and every
object that is not one of a list gets its relations from a plan. What a plan cannot say, and what is
wrong with what is asked, is left to graphql-core too, which finds the same data and tells the
errors; `fallbacks` counts how often, and why.
"""

import weakref
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol

import orjson
import strawberry
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    Undefined,
    get_operation_ast,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.values import VariableValues
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

from hub.execution.arguments import Variables, reader
from hub.execution.cost import Costs
from hub.execution.fields import Batched, Found
from hub.execution.ids import key_of
from hub.execution.introspection import SCHEMA, TYPE, Introspected, Introspection
from hub.execution.plan import NotPlanned, Planner, Remembered, Selected, source_of
from hub.execution.trace import at, resolved_at

# Of one operation: for each object in it, by the variables that decide what is selected.
PLANS_MAX: Final = 30
# PostgreSQL takes longer to prepare a statement than the hub to compose it.
RELATIONS_MAX: Final = 40

# What is not planned, and what is wrong with what is asked.
_WRONG: Final = (NotPlanned, GraphQLError, ValueError)
_OF_SCHEMA: Final = (SCHEMA, TYPE)
_MISSING: Final = "something is missing that must not be"


class Asked(NamedTuple):
    """What a field is asked for: the key of what it belongs to, if it needs one; its arguments."""

    of: Any
    page: Any


@dataclass(eq=False)
class Plan:
    """What is selected of one object, and what was composed for it so far.

    `asking` are the fields that are asked for something, those of the object first. `composed`
    belongs to the rendering, which keeps its statements there by whatever they differ in.
    """

    fields: Sequence[Selected]
    asking: Sequence[Selected]
    # Where in the answer the object is.
    path: Sequence[str | int] = ()
    composed: Any = None

    @property
    def places(self) -> list[str]:
        """Where in the answer its fields are."""
        return [".".join(map(str, [*self.path, one.key])) for one in self.fields]


@dataclass(frozen=True)
class _Kept:
    """What is kept of an operation, as long as its document is."""

    variables: Variables
    plans: Remembered[Plan]


class Rendering(Protocol):
    """What says planned fields in a language of its own: `hub.reads.compiler` does, in SQL."""

    async def texts(
        self, plan: Plan, asked: Sequence[Asked], request: Any, *, alone: bool
    ) -> Sequence[bytes | None]:
        """The JSON text, in UTF-8, of every field; None for one in which something is wrong.

        `alone`: nothing else is read for the answer.

        Raises:
            NotPlanned: it cannot say one of the fields.
        """
        ...


class Schema(strawberry.Schema):
    """A schema whose operations have a cost, and are answered from plans as far as those go.

    Without a rendering everything is left to graphql-core. A list brings `page_size` rows unless
    said, and `page_size_max` at most. `begin_sessions` are the mutations that sign somebody in.
    """

    def __init__(
        self,
        *,
        page_size: int,
        page_size_max: int,
        rendering: Rendering | None = None,
        begin_sessions: Collection[str] = (),
        **declared: Any,
    ) -> None:
        super().__init__(execution_context_class=_Execution, **declared)
        self.costs = Costs(self._schema, page_size=page_size, page_size_max=page_size_max)
        self.begin_sessions = frozenset(begin_sessions)
        self.introspection = Introspection(self._schema)
        self.planned = None if rendering is None else PlannedExecutor(self, rendering)


class PlannedExecutor:
    """Answers what can be planned of the operations of one schema."""

    def __init__(
        self,
        schema: strawberry.Schema,
        rendering: Rendering,
        *,
        relations_max: int = RELATIONS_MAX,
    ) -> None:
        self._schema = schema
        self._graphql = schema._schema  # noqa: SLF001  no public name
        self._rendering = rendering
        self._relations_max = relations_max
        self._kept: dict[int, _Kept] = {}
        self._given_up: weakref.WeakSet[Any] = weakref.WeakSet()
        self._readers: dict[StrawberryField, Callable[[Mapping[str, Any]], dict[str, Any]]] = {}
        self.fallbacks: Counter[str] = Counter()

    async def data(
        self,
        document: DocumentNode,
        operation_name: str | None,
        variables: Mapping[str, Any],
        request: Any,
    ) -> dict[str, orjson.Fragment] | None:
        """The texts of a query's fields, or None: the general executor is to answer.

        By response key; they may be large, and whoever encodes the answer copies them but once.
        """
        try:
            kept, values = self._read(document, operation_name, variables)
            plan = kept.plans.get(
                tuple(_choices(values)), lambda: self._planned(document, operation_name, values)
            )
        except (NotPlanned, RecursionError) as error:
            self._fell_back(error, request)
            return None
        try:
            return await self._data(plan, values, request)
        except _WRONG as error:
            self._given_up.add(request)
            self._fell_back(error, request)
            return None

    async def _data(
        self, plan: Plan, values: VariableValues, request: Any
    ) -> dict[str, orjson.Fragment]:
        texts = await self._texts(plan, None, values, request, alone=True)
        if None in texts:
            raise NotPlanned(_MISSING)
        return _by_key(plan, texts)

    def _read(
        self, document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any]
    ) -> "tuple[_Kept, VariableValues]":
        operation = get_operation_ast(document, operation_name)
        if operation is None or operation.operation is not OperationType.QUERY:
            raise NotPlanned("not a query")
        kept = self._kept_of(operation)
        values = kept.variables.coerced(variables)
        if values is None:
            raise NotPlanned("variables that are wrong")
        return kept, values

    def _kept_of(self, operation: OperationDefinitionNode) -> "_Kept":
        found = self._kept.get(id(operation))
        if found is None:
            variables = Variables(self._graphql, operation)
            found = self._kept[id(operation)] = _Kept(variables, Remembered(PLANS_MAX))
            # Nothing in a plan holds the operation: what is kept of it ends with its document.
            weakref.finalize(operation, self._kept.pop, id(operation)).atexit = False
        return found

    def _planned(
        self, document: DocumentNode, operation_name: str | None, values: VariableValues
    ) -> Plan:
        operation = get_operation_ast(document, operation_name)
        assert operation is not None
        fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        assert self._graphql.query_type is not None
        planner = self._planner(fragments, values.coerced)
        selection = planner.selection(self._graphql.query_type, [operation.selection_set])
        [fields] = selection.branches.values()
        return Plan(fields, [*_asking(fields, of_object=True)])

    def has_given_up(self, request: Any) -> bool:
        """Whether something went wrong in the plan of the very operation."""
        return request in self._given_up

    async def fields(
        self, execution: "_Execution", object_type: Any, of: Any, path: Path | None, grouped: Any
    ) -> dict[str, orjson.Fragment]:
        """The texts of an object's relations, as far as they can be planned, by response key."""
        try:
            plan = self._plan_of_object(execution, object_type, path, grouped)
            texts = await self._texts(
                plan, of, execution.variable_values, execution.context_value, alone=False
            )
        except (*_WRONG, RecursionError) as error:
            # graphql-core will meet it too, and tell of it.
            self._fell_back(error, execution.context_value)
            return {}
        found = _by_key(plan, texts)
        if len(found) < len(plan.fields):
            self._fell_back(NotPlanned(_MISSING), execution.context_value)
        return found

    def _plan_of_object(
        self, execution: "_Execution", object_type: Any, path: Path | None, grouped: Any
    ) -> Plan:
        place = () if path is None else tuple(path.as_list())
        key = (object_type.name, place, *_choices(execution.variable_values))
        kept = self._kept_of(execution.operation)
        return kept.plans.get(
            key, lambda: self._planned_object(execution, object_type, place, grouped)
        )

    def _planned_object(
        self, execution: "_Execution", object_type: Any, place: Sequence[str | int], grouped: Any
    ) -> Plan:
        planner = self._planner(execution.fragment_definitions, execution.variable_values.coerced)
        fields: list[Selected] = []
        reasons: list[NotPlanned] = []
        for name, details in grouped.items():
            nodes: list[FieldNode] = [one.node for one in details]
            if _is_relation(object_type, nodes[0]):
                try:
                    fields.append(planner.field(object_type, name, nodes))
                except NotPlanned as reason:
                    reasons.append(reason)
        if not fields:
            raise reasons[0]
        return Plan(fields, [*_asking(fields, of_object=True)], place)

    def _planner(self, fragments: Mapping[str, Any], variables: Mapping[str, Any]) -> Planner:
        return Planner(self._graphql, fragments, variables, relations_max=self._relations_max)

    async def _texts(
        self, plan: Plan, of: Any, values: Any, request: Any, *, alone: bool
    ) -> Sequence[bytes | None]:
        asked = [
            self._asked(one, of if one in plan.fields else None, values) for one in plan.asking
        ]
        if request.trace is None:
            return await self._rendering.texts(plan, asked, request, alone=alone)
        with at(*plan.places):
            return await self._rendering.texts(plan, asked, request, alone=alone)

    def _asked(self, one: Selected, of: Any, values: Any) -> Asked:
        """What a field is asked for; `of` is the object it is a field of, if that is at hand."""
        source, key = one.source, None
        if of is not None and isinstance(source, Batched) and source.key is not None:
            key = getattr(of, source.key)
        assert one.definition is not None
        if not one.definition.args:
            return Asked(key, None)
        raw = one.arguments.given(values)
        if isinstance(source, Found):
            return Asked(key_of(raw["id"], *source.typenames), None)
        read = self._readers.get(one.field)
        if read is None:
            read = self._readers[one.field] = reader(one.field, self._schema.config)
        return Asked(key, source.arguments.read(**read(raw)))

    def _fell_back(self, error: Exception, request: Any) -> None:
        reason = str(error) if isinstance(error, NotPlanned) else type(error).__name__
        self.fallbacks[reason] += 1
        if request.trace is not None:
            request.trace.was_not_planned(reason)


class _Execution(StrawberryGraphQLCoreExecutionContext):
    """Graphql-core's executor; relations of objects that are not in a list come from plans."""

    def execute_fields(
        self, parent_type: Any, source_value: Any, path: Any, grouped_field_set: Any, *rest: Any
    ) -> Any:
        general = super().execute_fields
        schema = self.schema._strawberry_schema  # type: ignore[attr-defined] # noqa: SLF001
        if path is None and any(
            one[0].node.name.value in _OF_SCHEMA for one in grouped_field_set.values()
        ):
            return self._beside_introspection(parent_type, source_value, grouped_field_set, *rest)
        planned = schema.planned
        if (
            planned is None
            or planned.has_given_up(self.context_value)
            or _is_in_list(path)
            or not any(
                _is_relation(parent_type, details[0].node) for details in grouped_field_set.values()
            )
        ):
            return general(parent_type, source_value, path, grouped_field_set, *rest)

        async def together() -> dict[str, Any]:
            found = await planned.fields(self, parent_type, source_value, path, grouped_field_set)
            left = {key: of for key, of in grouped_field_set.items() if key not in found}
            others = general(parent_type, source_value, path, left, *rest)
            found |= await others if self.is_awaitable(others) else others
            return {key: found[key] for key in grouped_field_set if key in found}

        return together()

    async def _beside_introspection(
        self, parent_type: Any, source_value: Any, grouped: Any, *rest: Any
    ) -> dict[str, Any]:
        """The root fields, of which those that ask about the schema are answered in a thread."""
        about = {
            key: [one.node for one in details]
            for key, details in grouped.items()
            if details[0].node.name.value in _OF_SCHEMA
        }
        sent = {
            name: source.value
            for name, source in self.variable_values.sources.items()
            if source.value is not Undefined
        }
        asked = Introspected(self.operation, self.fragment_definitions, about, sent)
        found = await self.schema._strawberry_schema.introspection.texts(asked)  # type: ignore[attr-defined] # noqa: SLF001
        left = {key: details for key, details in grouped.items() if key not in about}
        others = self.execute_fields(parent_type, source_value, None, left, *rest)
        found |= await others if self.is_awaitable(others) else others
        return {key: found[key] for key in grouped if key in found}

    @classmethod
    def build(
        cls,
        schema: Any,
        document: Any,
        root_value: Any = None,
        context_value: Any = None,
        *rest: Any,
        **options: Any,
    ) -> Any:
        kind = cls if getattr(context_value, "trace", None) is None else _TracedExecution
        return super(_Execution, kind).build(
            schema, document, root_value, context_value, *rest, **options
        )

    def build_per_event_executor(self, payload: Any) -> Any:
        executor = super().build_per_event_executor(payload)
        # Graphql-core 3.3.2 shares this memory of selections between all events of a subscription,
        # and none finds what another has left in it: it would grow for as long as clients stay.
        executor._relevant_sub_fields = {}  # noqa: SLF001
        return executor


class _TracedExecution(_Execution):
    """The same, where it is noted for which field something is read."""

    def execute_field(
        self, parent_type: Any, source: Any, details: Any, path: Path, *rest: Any
    ) -> Any:
        place = ".".join(key for key in path.as_list() if isinstance(key, str))
        general = super().execute_field
        return resolved_at(place, lambda: general(parent_type, source, details, path, *rest))


def written(type_: Any, value: Any) -> bytes:
    """The JSON text of a value of a type without fields, or of a list of such.

    Raises:
        ValueError: it is missing and must not be.
        GraphQLError: it is not of the type.
    """
    if is_non_null_type(type_):
        if value is None:
            raise ValueError("missing")
        return written(type_.of_type, value)
    if value is None:
        return b"null"
    if is_list_type(type_):
        return b"[%b]" % b",".join(written(type_.of_type, one) for one in value)
    return orjson.dumps(type_.serialize(value))


def _is_relation(type_: Any, node: FieldNode) -> bool:
    definition = type_.fields.get(node.name.value)
    try:
        return definition is not None and isinstance(source_of(definition), Batched | Found)
    except NotPlanned:
        return False


def _is_in_list(path: Path | None) -> bool:
    while path is not None:
        if isinstance(path.key, int):
            return True
        path = path.prev
    return False


def _by_key(plan: Plan, texts: Sequence[bytes | None]) -> dict[str, orjson.Fragment]:
    """The texts that there are."""
    return {
        one.key: orjson.Fragment(text)
        for one, text in zip(plan.fields, texts, strict=True)
        if text is not None
    }


def _choices(values: Any) -> Iterator[tuple[str, bool]]:
    """The variables that may decide what is selected."""
    return (one for one in values.coerced.items() if isinstance(one[1], bool))


def _asking(fields: Sequence[Selected], *, of_object: bool = False) -> Iterator[Selected]:
    for one in fields:
        source = one.source
        if isinstance(source, Found) or (
            isinstance(source, Batched) and (of_object or source.arguments is not None)
        ):
            yield one
    for one in fields:
        if one.selection is not None:
            for branch in one.selection.branches.values():
                yield from _asking(branch)
