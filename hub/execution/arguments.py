"""Arguments as Python knows them: Strawberry's conversion, worked out once for each field.

graphql-core has checked and coerced the values by then; what is left is to give arguments and the
fields of input objects their Python names.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputType,
    GraphQLLeafType,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    VariableNode,
    Visitor,
    coerce_input_value,
    is_leaf_type,
    visit,
)
from graphql.execution.get_variable_signature import (
    GraphQLVariableSignature,
    get_variable_signature,
)
from graphql.execution.values import (
    VariableValues,
    VariableValueSource,
    get_argument_values,
    get_variable_values,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.types.base import (
    StrawberryList,
    StrawberryOptional,
    get_object_definition,
)
from strawberry.types.field import StrawberryField

# None where a value is taken as it is.
_Conversion: TypeAlias = Callable[[Any], Any] | None
_Names: TypeAlias = tuple[tuple[str, str, _Conversion], ...]


def build_reader(
    field: StrawberryField, config: StrawberryConfig
) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """What turns the field's arguments by their GraphQL names into those by their Python names."""
    names = tuple(
        (config.name_converter.from_argument(one), one.python_name, _conversion(one.type, config))
        for one in field.arguments
    )
    return partial(_read, names)


def _read(names: _Names, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        python_name: given[name] if convert is None else convert(given[name])
        for name, python_name, convert in names
        if name in given
    }


def _conversion(type_: Any, config: StrawberryConfig) -> _Conversion:
    if isinstance(type_, StrawberryOptional):
        return _conversion(type_.of_type, config)
    if isinstance(type_, StrawberryList):
        item = _conversion(type_.of_type, config)
        return None if item is None else partial(_each, item)
    definition = get_object_definition(type_)
    if definition is None:
        return None
    names = tuple(
        (
            config.name_converter.from_field(one),
            one.python_name,
            _conversion(one.resolve_type(type_definition=definition), config),
        )
        for one in definition.fields
    )
    return partial(_made, type_, names)


def _each(convert: Callable[[Any], Any], values: Any) -> Any:
    return None if values is None else [convert(value) for value in values]


def _made(type_: Any, names: _Names, given: Any) -> Any:
    return None if given is None else type_(**_read(names, given))


class Arguments:
    """What a field is given in one place of a document: what no variable decides is read once."""

    def __init__(self, definition: GraphQLField, node: FieldNode) -> None:
        self._definition = definition
        self._node = node
        self._open: dict[str, str] = {}
        self._constants: dict[str, Any] | None = None
        self._is_simple = True
        for one in node.arguments or ():
            name = one.name.value
            if isinstance(one.value, VariableNode):
                self._open[definition.args[name].out_name or name] = one.value.name.value
            elif _has_variables(one.value):
                self._is_simple = False

    def given(self, values: VariableValues) -> dict[str, Any]:
        """What `graphql.execution.values.get_argument_values` says.

        Raises:
            GraphQLError: a variable is missing, or null, where it must not be.
        """
        sent = {name: values.coerced.get(variable) for name, variable in self._open.items()}
        if not self._is_simple or self._constants is None or None in sent.values():
            found = get_argument_values(self._definition, self._node, values)
            if self._constants is None:
                self._constants = {
                    name: value for name, value in found.items() if name not in self._open
                }
            return found
        return self._constants | sent


def _has_variables(node: Any) -> bool:
    found = _FindVariables()
    visit(node, found)
    return found.any


class _FindVariables(Visitor):
    any = False

    def enter_variable(self, *_: Any) -> None:
        self.any = True


class Variables:
    """The variables of one operation, whose types are looked up once."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema = schema
        self._definitions = operation.variable_definitions or ()
        found = [get_variable_signature(schema, one) for one in self._definitions]
        self._signatures = [one for one in found if isinstance(one, GraphQLVariableSignature)]
        self._coercions = [(one.name, one, _coercion(one.type)) for one in self._signatures]

    def coerced(self, given: Mapping[str, Any]) -> VariableValues | None:
        """What `graphql.execution.values.get_variable_values` says; None where a value is wrong.

        The values are known not to be nested too deeply.
        """
        if not all(one.name in given for one in self._signatures):
            values = get_variable_values(self._schema, self._definitions, dict(given))
            return values if isinstance(values, VariableValues) else None
        sources, coerced = {}, {}
        for name, signature, coerce in self._coercions:
            value = given[name]
            sources[name] = VariableValueSource(signature, value)
            try:
                coerced[name] = coerce(value)
            except Exception:
                # Whatever it is, graphql-core tells of it.
                return None
        return VariableValues(sources, coerced)


def _coercion(type_: GraphQLInputType) -> Callable[[Any], Any]:
    """`coerce_input_value` for one type, the way to it shortened for the commonest; raises."""
    named = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if is_leaf_type(named):
        return partial(_leaf, named, named is type_)
    return partial(_any_other, type_)


def _leaf(type_: GraphQLLeafType, is_nullable: bool, value: Any) -> Any:
    if value is None:
        if not is_nullable:
            raise ValueError("missing")
        return None
    return type_.coerce_input_value(value)


def _any_other(type_: GraphQLInputType, value: Any) -> Any:
    coerced = coerce_input_value(value, type_)
    if coerced is Undefined:
        raise ValueError("wrong")
    return coerced
