"""What clients send as documents: parsed, measured and validated once for each text."""

import re
import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from weakref import WeakValueDictionary

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    ListValueNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from hub.execution.errors import RequestError

CHARACTERS_MAX: Final = 50_000
TOKENS_MAX: Final = 5_000
DEPTH_MAX: Final = 20
FIELDS_MAX: Final = 5_000
ALIASES_MAX: Final = 200
# Validation compares every two fields that answer to the same name; this bounds the pairs.
REPEATS_MAX: Final = 50_000
# Of every list that is given, in a document as in variables.
ITEMS_MAX: Final = 1_000
# Nobody reads more at once, and hints at what might have been meant take long to find.
ERRORS_MAX: Final = 20

# A parsed document takes a few hundred times the memory of its text.
_CHARACTERS_KEPT_MAX: Final = 200_000

_RULES: Final = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)

_MAY_HOLD_NUL: Final = re.compile(r"\x00|\\u0000|\\u\{0+\}")


class InvalidDocument(Exception):
    """A document that will not be run; every error says why and has a code."""

    def __init__(self, errors: Sequence[GraphQLError]) -> None:
        super().__init__(errors)
        self.errors = errors


class _Size(NamedTuple):
    """Of a selection with its fragments spread out: levels, fields, and fields under an alias."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0


class Documents:
    """The documents of one schema that are known to be good, as many as fit, the newest kept.

    Several threads use it.
    """

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._kept: OrderedDict[str, DocumentNode] = OrderedDict()
        # Also those too long to be kept, while an operation of theirs is under way.
        self._in_use: WeakValueDictionary[str, DocumentNode] = WeakValueDictionary()
        self._characters = 0
        self._lock = threading.Lock()

    def known(self, text: str) -> DocumentNode | None:
        """The document, if it has been prepared."""
        with self._lock:
            document = self._kept.get(text)
            if document is not None:
                self._kept.move_to_end(text)
                return document
            return self._in_use.get(text)

    def prepare(self, text: str, *, hints: bool = True) -> DocumentNode:
        """The document, good to be run against the schema.

        It may take a second to find out: the loop that all clients share asks for the `known` one
        first, and has it found out in a thread.

        Args:
            hints: whether errors name what the schema has instead.

        Raises:
            InvalidDocument: it cannot be parsed, asks for too much, or does not fit the schema.
        """
        document = self.known(text)
        if document is None:
            document = _checked(self._schema, text, hints=hints)
            self._keep(text, document)
        return document

    def _keep(self, text: str, document: DocumentNode) -> None:
        with self._lock:
            self._in_use[text] = document
            if len(text) > _CHARACTERS_KEPT_MAX // 10 or text in self._kept:
                return
            self._kept[text] = document
            self._characters += len(text)
            while self._characters > _CHARACTERS_KEPT_MAX:
                dropped, _ = self._kept.popitem(last=False)
                self._characters -= len(dropped)


def _checked(schema: GraphQLSchema, text: str, *, hints: bool) -> DocumentNode:
    try:
        if len(text) > CHARACTERS_MAX:
            raise _too_complex(f"has {len(text)} characters, and at most {CHARACTERS_MAX} are read")
        document = parse(text, max_tokens=TOKENS_MAX)
        _forget_tokens(document)
        _check_size(document)
        visit(document, _NoLongLists())
        if _MAY_HOLD_NUL.search(text):
            visit(document, _NoNul())
        errors = validate(
            schema, document, _RULES, max_errors=ERRORS_MAX, hide_suggestions=not hints
        )
    except RecursionError:
        raise InvalidDocument([_too_complex("is nested too deeply to be read")]) from None
    except RequestError as error:
        raise InvalidDocument([error]) from None
    except GraphQLError as error:
        raise InvalidDocument([_coded(error, "GRAPHQL_PARSE_FAILED")]) from None
    if errors:
        raise InvalidDocument([_coded(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])
    return document


def _forget_tokens(document: DocumentNode) -> None:
    """Leave of every node's place where it begins and ends, which is all that errors tell.

    Tokens know their neighbours: kept, all of them would be, and they are a third of what the
    garbage collector looks through while everybody waits. Apart, they are freed at once.
    """
    token = document.loc.start_token if document.loc is not None else None
    while token is not None:
        following = token.next
        token.prev = token.next = None
        token = following
    waiting: list[Any] = [document]
    while waiting:
        node = waiting.pop()
        if node.loc is not None:
            node.loc.start_token = node.loc.end_token = None
        for key in node.keys:
            part = getattr(node, key)
            if isinstance(part, Node):
                waiting.append(part)
            elif isinstance(part, list | tuple):
                waiting.extend(part)


def _coded(error: GraphQLError, code: str) -> GraphQLError:
    error.extensions = {**(error.extensions or {}), "code": code}
    return error


def _too_complex(how: str) -> RequestError:
    return RequestError("TOO_COMPLEX", f"The document {how}; ask for less, or in parts.")


def _check_size(document: DocumentNode) -> None:
    """Refuse what would take long to validate or to run, in time linear in the document.

    Fragments are measured once each, however often they are spread: a document of 600 bytes can
    spread out to 2^80 fields.
    """
    fragments = {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    sizes: dict[str, _Size] = {}
    names: Counter[str] = Counter()

    def of_fragment(name: str) -> _Size:
        if name not in sizes:
            sizes[name] = _Size()  # what a circle adds; validation refuses it
            if name in fragments:
                sizes[name] = of_selection(fragments[name].selection_set)
        return sizes[name]

    def of_selection(selection: SelectionSetNode | None) -> _Size:
        depth = fields = aliases = 0
        for node in () if selection is None else selection.selections:
            if isinstance(node, FieldNode):
                names[(node.alias or node.name).value] += 1
                below = of_selection(node.selection_set)
                inner = _Size(
                    below.depth + 1, below.fields + 1, below.aliases + (node.alias is not None)
                )
            elif isinstance(node, FragmentSpreadNode):
                inner = of_fragment(node.name.value)
            else:
                inner = of_selection(node.selection_set)  # type: ignore[attr-defined]
            depth = max(depth, inner.depth)
            fields += inner.fields
            aliases += inner.aliases
        return _Size(depth, fields, aliases)

    measured = [
        of_selection(definition.selection_set)
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
    ]
    for name in fragments:
        of_fragment(name)
    repeats = sum(count * (count - 1) // 2 for count in names.values())
    for found, limit, what in (
        (max((size.depth for size in measured), default=0), DEPTH_MAX, "levels"),
        (sum(size.fields for size in measured), FIELDS_MAX, "fields, fragments spread out"),
        (sum(size.aliases for size in measured), ALIASES_MAX, "aliases, fragments spread out"),
        (repeats, REPEATS_MAX, "pairs of fields of the same name"),
    ):
        if found > limit:
            count = str(found) if found < 10**9 else "more than 10⁹"
            raise _too_complex(f"has {count} {what}, and at most {limit} are allowed")


class _NoLongLists(Visitor):
    """Whatever takes a list does something for each of its values."""

    @staticmethod
    def enter_list_value(node: ListValueNode, *_: Any) -> None:
        check_length(len(node.values))


def check_length(length: int) -> None:
    """
    Raises:
        RequestError: BAD_INPUT, a list that is given is too long.
    """
    if length > ITEMS_MAX:
        raise RequestError(
            "BAD_INPUT",
            f"A list that is given has {length} values, and at most {ITEMS_MAX} are taken; send"
            " them in parts.",
        )


class _NoNul(Visitor):
    """PostgreSQL's text cannot hold NUL, so no input of the hub may."""

    @staticmethod
    def enter_string_value(node: StringValueNode, *_: Any) -> None:
        if "\x00" in node.value:
            raise RequestError("BAD_INPUT", "Text may not hold a NUL character (\\u0000).")
