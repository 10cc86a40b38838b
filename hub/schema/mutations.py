"""How a mutation is declared: a command, the fields of its input, and what its payload is made of.

```
@mutation(commands.confirm_order, OrderPayload, description="As the seller, accept an order …")
class ConfirmOrderInput:
    order_id: ID = id_of("Order", "Which order.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")
```

The class is the input of `confirmOrder`, and of nothing else. Its fields are the command's
parameters: ids come as keys, texts fit the columns that they are for, what is left out is left
out. `hub.resolvers.mutations` runs the command and commits; `hub.schema` finds the declaration in
its module.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar, get_args
from uuid import UUID

import strawberry
from strawberry import UNSET
from strawberry.types import Info
from strawberry.types.base import get_object_definition

from hub.context import Request
from hub.execution.dataloaders import Loader
from hub.execution.fields import SOURCE, Batched, Column, column
from hub.execution.ids import ID_OF
from hub.resolvers.inputs import MAKES, as_long_as
from hub.resolvers.mutations import Command, Mutation, run_mutation
from hub.schema.errors import UserError

T = TypeVar("T")

# Where an input's class keeps the field of Mutation that takes it.
DECLARED: Final = "__mutation__"
_SUFFIX: Final = "Input"
# In the metadata of a payload's field: under which key the command returns the ids of its rows.
_KEY_OF_EACH: Final = "key_of_each"


@dataclass(frozen=True)
class Declared:
    """A field of Mutation, by its Python name."""

    name: str
    payload: type
    field: Any


def required(description: str) -> Any:
    """A field of an input that must be given."""
    return strawberry.field(description=description)


def optional(description: str) -> Any:
    """A field of an input that may be left out; then the command is not told of it.

    One that does not take null has the command's own default, which clients read in the schema.
    """
    return strawberry.field(default=UNSET, description=description)


def text(fits: Any, description: str) -> Any:
    """A field of an input that takes a text, as long as what it `fits`: a column, or a length."""
    return strawberry.field(**as_long_as(fits, description))


def optional_text(fits: Any, description: str) -> Any:
    return strawberry.field(default=UNSET, **as_long_as(fits, description))


def id_of(typename: str, description: str) -> Any:
    """A field of an input that takes the id, or ids, of a type."""
    return strawberry.field(description=description, metadata={ID_OF: typename})


def optional_id_of(typename: str, description: str) -> Any:
    return strawberry.field(default=UNSET, description=description, metadata={ID_OF: typename})


def payload(description: str) -> Callable[[type[T]], type[T]]:
    """A payload: `errors` come after what the class says that it is made of.

    `batched` fields are rows by the ids which the command returns under the field's `key`; `column`
    fields are what it returns under their names.
    """

    def declare(cls: type[T]) -> type[T]:
        cls.__annotations__ = {**inspect.get_annotations(cls), "errors": list[UserError]}
        cls.errors = column("Why it was not done; empty when it was.")  # type: ignore[attr-defined]
        return strawberry.type(cls, description=description)

    return declare


def each_by_id(loader: Loader, *, key: str, description: str) -> Any:
    """A field of a payload: rows by the list of ids which the command returns under `key`.

    Executors know relations by one key alone, so its resolver is all that they are told of it.
    """

    async def resolve(root: Any, info: Info):  # type: ignore[no-untyped-def]
        ids = getattr(root, key)
        if ids is None:
            return None
        return list(await asyncio.gather(*(info.context.load(loader, id) for id in ids)))

    return strawberry.field(resolver=resolve, description=description, metadata={_KEY_OF_EACH: key})


def part_of_input(made: type, description: str) -> Callable[[type[T]], type[T]]:
    """An input object within another one: the command gets what `made` makes of its fields."""

    def declare(cls: type[T]) -> type[T]:
        _check_parameters(made, cls)
        _take_defaults(made, cls)
        setattr(cls, MAKES, made)
        return strawberry.input(cls, description=description)

    return declare


def mutation(
    command: Command,
    payload: type,
    *,
    description: str,
    is_kept: bool = True,
    settle: Callable[[Request, Any], Awaitable[None]] | None = None,
) -> Callable[[type[T]], type[T]]:
    """A mutation, named as the class which is its input.

    Args:
        is_kept: whether an answer is kept for when the request is repeated, which needs somebody
            who is signed in. Tokens are not kept.
        settle: is called after the commit with what the command has returned.
    """

    def declare(cls: type[T]) -> type[T]:
        assert cls.__name__.endswith(_SUFFIX), f"call {cls.__name__} {cls.__name__}{_SUFFIX}"
        _check_parameters(command, cls, "request")
        _take_defaults(command, cls)
        name = cls.__name__.removesuffix(_SUFFIX)
        name = name[0].lower() + name[1:]
        cls.__annotations__ = {"request_id": UUID, **inspect.get_annotations(cls)}
        cls.request_id = _request_id(is_kept)  # type: ignore[attr-defined]
        made: Any = strawberry.input(cls, description=f"What `{name}` takes.")
        answers, keys = _made_of(payload)
        declared = Mutation(name, command, answers, keys, is_kept, settle)

        async def resolve(info: Info, input: made):  # type: ignore[no-untyped-def]
            return await run_mutation(info.context, declared, input)

        field = strawberry.mutation(resolver=resolve, name=name, description=description)
        setattr(cls, DECLARED, Declared(name, payload, field))
        return cls

    return declare


def _request_id(is_kept: bool) -> Any:
    if is_kept:
        return required(
            "Made by you, new for every change: sent again with the same input, it brings the same"
            " answer and changes nothing twice."
        )
    return required("Made by you, as for every mutation; here it may come again, nothing is kept.")


def _made_of(payload: type) -> tuple[tuple[str, ...], frozenset[str]]:
    """What a command has to return for the payload, and which of it are ids."""
    definition = get_object_definition(payload, strict=True)
    answers, keys = [], []
    for field in definition.fields:
        if _KEY_OF_EACH in field.metadata:
            answers.append(field.metadata[_KEY_OF_EACH])
            keys.append(field.metadata[_KEY_OF_EACH])
        match field.metadata.get(SOURCE):
            case Batched(_, str(key), _):
                answers.append(key)
                keys.append(key)
            case Column(name) if field.python_name != "errors":
                answers.append(name or field.python_name)
    return tuple(dict.fromkeys(answers)), frozenset(keys)


def _check_parameters(called: Callable[..., Any], cls: type, *first: str) -> None:
    """What is called takes the fields of the class, and nothing else that it needs.

    Raises:
        TypeError: the sentence says which parameter and field differ.
    """
    given = {name: vars(cls)[name] for name in inspect.get_annotations(cls)}
    parameters = dict(inspect.signature(called).parameters)
    for name in first:
        parameters.pop(name, None)
    where = f"{called.__module__}.{called.__qualname__}"
    for name in given.keys() - parameters.keys():
        raise TypeError(f"{cls.__name__}.{name}: {where} has no parameter of that name; add it.")
    for name, parameter in parameters.items():
        can_be_left_out = name not in given or given[name].default is UNSET
        if can_be_left_out and parameter.default is parameter.empty:
            raise TypeError(
                f"{where} needs `{name}`, which {cls.__name__} may leave out: make it a required"
                " field there, or give the parameter a default."
            )


def _take_defaults(called: Callable[..., Any], cls: type) -> None:
    """Give what may be left out, and does not take null, the default of what is called.

    Without one, GraphQL would have it given.
    """
    parameters = inspect.signature(called).parameters
    for name, annotation in inspect.get_annotations(cls).items():
        field = vars(cls)[name]
        if field.default is UNSET and type(None) not in get_args(annotation):
            taken = strawberry.field(
                default=parameters[name].default,
                description=field.description,
                metadata=field.metadata,
            )
            setattr(cls, name, taken)


def mutations_of(module: Any) -> list[Declared]:
    """What a module declares, in its order."""
    return [
        vars(value)[DECLARED]
        for value in vars(module).values()
        if isinstance(value, type) and DECLARED in vars(value)
        if value.__module__ == module.__name__
    ]
