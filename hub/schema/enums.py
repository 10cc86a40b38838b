"""The enums of the graph, described by their words."""

from collections.abc import Iterator
from typing import Any

import strawberry

from db.enums import DescribedEnum


def describe_enums() -> None:
    """Have the graph tell what every word means, once all modules that declare some are loaded."""
    for enum in _all(DescribedEnum):
        shown: Any = enum if hasattr(enum, "__strawberry_definition__") else strawberry.enum(enum)
        definition = shown.__strawberry_definition__
        definition.description = enum.__doc__
        for value, word in zip(definition.values, enum, strict=True):
            value.description = word.description


def _all(enum: type[DescribedEnum]) -> Iterator[type[DescribedEnum]]:
    for one in enum.__subclasses__():
        yield one
        yield from _all(one)
