"""Queries answered from their plans: one statement, whose text is the answer.

What a plan cannot say, and what is wrong with what is asked, is left to the general executor, which
finds the same data and tells the errors; `fallbacks` counts how often, and why.
"""

from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import strawberry
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
)
from graphql.execution.values import get_argument_values, get_variable_values
from strawberry.types.arguments import convert_arguments

from hub.execution.fields import Batched, Found
from hub.execution.ids import key_of
from hub.execution.plan import NotPlanned, Planner, Selected

PLANS_MAX: Final = 200
# Composing takes about 5 ms a relation, in which nobody else is served: what has more relations is
# answered by the general executor, which reads them one after the other.
RELATIONS_MAX: Final = 20


@dataclass(eq=False)
class Plan:
    """What one operation selects, and what was composed for it so far.

    `asking` are the fields with arguments, in the order of the document. `composed` belongs to the
    rendering, which keeps its statements there by whatever they differ in.
    """

    roots: Sequence[Selected]
    asking: Sequence[Selected]
    composed: dict[Any, Any] = field(default_factory=dict)


class Rendering(Protocol):
    """What says planned fields in a language of its own: `hub.loaders.rendering` does, in SQL."""

    async def texts(self, plan: Plan, asked: Sequence[Any], request: Any) -> Sequence[str | None]:
        """The JSON text of every root field, None for one in which something is wrong.

        Raises:
            NotPlanned: it cannot say one of the fields.
        """
        ...


class PlannedExecutor:
    """Answers the queries of one schema that can be planned."""

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
        self._plans: OrderedDict[Any, Plan | str] = OrderedDict()
        self.fallbacks: Counter[str] = Counter()

    async def data(
        self,
        text: str,
        document: DocumentNode,
        operation_name: str | None,
        variables: Mapping[str, Any],
        request: Any,
    ) -> str | None:
        """The JSON text of the operation's data, or None: the general executor is to answer."""
        try:
            return await self._data(text, document, operation_name, variables, request)
        except (NotPlanned, GraphQLError, ValueError, RecursionError) as error:
            reason = str(error) if isinstance(error, NotPlanned) else type(error).__name__
            self.fallbacks[reason] += 1
            return None

    async def _data(
        self,
        text: str,
        document: DocumentNode,
        operation_name: str | None,
        variables: Mapping[str, Any],
        request: Any,
    ) -> str | None:
        operation = get_operation_ast(document, operation_name)
        if operation is None or operation.operation is not OperationType.QUERY:
            raise NotPlanned("not a query")
        values = get_variable_values(
            self._graphql, operation.variable_definitions or (), dict(variables)
        )
        if isinstance(values, list):
            raise NotPlanned("variables that are wrong")
        plan = self._plan(text, document, operation, values.coerced)
        asked = [self._asked(one, values) for one in plan.asking]
        texts = await self._rendering.texts(plan, asked, request)
        parts = []
        for root, part in zip(plan.roots, texts, strict=True):
            if part is None:
                raise NotPlanned("something is missing that must not be")
            parts.append(f'"{root.key}":{part}')
        return f"{{{','.join(parts)}}}"

    def _plan(
        self,
        text: str,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        values: Mapping[str, Any],
    ) -> Plan:
        choices = tuple(sorted((n, v) for n, v in values.items() if isinstance(v, bool)))
        key = (text, operation.name and operation.name.value, choices)
        found = self._plans.get(key)
        if found is None:
            found = self._plans[key] = self._planned(document, operation, values)
            if len(self._plans) > PLANS_MAX:
                self._plans.popitem(last=False)
        else:
            self._plans.move_to_end(key)
        if isinstance(found, str):
            raise NotPlanned(found)
        return found

    def _planned(
        self,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        values: Mapping[str, Any],
    ) -> Plan | str:
        fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        assert self._graphql.query_type is not None
        try:
            planner = Planner(self._graphql, fragments, values, relations_max=self._relations_max)
            selection = planner.selection(self._graphql.query_type, [operation.selection_set])
        except NotPlanned as reason:
            # Its words alone are kept: an exception holds on to all that was under way.
            return str(reason)
        [roots] = selection.branches.values()
        return Plan(roots, list(_asking(roots)))

    def _asked(self, one: Selected, values: Any) -> Any:
        """What a field with arguments is asked for; a root's id becomes its key."""
        assert one.definition is not None
        raw = get_argument_values(one.definition, one.nodes[0], values)
        if isinstance(one.source, Found):
            return key_of(raw["id"], *one.source.typenames)
        assert isinstance(one.source, Batched)
        assert one.source.arguments is not None
        converter = self._schema.schema_converter
        given = convert_arguments(
            raw, one.field.arguments, converter.scalar_registry, self._schema.config
        )
        return one.source.arguments.read(**given)


def _asking(fields: Sequence[Selected]) -> Iterator[Selected]:
    for one in fields:
        source = one.source
        if isinstance(source, Found) or (isinstance(source, Batched) and source.arguments):
            yield one
        if one.selection is not None:
            for branch in one.selection.branches.values():
                yield from _asking(branch)
