"""Objects that are at hand: of what type each is, and how one is written for a selection."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from graphql import GraphQLObjectType, GraphQLUnionType, is_abstract_type

from hub.execution.fields import NODE_LOADERS, Batched, Chosen, Found, Part
from hub.execution.plan import WEIGHT_MAX, Plan, Selected, Selection, plans_of


@dataclass(frozen=True)
class AtHand:
    """How objects of one type are written for one selection."""

    template: bytes
    plans: Sequence[Plan]
    # Fields that are there for all objects alike.
    whole: Sequence[Plan]
    chosen: Sequence["Choice"]
    # Fields that the objects themselves have, and those that a loader or a resolver brings.
    own: Sequence[Selected]
    awaited: Sequence[Selected]
    # Where all fields come from their rows and a statement is due anyway: reads them by their ids.
    rows: Plan | None


@dataclass(frozen=True)
class Choice:
    """A field whose object is one of several kinds, by the word in a column."""

    field: Selected
    column: str
    cases: Mapping[Any, Plan]
    otherwise: GraphQLObjectType


def at_hand_of(selection: Selection, type_: GraphQLObjectType) -> AtHand:
    """How objects of the type are written; their relations are read in as few plans as go."""
    fields = selection.of_type(type_)
    relations: list[Selected] = []
    whole: list[Selected] = []
    chosen: list[Choice] = []
    own: list[Selected] = []
    awaited: list[Selected] = []
    for one in fields:
        match one.source:
            case Batched(loader, str()) if loader.declared is not None:
                relations.append(one)
            case Batched(_, None) | Found():
                whole.append(one)
            case Chosen():
                chosen.append(_choice(one))
            case Batched() | Part() | None:
                awaited.append(one)
            case _:
                own.append(one)
    pairs = b",".join(b'"%b":%%b' % one.key.encode() for one in fields)
    plans = plans_of(relations, WEIGHT_MAX)
    are_rows = len(plans) == 1 and not (whole or chosen or awaited)
    return AtHand(
        b"{%b}" % pairs,
        plans,
        plans_of(whole, WEIGHT_MAX),
        chosen,
        own,
        awaited,
        _rows_plan(selection, type_, fields) if are_rows else None,
    )


def _rows_plan(
    selection: Selection, type_: GraphQLObjectType, fields: Sequence[Selected]
) -> Plan | None:
    """What reads the fields of rows by their ids; None where no loader finds rows of the type."""
    loader = NODE_LOADERS.get(type_.name)
    is_of_table = hasattr(type_.is_type_of, "table")
    if loader is None or loader.declared is None or not is_of_table:
        return None
    if any(one.is_cut for one in fields):
        return None
    path = fields[0].path[:-1]
    whole = Selected(
        path[-1],
        Batched(loader, "id"),
        None,
        (),
        replace(selection, type=type_, branches={type_.name: fields}),
        path,
        type_,
    )
    return Plan([whole])


def _choice(field: Selected) -> Choice:
    source, selection = field.source, field.selection
    assert selection is not None
    cases = {
        word: Plan(
            [
                replace(
                    field,
                    source=Batched(loader, "id"),
                    selection=replace(selection, branches={typename: selection.branch(typename)}),
                )
            ]
        )
        for word, typename, loader in source.cases
    }
    types = cast("GraphQLUnionType", selection.type).types
    otherwise = next(one for one in types if one.name == source.otherwise)
    return Choice(field, source.column, cases, otherwise)


def tried_all(function: Callable[[Any], Any], objects: Sequence[Any]) -> Sequence[Any]:
    """What the function says of each object, in which errors are values."""
    try:
        return [function(one) for one in objects]
    except Exception:
        return [_tried(function, one) for one in objects]


def _tried(function: Callable[[Any], Any], one: Any) -> Any:
    try:
        return function(one)
    except Exception as error:
        return error


def type_of_object(type_: Any, one: Any, info: Any) -> Any:
    """The concrete type of an object.

    Raises:
        TypeError: it is not of the type.
    """
    if isinstance(one, Exception):
        raise one
    if is_abstract_type(type_):
        schema = info.schema
        found = (
            type_.resolve_type(one, info, type_)
            if type_.resolve_type is not None
            else next(
                (
                    possible.name
                    for possible in schema.get_possible_types(type_)
                    if possible.is_type_of is not None and possible.is_type_of(one, info)
                ),
                None,
            )
        )
        concrete = None if found is None else schema.get_type(found)
        if not isinstance(concrete, GraphQLObjectType) or not schema.is_sub_type(type_, concrete):
            raise TypeError(f"{one!r} is of none of the types that {type_} may be.")
        return concrete
    if type_.is_type_of is not None and not type_.is_type_of(one, info):
        raise TypeError(f"Expected value of type {type_} but got: {one!r}.")
    return type_
