"""Every text has a length: in its table, in every input, and in what an import takes."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLString,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_list_type,
    is_required_input_field,
)
from sqlalchemy import ARRAY, String
from sqlalchemy.types import TypeDecorator

from db.record_kinds import LENGTHS, RECORD_KINDS, FieldType
from db.tables import metadata
from db.types import SEARCHED, new_id, text_length
from hub.schema import schema
from tests.graph import ask
from tests.mutations import input_of
from tests.world import World

GRAPH: Final = schema._schema
_LENGTH: Final = re.compile(r"([\d,]+) characters at most\.")


def test_every_column_of_text_has_a_length() -> None:
    columns = [column for table in metadata.tables.values() for column in table.columns]
    texts = [
        one
        for one in columns
        if _holds_text(one.type) and one.computed is None and one.info != SEARCHED
    ]

    assert len(texts) > 50
    assert [str(column) for column in texts if not text_length(column.type)] == []


def _holds_text(type_: Any) -> bool:
    of = type_.item_type if isinstance(type_, ARRAY) else type_
    return isinstance(of.impl_instance if isinstance(of, TypeDecorator) else of, String)


def test_what_an_import_takes_fits_its_column() -> None:
    compared = 0
    for kind in RECORD_KINDS:
        for field in kind.fields:
            type_ = kind.field(field.translates).type if field.translates else field.type
            if kind.hub_table and type_ in LENGTHS:
                column = metadata.tables[kind.hub_table].columns.get(field.column)
                if column is not None:
                    compared += 1
                    assert LENGTHS[type_] <= (text_length(column.type) or 0), field
    assert compared > 10
    # Keys become the codes and the names of what they are the keys of.
    for named in ("categories.code", "categories.name", "locations.code", "locations.name"):
        table, _, column_name = named.partition(".")
        length = text_length(metadata.tables[table].columns[column_name].type)
        assert LENGTHS[FieldType.KEY] <= (length or 0)


def _texts_taken() -> Iterator[tuple[str, str | None]]:
    """Every argument and field of an input that takes text, and its description."""
    cursor = GRAPH.type_map["Cursor"]
    yield "Cursor", cursor.description
    for name, type_ in GRAPH.type_map.items():
        if name.startswith("__"):
            continue
        if isinstance(type_, GraphQLInputObjectType):
            for key, field in type_.fields.items():
                if get_named_type(field.type) is GraphQLString:
                    yield f"{name}.{key}", field.description
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for key, asked in type_.fields.items():
                for argument_name, argument in asked.args.items():
                    if get_named_type(argument.type) is GraphQLString:
                        yield f"{name}.{key}({argument_name})", argument.description


def test_the_schema_says_how_long_each_text_may_be() -> None:
    taken = dict(_texts_taken())

    assert len(taken) > 50
    assert [name for name, said in taken.items() if not _LENGTH.search(said or "")] == []


def _count(said: re.Match[str]) -> int:
    return int(said[1].replace(",", ""))


def _too_long(
    type_: GraphQLInputObjectType, path: tuple[str, ...], most: int | None = None
) -> tuple[Any, set[Any]]:
    """An input whose texts all have a character too many, and the paths of these.

    `most` is how many the field takes that the input is a part of, where that says so.
    """
    values: dict[str, Any] = {}
    paths: set[Any] = set()
    for name, field in type_.fields.items():
        named, at = get_named_type(field.type), (*path, name)
        value: Any
        if named is GraphQLString:
            found = _LENGTH.search(field.description or "")
            assert found is not None
            value = "x" * (min(_count(found), most or _count(found)) + 1)
            paths.add((*at, "0") if is_list_type(get_nullable_type(field.type)) else at)
        elif isinstance(named, GraphQLInputObjectType):
            is_list = is_list_type(get_nullable_type(field.type))
            bound = _LENGTH.search(field.description or "")
            value, below = _too_long(
                named, (*at, "0") if is_list else at, None if bound is None else _count(bound)
            )
            paths |= below
        elif not is_required_input_field(field):
            continue
        elif is_enum_type(named):
            value = next(iter(named.values))
        else:
            assert isinstance(named, GraphQLScalarType)
            value = {
                "UUID": str(new_id()), "ID": f"Order:{new_id()}", "Int": 1, "Boolean": True,
                "BigInt": 1, "Cursor": "x", "CurrencyCode": "EUR", "CountryCode": "DE",
                "LanguageTag": "en", "Decimal": "1", "Date": "2026-11-02",
                "DateTime": "2026-11-02T00:00:00Z",
            }[named.name]  # fmt: skip
        values[name] = [value] if is_list_type(get_nullable_type(field.type)) else value
    return values, paths


assert GRAPH.mutation_type is not None
_MUTATIONS: Final = [*GRAPH.mutation_type.fields]


async def test_every_mutation_tells_of_all_texts_that_are_too_long(world: World) -> None:
    refused = 0
    for name in _MUTATIONS:
        type_ = GRAPH.type_map[input_of(name)]
        assert isinstance(type_, GraphQLInputObjectType)
        input, paths = _too_long(type_, ())
        if not paths:
            continue
        refused += 1
        field = f"{name}(input: $input) {{ errors {{ code field }} }}"
        query = f"mutation ($input: {type_.name}!) {{ {field} }}"

        told = await ask(world.hub, world.brand.viewer, query, input=input)

        assert told.errors == [], name
        errors = told.data[name]["errors"]
        assert {tuple(one["field"]) for one in errors if one["code"] == "TOO_LONG"} == paths, name
    assert refused > 15


@pytest.mark.parametrize(
    "asked",
    [
        "products(search: $text)",
        "skus(filter: {code: [$text]})",
        "orders(filter: {number: [$text]})",
        "orders(after: $cursor)",
    ],
)
async def test_a_list_is_not_looked_through_for_what_no_column_holds(
    world: World, asked: str
) -> None:
    name, of = ("cursor", "Cursor") if "$cursor" in asked else ("text", "String!")
    query = f"query (${name}: {of}) {{ {asked} {{ nodes {{ id }} }} }}"

    variables: Any = {name: "x" * 8_001}
    told = await ask(world.hub, world.brand.viewer, query, **variables)

    assert told.codes == ["BAD_INPUT"]
    assert "8,001" in told.errors[0]["message"]
