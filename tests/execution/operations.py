"""Random valid operations over the hub's schema: the same seed makes the same operation.

They use the whole language (variables, fragments, directives, merged fields, aliases that look like
other fields) and ask for what is there as well as for what is not: see `Sample`. A document is
always valid; what is wrong in one is wrong in its values.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_non_null_type,
    is_required_input_field,
)

from tests.execution.changes import Changes
from tests.execution.choosing import DAYS, INSTANTS, WORDS, Choosing
from tests.execution.sample import NOBODY, Sample, dimensions_asked

DEPTHS: Final = (1, 2, 3, 3, 4, 4, 5, 6)
FIELDS: Final = (8, 20, 35, 60, 100)
# About as many objects as a selection may stand for, so that answers stay small.
ROWS_MAX: Final = 150
ROWS_OF_A_LIST: Final = 3
# The parts of a page and of a price are no way further.
_PARTS: Final = (
    "Connection",
    "Edge",
    "PageInfo",
    "Money",
    "Measures",
    "UserError",
    "Details",
    "Payload",
    "Delivery",
)
_MISSING: Final = object()
_BOOLEAN: Final = GraphQLNonNull(GraphQLBoolean)

# What parties are called in the names of filters that take ids; others are called as their type is.
_PARTIES: Final = frozenset({"Owner", "Buyer", "Seller", "Brand", "Party", "Partner"})
# Of the last one there are no rates.
_CURRENCIES: Final = ("EUR", "CNY", "USD", "CHF")
_BAD_CURSORS: Final = ("", "x", "WyJhIl0", "bm90IEpTT04", "订单", "=", "W10")
_BAD_INSTANTS: Final = (
    "yesterday", "2026-11-02", "2026-11-02T09:30:00", "0001-01-01T00:00:00Z",
)  # fmt: skip
_INTROSPECTION: Final = (
    "__schema {{ queryType {{ name }} mutationType {{ ...on __Type {{ name }} }} }}",
    '__type(name: "Order") {{ kind name fields {{ name type {{ kind ofType {{ name }} }} }} }}',
    '{key}: __type(name: "{type}") {{ __typename name possibleTypes {{ name }} }}',
    '{key}: __type(name: "Nothing") {{ name }}',
    "__schema {{ __typename directives {{ name args {{ name defaultValue }} }} }}",
)


class Word(str):
    """The name of an enum's value, which is written without quotes."""

    __slots__ = ()


@dataclass(frozen=True)
class Operation:
    """What is asked, and by whom: an email of the demo world, or `NOBODY`."""

    document: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    name: str | None = None
    viewer: str = NOBODY


@dataclass(frozen=True)
class _Fragment:
    """What it takes to be spread somewhere else as well."""

    name: str
    type: str
    depth: int
    fields: int
    rows: int


class Operations:
    """Makes operations over the schema that ask for what is in the sample, and for what is not."""

    def __init__(self, schema: GraphQLSchema, sample: Sample) -> None:
        self._schema = schema
        self._sample = sample

    def query(self, seed: int) -> Operation:
        chance = Random(f"query {seed}")
        viewer = chance.choice(self._sample.viewers)
        return _Writing(self._schema, self._sample, viewer, chance).query()

    def mutation(self, seed: int) -> Operation:
        chance = Random(f"mutation {seed}")
        viewer = chance.choice(self._sample.viewers)
        return _Writing(self._schema, self._sample, viewer, chance).mutation()

    def subscription(self, seed: int) -> Operation:
        """One for events after the cursor in `$after`, which is not given."""
        chance = Random(f"subscription {seed}")
        viewer = chance.choice(self._sample.viewers[1:])
        return _Writing(self._schema, self._sample, viewer, chance).subscription()


class _Writing(Choosing):
    """One document as it is being written."""

    def __init__(
        self,
        schema: GraphQLSchema,
        sample: Sample,
        viewer: str,
        chance: Random,
    ) -> None:
        self._schema = schema
        self._variable_share = chance.choice((0, 0.1, 0.4, 0.9))
        self._directive_share = chance.choice((0, 0.04, 0.12))
        self._fragment_share = chance.choice((0, 0.1, 0.3))
        super().__init__(sample, viewer, chance, wrong_share=chance.choice((0, 0, 0.02, 0.1)))
        self._changes = Changes(sample, viewer, chance, wrong_share=self._wrong_share)
        self._fields_left = chance.choice(FIELDS)
        # By variable: its type and default as they are written. `values` are what is sent.
        self._variables: dict[str, str] = {}
        self._values: dict[str, Any] = {}
        self._fragments: dict[str, str] = {}
        self._reusable: list[_Fragment] = []
        # A response key means the same field with the same arguments all over the document, which
        # makes whatever is selected under it fit together.
        self._meanings: dict[str, tuple[str, str, str]] = {}
        self._keys: dict[tuple[str, str, str], list[str]] = {}

    # Documents

    def query(self) -> Operation:
        assert self._schema.query_type is not None
        depth = self._chance.choice(DEPTHS)
        parts: list[str] = []
        names = [*self._schema.query_type.fields]
        for name in self._chance.choices(names, k=self._chance.choice((1, 1, 1, 2, 2, 3, 4))):
            made = self._field(self._schema.query_type, name, depth, 1)
            parts += [made] if made else []
        if self._happens(0.06):
            parts.append(self._introspection())
        if self._happens(0.15) or not parts:
            parts.append(self._typename())
        if self._happens(self._fragment_share):
            parts.append(self._part(self._schema.query_type, depth - 1, 1))
        self._chance.shuffle(parts)
        return self._operation("query", parts)

    def mutation(self) -> Operation:
        assert self._schema.mutation_type is not None
        parts = []
        for _ in range(self._chance.choice((1, 1, 1, 2))):
            name, input = self._changes.one()
            definition = self._schema.mutation_type.fields[name]
            input_type = definition.args["input"].type
            given = f"(input: {self._said(input, input_type)})"
            key = self._key(self._schema.mutation_type, name, given, str(definition.type))
            payload = get_named_type(definition.type)
            inner = self.selection(payload, self._chance.choice((2, 3, 4)), 1)
            parts.append(f"{key}{given} {inner[:-2]} refused: errors {{ code message field }} }}")
        return self._operation("mutation", parts)

    def subscription(self) -> Operation:
        assert self._schema.subscription_type is not None
        feeds = self._schema.subscription_type.fields
        name = self._chance.choice([*feeds])
        definition = feeds[name]
        self._variables["after"] = "Cursor"
        written = ["after: $after"]
        for one, argument in definition.args.items():
            if one != "after" and self._happens(0.06):
                value = self._filtered(one, argument.type)
                written.append(f"{one}: {self._said(value, argument.type, argument)}")
        delivery = get_named_type(definition.type)
        inner = self.selection(delivery, self._chance.choice((2, 3, 4)), 1)
        key = self._chance.choice(("", "", "told: "))
        return self._operation("subscription", [f"{key}{name}({', '.join(written)}) {inner}"])

    def _operation(self, kind: str, parts: Sequence[str]) -> Operation:
        declared = ", ".join(f"${name}: {said}" for name, said in self._variables.items())
        name = "Asked" if declared or self._happens(0.3) else ""
        head = f"{kind} {name}{f'({declared})' if declared else ''}".strip()
        if kind == "query" and not name and not self._fragments and self._happens(0.5):
            head = ""
        texts = [f"{head} {{ {' '.join(parts)} }}".strip(), *self._fragments.values()]
        if name and self._happens(0.15):
            others = ("query Other { viewer { role } }", "mutation Other { __typename }")
            texts.append(self._chance.choice(others))
        else:
            name = name if self._happens(0.5) else ""
        self._chance.shuffle(texts)
        if self._happens(0.05):
            self._values["nobodyAskedForThis"] = self._chance.choice((1, None, "x", [True]))
        return Operation("\n".join(texts), self._values, name or None, self._viewer)

    # Selections

    def selection(self, type_: GraphQLNamedType, depth: int, rows: int) -> str:
        chance = self._chance
        parts: list[str] = []
        if hasattr(type_, "fields"):
            for name in self._chosen(type_, depth):
                for _ in range(2 if self._happens(0.08) else 1):
                    made = self._field(type_, name, depth, rows)
                    parts += [made] if made else []
        if is_abstract_type(type_):
            possible = self._schema.get_possible_types(type_)
            for one in chance.sample(possible, k=chance.choice((0, 1, 2, min(4, len(possible))))):
                parts.append(self._on(one, depth, rows))
        while self._happens(self._fragment_share) and self._fields_left > 0:
            parts.append(self._part(type_, depth, rows))
        if self._happens(0.1) or not parts:
            parts.append(self._typename())
        if self._happens(0.3):
            chance.shuffle(parts)
        return f"{{ {' '.join(parts)} }}"

    def _chosen(self, type_: Any, depth: int) -> list[str]:
        """Some fields of the type; what leads further is not left to chance alone."""
        chance = self._chance
        names = [*type_.fields]
        chosen = chance.sample(names, k=min(len(names), chance.choice((1, 2, 3, 4))))
        further = [
            one for one in names if is_composite_type(get_named_type(type_.fields[one].type))
        ]
        if depth > 0 and further:
            chosen += chance.sample(further, k=min(len(further), chance.choice((0, 1, 1, 2))))
        return list(dict.fromkeys(chosen))

    def _part(self, type_: GraphQLNamedType, depth: int, rows: int) -> str:
        """A fragment of some kind that may stand where the type is selected."""
        if self._happens(0.3):
            inner = self.selection(type_, depth, rows)
            return f"...{self._directives()} {inner}"
        fitting = self._chance.choice(self._fitting(type_))
        return self._on(fitting, depth, rows)

    def _on(self, type_: GraphQLNamedType, depth: int, rows: int) -> str:
        """A fragment on the type, in place or named."""
        if not self._happens(0.4):
            inner = self.selection(type_, depth, rows)
            return f"... on {type_.name}{self._directives()} {inner}"
        for one in self._chance.sample(self._reusable, k=len(self._reusable)):
            fits = one.type == type_.name and one.depth <= depth and one.rows >= rows
            if fits and one.fields <= self._fields_left:
                self._fields_left -= one.fields
                return f"...{one.name}{self._directives()}"
        before = self._fields_left
        inner = self.selection(type_, depth, rows)
        name = f"F{len(self._fragments)}"
        self._fragments[name] = f"fragment {name} on {type_.name} {inner}"
        self._reusable.append(_Fragment(name, type_.name, depth, before - self._fields_left, rows))
        return f"...{name}{self._directives()}"

    def _fitting(self, type_: GraphQLNamedType) -> list[GraphQLNamedType]:
        """The types that an object of the type may be of."""
        own = self._possible(type_)
        return [
            one
            for one in self._schema.type_map.values()
            if is_composite_type(one)
            and not one.name.startswith("__")
            and own & self._possible(one)
        ]

    def _possible(self, type_: GraphQLNamedType) -> set[str]:
        if isinstance(type_, GraphQLObjectType):
            return {type_.name}
        return {one.name for one in self._schema.get_possible_types(type_)}  # type: ignore[arg-type]

    def _typename(self) -> str:
        key = self._named(("__typename", "", "String!"), "__typename", ())
        return f"{key}{self._directives()}"

    def _introspection(self) -> str:
        key = f"of_{self._chance.randrange(10**6)}"
        type_ = self._chance.choice(("Node", "Party", "ProductDetails", "Order", "OrderStatus"))
        return self._chance.choice(_INTROSPECTION).format(key=key, type=type_)

    def _field(self, parent: Any, name: str, depth: int, rows: int) -> str:
        """The field with all that belongs to it, or nothing where it would lead too far."""
        definition: GraphQLField = parent.fields[name]
        type_ = get_named_type(definition.type)
        is_list = isinstance(get_nullable_type(definition.type), GraphQLList)
        is_page = type_.name.endswith("Connection")
        # What has itself for a part, as amounts do that are converted, has an end too.
        is_part, is_in_part = (
            one.name.endswith(_PARTS) and type_ is not parent for one in (type_, parent)
        )
        leads_on = is_page or (is_composite_type(type_) and not is_part)
        if leads_on and (depth <= 0 or self._fields_left <= 0) and not is_in_part:
            return ""
        if is_list and leads_on and not parent.name.endswith(("Connection", "Query")):
            rows *= ROWS_OF_A_LIST
        if rows > ROWS_MAX:
            return ""
        self._fields_left -= 1
        arguments, size = self._arguments(parent, name, definition, rows)
        key = self._key(parent, name, arguments, str(definition.type))
        made = f"{key}{arguments}{self._directives()}"
        if not is_composite_type(type_):
            return made
        below = depth - 1 if leads_on and not is_in_part else depth
        return f"{made} {self.selection(type_, below, rows * max(size, 1))}"

    def _key(self, parent: Any, name: str, arguments: str, type_: str) -> str:
        meaning = (name, arguments, type_)
        return self._named(meaning, name, [*parent.fields])

    def _named(self, meaning: tuple[str, str, str], name: str, others: Sequence[str]) -> str:
        """The field under a response key that means nothing else in this document."""
        known = self._keys.setdefault(meaning, [])
        if known and not self._happens(0.1):
            key = self._chance.choice(known)
        else:
            wanted = [name]
            if self._happens(0.06) and others:
                wanted.insert(0, self._chance.choice(others))
            if self._happens(0.06):
                wanted.insert(0, self._chance.choice(("_", "a", "A1", "null", "on", "type")))
            wanted.append(f"{name.strip('_')}_{len(self._meanings)}")
            key = next(one for one in wanted if one not in self._meanings)
            self._meanings[key] = meaning
            known.append(key)
        return name if key == name else f"{key}: {name}"

    def _directives(self) -> str:
        made = ""
        for name, usual in (("skip", False), ("include", True)):
            if self._happens(self._directive_share):
                value = usual if self._happens(0.7) else not usual
                said = self._said(value, _BOOLEAN)
                made += f" @{name}(if: {said})"
        return made

    # Arguments

    def _arguments(
        self, parent: Any, name: str, definition: GraphQLField, rows: int
    ) -> tuple[str, int]:
        """The arguments as they are written, and how many rows the field will bring at most."""
        args, given = definition.args, dict[str, Any]()
        size = 1
        if "id" in args:
            types = [get_named_type(definition.type).name]
            given["id"] = self._id(None if types == ["Node"] else types)
        if "ids" in args:
            given["ids"] = [self._id() for _ in range(self._chance.choice((0, 1, 3, 6)))]
            size = len(given["ids"])
        ordering = ""
        if "orderBy" in args:
            of = get_named_type(args["orderBy"].type)
            assert isinstance(of, GraphQLEnumType)
            ordering = next(iter(of.values))
            if self._happens(0.4):
                ordering = given["orderBy"] = Word(self._chance.choice([*of.values]))
        if "first" in args:
            connection = get_named_type(definition.type).name
            paging, size = self._paging((connection, ordering), rows)
            given |= paging
        if "by" in args:
            given["by"] = self._dimensions(definition)
            given |= self._grouping(args)
        if "lines" in args:
            given |= self._changes.wanted()
            if self._happens(0.2):
                given["coupon"] = self._chance.choice(WORDS)
        if "to" in args:
            given["to"] = self._chance.choice(_CURRENCIES)
            if self._happens(0.6):
                given["on"] = self._chance.choice((*DAYS, None))
        if "filter" in args and self._happens(0.25):
            given["filter"] = self._filter(get_named_type(args["filter"].type))
        if "search" in args and self._happens(0.15):
            given["search"] = self._search()
        if "language" in args and self._happens(0.3):
            given["language"] = self._chance.choice(("zh", "en", "zh-hans-CN", "fr", None))
        written = [
            f"{one}: {self._said(value, args[one].type, args[one])}" for one, value in given.items()
        ]
        self._chance.shuffle(written)
        return (f"({', '.join(written)})" if written else ""), size

    def _dimensions(self, field: GraphQLField) -> list[Word]:
        if self._happens(0.3):
            return [*map(Word, dimensions_asked(field))]
        of: Any = get_named_type(field.args["by"].type)
        count = self._chance.choice((0, 1, 1, 2, 3))
        return [*map(Word, self._chance.choices([*of.values], k=count))]

    def _grouping(self, args: Mapping[str, GraphQLArgument]) -> dict[str, Any]:
        """What else facts may be asked for."""
        chance = self._chance
        given: dict[str, Any] = {}
        for name in ("bucket", "comparedWith", "side"):
            if name in args and self._happens(0.4):
                of: Any = get_named_type(args[name].type)
                given[name] = Word(chance.choice([*of.values]))
        if self._happens(0.4):
            zones = ("Asia/Shanghai", "America/St_Johns", "UTC")
            given["timeZone"] = "Mars/Olympus" if self._wrong() else chance.choice(zones)
        if "currency" in args and self._happens(0.5):
            given["currency"] = chance.choice(_CURRENCIES)
        if "convertTo" in args and self._happens(0.3):
            given["convertTo"] = chance.choice(_CURRENCIES)
        return given

    def _paging(self, place: tuple[str, str], rows: int) -> tuple[dict[str, Any], int]:
        chance = self._chance
        given: dict[str, Any] = {}
        if rows * 20 <= ROWS_MAX and self._happens(0.25):
            size = 20
            if self._happens(0.2):
                given[chance.choice(("first", "last"))] = None
        else:
            size = chance.choice([n for n in (1, 2, 3, 4, 6, 9, 0) if n * rows <= ROWS_MAX])
            given[chance.choice(("first", "first", "last"))] = size
        if self._wrong():
            given |= chance.choice(
                ({"first": -1}, {"last": -3}, {"first": 1001}, {"first": 2, "last": 2})
            )
        for side in ("after", "before"):
            if self._happens(0.08):
                given[side] = self._cursor(place)
        return given, size

    def _cursor(self, place: tuple[str, str]) -> str | None:
        cursors = self._sample.cursors
        if self._wrong():
            places = [*cursors.values()]
            return self._chance.choice([*_BAD_CURSORS, *self._chance.choice(places)])
        if self._happens(0.05) or place not in cursors:
            return None
        return self._chance.choice(cursors[place])

    def _filter(self, type_: Any) -> Any:
        if self._happens(0.06):
            return None
        fields = {
            name: field.type
            for name, field in type_.fields.items()
            if is_required_input_field(field) or self._happens(0.25)
        }
        return {name: self._filtered(name, of) for name, of in fields.items()}

    def _filtered(self, name: str, type_: GraphQLInputType) -> Any:
        chance = self._chance
        if self._happens(0.06) and not is_non_null_type(type_):
            return None
        of = get_nullable_type(type_)
        if isinstance(of, GraphQLInputObjectType):
            return self._filter(of)
        if isinstance(of, GraphQLList):
            if self._happens(0.15):
                return self._filtered_by(name, get_named_type(type_))
            count = chance.choice((0, 1, 1, 2, 3, 4))
            return [self._filtered_by(name, get_named_type(type_)) for _ in range(count)]
        return self._filtered_by(name, get_named_type(type_))

    def _filtered_by(self, name: str, type_: GraphQLNamedType) -> Any:
        chance, texts = self._chance, self._sample.texts
        if type_.name == "ID":
            of = name.removesuffix("s").removesuffix("Id")
            of = of[0].upper() + of[1:]
            return self._id(["Party" if of in _PARTIES else of])
        if isinstance(type_, GraphQLEnumType):
            return Word(chance.choice([*type_.values]))
        if type_ is GraphQLBoolean:
            return chance.choice((True, False))
        if type_.name in {"Int", "BigInt"}:
            return chance.choice((-1, 1, 3, 5))
        if type_.name == "CurrencyCode":
            return chance.choice(("CNY", "EUR"))
        if type_.name == "Date":
            return chance.choice(DAYS)
        if type_.name == "DateTime":
            return chance.choice([*INSTANTS, *texts["instant"]])
        if type_.name == "CountryCode" or not self._happens(0.15):
            return chance.choice(texts.get(name) or ["FR"])
        return chance.choice(WORDS)

    def _search(self) -> str | None:
        chance = self._chance
        if self._happens(0.05):
            return None
        if self._wrong():
            return "long" * 60
        if self._happens(0.4):
            return chance.choice(WORDS)
        text = chance.choice(self._sample.texts["search"])
        start = chance.randrange(len(text))
        return text[start : start + chance.choice((1, 2, 4, 9))]

    # Values

    def _said(
        self, value: Any, type_: GraphQLInputType, argument: GraphQLArgument | None = None
    ) -> str:
        """The value as it is written in the document: all of it, or variables in its place."""
        if self._happens(self._variable_share):
            has_default = argument is not None and bool(argument.default_value)
            return f"${self._variable(value, type_, may_be_missing=has_default)}"
        inner = get_nullable_type(type_)
        if isinstance(value, dict):
            assert isinstance(inner, GraphQLInputObjectType)
            fields = (
                f"{name}: {self._said(one, inner.fields[name].type)}" for name, one in value.items()
            )
            return f"{{{', '.join(fields)}}}"
        if isinstance(value, list):
            assert isinstance(inner, GraphQLList)
            return f"[{', '.join(self._said(one, inner.of_type) for one in value)}]"
        is_text = isinstance(value, str) and not isinstance(value, Word)
        if is_text and value and not set('"\\ ') & set(value) and self._happens(0.05):
            return f'"""{value}"""'
        return _written(value)

    def _variable(self, value: Any, type_: GraphQLInputType, *, may_be_missing: bool) -> str:
        """The name of a variable for the value, which may come in several ways."""
        chance = self._chance
        if type_ is _BOOLEAN and self._happens(0.5):
            fit = ("Boolean!", "Boolean =")
            known = [name for name, said in self._variables.items() if said.startswith(fit)]
            if known:
                return chance.choice(known)
        name = f"v{len(self._variables)}"
        is_required = is_non_null_type(type_)
        declared = str(get_nullable_type(type_)) if is_required else str(type_)
        sent: Any = value
        default: Any = _MISSING
        if value is not None and self._happens(0.2):
            default = value
            sent = chance.choice((_MISSING, value))
            declared += "!" if self._happens(0.2) else ""
        elif value is not None and (
            (is_required and not may_be_missing) or (self._happens(0.2) and not is_required)
        ):
            declared += "!"
        elif value is not None and self._happens(0.15):
            sent = _MISSING
        if self._wrong() and self._happens(0.3):
            sent = chance.choice((None, 7, "x", True, {"a": 1}, [], 2**40, 1.5, *_BAD_INSTANTS))
        self._variables[name] = declared
        if default is not _MISSING:
            self._variables[name] += f" = {_written(default)}"
        if sent is not _MISSING:
            self._values[name] = _sent(sent)
        return name


def _written(value: Any) -> str:
    """A constant as documents write it."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_written(one)}' for name, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(_written(one) for one in value)}]"
    return value if isinstance(value, Word) else json.dumps(value, ensure_ascii=False)


def _sent(value: Any) -> Any:
    """The value as JSON brings it."""
    return json.loads(json.dumps(value))
