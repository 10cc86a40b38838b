"""How a field of a type is declared, once, for every executor.

A declaration says where the value comes from: a column of the row, a function of some columns, or a
loader with the parent's key. It is an ordinary Strawberry field whose resolver does just that; the
declaration itself stays readable in the field's metadata under `SOURCE`.
"""

import inspect
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Final

import orjson
import strawberry
from strawberry.types import Info

from hub.execution.dataloaders import WHOLE, Loader
from hub.execution.ids import global_id, key_of
from hub.execution.withheld import Coarser, FieldRule, Withholding

SOURCE: Final = "source"
# The rule of who may read the field, where not everybody may who sees the row.
SEEN_BY: Final = "seen_by"
# What is told in its place.
COARSER: Final = "coarser"

_Id = Annotated[strawberry.ID, strawberry.argument(description="The global id of what is wanted.")]


@dataclass(frozen=True)
class Column:
    """The value of the row's column `name`."""

    name: str | None = None


@dataclass(frozen=True)
class Identity:
    """The global id of the row, as one of the type."""

    typename: str


@dataclass(frozen=True)
class Embedded:
    """An object made of some of the row's columns, under the names that its type knows them by."""

    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Computed:
    """A function of the row; it reads only `columns` of it, or all of it where none are named.

    `arithmetic` is as good on columns of a database as on values.
    """

    compute: Callable[[Any], Any]
    columns: tuple[str, ...]
    arithmetic: bool = False


@dataclass(frozen=True)
class Scaled:
    """A whole number of small units as a decimal of large ones.

    `column` counts 10 to the power of `-places[word]`, `word` being what the column `by` says;
    `places_otherwise` is for words that are not in `places`.
    """

    column: str
    by: str
    places: Mapping[str, int]
    places_otherwise: int


@dataclass(frozen=True)
class Part:
    """A part of what a list relation brings, made by the executor that reads the list.

    `points` are what it costs beside its objects.
    """

    name: str
    points: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Chosen:
    """By the word in the row's column: what a loader brings for its id, or the row itself.

    `cases` are (word, type name, loader); a word that is not among them chooses `otherwise`, the
    name of the type that shows the row.
    """

    column: str
    cases: tuple[tuple[str, str, Loader], ...]
    otherwise: str


@dataclass(frozen=True)
class Arguments:
    """What a batched field lets clients ask for: its parameters, and how they are read.

    `read(**values)` makes one hashable value of them, which the loader gets as its arguments.
    """

    parameters: tuple[inspect.Parameter, ...]
    read: Callable[..., Hashable]


@dataclass(frozen=True)
class ForRequest:
    """A function of the request and of the row; it reads only `columns` of it.

    What clients ask for by arguments it gets as their `read` has made it.
    """

    compute: Callable[..., Any]
    columns: tuple[str, ...]
    arguments: Arguments | None = None

    def of_row(self, request: Any, asked: Hashable) -> Callable[[Any], Any]:
        """Gives what a row says to the request."""
        if self.arguments is None:
            return partial(self.compute, request)
        return partial(self.compute, request, asked)


@dataclass(frozen=True)
class Translated:
    """The text in the row's column `text`, or what the column `translations` has in its place.

    Which of them is shown the languages decide that the arguments say, or else the request's.
    """

    text: str
    translations: str
    arguments: Arguments

    def in_languages(self, languages: Sequence[str]) -> Callable[[Any], Any]:
        """Gives the text of a row in the first of the languages that it is in."""

        def text_of(row: Any) -> Any:
            translations = getattr(row, self.translations)
            # Rows that were read have it as it is stored.
            found = orjson.loads(translations) if isinstance(translations, str) else translations
            for one in languages:
                if one in found:
                    return found[one]
            return getattr(row, self.text)

        return text_of


@dataclass(frozen=True)
class Batched:
    """What `loader` brings for the row's column `key`; null where the key is null.

    A key of several columns is a tuple of their values, for loaders in Python. Without a key the
    field is a root: one read that belongs to no parent. `points` are what it costs beside its
    objects, each time that it is read.
    """

    loader: Loader
    key: str | tuple[str, ...] | None
    arguments: Arguments | None = None
    points: int = 0


@dataclass(frozen=True)
class Found:
    """What `loader` brings for the field's argument `id`, the global id of one of the types."""

    loader: Loader
    typenames: tuple[str, ...]


def _field(
    source: Any,
    description: str,
    resolver: Any = None,
    *,
    name: str | None = None,
    seen_by: FieldRule | None = None,
    coarser: Sequence[Coarser] = (),
) -> Any:
    """A field with its declaration; a rule withholds it from whom it may not be shown."""
    metadata: dict[Any, Any] = {SOURCE: source}
    if seen_by is None:
        return strawberry.field(
            resolver=resolver, name=name, description=description, metadata=metadata
        )
    return strawberry.field(
        resolver=resolver,
        name=name,
        description=f"{description} {seen_by.sentence}",
        metadata=metadata | {SEEN_BY: seen_by, COARSER: coarser},
        extensions=[Withholding(seen_by, coarser)],
    )


def column(
    description: str,
    name: str | None = None,
    *,
    as_: str | None = None,
    seen_by: FieldRule | None = None,
    coarser: Sequence[Coarser] = (),
) -> Any:
    """A column of the row, of the field's own name or another.

    `as_` is what clients call the field where Python cannot (`from`). What the rule `seen_by`
    withholds is null, or the first of `coarser` that the viewer is told.
    """
    source = Column(name)
    if name is None:
        return _field(source, description, seen_by=seen_by, coarser=coarser)

    def resolve(root: Any):  # type: ignore[no-untyped-def]
        return getattr(root, name)

    return _field(source, description, resolve, name=as_, seen_by=seen_by, coarser=coarser)


def computed(
    compute: Callable[[Any], Any],
    *columns: str,
    description: str,
    arithmetic: bool = False,
    seen_by: FieldRule | None = None,
) -> Any:
    """A function of some columns of the row."""

    def resolve(root: Any):  # type: ignore[no-untyped-def]
        return compute(root)

    return _field(Computed(compute, columns, arithmetic), description, resolve, seen_by=seen_by)


def translated(column: str, translations: str, *, description: str, arguments: Arguments) -> Any:
    """A text of the row in the language that is asked for."""
    source = Translated(column, translations, arguments)

    def resolve(root: Any, info: Info, **values: Any):  # type: ignore[no-untyped-def]
        languages: Any = arguments.read(**values)
        return source.in_languages(info.context.languages if languages is None else languages)(root)

    _takes_arguments(resolve, arguments)
    return _field(source, description, resolve)


def for_request(
    compute: Callable[..., Any],
    *columns: str,
    description: str,
    arguments: Arguments | None = None,
) -> Any:
    """A function of the request, of what the arguments say, and of some columns of the row."""
    source = ForRequest(compute, columns, arguments)

    def resolve(root: Any, info: Info, **values: Any):  # type: ignore[no-untyped-def]
        asked = None if arguments is None else arguments.read(**values)
        return source.of_row(info.context, asked)(root)

    _takes_arguments(resolve, arguments)
    return _field(source, description, resolve)


def scaled(
    number: str, by: str, places: Mapping[str, int], otherwise: int, *, description: str
) -> Any:
    """A whole number of small units as a decimal of large ones."""

    def resolve(root: Any):  # type: ignore[no-untyped-def]
        digits = places.get(getattr(root, by), otherwise)
        return Decimal(getattr(root, number)).scaleb(-digits)

    return _field(Scaled(number, by, places, otherwise), description, resolve)


# By the type name in a global id: what reads such rows. Each type with `node_id` enters itself.
NODE_LOADERS: Final[dict[str, Loader]] = {}


def node_id(typename: str, loader: Loader | None = None) -> Any:
    """The global id of a row, by which `loader` finds it again; an interface has no loader."""
    if loader is not None:
        assert typename not in NODE_LOADERS, f"two types give out ids of {typename}"
        NODE_LOADERS[typename] = loader

    def resolve(root: Any):  # type: ignore[no-untyped-def]
        return global_id(typename, root.id)

    said = "Opaque, stable, unique over the whole hub; `node(id:)` finds it again."
    return _field(Identity(typename), said, resolve)


def embedded(
    compute: Callable[[Any], Any],
    columns: Mapping[str, str],
    *,
    description: str,
    seen_by: FieldRule | None = None,
) -> Any:
    """An object made of some columns of the row."""

    def resolve(root: Any):  # type: ignore[no-untyped-def]
        return compute(root)

    return _field(Embedded(tuple(columns.items())), description, resolve, seen_by=seen_by)


def part(compute: Callable[[Any], Any], name: str, *, description: str, points: int = 0) -> Any:
    """A part of what a list relation brings."""

    def resolve(root: Any):  # type: ignore[no-untyped-def]
        return compute(root)

    return _field(Part(name, points), description, resolve)


def chosen(
    column: str, cases: Mapping[str, tuple[str, Loader]], otherwise: str, *, description: str
) -> Any:
    """One of several kinds of object, by a word of the row's."""
    loaders = {word: loader for word, (_, loader) in cases.items()}

    def resolve(root: Any, info: Info):  # type: ignore[no-untyped-def]
        loader = loaders.get(getattr(root, column))
        return root if loader is None else info.context.load(loader, root.id)

    source = Chosen(column, tuple((word, *case) for word, case in cases.items()), otherwise)
    return _field(source, description, resolve)


def batched(
    loader: Loader,
    *,
    key: str | tuple[str, ...] | None,
    description: str,
    arguments: Arguments | None = None,
    points: int = 0,
    seen_by: FieldRule | None = None,
) -> Any:
    """A relation, read for all parents at once.

    The field's type is the annotation of the class it is put on, so the resolver states none.
    """

    def resolve(root: Any, info: Info, **values: Any):  # type: ignore[no-untyped-def]
        of = WHOLE if key is None else key_in(root, key)
        if of is None:
            return None
        read = None if arguments is None else arguments.read(**values)
        return info.context.load(loader, of, read)

    _takes_arguments(resolve, arguments)
    return _field(Batched(loader, key, arguments, points), description, resolve, seen_by=seen_by)


def key_in(row: Any, key: str | tuple[str, ...]) -> Any:
    """The key that a row has for a relation; None where one of its columns is null."""
    if isinstance(key, str):
        return getattr(row, key)
    values = tuple(getattr(row, one) for one in key)
    return None if None in values else values


def _takes_arguments(resolve: Any, arguments: Arguments | None) -> None:
    """Let the resolver of a field have these arguments in place of any."""
    signature = inspect.signature(resolve)
    own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
    asked = () if arguments is None else arguments.parameters
    resolve.__signature__ = signature.replace(parameters=[*own, *asked])


def found(loader: Loader, *typenames: str, description: str) -> Any:
    """A root: the row with the given global id, or null where there is none to be seen."""

    def resolve(info: Info, id: _Id):  # type: ignore[no-untyped-def]
        return info.context.load(loader, key_of(id, *typenames))

    return _field(Found(loader, typenames), description, resolve)
