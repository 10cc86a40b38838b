"""The cells of the privacy matrix: what everything in the schema says to whom, found by asking.

`Cells` asks each viewer for a row of every type, whose owner is known, and for everything that the
roots, their orderings and filters, mutations and feeds offer. A cell is what came:

    R  it was told, or was there    0  nothing was: null, false or an empty list
    W  withheld, and named          -  there is no such row for this viewer
    A  a change goes past the rules of who may, whatever comes of it
    F  FORBIDDEN   N  NOT_FOUND     U  UNAUTHENTICATED     X  FIELD_WITHHELD
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_input_field,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from db.enums.accounts import Role
from db.types import new_id
from hub.execution.ids import ID_OF
from hub.policy.viewer import Viewer
from hub.schema import schema
from tests.areas import ANONYMOUS
from tests.graph import ask
from tests.policy.scene import Scene

_GRAPH: Final = schema._schema
RELATIONS: Final = ("own", "partner", "rival", "stranger", ANONYMOUS)
# What a role may bears on the rows of its own party: of others the most and the least are asked.
_ROLES: Final[Mapping[str, Sequence[Role]]] = {
    "own": [*Role],
    "partner": [Role.OWNER, Role.ANALYST],
    "rival": [Role.OWNER],
    "stranger": [Role.OWNER],
}
# What only gives shape to answers, and says nothing of its own.
SHAPES: Final = (
    "Connection",
    "Edge",
    "PageInfo",
    "UserError",
    "CartRefusal",
    "PastedProblem",
    "ImportedChange",
    "ImportedProduct",
    "Money",
    "TextInLanguage",
    "AnnexEntry",
    "Payload",
    "Delivery",
    # Counts of rows that are listed, see tests.schema.test_facets.
    "Facets",
    "Facet",
    "FacetChoice",
)

# Objects that are as much as one value: who is told of it is told all of it.
_VALUES: Final = ("Money", "TextInLanguage", "AnnexEntry")

# Whose rows they are, a partner to whom they are partly shown, a partner's rival, and a stranger.
_OF_BRAND: Final = ("brand", "retailer", "rival_retailer", "stranger_brand")
_OTHERS: Final = {
    "Supplier": ("supplier", "brand", "rival_supplier", "stranger_brand"),
    "Retailer": ("retailer", "brand", "rival_retailer", "stranger_brand"),
    "Review": ("retailer", "brand", "rival_retailer", "stranger_brand"),
    "Consumer": ("consumer", "retailer", "stranger", "rival_retailer"),
    "Operator": ("operator", "brand", "retailer", "stranger_brand"),
}
# By type the row that is looked at; it is `brand`'s unless said.
_ROWS: Final = {
    "Account": "account of brand",
    "Address": "address of brand",
    "Alert": "alert about stock of goods",
    "AlertEvent": "event of the alert about stock of goods",
    "Brand": "brand",
    "CartLine": "cart line of brand",
    "Category": "shelf",
    "Consumer": "consumer",
    "Document": "paper about goods for partners",
    "File": "file of the brand",
    "Invitation": "invitation of brand",
    "Job": "job of brand",
    "Location": "place of brand",
    "Media": "picture of goods for partners",
    "Membership": "membership of brand",
    "Negotiation": "negotiation of retailer",
    "NegotiationEvent": "asking in negotiation of retailer",
    "Offer": "price to the retailer",
    "OfferEvent": "making of price to the retailer",
    "Operator": "operator",
    "Order": "wholesale order",
    "OrderChange": "change of wholesale order",
    "OrderEvent": "step of wholesale order",
    "OrderLimit": "order limit of brand",
    "OrderLine": "line of wholesale order",
    "Partnership": "partnership of brand and retailer",
    "Product": "goods for partners",
    "ProductVersion": "version of goods for partners",
    "Promotion": "promotion to partners",
    "Requisition": "requisition of brand",
    "RequisitionLine": "line of requisition of brand",
    "RequisitionPart": "part of requisition of brand",
    "RequisitionEvent": "submitting of requisition of brand",
    "Retailer": "retailer",
    "Review": "review of public goods",
    "Shipment": "shipment of wholesale order",
    "ShipmentEvent": "event of the shipment of wholesale order",
    "ShipmentLine": "shipped line of wholesale order",
    "Sku": "SKU of goods for partners",
    "StockEvent": "change of stock of goods",
    "StockItem": "stock of goods",
    "Supplier": "supplier",
    "TrackingEvent": "report on wholesale order",
    "Webhook": "webhook of brand",
    "WebhookDelivery": "try of webhook of brand",
    "Wish": "wish of brand",
}
_CODES: Final = {
    "FORBIDDEN": "F",
    "NOT_FOUND": "N",
    "UNAUTHENTICATED": "U",
    "FIELD_WITHHELD": "X",
}
# Changes that hash passwords, which takes long, and asks for no role.
_SLOW: Final = ("password", "currentPassword")


class Cells:
    """By element of the schema and relation: what was told to each role, in their order."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        self.tried = 0

    def lines(self) -> dict[str, str]:
        """Each element with its cells; what is the same for all roles is said once."""
        return {
            element: " ".join(_cell(of.get(relation, ["-"])) for relation in RELATIONS)
            for element, of in sorted(self.found.items())
        }

    async def ask_for_rows(self) -> None:
        """All types of rows in one operation of each viewer."""
        groups: defaultdict[Sequence[str], list[tuple[str, str]]] = defaultdict(list)
        for typename, row, parties in _rows():
            groups[parties].append((typename, self._scene.nodes[row]))
        for parties, rows in groups.items():
            nodes = (f'{of}: node(id: "{id}") {{ {_fields_of(of)} }}' for of, id in rows)
            document = f"{{ {' '.join(nodes)} }}"
            for relation, viewer in self._viewers(parties):
                told = await ask(self._scene.hub, viewer, document)
                assert told.errors == [], (relation, told.errors[:1])
                assert not told.withheld.more
                withheld = {path for path, _ in told.withheld.named}
                for typename, _ in rows:
                    node = told.data[typename]
                    for element, path, value in _leaves(typename, node):
                        letter = "W" if f"{typename}.{path}" in withheld else _letter(value)
                        self._note(element, relation, "-" if node is None else letter)

    async def ask_roots(self) -> None:
        """All roots in one operation of each viewer, and what their lists can be asked for."""
        roots = _root("query")
        rows = {name: self._scene.nodes[_row_of_root(name)] for name in roots}
        parts = (_asking(name, field, rows[name]) for name, field in roots.items())
        document = f"{{ {' '.join(parts)} }}"
        for relation, viewer in self._viewers(_OF_BRAND):
            told = await ask(self._scene.hub, viewer, document)
            assert told.errors == [], (relation, told.errors[:1])
            for name, said in told.data.items():
                letter = self._root_letter(relation, name, said, rows[name])
                self._note(f"Query.{name}", relation, letter)
        for name, field in roots.items():
            for argument, value, element in _choices(field, self._scene):
                part = _asking(name, field, rows[name], f"{argument}: {value}")
                for relation, viewer in self._viewers(_OF_BRAND, one_role=True):
                    told = await ask(self._scene.hub, viewer, f"{{ {part} }}")
                    letter = _CODES.get(told.codes[0], "R") if told.codes else "R"
                    self._note(f"Query.{name}({element})", relation, letter)

    def _root_letter(self, relation: str, name: str, said: Any, row: str) -> str:
        """What a root told; of what has no id of its own, its fields are noted as well."""
        typename = _typename_of_root(name)
        if isinstance(said, dict) and "nodes" in said:
            nodes = said["nodes"]
            if "id" in _fields(typename):
                return _letter(row in [node["id"] for node in nodes])
            for element, _, value in _leaves(typename, nodes[0] if nodes else None):
                self._note(element, relation, _letter(value) if nodes else "-")
            return _letter(nodes)
        if said is not None and _fields(typename) and "id" not in _fields(typename):
            for element, _, value in _leaves(typename, said):
                self._note(element, relation, _letter(value))
        return _letter(said)

    async def ask_orderings_of_rows(self) -> None:
        """Lists under a row: their orderings and filters."""
        for typename, row, parties in _rows():
            type_: Any = _GRAPH.type_map[typename]
            for name, field in type_.fields.items():
                if not get_named_type(field.type).name.endswith("Connection"):
                    continue
                for argument, value, element in _choices(field, self._scene):
                    by = ", by: []" if "by" in field.args else ""
                    asked = (
                        f"{name}({argument}: {value}{by}) {{ __typename nodes {{ __typename }} }}"
                    )
                    asked = f"... on {typename} {{ {asked} }}"
                    document = f"query ($id: ID!) {{ node(id: $id) {{ {asked} }} }}"
                    id = self._scene.nodes[row]
                    for relation, viewer in self._viewers(parties, one_role=True):
                        told = await ask(self._scene.hub, viewer, document, id=id)
                        node = (told.data or {}).get("node")
                        letter = "-" if node is None else "R"
                        letter = _CODES.get(told.codes[0], "R") if told.codes else letter
                        self._note(f"{typename}.{name}({element})", relation, letter)

    async def ask_for_changes(self) -> None:
        """Nothing may be kept of them: whoever asks sees to it."""
        for name, field in _root("mutation").items():
            input_: Any = get_nullable_type(field.args["input"].type)
            is_slow = any(one in input_.fields for one in _SLOW)
            document = (
                f"mutation ($input: {input_.name}!) {{ answer: {name}(input: $input)"
                " { errors { code } } }"
            )
            for relation, viewer in self._viewers(_OF_BRAND, one_role=is_slow):
                told = await ask(
                    self._scene.hub, viewer, document, input=_value(input_, self._scene)
                )
                # A scene holds rows that no command made: what goes wrong later is no matter.
                answer = (told.data or {}).get("answer") or {"errors": []}
                codes = [*told.codes, *(error["code"] for error in answer["errors"])]
                letters = {_CODES.get(code, "A") for code in codes} or {"A"}
                self._note(f"Mutation.{name}", relation, min(letters, key="UFNA".index))

    def _viewers(
        self, parties: Sequence[str], *, one_role: bool = False
    ) -> Iterator[tuple[str, Viewer | None]]:
        for relation, party in zip(RELATIONS, parties, strict=False):
            viewer = self._scene.viewer(party)
            assert viewer is not None
            for role in [Role.OWNER] if one_role else _ROLES[relation]:
                yield relation, replace(viewer, role=role)
        yield ANONYMOUS, None

    def _note(self, element: str, relation: str, letter: str) -> None:
        self.found[element].setdefault(relation, []).append(letter)
        self.tried += 1


def _cell(letters: Sequence[str]) -> str:
    return letters[0] if len({*letters}) == 1 else "/".join(letters)


def elements() -> set[str]:
    """Everything that has cells: what of the schema says something, or takes it."""
    found = {f"Query.{name}" for name in _root("query")}
    found |= {f"Mutation.{name}" for name in _root("mutation")}
    for type_ in _GRAPH.type_map.values():
        if isinstance(type_, GraphQLObjectType) and _says_something(type_):
            found |= {f"{type_.name}.{name}" for name in type_.fields}
    return found


def _says_something(type_: GraphQLObjectType) -> bool:
    return not type_.name.startswith("__") and not type_.name.endswith(
        (*SHAPES, "Query", "Mutation", "Subscription")
    )


def _root(operation: str) -> Mapping[str, GraphQLField]:
    type_ = getattr(_GRAPH, f"{operation}_type")
    fields: Mapping[str, GraphQLField] = type_.fields
    return fields


def _rows() -> Iterator[tuple[str, str, Sequence[str]]]:
    for typename, row in _ROWS.items():
        yield typename, row, _OTHERS.get(typename, _OF_BRAND)


def _fields_of(typename: str) -> str:
    type_: Any = _GRAPH.type_map[typename]
    return f"... on {typename} {_selection(type_)}"


def _selection(type_: Any) -> str:
    """All fields of a type; of rows that have ids of their own only that they are there."""
    if isinstance(type_, GraphQLUnionType):
        kinds = (f"... on {kind.name} {_selection(kind)}" for kind in type_.types)
        return f"{{ __typename {' '.join(kinds)} }}"
    fields = []
    for name, field in type_.fields.items():
        by = "(by: [])" if "by" in field.args else ""
        fields.append(f"{name}{by} {_below(field)}")
    return f"{{ {' '.join(fields)} }}"


def _below(field: GraphQLField) -> str:
    named: Any = get_named_type(field.type)
    if is_leaf_type(named):
        return ""
    if named.name.endswith("Connection"):
        row: Any = get_named_type(named.fields["nodes"].type)
        # Of facts about a party only that there are some: their own fields come from the root.
        is_plain = "id" in row.fields or "by" in field.args
        inner = "{ __typename }" if is_plain else _selection(row)
        return f"{{ nodes {inner} }}"
    if named.name == "Money":
        return "{ minor }"
    return "{ id }" if "id" in getattr(named, "fields", {}) else _selection(named)


def _leaves(typename: str, value: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """The elements of an object, with their paths and what was told of each."""
    type_: Any = _GRAPH.type_map[typename]
    for name, field in type_.fields.items():
        here, said = f"{path}{name}", None if value is None else value[name]
        named: Any = get_named_type(field.type)
        rows = said
        if named.name.endswith("Connection"):
            rows = said if said is None else said["nodes"]
            named = get_named_type(named.fields["nodes"].type)
            here_of = f"{here}.nodes"
        else:
            here_of = here
        yield f"{typename}.{name}", here, rows
        if (
            is_leaf_type(named)
            or named.name in _VALUES
            or "id" in getattr(named, "fields", {})
            or "by" in field.args
        ):
            continue
        is_list = isinstance(rows, list)
        one = (rows[0] if rows else None) if is_list else rows
        place = f"{here_of}.0." if is_list else f"{here_of}."
        if isinstance(named, GraphQLUnionType):
            if one is not None:
                yield from _leaves(one["__typename"], one, place)
        else:
            yield from _leaves(named.name, one, place)


def _letter(value: Any) -> str:
    return "0" if value is None or value is False or value == [] else "R"


def _fields(typename: str) -> Mapping[str, GraphQLField]:
    found: Mapping[str, GraphQLField] = getattr(_GRAPH.type_map[typename], "fields", {})
    return found


def _typename_of_root(name: str) -> str:
    named: Any = get_named_type(_root("query")[name].type)
    if named.name.endswith("Connection"):
        named = get_named_type(named.fields["nodes"].type)
    return str(named.name)


def _row_of_root(name: str) -> str:
    return _ROWS.get(_typename_of_root(name), "brand")


def _asking(name: str, field: GraphQLField, row: str, argument: str = "") -> str:
    """What a root offers: the row by its id, a list with it, or what else there is."""
    given = [argument] if argument else []
    if "id" in field.args:
        given.append(f'id: "{row}"')
    if "ids" in field.args:
        given.append(f'ids: ["{row}"]')
    if "by" in field.args:
        by: Any = get_named_type(field.args["by"].type)
        given.append(f"by: [{', '.join(by.values)}]")
    if "first" in field.args:
        given.append("first: 500")
    if "lines" in field.args:
        given.append(f'sellerId: "{row}", lines: []')
    inside = f"({', '.join(given)})" if given else ""
    named: Any = get_named_type(field.type)
    if is_leaf_type(named):
        return f"{name}{inside}"
    if named.name.endswith("Connection"):
        of: Any = get_named_type(named.fields["nodes"].type)
        below = "{ id }" if "id" in of.fields else _selection(of)
        return f"{name}{inside} {{ nodes {below} }}"
    return f"{name}{inside} {'{ id }' if 'id' in named.fields else _selection(named)}"


def _choices(field: GraphQLField, scene: Scene) -> Iterator[tuple[str, str, str]]:
    """What a list can be sorted and narrowed by: the argument, its value, and what it is called."""
    for name, argument in field.args.items():
        type_ = get_nullable_type(argument.type)
        if isinstance(type_, GraphQLEnumType):
            for word in type_.values:
                yield name, word, f"{name}: {word}"
        elif isinstance(type_, GraphQLInputObjectType):
            for part, of in type_.fields.items():
                value = _literal(_argument(of, scene))
                yield name, f"{{{part}: {value}}}", f"{name}: {part}"
        elif name == "search":
            yield name, '"x"', name


def _literal(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_literal(one)}' for name, one in value.items())}}}"
    if isinstance(value, Word):
        return value
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


class Word(str):
    """The name of an enum's value, which is written without quotes."""

    __slots__ = ()


def _value(type_: GraphQLInputObjectType, scene: Scene) -> dict[str, Any]:
    """An input with all that it must have."""
    return {
        name: _argument(field, scene)
        for name, field in type_.fields.items()
        if is_required_input_field(field) or name.endswith(("Id", "Ids"))
    }


def _argument(field: Any, scene: Scene) -> Any:
    declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    typename = None if declared is None else declared.metadata.get(ID_OF)
    type_ = get_nullable_type(field.type)
    if is_list_type(type_):
        return [_one(get_named_type(type_), typename, scene)]
    return _one(type_, typename, scene)


def _one(type_: Any, typename: str | None, scene: Scene) -> Any:
    if typename is not None:
        return scene.nodes[_ROWS.get(typename, "retailer")]
    if isinstance(type_, GraphQLEnumType):
        return Word(next(iter(type_.values)))
    if isinstance(type_, GraphQLInputObjectType):
        return _value(type_, scene)
    return {
        "UUID": str(new_id()),
        "Int": 1,
        "BigInt": 1,
        "Boolean": True,
        "DateTime": "2026-11-01T00:00:00Z",
        "Date": "2026-11-01",
        "CurrencyCode": "EUR",
        "CountryCode": "DE",
        "LanguageTag": "en",
        "ID": scene.nodes["brand"],
        "Decimal": "1",
    }.get(type_.name, "x")
