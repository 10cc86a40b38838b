"""One operation as a client sent it, whichever way it came, and its answer."""

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import Any, Final, NamedTuple

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
)
from graphql import ExecutionResult as GraphQLResult
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from hub.context import Request
from hub.execution.cost import Cost, check_cost
from hub.execution.documents import check_length
from hub.execution.errors import RequestError
from hub.execution.run import Schema
from hub.execution.steps import plan_of
from hub.execution.yielding import run_in_thread
from hub.metrics import FIELD_BY_FIELD, OPERATION_SECONDS, REFUSED
from hub.policy.viewer import Viewer
from hub.subscriptions.cohort_keys import cohort_key
from hub.subscriptions.cohorts import Cohorts, Ended, Interrupted, Listener, Subscription
from hub.transport.errors import UNAVAILABLE, Formatted, format_error, format_exception, has_code
from hub.transport.persisted import PERSISTED

VARIABLES_DEPTH_MAX: Final = 32
# Each takes up to some ten microseconds to be checked and given its type.
VALUES_MAX: Final = 5_000

_SECONDS: Final = {
    (kind, is_whole): OPERATION_SECONDS.labels(
        kind.value, "answered" if is_whole else "with_errors"
    )
    for kind in (OperationType.QUERY, OperationType.MUTATION)
    for is_whole in (True, False)
}


class Operation(NamedTuple):
    """A document that was found good, the operation in it that is meant, and its variables."""

    document: str
    parsed: DocumentNode
    name: str | None
    variables: dict[str, Any]
    kind: OperationType
    cost: int


@dataclass(frozen=True)
class Answer:
    """What came of an operation. One that was not run has errors, and no data, not even null."""

    data: Mapping[str, Any] | None
    errors: list[Formatted]
    extensions: Mapping[str, Any] | None = None
    was_run: bool = True

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"data": self.data} if self.was_run else {}
        if self.errors:
            body["errors"] = self.errors
        if self.extensions:
            body["extensions"] = self.extensions
        return body


def encode_json(body: object) -> bytes:
    return orjson.dumps(body, default=str)


def refusal(error: Exception) -> Answer:
    """The answer to what could not be run because of the error."""
    errors = format_exception(error)
    for told in errors[:1]:
        REFUSED.labels(told["extensions"]["code"]).inc()
    return Answer(None, errors, was_run=False)


def field_of(operation: Operation) -> str:
    """The name of the first root field, which in a subscription is the only one."""
    return next(_root_fields(operation))


def begins_session(schema: Schema, operation: Operation) -> bool:
    """Whether it does nothing but sign somebody in: a token that is no longer good is no matter."""
    return operation.kind is OperationType.MUTATION and schema.begin_sessions.issuperset(
        _root_fields(operation)
    )


def _check_sessions(schema: Schema, document: DocumentNode, name: str | None) -> None:
    """
    Raises:
        RequestError: BAD_REQUEST, it signs somebody in more than once.
    """
    begun = [one for one in _fields_of(document, name) if one in schema.begin_sessions]
    if len(begun) > 1:
        raise RequestError(
            "BAD_REQUEST",
            f"An operation begins one session; this one has {' and '.join(begun[:2])}.",
        )


def _root_fields(operation: Operation) -> Iterator[str]:
    """The names of the root fields, each fragment gone into once."""
    return _fields_of(operation.parsed, operation.name)


def _fields_of(document: DocumentNode, name: str | None) -> Iterator[str]:
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    left: list[Any] = [get_operation_ast(document, name)]
    while left:
        node = left.pop()
        if isinstance(node, FieldNode):
            yield node.name.value
            continue
        if isinstance(node, FragmentSpreadNode):
            node = fragments.pop(node.name.value, None)
        if node is not None:
            left += reversed(node.selection_set.selections)


def answer_of(
    result: ExecutionResult | GraphQLResult, extensions: Mapping[str, Any] | None = None
) -> Answer:
    errors = result.errors or []
    # What goes wrong in a field says in which; what goes wrong before any has no place to name.
    was_run = result.data is not None or (
        any(error.path is not None for error in errors)
        and not isinstance(result, PreExecutionError)
    )
    return Answer(result.data, format_error(errors), extensions, was_run)


def read_json(text: bytes | str) -> Any:
    """
    Raises:
        RequestError: BAD_REQUEST, it is not JSON in UTF-8, or is nested absurdly deep.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise RequestError("BAD_REQUEST", f"This is not JSON: {error}.") from None


async def read_operation(
    schema: Schema, asked: object, *, cost_max: int, introspection: bool = True
) -> Operation:
    """What a client asks for with `{query, variables, operationName, extensions}`.

    Args:
        introspection: whether it may ask about the schema.

    Raises:
        RequestError, InvalidDocument: it cannot be run, or costs more than that, and why.
    """
    if not isinstance(asked, dict):
        raise RequestError(
            "BAD_REQUEST", 'A request is a JSON object such as {"query": "{ viewer { id } }"}.'
        )
    extensions = asked.get("extensions")
    if not isinstance(extensions, dict | None):
        raise RequestError("BAD_REQUEST", "`extensions` must be an object.")
    document = PERSISTED.text(asked.get("query"), extensions)
    if not isinstance(document, str) or not document.strip():
        raise RequestError("BAD_REQUEST", "`query` must be a GraphQL document.")
    name, variables = asked.get("operationName"), asked.get("variables")
    variables = {} if variables is None else variables
    if not isinstance(name, str | None):
        raise RequestError("BAD_REQUEST", "`operationName` must be text.")
    # Clients send what they have no value for as nothing, as null, or as no text.
    name = name or None
    if not isinstance(variables, dict):
        raise RequestError("BAD_REQUEST", "`variables` must be an object.")
    _check_variables(variables)
    prepare = partial(_prepare, schema, document, name, hints=introspection)
    known_one = _known(schema, document, name)
    parsed, operation, cost = await run_in_thread(prepare) if known_one is None else known_one
    if cost.introspects and not introspection:
        raise RequestError(
            "INTROSPECTION_DISABLED", "This hub tells nothing of its schema: ask its operator."
        )
    PERSISTED.register(document, extensions)
    if operation.operation is OperationType.MUTATION:
        _check_sessions(schema, parsed, name)
    points = cost.of(variables)
    check_cost(points, cost_max)
    return Operation(document, parsed, name, variables, operation.operation, points)


_Prepared = tuple[DocumentNode, OperationDefinitionNode, Cost]


def _known(schema: Schema, text: str, name: str | None) -> _Prepared | None:
    """The document, its operation and what that costs, if somebody has asked for it before."""
    document = schema.documents.known(text)
    operation = None if document is None else get_operation_ast(document, name)
    if document is None or operation is None:
        return None
    cost = schema.costs.known(document, name)
    return None if cost is None else (document, operation, cost)


def _prepare(schema: Schema, text: str, name: str | None, *, hints: bool) -> _Prepared:
    document = schema.documents.prepare(text, hints=hints)
    operation = get_operation_ast(document, name)
    if operation is None:
        raise RequestError(
            "OPERATION_NOT_FOUND",
            f"The document has no operation named {name[:80]!r}."
            if name
            else "The document has several operations, or none; name one in `operationName`.",
        )
    return document, operation, schema.costs.measured(document, name)


def _check_variables(variables: dict[str, Any]) -> None:
    """Count what variables hold before anything is made of it."""
    level: list[Any] = [variables]
    count = 0
    for _ in range(VARIABLES_DEPTH_MAX):
        below: list[Any] = []
        for value in level:
            if isinstance(value, str):
                if "\x00" in value:
                    raise RequestError("BAD_INPUT", "Text may not hold a NUL character (\\u0000).")
            elif isinstance(value, dict):
                count += len(value)
                _check_count(count)
                below += value
                below += value.values()
            elif isinstance(value, list):
                check_length(len(value))
                count += len(value)
                _check_count(count)
                below += value
        if not below:
            return
        level = below
    raise RequestError(
        "BAD_INPUT", f"The variables are nested deeper than {VARIABLES_DEPTH_MAX} levels."
    )


def _check_count(count: int) -> None:
    if count > VALUES_MAX:
        raise RequestError(
            "BAD_INPUT",
            f"The variables hold more than {VALUES_MAX} values; send them in parts.",
        )


async def run(schema: Schema, operation: Operation, request: Request) -> Answer:
    """The answer to a query or a mutation. Its snapshot is let go of before it is sent."""
    started = perf_counter()
    answer = await _answer(schema, operation, request)
    _SECONDS[operation.kind, not answer.errors].observe(perf_counter() - started)
    return await with_plan(answer, schema, operation, request)


async def with_plan(
    answer: Answer, schema: Schema, operation: Operation, request: Request
) -> Answer:
    """The answer and, where it was run and traced, how it came about."""
    trace = request.trace
    if trace is None or not answer.was_run:
        return answer

    def told() -> Mapping[str, Any]:
        data = read_json(encode_json(answer.data))
        return plan_of(
            schema, operation.parsed, operation.name, operation.variables, data=data, trace=trace
        )

    # It goes through all objects of the answer.
    plan = await run_in_thread(told)
    return replace(answer, extensions={**(answer.extensions or {}), "plan": plan})


def subscribe(
    cohorts: Cohorts,
    schema: Schema,
    operation: Operation,
    viewer: Viewer | None,
    listener: Listener,
    *,
    after: str | None = None,
    languages: Sequence[str] | None = None,
) -> Subscription:
    """Tell the listener a subscription's answers; `after` counts for more than its argument.

    `languages` are those that the client says it reads.
    """
    asked = cohort_key(schema, operation.document, operation.name, operation.variables)
    asked = asked._replace(asked=(asked.asked, languages), field=field_of(operation))
    if after is not None:
        asked = asked._replace(after=after)
    answering = partial(answers, schema, operation, languages)
    return cohorts.subscribe(viewer, asked, answering, listener)


async def answers(
    schema: Schema, operation: Operation, languages: Sequence[str] | None, request: Request
) -> AsyncGenerator[bytes]:
    """The answers to a subscription, encoded. Whoever waits between them closes the reads.

    Raises:
        Interrupted: the servers are away; an answer that lacks something for that is not told.
        Ended: it cannot be run, or not any further.
    """
    request.languages_said = languages
    try:
        results = await schema.subscribe(
            operation.document,
            variable_values=operation.variables,
            context_value=request,
            operation_name=operation.name,
        )
        async with aclosing(results):
            async for result in results:
                answer = answer_of(result, request.withheld.take())
                answer = await with_plan(answer, schema, operation, request)
                if has_code(answer.errors, UNAVAILABLE):
                    raise Interrupted(answer.errors)
                if not answer.was_run:
                    raise Ended(answer.errors)
                yield encode_json(answer.body())
    except Ended:
        raise
    except Exception as error:
        errors = refusal(error).errors
        kind = Interrupted if has_code(errors, UNAVAILABLE) else Ended
        raise kind(errors) from error


async def _answer(schema: Schema, operation: Operation, request: Request) -> Answer:
    limit = request.hub.policy.cost_max
    extensions: dict[str, Any] = {"cost": {"asked": operation.cost, "limit": limit}}
    if schema.planned is not None:
        result = await schema.planned.execute(
            operation.parsed, operation.name, operation.variables, request
        )
        if result is not None:
            await request.close()
            extensions |= request.withheld.take()
            return Answer(result.data, format_error(result.errors), extensions, result.was_run)
        FIELD_BY_FIELD.inc()
    executed = await schema.execute(
        operation.document,
        variable_values=operation.variables,
        context_value=request,
        operation_name=operation.name,
    )
    await request.close()
    return answer_of(executed, extensions | request.withheld.take())
