"""Operations answered from plans, as far as those go: everything but introspection.

An operation's root fields that are declared are read by statements, others by their resolvers;
what these bring is written from plans as well (`hub.execution.texts`). Introspection, and
conditions that are null, are left to graphql-core, which runs fields one by one; `fallbacks` counts
them.
"""

import weakref
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final, NamedTuple

import orjson
import strawberry
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLObjectType,
    OperationDefinitionNode,
    OperationType,
    Undefined,
    get_operation_ast,
)
from graphql.execution.values import VariableValues, get_variable_values
from graphql.pyutils import Path
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

from hub.execution.arguments import Variables, build_reader
from hub.execution.compiler import Asked, Compiler
from hub.execution.cost import Costs
from hub.execution.documents import Documents, InvalidDocument
from hub.execution.fields import Batched, Found
from hub.execution.ids import key_of
from hub.execution.introspection import SCHEMA, TYPE, Introspected, Introspection
from hub.execution.nulls import ERRORS_MAX, propagate_nulls
from hub.execution.placeholders import MARK
from hub.execution.plan import (
    WEIGHT_MAX,
    LruCache,
    NotPlanned,
    Plan,
    Planner,
    Selected,
    plans_of,
)
from hub.execution.texts import Texts
from hub.execution.trace import resolved_at
from hub.execution.withheld import WITHHELD, Withheld, without_marks
from hub.execution.yielding import run_in_thread, yield_to_others

# Of one operation: by the variables that decide what is selected.
PLANS_MAX: Final = 30
# As many errors in variables as graphql-core tells of.
_VARIABLE_ERRORS_MAX: Final = 50
# Longer texts are looked through beside the loop: it takes a second for some millions of values.
_TEXT_AT_ONCE: Final = 50_000
_OF_SCHEMA: Final = (SCHEMA, TYPE)


class Result(NamedTuple):
    """What came of an operation. One that was not run has errors, and no data, not even null.

    `data` holds texts, which may be large: whoever encodes the answer copies them but once.
    """

    data: Mapping[str, Any] | None
    errors: Sequence[GraphQLError]
    was_run: bool = True


@dataclass(frozen=True, eq=False)
class _Root:
    """The fields of an operation: those that plans read, and those that have resolvers.

    `asks_for_schema`: there are others, which no plan tells.
    """

    fields: Sequence[Selected]
    plans: Sequence[Plan]
    resolved: Sequence[Selected]
    asks_for_schema: bool


@dataclass(frozen=True)
class _Kept:
    """What is kept of an operation, as long as its document is."""

    variables: Variables
    roots: LruCache[_Root]


class Schema(strawberry.Schema):
    """A schema whose operations have a cost, and are answered from plans.

    Without a compiler everything is left to graphql-core. A list brings `page_size` rows unless
    said, and `page_size_max` at most. `begin_sessions` are the mutations that sign somebody in.
    """

    def __init__(
        self,
        *,
        page_size: int,
        page_size_max: int,
        compiler: Compiler | None = None,
        weight_max: int = WEIGHT_MAX,
        begin_sessions: Collection[str] = (),
        **declared: Any,
    ) -> None:
        super().__init__(
            execution_context_class=_Execution, extensions=[_PreparedDocuments], **declared
        )
        self.documents = Documents(self._schema)
        self.costs = Costs(self._schema, page_size=page_size, page_size_max=page_size_max)
        self.begin_sessions = frozenset(begin_sessions)
        self.introspection = Introspection(self._schema)
        self.planned = (
            None if compiler is None else PlannedExecutor(self, compiler, weight_max=weight_max)
        )


class _PreparedDocuments(SchemaExtension):
    """Lets Strawberry run the documents that were prepared, and not parse and validate again.

    Documents that are not good are left to it: it will find the same errors.
    """

    _good = False

    def on_parse(self) -> Iterator[None]:
        context, schema = self.execution_context, self.execution_context.schema
        assert isinstance(schema, Schema)
        try:
            context.graphql_document = schema.documents.prepare(context.query or "")
            self._good = True
        except InvalidDocument:
            pass
        yield

    def on_validate(self) -> Iterator[None]:
        if self._good:
            self.execution_context.pre_execution_errors = []
        yield


class PlannedExecutor:
    """Answers the operations of one schema from plans."""

    def __init__(
        self, schema: strawberry.Schema, compiler: Compiler, *, weight_max: int = WEIGHT_MAX
    ) -> None:
        self._graphql = schema._schema  # noqa: SLF001  no public name
        self._compiler = compiler
        self._weight_max = weight_max
        self._arguments = _Arguments(schema)
        self._kept: dict[int, _Kept] = {}
        self.fallbacks: Counter[str] = Counter()

    async def execute(
        self,
        document: DocumentNode,
        operation_name: str | None,
        variables: Mapping[str, Any],
        request: Any,
    ) -> Result | None:
        """What comes of a query or a mutation, or None: graphql-core is to run it."""
        operation = get_operation_ast(document, operation_name)
        if operation is None or operation.operation is OperationType.SUBSCRIPTION:
            return None
        kept = self._kept_of(operation)
        values = kept.variables.coerced(variables)
        if values is None:
            # It looks for the names that may have been meant by all that are unknown.
            errors = await run_in_thread(
                partial(
                    get_variable_values,
                    self._graphql,
                    operation.variable_definitions or (),
                    dict(variables),
                    max_errors=_VARIABLE_ERRORS_MAX,
                )
            )
            assert isinstance(errors, list)
            return Result(None, errors, was_run=False)
        try:
            root = self.root_of(document.definitions, operation, values)
            if root.asks_for_schema:
                raise NotPlanned("introspection")
        except (NotPlanned, RecursionError) as error:
            self.fell_back(error, request)
            return None
        execution = _OnceBuilt(self._graphql, document, operation_name, variables, request)
        return await self.run(root, operation, values, request, of=None, execution=execution)

    def root_of(
        self, definitions: Sequence[Any], operation: OperationDefinitionNode, values: VariableValues
    ) -> _Root:
        """The operation's plan.

        Raises:
            NotPlanned: there is none.
        """
        kept = self._kept_of(operation)
        choices = {name: one for name, one in values.coerced.items() if isinstance(one, bool)}
        # A variable that is not given decides as well, whether by its default or by an error.
        return kept.roots.get(
            tuple(choices.items()), lambda: self._root(definitions, operation, choices)
        )

    def _root(
        self,
        definitions: Sequence[Any],
        operation: OperationDefinitionNode,
        choices: Mapping[str, bool],
    ) -> _Root:
        fragments = {
            node.name.value: node
            for node in definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        planner = Planner(self._graphql, fragments, choices, weight_max=self._weight_max)
        type_ = self._root_type(operation)
        fields, asks_for_schema = planner.root(type_, operation.selection_set)
        declared = [one for one in fields if isinstance(one.source, Batched | Found)]
        resolved = [one for one in fields if one not in declared]
        return _Root(fields, plans_of(declared, self._weight_max), resolved, asks_for_schema)

    async def run(
        self,
        root: _Root,
        operation: OperationDefinitionNode,
        values: VariableValues,
        request: Any,
        *,
        of: Any,
        execution: "_OnceBuilt | _Built",
    ) -> Result:
        """The data of the root's fields; `of` is the object that they are fields of."""
        texts = Texts(self._compiler, self._arguments, values, request, execution.info_of)
        type_ = self._root_type(operation)
        found: dict[str, bytes] = {}
        alone = len(root.plans) == 1 and not root.resolved
        for plan in root.plans:
            [row] = await texts.read(plan, None, alone=alone)
            found.update(zip((one.key for one in plan.fields), row, strict=True))
        if operation.operation is OperationType.MUTATION:
            for one in root.resolved:
                await yield_to_others()
                # What was changed is changed, whatever becomes of its payload.
                found[one.key] = await texts.of_change(one, type_, of)
        else:
            found |= await texts.of_root(root.resolved, type_, of)
        return await _completed(root.fields, found, texts.errors, request.withheld)

    def _root_type(self, operation: OperationDefinitionNode) -> GraphQLObjectType:
        type_ = self._graphql.get_root_type(operation.operation)
        assert type_ is not None, "a good document has operations of the schema's kinds"
        return type_

    def _kept_of(self, operation: OperationDefinitionNode) -> _Kept:
        found = self._kept.get(id(operation))
        if found is None:
            variables = Variables(self._graphql, operation)
            found = self._kept[id(operation)] = _Kept(variables, LruCache(PLANS_MAX))
            # Nothing in a plan holds the operation: what is kept of it ends with its document.
            weakref.finalize(operation, self._kept.pop, id(operation)).atexit = False
        return found

    def fell_back(self, error: Exception, request: Any) -> None:
        """Count that graphql-core is to run something."""
        reason = str(error) if isinstance(error, NotPlanned) else type(error).__name__
        self.fallbacks[reason] += 1
        if request.trace is not None:
            request.trace.was_not_planned(reason)


async def _completed(
    fields: Sequence[Selected],
    texts: Mapping[str, bytes],
    raised: Sequence[Exception],
    withheld: Withheld,
) -> Result:
    data: dict[str, Any] | None = {}
    errors: list[GraphQLError] = []
    for one in fields:
        text = texts[one.key]
        value: Any = orjson.Fragment(text)
        if MARK in text or WITHHELD in text:
            complete = partial(_complete, one, text, raised, withheld)
            is_short = len(text) <= _TEXT_AT_ONCE
            value, found = complete() if is_short else await run_in_thread(complete)
            errors += found[: ERRORS_MAX - len(errors)]
        if value is None and not one.is_nullable:
            data = None
        if data is not None:
            data[one.key] = value
    return Result(data, errors)


def _complete(
    field: Selected, text: bytes, raised: Sequence[Exception], withheld: Withheld
) -> tuple[Any, list[GraphQLError]]:
    """The value of a field of the root whose text has marks, and its errors."""
    if MARK not in text:
        return orjson.Fragment(withheld.take_marks(field.key, text)), []
    value, errors = propagate_nulls(field, without_marks(text), raised)
    if WITHHELD in text:
        withheld.take_marks_in(field.key, text, value)
    return value, errors


class _Arguments:
    """What the fields of one schema are asked for: how each is read is worked out once."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self._config = schema.config
        self._readers: dict[StrawberryField, Callable[[Mapping[str, Any]], dict[str, Any]]] = {}

    def given(self, field: Selected, variables: VariableValues) -> dict[str, Any]:
        """The field's arguments by their names in GraphQL.

        Raises:
            GraphQLError: a variable is missing, or null, where it must not be.
        """
        assert field.definition is not None
        return field.arguments.given(variables) if field.definition.args else {}

    def asked(self, field: Selected, variables: VariableValues) -> Asked:
        """What a declared field is asked for, or what is wrong with it."""
        source = field.source
        try:
            raw = self.given(field, variables)
            if isinstance(source, Found):
                return Asked(key=key_of(raw["id"], *source.typenames))
            if source.arguments is None:
                return Asked()
            read = self._readers.get(field.field)
            if read is None:
                read = self._readers[field.field] = build_reader(field.field, self._config)
            return Asked(page=source.arguments.read(**read(raw)))
        except (GraphQLError, ValueError) as error:
            return Asked(error=error)


class _OnceBuilt:
    """Graphql-core's executor of an operation, built when a resolver first asks about it."""

    def __init__(
        self,
        schema: Any,
        document: DocumentNode,
        operation_name: str | None,
        variables: Mapping[str, Any],
        request: Any,
    ) -> None:
        self._of = (schema, document, operation_name, variables, request)

    @cached_property
    def _built(self) -> "_Built":
        schema, document, operation_name, variables, request = self._of
        return _Built(
            _Execution.build(
                schema,
                document,
                context_value=request,
                raw_variable_values=dict(variables),
                operation_name=operation_name,
            )
        )

    def info_of(self, field: Selected, type_: Any) -> Any:
        return self._built.info_of(field, type_)


class _Built:
    """What resolvers are told about the operation that they run for."""

    def __init__(self, execution: Any) -> None:
        self._execution = execution

    def info_of(self, field: Selected, type_: Any) -> Any:
        """Resolvers are called for all objects of a level: the path has no numbers of lists."""
        path: Path | None = None
        for key in field.path:
            path = Path(path, key, None)
        return self._execution.build_resolve_info(field.definition, [*field.nodes], type_, path)


class _Execution(StrawberryGraphQLCoreExecutionContext):
    """Graphql-core's executor, for events of subscriptions and beside introspection.

    The fields of the root are taken from their plan, all but those that ask for the schema.
    """

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
        if planned is None or path is not None:
            return general(parent_type, source_value, path, grouped_field_set, *rest)
        try:
            definitions = [*self.fragment_definitions.values()]
            root = planned.root_of(definitions, self.operation, self.variable_values)
        except (NotPlanned, RecursionError) as error:
            if self.operation.operation is OperationType.SUBSCRIPTION:
                planned.fell_back(error, self.context_value)
            return general(parent_type, source_value, path, grouped_field_set, *rest)

        async def together() -> dict[str, Any]:
            data, errors, _ = await planned.run(
                root,
                self.operation,
                self.variable_values,
                self.context_value,
                of=source_value,
                execution=_Built(self),
            )
            if data is None:
                # Whoever catches the last one tells of it too.
                self.collected_errors.errors.extend(errors[:-1])
                raise errors[-1]
            self.collected_errors.errors.extend(errors)
            left = {key: of for key, of in grouped_field_set.items() if key not in data}
            others = general(parent_type, source_value, path, left, *rest)
            found = data | (await others if self.is_awaitable(others) else others)
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
