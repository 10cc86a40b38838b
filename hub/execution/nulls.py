"""Null propagation: what GraphQL makes of a value that is missing, or an error, in an answer.

Texts have marks in such places (`hub.execution.placeholders`). A marked field that may be null is
null; otherwise its parent is, and so on up to one that may be. Every error tells the path of its
field.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final
from uuid import uuid4

import orjson
from graphql import (
    GraphQLError,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
    located_error,
)

from hub.execution.placeholders import MARK
from hub.execution.plan import Selected

_MARKED: Final = re.compile(MARK + rb"(\d*)")
# Stands for a mark while the text is read as JSON; no value holds it.
_KEY: Final = f"mark-{uuid4()}"

# Of those below one null: the first ones say enough, and each is logged.
ERRORS_BELOW_NULL_MAX: Final = 100
# Of a whole answer: nobody reads more, and each takes a while to be told.
ERRORS_MAX: Final = 1_000

_Path = tuple[str | int, ...]


class _Null(Exception):
    """A value is null that must not be; its error is told already."""


def propagate_nulls(
    field: Selected, text: bytes, raised: Sequence[Exception]
) -> tuple[Any, list[GraphQLError]]:
    """The value of a field of the root with nulls in place of marks, and the errors.

    The value is null as well where it must not be: that is the whole answer's to take up. `raised`
    are the errors by their numbers.
    """
    marked = _MARKED.sub(rb'{"%b":"\1"}' % _KEY.encode(), text)
    completion = _Completion(raised)
    try:
        value = completion.value((field,), _type_of(field), orjson.loads(marked), (field.key,))
    except _Null:
        value = None
    return value, completion.errors


def _type_of(field: Selected) -> Any:
    return None if field.definition is None else field.definition.type


class _Completion:
    """Goes through one value along its type.

    Objects of several types may stand in one place, so what is selected there are all fields that
    answer to the key: GraphQL sees to it that they are of one shape.
    """

    def __init__(self, raised: Sequence[Exception]) -> None:
        self._raised = raised
        self._known: dict[tuple[Selected, ...], Mapping[str, tuple[Selected, ...]]] = {}
        self.errors: list[GraphQLError] = []

    def value(self, fields: tuple[Selected, ...], type_: Any, value: Any, path: _Path) -> Any:
        """
        Raises:
            _Null: it is null and must not be.
        """
        told = len(self.errors)
        try:
            completed = self._nullable(fields, get_nullable_type(type_), value, path)
        except _Null:
            if is_non_null_type(type_):
                raise
            del self.errors[told + ERRORS_BELOW_NULL_MAX :]
            return None
        if completed is None and is_non_null_type(type_):
            self._tell(fields[0], _missing(fields[0]), path)
            raise _Null
        return completed

    def _nullable(self, fields: tuple[Selected, ...], type_: Any, value: Any, path: _Path) -> Any:
        if isinstance(value, dict) and _KEY in value:
            number = value[_KEY]
            error = self._raised[int(number)] if number else _missing(fields[0])
            self._tell(fields[0], error, path)
            raise _Null
        if isinstance(value, list) and is_list_type(type_):
            of = type_.of_type
            return self._each(
                partial(self.value, fields, of, one, (*path, n)) for n, one in enumerate(value)
            )
        if isinstance(value, dict) and fields[0].selection is not None:
            below = self._below(fields)
            completed = self._each(
                partial(self._field, below[key], one, (*path, key)) for key, one in value.items()
            )
            return dict(zip(value, completed, strict=True))
        return value

    def _each(self, parts: Iterable[Callable[[], Any]]) -> list[Any]:
        """All parts of a value, also where one of them makes it null: each tells its errors."""
        completed: list[Any] = []
        is_null = False
        for part in parts:
            try:
                completed.append(part())
            except _Null:
                is_null = True
        if is_null:
            raise _Null
        return completed

    def _field(self, fields: tuple[Selected, ...], value: Any, path: _Path) -> Any:
        type_ = _type_of(fields[0])
        return value if type_ is None else self.value(fields, type_, value, path)

    def _below(self, fields: tuple[Selected, ...]) -> Mapping[str, tuple[Selected, ...]]:
        """What is selected of an object in the fields, by response key."""
        found = self._known.get(fields)
        if found is None:
            by_key: dict[str, list[Selected]] = {}
            for field in fields:
                assert field.selection is not None
                for one in field.selection.everything:
                    whole = [one] if one.below is None else one.below().fields
                    by_key.setdefault(one.key, []).extend(whole)
            found = {key: tuple(of) for key, of in by_key.items()}
            self._known[fields] = found
        return found

    def _tell(self, field: Selected, error: Exception, path: _Path) -> None:
        if len(self.errors) < ERRORS_MAX:
            self.errors.append(located_error(error, [*field.nodes], [*path]))


def _missing(field: Selected) -> Exception:
    name = field.nodes[0].name.value
    return TypeError(f"Cannot return null for non-nullable field {field.parent}.{name}.")
