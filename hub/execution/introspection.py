"""What the schema tells of itself: `__schema` and `__type`, counted exactly and answered beside the
loop, the latest answers kept as text.

The answer to GraphiQL's question takes longer to make than any other within the limits, and is the
same for everybody.
"""

import weakref
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    execute_sync,
    get_named_type,
    introspection_types,
)

from hub.execution.errors import RequestError
from hub.execution.yielding import run_in_thread

SCHEMA: Final = "__schema"
TYPE: Final = "__type"

# What GraphiQL asks brings some 3,000 objects, and making them takes 150 ms.
OBJECTS_MAX: Final = 10_000
# Counting looks at every field of a selection for every part of the schema it is made on: for
# GraphiQL some 40,000 times, and two million looks take a second.
_LOOKS_MAX: Final = 200_000
# Answers kept: of one schema, each up to so many bytes.
_KEPT_MAX: Final = 16
_KEPT_BYTES_MAX: Final = 1 << 20


class Counting:
    """Counts the points of an operation's introspection: its objects, one by one.

    `points` tells how many more an object takes that has so many fields without a selection, whose
    keys have so many characters.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        points: Callable[[int, int], int],
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._points = points
        self._asked_schema: str | None = None
        self._fields: dict[int, list[FieldNode]] = {}
        self._known: dict[tuple[int, int], int] = {}
        # Their parts are held, for what is known of them is kept by their ids.
        self._parts: dict[tuple[int, str], Sequence[Any]] = {}
        self._looks = self._whole = 0

    def cost(self, node: FieldNode) -> int:
        """What `__schema` or `__type` costs; of a type that a variable names the largest counts.

        Raises:
            RequestError: TOO_COMPLEX, `__schema` is asked for twice, or for too much.
        """
        cost = self._cost(node)
        self._whole += cost
        if self._whole > OBJECTS_MAX:
            raise RequestError(
                "TOO_COMPLEX",
                f"What the operation asks about the schema costs more than {OBJECTS_MAX}; ask in"
                " parts.",
            )
        return cost

    def _cost(self, node: FieldNode) -> int:
        key = (node.alias or node.name).value
        assert node.selection_set is not None
        if node.name.value == SCHEMA:
            if self._asked_schema not in (None, key):
                raise RequestError("TOO_COMPLEX", "An operation may ask for `__schema` once.")
            self._asked_schema = key
            return self._of(node.selection_set, introspection_types["__Schema"], self._schema)
        assert node.arguments is not None
        value = node.arguments[0].value
        types = self._schema.type_map
        if isinstance(value, StringValueNode):
            asked = [types[value.value]] if value.value in types else []
        else:
            asked = [*types.values()]
        type_ = introspection_types["__Type"]
        return max((self._of(node.selection_set, type_, one) for one in asked), default=0)

    def _of(self, set_: SelectionSetNode, type_: Any, part: Any) -> int:
        key = (id(set_), id(part))
        found = self._known.get(key)
        if found is None:
            self._known[key] = 0  # what a circle adds; validation refuses it
            fields = self._spread_out(set_)
            self._looks += len(fields)
            if self._looks > _LOOKS_MAX:
                raise RequestError("TOO_COMPLEX", "The operation asks for too much of the schema.")
            below = leaves = characters = 0
            for node in fields:
                characters += len((node.alias or node.name).value)
                if node.selection_set is None:
                    leaves += 1
                    continue
                definition = type_.fields[node.name.value]
                of = get_named_type(definition.type)
                for one in self._parts_of(part, node.name.value, definition):
                    below += self._of(node.selection_set, of, one)
            found = self._known[key] = 1 + below + self._points(leaves, characters)
        return found

    def _spread_out(self, set_: SelectionSetNode) -> list[FieldNode]:
        fields = self._fields.get(id(set_))
        if fields is None:
            fields = self._fields[id(set_)] = []
            found: list[FieldNode] = []
            for node in set_.selections:
                if isinstance(node, FieldNode):
                    found.append(node)
                elif isinstance(node, FragmentSpreadNode):
                    found += self._spread_out(self._fragments[node.name.value].selection_set)
                else:
                    found += self._spread_out(node.selection_set)  # type: ignore[attr-defined]
            fields += found
        return fields

    def _parts_of(self, part: Any, name: str, definition: Any) -> Sequence[Any]:
        key = (id(part), name)
        found = self._parts.get(key)
        if found is None:
            arguments = dict.fromkeys(definition.args, True)
            brought = definition.resolve(part, SimpleNamespace(schema=self._schema), **arguments)
            if brought is None:
                found = ()
            elif isinstance(brought, str) or not hasattr(brought, "__iter__"):
                found = (brought,)
            else:
                found = [*brought]
            self._parts[key] = found
        return found


@dataclass(frozen=True)
class Introspected:
    """The part of an operation that asks about the schema."""

    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    # By response key.
    fields: Mapping[str, Sequence[FieldNode]]
    variables: Mapping[str, Any]

    def document(self) -> DocumentNode:
        """A document that asks for this part alone."""
        nodes = [node for nodes in self.fields.values() for node in nodes]
        operation = OperationDefinitionNode(
            operation=self.operation.operation,
            variable_definitions=self.operation.variable_definitions,
            selection_set=SelectionSetNode(selections=tuple(nodes)),
        )
        return DocumentNode(definitions=(operation, *self.fragments.values()))


class Introspection:
    """Answers what operations ask about one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        # By the operation's id, each with the variables that it was asked with.
        self._kept: OrderedDict[int, tuple[bytes, dict[str, bytes]]] = OrderedDict()

    async def texts(self, asked: Introspected) -> dict[str, orjson.Fragment]:
        """The JSON texts of the fields, by response key."""
        texts = self._known(asked)
        if texts is None:
            texts = await run_in_thread(lambda: self._answered(asked))
        return {key: orjson.Fragment(text) for key, text in texts.items()}

    def _known(self, asked: Introspected) -> dict[str, bytes] | None:
        kept = self._kept.get(id(asked.operation))
        if kept is None or kept[0] != _said(asked):
            return None
        return kept[1]

    def _answered(self, asked: Introspected) -> dict[str, bytes]:
        texts = self._known(asked)  # who asked the same a moment earlier was first
        if texts is None:
            texts = self._made(asked)
            self._keep(asked, texts)
        return texts

    def _made(self, asked: Introspected) -> dict[str, bytes]:
        found = execute_sync(self._schema, asked.document(), variable_values=dict(asked.variables))
        assert found.data is not None, found.errors
        return {key: orjson.dumps(value) for key, value in found.data.items()}

    def _keep(self, asked: Introspected, texts: dict[str, bytes]) -> None:
        if sum(map(len, texts.values())) > _KEPT_BYTES_MAX:
            return
        key = id(asked.operation)
        if key not in self._kept:
            weakref.finalize(asked.operation, self._kept.pop, key, None).atexit = False
        self._kept[key] = (_said(asked), texts)
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT_MAX:
            self._kept.popitem(last=False)


def _said(asked: Introspected) -> bytes:
    return orjson.dumps(
        [[*asked.fields], asked.variables], option=orjson.OPT_SORT_KEYS, default=str
    )
