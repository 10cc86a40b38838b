"""Arguments as Python knows them: Strawberry's conversion, worked out once for each field.

graphql-core has checked and coerced the values by then; what is left is to give arguments and the
fields of input objects their Python names.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from graphql import (
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    coerce_input_value,
)
from graphql.execution.get_variable_signature import (
    GraphQLVariableSignature,
    get_variable_signature,
)
from graphql.execution.values import (
    VariableValues,
    VariableValueSource,
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


def reader(
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


class Variables:
    """The variables of one operation, whose types are looked up once."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema = schema
        self._definitions = operation.variable_definitions or ()
        found = [get_variable_signature(schema, one) for one in self._definitions]
        self._signatures = [one for one in found if isinstance(one, GraphQLVariableSignature)]

    def coerced(self, given: Mapping[str, Any]) -> VariableValues | None:
        """What `graphql.execution.values.get_variable_values` says; None where a value is wrong.

        The values are known not to be nested too deeply.
        """
        if not all(one.name in given for one in self._signatures):
            values = get_variable_values(self._schema, self._definitions, dict(given))
            return values if isinstance(values, VariableValues) else None
        sources, coerced = {}, {}
        for one in self._signatures:
            value = given[one.name]
            sources[one.name] = VariableValueSource(one, value)
            coerced[one.name] = coerce_input_value(value, one.type)
        is_wrong = any(value is Undefined for value in coerced.values())
        return None if is_wrong else VariableValues(sources, coerced)
