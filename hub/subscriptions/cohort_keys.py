"""The key of a subscription's cohort: what it asks, apart from the cursor it starts after."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

import orjson
from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLSchema,
    NullValueNode,
    OperationDefinitionNode,
    StringValueNode,
    VariableNode,
    Visitor,
    get_operation_ast,
    print_ast,
    visit,
)

from hub.execution.run import Schema

# The argument of a feed that says after which delivery to go on.
AFTER: Final = "after"
_KEPT_MAX: Final = 200


class CohortKey(NamedTuple):
    """What a subscription asks, and the cursor it starts after.

    `asked` is equal for all subscriptions that ask the same, whatever their cursors. That of a
    subscription to no feed, or of a document that hides its cursor, is equal to itself alone.
    """

    asked: Hashable
    after: str | None
    # Under this name metrics count the subscription.
    field: str = ""


class _Document(NamedTuple):
    """What a document says of the start: its text without a cursor in it, and where that stands.

    `variable` is the one that has the cursor, and `is_only_start` whether that is all it is for.
    """

    text: str
    after: str | None = None
    variable: str | None = None
    is_only_start: bool = False


def cohort_key(
    schema: Schema, text: str, name: str | None, variables: Mapping[str, Any]
) -> CohortKey:
    """The key of an operation of a document that was prepared."""
    document = _document(schema, text, name)
    if document is None:
        return CohortKey(object(), None)
    after: Any = document.after
    others = variables
    if document.variable is not None:
        after = variables.get(document.variable, after)
        if document.is_only_start:
            others = {key: value for key, value in variables.items() if key != document.variable}
    if not isinstance(after, str | None):
        return CohortKey(object(), None)  # it will be told that this is wrong
    key = orjson.dumps(others, option=orjson.OPT_SORT_KEYS, default=str)
    return CohortKey((document.text, name, key), after)


@lru_cache(maxsize=_KEPT_MAX)
def _document(schema: Schema, text: str, name: str | None) -> _Document | None:
    """What the document says of its cursor; None where that is not told from the document alone."""
    parsed = schema.documents.prepare(text)
    operation = get_operation_ast(parsed, name)
    field = None if operation is None else _only_field(operation)
    if operation is None or field is None or not _is_feed(schema._schema, field):  # noqa: SLF001
        return None
    argument = next((one for one in field.arguments or () if one.name.value == AFTER), None)
    if argument is None:
        return _Document(text)
    match argument.value:
        case NullValueNode():
            return _Document(text)
        case StringValueNode(value=cursor):
            return _Document(print_ast(visit(parsed, _Without(argument))), after=cursor)
        case VariableNode(name=variable):
            used = _Uses(variable.value)
            visit(parsed, used)
            default = _default(operation, variable.value)
            return _Document(text, default, variable.value, is_only_start=used.count == 1)
    return None


def _only_field(operation: OperationDefinitionNode) -> FieldNode | None:
    """The field subscribed to, unless fragments make it less than plain."""
    selections = operation.selection_set.selections
    if len(selections) == 1 and isinstance(selections[0], FieldNode):
        return selections[0]
    return None


def _is_feed(schema: GraphQLSchema, field: FieldNode) -> bool:
    assert schema.subscription_type is not None
    definition = schema.subscription_type.fields.get(field.name.value)
    return definition is not None and AFTER in definition.args


def _default(operation: OperationDefinitionNode, variable: str) -> str | None:
    for definition in operation.variable_definitions or ():
        if definition.variable.name.value == variable:
            value = definition.default_value
            return value.value if isinstance(value, StringValueNode) else None
    return None


class _Without(Visitor):
    """Takes an argument out."""

    def __init__(self, argument: ArgumentNode) -> None:
        super().__init__()
        self._argument = argument

    def enter_argument(self, node: ArgumentNode, *_: Any) -> Any:
        return self.REMOVE if node is self._argument else None


class _Uses(Visitor):
    """Counts where a variable's value is used."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.count = 0

    def enter_variable_definition(self, *_: Any) -> Any:
        return self.SKIP

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        self.count += node.name.value == self._name
