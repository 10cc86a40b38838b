"""The JSON texts of one operation's fields: from statements, and from values at hand.

What plans read arrives as text, whose placeholders are filled here: with what Python works out,
with what relations lead to that a statement was cut at, and with what loaders in Python bring.
Objects at hand (what resolvers and loaders bring) are written as text in turn, and their relations
read for all of them at once. A level of the answer takes one read, however many objects it has.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, Final, cast

import orjson
from graphql import (
    GraphQLError,
    Undefined,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.values import VariableValues

from hub.execution.at_hand import AtHand, Choice, at_hand_of, tried_all, type_of_object
from hub.execution.compiler import Arguments, Compiler, Read
from hub.execution.dataloaders import WHOLE
from hub.execution.errors import AnswerTooLarge
from hub.execution.fields import Batched, ForRequest, Part, Translated, key_in
from hub.execution.fields import Computed as ComputedSource
from hub.execution.placeholders import (
    BEGIN,
    MARK,
    Coarse,
    Computed,
    Placeholder,
    Refused,
    Related,
    Telling,
    mark_of,
    pieces_of,
    read_values,
)
from hub.execution.plan import TYPENAME, Plan, Selected, Selection
from hub.execution.trace import at
from hub.execution.withheld import FieldRule, mark_withheld, refuse_withheld
from hub.execution.yielding import yield_to_others

_NULL: Final = b"null"
# So many rows are worked out in some milliseconds; then others have their turn.
_WORKED_OUT_AT_ONCE: Final = 500


class Texts:
    """Writes the fields of one operation.

    `errors` are those that were met; marks in the texts have their numbers. What the texts are of
    is counted while they are made, each once, however often it is put into others.
    """

    def __init__(
        self,
        compiler: Compiler,
        arguments: Arguments,
        variables: VariableValues,
        request: Any,
        info_of: Callable[[Selected, Any], Any],
    ) -> None:
        self._compiler = compiler
        self._arguments = arguments
        self._variables = variables
        self._request = request
        self._info_of = info_of
        self.errors: list[Exception] = []
        self._bytes_left: int = request.answer_bytes_max
        self._working_out = asyncio.Lock()

    # From statements

    async def read(
        self, plan: Plan, keys: Mapping[str, Sequence[Any]] | None, *, alone: bool = False
    ) -> Sequence[Sequence[bytes]]:
        """For each parent the text of every field of the plan.

        Raises:
            AnswerTooLarge: with them the answer has more bytes than it may have.
        """
        asked = [self._arguments.asked(one, self._variables) for one in plan.asking]
        with self._at(*plan.places):
            left = max(self._bytes_left, 0)
            read = await self._compiler.read(
                plan, keys, asked, self._request, alone=alone, bytes_max=left
            )
        self._count(sum(map(len, chain.from_iterable(read.rows))))
        return await self._filled(read) if read.placeholders else read.rows

    def _count(self, size: int) -> None:
        """Take note that the answer grows by so many bytes.

        Raises:
            AnswerTooLarge: it has more than it may have.
        """
        self._bytes_left -= size
        if self._bytes_left < 0:
            raise AnswerTooLarge

    async def _filled(self, read: Read) -> Sequence[Sequence[bytes]]:
        rows = [[pieces_of(text) if BEGIN in text else [text] for text in row] for row in read.rows]
        # Equal ones are filled once: the same parties stand in many rows.
        found: dict[bytes, bytes] = dict.fromkeys(
            (one for row in rows for pieces in row for one in pieces[1::2]), b""
        )
        groups: dict[int, list[tuple[bytes, list[Any]]]] = {}
        for one, (number, *values) in zip(found, read_values([*found]), strict=True):
            groups.setdefault(number, []).append((one, values))
        filled = await _together(
            self._fill(read.placeholders[number], [values for _, values in group], read.refused)
            for number, group in groups.items()
        )
        for group, texts in zip(groups.values(), filled, strict=True):
            found.update(zip((one for one, _ in group), texts, strict=True))
        grown = -sum(map(len, found.values()))
        for row in rows:
            for pieces in row:
                placeholders = pieces[1::2]
                pieces[1::2] = map(found.__getitem__, placeholders)
                grown += sum(map(len, pieces[1::2])) - sum(map(len, placeholders))
        # Before they are put together.
        self._count(grown)
        return [[b"".join(pieces) for pieces in row] for row in rows]

    async def _fill(
        self,
        placeholder: Placeholder,
        values: Sequence[list[Any]],
        refused: Mapping[int, Exception],
    ) -> Sequence[bytes]:
        """The text of a placeholder for each of its values."""
        match placeholder:
            case Refused(asking):
                return [self._marked(refused[asking])] * len(values)
            case Coarse(coarser):
                return [orjson.dumps(coarser.compute(value)) for [value] in values]
            case Telling(rule):
                return [self._marked(refuse_withheld(rule))] * len(values)
            case Related(field, _, is_loaded):
                if not is_loaded:
                    assert field.below is not None
                    return await self._of_keys(field, field.below(), [key for [key] in values])
                keys = [placeholder.key(one) if one else WHOLE for one in values]
                return await self._loaded(field, keys)
            case Computed(field):
                texts: list[bytes] = []
                for n in range(0, len(values), _WORKED_OUT_AT_ONCE):
                    # One portion at a time, also of fields that are worked out side by side.
                    async with self._working_out:
                        rows = placeholder.rows(values[n : n + _WORKED_OUT_AT_ONCE])
                        found = self._values_of(field, rows)
                        if field.selection is None:
                            texts += await self.values(field, _type_of(field), found)
                        await yield_to_others()
                    if field.selection is not None:
                        texts += await self.values(field, _type_of(field), found)
                return texts

    async def _of_keys(self, field: Selected, plan: Plan, keys: Sequence[Any]) -> list[bytes]:
        """What a relation that is the only field of its plan leads to from each key."""
        [column] = plan.keys
        there = [*dict.fromkeys(key for key in keys if key is not None)]
        rows = await self.read(plan, {column: there}) if there else []
        found = {key: text for key, [text] in zip(there, rows, strict=True)}
        missing = _missing(field)
        return [found[key] if key is not None else missing for key in keys]

    async def _loaded(self, field: Selected, keys: Sequence[Any]) -> Sequence[bytes]:
        """What the field's loader brings for each key, asked once for all of them."""
        if field.below is not None:
            [field] = field.below().fields
        loader = field.source.loader
        try:
            asked = self._arguments.asked(field, self._variables)
            if asked.error is not None:
                raise asked.error
            there = [*dict.fromkeys(key for key in keys if key is not None)]
            with self._at(".".join(field.path)):
                found = await loader.fetch(self._request, there, asked.page) if there else {}
            values = [
                None if key is None else found[key] if key in found else loader.missing()
                for key in keys
            ]
        except Exception as error:
            values = [error] * len(keys)
        return await self.values(field, _type_of(field), values)

    # Of the root

    async def of_root(self, fields: Sequence[Selected], type_: Any, root: Any) -> dict[str, bytes]:
        """By response key, the fields of the root that have resolvers."""
        found = await _together(self._field(one, type_, [root]) for one in fields)
        return {key: text for one in found for key, [text] in one.items()}

    async def of_change(self, field: Selected, type_: Any, root: Any) -> bytes:
        """A mutation's field, whose error is its own whatever happens."""
        try:
            [text] = (await self._field(field, type_, [root]))[field.key]
        except Exception as error:
            return self._marked(error)
        return text

    # From values at hand

    async def values(self, field: Selected, type_: Any, values: Sequence[Any]) -> list[bytes]:
        """The text of each value, which is of the type; an exception stands for its error."""
        if is_non_null_type(type_):
            texts = await self.values(field, type_.of_type, values)
            return [MARK if text == _NULL else text for text in texts]
        if is_list_type(type_):
            return await self._lists(field, type_.of_type, values)
        if is_leaf_type(type_):
            texts = [self._leaf(type_, value) for value in values]
            self._count(sum(map(len, texts)))
            return texts
        return await self._objects(field, type_, values)

    async def _lists(self, field: Selected, type_: Any, values: Sequence[Any]) -> list[bytes]:
        lists: list[list[Any] | bytes] = []
        for value in values:
            if value is None or isinstance(value, Exception):
                lists.append(_NULL if value is None else self._marked(value))
            elif isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
                lists.append([*value])
            else:
                lists.append(self._marked(TypeError(f"Expected a list for {field.key}.")))
        items = [item for one in lists if not isinstance(one, bytes) for item in one]
        texts = iter(await self.values(field, type_, items)) if items else iter(())
        return [
            one if isinstance(one, bytes) else b"[%b]" % b",".join([next(texts) for _ in one])
            for one in lists
        ]

    def _leaf(self, type_: Any, value: Any) -> bytes:
        if value is None:
            return _NULL
        try:
            if isinstance(value, Exception):
                raise value
            said = type_.serialize(value)
            if said is None or said is Undefined:
                raise TypeError(f"Expected {type_} to make something of {value!r}.")
            return orjson.dumps(said, default=str)
        except Exception as error:
            return self._marked(error)

    async def _objects(self, field: Selected, type_: Any, objects: Sequence[Any]) -> list[bytes]:
        texts: list[bytes] = [_NULL] * len(objects)
        by_type: dict[Any, list[int]] = {}
        info = self._info_of(field, field.parent) if is_abstract_type(type_) else None
        for n, one in enumerate(objects):
            if one is None:
                continue
            try:
                by_type.setdefault(type_of_object(type_, one, info), []).append(n)
            except Exception as error:
                texts[n] = self._marked(error)
        assert field.selection is not None
        for of, places in by_type.items():
            made = await self.of_type(field.selection, of, [objects[n] for n in places])
            for n, text in zip(places, made, strict=True):
                texts[n] = text
        return texts

    async def of_type(
        self, selection: Selection, type_: Any, objects: Sequence[Any]
    ) -> Sequence[bytes]:
        """The text of each object, all of one type."""
        fields = selection.of_type(type_)
        if not fields:
            return [b"{}"] * len(objects)
        at_hand = selection.kept.get(type_.name)
        if at_hand is None:
            at_hand = selection.kept[type_.name] = at_hand_of(selection, type_)
        if at_hand.rows is None:
            return await self._written(at_hand, fields, type_, objects)
        read = await self.read(at_hand.rows, {"id": [one.id for one in objects]})
        texts = [text for [text] in read]
        # Who has a row at hand may be somebody whom its loader does not show it.
        hidden = [n for n, text in enumerate(texts) if text == _NULL]
        if hidden:
            some = [objects[n] for n in hidden]
            written = await self._written(at_hand, fields, type_, some)
            for n, text in zip(hidden, written, strict=True):
                texts[n] = text
        return texts

    async def _written(
        self, at_hand: AtHand, fields: Sequence[Selected], type_: Any, objects: Sequence[Any]
    ) -> Sequence[bytes]:
        """The text of each object as it is, but for what its relations lead to."""
        found = [await self._field(one, type_, objects) for one in at_hand.own]
        found += await _together(
            [
                *(self._relations(plan, objects) for plan in at_hand.plans),
                *(self._whole(plan, len(objects)) for plan in at_hand.whole),
                *(self._chosen(one, objects) for one in at_hand.chosen),
                *(self._field(one, type_, objects) for one in at_hand.awaited),
            ]
        )
        columns = {key: texts for one in found for key, texts in one.items()}
        for one in fields:
            if one.seen_by is not None:
                columns[one.key] = await self._withhold(one, one.seen_by, objects, columns[one.key])
        self._count(len(at_hand.template) * len(objects))
        return [
            at_hand.template % row
            for row in zip(*[columns[one.key] for one in fields], strict=True)
        ]

    async def _withhold(
        self, field: Selected, rule: FieldRule, objects: Sequence[Any], texts: Sequence[bytes]
    ) -> Sequence[bytes]:
        """The texts of a field, but for those objects of which the viewer may not read it."""
        readable = await self._request.readable(rule, objects)
        mark = mark_withheld(rule).encode()
        told: list[bytes | None] = [
            text if may else None for text, may in zip(texts, readable, strict=True)
        ]
        for one in field.coarser:
            left = [n for n, text in enumerate(told) if text is None]
            some = [objects[n] for n in left]
            may_read = [True] * len(some)
            if one.seen_by is not None:
                may_read = await self._request.readable(one.seen_by, some)
            for n, row, may in zip(left, some, may_read, strict=True):
                if may:
                    value = orjson.dumps(one.compute(getattr(row, one.of)))
                    told[n] = b"%b;%b" % (mark, value)
        return [mark if text is None else text for text in told]

    async def _relations(self, plan: Plan, objects: Sequence[Any]) -> dict[str, Sequence[bytes]]:
        """What the objects' keys lead to, read for all of them."""
        keys = {name: tried_all(attrgetter(name), objects) for name in plan.keys}
        there = {
            name: [None if isinstance(key, Exception) else key for key in of]
            for name, of in keys.items()
        }
        rows = await self.read(plan, there)
        texts: dict[str, Sequence[bytes]] = {}
        for n, one in enumerate(plan.fields):
            missing = _missing(one)
            texts[one.key] = [
                missing
                if key is None
                else self._marked(key)
                if isinstance(key, Exception)
                else row[n]
                for key, row in zip(keys[one.source.key], rows, strict=True)
            ]
        return texts

    async def _whole(self, plan: Plan, count: int) -> dict[str, Sequence[bytes]]:
        [row] = await self.read(plan, None)
        self._count(sum(map(len, row)) * (count - 1))
        return {one.key: [text] * count for one, text in zip(plan.fields, row, strict=True)}

    async def _chosen(self, choice: Choice, objects: Sequence[Any]) -> dict[str, Sequence[bytes]]:
        field, selection = choice.field, choice.field.selection
        assert selection is not None
        texts: list[bytes] = [b""] * len(objects)
        by_plan: dict[Plan | None, list[int]] = {}
        for n, word in enumerate(tried_all(attrgetter(choice.column), objects)):
            if isinstance(word, Exception):
                texts[n] = self._marked(word)
            else:
                by_plan.setdefault(choice.cases.get(word), []).append(n)
        for plan, places in by_plan.items():
            some = [objects[n] for n in places]
            if plan is None:
                made = await self.of_type(selection, choice.otherwise, some)
            else:
                made = (await self._relations(plan, some))[field.key]
            for n, text in zip(places, made, strict=True):
                texts[n] = text
        return {field.key: texts}

    async def _field(
        self, field: Selected, type_: Any, objects: Sequence[Any]
    ) -> dict[str, Sequence[bytes]]:
        """A field that each object has an answer to."""
        if field.source == TYPENAME:
            return {field.key: [b'"%b"' % type_.name.encode()] * len(objects)}
        if isinstance(field.source, Batched):
            keys = tried_all(partial(key_in, key=field.source.key or ()), objects)
            failed = next((one for one in keys if isinstance(one, Exception)), None)
            if failed is not None:
                return {field.key: [self._marked(failed)] * len(objects)}
            return {field.key: await self._loaded(field, keys)}
        if field.source is None or isinstance(field.source, Part):
            values = await self._resolved(field, type_, objects)
        else:
            values = self._values_of(field, objects)
        return {field.key: await self.values(field, _type_of(field), values)}

    def _values_of(self, field: Selected, objects: Sequence[Any]) -> Sequence[Any]:
        """What the field's declaration says of each object."""
        source, resolver = field.source, field.field.base_resolver
        if isinstance(source, Translated):
            asked = self._arguments.asked(field, self._variables)
            if asked.error is not None:
                return [asked.error] * len(objects)
            languages = self._request.languages if asked.page is None else asked.page
            return tried_all(source.in_languages(languages), objects)
        if isinstance(source, ForRequest):
            if source.arguments is None:
                return tried_all(source.of_row(self._request, None), objects)
            asked = self._arguments.asked(field, self._variables)
            if asked.error is not None:
                return [asked.error] * len(objects)
            return tried_all(source.of_row(self._request, asked.page), objects)
        if isinstance(source, ComputedSource):
            return tried_all(source.compute, objects)
        if resolver is None:
            return tried_all(attrgetter(str(field.name)), objects)
        return tried_all(cast("Callable[[Any], Any]", resolver.wrapped_func), objects)

    async def _resolved(self, field: Selected, type_: Any, objects: Sequence[Any]) -> Sequence[Any]:
        """What the field's own resolver says of each object, in which errors are values."""
        assert field.definition is not None
        resolve = field.definition.resolve
        assert resolve is not None, "Strawberry makes one for every field"
        try:
            given = self._arguments.given(field, self._variables)
        except GraphQLError as error:
            return [error] * len(objects)
        info, place = self._info_of(field, type_), ".".join(field.path)

        async def resolved(one: Any) -> Any:
            try:
                with self._at(place):
                    said = resolve(one, info, **given)
                    return await said if inspect.isawaitable(said) else said
            except Exception as error:
                return error

        return await _together(resolved(one) for one in objects)

    def _marked(self, error: Exception) -> bytes:
        self.errors.append(error)
        return mark_of(len(self.errors) - 1)

    def _at(self, *places: str) -> AbstractContextManager[None]:
        return nullcontext() if self._request.trace is None else at(*places)


def _missing(field: Selected) -> bytes:
    return _NULL if field.is_nullable else MARK


def _type_of(field: Selected) -> Any:
    assert field.definition is not None
    return field.definition.type


async def _together(running: Iterable[Awaitable[Any]]) -> list[Any]:
    """What all of them bring; where one fails, the others are not left running."""
    coroutines = [*running]
    if len(coroutines) == 1:
        return [await coroutines[0]]
    if not coroutines:
        return []
    tasks = [asyncio.ensure_future(one) for one in coroutines]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
