"""A scalar reads what it describes, and says what it is of all else."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from graphql import GraphQLError

from hub.schema.scalars import SCALARS

_ODD: Final[tuple[Any, ...]] = (
    "",
    "x",
    "2026-02-30",
    "1,5",
    "NaN",
    7.5,
    True,
    [],
    {"a": 1},
    "9" * 5_000,
)


def parse(type_: object, value: object) -> Any:
    definition = SCALARS[type_]
    assert definition.parse_value is not None
    return definition.parse_value(value)


@pytest.mark.parametrize("type_", SCALARS, ids=lambda type_: SCALARS[type_].name)
def test_what_is_none_is_told_what_one_is(type_: object) -> None:
    told = []
    for value in _ODD:
        try:
            parse(type_, value)
        except GraphQLError as error:
            told.append(error.message)

    assert len(told) >= 4
    assert all(f"A {SCALARS[type_].name} " in one and len(one) < 250 for one in told), told


def test_days_and_decimals_are_read_from_text() -> None:
    assert parse(date, "2026-11-02") == date(2026, 11, 2)
    assert parse(Decimal, "12.50") == Decimal("12.50")
