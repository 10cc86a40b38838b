"""Whether an operation is answered alike by both executors, and operations kept as files."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import orjson
import strawberry
from graphql import (
    REMOVE,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    get_operation_ast,
    parse,
    print_ast,
    visit,
)

from db.queries.events import entries_after
from hub.context import Hub, Place, open_request
from hub.execution.documents import InvalidDocument
from hub.execution.errors import RequestError
from hub.execution.run import Schema
from hub.policy.viewer import Viewer
from hub.schema import schema
from hub.subscriptions.cursors import cursor_at, feeds_of
from hub.transport.operations import answer_of, encode_json, refusal
from tests.execution.operations import Operation
from tests.execution.sample import NOBODY
from tests.graph import FIELD_BY_FIELD, Told, Withholdings, ask, ask_field_by_field, viewer_of
from tests.patience import PATIENCE_SECONDS

CORPUS: Final = Path(__file__).with_name("corpus")
_HEAD: Final = re.compile(r"# (why|world|viewers|operation|variables): (.*)")
# In place of an answer: nothing but an exception, or what the transport refuses to run.
RAISED: Final = "RAISED"
REFUSED: Final = "REFUSED"
EVENTS_MAX: Final = 4
# What is told of besides others changes with what is read first: on a busy machine, with each try.
ASKED_AGAIN_MAX: Final = 5
_SHRINKING_TRIES_MAX: Final = 400


@dataclass
class Tally:
    """What both executors were asked, and how it was answered."""

    run: int = 0
    not_run: int = 0
    planned: int = 0
    with_errors: int = 0
    fallbacks: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    differing: int = 0

    def add(self, other: "Tally") -> None:
        for name, value in vars(other).items():
            mine = getattr(self, name)
            if isinstance(value, Counter):
                mine.update(value)
            else:
                setattr(self, name, mine + value)


@dataclass(frozen=True)
class Answers:
    """What was said to one operation, by way of execution. They must all be the same."""

    by_way: Mapping[str, Told]

    @property
    def difference(self) -> str | None:
        """Where the first two that differ do so; None where all are the same."""
        (first_way, first), *others = self.by_way.items()
        for way, told in self.by_way.items():
            if RAISED in told.codes:
                return f"{way} there is no answer: {told.errors[0]['message']}"
        for way, told in others:
            found = _difference("data", first.data, told.data)
            if found is None and not _tell_the_same(first, told):
                found = f"errors: {_errors(first)} and {_errors(told)}"
            if found is None and _withheld(first) != _withheld(told):
                found = f"withheld: {_withheld(first)} and {_withheld(told)}"
            if found is not None:
                return f"{first_way} and {way} differ in {found}"
        return None

    @property
    def is_left_open(self) -> bool:
        """Whether all that differs is which of several errors below a null were told of."""
        first, *others = self.by_way.values()
        return self.difference is not None and all(
            RAISED not in told.codes
            and _difference("data", first.data, told.data) is None
            and _tell_the_same(first, told, whatever_is_open=True)
            for told in others
        )

    def and_then(self, again: "Answers") -> "Answers":
        """With the errors that were told of when the same was asked again."""
        return Answers(
            {
                way: replace(told, errors=[*told.errors, *again.by_way[way].errors])
                for way, told in self.by_way.items()
            }
        )


class Parity:
    """Asks both executors the same, on one world, and counts."""

    def __init__(
        self, hub: Hub, graph: Schema = schema, field_by_field: Schema = FIELD_BY_FIELD
    ) -> None:
        self.tally = Tally()
        self.hub = hub
        self._graph = graph
        self._field_by_field = field_by_field
        self._planned = partial(ask, graph=graph)
        self._general = partial(ask_field_by_field, graph=field_by_field)
        self._viewers: dict[str, Viewer | None] = {NOBODY: None}

    async def difference(self, operation: Operation) -> str | None:
        """Where the executors differ in what they say to the operation."""
        answers = await self.of(operation)
        again = Parity(self.hub, self._graph, self._field_by_field)  # what it counts does not count
        for _ in range(ASKED_AGAIN_MAX):
            if not answers.is_left_open:
                break
            answers = answers.and_then(await again.of(operation))
        self.tally.differing += answers.difference is not None
        return answers.difference

    async def of(self, operation: Operation) -> Answers:
        """What both say.

        A change is made once, by one of them, and then both are asked for it again: the same
        `requestId` with the same input. Of a subscription it is the oldest events of the feed.
        """
        kind = kind_of(operation, self._graph)
        if kind is OperationType.SUBSCRIPTION:
            planned = await self._counted(lambda: self._listened(self._graph, operation))
            return Answers(
                {
                    "as clients are answered": planned,
                    "field by field": await self._listened(self._field_by_field, operation),
                }
            )
        by_way: dict[str, Told] = {}
        if kind is OperationType.MUTATION:
            changing = self._planned if len(operation.document) % 2 else self._general
            told = await self._answered(changing, operation)
            # Where several changes follow one another, a repeated answer shows what came of all.
            if operation.document.count("Input!") < 2 and operation.document.count("input:") < 2:
                by_way["the change itself"] = told
        planned = await self._counted(lambda: self._answered(self._planned, operation))
        by_way["as clients are answered"] = planned
        if REFUSED in planned.codes:
            return Answers({"as clients are answered": planned})
        by_way["field by field"] = await self._answered(self._general, operation)
        return Answers(by_way)

    async def _counted(self, asking: Callable[[], Awaitable[Told]]) -> Told:
        assert self._graph.planned is not None
        fallbacks = self._graph.planned.fallbacks
        before = fallbacks.copy()
        told = await asking()
        left = fallbacks - before
        if told.data is None and not any("path" in error for error in told.errors):
            self.tally.not_run += 1
            return told
        self.tally.run += 1
        self.tally.fallbacks += left
        self.tally.planned += not left
        self.tally.with_errors += bool(told.errors)
        self.tally.codes.update(told.codes)
        return told

    async def _answered(self, way: Any, operation: Operation) -> Told:
        viewer = await self._viewer(operation.viewer)
        asking = way(
            self.hub,
            viewer,
            operation.document,
            operation_name=operation.name,
            **operation.variables,
        )
        return await _said(asking)

    async def _listened(self, graph: strawberry.Schema, operation: Operation) -> Told:
        """The first events of the viewer's feed, as one answer."""
        viewer = await self._viewer(operation.viewer)
        feeds = feeds_of(viewer)
        nothing = (0,) * len(feeds)
        start = cursor_at(self.hub, feeds, nothing)
        feed = await entries_after(self.hub.database, feeds, nothing, entries_max=1000)
        last = feed[-1].places if feed else nothing

        async def listen() -> Told:
            data: list[Any] = []
            errors: list[Any] = []
            named: list[tuple[str, str]] = []
            statements = 0
            was_last = asyncio.Event()

            async def hear(told: Any) -> None:
                nonlocal statements
                async with aclosing(told):
                    async for result in told:
                        answer = answer_of(result, request.withheld.take())
                        body = orjson.loads(encode_json(answer.body()))
                        named.extend(
                            (f"{len(data)}.{path}", rule)
                            for path, rule in Withholdings.of(body.get("extensions", {})).named
                        )
                        data.append(body.get("data"))
                        # A path begins with the event, as data does.
                        errors.extend(
                            {**error, "path": [len(data) - 1, *error.get("path", [])]}
                            for error in body.get("errors", [])
                        )
                        statements += request.reads.statements
                        if len(data) == EVENTS_MAX:
                            return

            def come() -> None:
                # Past the last one, whether it was told or not, there is nothing to wait for.
                if place.places is not None and place.places >= last[: len(place.places)]:
                    was_last.set()

            async with open_request(self.hub, viewer) as request:
                place = request.place = Place(moved=come)
                told = await graph.subscribe(
                    operation.document,
                    variable_values={**operation.variables, "after": start},
                    context_value=request,
                    operation_name=operation.name,
                )
                hearing = asyncio.create_task(hear(told))
                waiting = asyncio.create_task(was_last.wait())
                await asyncio.wait(
                    {hearing, waiting},
                    timeout=PATIENCE_SECONDS,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                waiting.cancel()
                hearing.cancel()
                with suppress(asyncio.CancelledError):
                    await hearing
            return Told(data, errors, statements, Withholdings(named, 0))

        return await _said(listen())

    async def _viewer(self, name: str) -> Viewer | None:
        if name not in self._viewers:
            self._viewers[name] = await viewer_of(self.hub, name)
        return self._viewers[name]


def kind_of(operation: Operation, graph: Schema = schema) -> OperationType:
    meant = get_operation_ast(graph.documents.prepare(operation.document), operation.name)
    assert meant is not None, f"there is no operation {operation.name} in the document"
    return meant.operation


async def _said(asking: Awaitable[Told]) -> Told:
    """Nothing may come out of it but an answer, least of all a cancellation of its own."""
    task = asyncio.current_task()
    assert task is not None
    try:
        return await asking
    except (InvalidDocument, RequestError) as error:
        # What the transport refuses to run, no executor is asked.
        return Told(None, [{"message": str(error), "extensions": {"code": REFUSED}}], 0)
    except GraphQLError as error:
        body = orjson.loads(encode_json(refusal(error).body()))
        return Told(None, body["errors"], 0)
    except (Exception, asyncio.CancelledError) as error:
        if task.cancelling():
            raise
        message = f"{type(error).__name__}: {error}"
        return Told(None, [{"message": message, "extensions": {"code": RAISED}}], 0)


def _difference(path: str, one: Any, other: Any) -> str | None:
    """The first place where two answers differ, in what is there or in the order of its keys."""
    if isinstance(one, dict) and isinstance(other, dict):
        if [*one] != [*other]:
            return f"{path}, which has the keys {[*one]} and {[*other]}"
        pairs = ((f"{path}.{key}", one[key], other[key]) for key in one)
        return next(filter(None, (_difference(*pair) for pair in pairs)), None)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        items = zip(one, other, strict=True)
        pairs = ((f"{path}.{n}", *pair) for n, pair in enumerate(items))
        return next(filter(None, (_difference(*pair) for pair in pairs)), None)
    # 1, 1.0 and True are equal to Python; clients tell them apart.
    if orjson.dumps(one) == orjson.dumps(other):
        return None
    return f"{path}: {orjson.dumps(one).decode()[:300]} and {orjson.dumps(other).decode()[:300]}"


def _withheld(told: Told) -> object:
    """What is named as withheld, in any order; where that is not all, how much it is.

    Field by field it is not known what becomes of a field's parent: what is not there is left out.
    """
    named, more = told.withheld
    if more:
        return None if told.errors else len(named) + more
    return sorted(one for one in named if _is_null(one[0].split("."), told.data))


def _is_null(path: Sequence[str], data: Any) -> bool:
    for step in path:
        if data is None:
            return False
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data is None


def _tell_the_same(one: Told, other: Told, *, whatever_is_open: bool = False) -> bool:
    """Whether two answers with the same data have the same errors, in whatever order.

    Where null has climbed up from fields that must not be null, GraphQL leaves it open which of the
    fields below are told of besides one that made it climb: whatever was cut short there depends on
    what was read first. So of several there one has to be the same.
    """
    ours, others = _by_null(one), _by_null(other)
    if ours.keys() != others.keys():
        return False
    for place, errors in ours.items():
        if _is_free(place, errors | others[place]):
            is_same = whatever_is_open or bool(errors & others[place])
        else:
            is_same = errors == others[place]
        if not is_same:
            return False
    return True


def _is_free(place: str, errors: Collection[str]) -> bool:
    return len(errors) > 1 and all(json.dumps(json.loads(one)["path"]) != place for one in errors)


def _by_null(told: Told) -> dict[str, set[str]]:
    """Errors by the place of the null that they led to."""
    found: dict[str, set[str]] = {}
    for text in _errors(told):
        place, value = [], told.data
        for key in json.loads(text).get("path", []):
            if value is None:
                break
            place.append(key)
            value = value[key]
        found.setdefault(json.dumps(place), set()).add(text)
    return found


def _errors(told: Told) -> list[str]:
    """Errors in an order of ours, without what is different each time."""
    known = []
    for error in told.errors:
        extensions = {**error.get("extensions", {})}
        masked = {"message": "masked"} if extensions.pop("errorId", None) else {}
        said = {"path": [], **error, "extensions": extensions, **masked}
        known.append(json.dumps(said, sort_keys=True, ensure_ascii=False))
    return sorted(known)


# Files


@dataclass(frozen=True)
class Kept:
    """An operation in a file: why it is kept, and everybody who asks it with which variables.

    `is_torn`: it is asked of the torn world.
    """

    why: str
    is_torn: bool
    operations: Sequence[Operation]


def kept(path: Path) -> Kept:
    """Read a file of the corpus.

    Its head are comments: `why`, `world` where that is `torn`, `viewers` (emails or `nobody`, with
    spaces between), `operation` where the document has several, and `variables` as JSON, as many
    times as there are cases. A subscription's `$after` is the start of the feed.
    """
    text = path.read_text(encoding="utf-8")
    head: dict[str, list[str]] = {}
    document = []
    for line in text.split("\n"):
        if (found := _HEAD.fullmatch(line)) is None:
            document.append(line)
        else:
            head.setdefault(found[1], []).append(found[2])
    [why] = head["why"]
    return Kept(
        why,
        head.get("world") == ["torn"],
        [
            Operation(
                "\n".join(document).strip() + "\n",
                json.loads(variables),
                head.get("operation", [None])[0],
                viewer,
            )
            for viewer in head["viewers"][0].split()
            for variables in head.get("variables", ["{}"])
        ],
    )


def keep(operation: Operation, why: str, path: Path, *, is_torn: bool = False) -> None:
    """Write a file for the corpus."""
    lines = [f"# why: {' '.join(why.split())}", *(["# world: torn"] if is_torn else [])]
    lines.append(f"# viewers: {operation.viewer}")
    if operation.name:
        lines.append(f"# operation: {operation.name}")
    if operation.variables:
        lines.append(f"# variables: {json.dumps(operation.variables, ensure_ascii=False)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*lines, operation.document.strip(), ""]), encoding="utf-8")


# Shrinking


async def shrunk(
    operation: Operation, differs: Callable[[Operation], Awaitable[object]]
) -> Operation:
    """As little of a differing operation as still differs: selections are left out one by one."""
    smallest = replace(operation, document=print_ast(parse(operation.document)))
    tries, place = 0, 0
    while tries < _SHRINKING_TRIES_MAX:
        smaller = _without(smallest, place)
        if smaller is None:
            break
        tries += 1
        if await _still(differs, smaller):
            smallest = smaller
        else:
            place += 1
    return smallest


async def _still(differs: Callable[[Operation], Awaitable[object]], operation: Operation) -> bool:
    try:
        kind_of(operation)
        return bool(await differs(operation))
    except (InvalidDocument, AssertionError):
        return False


def _without(operation: Operation, place: int) -> Operation | None:
    """The operation without the selection in this place; None where there are not so many."""
    cut = _Cut(place)
    document: DocumentNode = visit(parse(operation.document), cut)
    if not cut.is_done:
        return None
    document = visit(document, _Emptied())
    document = _tidied(document)
    names = {
        variable.variable.name.value
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode)
        for variable in one.variable_definitions or ()
    }
    variables = {name: value for name, value in operation.variables.items() if name in names}
    return replace(operation, document=print_ast(document), variables=variables)


class _Cut(Visitor):
    """Takes one selection out, by its place among all."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self._left = place
        self.is_done = False

    def _enter(self, *_: Any) -> Any:
        self._left -= 1
        if self._left == -1:
            self.is_done = True
            return REMOVE
        return None

    enter_field = enter_inline_fragment = enter_fragment_spread = _enter


class _Emptied(Visitor):
    """Takes out what was left without a selection."""

    @staticmethod
    def leave_field(node: FieldNode, *_: Any) -> Any:
        is_empty = node.selection_set is not None and not node.selection_set.selections
        return REMOVE if is_empty else None

    @staticmethod
    def leave_inline_fragment(node: InlineFragmentNode, *_: Any) -> Any:
        return None if node.selection_set.selections else REMOVE


def _tidied(document: DocumentNode) -> DocumentNode:
    """Without operations that do nothing, and fragments and variables that nothing uses."""
    definitions = [
        one
        for one in document.definitions
        if not isinstance(one, OperationDefinitionNode) or one.selection_set.selections
    ]
    document = DocumentNode(definitions=tuple(definitions))
    while True:
        spread = _names(document, FragmentSpreadNode, lambda node: node.name.value)
        kept_ = tuple(
            one
            for one in document.definitions
            if not isinstance(one, FragmentDefinitionNode) or one.name.value in spread
        )
        if len(kept_) == len(document.definitions):
            break
        document = DocumentNode(definitions=kept_)
    used = _names(
        DocumentNode(definitions=tuple(_undeclared(one) for one in document.definitions)),
        VariableNode,
        lambda node: node.name.value,
    )

    class Unused(Visitor):
        @staticmethod
        def enter_variable_definition(node: Any, *_: Any) -> Any:
            return None if node.variable.name.value in used else REMOVE

    tidied: DocumentNode = visit(document, Unused())
    return tidied


def _undeclared(definition: Any) -> Any:
    """The definition without the variables that it declares."""

    class Declared(Visitor):
        @staticmethod
        def enter_variable_definition(*_: Any) -> Any:
            return REMOVE

    return visit(definition, Declared())


def _names(document: DocumentNode, kind: type, name: Callable[[Any], str]) -> set[str]:
    found: set[str] = set()

    class Named(Visitor):
        @staticmethod
        def enter(node: Any, *_: Any) -> None:
            if isinstance(node, kind):
                found.add(name(node))

    visit(document, Named())
    return found
