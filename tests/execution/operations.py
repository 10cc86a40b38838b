"""Random valid queries over a schema: the same seed makes the same query."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_required_argument,
)

_FIELDS_MAX: Final = 5


class Operations:
    """Makes queries. `ids` are global ids by the root field that takes them."""

    def __init__(
        self, schema: GraphQLSchema, ids: Mapping[str, Sequence[str]], *, depth: int = 3
    ) -> None:
        self._schema = schema
        self._ids = ids
        self._depth = depth

    def query(self, seed: int) -> str:
        chance = Random(seed)
        assert self._schema.query_type is not None
        names = [*self._schema.query_type.fields]
        roots = chance.sample(names, k=chance.randint(1, 2))
        made = (
            self._field(name, self._schema.query_type.fields[name], self._depth, chance)
            for name in roots
        )
        return f"query {{ {' '.join(field for field in made if field)} __typename }}"

    def _selection(self, type_: GraphQLNamedType, depth: int, chance: Random) -> str:
        if is_abstract_type(type_):
            return self._abstract(type_, depth, chance)
        assert isinstance(type_, GraphQLObjectType)
        names = [*type_.fields]
        chosen = chance.sample(names, k=min(len(names), chance.randint(1, _FIELDS_MAX)))
        made = [self._field(name, type_.fields[name], depth, chance) for name in chosen]
        kept = [field for field in made if field] or ["__typename"]
        if chance.random() < 0.15:
            kept.append("__typename")
        if chance.random() < 0.1:
            kept.append(kept[0])
        return f"{{ {' '.join(kept)} }}"

    def _abstract(self, type_: Any, depth: int, chance: Random) -> str:
        parts = ["__typename"] if chance.random() < 0.5 else []
        if hasattr(type_, "fields"):
            for name in chance.sample([*type_.fields], k=min(len(type_.fields), 2)):
                field = self._field(name, type_.fields[name], depth, chance)
                parts += [field] if field else []
        if chance.random() < 0.4 or not parts:
            for possible in chance.sample([*self._schema.get_possible_types(type_)], k=2):
                parts.append(f"... on {possible.name} {self._selection(possible, depth, chance)}")
        return f"{{ {' '.join(parts)} }}"

    def _field(self, name: str, field: GraphQLField, depth: int, chance: Random) -> str:
        type_ = get_named_type(field.type)
        arguments = self._arguments(name, field, chance)
        if arguments is None:
            return ""
        # Arguments differ, so fields that have any answer under a name of their own.
        alias = f"{name}_{chance.randrange(10**6)}: " if arguments or chance.random() < 0.1 else ""
        if not is_composite_type(type_):
            return f"{alias}{name}{arguments}"
        part = type_.name.endswith(("Connection", "Edge", "PageInfo", "Money"))
        if depth <= 0 and not part:
            return ""
        below = depth if part else depth - 1
        return f"{alias}{name}{arguments} {self._selection(type_, below, chance)}"

    def _arguments(self, name: str, field: GraphQLField, chance: Random) -> str | None:
        given: list[str] = []
        for argument, definition in field.args.items():
            type_ = get_named_type(definition.type)
            if argument == "id":
                if not self._ids.get(name):
                    return None
                given.append(f'id: "{chance.choice(self._ids[name])}"')
            elif argument == "ids":
                ids = [id for some in self._ids.values() for id in chance.sample(list(some), k=1)]
                given.append("ids: [{}]".format(", ".join(f'"{id}"' for id in ids)))
            elif isinstance(type_, GraphQLEnumType) and chance.random() < 0.5:
                given.append(f"{argument}: {chance.choice([*type_.values])}")
            elif is_required_argument(definition):
                return None
        if "first" in field.args:
            side = chance.choice(("first", "first", "last"))
            given.append(f"{side}: {chance.choice((0, 1, 2, 3, 7))}")
        return f"({', '.join(given)})" if given else ""
