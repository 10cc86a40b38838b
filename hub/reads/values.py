"""How values stand in the texts of statements, and what is made of them again."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from graphql import GraphQLEnumType, get_nullable_type, is_leaf_type, is_list_type

from db.sql.declarations import python_type
from db.sql.keyset import READ_BACK
from db.sql.statements import Expression
from hub.execution.placeholders import ReadBack
from hub.execution.plan import NotPlanned, Selected

# The scalars that SQL writes as their `serialize` does, and of which values.
_PRINTED: Final[Mapping[str, type]] = {
    "String": str,
    "Boolean": bool,
    "Int": int,
    "BigInt": int,
    "Decimal": Decimal,
    "Date": date,
    "DateTime": datetime,
    "UUID": UUID,
    "Cursor": str,
    "CurrencyCode": str,
    "CountryCode": str,
    "LanguageTag": str,
}
# From what JSON makes of a value to the value.
_READ_BACK: Final[Mapping[type, ReadBack]] = {
    UUID: READ_BACK[UUID],
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: READ_BACK[datetime],
}


def is_printed(one: Selected, column: Expression) -> bool:
    """Whether SQL writes the column's value as the field's type does."""
    assert one.definition is not None
    type_, stored = get_nullable_type(one.definition.type), column.type
    if is_list_type(type_):
        type_, stored = get_nullable_type(type_.of_type), getattr(stored, "item_type", None)
        if stored is None:
            return False
    if isinstance(type_, GraphQLEnumType):
        words = getattr(stored, "enums", None)
        names = {word: name for name, one in type_.values.items() for word in [one.value]}
        return words is not None and all(names.get(word) == word for word in words)
    printed = _PRINTED.get(type_.name) if is_leaf_type(type_) else None
    return printed is not None and issubclass(python_type(stored), printed)


def read_back(column: Expression) -> ReadBack:
    """What makes the column's value of its JSON; None where that is the value.

    Raises:
        NotPlanned: nothing does.
    """
    return _read_back_type(column.type)


def _read_back_type(type_: Any) -> ReadBack:
    of_items = getattr(type_, "item_type", None)
    if of_items is not None:
        item = _read_back_type(of_items)
        return None if item is None else lambda said: [None if x is None else item(x) for x in said]
    python = python_type(type_)
    if issubclass(python, str | int):
        return None
    if python not in _READ_BACK:
        raise NotPlanned(f"a column of {python}")
    return _READ_BACK[python]
