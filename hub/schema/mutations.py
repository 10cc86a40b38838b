"""How a mutation and the fields of its input are declared."""

from collections.abc import Awaitable, Callable
from typing import Any

import strawberry
from strawberry.types import Info


def required(description: str) -> Any:
    """A field of an input that must be given."""
    return strawberry.field(description=description)


def optional(description: str) -> Any:
    """A field of an input that may be left out."""
    return strawberry.field(default=None, description=description)


def request_id() -> Any:
    """The field by which every mutation is answered once."""
    return required(
        "Made by you, new for every change: sent again with the same input, it brings the same"
        " answer and changes nothing twice."
    )


def unrepeated_request_id() -> Any:
    """The field where it is part of every input, but no answer is kept: tokens are not."""
    return required("Made by you, as for every mutation; here it may come again, nothing is kept.")


def mutation(
    resolver: Callable[[Any, Any], Awaitable[Any]], asked: type, *, description: str
) -> Any:
    """A change: the resolver gets the request and the one input object.

    The payload's type is the annotation of the class it is put on.
    """

    async def resolve(info: Info, input: asked):  # type: ignore[no-untyped-def, valid-type]
        return await resolver(info.context, input)

    return strawberry.mutation(resolver=resolve, description=description)
