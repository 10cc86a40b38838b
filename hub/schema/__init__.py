"""The graph: every area's slice of it, put together.

An area is a module of this package, found by being there. In it, classes named `…Queries` and
`…Subscriptions` are its root fields, and each class that `mutation` decorates is one more.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Final

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.types.base import get_object_definition

from hub.execution.compiler import Compiler
from hub.execution.plan import WEIGHT_MAX
from hub.execution.run import Schema
from hub.reads.compiler import SqlCompiler
from hub.schema.connections import PAGE_SIZE, PAGE_SIZE_MAX
from hub.schema.enums import describe_enums
from hub.schema.feeds import feed_subscriptions
from hub.schema.mutations import mutations_of
from hub.schema.scalars import SCALARS

AREAS: Final[tuple[ModuleType, ...]] = tuple(
    import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)
)


def _classes() -> Iterator[type[Any]]:
    """The classes that the areas define."""
    for area in AREAS:
        for value in vars(area).values():
            if isinstance(value, type) and value.__module__ == area.__name__:
                yield value


def _slices(ending: str) -> tuple[type[Any], ...]:
    return tuple(one for one in _classes() if one.__name__.endswith(ending))


def _is_interface_shown(cls: type[Any]) -> bool:
    """The type may be met behind an interface alone, so that nothing else names it."""
    definition = get_object_definition(cls)
    return definition is not None and bool(definition.interfaces) and not definition.is_interface


def _mutation_type() -> type[Any]:
    declared = [one for area in AREAS for one in mutations_of(area)]
    fields = {one.name: one.field for one in declared}
    fields["__annotations__"] = {one.name: one.payload for one in declared}
    return strawberry.type(type("Mutation", (), fields), description="What can be changed.")


Query: Final[type[Any]] = strawberry.type(
    type("Query", _slices("Queries"), {}), description="What can be asked."
)
Mutation: Final = _mutation_type()
Subscription: Final[type[Any]] = strawberry.type(
    type("Subscription", (feed_subscriptions(),), {}), description="What can be listened to."
)


def build_schema(
    compiler: Compiler | None,
    *,
    query: type = Query,
    mutation: type = Mutation,
    weight_max: int = WEIGHT_MAX,
) -> Schema:
    """The schema; without a compiler, one that answers everything field by field."""
    describe_enums()
    return Schema(
        compiler=compiler,
        weight_max=weight_max,
        begin_sessions=("signIn", "refreshSession"),
        page_size=PAGE_SIZE,
        page_size_max=PAGE_SIZE_MAX,
        query=query,
        mutation=mutation,
        subscription=Subscription,
        types=[one for one in _classes() if _is_interface_shown(one)],
        config=StrawberryConfig(scalar_map=SCALARS),
    )


schema = build_schema(SqlCompiler())
